"""What customers are asked, and the states behind it."""

from __future__ import annotations

import numpy as np

from ripple_sim.observe.surveys.items import FORCES, Asked, Floats, Item, likely, several, to_recommend


def quality(asked: Asked) -> Floats:
    """Return quality as a customer judges it: the mean of the six forces, coloured by taste."""
    remembered: Floats = np.mean([asked.field(force) for force in FORCES], axis=0)
    return np.clip(remembered + asked.field("taste"), 0.0, 1.0)


def value(asked: Asked) -> Floats:
    """Return value to the customer: quality, plus ``gain_loss`` times what exceeds the expectation.

    What one gets, and the gain or loss against what one counted on (Koszegi and Rabin 2006).
    """
    got = quality(asked)
    gain = got - asked.field("expectation")
    return np.clip(got + asked.settings.customers.gain_loss * gain, 0.0, 1.0)


def image(asked: Asked) -> Floats:
    """Return the company's image: the unit's public rating, moved by the words the person heard."""
    rating = np.asarray(asked.world.units["rating"][asked.people["unit"]], np.float64)
    heard = asked.coefficient("word_to_expectation") * asked.field("heard")
    return np.clip(rating + heard, 0.0, 1.0)


def loyalty(asked: Asked) -> Floats:
    """Return stated loyalty: what keeps a customer but for barriers and competitors.

    ``loyalty_level`` where nothing pulls; its log-odds move by the terms of satisfaction,
    attachment and trust in ``rules.loyalty.stay_or_lapse``, with the opposite sign.
    """
    return likely(asked.settings.customers.loyalty_level, _ties(asked))


def repurchase(asked: Asked) -> Floats:
    """Return the intention to buy again: as loyalty, with barriers and competitors."""
    competitor = np.asarray(asked.world.unit_levers["competitor"][asked.people["unit"]], np.float64)
    held = asked.coefficient("lapse_of_barrier") * (asked.field("barrier") - asked.coefficient("barrier_level"))
    drawn = asked.coefficient("lapse_of_competitor") * competitor
    return likely(asked.settings.customers.loyalty_level, _ties(asked) + held - drawn)


def _ties(asked: Asked) -> Floats:
    satisfaction = asked.field("satisfaction")
    usual = asked.coefficient("reference_quality")
    broken = np.maximum(asked.coefficient("breaking_point") - satisfaction, 0.0)
    return np.asarray(
        asked.coefficient("lapse_of_satisfaction") * (satisfaction - asked.coefficient("reference_satisfaction"))
        + asked.coefficient("lapse_of_attachment") * (asked.field("attachment") - usual)
        + asked.coefficient("lapse_of_trust") * (asked.field("trust") - usual)
        - asked.coefficient("lapse_below_threshold") * broken
    )


def failed(asked: Asked) -> Floats:
    """Return 1 for customers whose last contact failed, put right or not."""
    return np.asarray(asked.people["failure"] > 0, np.float64)


def failed_for_good(asked: Asked) -> Floats:
    """Return 1 for customers whose last contact failed and was not put right."""
    return np.asarray(asked.people["failure"] == 2, np.float64)


CUSTOMER_ITEMS: tuple[Item, ...] = (
    *several("quality", quality, 10),
    Item("satisfaction_overall", "satisfaction", "satisfaction", 10),
    Item("satisfaction_2", "satisfaction", "satisfaction", 10),
    Item("satisfaction_3", "satisfaction", "satisfaction", 10),
    *several("value", value, 10, 2),
    *several("image", image, 10),
    *several("expectation", "expectation", 10),
    *several("trust", "trust", 10),
    *several("loyalty", loyalty, 10),
    Item("repurchase", "repurchase", repurchase, 10),
    to_recommend("advocacy"),
    Item("failure", "failure", failed, 2, lowest=0, halo=0.0),
    Item("failure_not_put_right", "failure_not_put_right", failed_for_good, 2, lowest=0, halo=0.0),
    *(Item(force, force, force, 10) for force in FORCES),
)
"""The quarterly survey of customers; ``satisfaction_overall`` alone is B12's question."""
