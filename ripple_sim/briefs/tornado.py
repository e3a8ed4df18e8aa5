"""What an outcome depends on most, as a brief shows it."""

from __future__ import annotations

from dataclasses import dataclass

from ripple_sim.report.manifest import Manifest


@dataclass(frozen=True)
class Bar:
    """One thing that is not known, or can be chosen.

    Attributes
    ----------
    path, label, moved
        Where it stands in a scenario, the manager's words, and the range over which it was moved.
    direction
        What a higher value does to the outcome, such as ``raises``; may be empty.
    value, half
        How much it moves the outcome, and half of the 95 % interval; in the tornado's unit.
    """

    path: str
    label: str
    moved: str
    direction: str
    value: float
    half: float


@dataclass(frozen=True)
class Tornado:
    """What an outcome depends on most.

    Attributes
    ----------
    manifest, texts
        How it came about, and the files with the company and the plan, by name.
    outcome, unit
        What depends, in words; the unit of the bars.
    measure
        What a bar's length is, in words.
    sentence
        The whole answer.
    bars
        All of them, the strongest first.
    """

    manifest: Manifest
    texts: dict[str, str]
    outcome: str
    unit: str
    measure: str
    sentence: str
    bars: tuple[Bar, ...]
