"""Checks of the service: pressure, corner-cutting, fading standards, hiring, overload (C, D02).

Inputs are read off a run's weekly books, as the published figures were, not off the parameters.
The centre is the lending centre, whose staffing and workload are the published ones.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ripple_sim.evidence.check import INFINITE, Check, experiment
from ripple_sim.evidence.estimators import slope
from ripple_sim.evidence.laboratory import SIXTY_STORES, Laboratory
from ripple_sim.evidence.observation import Observation
from ripple_sim.evidence.twins import by_hand
from ripple_sim.model.settling import PROFIT_ACTS_ON_NOBODY
from ripple_sim.model.week import Step, Week, compiled

Floats = NDArray[np.float64]
OVERLOAD = 0.35
A_FIFTH_MORE = 1.2
HALF_A_YEAR, YEAR = 26, 52


def _series(o: Observation, of: str, per: str) -> Floats:
    """Return a weekly ratio of two columns of the books over all units."""
    books = o.recorder.ledgers
    return np.asarray(books[of].sum(axis=1) / np.maximum(books[per].sum(axis=1), 1e-9))


def _overloaded(lab: Laboratory, duration: int | None, years: int = 3) -> Observation:
    wave = {"kind": "demand_wave", "size": OVERLOAD, "start": 0, "duration": duration}
    return lab.observe("lending-centre", years, {"shocks": [wave]})


def time_given_to_pressure(lab: Laboratory) -> float:
    """Return the log-log slope of time given on required against actual capacity, week by week."""
    o = _overloaded(lab, HALF_A_YEAR)
    pressure = np.log(_series(o, "pressure", "arrivals"))
    relative = np.log(_series(o, "time_ratio", "served") / _series(o, "standard", "filled"))
    return slope(pressure, relative)


def hours_to_gap(lab: Laboratory) -> float:
    """Return % more hours for a capacity gap of 10 %, from weekly intensity."""
    o = _overloaded(lab, HALF_A_YEAR)
    # required / (capacity * intensity) is the pressure; the gap is measured without overtime.
    intensity = o.recorder.ledgers["intensity"][:, 0]
    strained = _series(o, "pressure", "arrivals") * intensity
    return 10 * slope(1 - 1 / strained, np.log(intensity))


def weeks_of_erosion(lab: Laboratory) -> float:
    """Return weeks until 63 % of the fall of the standard under a lasting overload."""
    standard = _series(_overloaded(lab, None), "standard", "filled")
    fall = standard[0] - standard
    return float(np.argmax(fall >= 0.63 * fall[2 * YEAR]) + 1)


def recovery_by_itself(lab: Laboratory) -> float:
    """Return the part of the lost standard that came back a year after the overload ended."""
    standard = _series(_overloaded(lab, HALF_A_YEAR), "standard", "filled")
    lost = standard[0] - standard[HALF_A_YEAR]
    return float((standard[HALF_A_YEAR + YEAR] - standard[HALF_A_YEAR]) / lost)


def quits_in_the_bank(lab: Laboratory) -> float:
    o = lab.observe("lending-centre", 5)
    books = o.recorder.ledgers
    return 52 * float(books["leavers"].sum() / books["filled"].sum())


def absence_in_the_bank(lab: Laboratory) -> float:
    o = lab.observe("lending-centre", 5)
    books = o.recorder.ledgers
    return 1 - float(books["present"].sum() / books["filled"].sum())


def swing_of_orders(lab: Laboratory) -> float:
    arrivals = lab.observe("lending-centre", 5).recorder.ledgers["arrivals"].sum(axis=1)
    years = arrivals.reshape(-1, YEAR)
    return float(np.mean(years.std(axis=1) / years.mean(axis=1)))


def swing_of_contacts(lab: Laboratory) -> float:
    """Return the weekly coefficient of variation of a branch's contacts beyond chance."""
    arrivals = lab.observe("retail-branches", 5).recorder.ledgers["arrivals"][:, :12]
    mean = arrivals.mean(axis=0)
    beyond = np.maximum(arrivals.var(axis=0) - mean, 0)
    return float(np.mean(np.sqrt(beyond) / mean))


