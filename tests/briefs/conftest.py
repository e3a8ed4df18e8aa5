"""A plan compared, explained and asked about in a tiny company, once for all tests of briefs."""

from contextlib import contextmanager
from functools import partial

import pytest

import ripple_sim as rs
from ripple_sim.briefs.formats import FORMS
from ripple_sim.study.core import answer, results_folder

PLAN = "coaching-everywhere"
WEEKS = 13
VARIED = {"plan.1.change": {"low": 0.1, "high": 0.9}, "market.churn_per_year": {"low": 0.05, "high": 0.4}}


@contextmanager
def blank_pictures():
    """Keep studies without the time that drawing takes; a brief draws its own pictures."""
    with pytest.MonkeyPatch.context() as patch:
        undrawn = partial(results_folder.write_whole_folder, pictures=False)
        patch.setattr(answer, "write_whole_folder", undrawn)
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
    with blank_pictures():
        compared.save(place / "compared")
        explained.save(place / "explained")
        asked.save(place / "asked")
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
