"""Scenarios and plans made in Python: what is wrong with them is said as it is for a file."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

from ripple_sim.scenario.arguments import read
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.readers import plain
from ripple_sim.wording import Phrase


class SaidInASentence(type(BaseModel)):  # type: ignore[misc]
    """Makes whole files' sections; a value that doesn't fit is refused with a RippleError.

    Reading a file doesn't come through here: that has a place to name.
    """

    def __call__(cls, *args: Any, **values: Any) -> Any:
        """Make one from its fields; numbers of NumPy do."""
        given = {name: read(name, value, _HELD) for name, value in values.items()}
        try:
            return super().__call__(*args, **given)
        except ValidationError:
            return checked_as(cls, given, Phrase(cls.__name__))


class _Held:
    """What a field of a section may be made from: plain data, sections, several of them."""

    expects = Phrase("what a file could hold")

    def read(self, value: object) -> Any:
        """Return plain data as Python's own, sections as they are."""
        if isinstance(value, BaseModel):
            return value
        if isinstance(value, tuple | list):
            return tuple(self.read(one) for one in value)
        return plain(value)


_HELD = _Held()
