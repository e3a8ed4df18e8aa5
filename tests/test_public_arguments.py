"""Whatever is given to whatever a Python user may call, it works or is refused in one sentence.

The lists of what is public are walked: a new function without a recipe here fails a test.
"""

import contextlib
import inspect
import os
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ripple_sim as rs
from ripple_sim import RippleError
from ripple_sim.evidence.checks import CHECKS
from ripple_sim.model.randomness import Decision
from ripple_sim.observe.metrics import METRICS
from ripple_sim.study.compare.outcomes import OUTCOMES
from ripple_sim.study.core.answer import Answer, StudyAnswer
from ripple_sim.study.discover.boxes import Box, Share
from ripple_sim.wording import ENGLISH

OVER = {"market.churn_per_year": {"low": 0.05, "high": 0.3}, "company.drivers.trust.level": None}
PLAN = "coaching-everywhere"

# Made by the package, never by users: what they are made of is checked where it comes from.
ANSWERS = {
    "Brief",
    "Comparison",
    "Comparisons",
    "Discovery",
    "Explanation",
    "Optimum",
    "Run",
    "Sensitivity",
    "Story",
    "Sweep",
    "Trace",
    "Board",
    "Fact",
    "CheckResult",
}
# Pictures with options of their own.
PICTURES = [("Comparison", "figure"), ("Explanation", "figure"), ("Sensitivity", "figure"), ("Sweep", "figure")]
CALLED = {"on_run", "on_pair", "on_look", "on_try", "on_week", "progress", "after_week", "run"}
# What is raised, and what says so.
RAISED = {"RippleError", "ScenarioError"}
# Rules that Mesa calls with the model's own draws; users override them and don't call them.
RULES = {
    ("Employee", "attend"),
    ("Employee", "feel_engagement"),
    ("Employee", "leave"),
    ("Manager", "lead_people"),
    ("Member", "encounter"),
    ("Member", "speak"),
    ("Member", "stay_or_lapse"),
}


class ReachedError(Exception):
    """All arguments were taken, and the model would be run."""


class Things(dict):
    """Answers by name; written down in short, for Hypothesis writes down what it calls."""

    def __repr__(self):
        return "things"


class Hostile:
    """Nothing about it can be asked."""

    def __repr__(self):
        raise RuntimeError("no")

    __str__ = __fspath__ = __len__ = __iter__ = __eq__ = __repr__
    __hash__ = object.__hash__


class BytePath(os.PathLike):
    def __fspath__(self):
        return b"\xff"


VALUES = [
    None,
    True,
    False,
    "7",
    "",
    " ",
    "x\x1b[31m\0",
    "\udc80",
    "a" * 5000,
    "auto",
    "employee 1",
    "\ud800",
    0,
    7,
    -1,
    10**30,
    10**5000,
    7.0,
    7.5,
    1e308,
    float("nan"),
    float("inf"),
    -float("inf"),
    [],
    [1],
    [None],
    ["a"],
    [[1.5]],
    (),
    {},
    {"a": 1},
    {1: 2},
    {"market.members": "many"},
    b"7",
    bytearray(b"7"),
    object(),
    Hostile(),
    BytePath(),
    Path("nowhere"),
    Path("a" * 5000),
    np.int64(7),
    np.float64(7.5),
    np.float32("nan"),
    np.bool_(True),
    np.str_("7"),
    np.array(7),
    np.array([1.0, np.nan]),
    np.array([]),
    np.zeros((2, 2)),
    np.datetime64("2026-01-01"),
    Decimal("7.5"),
    Fraction(15, 2),
    7 + 1j,
    {1},
    range(3),
    date(2026, 1, 1),
    int,
    RippleError,
    lambda *_: None,
    iter([1]),
    slice(1),
    Ellipsis,
    NotImplemented,
]


def _can_be_written(value):
    """Say whether Hypothesis could write it down."""
    try:
        return bool(repr(value))
    except Exception:
        return False


ANYTHING = st.recursive(
    st.sampled_from([one for one in VALUES if _can_be_written(one)])
    | st.integers()
    | st.floats()
    | st.text(max_size=8),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3),
    max_leaves=4,
)


