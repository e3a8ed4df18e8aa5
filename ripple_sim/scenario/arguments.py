"""The arguments of what Python users call: checked, and turned into plain Python, in one place.

A function says by a *reader* what each of its arguments may be::

    @takes(seed=Whole(0, LARGEST_SEED), pairs=Whole(2, 100) | Word("auto"), folder=Maybe(PATH))
    def study(seed, pairs, folder=None): ...

NumPy's numbers become Python's before anything sees them: compiled loops would be compiled anew for
another type, and a kept file couldn't hold it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.quantities import Plain
from ripple_sim.scenario.readers import Reader, Refused, real_number
from ripple_sim.scenario.showing import short_literal
from ripple_sim.wording import Field

P = ParamSpec("P")
R = TypeVar("R")


def takes(**readers: Reader) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Check and convert a function's arguments by their readers before it is called.

    What isn't given isn't read. Arguments that don't exist, and missing ones, stay Python's own
    ``TypeError``.

    Raises
    ------
    RippleError
        When an argument can't be taken: one sentence with its name, the value and what is allowed.
    """

    def checking(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        unknown = readers.keys() - signature.parameters.keys()
        if unknown:
            raise TypeError(f"{function.__qualname__} has no {', '.join(sorted(unknown))}")
        several = {one.name for one in signature.parameters.values() if one.kind is one.VAR_POSITIONAL}

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                given = signature.bind(*args, **kwargs)
            except TypeError:
                return function(*args, **kwargs)  # Python says it, with the function's name
            for name, value in given.arguments.items():
                reader = readers.get(name)
                if reader is None:
                    continue
                if name in several:
                    given.arguments[name] = tuple(read(name, one, reader) for one in value)
                else:
                    given.arguments[name] = read(name, value, reader)
            return function(*given.args, **given.kwargs)

        checked.readers = readers  # type: ignore[attr-defined]
        return checked

    return checking


def read(name: str, value: object, reader: Reader) -> Any:
    """Return one argument as its function wants it.

    Raises
    ------
    RippleError
        With its name, the value and what is allowed.
    """
    try:
        return reader.read(value)
    except Refused as refused:
        raise RippleError(
            "{argument} is {value}; it must be {allowed}",
            argument=name,
            value=shown(value),
            allowed=reader.expects,
            hint=refused.args[0] if refused.args else None,
        ) from None


def shown(value: object) -> Field:
    """Return a value for a sentence: on one line, escaped, cut short."""
    number = real_number(value)
    return short_literal(value) if number is None else Plain(number)
