"""What a study varies, and the designs that say at which points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from ripple_sim.scenario.fitted import ensemble
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.parameters import Parameter, in_unit
from ripple_sim.scenario.problems import RippleError, UnfitError, meant
from ripple_sim.scenario.quantities import Plain, allowed, no_number
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.showing import short
from ripple_sim.scenario.tree import Place, field_at, nearest_path, parameter_at, place_of, value_at
from ripple_sim.wording import Counted, plural

if TYPE_CHECKING:
    from ripple_sim.scenario.plans import Plan

Value: TypeAlias = float | str | bool
Point: TypeAlias = tuple[Value, ...]
"""One value for each factor of a study, in their order."""

ENSEMBLE = "ensemble"
PLAN = "plan"
_THERE = {
    "interventions": plural("'{owner}' has {number} intervention", "'{owner}' has {number} interventions"),
    "shocks": plural("'{owner}' has {number} shock", "'{owner}' has {number} shocks"),
}


@dataclass(frozen=True)
class Factor:
    """Something that differs between the points of a study.

    Attributes
    ----------
    path
        A dotted path of the scenario; ``plan.1.change`` for a field of the plans' first
        intervention, in the plans' worlds only; ``ensemble`` for the fitted parameter sets.
    label, unit
        What a manager reads.
    role
        A lever is chosen, an uncertainty just happens.
    low, high
        The range; not a number where ``values`` are listed.
    values
        The values it can take, where they are listed.
    whole
        Whether only whole numbers make sense.
    """

    path: str
    label: str
    unit: str
    role: Literal["lever", "uncertainty"]
    low: float = math.nan
    high: float = math.nan
    values: tuple[Value, ...] = ()
    whole: bool = False

    @property
    def of_plan(self) -> bool:
        """Whether it moves the plans' worlds only."""
        return self.path.split(".")[0] == PLAN

    @property
    def path_in_plan(self) -> str:
        """Where it stands in a plan's own file: ``interventions.1.change``."""
        return f"interventions.{self.path.removeprefix(f'{PLAN}.')}"

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return all(isinstance(v, int | float) and not isinstance(v, bool) for v in self.values)

    def at(self, share: float) -> Value:
        """Return the value at a share of the range, from 0 to 1; each listed one equally often."""
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        if self.whole:
            return min(self.low + int(share * (self.high - self.low + 1)), self.high)
        return min(max(self.low + share * (self.high - self.low), self.low), self.high)

    def steps(self, count: int) -> list[Value]:
        """Return all listed values, or ``count`` evenly spread over the range, ends included."""
        if self.values and self.path != ENSEMBLE:
            return list(self.values)
        if count < 2:
            return [self.at(0.5)]
        if self.whole:
            spread = [self.low + i * (self.high - self.low) / (count - 1) for i in range(count)]
            return list(dict.fromkeys(float(round(value)) for value in spread))
        return list(dict.fromkeys(self.at(i / (count - 1)) for i in range(count)))


def ensemble_factor() -> Factor:
    """Return the uncertainty that the published evidence leaves: the fitted parameter sets."""
    numbers = tuple(float(number) for number in range(1, len(ensemble()) + 1))
    return Factor(ENSEMBLE, "Parameter set of the ensemble", "number", "uncertainty", values=numbers, whole=True)


def factor(
    path: str,
    given: object,
    role: Literal["lever", "uncertainty"],
    base: Scenario,
    plans: Mapping[str, Plan] | None = None,
) -> Factor:
    """Return the factor at a path.

    Parameters
    ----------
    path
        As in :class:`Factor`.
    given
        A range as ``{"low": 0.2, "high": 0.6}``, a list of values, or None: the fitted 90 %
        interval, or where there is none the declared range. Numbers may carry their unit.
    role
        Whether it is a lever or an uncertainty.
    base, plans
        What it is a part of.

    Raises
    ------
    RippleError
        Where there is no such path, or a value lies outside what is allowed.
    """
    place, data = _place(path, base, plans or {})
    parameter = parameter_at(place, data, Scenario)
    label = _label(path, place, data, parameter)
    field = field_at(place, Scenario)
    whole = field is not None and _is_whole(field.annotation)
    if isinstance(given, Sequence) and not isinstance(given, str):
        values = tuple(_value(path, one, parameter) for one in given)
        if len(values) < 2 or len(set(values)) < len(values):
            raise RippleError("{path} needs at least two values, all different", path=path)
        unit = parameter.unit if parameter else ""
        return Factor(path, label, unit, role, values=values, whole=whole)
    if parameter is None:
        raise RippleError("{path} is no number; list its values in square brackets", path=path)
    low, high = _range(path, given, parameter)
    return Factor(path, label, parameter.unit, role, low, high, whole=whole)