def _hiring_wave(lab: Laboratory, **staffing: float) -> tuple[Observation, Observation]:
    changes = {f"company.staffing.{name}": value for name, value in staffing.items()}
    more = {"lever": "slack", "change": 0.2, "start": 0}
    usual = lab.observe("lending-centre", 3, changes)
    return usual, lab.observe("lending-centre", 3, {**changes, "interventions": [more]})


def weeks_of_dip(lab: Laboratory) -> float:
    """Return weeks until mean skill, after its deepest dip in a hiring wave, is nearly back."""
    usual, wave = _hiring_wave(lab, hiring_weeks=4)
    lost = _series(usual, "skill", "filled") - _series(wave, "skill", "filled")
    deepest = int(np.argmax(lost))
    return float(np.argmax(lost[deepest:] < 0.1 * lost[deepest]) + deepest)


def weeks_of_hiring(lab: Laboratory) -> float:
    """Return weeks until 63 % of the wanted increase in staff is there."""
    usual, wave = _hiring_wave(lab)
    more = (wave.recorder.ledgers["filled"] - usual.recorder.ledgers["filled"]).sum(axis=1)
    wanted = 0.2 * usual.scenario.heads()
    return float(np.argmax(more >= 0.63 * wanted) + 1)


def quits_after_a_year_of_overtime(lab: Laboratory) -> float:
    """Return % more quits in the second year of hours a fifth above normal.

    Twins of sixty stores, of which one works at an intensity of 1.2 whatever customers ask for: no
    longer queues and no less time for anybody, for the published figure is about hours alone. What
    the crowd pays isn't shared with staff, as in a service centre.
    """

    def overtime(step: Step, week: Week) -> None:
        compiled(step, week)
        if step.name == "meet_demand":
            week.world.units["intensity"] = week.world.company["intensity"] = A_FIFTH_MORE

    pair = by_hand(lab, "store-chain", 2 * YEAR, run=overtime, changes={**SIXTY_STORES, **PROFIT_ACTS_ON_NOBODY})
    usual, strained = (b["leavers"][YEAR:].sum() / b["filled"][YEAR:].sum() for b in pair.books)
    return float(100 * (strained / usual - 1))


def overshoot(lab: Laboratory) -> float:
    """Return how far customers fall from their peak under growth without capacity, %.

    Less what they fall in the same company without the push.
    """
    push = {"lever": "acquisition", "change": 0.8, "start": 0}
    changes = {"behaviour.customers.join_of_push": 3.0}
    fallen = []
    for interventions in ([push], []):
        o = lab.observe("retail-branches", 5, {**changes, "interventions": interventions})
        customers = o.recorder.ledgers["customers"].sum(axis=1)
        fallen.append(100 * (1 - customers[-1] / customers.max()))
    return float(fallen[0] - fallen[1])


def growth_costs_service(lab: Laboratory) -> float:
    """Return points of service quality lost to the same growth with the present staff.

    The difference to growth with a fifth more staff, in the second year.
    """
    push = {"lever": "acquisition", "change": 0.8, "start": 0}
    staff = {"lever": "slack", "change": 0.25, "start": 0}
    changes = {"behaviour.customers.join_of_push": 3.0}
    alone = lab.observe("retail-branches", 5, {**changes, "interventions": [push]})
    staffed = lab.observe("retail-branches", 5, {**changes, "interventions": [push, staff]})
    return float(staffed.year("service_quality", 1).mean() - alone.year("service_quality", 1).mean())


def display_under_pressure(lab: Laboratory) -> float:
    """Return the slope of a store's mean warmth on its pressure, week by week, means taken out."""
    books = lab.stores.recorder.ledgers[:, : lab.stores.units]
    warmth = books["warmth"] / np.maximum(books["filled"], 1)
    pressure = np.maximum(books["pressure"] / np.maximum(books["arrivals"], 1), 1)
    busy = pressure - pressure.mean(axis=0)
    return slope(busy, warmth - warmth.mean(axis=0))


