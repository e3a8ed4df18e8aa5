"""A laboratory: one world number, in which every population and every twin is made once."""

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