def public():
    """Yield (owner, name, function) of everything that a user may call with arguments."""
    modules = [(rs, rs.__all__), (rs.evidence, rs.evidence.__all__)]
    for module, names in modules:
        for name in names:
            thing = getattr(module, name)
            if inspect.ismodule(thing):
                continue
            if not inspect.isclass(thing):
                yield "", name, thing
                continue
            if name in RAISED:
                continue
            if name not in ANSWERS:
                yield name, "__init__", thing
            for method in dir(thing):
                held = inspect.getattr_static(thing, method)
                held = getattr(held, "__func__", held)
                if (
                    not method.startswith("_")
                    and inspect.isfunction(held)
                    and held.__module__.startswith("ripple_sim")
                    and (name, method) not in RULES
                ):
                    yield name, method, held


def arguments_of(function):
    kept = inspect.signature(function).parameters.values()
    return [one.name for one in kept if one.name not in ("self", "cls", "args") and one.kind is not one.VAR_KEYWORD]


WITH_ARGUMENTS = {(owner, name): arguments_of(function) for owner, name, function in public() if arguments_of(function)}


@pytest.fixture(scope="module")
def things():
    """One of each answer, as small as it can be."""
    base = rs.load("bakery")
    plan = rs.load_plan(PLAN).model_copy(update={"weeks": 26})
    asked = {"horizon": 26, "seed": 1}
    found = {"base": base, "plan": plan}
    found["run"] = rs.run("bakery", weeks=2)
    found["comparison"] = rs.compare(base, plan, pairs=2, **asked)
    busier = plan.model_copy(update={"name": "busier", "context": {"market.churn_per_year": 0.2}})
    found["comparisons"] = rs.compare(base, plan, busier, pairs=2, **asked)
    found["explanation"] = rs.explain(base, plan, pairs=2, couples=2, **asked)
    found["trace"] = rs.trace(base, plan, pairs=2, **asked)
    found["story"] = rs.story(base, plan, "employee 1", **asked)
    many = {"over": OVER, "replications": 1, **asked}
    found["sensitivity"] = rs.sensitivity(base, plan, n=2, **many)
    found["discovery"] = rs.discover(base, n=20, highest=0.4, **many)
    found["sweep"] = found["sensitivity"].found
    found["optimum"] = rs.optimise(base, plan, trials=1, replications=2, pairs=2, **asked)
    found["brief"] = rs.brief(found["comparison"])
    found["board"] = rs.evidence.board(checks=[])
    fact = rs.evidence.fact(CHECKS[0].fact)
    found["finding"] = rs.evidence.CheckResult(CHECKS[0], fact, np.array([0.5]), ())
    found["model"] = rs.RippleModel(base, 1)
    return Things(found)


