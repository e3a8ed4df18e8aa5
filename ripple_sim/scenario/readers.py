"""What an argument may be: numbers, texts, words, paths, things of a kind, several of them.

NumPy's numbers become Python's before anything sees them: compiled loops would be compiled anew for
another type, and a kept file couldn't hold them. NumPy itself isn't loaded for that.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from pathlib import Path
from typing import Any, Protocol

from ripple_sim.scenario.problems import near
from ripple_sim.scenario.quantities import Plain
from ripple_sim.wording import ENGLISH, Field, Phrase, Sayable, Wording, either

LONGEST_TEXT = 200
LONGEST_PATH = 4096
DEEPEST = 20
_LARGEST_FLOAT = 1e300


class Refused(Exception):  # noqa: N818  (it never leaves the package)
    """A reader can't take the value."""


class Reader(Protocol):
    """Reads one argument."""

    @property
    def expects(self) -> Sayable:
        """What is allowed, as it stands after "it must be"."""

    def read(self, value: object) -> Any:
        """Return the value as the function wants it; raises :class:`Refused`."""


def real_number(value: object) -> int | float | None:
    """Return any real number as Python's own, infinities too; None for all else."""
    if _is_truth(value) or not isinstance(value, Real):
        return None
    try:
        return int(value) if isinstance(value, Integral) else float(value)
    except (OverflowError, ValueError, TypeError):
        return None


def _is_truth(value: object) -> bool:
    numpy = sys.modules.get("numpy")
    return isinstance(value, bool) or (numpy is not None and isinstance(value, numpy.bool_))


def _is_array(value: object) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


class _Or:
    """Either of several readers, the first that takes the value."""

    def __or__(self, other: Reader) -> Reader:
        return Either(self, other)  # type: ignore[arg-type]


class Either(_Or):
    """What one of several readers takes."""

    def __init__(self, *readers: Reader) -> None:
        self.readers = readers

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return _EitherOf(tuple(one.expects for one in self.readers))

    def read(self, value: object) -> Any:
        """Return what the first fitting reader makes of it."""
        hint = None
        for one in self.readers:
            try:
                return one.read(value)
            except Refused as refused:
                hint = hint or (refused.args[0] if refused.args else None)
        raise Refused(*([hint] if hint else []))


@dataclass(frozen=True)
class _EitherOf:
    """Phrases of which one holds, said later."""

    parts: tuple[Field, ...]

    def said(self, words: Wording = ENGLISH) -> str:
        said = [
            one if isinstance(one, str) else one.said(words)  # type: ignore[union-attr]
            for one in self.parts
        ]
        return either(words, said)


class Maybe(_Or):
    """What a reader takes, or None."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @property
    def expects(self) -> Sayable:
        """What is allowed; None is what isn't given, so it isn't told."""
        return self.reader.expects

    def read(self, value: object) -> Any:
        """Return None, or what the reader makes of the value."""
        return None if value is None else self.reader.read(value)


class Whole(_Or):
    """A whole number; 7.0 and NumPy's 7 are one, 7.5, "7" and True are none."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase("a whole number from {least} to {most}", least=Plain(self.least), most=Plain(self.most))

    def read(self, value: object) -> int:
        """Return it as Python's own whole number."""
        number = real_number(value)
        if number is None or not self.least <= number <= self.most or number != int(number):
            raise Refused
        return int(number)


class Number(_Or):
    """A finite number; True is none."""

    def __init__(self, least: float = -math.inf, most: float = math.inf, *, open: bool = False):
        self.least, self.most, self.open = least, most, open

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        low, high = Plain(self.least), Plain(self.most)
        if self.least == -math.inf:
            return Phrase("a finite number")
        if self.most == math.inf and self.open:
            return Phrase("a number over {least}", least=low)
        if self.most == math.inf:
            return Phrase("a number, {least} or more", least=low)
        if self.open:
            return Phrase("a number between {least} and {most}", least=low, most=high)
        return Phrase("a number from {least} to {most}", least=low, most=high)

    def read(self, value: object) -> float:
        """Return it as Python's own number."""
        number = real_number(value)
        if number is None or not -_LARGEST_FLOAT <= number <= _LARGEST_FLOAT:
            raise Refused
        inside = self.least <= number <= self.most
        if not inside or (self.open and number in (self.least, self.most)):
            raise Refused
        return float(number)


