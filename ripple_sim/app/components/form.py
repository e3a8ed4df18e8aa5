"""What a visitor fills in: sliders made from what is known of numbers, choices, a search, files, a shock."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import solara

from ripple_sim.app.components.chart import round_step
from ripple_sim.app.components.html import Event, Rows, Texts
from ripple_sim.app.components.information_mark import told
from ripple_sim.app.session.provenance import of_parameter
from ripple_sim.app.words import Words
from ripple_sim.scenario.levers import BY_NAME, SHOCKS
from ripple_sim.scenario.quantities import WITHOUT_UNIT
from ripple_sim.scenario.schema import Scenario
from ripple_sim.scenario.tree import parameter_at
from ripple_sim.wording import Number, Phrase

STEPS = 100


def lever_fields(
    words: Words, base: Scenario, names: Iterable[str], level: Callable[[str], float]
) -> list[dict[str, Any]]:
    """Return the sliders of drivers and practices; ``level`` says where each stands."""
    data = base.model_dump()
    fields = []
    for name in names:
        section = "drivers" if BY_NAME[name].group == "driver" else "practices"
        parameter = parameter_at(("company", section, name, "level"), data, Scenario)
        assert parameter is not None
        step = step_of(parameter.low, parameter.high)
        fields.append(
            {
                "name": name,
                "label": words.say(parameter.label),
                "unit": "" if parameter.unit in WITHOUT_UNIT else words.say(parameter.unit),
                "help": words.say(parameter.help),
                "about": told(words, replace(of_parameter(parameter), help="")),
                "low": parameter.low,
                "high": parameter.high,
                "step": step,
                "value": level(name),
                "own": float(data["company"][section][name]["level"]),
                "decimals": max(0, -math.floor(math.log10(step) + 1e-9)),
            }
        )
    return fields


def step_of(low: float, high: float) -> float:
    """Return a round step that divides a range into about a hundred."""
    return round_step((high - low) / STEPS)


@solara.component_vue("fields.vue")
def _Fields(groups: Rows, version: int, language: str, texts: Texts, event_change: Event = None) -> None: ...


def Fields(words: Words, groups: Rows, change: Callable[[str, float], None], version: int = 0) -> Any:
    """Draw groups of sliders.

    Parameters
    ----------
    groups
        For each ``name``, ``title``, whether it is ``open`` at once, and ``fields``, each with the
        ``name`` by which a change is told, texts as they are read (``label``, ``unit``, ``help``,
        ``about``), its range (``low``, ``high``, ``step``), its ``value``, its ``own`` at first, and
        how many ``decimals`` it shows.
    change
        Called with a field's name and its new value while it is moved, ten times a second at most.
    version
        Another number lets sliders forget where the visitor holds them, as after a reset.
    """
    known = {field["name"] for group in groups for field in group["fields"]}

    def take(told: dict[str, Any]) -> None:
        name, value = told.get("name"), told.get("value")
        if name in known and isinstance(value, int | float) and math.isfinite(value):
            change(str(name), float(value))

    return _Fields(
        groups=groups,
        version=version,
        language=words.tag,
        texts={
            "about": words.say("About {label}", label="{label}"),
            "own": words.say("at first {value}", value="{value}"),
        },
        event_change=take,
    )


@solara.component_vue("choices.vue")
def _Choices(choices: Rows, chosen: str, legend: str, event_choose: Event = None) -> None: ...


def Choices(choices: Sequence[tuple[str, str, str]], chosen: str, legend: str, choose: Callable[[str], None]) -> Any:
    """Draw a choice among a few things, each a key, a title and a sentence; ``choose`` gets a key."""
    drawn = [{"name": name, "title": title, "says": says} for name, title, says in choices]
    return _Choices(choices=drawn, chosen=chosen, legend=legend, event_choose=choose)


@solara.component_vue("searchbox.vue")
def _SearchBox(label: str, value: str, longest: int, event_search: Event = None) -> None: ...


def SearchBox(label: str, value: str, longest: int, search: Callable[[str], None]) -> Any:
    """Draw the field; ``search`` is called with the words, at most ``longest`` characters."""
    return _SearchBox(label=label, value=value, longest=longest, event_search=lambda said: search(str(said)[:longest]))


MOST_BYTES = 256 * 1024


@solara.component_vue("filepick.vue")
def _FilePick(label: str, accept: str, limit: int, event_file: Event = None, event_refused: Event = None) -> None: ...


def not_opened(name: str) -> Phrase:
    """Return why a file was not opened that is too large or no text."""
    size = Number(MOST_BYTES / 1024)
    return Phrase("'{name}' was not opened: it must be a text file of at most {size} KiB.", name=name, size=size)


def FilePick(label: str, opened: Callable[[str, str], None], refused: Callable[[Phrase], None]) -> Any:
    """Draw a button that opens a TOML file.

    ``opened`` gets the file's name and text, ``refused`` why one isn't opened that is too large or no text.
    """

    def name_of(file: dict[str, Any]) -> str:
        return str(file.get("name", ""))[:80]

    def take(file: dict[str, Any]) -> None:
        # The browser has looked at the size already, but a browser can be made to say anything.
        text = file.get("text")
        if not isinstance(text, str) or len(text.encode("utf-8", "replace")) > MOST_BYTES:
            refused(not_opened(name_of(file)))
        else:
            opened(name_of(file), text)

    return _FilePick(
        label=label,
        accept=".toml",
        limit=MOST_BYTES,
        event_file=take,
        event_refused=lambda file: refused(not_opened(name_of(file))),
    )


MOST_WEEKS = 104
# Where the form stands at first: a size that can be felt, and for how long.
FIRST_SHOCKS = {"demand_wave": (0.3, 13), "competitor": (0.3, 26), "flu": (0.2, 4), "manager_loss": (1.0, 1)}


@solara.component_vue("shock_form.vue")
def _ShockForm(kinds: Rows, most: int, language: str, texts: Texts, event_start: Event = None) -> None: ...


def ShockForm(words: Words, start_shock: Callable[[str, float, int], None]) -> Any:
    """Draw the form; ``start_shock`` is called with the shock's name, size, and weeks."""

    def take(asked: dict[str, Any]) -> None:
        lever = BY_NAME.get(str(asked.get("kind")))
        try:
            size, weeks = float(asked["size"]), float(asked["weeks"])
        except (KeyError, TypeError, ValueError):
            return
        if lever in SHOCKS and math.isfinite(size) and math.isfinite(weeks):
            allowed = min(max(size, lever.low), lever.high)
            start_shock(lever.name, allowed, int(min(max(weeks, 1), MOST_WEEKS)))

    return _ShockForm(
        kinds=_kinds(words),
        most=MOST_WEEKS,
        language=words.tag,
        texts={
            "kind": words.say("Shock"),
            "size": words.say("Size"),
            "weeks": words.say("Weeks"),
            "start": words.say("Start the shock"),
        },
        event_start=take,
    )


def _kinds(words: Words) -> Rows:
    kinds = []
    for lever in SHOCKS:
        size, weeks = FIRST_SHOCKS[lever.name]
        step = 1 if lever.unit == "0 or 1" else step_of(lever.low, lever.high)
        unit = "" if lever.unit in WITHOUT_UNIT else words.say(lever.unit)
        kinds.append(
            {
                "name": lever.name,
                "label": words.say(lever.label),
                "help": words.say(lever.help),
                "unit": unit,
                "low": lever.low,
                "high": lever.high,
                "step": step,
                "size": size,
                "weeks": weeks,
            }
        )
    return kinds
