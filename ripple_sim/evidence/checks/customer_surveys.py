"""Checks of one customer survey: quality, satisfaction, loyalty, recommending (B10 to B12).

Both are single-source cross-sections: one survey, one wave, every figure from the same respondent.
Loyalty is asked as whether one would choose the company again, which barriers help to answer.
"""

from __future__ import annotations

from functools import partial

from ripple_sim.evidence.check import INFINITE, Check, Population
from ripple_sim.evidence.estimators import correlation, regression, share, variance_explained
from ripple_sim.evidence.laboratory import Laboratory
from ripple_sim.observe.surveys import Answers

PREDICTORS = ("quality", "value", "image", "expectation")


def survey(lab: Laboratory) -> Answers:
    """Return the survey of the stores' customers at the end of the first year."""
    return lab.stores.customers(4)


def surveyed_r(lab: Laboratory, one: str, other: str) -> float:
    """Return the correlation of two constructs' scores."""
    score = survey(lab).score
    return correlation(score[one], score[other])


def weight_in_satisfaction(lab: Laboratory, predictor: str) -> float:
    """Return a predictor's standardised weight in satisfaction, the other three held."""
    score = survey(lab).score
    weights = regression(score["satisfaction"], *(score[name] for name in PREDICTORS), standardised=True)
    return float(weights[PREDICTORS.index(predictor)])


def explained(lab: Laboratory, of: str, by: tuple[str, ...]) -> float:
    """Return R squared of one score by others."""
    score = survey(lab).score
    return variance_explained(score[of], *(score[name] for name in by))


def satisfaction_explained_better(lab: Laboratory) -> float:
    """Return R squared of satisfaction less R squared of loyalty."""
    return explained(lab, "satisfaction", PREDICTORS) - explained(lab, "repurchase", ("satisfaction", "image"))


def promoters_at(lab: Laboratory, satisfied: int) -> float:
    """Return the share that answers 9 or 10, among those who answer so much on satisfaction."""
    answers = survey(lab)
    return share(answers.answer("recommend") >= 9, answers.answer("satisfaction_overall") == satisfied)


def net_promoters(lab: Laboratory) -> float:
    """Return cNPS, -100 to 100."""
    return survey(lab).net_promoter_score()


_JUDGED = "Satisfaction follows quality and its distance from the expectation (judge); halo adds"
_STAYS = "Satisfied, attached and trusting customers stay (stay_or_lapse); halo adds"
_RECOMMENDS = "Satisfaction, attachment and trust move advocacy (advocate); the question is noisy"

_CUSTOMERS = Population("customers of 300 stores")

# fmt: off
CHECKS: tuple[Check, ...] = (
    _CUSTOMERS.check("B10", "quality and satisfaction", "one survey",
        lambda lab: surveyed_r(lab, "quality", "satisfaction"), (0.65, 0.85, 0.788, "r"), _JUDGED, fitted=True),
    _CUSTOMERS.check("B10", "satisfaction and loyalty", "one survey",
        lambda lab: surveyed_r(lab, "satisfaction", "repurchase"), (0.45, 0.65, 0.558, "r"), _STAYS, fitted=True),
    _CUSTOMERS.check("B10", "satisfaction explained better", "one survey", satisfaction_explained_better,
        (0, INFINITE, 0.33, "R2"), "Barriers and chance stand between satisfaction and loyalty", kind="direction"),
    _CUSTOMERS.check("B11", "quality and satisfaction", "one survey",
        lambda lab: surveyed_r(lab, "quality", "satisfaction"), (0.65, 0.85, 0.692, "r"), _JUDGED),
    _CUSTOMERS.check("B11", "satisfaction and loyalty", "one survey",
        lambda lab: surveyed_r(lab, "satisfaction", "repurchase"), (0.45, 0.65, 0.65, "r"), _STAYS),
    *(
        _CUSTOMERS.check(
            "B12",
            f"promoters at satisfaction {satisfied}",
            "one survey",
            partial(promoters_at, satisfied=satisfied),
            (value - 0.08, value + 0.08, value, "share"),
            _RECOMMENDS,
            fitted=True,
        )
        for satisfied, value in ((7, 0.16), (8, 0.35), (9, 0.62), (10, 0.79))
    ),
    _CUSTOMERS.check("B12", "net promoter score", "one survey", net_promoters, (0, 40, 14, "points"), _RECOMMENDS,
        fitted=True),
)
# fmt: on
