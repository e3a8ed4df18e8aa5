"""How a parameter is declared: value, unit, range, label, source, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ripple_sim.scenario.durations import LONGEST_HORIZON, weeks_in, weeks_of
from ripple_sim.scenario.fitted import Fitted
from ripple_sim.scenario.problems import RippleError, UnfitError
from ripple_sim.scenario.written_numbers import number_and_unit
from ripple_sim.wording import ENGLISH, Phrase, Sayable, Wording

Kind = Literal["given", "fitted", "guess"]

_HOURS = {"minute": 1 / 60, "hour": 1.0, "h": 1.0, "min": 1 / 60}


class Section(BaseModel):
    """A frozen group of parameters; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


def number(
    default: Any, unit: str, low: float, high: float, label: str, source: str, kind: Kind = "guess", help: str = ""
) -> Any:
    """Declare a number.

    Parameters
    ----------
    default
        The value where a scenario says nothing; ``...`` where it must say something. A value found
        by the calibration (:func:`ripple_sim.scenario.fitted.fitted`) brings its interval.
    unit
        The unit the value is held in, in words.
    low, high
        The range outside of which a value is refused; it is also the sampler's range.
    label
        The name a manager reads.
    source
        A fact's id (``C01``), a theory with its author, or the word ``assumption``.
    kind
        ``given`` from a published figure, ``fitted`` to published outcomes, or a ``guess``.
    help
        A sentence for the form, where the label is not enough.
    """
    interval: list[Any] | None = None
    weak = False
    if isinstance(default, Fitted):
        interval, weak = [default.low, default.high], default.weak
        kind, default = "fitted", default.value
    return Field(
        default,
        ge=low,
        le=high,
        allow_inf_nan=False,
        description=help or label,
        json_schema_extra={
            "unit": unit,
            "label": label,
            "source": source,
            "kind": kind,
            "low": low,
            "high": high,
            "interval": interval,
            "weak": weak,
        },
    )


@dataclass(frozen=True)
class Unit:
    """A unit, said later; money in a currency."""

    name: str
    currency: str = ""

    def said(self, words: Wording = ENGLISH) -> str:
        """Return the unit in a language."""
        unit = words.say(self.name)
        return unit.replace("currency", self.currency) if self.currency else unit


@dataclass(frozen=True)
class Parameter:
    """One declared number of a scenario, with everything that is known of it."""

    path: str
    label: str
    unit: str
    low: float
    high: float
    default: float | None
    source: str
    kind: str
    help: str
    interval: tuple[float, float] | None = None
    weak: bool = False
    declared_unit: str = ""
    currency: str = ""

    def in_money(self, currency: str) -> Parameter:
        """Return it with units of money in a currency."""
        unit = self.unit.replace("currency", currency)
        return replace(self, unit=unit, declared_unit=self.unit, currency=currency)

    @property
    def spoken_unit(self) -> Unit:
        """Its unit, as sentences say it."""
        return Unit(self.declared_unit or self.unit, self.currency)

    @property
    def trust(self) -> str:
        """How far the number can be trusted, in a phrase: its kind, interval, and whether weak."""
        if self.interval is None:
            return self.kind
        low, high = self.interval
        weakly = ", weakly identified" if self.weak else ""
        return f"{self.kind}, 90 %: {low:.4g} to {high:.4g}{weakly}"

    @property
    def name(self) -> str:
        """The last part of the path: the name by which rules read the value."""
        return self.path.rsplit(".", 1)[-1]


def declared(section: type[BaseModel], path: str = "") -> Iterator[Parameter]:
    """Yield every number declared in a section and the sections inside it, in order."""
    for name, field in section.model_fields.items():
        where = f"{path}.{name}" if path else name
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "unit" in extra:
            missing = field.is_required() or field.default is None
            default = None if missing else float(field.default)
            yield Parameter(
                path=where,
                label=str(extra["label"]),
                unit=str(extra["unit"]),
                low=float(str(extra["low"])),
                high=float(str(extra["high"])),
                default=default,
                source=str(extra["source"]),
                kind=str(extra["kind"]),
                help=field.description or "",
                interval=_interval(extra.get("interval")),
                weak=bool(extra.get("weak")),
            )
        elif isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from declared(field.annotation, where)


def _interval(held: object) -> tuple[float, float] | None:
    return (float(held[0]), float(held[1])) if isinstance(held, list) else None


def in_unit(text: str, unit: str, called: str | Sayable | None = None) -> float:
    """Read a quantity such as ``"7 months"`` or ``"12.6 %"`` in the unit a parameter is held in.

    ``called`` is what the sentences call that unit.

    Raises
    ------
    UnfitError
        When the text is no number, may be read in two ways, or has a unit that can't be turned
        into ``unit``.
    """
    read = number_and_unit(text)
    if read is None:
        raise UnfitError("'{text}' is not a number (it is measured in {unit})", text=text, unit=called or unit)
    value, given = read
    if given in ("", unit):
        return value
    if given == "%" and (unit.startswith("share") or unit in ("0 to 1", "probability")):
        return value / 100
    if unit in ("week", "weeks"):
        weeks = weeks_in(value, given)
        if weeks is not None:
            return weeks
        raise UnfitError(
            "'{text}' has the unit '{given}', but this is measured in weeks; months, quarters and "
            "years may be written too",
            text=text,
            given=given,
        )
    have, want = (_HOURS.get(one.casefold().removesuffix("s")) for one in (given, unit))
    if have is not None and want is not None:
        return value * have / want
    raise UnfitError(
        "'{text}' has the unit '{given}', but this is measured in {unit}", text=text, given=given, unit=called or unit
    )


def _plain_integer(value: object) -> object:
    if isinstance(value, bool):
        raise UnfitError("must be a whole number, not true or false")
    return value


Count = BeforeValidator(_plain_integer)


def _whole_weeks(value: object) -> object:
    if not isinstance(value, str):
        return _plain_integer(value)
    try:
        return weeks_of(value, Phrase("the time"), least=0, most=LONGEST_HORIZON)
    except RippleError as problem:
        raise UnfitError(problem.sentence) from None


Weeks = BeforeValidator(_whole_weeks)


def level(default: float | Fitted, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a level between 0 and 1."""
    return number(default, "0 to 1", 0, 1, label, source, kind)


def weeks(default: float | Fitted, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a time constant."""
    return number(default, "weeks", 1, 1e9, label, source, kind)


def contacts(default: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a time constant counted in contacts."""
    return number(default, "contacts", 1, 1e6, label, source, kind)


def effect(default: float | Fitted, high: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare how much the left side moves for one unit of the right side; never negative."""
    return number(default, "per unit", 0, high, label, source, kind)


def spread(default: float | Fitted, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a standard deviation between people, or from week to week."""
    return number(default, "standard deviation", 0, 0.5, label, source, kind)


def chance(default: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a probability."""
    return number(default, "probability", 0, 1, label, source, kind)


def weight(default: float, label: str, source: str = "assumption", kind: Kind = "guess") -> Any:
    """Declare a weight in a mix; the weights of a mix count relative to their sum."""
    return number(default, "weight in the mix", 0, 1, label, source, kind)


def limit(
    default: float,
    low: float,
    high: float,
    label: str,
    unit: str = "ratio",
    source: str = "assumption",
    kind: Kind = "guess",
) -> Any:
    """Declare a limit, or another plain number, in a range of its own."""
    return number(default, unit, low, high, label, source, kind)


def offset(default: float, label: str) -> Any:
    """Declare a logarithm added to a hazard so that a company's stated rate comes true."""
    return number(default, "logarithm", -4, 4, label, "found by 'ripple balance'", "fitted")
