"""Checks by experiment: twin worlds, switches and impulses (A15, A17, A19, A20, A25, F, H, L, R).

Twins share the settled company and all luck. Reduced populations of the stores and the branches
keep a board short; every experiment says which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.check import INFINITE, Check
from ripple_sim.evidence.estimators import (
    correlation,
    cross_lags,
    partial_correlation,
    ratio,
    regression,
)
from ripple_sim.evidence.laboratory import Laboratory
from ripple_sim.evidence.observation import QUARTER, Observation
from ripple_sim.evidence.people import column
from ripple_sim.evidence.worlds import (
    CONFOUNDED,
    INSIDE_OUT_OFF,
    OUTSIDE_IN,
    PROFIT_FIRST,
    SIXTY_STORES,
)
from ripple_sim.model.engine import Engine
from ripple_sim.observe.surveys import states_of_customers
from ripple_sim.scenario.levers import DRIVERS
from ripple_sim.scenario.schema import WEEKS_PER_YEAR

Floats = NDArray[np.float64]
HALF = tuple(range(1, 31))
PEER = 1.1


def weekly(o: Observation, of: str, per: str | None = None, units: slice = slice(None)) -> Floats:
    """Return a weekly sum of the books over some units, or the ratio of two."""
    books = o.recorder.ledgers[:, units]
    total = books[of].sum(axis=1, dtype=np.float64)
    if per is None:
        return np.asarray(total)
    return np.asarray(total / np.maximum(books[per].sum(axis=1), 1e-9))


def twins(
    lab: Laboratory,
    preset: str,
    years: int,
    changes: list[dict[str, Any]],
    more: Mapping[str, Any] | None = None,
) -> tuple[Observation, Observation]:
    """Return a population without and with interventions: same luck, same settled company."""
    held = dict(more or {})
    return (
        lab.observe(preset, years, held),
        lab.observe(preset, years, {**held, "interventions": changes}),
    )


def all_drivers(change: float, **dated: Any) -> list[dict[str, Any]]:
    """Return interventions that move every driver by the same change."""
    return [{"lever": driver.name, "change": change, **dated} for driver in DRIVERS]


def peak_lag(cause: Floats, effect: Floats) -> int:
    """Return the lag in weeks, 0 to 104, at which an effect follows its cause most closely.

    Both are differences between twins, which rise as the impulse works; the lag is that of the
    largest correlation of their weekly changes, smoothed over a quarter.
    """
    smooth = np.ones(QUARTER) / QUARTER
    a = np.diff(np.convolve(cause, smooth, "valid"))
    b = np.diff(np.convolve(effect, smooth, "valid"))
    lags = range(min(104, len(a) - 26))
    found = [correlation(a[: len(a) - lag], b[lag:]) for lag in lags]
    return int(np.nanargmax(found))


# Mood and sales (A17, L04)


def sales_in_happy_weeks(lab: Laboratory) -> float:
    """Return % more sales a contact in the happiest than in the unhappiest fifth of own weeks."""
    mood, sold = _mood_and_sales(lab)
    low, high = np.nanquantile(mood, 0.2, axis=0), np.nanquantile(mood, 0.8, axis=0)
    happy, unhappy = mood >= high, mood <= low
    own = sold / np.nanmean(sold, axis=0)
    return float(100 * (np.nanmean(own[happy]) / np.nanmean(own[unhappy]) - 1))


def mood_and_attendance(lab: Laboratory) -> float:
    """Return the correlation of a person's mood with attendance of the same week, in size."""
    o = _call_centre(lab)
    mood = _of_the_same(o, "employees.mood")
    there = np.where(np.isfinite(mood), o.diaries["employees.present"], np.nan)
    return abs(correlation(mood - np.nanmean(mood, axis=0), there - np.nanmean(there, axis=0)))


