"""Word of mouth: who talks, and what is heard.

The dissatisfied talk more than the satisfied, both more than the indifferent (G01); a good word
moves a choice at least as much as a bad one (G02).
"""

from __future__ import annotations

import numpy as np

from ripple_sim.compiled import rule
from ripple_sim.rules.arithmetic import ONE, TWO, ZERO, above, clip01


@rule
def speak(customer, p, talk_draw):
    """Let a customer say something this week, or nothing.

    ::

        chance = talk_base * (1 + talk_of_anger * above(talk_quiet_point, satisfaction)
                                + talk_of_delight * above(satisfaction, talk_quiet_point))
        voice  = 2 * advocacy - 1 if talk_draw < chance else 0

    Lapsed customers go on talking at ``lapsed_talk`` of the chance. Prospects have nothing to say.
    """
    customer.voice = ZERO
    if customer.standing == 0:
        return
    chance = p.talk_base * (
        ONE
        + p.talk_of_anger * above(p.talk_quiet_point, customer.satisfaction)
        + p.talk_of_delight * above(customer.satisfaction, p.talk_quiet_point)
    )
    if customer.standing == 2:
        chance *= p.lapsed_talk
    if talk_draw < clip01(chance):
        customer.voice = TWO * customer.advocacy - ONE


@rule
def hear(customer, voices, p):
    """Take in what the neighbours said this week: ``voices`` is the sum of their voices.

    ::

        heard: (1 - 1 / hearing_weeks) * heard + voices
        a customer's expectation and satisfaction move by word_to_expectation * voices and
        word_to_satisfaction * voices
    """
    customer.heard = (ONE - ONE / p.hearing_weeks) * customer.heard + voices
    if customer.standing == 1:
        customer.satisfaction = clip01(customer.satisfaction + p.word_to_satisfaction * voices)
        customer.expectation = clip01(customer.expectation + p.word_to_expectation * voices)


@rule
def reviews(customer, p, review_draw):
    """Return 1 if somebody who spoke also writes a public review, else 0."""
    if customer.voice != ZERO and review_draw < p.review_share:
        return np.float32(1.0)
    return ZERO
