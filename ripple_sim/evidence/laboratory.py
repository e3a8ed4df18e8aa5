"""One numbered world in which each population is made once, and changed companies for cautions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ripple_sim.evidence.observation import Observation, observe
from ripple_sim.model.settling import SettledCache
from ripple_sim.scenario.files import load
from ripple_sim.scenario.schema import Scenario

Changes = Mapping[str, Any]


@dataclass
class Laboratory:
    """Everything that the checks look at in one world.

    Attributes
    ----------
    seed
        The world's number; all populations of a laboratory share it.
    stores_watched
        How many stores the population of :attr:`stores` has; the preset's own number if None.
    values
        Coefficients of behaviour by dotted path that stand in for the defaults in every
        population: what a calibration tries, or a member of the ensemble.
    """

    seed: int
    values: Changes = field(default_factory=dict)
    _kept: dict[tuple[object, ...], Observation] = field(default_factory=dict)
    stores_watched: int | None = None
    settled: SettledCache = field(default_factory=lambda: SettledCache(most=4))

    def scenario(self, preset: str, changes: Changes | None = None) -> Scenario:
        """Return a preset without interventions, with the laboratory's and other values in it."""
        scenario = load(preset).model_copy(update={"interventions": (), "shocks": ()})
        return scenario.with_values({**self.values, **(changes or {})})

    def observe(
        self, preset: str, years: int = 2, changes: Changes | None = None, diary: Sequence[str] = ()
    ) -> Observation:
        """Return a population watched for some years; made at the first request.

        ``changes`` are values by dotted path: other coefficients from the start, or
        ``"interventions"`` and ``"shocks"``, which leave the settled company what it is. So two
        populations that differ only in those are twins.
        """
        key = (preset, years, repr(sorted((changes or {}).items(), key=str)), tuple(diary))
        if key not in self._kept:
            self._kept[key] = observe(
                self.scenario(preset, changes), self.seed, years, diary=diary, settled=self.settled
            )
        return self._kept[key]

    @property
    def stores(self) -> Observation:
        """The population of the published studies of business units: 300 stores, two years."""
        if self.stores_watched is None:
            return self.observe("store-chain")
        return self.observe("store-chain", changes=of_size("store-chain", self.stores_watched))

    def forget(self) -> None:
        """Let go of all populations, to free the memory they take."""
        self._kept.clear()


def of_size(preset: str, units: int) -> Changes:
    """Return what gives a preset that many units, its centre and its market in proportion."""
    whole = load(preset)
    part = units / whole.company.structure.units
    return {
        "company.structure.units": units,
        "company.structure.unit_names": (),
        "company.structure.central_staff": round(whole.company.structure.central_staff * part),
        "market.members": round(whole.market.members * part),
    }


SIXTY_STORES: Changes = of_size("store-chain", 60)
HUNDRED_STORES: Changes = of_size("store-chain", 100)
# Fewer customers to a store, too: where a correlation over stores is all that is asked.
SMALL_STORES: Changes = {**of_size("store-chain", 150), "market.members": 30_000}
TWO_HUNDRED_HOTELS: Changes = of_size("hotel-group", 206)
TWO_HUNDRED_BRANCHES: Changes = of_size("retail-branches", 200)
SMALL_CALL_CENTRE: Changes = {
    "company.structure.frontline_per_unit": 11,
    "company.structure.backstage_per_unit": 1,
    "market.members": 6_000,
}

