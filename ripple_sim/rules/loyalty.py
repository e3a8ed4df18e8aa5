"""Loyalty: members join, stay, spend and lapse.

Satisfaction to loyalty is not linear (B01, B07, B22); attachment beyond satisfaction keeps people
(B14); barriers keep even the unhappy.
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import ONE, ZERO, above, clip01, occurs, relax_toward

CUSTOMER = 1
LAPSED = 2
NEWCOMER_WEEKS = 104  # from then on an extra contact in fifty, at the most, is left out


@rule
def come(customer, p, demand):
    """Return the mean number of contacts a customer makes this week.

    ``contacts_per_week`` of the person, times the unit's demand of the week, times
    ``1 + newcomer_contacts * exp(-tenure / newcomer_weeks)`` in the first 104 weeks, plus
    ``repeat_contacts`` after a failure that was not put right (failure demand). ``demand`` is the
    unit's factor of the week.
    """
    newcomer = (customer.standing == CUSTOMER) & (customer.tenure < NEWCOMER_WEEKS)
    mean = customer.contacts_per_week * demand
    if newcomer:
        weeks = np.float32(customer.tenure)
        mean *= ONE + p.newcomer_contacts * np.exp(-weeks / p.newcomer_weeks)
    mean += p.repeat_contacts if customer.failure == 2 else ZERO
    return mean if customer.standing == CUSTOMER else ZERO


@rule
def stay_or_lapse(customer, unit_lever, p, lapse_draw):
    """Let a customer lapse. Weekly chance::

    churn_per_year / 52 * exp(lapse_offset
        - lapse_of_satisfaction * (satisfaction - reference_satisfaction)
        - lapse_of_attachment * (attachment - reference_quality)
        - lapse_of_trust * (trust - reference_quality)
        + lapse_below_threshold * above(breaking_point, satisfaction)
        - lapse_of_barrier * (barrier - barrier_level) + lapse_of_competitor * competitor)
    """
    exponent = (
        p.lapse_offset
        - p.lapse_of_satisfaction * (customer.satisfaction - p.reference_satisfaction)
        - p.lapse_of_attachment * (customer.attachment - p.reference_quality)
        - p.lapse_of_trust * (customer.trust - p.reference_quality)
        + p.lapse_below_threshold * above(p.breaking_point, customer.satisfaction)
        - p.lapse_of_barrier * (customer.barrier - p.barrier_level)
        + p.lapse_of_competitor * unit_lever.competitor
    )
    customer.tenure += 1
    if occurs(lapse_draw, p.churn_per_year / p.weeks_per_year, exponent):
        customer.standing = LAPSED
        customer.tenure = 0
        customer.share_of_wallet = ZERO


@rule
def join_or_wait(customer, unit, unit_lever, p, join_draw):
    """Let a prospect join, or a lapsed customer come back; return 1 if so. Weekly chance::

        usual  = winning_per_year / 52 * exp(join_offset
                     + join_of_rating * (rating - reference_satisfaction)
                     + join_of_push * (acquisition - its ordinary level)
                     + join_of_promise * (promise - reference_quality)
                     - join_of_competitor * competitor)
        chance = usual + join_of_word * heard / 52       if what was heard is good
                 usual * (1 - clip01(-join_of_word * heard))    if it is bad
                                                       (times win_back for the lapsed)

    So a word moves a choice by the room there is: with ``p`` the chance of a year, a good one adds
    ``join_of_word * (1 - p)`` of it, a bad one takes ``join_of_word * p`` (G02).
    Newcomers expect the promise, with the weight ``promise_in_expectation``, and what they
    remember, moved by what they heard. ``tenure`` counts the weeks in the present standing.
    """
    exponent = (
        p.join_offset
        + p.join_of_rating * (unit.rating - p.reference_satisfaction)
        + p.join_of_push * (unit_lever.acquisition - p.ordinary_acquisition)
        + p.join_of_promise * (unit_lever.promise - p.reference_quality)
        - p.join_of_competitor * unit_lever.competitor
    )
    rate = p.winning_per_year / p.weeks_per_year
    word = p.join_of_word * customer.heard
    added = max(word, ZERO) / p.weeks_per_year
    if customer.standing == LAPSED:
        rate *= p.win_back
        added *= p.win_back
    rate *= ONE - clip01(-word)
    customer.tenure += 1
    if occurs(join_draw - added, rate, exponent):
        customer.standing = CUSTOMER
        customer.tenure = 0
        customer.failure = 0
        promised = p.promise_in_expectation
        customer.expectation = clip01(
            promised * unit_lever.promise
            + (ONE - promised) * customer.expectation
            + p.word_to_expectation * customer.heard
        )
        customer.share_of_wallet = p.starting_wallet_share
        return 1
    return 0


@rule
def allot(customer, unit_lever, p):
    """Move a customer's share of wallet. ::

    target = wallet_level + wallet_of_satisfaction * (satisfaction - reference_satisfaction)
             + wallet_of_attachment * (attachment - reference_quality)
             + wallet_of_personalisation * (personalisation - its ordinary level)
             + wallet_of_barrier * (barrier - barrier_level) - wallet_of_competitor * competitor
    share_of_wallet: toward target in wallet_weeks, held in wallet_least to 1
    """
    target = (
        p.wallet_level
        + p.wallet_of_satisfaction * (customer.satisfaction - p.reference_satisfaction)
        + p.wallet_of_attachment * (customer.attachment - p.reference_quality)
        + p.wallet_of_personalisation * (unit_lever.personalisation - p.ordinary_personalisation)
        + p.wallet_of_barrier * (customer.barrier - p.barrier_level)
        - p.wallet_of_competitor * unit_lever.competitor
    )
    customer.share_of_wallet = max(
        relax_toward(customer.share_of_wallet, clip01(target), p.wallet_weeks), p.wallet_least
    )


@rule
def spend(customer, p, met, warmth, focus):
    """Let a customer spend. ::

        sold  = 1 + personal_contact * (sales_of_warmth * (warmth - warmth_level)
                + sales_of_pushing * (neutral_focus - focus))
        spent = wallet * share_of_wallet * (recurring_share
                + (1 - recurring_share) * contacts / contacts_per_week * sold)

    ``met`` is 1 if a contact came about, or else the part by contact is 0; ``sold`` is at least 0.
    ``warmth`` and ``focus`` are those of the server and the server's team (A17: mood to sales in
    the same week; money-only metrics push).
    """
    sold = ONE + p.personal_contact * (
        p.sales_of_warmth * (warmth - p.warmth_level) + p.sales_of_pushing * (p.neutral_focus - focus)
    )
    by_contact = (
        np.float32(customer.contacts) / max(customer.contacts_per_week, np.float32(1e-4)) * max(sold, ZERO) * met
    )
    customer.spent = (
        customer.wallet * customer.share_of_wallet * (p.recurring_share + (ONE - p.recurring_share) * by_contact)
    )
