"""Everything the page says, by language: sentences, numbers, money."""

from ripple_sim.app.words.catalogue import LANGUAGES, Words, words_in

__all__ = ["LANGUAGES", "Words", "words_in"]
