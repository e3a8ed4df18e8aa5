"""Judgement: customers compare what they met with what they expected.

Expectation and disconfirmation (B06), asymmetry (B07, R03), hygiene forces (B14), slow
expectations (C11), recovery paradox in satisfaction alone (B19).
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import HALF, ONE, ZERO, above, clip01, relax_toward

SIXTH = np.float32(1.0 / 6.0)
THIRD = np.float32(1.0 / 3.0)


@rule
def experienced(customer):
    """Return the mean of the six forces as the customer remembers them, 0 to 1."""
    return SIXTH * (
        customer.certainty
        + customer.control
        + customer.status
        + customer.belonging
        + customer.enjoyment
        + customer.fair
    )


@rule
def weigh_gap(gap, p):
    """Return what experience beyond or short of the expectation is worth.

    ::

        size = in_tolerance * min(|gap|, tolerance) + above(|gap|, tolerance)
        valued = size, or -(1 + loss_aversion) * size where the gap is negative

    Within the zone of tolerance a gap counts for less (B22); from the expectation on, falling short
    weighs more than the same step above it (Kahneman and Tversky 1979; B07, R03).
    """
    size = p.in_tolerance * min(abs(gap), p.tolerance) + above(abs(gap), p.tolerance)
    if gap < ZERO:
        return -(ONE + p.loss_aversion) * size
    return size


@rule
def judge(customer, unit, unit_lever, p):
    """Judge the week's contacts.

    ::

        quality = mean of the six forces
        valued  = weigh_gap(quality - expectation)
                  - hygiene * (above(hygiene_floor, certainty) + above(hygiene_floor, fair))
        verdict = reference_satisfaction + satisfaction_of_level * (quality - reference_quality)
                  + satisfaction_of_gap * valued + image * (unit.rating - reference_satisfaction)
                  + taste
        failure put right: + recovery_lift (satisfaction alone); not put right: - failure_drop
        satisfaction: verdict_weight of the way to the verdict
        trust:        toward (fair + certainty) / 2, falling_faster downwards; a failure not put
                      right takes trust_lost_to_failure * (1 + ordinary level of transparency
                      - transparency): openness about what went wrong keeps trust
        attachment:   toward (belonging + status + enjoyment) / 3 + attachment_of_gap * valued
                      + taste + closeness
        expectation:  toward quality in expectation_weeks, that is in
                      expectation_weeks * contacts_per_week contacts

    Trust and attachment move by contacts, not by weeks: ``trust_contacts``,
    ``attachment_contacts``.
    """
    quality = experienced(customer)
    valued = weigh_gap(quality - customer.expectation, p) - p.hygiene * (
        above(p.hygiene_floor, customer.certainty) + above(p.hygiene_floor, customer.fair)
    )
    verdict = (
        p.reference_satisfaction
        + p.satisfaction_of_level * (quality - p.reference_quality)
        + p.satisfaction_of_gap * valued
        + p.image * (unit.rating - p.reference_satisfaction)
        + customer.taste
    )
    if customer.failure == 1:
        verdict += p.recovery_lift
    elif customer.failure == 2:
        verdict -= p.failure_drop
    customer.satisfaction = clip01(customer.satisfaction + p.verdict_weight * (clip01(verdict) - customer.satisfaction))
    relied = clip01(HALF * (customer.fair + customer.certainty))
    pace = p.trust_contacts
    if relied < customer.trust:
        pace = pace / p.falling_faster
    customer.trust = relax_toward(customer.trust, relied, pace)
    if customer.failure == 2:
        silent = ONE + p.ordinary_transparency - unit_lever.transparency
        customer.trust = clip01(customer.trust - p.trust_lost_to_failure * silent)
    warmed = clip01(
        THIRD * (customer.belonging + customer.status + customer.enjoyment)
        + p.attachment_of_gap * valued
        + customer.taste
        + customer.closeness
    )
    customer.attachment = relax_toward(customer.attachment, warmed, p.attachment_contacts)
    customer.expectation = relax_toward(customer.expectation, quality, p.expectation_weeks * customer.contacts_per_week)


@rule
def advocate(customer, p):
    """Set how likely a customer is to recommend, 0 to 1, and the answer on the 0 to 10 scale.

    ::

        advocacy  = clip01(recommend_level
                      + recommend_of_satisfaction * (satisfaction - reference_satisfaction)
                      + recommend_of_attachment * (attachment - reference_quality)
                      + recommend_of_trust * (trust - reference_quality) + answering)
        recommend = nearest whole number to 10 * advocacy
    """
    customer.advocacy = clip01(
        p.recommend_level
        + p.recommend_of_satisfaction * (customer.satisfaction - p.reference_satisfaction)
        + p.recommend_of_attachment * (customer.attachment - p.reference_quality)
        + p.recommend_of_trust * (customer.trust - p.reference_quality)
        + customer.answering
    )
    customer.recommend = np.int8(np.floor(np.float32(10.0) * customer.advocacy + HALF))


@rule
def remember_promise(customer, unit_lever, p):
    """Let advertising pull on expectations every week.

    ``expectation: toward promise in promise_weeks``, upwards only: a promise below what is
    delivered lowers nobody's expectation (B15).
    """
    if unit_lever.promise > customer.expectation:
        customer.expectation = relax_toward(customer.expectation, unit_lever.promise, p.promise_weeks)


@rule
def rate(unit, review_sum, reviews, p):
    """Move the public rating toward the mean of the week's reviews.

    It goes the part ``reviews / (reviews + rating_memory * customers)`` of the way to their mean:
    many reviews move it more. ``review_sum`` is the sum of satisfaction over those who wrote one.
    """
    if reviews > ZERO:
        weight = reviews / (reviews + p.rating_memory * max(unit.customers, ONE))
        unit.rating += weight * (review_sum / reviews - unit.rating)


@rule
def report(unit, unit_lever, p):
    """Let managers learn how satisfied customers are, with a delay (C11).

    ``reported: toward the last surveyed satisfaction in management_view_weeks *
    (1 - reporting_gain * joint_reporting)``, in ``reporting_least_weeks`` at the soonest.
    """
    weeks = p.management_view_weeks * (ONE - p.reporting_gain * unit_lever.joint_reporting)
    unit.reported = relax_toward(unit.reported, unit.surveyed, max(weeks, p.reporting_least_weeks))