def _call_centre(lab: Laboratory) -> Observation:
    diary = (
        "employees.mood", "employees.incumbent", "employees.filled", "employees.present",
        "members.server", "members.spent", "members.wallet", "members.share_of_wallet",
        "members.contacts", "members.contacts_per_week",
    )  # fmt: skip
    smaller = {
        "market.recurring_share": 0.0,
        "market.members": 6_000,
        "company.structure.frontline_per_unit": 11,
        "company.structure.backstage_per_unit": 1,
    }
    return lab.observe("call-centre", 1, smaller, diary)


def _of_the_same(o: Observation, field: str) -> Floats:
    """Return a diary of people who kept their seat all along; NaN for others."""
    values = o.diaries[field].astype(np.float64)
    incumbent, filled = o.diaries["employees.incumbent"], o.diaries["employees.filled"]
    same = (incumbent == incumbent[0]).all(axis=0) & (filled == 1).all(axis=0)
    return np.where(same, values, np.nan)


def _mood_and_sales(lab: Laboratory) -> tuple[Floats, Floats]:
    """Return mood before the week's work, and sales a contact; shape (weeks, seats)."""
    o = _call_centre(lab)
    d = o.diaries
    weeks, seats = d["employees.mood"].shape
    sold = np.full((weeks, seats), np.nan)
    for week in range(weeks):
        served = d["members.server"][week] >= 0
        server = d["members.server"][week][served]
        contacts = d["members.contacts"][week][served].astype(np.float64)
        usual = (
            d["members.wallet"][week] * d["members.share_of_wallet"][week]
        )[served] * contacts / d["members.contacts_per_week"][week][served]  # fmt: skip
        spent = np.bincount(server, d["members.spent"][week][served], seats)
        possible = np.bincount(server, usual, seats)
        sold[week] = np.where(possible > 0, spent / np.maximum(possible, 1e-9), np.nan)
    # Mood moves at the end of a week and is brought to the next one's contacts.
    mood = _of_the_same(o, "employees.mood")[:-1]
    both = np.isfinite(mood) & np.isfinite(sold[1:])
    keep = both.sum(axis=0) > 26
    return np.where(both, mood, np.nan)[:, keep], np.where(both, sold[1:], np.nan)[:, keep]


# Employees and customers (A14, A15, A19, A25, H06, F05, F06)


def _stores_cross_section(lab: Laboratory, contact: float = 1.0) -> Observation:
    """Return 150 stores with a given personal part of a contact."""
    return lab.observe(
        "store-chain", 2,
        {"company.structure.units": 150, "company.structure.central_staff": 30,
         "market.members": 30_000, "service.personal_contact": contact},
    )  # fmt: skip


def beyond_quality(lab: Laboratory) -> float:
    """Return the partial r of engagement and satisfaction, quality as customers judge it held."""
    o = lab.stores
    perceived = np.mean(
        [
            states_of_customers(world, settings=o.scenario.surveys).unit_means("quality")[0]
            for world in o.snapshots[1:5]
        ],
        axis=0,
    )[: o.units]
    return abs(
        partial_correlation(o.year("engagement"), o.year("customer_satisfaction"), perceived)
    )


def personal_against_impersonal(lab: Laboratory) -> float:
    personal, other = _stores_cross_section(lab), _stores_cross_section(lab, 0.2)
    found = [
        correlation(o.year("engagement"), o.year("customer_satisfaction"))
        for o in (personal, other)
    ]
    return found[0] - found[1]


def units_against_individuals(lab: Laboratory) -> float:
    """Return r of engagement and satisfaction over units less r over server and customer."""
    o = lab.stores
    world = o.snapshots[4]
    met = (world.members["standing"] == 1) & (world.members["server"] >= 0)
    people = world.members[met]
    individual = correlation(
        world.employees["engagement"][people["server"]], people["satisfaction"]
    )
    return correlation(o.year("engagement"), o.year("customer_satisfaction")) - individual


