"""A choice among a few things that each take a sentence to explain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import solara


@dataclass(frozen=True)
class Choice:
    """One of the things: its key, a title, a sentence."""

    name: str
    title: str
    says: str


@solara.component_vue("choices.vue")
def _Choices(
    choices: list[dict[str, str]], chosen: str, legend: str, event_choose: Callable[[str], None] | None = None
) -> None: ...


def Choices(choices: Sequence[Choice], chosen: str, legend: str, choose: Callable[[str], None]) -> Any:
    """Draw the choice; ``choose`` is called with a name."""
    return _Choices(choices=[asdict(choice) for choice in choices], chosen=chosen, legend=legend, event_choose=choose)
