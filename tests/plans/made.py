"""A company, a plan's text, and plans of all kinds, for tests."""

from guarantees.worlds import small
from hypothesis import strategies as st

from ripple_sim.scenario.interventions import MEASURES, Intervention, Reach, Shock
from ripple_sim.scenario.levers import DRIVERS, PRACTICES, SHOCKS
from ripple_sim.scenario.parameters import folded
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.schema import parameters

COMPANY = small(units=3)

TEXT = """\
name = "coach and pay"
title = "Coaching, then pay"
budget = 100_000
weeks = "2 years"

[context]
market.churn_per_year = "30 %"
"company.practices.recovery.level" = 0.2

[[context_shocks]]
kind = "demand_wave"
size = 0.5
start = 10

[[interventions]]
lever = "coaching"
change = 0.4
start = 4
duration = "6 months"
reach.roles = ["frontline"]

[[interventions]]
name = "pay"
lever = "pay"
change = 0.05
start = 30
"""


def text(old="", new=""):
    assert old in TEXT
    return TEXT.replace(old, new, 1)


WORDS = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=20)
WORDS = WORDS.filter(lambda text: folded(text) or not text.strip())
FREE = [p for p in parameters() if p.path.count(".") > 1 and "parts" not in p.path]


@st.composite
def reaches(draw, whole_units):
    values = {"units": draw(st.sets(st.sampled_from([1, 2, 3, "unit 1"])))}
    if not whole_units:
        values["roles"] = draw(st.sets(st.sampled_from(["frontline", "central"])))
        values["functions"] = draw(st.sets(st.sampled_from(["service", "buying"])))
    if draw(st.booleans()):
        values |= {
            draw(st.sampled_from(["lowest", "highest"])): draw(st.sampled_from(sorted(MEASURES))),
            "share": draw(st.floats(0.001, 0.999)),
        }
    return Reach(**values)


@st.composite
def interventions(draw):
    lever = draw(st.sampled_from(DRIVERS + PRACTICES))
    duration = draw(st.none() | st.integers(1, 200))
    return Intervention(
        name=draw(WORDS),
        lever=lever.name,
        change=draw(st.floats(lever.low - lever.high, lever.high - lever.low)),
        start=draw(st.integers(0, 99)),
        ramp=draw(st.integers(0, 99)),
        duration=duration,
        decay=draw(st.integers(0, 99)) if duration else 0,
        one_off_cost=draw(st.floats(0, 1e6)),
        reach=draw(reaches(lever.reach == "unit")),
    )


@st.composite
def shocks(draw):
    lever = draw(st.sampled_from(SHOCKS))
    return Shock(kind=lever.name, size=draw(st.floats(lever.low, lever.high)))


@st.composite
def plans(draw):
    chosen = draw(st.lists(st.sampled_from(FREE), max_size=4))
    return Plan(
        name=draw(WORDS.filter(folded)),
        title=draw(WORDS),
        notice=draw(st.lists(WORDS, max_size=2)),
        budget=draw(st.none() | st.floats(0, 1e9)),
        weeks=draw(st.none() | st.integers(1, 500)),
        context={p.path: draw(st.floats(p.low, p.high)) for p in chosen},
        context_shocks=draw(st.lists(shocks(), max_size=2)),
        interventions=draw(st.lists(interventions(), max_size=3)),
        shocks=draw(st.lists(shocks(), max_size=2)),
    )