def recipes(things):
    """Return how each public callable is called rightly: the callable, and its arguments."""
    t, base, plan = things, things["base"], things["plan"]
    study = {
        "plan": plan,
        "over": OVER,
        "outcome": "profit",
        "horizon": 26,
        "replications": 1,
        "seed": 1,
        "folder": None,
        "workers": 1,
        "executor": "threads",
        "dask": None,
        "resume": False,
        "on_run": None,
    }
    factors = t["sensitivity"].question.factors
    model, said = t["model"], {"words": ENGLISH}
    found = {
        ("", "run"): (
            rs.run,
            {
                "parameter_set": None,
                "scenario": "bakery",
                "seed": 1,
                "weeks": 1,
                "set": {},
                "replication": 0,
                "threads": 1,
                "member": None,
                "on_week": None,
                "settled": None,
            },
        ),
        ("", "compare"): (
            rs.compare,
            {
                "base": base,
                "plans": plan,
                "pairs": 2,
                "horizon": 26,
                "uncertainty": "luck",
                "seed": 1,
                "discount_rate": 0.1,
                "floor": None,
                "settled": None,
                "workers": 1,
                "on_pair": None,
                "looks": (),
                "on_look": None,
            },
        ),
        ("", "explain"): (
            rs.explain,
            {
                "base": base,
                "plan": plan,
                "pairs": 2,
                "horizon": 26,
                "uncertainty": "luck",
                "seed": 1,
                "couples": 2,
                "workers": 1,
                "on_pair": None,
            },
        ),
        ("", "trace"): (
            rs.trace,
            {
                "base": base,
                "plan": plan,
                "start": None,
                "pairs": 2,
                "horizon": 26,
                "seed": 1,
                "circles": 1,
                "stated": 1.0,
                "on_pair": None,
            },
        ),
        ("", "story"): (
            rs.story,
            {"base": base, "plan": plan, "who": "employee 1", "horizon": 26, "seed": 1, "replication": 0},
        ),
        ("", "sensitivity"): (rs.sensitivity, {"base": base, "method": "morris", "n": 2, "pairs": False, **study}),
        ("", "discover"): (
            rs.discover,
            {
                "base": base,
                "below": None,
                "above": None,
                "lowest": None,
                "highest": None,
                "n": 20,
                "most_limits": 1,
                "most_boxes": 1,
                **study,
            },
        ),
        ("", "optimise"): (
            rs.optimise,
            {
                "base": base,
                "plan": plan,
                "budget": None,
                "burnt_out": None,
                "aim": "engagement",
                "latest_start": None,
                "trials": 1,
                "replications": 2,
                "pairs": 2,
                "horizon": 26,
                "seed": 1,
                "workers": 1,
                "on_try": None,
            },
        ),
        ("", "sweep"): (
            rs.sweep,
            {
                "spec": t["sensitivity"].question.at([(0.1, 0.2)], 1, 1),
                "folder": None,
                "workers": 1,
                "executor": "threads",
                "dask": None,
                "resume": False,
                "on_run": None,
            },
        ),
        ("", "brief"): (
            rs.brief,
            {
                "result": t["comparison"],
                "plan": None,
                "why": None,
                "tornado": None,
                "complete": False,
                "on_pair": None,
                "on_run": None,
            },
        ),
        ("", "open_sweep"): (rs.open_sweep, {"folder": "nowhere"}),
        ("", "read_specification"): (rs.read_specification, {"path": "nowhere.toml"}),
        ("", "load"): (rs.load, {"name_or_path": "bakery"}),
        ("", "load_plan"): (rs.load_plan, {"name_or_path": PLAN}),
        ("", "save_plan"): (rs.save_plan, {"plan": plan, "path": "kept.toml"}),
        ("", "fact"): (rs.evidence.fact, {"id": "C01"}),
        ("", "board"): (
            rs.evidence.board,
            {
                "quick": True,
                "facts": None,
                "worlds": 1,
                "progress": None,
                "workers": 1,
                "uncertainty": "luck",
                "values": None,
                "checks": [],
            },
        ),
        ("Board", "inside"): (t["board"].inside, {"kind": "fitted"}),
        ("Board", "facts_inside"): (t["board"].facts_inside, {"kind": "fitted"}),
        ("CheckResult", "reason_in"): (t["finding"].reason_in, said),
        ("Brief", "number"): (t["brief"].number, {"outcome": "profit", "what": "value"}),
        ("Brief", "say"): (t["brief"].say, said),
        ("Brief", "write"): (t["brief"].write, {"out": "brief.html", "form": "html", "overwrite": True}),
        ("Comparison", "between"): (t["comparison"].between, {"plan": PLAN, "other": PLAN, "outcome": "profit"}),
        ("Comparison", "say"): (t["comparison"].say, {"plan": PLAN, "because": None, **said}),
        ("Comparison", "conditions"): (t["comparison"].conditions, said),
        ("Comparison", "unit_of"): (t["comparison"].unit_of, {"outcome": OUTCOMES[0]}),
        ("Comparisons", "of"): (t["comparisons"].of, {"plan": PLAN}),
        ("Comparisons", "circumstances"): (t["comparisons"].circumstances, {"number": 1, **said}),
        ("Comparisons", "heading"): (t["comparisons"].heading, {"number": 1, **said}),
        ("Discovery", "factor"): (t["discovery"].factor, {"path": factors[0].path}),
        ("Discovery", "say"): (t["discovery"].say, said),
        ("Discovery", "conditions"): (t["discovery"].conditions, said),
        ("Discovery", "words"): (t["discovery"].words, {"box": Box((), *[Share(1, 2)] * 4), **said}),
        ("Explanation", "layer"): (t["explanation"].layer, {"layer": "money"}),
        ("Explanation", "part"): (
            t["explanation"].part,
            {"layer": "money", "name": t["explanation"].layer("money")[0].name},
        ),
        ("Explanation", "movement"): (
            t["explanation"].movement,
            {"name": next(iter(t["explanation"].splits[0].moves))},
        ),
        ("Optimum", "searched"): (t["optimum"].searched, {"place": 0}),
        ("Optimum", "name_of"): (t["optimum"].name_of, {"plan": t["optimum"].best}),
        ("Optimum", "split"): (t["optimum"].split, {"plan": t["optimum"].best}),
        ("Sensitivity", "factor"): (t["sensitivity"].factor, {"path": factors[0].path}),
        ("Sensitivity", "value"): (t["sensitivity"].value, {"path": factors[0].path, "index": "mu"}),
        ("Sensitivity", "direction"): (t["sensitivity"].direction, {"path": factors[0].path}),
        ("Sweep", "column"): (t["sweep"].column, {"number": 0}),
        ("Sweep", "load"): (rs.Sweep.load, {"folder": "nowhere"}),
        ("Sweep", "save"): (t["sweep"].save, {"folder": "kept"}),
        ("Trace", "first_week"): (t["trace"].first_week, {"ring": t["trace"].rings[0].name}),
        ("Trace", "half_week"): (t["trace"].half_week, {"ring": t["trace"].rings[0].name}),
        ("Trace", "plain_week"): (t["trace"].plain_week, {"ring": t["trace"].rings[0]}),
        ("Trace", "half_life"): (t["trace"].half_life, {"ring": t["trace"].rings[0]}),
        ("Trace", "told_at_end"): (t["trace"].told_at_end, {"ring": t["trace"].rings[0]}),
        ("Run", "unit_of"): (t["run"].unit_of, {"metric": METRICS[0]}),
        ("Engine", "__init__"): (
            rs.Engine,
            {"scenario": base, "seed": 1, "replication": 0, "threads": 1, "settled": None},
        ),
        ("Engine", "restore"): (t["run"].engine.restore, {"world": t["run"].engine.world.copy()}),
        ("Engine", "step"): (t["run"].engine.step, {"run": _forbidden}),
        ("RippleModel", "__init__"): (
            rs.RippleModel,
            {
                "scenario": base,
                "seed": 1,
                "replication": 0,
                "threads": 1,
                "schedule": "compiled",
                "settled": None,
                "engine": None,
            },
        ),
        ("RippleModel", "restore"): (model.restore, {"world": model.world.copy()}),
        ("RippleModel", "run_for_weeks"): (model.run_for_weeks, {"weeks": 0, "on_week": None, "after_week": None}),
        ("RippleModel", "convert"): (model.convert, {"agents": [], "kind": rs.Employee}),
        ("Plan", "say"): (plan.say, {"base": base, **said}),
        ("Scenario", "with_values"): (base.with_values, {"values": {}}),
        ("Scenario", "terms"): (base.terms, {"lever": "coaching"}),
        ("Scenario", "teams_reached"): (base.teams_reached, {"reach": plan.interventions[0].reach}),
        ("Scenario", "__init__"): (rs.Scenario, dict(base)),
        ("Plan", "__init__"): (rs.Plan, dict(plan)),
        ("Specification", "__init__"): (
            rs.Specification,
            {
                "name": "a",
                "base": base,
                "plans": {},
                "factors": factors,
                "points": [(0.1, 0.2)],
                "outcomes": (t["sensitivity"].question.outcome,),
                "weeks": 26,
                "replications": 1,
                "seed": 1,
            },
        ),
    }
    for name in (
        "number",
        "values",
        "outcomes",
        "over_time",
        "cumulated",
        "half_width",
        "precise",
        "pairs_for_precision",
        "pairs_to_tell",
        "title",
        "titled",
    ):
        found["Comparison", name] = (getattr(t["comparison"], name), {"plan": PLAN})
    for name in ("profit", "well_being", "worst", "keeps_limits"):
        found["Optimum", name] = (getattr(t["optimum"], name), {"plan": t["optimum"].own})
    found["Plan", "applied"] = (plan.applied, {"base": base, "may_do_nothing": False})
    for name in ("baseline", "planned_cost", "check_budget"):
        found["Plan", name] = (getattr(plan, name), {"base": base})
    for owner, names in {
        "Comparisons": ("say", "apart", "headings"),
        "Explanation": ("because", "say", "conditions"),
        "Optimum": ("say", "conditions"),
        "Sensitivity": ("say", "conditions"),
        "Sweep": ("say",),
        "Trace": ("say", "first_mover"),
        "Story": ("say", "told", "lines"),
    }.items():
        for name in names:
            found[owner, name] = (getattr(t[owner.lower()], name), said)
    for kind in (rs.Employee, rs.Manager, rs.Member):
        found[kind.__name__, "__init__"] = (kind, {"model": model, "row": 0})
        luck = next(one for one in model.agents if isinstance(one, kind)).luck
        found[kind.__name__, "luck"] = (luck, {"decision": Decision.LEADER, "generation": 0})
    for thing in t.values():
        if isinstance(thing, StudyAnswer):
            name = type(thing).__name__
            found[name, "load"] = (type(thing).load, {"folder": "nowhere"})
            found[name, "save"] = (thing.save, {"folder": "kept", "overwrite": False, "decimal_comma": False})
        if isinstance(thing, Answer):
            options = list(inspect.signature(thing.drawing()).parameters.values())[1:]
            if options:
                found[type(thing).__name__, "figure"] = (thing.figure, {one.name: one.default for one in options})
    return found


