"""The sentences about what most moves an outcome, and what holds for every number of it."""

from __future__ import annotations

from ripple_sim.study.sensitivity.result import SensitivityNumbers
from ripple_sim.wording import ENGLISH, Wording, listed, mark, sentences

_NAMED = 3
_LUCKY = 0.1
_MOSTLY_LUCK = 0.5

DEPENDS = mark("{figure} {window} depends most on {names}.")
EFFECTS = mark(
    "Moved over its whole range, each changes it on average, with 95 % intervals: {factors}"
    "{others:0=|one=; one other matters less|other=; # others matter less}."
)
SHARES = mark(
    "Shares of its variance, interactions included, with 95 % intervals: {factors}"
    "{others:0=|one=; one other matters less|other=; # others matter less}. Factors that only act "
    "together make {together}."
)
FACTOR = mark(
    "'{factor}' {way:raises=raises it by |lowers=lowers it by |either way=either way by |other=}{amount} ± {half}"
)
UNSURE = mark(
    "But random draws make {share} of the differences, so the order is unsure until more replications are run."
)
RANDOM = mark(
    "Random draws that act differently at different points make {share} of the outcome's variance"
    "{how:much= and count as interaction|other=}; more replications make this less. The intervals "
    "are about which points were drawn, not about random draws within them."
)
LEFT_OUT = mark("{number:one=# group of points is|other=# groups of points are} left out because a run failed.")


def sentence(result: SensitivityNumbers, words: Wording = ENGLISH) -> str:
    """Return what the outcome depends on most, and how much of that is random."""
    ranked = result.ranked
    named = [str(path) for path in ranked.index[:_NAMED]]
    names = [words.say("'{name}'", name=words.say(result.factor(path).label)) for path in named]
    depends = words.say(
        DEPENDS,
        figure=result.question.label_in(words),
        window=result.question.window_in(words),
        names=listed(words, names),
    )
    alone = 0.0
    if result.method == "sobol":
        alone = min(max(float(ranked["first"].sum()), 0.0), 1.0)
    amounts = words.say(
        SHARES if result.method == "sobol" else EFFECTS,
        factors=listed(words, [_factor(result, path, words) for path in named]),
        others=len(ranked) - len(named),
        together=words.percent(100 * (1 - alone)),
    )
    unsure = ""
    if result.luck >= _MOSTLY_LUCK:
        unsure = words.say(UNSURE, share=words.percent(100 * result.luck))
    return sentences(words, depends, amounts, unsure)


def _factor(result: SensitivityNumbers, path: str, words: Wording) -> str:
    label = words.say(result.factor(path).label)
    value, half = result.value(path, result.by), result.value(path, f"{result.by}_half")
    if result.method == "sobol":
        return words.say(
            "'{factor}' {share} ± {half} %",
            factor=label,
            share=words.number(100 * value),
            half=words.number(100 * half),
        )
    return words.say(
        FACTOR,
        factor=label,
        way=result.direction(path),
        amount=result.question.amount(value, words),
        half=result.question.amount(half, words),
    )


def conditions(result: SensitivityNumbers, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return what holds for every number: horizon, random draws, what isn't in them."""
    about = result.found.about
    said = list(result.question.conditions(about.replications, about.seed, words))
    more = []
    if result.indices.left_out:
        more.append(words.say(LEFT_OUT, number=result.indices.left_out))
    if result.luck == result.luck:  # known
        how = "much" if result.luck >= _LUCKY else "little"
        more.append(words.say(RANDOM, share=words.percent(100 * result.luck, 1), how=how))
    return (*said[:2], *more, *said[2:])