def lift_of_attitude(lab: Laboratory) -> float:
    """Return points of customer satisfaction a point of engagement, half of the stores lifted."""
    change = all_drivers(0.06, start=0, reach={"units": HALF})
    usual, lifted = twins(lab, "store-chain", 2, change, SIXTY_STORES)
    half = slice(0, len(HALF))
    staff = weekly(lifted, "engagement", "filled", half) - weekly(
        usual, "engagement", "filled", half
    )
    customers = weekly(lifted, "satisfaction", "customers", half) - weekly(
        usual, "satisfaction", "customers", half
    )
    return float(customers[-QUARTER:].mean() / staff[-QUARTER:].mean())


def change_beyond_level(lab: Laboratory, contact: float) -> float:
    """Return the slope of satisfaction on the change of engagement over a year, level held."""
    o = _stores_cross_section(lab, contact)
    level, before = o.quarter("engagement", 7), o.quarter("engagement", 3)
    return float(regression(o.quarter("customer_satisfaction", 7), level, level - before)[1])


def _lags_of_switches(lab: Laboratory, changes: Mapping[str, Any]) -> tuple[float, float]:
    o = lab.observe(
        "store-chain", 2,
        {"company.structure.units": 150, "company.structure.central_staff": 30,
         "market.members": 30_000, **changes},
    )  # fmt: skip
    return cross_lags(
        o.year("engagement"), o.year("customer_satisfaction"),
        o.year("engagement", 1), o.year("customer_satisfaction", 1),
    )  # fmt: skip


def outside_in(lab: Laboratory) -> float:
    forward, backward = _lags_of_switches(lab, OUTSIDE_IN)
    return ratio(backward, max(forward, 0.02))


def only_outside_in(lab: Laboratory) -> float:
    forward, backward = _lags_of_switches(lab, {**OUTSIDE_IN, **INSIDE_OUT_OFF})
    return backward - abs(forward)


# Capacity, metrics, training (A20, H01, H02)


def interior_staffing(lab: Laboratory) -> float:
    """Return by how much profit falls from its best staffing to the most generous, % of revenue.

    Zero where the most generous staffing is the best.
    """
    profits = []
    for slack in (-0.2, -0.1, 0.0, 0.1, 0.25):
        o = lab.observe("retail-branches", 3, {"company.practices.slack.level": slack})
        profits.append(weekly(o, "profit").sum() / weekly(o, "revenue").sum())
    return float(100 * (max(profits) - profits[-1]))


def leanest_isnt_best(lab: Laboratory) -> float:
    """Return by how much profit falls from its best to the leanest driver investment.

    Every driver from 0.2 below to 0.2 above: an interior optimum has both ends below it. The
    number is the smaller of the two falls, % of revenue.
    """
    profits = []
    for change in (-0.3, -0.15, 0.0, 0.15, 0.3):
        levels = {
            f"company.drivers.{d.name}.level": float(np.clip(d.level + change, 0, 1))
            for d in DRIVERS
        }
        o = lab.observe("retail-branches", 3, levels)
        profits.append(weekly(o, "profit").sum() / weekly(o, "revenue").sum())
    return float(100 * min(max(profits) - profits[0], max(profits) - profits[-1]))


def quality_on_profit_beyond_loyalty(lab: Laboratory) -> float:
    o = lab.stores
    margin = o.over_units("profit") / o.over_units("revenue")
    return float(
        regression(
            margin, o.year("service_quality"), o.year("retention"), o.year("share_of_wallet"),
            standardised=True,
        )[0]
    )  # fmt: skip


def training_after_three_months(lab: Laboratory) -> float:
    """Return the lift of competence of trained people after 13 weeks, in standard deviations."""
    usual, trained = twins(
        lab, "retail-branches", 1, [{"lever": "skills_training", "change": 2.0, "start": 0}]
    )
    before, after = usual.snapshots[1].employees, trained.snapshots[1].employees
    same = (before["filled"] == 1) & (after["filled"] == 1) & (before["frontline"] == 1)
    same &= before["incumbent"] == after["incumbent"]
    lift = column(after[same], "competence") - column(before[same], "competence")
    return float(lift.mean() / column(before[same], "competence").std())


