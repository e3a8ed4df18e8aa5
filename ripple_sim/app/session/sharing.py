"""What is asked, as an address that somebody else can open; what comes in is held within limits."""

from __future__ import annotations

import base64
import binascii
import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qs, urlencode

from ripple_sim.app.session.planning import MOST_INTERVENTIONS
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.parameters import declared
from ripple_sim.scenario.plans import Plan, load_plan, plan_names
from ripple_sim.scenario.problems import RippleError, hinted, near
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase

Pairs = int | Literal["auto"]
FEWEST_PAIRS, USUAL_PAIRS, MOST_PAIRS = 2, 30, 480
MOST_PLANS = 4
LONGEST_TOKEN, LARGEST_PLAN, LONGEST_TEXT = 8_000, 32_768, 400
LONGEST_ADDRESS = 40_000
OWN = "~"


@dataclass(frozen=True)
class Shared:
    """What an address asks for.

    Attributes
    ----------
    company
        The name of a company that comes with the package; "" where none is named.
    plans
        At most four.
    pairs
        How many pairs, or ``"auto"``.
    compared
        Whether the comparison's answer was shown.
    refused
        A sentence for everything in the address that can't be used.
    """

    company: str = ""
    plans: tuple[Plan, ...] = ()
    pairs: Pairs = USUAL_PAIRS
    compared: bool = False
    refused: tuple[Phrase, ...] = ()


def address_of(base: Scenario, plans: Sequence[Plan], pairs: Pairs, compared: bool) -> str:
    """Return the part of an address after the question mark.

    A company from a file of the visitor's own is not in it, see :func:`company_is_shared`.
    """
    held: list[tuple[str, str]] = []
    if company_is_shared(base):
        held.append(("company", base.name))
    held += [("plan", _token(plan)) for plan in plans]
    held.append(("pairs", str(pairs)))
    if compared:
        held.append(("compared", "yes"))
    return urlencode(held, safe="~")


def company_is_shared(base: Scenario) -> bool:
    """Tell whether a company comes with the package, so that its name says all."""
    return base.name in preset_names() and load(base.name).hash() == base.hash()


def read_address(search: str) -> Shared:
    """Return what an address asks for; nothing in it can raise."""
    try:
        asked = parse_qs(search, max_num_fields=40) if len(search) < LONGEST_ADDRESS else {}
    except ValueError:
        asked = {}
    refused: list[Phrase] = []
    company = asked.get("company", [""])[0]
    if company and company not in preset_names():
        unknown = Phrase("there is no company '{company}'", company=company[:40])
        refused.append(hinted(unknown, near(company, preset_names())))
        company = ""
    weeks = load(company).weeks if company else 5200
    plans: dict[str, Plan] = {}
    for token in asked.get("plan", [])[:MOST_PLANS]:
        try:
            plan = _plan(token, weeks)
        except RippleError as problem:
            refused.append(problem.sentence)
        else:
            plans[plan.name] = plan
    return Shared(
        company,
        tuple(plans.values()),
        _pairs(asked.get("pairs", [""])[0]),
        asked.get("compared", [""])[0] == "yes" and bool(plans),
        tuple(refused),
    )


def _pairs(text: str) -> Pairs:
    if text == "auto":
        return "auto"
    if not (text.isascii() and text.isdecimal()):
        return USUAL_PAIRS
    return max(FEWEST_PAIRS, min(int(text[:6]), MOST_PAIRS))


def _token(plan: Plan) -> str:
    """Return a bundled plan's name, or the whole of another plan, packed."""
    if plan.name in plan_names() and load_plan(plan.name) == plan:
        return plan.name
    packed = zlib.compress(json.dumps(plan.model_dump(exclude_defaults=True)).encode(), 9)
    return OWN + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _plan(token: str, weeks: int) -> Plan:
    if not token.startswith(OWN):
        # A name from an address must never be taken for a file of the server.
        if token not in plan_names():
            raise RippleError(
                "there is no plan '{plan}'", plan=token[:40], hint=near(token, plan_names())
            )
        return load_plan(token)
    return checked_as(
        Plan, _held(_unpacked(token[len(OWN) :]), weeks), Phrase("the plan in the address")
    )


def _unpacked(text: str) -> dict[str, Any]:
    try:
        if len(text) > LONGEST_TOKEN:
            raise ValueError
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        # Never more than so much, however well it was packed.
        said = zlib.decompressobj().decompress(packed, LARGEST_PLAN)
        found = json.loads(said)
    except (ValueError, binascii.Error, zlib.error, RecursionError):
        raise RippleError("a plan in the address can't be read; it may have been cut") from None
    if not isinstance(found, dict):
        raise RippleError("a plan in the address can't be read; it may have been cut")
    return found


_LIMITS: dict[type[Intervention] | type[Shock], dict[str, tuple[float, float, str]]] = {
    kind: {one.name: (one.low, one.high, one.unit) for one in declared(kind)}
    for kind in (Intervention, Shock)
}
_KINDS: dict[str, type[Intervention] | type[Shock]] = {
    "interventions": Intervention,
    "shocks": Shock,
    "context_shocks": Shock,
}


def _held(data: Mapping[str, Any], weeks: int) -> dict[str, Any]:
    """Return a plan's plain data with texts cut short and numbers brought within their ranges."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        kind = _KINDS.get(name)
        if kind is not None and isinstance(value, list):
            found[name] = [
                _held_change(one, kind, weeks) if isinstance(one, dict) else one
                for one in value[:MOST_INTERVENTIONS]
            ]
        else:
            found[name] = _held_value(value)
    return found


def _held_change(
    one: Mapping[str, Any], kind: type[Intervention] | type[Shock], weeks: int
) -> dict[str, Any]:
    found = {name: _held_value(value) for name, value in one.items()}
    for name, (low, high, unit) in _LIMITS[kind].items():
        if _is_number(found.get(name)):
            held = min(max(found[name], low), high)
            found[name] = int(held) if unit in ("week", "weeks") else held
    if _is_number(found.get("start")):
        found["start"] = min(found["start"], weeks - 1)
    lever = BY_NAME.get(str(found.get("lever", found.get("kind", ""))))
    if lever is not None:
        span = lever.high - lever.low
        for name, low, high in (("change", -span, span), ("size", lever.low, lever.high)):
            if _is_number(found.get(name)):
                found[name] = min(max(found[name], low), high)
    return found


def _held_value(value: Any) -> Any:
    if isinstance(value, str):
        return value[:LONGEST_TEXT]
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
