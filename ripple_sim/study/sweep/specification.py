"""What a study runs: companies, plans, factors, points, outcomes; read from a file with care."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, field_validator

from ripple_sim.scenario.accepted import NAME, NAME_OR_PATH, REPLICATIONS, SCENARIO, SEED
from ripple_sim.scenario.arguments import read, takes
from ripple_sim.scenario.checking import checked_as, find_line
from ripple_sim.scenario.durations import LONGEST_HORIZON
from ripple_sim.scenario.files import load
from ripple_sim.scenario.parameters import Count, Name, Section, Weeks, alike, number
from ripple_sim.scenario.plans import PLAN_ITSELF, Plan, load_plan
from ripple_sim.scenario.problems import RippleError, ScenarioError, nearest
from ripple_sim.scenario.readers import Each, OfKind, Reader, Refused, Whole, plain
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.showing import short_path
from ripple_sim.scenario.toml_texts import text_of, toml_of
from ripple_sim.scenario.tree import Place
from ripple_sim.study.compare.worlds import titles_of
from ripple_sim.study.sweep.factors import (
    ENSEMBLE,
    KINDS,
    MOST_POINTS,
    Factor,
    Point,
    ensemble_factor,
    factor,
    points,
    refuse_overlaps,
)
from ripple_sim.study.sweep.outcomes import SweepOutcome, outcome
from ripple_sim.wording import Phrase, mark

T = TypeVar("T")
Role = Literal["lever", "uncertainty"]


class Design(Section):
    """Which points are run."""

    kind: str = Field("latin_hypercube", description="grid, latin_hypercube or sobol")
    size: Annotated[int, Count] = number(
        100, "points", 1, MOST_POINTS, "Points, or of a grid the values of each range", "assumption", "given"
    )

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"'{kind}' is not one of {', '.join(KINDS)}{nearest(kind, KINDS)}")
        return kind


class SweepFile(Section):
    """The file of a study, as it is written."""

    name: Name = Field(..., description="A short name")
    base: str = Field("", description="The company: a preset or a file; else the first plan's")
    plans: tuple[str, ...] = Field((), description="Plans, each compared with the company")
    weeks: Annotated[int, Weeks] | None = number(
        None, "weeks", 1, 5200, "Horizon; else the first plan's or the company's", "assumption", "given"
    )
    replications: Annotated[int, Count] = number(
        10, "replications", 1, 100_000, "Worlds at each point, the same luck at all", "assumption", "given"
    )
    seed: Annotated[int, Count] = number(
        0, "seed", 0, 2**32 - 1, "The address of all luck, and of the design", "assumption", "given"
    )
    design: Design = Design()
    levers: dict[str, Any] = Field({}, description="What is chosen: ranges or values by path")
    uncertainties: dict[str, Any] | str = Field({}, description="What happens: ranges or values by path, or ensemble")
    outcomes: dict[Name, Any] = Field({}, description="Measures and their weeks")


class _Plans:
    """Plans by their names."""

    expects = Phrase("plans by their names, such as {example}", example="{plan.name: plan}")

    def read(self, value: object) -> dict[str, Plan]:
        """Return them as a plain dictionary."""
        if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
            raise Refused
        return {str(name): PLAN_ITSELF.read(plan) for name, plan in value.items()}


class _Point:
    """One value for each factor."""

    expects = Phrase("points: a value for each factor")

    def read(self, value: object) -> Point:
        """Return it as a tuple of plain values."""
        values = plain(value)
        simple = isinstance(values, list) and all(isinstance(one, float | int | str) for one in values)
        if not simple:
            raise Refused
        return tuple(values)


# What the fields of a study may be, for those who make one by themselves.
_FIELDS: dict[str, Reader] = {
    "name": NAME,
    "base": SCENARIO,
    "plans": _Plans(),
    "factors": Each(mark("factors"), OfKind(mark("a factor"), Factor)),
    "points": Each(mark("points, a value for each factor"), _Point()),
    "outcomes": Each(mark("outcomes"), OfKind(mark("an outcome"), SweepOutcome)),
    "weeks": Whole(1, LONGEST_HORIZON),
    "replications": REPLICATIONS,
    "seed": SEED,
}


@dataclass(frozen=True)
class Specification:
    """A study, ready to run.

    Attributes
    ----------
    name
        What it is called.
    base, plans
        The company, and the plans by name.
    factors, points
        What varies, and the points: one value for each factor.
    outcomes
        What is asked of each run.
    weeks, replications, seed
        The horizon, the worlds at each point, and the address of their luck.
    """

    name: str
    base: Scenario
    plans: Mapping[str, Plan]
    factors: tuple[Factor, ...]
    points: tuple[Point, ...] = field(repr=False)
    outcomes: tuple[SweepOutcome, ...]
    weeks: int
    replications: int = 1
    seed: int = 0

    def __post_init__(self) -> None:
        for name, reader in _FIELDS.items():
            object.__setattr__(self, name, read(name, getattr(self, name), reader))
        for place, point in enumerate(self.points, 1):
            if len(point) != len(self.factors):
                raise RippleError(
                    "point {number} has {values} values for {factors} factors",
                    number=place,
                    values=len(point),
                    factors=len(self.factors),
                )
        refuse_overlaps(self.factors)

    def about(self) -> About:
        """Return what a reader of the results needs."""
        return About(
            name=self.name,
            base=self.base.name,
            currency=self.base.currency,
            plans=tuple(self.plans),
            factors=self.factors,
            points=self.points,
            outcomes=self.outcomes,
            weeks=self.weeks,
            replications=self.replications,
            seed=self.seed,
            titles=titles_of(list(self.plans.values())),
        )

    def identity(self) -> str:
        """Return a short hash of everything that can change a number, the model's rules too."""
        from ripple_sim.compiled import source_hash

        whole = {
            **asdict(self.about()),
            "base": self.base.hash(),
            "plans": {name: plan.model_dump(mode="json") for name, plan in self.plans.items()},
            "model": source_hash(),
        }
        del whole["titles"]  # which the plans hold
        return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:16]


