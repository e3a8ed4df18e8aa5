"""The profit difference by link of the chain, as a brief shows it."""

from __future__ import annotations

from dataclasses import dataclass

from ripple_sim.report.manifest import Manifest

LAYERS = {
    "service": "How the plan reached service",
    "money": "How service reached money",
}


@dataclass(frozen=True)
class Part:
    """One part of the profit difference, in currency over the horizon.

    Attributes
    ----------
    layer, name, label
        ``service`` or ``money``, the name in data, and the manager's words.
    cost
        Whether it is a cost and no link.
    mean, low_80, high_80
        The mean over pairs with its 80 % interval.
    """

    layer: str
    name: str
    label: str
    cost: bool
    mean: float
    low_80: float
    high_80: float


@dataclass(frozen=True)
class Why:
    """Why a plan changes profit.

    Attributes
    ----------
    manifest, texts
        How it came about, and the files with the companies, by name.
    sentence, because
        The whole answer, and the words for what most of it comes from (may be empty).
    conditions
        What holds for every number.
    parts
        All parts, layer by layer; in each layer they add up to the whole.
    total
        The whole.
    """

    manifest: Manifest
    texts: dict[str, str]
    sentence: str
    because: str
    conditions: tuple[str, ...]
    parts: tuple[Part, ...]
    total: Part

    def layer(self, name: str) -> tuple[Part, ...]:
        """Return a layer's parts, links before costs, the largest gain first."""
        found = (part for part in self.parts if part.layer == name)
        return tuple(sorted(found, key=lambda part: (part.cost, -part.mean)))