def _forbidden(step, week):
    raise ReachedError


@pytest.fixture
def stopped(things, monkeypatch, tmp_path):
    """Let nothing be run: whoever would run the model has taken all arguments."""

    def stop(*_, **__):
        raise ReachedError

    for place in (
        "ripple_sim.model.engine.settle",
        "ripple_sim.model.settling.SettledCache.get",
        "ripple_sim.study.sweep.sweep.do_all",
        "ripple_sim.study.sweep.workers._cluster",
        "ripple_sim.study.optimise.study.search",
        "ripple_sim.study.trace.study.live_twice",
        "ripple_sim.study.explain.study.side_by_side",
        "ripple_sim.evidence.board._measure",
        "ripple_sim.model.engine.run_week",
        "matplotlib.figure.Figure.add_axes",
        "matplotlib.figure.Figure.add_subplot",
        "ripple_sim.briefs.make.Brief.html_page",
    ):
        with contextlib.suppress(AttributeError):
            monkeypatch.setattr(place, stop)
    monkeypatch.chdir(tmp_path)


def test_every_public_function_has_a_recipe(things):
    known = recipes(things)
    assert WITH_ARGUMENTS.keys() <= known.keys()
    assert known.keys() - WITH_ARGUMENTS.keys() == set(PICTURES)
    for key, arguments in WITH_ARGUMENTS.items():
        assert set(known[key][1]) >= set(arguments), key


