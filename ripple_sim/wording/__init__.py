"""Texts and numbers said in a language that is given; without one, in English."""

from ripple_sim.wording.english import (
    ENGLISH,
    English,
    as_sentence,
    decimals_of,
    either,
    listed,
    sentences,
    significant,
)
from ripple_sim.wording.phrases import Amount, Counted, Field, Number, Phrase, Row, Sayable, mark, plural, row_of
from ripple_sim.wording.wording import Wording

__all__ = [
    "ENGLISH",
    "Amount",
    "Counted",
    "English",
    "Field",
    "Number",
    "Phrase",
    "Row",
    "Sayable",
    "Wording",
    "as_sentence",
    "decimals_of",
    "either",
    "listed",
    "mark",
    "plural",
    "row_of",
    "sentences",
    "significant",
]
