"""The sentences about what most moves an outcome, each a whole text for its case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ripple_sim.wording import ENGLISH, Wording, listed, mark, sentences

if TYPE_CHECKING:
    import pandas as pd

    from ripple_sim.study.sensitivity.methods import Indices
    from ripple_sim.study.sweep.factors import Factor
    from ripple_sim.study.sweep.question import Question
    from ripple_sim.study.sweep.result import Sweep

_NAMED = 3
_LUCKY = 0.1
_MOSTLY_LUCK = 0.5

WAYS = {
    "raises": mark("'{factor}' (raises it, {amount} ± {half})"),
    "lowers": mark("'{factor}' (lowers it, {amount} ± {half})"),
    "either way": mark("'{factor}' (either way, {amount} ± {half})"),
}
UNCLEAR = mark("'{factor}' ({amount} ± {half})")


class _Moves(Protocol):
    """What the sentences take of a sensitivity."""

    @property
    def question(self) -> Question: ...
    @property
    def method(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def ranked(self) -> pd.DataFrame: ...
    @property
    def luck(self) -> float: ...
    @property
    def indices(self) -> Indices: ...
    @property
    def found(self) -> Sweep: ...
    def factor(self, path: str) -> Factor: ...
    def value(self, path: str, index: str) -> float: ...
    def direction(self, path: str) -> str: ...


def sentence(found: _Moves, words: Wording = ENGLISH) -> str:
    """Return what most moves the outcome, and how much of that is luck."""
    ranked = found.ranked
    parts = [_factor(found, str(path), words) for path in ranked.index[:_NAMED]]
    facts = {
        "figure": found.question.label_in(words),
        "window": found.question.window_in(words),
        "factors": listed(words, parts),
    }
    most = _by_shares if found.method == "sobol" else _by_effects
    lucky = "" if not found.luck >= _MOSTLY_LUCK else words.say(
        "But luck makes {share} of what differs, so the order is unsure until more replications "
        "are run.", share=words.percent(100 * found.luck),
    )  # fmt: skip
    return sentences(words, most(found, len(ranked) - len(parts), facts, words), lucky)


def _by_effects(found: _Moves, others: int, facts: dict[str, str], words: Wording) -> str:
    if not others:
        return words.say(
            "{figure} {window} is moved most by {factors}: mean effect of moving it over its whole "
            "range, 95 % intervals.", **facts,
        )  # fmt: skip
    return words.count(
        "{figure} {window} is moved most by {factors}, before {number} other: mean effect of "
        "moving it over its whole range, 95 % intervals.",
        "{figure} {window} is moved most by {factors}, before {number} others: mean effect of "
        "moving it over its whole range, 95 % intervals.",
        others, **facts,
    )  # fmt: skip


def _by_shares(found: _Moves, others: int, facts: dict[str, str], words: Wording) -> str:
    alone = min(max(float(found.ranked["first"].sum()), 0.0), 1.0)
    facts = facts | {"together": words.percent(100 * (1 - alone))}
    if not others:
        return words.say(
            "{figure} {window} is moved most by {factors}: shares of its variance with "
            "interactions, 95 % intervals; what factors hold only together makes {together}.",
            **facts,
        )
    return words.count(
        "{figure} {window} is moved most by {factors}, before {number} other: shares of its "
        "variance with interactions, 95 % intervals; what factors hold only together makes "
        "{together}.",
        "{figure} {window} is moved most by {factors}, before {number} others: shares of its "
        "variance with interactions, 95 % intervals; what factors hold only together makes "
        "{together}.",
        others, **facts,
    )  # fmt: skip


def _factor(found: _Moves, path: str, words: Wording) -> str:
    label = words.say(found.factor(path).label)
    value, half = found.value(path, found.by), found.value(path, f"{found.by}_half")
    if found.method == "sobol":
        return words.say(
            "'{factor}' ({share} ± {half} %)", factor=label, share=words.number(100 * value),
            half=words.number(100 * half),
        )  # fmt: skip
    return words.say(
        WAYS.get(found.direction(path), UNCLEAR), factor=label,
        amount=found.question.amount(value, words), half=found.question.amount(half, words),
    )  # fmt: skip


def conditions(found: _Moves, words: Wording = ENGLISH) -> tuple[str, ...]:
    """Return what holds for every number: horizon, discounting, luck, what isn't in them."""
    about = found.found.about
    said = list(found.question.conditions(about.replications, about.seed, words))
    share = words.percent(100 * found.luck, 1)
    if found.luck >= _LUCKY:
        said.insert(2, words.say(
            "Luck that differs between points makes {share} of the outcome's variance and counts "
            "as interaction; more replications make it less. The intervals are about which points "
            "were drawn, not about luck.", share=share,
        ))  # fmt: skip
    elif found.luck == found.luck:  # known
        said.insert(2, words.say(
            "Luck that differs between points makes {share} of the outcome's variance; more "
            "replications make it less. The intervals are about which points were drawn, not about "
            "luck.", share=share,
        ))  # fmt: skip
    if found.indices.left_out:
        said.insert(2, words.count(
            "{number} group of points is left out because a run failed.",
            "{number} groups of points are left out because a run failed.",
            found.indices.left_out,
        ))  # fmt: skip
    return tuple(said)
