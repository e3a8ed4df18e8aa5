"""Sentences by gettext, numbers by Babel, and figures of the model with their units.

A text stands in the code in English, whole, with named fields; ``locale/<language>.po`` may hold
its translation. No sentence is put together from pieces, for languages order them differently.
"""

from __future__ import annotations

import gettext
import io
import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ripple_sim.app.words.numbers import Numbers
from ripple_sim.observe.metrics import Metric, Money
from ripple_sim.wording import Phrase
from ripple_sim.wording.english import filled_in

TRANSLATIONS = Path(__file__).resolve().parent / "locale"
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(path.stem for path in TRANSLATIONS.glob("*.po")))


class Words(Numbers):
    """What the page says in one language."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        super().__init__(Locale.parse(language))
        self.language = language
        self._translations = translations

    def say(self, text: str, /, **fields: Any) -> str:
        """Return a text in this language, its ``{fields}`` filled in and its cases chosen."""
        said = self._translations.gettext(text) if text else ""
        return filled_in(said, fields, self) if fields else said

    def count(self, one: str, many: str, number: int, /, **fields: Any) -> str:
        """Return the text for a number of things; ``{number}`` is filled in as well."""
        said = self._translations.ngettext(one, many, number)
        return said.format(number=self.number(number), **fields)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``: how the language is written."""
        return self.locale.text_direction


def words_in(language: str) -> Words:
    """Return the words of a language; English where there is no such translation."""
    # Only languages that there are are kept: an address may ask for any word.
    return _words_in(language if language in LANGUAGES else ENGLISH)


@cache
def _words_in(language: str) -> Words:
    if language == ENGLISH:
        return Words(ENGLISH, gettext.NullTranslations())
    return Words(language, translations_of(TRANSLATIONS / f"{language}.po"))


def translations_of(path: Path) -> gettext.GNUTranslations:
    """Return the translations that a file holds."""
    with path.open("rb") as held:
        catalogue = read_po(held, locale=path.stem)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def is_money(metric: Metric) -> bool:
    """Tell whether a metric counts money by the week."""
    return metric.unit == f"{Money}/week"


def read(words: Words, metric: Metric, value: float, currency: str) -> str:
    """Return a metric's value, money as money."""
    if is_money(metric):
        return words.money(value, currency)
    return words.number(value, metric.decimals)


def read_change(words: Words, metric: Metric, change: float, currency: str) -> str:
    """Return a change of a metric, with its sign."""
    if is_money(metric):
        return words.money_change(change, currency)
    return words.change(change, metric.decimals)


def unit(words: Words, metric: Metric, currency: str) -> str:
    """Return what stands after a metric's value; money carries its currency already."""
    if is_money(metric):
        return words.say("a week")
    if metric.unit == "0 to 100":
        return words.say("of 100")
    return words.say(metric.unit).replace(Money, currency)


def shows(metric: Metric, change: float) -> bool:
    """Tell whether a change is large enough to be seen in the digits shown."""
    return bool(round(change, metric.decimals))


def refusal(words: Words, why: Phrase) -> str:
    """Return why something was refused: with a capital letter, and a full stop at its end."""
    said = why.said(words)
    return said[:1].upper() + said[1:] + ("" if said.endswith((".", "?", "!")) else ".")


def between(words: Words, low: float, high: float, read: Callable[[float], str]) -> str:
    """Return ``low to high``, each end as ``read`` reads it."""
    return words.say("{low} to {high}", low=read(low), high=read(high))


def ranged(words: Words, low: float, high: float, read: Callable[[float], str]) -> str:
    """Return ``low to high``, once where both read the same; a dash where there is no range."""
    if math.isnan(low) or math.isnan(high):
        return words.number(math.nan)
    return read(low) if read(low) == read(high) else between(words, low, high, read)


def with_range(words: Words, mean: float, low: float, high: float, read: Callable[[float], str]) -> str:
    """Return ``mean (low to high)``, each as ``read`` reads it."""
    return words.say("{mean} ({low} to {high})", mean=read(mean), low=read(low), high=read(high))
