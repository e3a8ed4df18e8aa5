"""What is asked, as an address that somebody else can open; what comes in is held within limits."""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from ripple_sim.app.session.company import OWN, company_in, company_word, unpacked
from ripple_sim.app.session.planning import MOST_INTERVENTIONS
from ripple_sim.learn.progress import asked_in, first_of
from ripple_sim.scenario.checking import checked_as
from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.levers import BY_NAME
from ripple_sim.scenario.parameters import declared
from ripple_sim.scenario.plans import Plan, load_plan, plan_names
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.schema import Scenario
from ripple_sim.wording import Phrase

Pairs = int | Literal["auto"]
FEWEST_PAIRS, USUAL_PAIRS, MOST_PAIRS = 2, 30, 480
MOST_PLANS = 4
LONGEST_TOKEN, LARGEST_PLAN, LONGEST_TEXT = 8_000, 32_768, 400
LONGEST_HORIZON = 5_200
LONGEST_ADDRESS, MOST_FIELDS = 40_000, 40


@dataclass(frozen=True)
class Shared:
    """What an address asks for.

    Attributes
    ----------
    company
        The company; None where none is named, or none that can be used.
    plans
        At most four.
    pairs
        How many pairs, or ``"auto"``.
    compared
        Whether the comparison's answer was shown.
    refused
        A sentence for everything in the address that can't be used.
    """

    company: Scenario | None = None
    plans: tuple[Plan, ...] = ()
    pairs: Pairs = USUAL_PAIRS
    compared: bool = False
    refused: tuple[Phrase, ...] = ()


def address_of(base: Scenario, plans: Sequence[Plan], pairs: Pairs, compared: bool) -> str:
    """Return the part of an address after the question mark.

    A company that is too large for it is named as such, see
    :func:`ripple_sim.app.session.company.company_word`.
    """
    held = [("company", company_word(base))]
    held += [("plan", _token(plan)) for plan in plans]
    held.append(("pairs", str(pairs)))
    if compared:
        held.append(("compared", "yes"))
    return urlencode(held, safe="~")


def read_address(search: str | None) -> Shared:
    """Return what an address asks for; nothing in it can raise."""
    asked = asked_in(search, MOST_FIELDS, LONGEST_ADDRESS)
    refused: list[Phrase] = []
    company, word = None, first_of(asked, "company")
    if word:
        try:
            company = company_in(word)
        except RippleError as problem:
            refused.append(problem.sentence)
    weeks = company.weeks if company else LONGEST_HORIZON
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
        _pairs(first_of(asked, "pairs")),
        first_of(asked, "compared") == "yes" and bool(plans),
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
            raise RippleError("there is no plan '{plan}'", plan=token[:40], hint=near(token, plan_names()))
        return load_plan(token)
    data = unpacked(token[len(OWN) :], LONGEST_TOKEN, LARGEST_PLAN, _CUT)
    return checked_as(Plan, _within_limits(data, weeks), Phrase("the plan in the address"))


_CUT = Phrase("a plan in the address can't be read; it may have been cut")
_LIMITS: dict[type[Intervention] | type[Shock], dict[str, tuple[float, float, str]]] = {
    kind: {one.name: (one.low, one.high, one.unit) for one in declared(kind)} for kind in (Intervention, Shock)
}
_KINDS: dict[str, type[Intervention] | type[Shock]] = {
    "interventions": Intervention,
    "shocks": Shock,
    "context_shocks": Shock,
}


def _within_limits(data: Mapping[str, Any], weeks: int) -> dict[str, Any]:
    """Return a plan's plain data with texts cut short and numbers brought within their ranges."""
    result: dict[str, Any] = {}
    for name, value in data.items():
        kind = _KINDS.get(name)
        if kind is not None and isinstance(value, list):
            result[name] = [
                _change_within_limits(one, kind, weeks) if isinstance(one, dict) else one
                for one in value[:MOST_INTERVENTIONS]
            ]
        else:
            result[name] = _value_within_limits(value)
    return result


def _change_within_limits(one: Mapping[str, Any], kind: type[Intervention] | type[Shock], weeks: int) -> dict[str, Any]:
    result = {name: _value_within_limits(value) for name, value in one.items()}
    for name, (low, high, unit) in _LIMITS[kind].items():
        if _is_number(result.get(name)):
            held = min(max(result[name], low), high)
            result[name] = int(held) if unit in ("week", "weeks") else held
    if _is_number(result.get("start")):
        result["start"] = min(result["start"], weeks - 1)
    lever = BY_NAME.get(str(result.get("lever", result.get("kind", ""))))
    if lever is not None:
        span = lever.high - lever.low
        for name, low, high in (("change", -span, span), ("size", lever.low, lever.high)):
            if _is_number(result.get(name)):
                result[name] = min(max(result[name], low), high)
    return result


def _value_within_limits(value: Any) -> Any:
    if isinstance(value, str):
        return value[:LONGEST_TEXT]
    return value


def _is_number(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)
