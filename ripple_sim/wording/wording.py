"""One who says texts and numbers in a language.

Whoever has something to say gives a whole text in English with named fields. A text is never put
together from pieces, for languages order them differently; what a field may hold is a name, a
number, or a phrase that is a text of its own. Cases of one sentence stand within its text.
"""

from __future__ import annotations

from typing import Any, Protocol


class Wording(Protocol):
    """Says texts and numbers in one language."""

    @property
    def language(self) -> str:
        """The language's tag, such as ``en``."""
        ...

    def say(self, text: str, /, **fields: Any) -> str:
        """Return a text in this language, its ``{fields}`` filled in and its cases chosen.

        Cases stand in the text as :mod:`ripple_sim.wording.english` describes.
        """
        ...

    def count(self, one: str, many: str, number: int, /, **fields: Any) -> str:
        """Return the text for a number of things; ``{number}`` is filled in as well."""
        ...

    def plural(self, number: int) -> str:
        """Return the name of a number's plural in this language, such as ``one`` or ``other``."""
        ...

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number, such as ``1,234.5``; a dash where there is no value."""
        ...

    def change(self, value: float, decimals: int = 0) -> str:
        """Return a number with its sign, such as ``+0.4``; zero carries none."""
        ...

    def numeral(self, number: float, separated: bool = False) -> str:
        """Return a number as it is typed, such as ``4211`` or ``-0.5``; ``4,211`` if separated."""
        ...

    def percent(self, value: float, decimals: int = 0) -> str:
        """Return a number of per cents, such as ``93 %``."""
        ...

    def amount(self, value: float, currency: str) -> str:
        """Return money in full, cents only where there are any, such as ``EUR 12,000``."""
        ...

    def short(self, value: float) -> str:
        """Return a number with its three digits that count, such as ``412k``."""
        ...

    def short_amount(self, value: float, currency: str) -> str:
        """Return money with its three digits that count, such as ``EUR 412k``."""
        ...