def _is_whole(kind: object) -> bool:
    if get_origin(kind) is Annotated:
        return _is_whole(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return any(_is_whole(part) for part in get_args(kind))
    return kind is int


def _place(path: str, base: Scenario, plans: Mapping[str, Plan]) -> tuple[Place, dict[str, Any]]:
    """Return where a path leads, and the data it leads into: the base's, or the first plan's."""
    place, data = place_of(path), base.model_dump()
    if place[0] == PLAN:
        if not plans:
            raise RippleError("{path} belongs to a plan, but the study has none", path=path)
        place = ("interventions", *place[1:])
        data = {**next(iter(plans.values())).model_dump(), "currency": base.currency}
    if len(place) == 1 or field_at(place, Scenario) is None:
        near = nearest_path(path, Scenario)
        hint = meant(near) if near else None
        raise RippleError("there is no '{path}'", path=short(path), hint=hint)
    if isinstance(place[1], int):
        owners = plans if path.startswith(f"{PLAN}.") else {base.name: base}
        for name, owner in owners.items():
            count = len(getattr(owner, str(place[0])))
            if not 0 <= place[1] < count:
                there = Counted(*_THERE[str(place[0])], count, owner=name)
                raise RippleError("there is no {path}: {there}", path=path, there=there)
    return place, data


def _label(path: str, place: Place, data: dict[str, Any], parameter: Parameter | None) -> str:
    label = (parameter.label if parameter else "") or path
    if isinstance(place[1], int):
        named = str(value_at(data, (*place[:2], "name")) or "")
        kind = value_at(data, (*place[:2], "lever")) or value_at(data, (*place[:2], "kind"))
        said = {"change": "change", "size": "size"}.get(str(place[-1]), label)
        return f"{named or BY_NAME[str(kind)].label}: {said[:1].lower()}{said[1:]}"
    if place[-1] == "level" and place[-2] in BY_NAME:
        return BY_NAME[str(place[-2])].label
    return label


def _value(path: str, given: object, parameter: Parameter | None) -> Value:
    if parameter is None:
        if not isinstance(given, str | int | float):
            raise RippleError("a value of {path} must be a number or a text, not {value}", path=path, value=str(given))
        return given
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise RippleError("a value of {path} must be a number {range}", path=path, range=allowed(parameter))
    try:
        value = in_unit(given, parameter.unit, parameter.spoken_unit) if isinstance(given, str) else float(given)
    except UnfitError as problem:
        raise RippleError("{path}: {problem}", path=path, problem=problem.sentence) from None
    if not parameter.low <= value <= parameter.high:
        raise RippleError(no_number(path, Plain(value), parameter))
    return value


def _range(path: str, given: object, parameter: Parameter) -> tuple[float, float]:
    if given is None:
        low, high = parameter.interval or (parameter.low, parameter.high)
    elif isinstance(given, Mapping) and set(given) == {"low", "high"}:
        low, high = (float(_value(path, given[end], parameter)) for end in ("low", "high"))
    else:
        raise RippleError(
            "{path} needs a range such as {example} or a list of values", path=path, example="{ low = 0.2, high = 0.6 }"
        )
    if not (math.isfinite(high - low) and low < high):
        raise RippleError(
            "the range of {path} must rise, not go from {low} to {high}", path=path, low=Plain(low), high=Plain(high)
        )
    return low, high


def refuse_overlaps(factors: Iterable[Factor]) -> None:
    """Refuse two factors that move the same number.

    Raises
    ------
    RippleError
        Naming the number.
    """
    known: set[str] = set()
    for one in factors:
        paths = set(ensemble()[0]) if one.path == ENSEMBLE else {one.path}
        twice = sorted(known & paths)
        if twice:
            raise RippleError("{path} is varied twice in one study", path=twice[0])
        known |= paths


Kind: TypeAlias = Literal["grid", "latin_hypercube", "sobol"]
KINDS: tuple[Kind, ...] = ("grid", "latin_hypercube", "sobol")
MOST_POINTS = 1_000_000


def points(factors: Sequence[Factor], kind: Kind, size: int, seed: int) -> tuple[Point, ...]:
    """Return the points of a design, each once.

    Parameters
    ----------
    factors
        What varies; without any, the one point is the company itself.
    kind
        ``grid`` crosses all values, of a range ``size`` evenly spread ones; ``latin_hypercube``
        (McKay, Beckman and Conover 1979) and ``sobol`` (scrambled, Owen 1998) spread ``size``
        points over the space.
    size, seed
        A larger Sobol design begins with the points of a smaller one of the same seed.

    Raises
    ------
    RippleError
        When a grid has more points than any study can run.
    """
    if not factors:
        return ((),)
    if kind == "grid":
        steps = [one.steps(size) for one in factors]
        count = 1
        for values in steps:
            count *= len(values)
        if count > MOST_POINTS:
            raise RippleError(
                f"the grid has {count:,} points; at most {MOST_POINTS:,} can be run, "
                "and a latin_hypercube or sobol design needs far fewer"
            )
        return tuple(product(*steps))
    from scipy.stats import qmc

    if kind == "sobol":
        # A whole power of 2 keeps the sequence's balance; its beginning is as good as any.
        power = max(size - 1, 1).bit_length()
        shares = qmc.Sobol(len(factors), scramble=True, seed=seed).random_base2(power)[:size]
    else:
        shares = qmc.LatinHypercube(len(factors), seed=seed).random(size)
    return tuple(tuple(one.at(float(share)) for one, share in zip(factors, row, strict=True)) for row in shares)