def _metrics_for_customers(lab: Laboratory) -> tuple[Observation, Observation]:
    money = {"company.practices.customer_metrics.level": 0.1}
    change = [{"lever": "customer_metrics", "change": 0.8, "start": 0}]
    return twins(lab, "hotel-group", 3, change, money)


def _profit_gain(pair: tuple[Observation, Observation], first: int, last: int) -> float:
    usual, changed = (weekly(o, "profit")[first:last].sum() for o in pair)
    return float(100 * (changed - usual) / weekly(pair[0], "revenue")[first:last].sum())


def satisfaction_after_metrics(lab: Laboratory) -> float:
    usual, changed = _metrics_for_customers(lab)
    gain = weekly(changed, "satisfaction", "customers") - weekly(usual, "satisfaction", "customers")
    return float(100 * gain[QUARTER : 2 * QUARTER].mean())


def first_half_year_after_metrics(lab: Laboratory) -> float:
    return _profit_gain(_metrics_for_customers(lab), 0, 2 * QUARTER)


def third_year_after_metrics(lab: Laboratory) -> float:
    return _profit_gain(_metrics_for_customers(lab), 2 * WEEKS_PER_YEAR, 3 * WEEKS_PER_YEAR)


# Lags (L01, L03)


def _impulse(lab: Laboratory) -> tuple[Observation, Observation]:
    return twins(lab, "store-chain", 4, all_drivers(0.15, start=0), SIXTY_STORES)


def _gain(pair: tuple[Observation, Observation], of: str, per: str | None) -> Floats:
    usual, changed = (weekly(o, of, per) for o in pair)
    return changed - usual


def weeks_of_rise(response: Floats) -> float:
    """Return the week by which a response has made 63 % of its rise to the last half-year."""
    final = response[-26:].mean()
    smooth = np.convolve(response, np.ones(4) / 4, "same")
    return float(np.argmax(smooth >= 0.63 * final)) if final > 0 else float("nan")


def investment_to_staff(lab: Laboratory) -> float:
    return weeks_of_rise(_gain(_impulse(lab), "engagement", "filled"))


def staff_to_customers(lab: Laboratory) -> float:
    pair = _impulse(lab)
    return peak_lag(_gain(pair, "engagement", "filled"), _gain(pair, "satisfaction", "customers"))


def customers_to_profit(lab: Laboratory) -> float:
    pair = _impulse(lab)
    return peak_lag(_gain(pair, "satisfaction", "customers"), _gain(pair, "revenue", None))


# Colleagues (F01, F03)


def faster_colleagues(lab: Laboratory) -> float:
    """Return % more output of those whose team mates became a tenth faster.

    Every second person of each team gets a tenth more ability for two quarters; the others' gain
    in productivity is set against the gain of their team mates' mean.
    """
    scenario = lab.scenario("store-chain", SIXTY_STORES)
    usual = Engine(scenario, lab.seed, threads=1, settled=lab.settled)
    faster = Engine(scenario, lab.seed, threads=1, settled=lab.settled)
    people = faster.world.employees
    chosen = people["rank"] % 2 == 0
    for engine in (usual, faster):
        for _ in range(2 * QUARTER):
            if engine is faster:
                people["ability"][chosen] = np.minimum(usual_ability(engine, chosen) * PEER, 1.5)
            engine.step()
    a, b = usual.world.employees, faster.world.employees
    same = (a["filled"] == 1) & (b["filled"] == 1) & (a["incumbent"] == b["incumbent"])
    teams = len(usual.world.teams)

    def mates(rows: Any) -> Floats:
        kept = rows[same]
        heads = np.bincount(kept["team"], minlength=teams)
        total = np.bincount(kept["team"], kept["productivity"], teams)
        return np.asarray(
            (total[kept["team"]] - kept["productivity"]) / np.maximum(heads[kept["team"]] - 1, 1)
        )

    left_alone = ~chosen[same]
    own = np.log(b[same]["productivity"] / a[same]["productivity"])[left_alone]
    others = np.log(mates(b) / mates(a))[left_alone]
    return float(100 * (np.exp(np.log(PEER) * own.mean() / others.mean()) - 1))