def call(function, arguments):
    """Call it; True if it worked or came as far as running something."""
    given = dict(arguments)
    several = [given.pop("base"), given.pop("plans")] if "plans" in given and "pairs" in given else []
    try:
        function(*several, **given)
    except ReachedError:
        return True
    except RippleError as refused:
        said = str(refused)
        assert said
        assert not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", said), ascii(said)
        assert len(said) < 1000, said
        return False
    return True


@pytest.mark.filterwarnings("ignore:after_week= is now:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:member= is now called:DeprecationWarning")
@pytest.mark.parametrize("key", [*WITH_ARGUMENTS, *PICTURES], ids=lambda key: ".".join(filter(None, key)))
def test_wrong_arguments_are_refused_in_a_sentence(things, stopped, key):
    function, arguments = recipes(things)[key]
    for name in arguments:
        for value in VALUES:
            if isinstance(value, type) and name in CALLED:
                continue  # what a caller's own function raises is the caller's
            call(function, {**arguments, name: value})


@pytest.mark.filterwarnings("ignore:after_week= is now:DeprecationWarning")
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_anything_at_all_is_taken_or_refused(things, stopped, data):
    found = recipes(things)
    key = data.draw(st.sampled_from(sorted(found)))
    name = data.draw(st.sampled_from(sorted(found[key][1])))
    # By its name: what Hypothesis would write down of these things is long.
    function, arguments = found[key]
    value = data.draw(ANYTHING)
    if not (isinstance(value, type) and name in CALLED):
        call(function, {**arguments, name: value})
