"""What moved a gap, in a sentence."""

from __future__ import annotations

from ripple_sim.app.pages.registry import mark
from ripple_sim.app.session.mirror_study import MirrorStudy, Range
from ripple_sim.app.words import Words
from ripple_sim.scenario.levers import BY_NAME

GAP_NAMES = {
    "view": mark("service: difference between staff and customers, average over units"),
    "forces": mark("forces: difference between staff and customers, average over the six"),
    "promise": mark("promise minus service experienced"),
    "expectation": mark("expectation minus service experienced"),
    "values": mark("values announced minus values felt by customers"),
}


def answer(words: Words, study: MirrorStudy, gap: str) -> str:
    """Return how wide a gap is and which lever narrows it most."""
    now = study.gaps[gap]
    ordered = [one for one in study.by_effect(gap) if one.gaps[gap].told_apart]
    stands = words.say(
        "With no change this gap is {value} points ({range}).",
        value=words.number(now.mean, 1),
        range=_range(words, now, 1, "95 %"),
    )
    if not ordered or ordered[0].gaps[gap].mean >= 0:
        says = words.say("None of the levers tried clearly narrows it.")
    else:
        effect = ordered[0].gaps[gap]
        says = words.say(
            "{lever} from {before} to {after} narrows it most, by {points} points ({range}).",
            lever=words.say(BY_NAME[ordered[0].lever].label),
            before=words.number(ordered[0].before, 2),
            after=words.number(ordered[0].after, 2),
            points=words.number(-effect.mean, 2),
            range=words.say("{low} to {high}", low=words.number(-effect.high, 2), high=words.number(-effect.low, 2)),
        )
    return f"{stands} {says}"


def _range(words: Words, interval: Range, decimals: int, level: str) -> str:
    return words.say(
        "{level} interval {low} to {high}",
        level=level,
        low=words.number(interval.low, decimals),
        high=words.number(interval.high, decimals),
    )