def usual_ability(engine: Engine, chosen: NDArray[np.bool_]) -> Floats:
    """Return the ability that the seats' people were hired with, whatever it is now."""
    world = engine.world
    if not hasattr(engine, "_ability_at_hiring"):
        engine._ability_at_hiring = {}  # type: ignore[attr-defined]
    known = engine._ability_at_hiring  # type: ignore[attr-defined]
    found = []
    for seat in np.flatnonzero(chosen):
        key = (int(seat), int(world.employees["incumbent"][seat]))
        known.setdefault(key, float(world.employees["ability"][seat]))
        found.append(known[key])
    return np.array(found)


def spreading_mood(lab: Laboratory) -> float:
    """Return by how much colleagues' engagement rises, a point, when one in a team is lifted."""
    scenario = lab.scenario("store-chain", SIXTY_STORES)
    usual = Engine(scenario, lab.seed, threads=1, settled=lab.settled)
    lifted = Engine(scenario, lab.seed, threads=1, settled=lab.settled)
    first = lifted.world.employees["rank"] == 0
    for _ in range(QUARTER):
        usual.step()
        lifted.step()
        lifted.world.employees["engagement"][first] = np.minimum(
            usual.world.employees["engagement"][first] + 0.2, 1
        )
    others = (usual.world.employees["filled"] == 1) & ~first
    gain = (
        lifted.world.employees["engagement"][others] - usual.world.employees["engagement"][others]
    )
    return float(100 * gain.mean())


# Causes in reverse and third variables (R01, R02)


def confounded_correlation(lab: Laboratory) -> float:
    """Return r of engagement and profit over stores that differ in busyness."""
    o = lab.observe("store-chain", 2, {**SIXTY_STORES, **CONFOUNDED})
    return correlation(o.year("engagement"), o.over_units("profit"))


def effect_beside_the_confounder(lab: Laboratory) -> float:
    """Return what engagement does to profit there: the lift in contribution, % of revenue."""
    pair = twins(lab, "store-chain", 2, all_drivers(0.1, start=0), {**SIXTY_STORES, **CONFOUNDED})
    usual, lifted = (weekly(o, "contribution")[52:].sum() for o in pair)
    return float(100 * (lifted - usual) / weekly(pair[0], "revenue")[52:].sum())


FIRMS, FIRM_YEARS = 12, 8


def profit_before_attitudes(lab: Laboratory) -> float:
    """Return the path margin to engagement a year later less the path back, over firms and years.

    Twelve small banks, watched eight years, each with shocks of its own to what customers spend
    on goods (a margin shock that touches nobody's work).
    """
    margins, attitudes = [], []
    for firm in range(FIRMS):
        size = 0.06 * float(np.sin(1.7 * firm + lab.seed))
        scenario = lab.scenario(
            "retail-branches",
            {"company.structure.units": 4, "market.members": 3000,
             "company.structure.central_staff": 6, **PROFIT_FIRST},
        )  # fmt: skip
        engine = Engine(scenario, lab.seed * FIRMS + firm, threads=1)
        margin, attitude = np.zeros(FIRM_YEARS), np.zeros(FIRM_YEARS)
        usual = engine.world.prices["goods_share"].copy()
        for year in range(FIRM_YEARS):
            # A shock to what goods and money cost, different every year.
            shift = size + 0.06 * float(np.sin(2.3 * year + 5.1 * firm + lab.seed))
            engine.world.prices["goods_share"] = np.clip(usual + shift, 0, 0.9)
            revenue = profit = heads = engaged = 0.0
            for _ in range(WEEKS_PER_YEAR):
                engine.step()
                books = engine.world.ledger
                revenue += float(books["revenue"].sum())
                profit += float(books["profit"].sum())
                heads += float(books["filled"].sum())
                engaged += float(books["engagement"].sum())
            margin[year], attitude[year] = profit / revenue, engaged / heads
        margins.append(margin - margin.mean())
        attitudes.append(attitude - attitude.mean())
    profit_, felt = np.array(margins), np.array(attitudes)
    felt_to_profit, profit_to_felt = cross_lags(
        felt[:, :-1].ravel(), profit_[:, :-1].ravel(), felt[:, 1:].ravel(), profit_[:, 1:].ravel()
    )
    return profit_to_felt - felt_to_profit