class Flag(_Or):
    """True or false; 0 and 1 are numbers."""

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase("True or False")

    def read(self, value: object) -> bool:
        """Return it as Python's own truth value."""
        if not _is_truth(value):
            raise Refused
        return bool(value)


class Text(_Or):
    """A text."""

    def __init__(self, what: str | None = None, most: int = LONGEST_TEXT) -> None:
        self.what, self.most = what, most

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        if self.what:
            return Phrase(self.what)
        return Phrase("a text of at most {most} characters", most=self.most)

    def read(self, value: object) -> str:
        """Return it as Python's own text."""
        if not isinstance(value, str) or len(value) > self.most:
            raise Refused
        return str(value)


class Word(_Or):
    """One of a few words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return _EitherOf(self.words)

    def read(self, value: object) -> str:
        """Return the word; refused with the nearest one."""
        if isinstance(value, str) and value in self.words:
            return str(value)
        hint = near(value[:LONGEST_TEXT], self.words) if isinstance(value, str) else None
        raise Refused(*([hint] if hint else []))


class OfKind(_Or):
    """A thing of some class."""

    def __init__(self, what: str, *kinds: type) -> None:
        self.what, self.kinds = what, kinds

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase(self.what)

    def read(self, value: object) -> Any:
        """Return it as it is."""
        if not isinstance(value, self.kinds):
            raise Refused
        return value


class Having(_Or):
    """A thing with some methods, whatever its class."""

    def __init__(self, what: str, *names: str) -> None:
        self.what, self.names = what, names

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase(self.what)

    def read(self, value: object) -> Any:
        """Return it as it is."""
        if isinstance(value, type) or not all(hasattr(value, name) for name in self.names):
            raise Refused
        return value


class Callback(_Or):
    """A function."""

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase("a function")

    def read(self, value: object) -> Any:
        """Return it as it is."""
        if not callable(value):
            raise Refused
        return value


class FilePath(_Or):
    """The path of a file or folder, as a text or anything that is a path."""

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase("the path of a file or folder")

    def read(self, value: object) -> Path:
        """Return it as a path."""
        try:
            path = os.fspath(value) if isinstance(value, str | os.PathLike) else None
        except Exception:  # a stranger's path
            path = None
        if not isinstance(path, str) or not path.strip() or "\0" in path:
            raise Refused
        if len(path) > LONGEST_PATH:
            raise Refused
        try:
            os.fsencode(path)
        except UnicodeEncodeError:  # half of a surrogate pair
            raise Refused from None
        return Path(path)


class Each(_Or):
    """Several things, each as one reader takes it."""

    def __init__(self, what: str, reader: Reader) -> None:
        self.what, self.reader = what, reader

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase("a list of {things}", things=Phrase(self.what))

    def read(self, value: object) -> tuple[Any, ...]:
        """Return them as a tuple."""
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            raise Refused
        try:
            parts = tuple(value)
        except Exception:  # NumPy's arrays of no dimension, and strangers' classes
            raise Refused from None
        return tuple(self.reader.read(one) for one in parts)


class Settings(_Or):
    """Values by dotted path, plain all through."""

    @property
    def expects(self) -> Sayable:
        """What is allowed."""
        return Phrase("values by dotted path, such as {example}", example="{'company.drivers.trust.level': 0.6}")

    def read(self, value: object) -> dict[str, Any]:
        """Return them as a plain dictionary."""
        if not isinstance(value, Mapping):
            raise Refused
        found = plain(value)
        assert isinstance(found, dict)
        return found


def plain(value: object, deep: int = 0) -> Any:
    """Return what a file could hold as plain Python: NumPy's numbers and arrays too.

    Raises
    ------
    Refused
        When it holds anything else.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return str(value)
    if _is_truth(value):
        return bool(value)
    if isinstance(value, Real):
        number = real_number(value)
        if number is None or (isinstance(number, int) and abs(number) > _LARGEST_FLOAT):
            raise Refused
        return number
    if deep >= DEEPEST:
        raise Refused
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise Refused
        return {str(key): plain(one, deep + 1) for key, one in value.items()}
    if _is_array(value):
        return plain(value.tolist(), deep + 1)  # type: ignore[attr-defined]
    if isinstance(value, list | tuple):
        return [plain(one, deep + 1) for one in value]
    raise Refused


FLAG = Flag()
FUNCTION = Callback()
PATH = FilePath()
SETTINGS = Settings()
