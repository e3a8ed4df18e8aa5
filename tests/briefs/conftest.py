"""A plan compared, explained and asked about in a tiny company, once for all tests of briefs."""

from contextlib import contextmanager

import pytest

import ripple_sim as rs
from ripple_sim.briefs.formats import FORMS
from ripple_sim.report import overview_figure as figures
from ripple_sim.study.compare import figure as comparison_figure
from ripple_sim.study.compare.folder import write_comparison
from ripple_sim.study.core.answer import Answer
from ripple_sim.study.explain.folder import write_explanation
from ripple_sim.study.sensitivity import Sensitivity
from ripple_sim.study.sensitivity.folder import write_sensitivity

PLAN = "coaching-everywhere"
WEEKS = 13
VARIED = {
    "plan.1.change": {"low": 0.1, "high": 0.9},
    "market.churn_per_year": {"low": 0.05, "high": 0.4},
}


@contextmanager
def blank_pictures():
    """Keep studies without the time that drawing takes; a brief draws its own pictures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "save", lambda figure, path: path.write_bytes(b"picture"))
        patch.setattr(comparison_figure, "comparison_figure", lambda *_: None)
        patch.setattr(Answer, "figure", lambda *_: None)
        patch.setattr(Sensitivity, "interactions", lambda *_: None)
        yield


@pytest.fixture
def undrawn():
    """The same for one test."""
    with blank_pictures():
        yield


@pytest.fixture(scope="session")
def found():
    """What the three studies found: comparison, explanation, sensitivity."""
    return (
        rs.compare("bakery", PLAN, "skills-training", pairs=3, horizon=WEEKS, seed=5),
        rs.explain("bakery", PLAN, pairs=2, horizon=WEEKS, seed=5),
        rs.sensitivity("bakery", PLAN, over=VARIED, n=2, replications=1, horizon=WEEKS, seed=5),
    )


@pytest.fixture(scope="session")
def studies(found, tmp_path_factory):
    """Their folders beside each other."""
    place = tmp_path_factory.mktemp("studies")
    compared, explained, asked = found
    (place / "asked").mkdir()
    with blank_pictures():
        write_comparison(compared, place / "compared")
        write_explanation(explained, place / "explained")
        write_sensitivity(asked, place / "asked")
    return place


@pytest.fixture(scope="session")
def brief(studies):
    """A brief with everything in it."""
    return rs.brief(studies / "compared", plan=PLAN)


@pytest.fixture(scope="session")
def written(brief, tmp_path_factory):
    """The brief's file in every format."""
    place = tmp_path_factory.mktemp("briefs")
    return {form: brief.write(place / f"brief.{form}") for form in FORMS}