# Reference lines and the climate of service (A15)


def ten_percent_more_engagement(lab: Laboratory, of: str, per: str | None) -> float:
    """Return % more of something, in the second year, for 10 % more engagement."""
    pair = twins(lab, "retail-branches", 2, all_drivers(0.1, start=0))
    year = slice(WEEKS_PER_YEAR, None)
    staff = weekly(pair[1], "engagement", "filled")[year].mean()
    staff /= weekly(pair[0], "engagement", "filled")[year].mean()
    shown = weekly(pair[1], of, per)[year].mean() / weekly(pair[0], of, per)[year].mean()
    return float(10 * (shown - 1) / (staff - 1))


def _small(
    fact: str,
    name: str,
    says: str,
    measure: Callable[[Laboratory], float],
    low: float,
    high: float,
    published: float | None,
    unit: str,
    mechanism: str,
    worlds: int = 5,
    fitted: bool = False,
) -> Check:
    closed = bool(np.isfinite(low) and np.isfinite(high))
    return Check(
        fact, name, says, measure, low, high, published, unit,
        "range" if closed else "direction", mechanism, fitted, worlds,
    )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    _small("A14", "attitude lifted in half of the stores", "60 stores, twins, last quarter of two "
           "years", lift_of_attitude, 0.15, 0.40, 0.26, "points a point",
           "What people feel reaches customers through warmth and competence (serve)"),
    _small("A15", "service", "branches, twins, second year, per 10 % more engagement",
           lambda lab: ten_percent_more_engagement(
               lab, "satisfaction", "customers"), 0, 10, 5, "%", "A reference line, never fitted"),
    _small("A17", "sales in happy weeks", "call centre, own happiest against unhappiest fifth of "
           "weeks", sales_in_happy_weeks, 8, 18, 13, "%",
           "Mood warms the contact and warmth sells (serve, spend)", fitted=True),
    _small("A17", "attendance", "call centre, mood and attendance of the same week, size of r",
           mood_and_attendance, 0, 0.05, 0, "r", "Absence follows energy, not mood (attend)"),
    _small("A19", "beyond quality", "300 stores, partial r of engagement and satisfaction, size",
           beyond_quality, 0, 0.05, 0, "r",
           "Staff reach customers through service alone (encounter)",
           20),
    _small("A19", "personal services", "150 stores, r with personal less r with impersonal contact",
           personal_against_impersonal, 0, INFINITE, None, "r",
           "Self-service doesn't depend on who is at work (encounter)", 10),
    _small("A19", "units against individuals", "300 stores, r over units less r over single "
           "encounters", units_against_individuals, 0, INFINITE, None, "r",
           "Means over many customers lose the luck of single ones", 20),
    _small("A20", "generous staffing",
           "branches, fall of profit from the best of five staffings to "
           "the most generous", interior_staffing, 0, INFINITE, None, "% of revenue",
           "Hours cost wages; beyond need they bring little"),
    _small("A20", "interior optimum", "branches, drivers from far below to far above: smaller fall "
           "from the best to an end", leanest_isnt_best, 0.001, INFINITE, None, "% of revenue",
           "Drivers cost money and saturate"),
    _small("A20", "quality beyond loyalty", "300 stores, standardised path of quality to margin, "
           "loyalty held", quality_on_profit_beyond_loyalty, -INFINITE, 0, -0.19, "path",
           "Quality pays through loyal customers only", 20),
    _small("A25", "with contact", "150 stores, slope of satisfaction on the change of engagement, "
           "level held", lambda lab: change_beyond_level(lab, 1.0), 0, INFINITE, None, "slope",
           "Satisfaction follows with a lag, so a rise still shows as lag", 10),
    _small("F01", "faster team mates", "60 stores, every second person a tenth faster: the others",
           faster_colleagues, 1.0, 2.0, 1.6, "%", "Peers pull each other along (offer_hours)", 2),
    _small("F03", "contagion", "60 stores, one in each team lifted by 20 points: the others",
           spreading_mood, 0, INFINITE, None, "points", "Colleagues pull (feel)", 2),
    _small("F05", "outside-in", "150 stores, strong feedback and weak service link: path back over "
           "path forward", outside_in, 1.5, 3, None, "ratio",
           "Customers act on staff (watch_service, feel)", 10),
    _small("F06", "reverse only", "150 stores, service link off: path back less path forward",
           only_outside_in, 0, INFINITE, None, "path", "Customers act on staff", 10),
    _small("H01", "training", "branches, twins, 2 h a week more, competence after 13 weeks",
           training_after_three_months, 0.4, 0.7, 0.62, "sd",
           "Training raises the ceiling of skill and the pace to it (learn)"),
    _small("H02", "satisfaction", "hotels, from money to customer metrics, months 4 to 6",
           satisfaction_after_metrics, 0, INFINITE, None, "points",
           "Teams come to hold customers to be their task (set_norm)"),
    _small("H02", "no free lunch", "hotels, profit of the first half-year",
           first_half_year_after_metrics, -INFINITE, 0, None, "% of revenue",
           "Less pushing sells less now (spend, offer_hours)"),
    _small("H02", "profit later", "hotels, profit of the third year", third_year_after_metrics, 0,
           INFINITE, None, "% of revenue", "Fair treatment and competence keep customers"),
    _small("H06", "personal services", "150 stores, r with personal less r with impersonal contact",
           personal_against_impersonal, 0, INFINITE, None, "r",
           "Self-service doesn't depend on who is at work (encounter)", 10),
    _small("L01", "investment to staff", "60 stores, all drivers up, weeks to 63 % of the rise",
           investment_to_staff, 26, 52, None, "weeks", "Drivers are seen slowly (perceive)"),
    _small("L01", "staff to customers", "60 stores, all drivers up, lag of closest changes",
           staff_to_customers, 0, 13, 0, "weeks", "Warmth is met in the same week (encounter)"),
    _small("L01", "customers to profit", "60 stores, all drivers up, lag of revenue",
           customers_to_profit, 26, 52, None, "weeks",
           "Share of wallet and lapsing move slowly (allot, stay_or_lapse)"),
    _small("L03", "staff to customers", "60 stores, all drivers up, lag of closest changes",
           staff_to_customers, 0, 52, 52, "weeks", "Warmth is met in the same week (encounter)"),
    _small("L04", "same week", "call centre, sales of own happiest against unhappiest weeks",
           sales_in_happy_weeks, 0, INFINITE, 0, "%", "Mood is felt in the contact (serve)"),
    _small("R01", "correlation", "60 stores that differ in busyness, r of engagement and profit",
           confounded_correlation, -1, 0, None, "r",
           "Busy stores earn more and tire people (meet_demand, perceive)"),
    _small("R01", "effect", "the same stores, twins with all drivers up, contribution of year two",
           effect_beside_the_confounder, 0, INFINITE, None, "% of revenue",
           "The chain works in every one of them"),
    _small("R02", "profit first", "twelve small banks, eight years: path margin to engagement less "
           "the path back", profit_before_attitudes, 0, INFINITE, None, "path",
           "Profit funds pay, security, hiring and pride (remember_profit)", 3),
)  # fmt: skip
