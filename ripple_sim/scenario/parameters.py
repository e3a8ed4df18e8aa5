"""How a parameter is declared: value, unit, range, label, source, and how far it can be trusted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from ripple_sim.scenario.durations import LONGEST_HORIZON, weeks_in, weeks_of
from ripple_sim.scenario.fitted import Fitted
from ripple_sim.scenario.problems import RippleError, UnfitError
from ripple_sim.scenario.showing import escaped, hidden
from ripple_sim.scenario.written_numbers import number_and_unit
from ripple_sim.wording import ENGLISH, Number, Phrase, Sayable, Wording

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


LONGEST_NAME = 120
LONGEST_CURRENCY = 8
LONGEST_TEXT = 4000
_LONGEST_SLUG = 40
_SLUG = re.compile(r"[a-z][a-z0-9-]*")
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"


def as_name(text: str, most: int = LONGEST_NAME) -> str:
    """Return a name in Unicode's composed form, trimmed, with single spaces.

    Raises
    ------
    UnfitError
        When it is empty or too long, or holds what can't be seen.
    """
    name = _on_one_line(text, most)
    if not folded(name):
        raise UnfitError("must have at least 1 character")
    return name


def as_optional_name(text: str) -> str:
    """Return a name as :func:`as_name` does, or an empty text."""
    return as_name(text) if text.strip() else ""


def as_text(text: str, most: int = LONGEST_TEXT) -> str:
    """Return a longer text, in which lines may end, in Unicode's composed form.

    Raises
    ------
    UnfitError
        When it is too long, or holds what can't be seen.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    if len(text) > most:
        raise UnfitError("must have at most {most} characters", most=Number(most))
    for line in text.split("\n"):
        _refuse_hidden(line)
    return text


def as_slug(text: str) -> str:
    """Return the name of a lesson or of a part of one, which stands in addresses.

    Raises
    ------
    UnfitError
        Naming the characters that are allowed, when there are others.
    """
    if _SLUG.fullmatch(text) and len(text) <= _LONGEST_SLUG:
        return text
    plain = re.sub(r"[^a-z0-9]+", "-", text[:_LONGEST_SLUG].lower()).strip("-0123456789")
    raise UnfitError(
        "must have only small letters a to z, digits and hyphens, at most {most}, and begin with a "
        "letter, as in '{example}'",
        most=_LONGEST_SLUG,
        example=plain or "my-lesson",
    )


def folded(name: str) -> str:
    """Return what two names have in common that look the same: case, width, nothing unseen."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    seen = (c for c in plain if c not in _BLANK and not 0xFE00 <= ord(c) <= 0xFE0F)
    return " ".join("".join(c for c in seen if unicodedata.category(c) != "Cf").split())


def alike(names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first two names that look the same, or None where all differ."""
    known: dict[str, str] = {}
    for name in names:
        key = folded(name)
        if key in known:
            return known[key], name
        known[key] = name
    return None


def _on_one_line(text: str, most: int) -> str:
    _refuse_hidden(text.strip())
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if len(name) > most:
        raise UnfitError("must have at most {most} characters", most=most)
    return name


def _refuse_hidden(line: str) -> None:
    found = hidden(line)
    if found:
        raise UnfitError("must have no characters that can't be seen, such as {character}", character=escaped(found))


Name = Annotated[str, AfterValidator(as_name)]
OptionalName = Annotated[str, AfterValidator(as_optional_name)]
Currency = Annotated[str, AfterValidator(lambda text: as_name(text, LONGEST_CURRENCY))]
Text = Annotated[str, AfterValidator(as_text)]
Slug = Annotated[str, AfterValidator(as_slug)]
