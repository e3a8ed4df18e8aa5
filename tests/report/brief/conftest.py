"""A plan compared, explained and asked about in a tiny company, once for all tests of briefs."""

import pytest

import ripple_sim as rs
from ripple_sim.report import figures
from ripple_sim.report.comparison_folder import write_comparison
from ripple_sim.report.explanation_folder import write_explanation
from ripple_sim.report.sensitivity_folder import write_sensitivity

PLAN = "coaching-everywhere"
WEEKS = 13
VARIED = {
    "plan.1.change": {"low": 0.1, "high": 0.9},
    "market.churn_per_year": {"low": 0.05, "high": 0.4},
}


def quick(figure, path):
    """Keep a picture of a study without the time that drawing takes; a brief draws its own."""
    path.write_bytes(b"picture")


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
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "save", quick)
        write_comparison(compared, place / "compared")
        write_explanation(explained, place / "explained")
        (place / "asked").mkdir()
        write_sensitivity(asked, place / "asked")
    return place


@pytest.fixture(scope="session")
def brief(studies):
    """A brief with everything in it."""
    return rs.brief(studies / "compared", plan=PLAN)