def horizon(base: Scenario, plans: Mapping[str, Plan], weeks: int | None = None) -> int:
    """Return the weeks of all worlds of a study: as said, else the first plan's, else the base's.

    Luck and measures are paired week by week, so that plans with other horizons follow suit.
    """
    of_plans = (plan.weeks for plan in plans.values() if plan.weeks is not None)
    return weeks or next(of_plans, base.weeks)


@takes(path=NAME_OR_PATH)
def read_specification(path: str | Path) -> Specification:
    """Return the study that a TOML file describes.

    Raises
    ------
    ScenarioError
        With one sentence on what is wrong: where, what, and what is allowed.
    """
    if not os.path.lexists(path):
        raise ScenarioError(f"there is no file {short_path(str(path))}")
    text, where = text_of(Path(path), (), Path, "study")
    file = checked_as(SweepFile, toml_of(text, where), where, text)

    def at(place: Place, make: Callable[[], T]) -> T:
        """Say where in the file a thing stands that can't be made."""
        try:
            return make()
        except RippleError as problem:
            line = find_line(text, place)
            raise ScenarioError(f"{where}{f', line {line}' if line else ''}: {problem}") from None

    folder = Path(path).parent
    plans: dict[str, Plan] = {}
    for i, name in enumerate(file.plans):
        plan = at(("plans", i), partial(load_plan, _beside(folder, name)))
        if alike([*plans, plan.name]):
            raise ScenarioError("{where}: the plan '{plan}' stands twice in plans", where=where, plan=plan.name)
        plans[plan.name] = plan
    of_plans = (plan.base for plan in plans.values() if plan.base)
    base_name = file.base or next(of_plans, "")
    if not base_name:
        raise ScenarioError(f"{where}: base is missing; name a preset or a file")
    base = at(("base",), lambda: load(_beside(folder, base_name)))
    weeks = horizon(base, plans, file.weeks)

    factors = []
    for place, role, given in _varied(file):
        path_of_it = ".".join(place[1:])
        if ENSEMBLE in (path_of_it, given):
            factors.append(ensemble_factor())
        else:
            factors.append(at(place, partial(factor, path_of_it, given, role, base, plans)))
    at(("levers",), partial(refuse_overlaps, factors))
    outcomes = tuple(
        at(("outcomes", name), partial(outcome, name, given, weeks))
        for name, given in (file.outcomes or {"profit": "all"}).items()
    )
    kind = next(kind for kind in KINDS if kind == file.design.kind)
    return Specification(
        name=file.name,
        base=base,
        plans=plans,
        factors=tuple(factors),
        points=at(("design",), lambda: points(factors, kind, file.design.size, file.seed)),
        outcomes=outcomes,
        weeks=weeks,
        replications=file.replications,
        seed=file.seed,
    )


def _beside(folder: Path, name: str) -> str:
    """Return the path of a file named in a study's file: beside it, if it is there."""
    return str(folder / name) if Path(name).suffix and (folder / name).exists() else name


def _varied(file: SweepFile) -> Iterator[tuple[tuple[str, ...], Role, object]]:
    """Yield everything that varies with its place in the file; paths may be nested tables."""
    yield from _leaves(("levers",), "lever", file.levers)
    if isinstance(file.uncertainties, str):
        yield ("uncertainties",), "uncertainty", file.uncertainties
    else:
        yield from _leaves(("uncertainties",), "uncertainty", file.uncertainties)


def _leaves(
    place: tuple[str, ...], role: Role, held: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], Role, object]]:
    for key, given in held.items():
        within = (*place, key)
        if isinstance(given, Mapping) and not {"low", "high"} & set(given):
            yield from _leaves(within, role, given)
        else:
            yield within, role, given


@dataclass(frozen=True)
class About:
    """A study in plain values; the attributes are those of a specification, names for companies."""

    name: str
    base: str
    currency: str
    plans: tuple[str, ...]
    factors: tuple[Factor, ...]
    points: tuple[Point, ...] = field(repr=False)
    outcomes: tuple[SweepOutcome, ...]
    weeks: int
    replications: int
    seed: int
    titles: tuple[str, ...] = ()

    @property
    def titled(self) -> dict[str, str]:
        """What people call the plans, by their names; empty for a plan without a title."""
        return dict(zip(self.plans, self.titles, strict=False))

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> About:
        """Return what a study's folder says of it."""
        lists = {
            "plans": tuple(data["plans"]),
            "titles": tuple(data.get("titles", ())),
            "factors": tuple(Factor(**{**one, "values": tuple(one["values"])}) for one in data["factors"]),
            "points": tuple(tuple(point) for point in data["points"]),
            "outcomes": tuple(SweepOutcome(**one) for one in data["outcomes"]),
        }
        return cls(**{**data, **lists})