def cost_of_a_quit(lab: Laboratory) -> float:
    """Return what a quit costs as a share of a yearly wage, outlay and lost output together.

    Profit lost to a wave of quits, against the twin without it: quits of a year are doubled by an
    offset that lasts, and the difference in replacement outlay and in hours of experienced work
    is counted at the wage.
    """
    usual = lab.observe("retail-branches", 2)
    more = lab.observe("retail-branches", 2, {"company.staffing.turnover_per_year": 0.45})
    wage = usual.scenario.company.pay.wage_per_year
    books, other = usual.recorder.ledgers, more.recorder.ledgers
    quits = float(other["leavers"].sum() - books["leavers"].sum())
    outlay = float(other["replacement"].sum() - books["replacement"].sum()) / 100
    # Hours paid for that a beginner doesn't give.
    lost = [float((b["filled"] - b["skill"]).sum()) for b in (books, other)]
    mentoring = usual.scenario.company.staffing.mentoring_share
    taught = mentoring * float(other["newcomers"].sum() - books["newcomers"].sum())
    weeks = lost[1] - lost[0] + taught
    return (outlay + weeks * wage / 52) / quits / wage


# fmt: off
CHECKS: tuple[Check, ...] = (
    experiment("C01", "slope", "lending centre with a half-year's overload, weekly, log-log", time_given_to_pressure,
        (-0.7, -0.5, -0.64, "elasticity"), "Time given falls with pressure (meet_demand); an input"),
    experiment("C02", "time to erode", "lending centre under a lasting overload, 63 % of two years' fall",
        weeks_of_erosion, (8, 53, 18.8, "weeks"),
        "Standards follow what is given, downwards (uphold_standard); an input"),
    experiment("C03", "recovery", "lending centre, a year after a half-year's overload", recovery_by_itself,
        (-INFINITE, 0.1, 0, "share of the loss"), "Standards don't rise by themselves (uphold_standard); an input"),
    experiment("C04", "hours for a gap of 10 %", "lending centre with a half-year's overload, weekly", hours_to_gap,
        (3.3, 4.3, 3.8, "%"), "Overtime rises with the gap (meet_demand)"),
    experiment("C06", "quits after overtime", "60 stores, twins, year two at an intensity of 1.2",
        quits_after_a_year_of_overtime, (4, 14, 9, "%"),
        "A year's overtime moves the intention to leave (tire, intend)", 20),
    experiment("C07", "dip after a hiring wave",
        "lending centre, a fifth more seats, weeks until skill is nearly back", weeks_of_dip, (13, 26, None, "weeks"),
        "Newcomers start at 35 % and learn in 12 weeks (learn); an input"),
    experiment("C08", "headcount after demand", "lending centre, a fifth more seats, 63 % of them filled",
        weeks_of_hiring, (39, 52, None, "weeks"),
        "Vacancies fill in 30 weeks (fill); the delay of the decision itself isn't in the model"),
    experiment("C09", "quits a year", "lending centre, five years", quits_in_the_bank,
        (0.10, 0.16, 0.126, "share a year"), "An input, made true at rest by the quitting offset", 20),
    experiment("C13", "absence", "lending centre, five years", absence_in_the_bank,
        (0.107, 0.159, 0.133, "share of staff"), "An input, moved by energy (attend)"),
    experiment("C13", "swing of orders", "lending centre, weekly within a year", swing_of_orders,
        (0.030, 0.044, 0.037, "coefficient of variation"),
        "Chance of single customers and the unit's weekly swing (come)"),
    experiment("C14", "swing", "branches, weekly contacts beyond chance", swing_of_contacts,
        (0.07, 0.11, 0.09, "coefficient of variation"), "The unit's weekly swing; an input"),
    experiment("C17", "overshoot", "branches under an acquisition push, fall from the peak", overshoot,
        (0, INFINITE, None, "% of customers"), "Growth lengthens queues, and those who wait leave and talk", 20),
    experiment("C17", "capacity saves service", "the same push with and without a quarter more seats",
        growth_costs_service, (0, INFINITE, None, "points"), "Pressure cuts time and warmth (meet_demand, serve)",
        20),
    experiment("C18", "display", "300 stores, weekly warmth on pressure above 1", display_under_pressure,
        (-INFINITE, 0, None, "slope"), "Pressure costs warmth (serve)", 20),
    experiment("D02", "cost of a quit", "branches of a bank, turnover trebled, two years", cost_of_a_quit,
        (0.2, 0.5, 0.21, "share of a yearly wage"),
        "Outlay for replacing (settle), a beginner's hours (learn) and mentoring"),
)
# fmt: on
