"""An answer as one file, with every number to the last bit, and the same answer from it again.

The file holds plain arrays and JSON: reading one runs nothing that stands in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording.phrases import Amount, Counted, Number, Phrase, Row

if TYPE_CHECKING:
    import pandas as pd

ANSWER = "answer.npz"
_TREE = "answer"
_MODELS = {one.__name__: one for one in (Plan, Scenario)}
_PHRASES = {one.__name__: one for one in (Amount, Counted, Number, Phrase, Row)}
Arrays = dict[str, NDArray[Any]]


def write_answer(answer: object, unkept: tuple[str, ...], path: Path) -> None:
    """Write an answer, a dataclass, but for some fields, such as ``Optimum.study``.

    Raises
    ------
    OSError
        When the file can't be written.
    TypeError
        When something in it is of a kind that no file holds.
    """
    arrays: Arrays = {}
    tree = _written(answer, arrays, unkept)
    text = np.frombuffer(json.dumps(tree).encode(), dtype=np.uint8)
    np.savez_compressed(path, allow_pickle=False, **{_TREE: text}, **arrays)


def read_answer(path: Path, parts: tuple[type, ...]) -> Any:
    """Return the answer that a file holds.

    Parameters
    ----------
    path
        The file.
    parts
        The answer's class and those of what it is made of; no other is made.

    Raises
    ------
    RippleError
        When the file is damaged, or holds something else.
    """
    known = {part.__name__: part for part in parts}
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        return _read(json.loads(arrays[_TREE].tobytes()), arrays, known)
    except RippleError:
        raise
    # A damaged archive, text or tree fails in more ways than their readers document.
    except Exception:
        raise RippleError(f"{path} is damaged: the answer in it can't be read") from None


def _written(value: Any, arrays: Arrays, unkept: tuple[str, ...] = ()) -> Any:
    """Return a value as JSON has it; what JSON has no form for is a list that begins with a tag."""
    if isinstance(value, np.void):
        return ["record", _written(np.array(value), arrays)]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.ndarray):
        name = f"array {len(arrays) + 1}"
        arrays[name] = value
        return ["array", name]
    if isinstance(value, Mapping):
        tag = "counter" if isinstance(value, Counter) else "mapping"
        return [tag, *([_written(one, arrays, unkept) for one in item] for item in value.items())]
    if isinstance(value, tuple | list):
        tag = "tuple" if isinstance(value, tuple) else "list"
        return [tag, *(_written(one, arrays, unkept) for one in value)]
    kind = type(value).__name__
    if kind in _MODELS and isinstance(value, _MODELS[kind]):
        return ["model", kind, _written(value.model_dump(), arrays)]
    if kind in _PHRASES and isinstance(value, _PHRASES[kind]):
        return ["phrase", kind, _written(vars(value), arrays)]
    if is_dataclass(value):
        kept = {one.name: getattr(value, one.name) for one in fields(value) if f"{kind}.{one.name}" not in unkept}
        return ["part", kind, _written(kept, arrays, unkept)]
    return ["table", *_of_table(value, arrays)]


def _of_table(table: Any, arrays: Arrays) -> list[Any]:
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"{type(table).__name__} can't be kept in a file")
    columns = [
        [name, _written(values.tolist() if values.dtype == object else values, arrays)]
        for name, values in ((str(name), table[name].to_numpy()) for name in table.columns)
    ]
    return [table.index.name, _written(table.index.tolist(), arrays), columns]


def _read(value: Any, arrays: Arrays, known: Mapping[str, type]) -> Any:
    if not isinstance(value, list):
        return value
    tag, *rest = value
    if tag == "array":
        return arrays[rest[0]]
    if tag in ("mapping", "counter"):
        held = {_read(key, arrays, known): _read(one, arrays, known) for key, one in rest}
        return held if tag == "mapping" else Counter(held)
    if tag in ("tuple", "list"):
        members = [_read(one, arrays, known) for one in rest]
        return tuple(members) if tag == "tuple" else members
    if tag == "table":
        return _as_table(rest, arrays, known)
    if tag == "record":
        return _read(rest[0], arrays, known)[()]
    name, held = rest[0], _read(rest[1], arrays, known)
    if tag == "model":
        return _MODELS[name].model_validate(held)
    if tag == "phrase":
        phrase = object.__new__(_PHRASES[name])
        vars(phrase).update(held)
        return phrase
    missing = {one.name: None for one in fields(known[name]) if one.name not in held}
    return known[name](**held, **missing)


def _as_table(held: list[Any], arrays: Arrays, known: Mapping[str, type]) -> pd.DataFrame:
    import pandas as pd

    name, index, columns = held
    return pd.DataFrame(
        {column: _read(values, arrays, known) for column, values in columns},
        index=pd.Index(_read(index, arrays, known), name=name),
    )
