"""What a reader of a study's results needs to know of it, without its companies and plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ripple_sim.study.sweep.factors import Factor, Point
from ripple_sim.study.sweep.outcomes import Outcome


@dataclass(frozen=True)
class About:
    """A study in plain values; the attributes are those of a specification, names for companies."""

    name: str
    base: str
    currency: str
    plans: tuple[str, ...]
    factors: tuple[Factor, ...]
    points: tuple[Point, ...] = field(repr=False)
    outcomes: tuple[Outcome, ...]
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
            "outcomes": tuple(Outcome(**one) for one in data["outcomes"]),
        }
        return cls(**{**data, **lists})