# What people feel about work does not reach what they do for customers.
INSIDE_OUT_OFF: Changes = {
    "behaviour.work.warmth_of_engagement": 0.0,
    "behaviour.work.competence_of_engagement": 0.0,
    "behaviour.employees.effort_of_engagement": 0.0,
}
# Nor by their energy, nor by leaving.
FEELINGS_WITHOUT_EFFECT: Changes = {
    **INSIDE_OUT_OFF,
    "behaviour.employees.energy_of_engagement": 0.0,
    "behaviour.employees.intention_of_engagement": 0.0,
}
CUSTOMERS_WITHOUT_EFFECT: Changes = {"behaviour.employees.pull_of_customers": 0.0}
REVERSED: Changes = {**FEELINGS_WITHOUT_EFFECT, "behaviour.employees.pull_of_customers": 0.6}
UNLINKED: Changes = {**FEELINGS_WITHOUT_EFFECT, **CUSTOMERS_WITHOUT_EFFECT}
FORWARD_ONLY: Changes = CUSTOMERS_WITHOUT_EFFECT
# Service that hardly depends on feelings, for customers who are known by name and thank or scold.
OUTSIDE_IN: Changes = {
    "behaviour.work.warmth_of_engagement": 0.05,
    "behaviour.work.competence_of_engagement": 0.02,
    "behaviour.employees.pull_of_customers": 0.75,
    "places.local_taste_spread": 0.035,
}

# Stores that differ in nothing but how busy their street is. There is no other shop in it, so
# customers stay; work is not cut short, so being busy is felt as being tired; hands are easily
# replaced. Busy stores earn more, and tire people and serve worse.
CONFOUNDED: Changes = {
    "places.local_demand_spread": 0.45,
    "places.local_wallet_spread": 0.0,
    "places.local_rent_spread": 0.0,
    "service.hours_per_contact": 2.2,
    "service.tolerated_wait_hours": 2.0,
    "company.staffing.hiring_weeks": 2,
    "company.staffing.learning_weeks": 2,
    "market.recurring_share": 0.6,
    "market.switching_barrier": 0.9,
    "market.churn_per_year": 0.08,
    "market.winning_per_year": 0.6,
    "behaviour.work.erosion_weeks": 1e6,
    "behaviour.employees.job_under_pressure": 2.0,
    "behaviour.employees.energy_of_overtime": 2.0,
    "behaviour.employees.exhausted_below": 0.7,
    "behaviour.employees.engagement_lost_to_exhaustion": 0.6,
    "behaviour.customers.lapse_of_satisfaction": 0.5,
    "behaviour.customers.lapse_of_attachment": 0.3,
    "behaviour.customers.lapse_of_trust": 0.2,
    "behaviour.customers.lapse_below_threshold": 0.0,
    "behaviour.customers.wallet_of_satisfaction": 0.15,
    "behaviour.customers.wallet_of_attachment": 0.15,
    "behaviour.customers.sales_of_warmth": 0.4,
}

# Firms that share their fortune with their people soon, and whose people hardly move their profit.
PROFIT_FIRST: Changes = {
    "behaviour.finance.bonus_of_profit": 3.0,
    "behaviour.finance.security_of_profit": 5.0,
    "behaviour.finance.pride_of_profit": 3.0,
    "behaviour.finance.aspiration_weeks": 520.0,
    "behaviour.employees.growth_of_profit": 2.0,
    "behaviour.leaders.top_of_profit": 2.0,
    "behaviour.feedback.pay_lag_weeks": 13.0,
    "behaviour.feedback.security_lag_weeks": 13.0,
    "behaviour.feedback.pride_lag_weeks": 26.0,
    "behaviour.work.warmth_of_engagement": 0.05,
    "behaviour.work.competence_of_engagement": 0.02,
    "behaviour.employees.effort_of_engagement": 0.05,
}

# A labour market in which leaving for better pay is easy and replacing takes long.
SCARCE_HANDS: Changes = {"company.staffing.hiring_weeks": 20, "behaviour.employees.intention_of_pay": 1.5}

WITHOUT_HALO: Changes = {"lasting_halo": 0.0, "occasion_halo": 0.0}
# Standards that come back as fast as they fall: coefficients set in a company at rest.
SYMMETRIC_STANDARDS: Mapping[str, float] = {"upward_weeks": 18.8}
