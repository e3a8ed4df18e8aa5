"""One running company with its books, to which things can be done while it lives."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray

from ripple_sim.app.session.moves import LivePlan
from ripple_sim.app.session.room import LARGEST_RUN, SMALL_BYTES, beyond, bytes_of
from ripple_sim.model.engine import Engine
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.world import World
from ripple_sim.observe.metrics import BY_NAME, Metric
from ripple_sim.observe.recorder import Recorder, worked_out
from ripple_sim.observe.results import QUARTER, Run
from ripple_sim.scenario.files import load, preset_names
from ripple_sim.scenario.problems import RippleError, near
from ripple_sim.scenario.schema import Scenario, checked
from ripple_sim.wording import Phrase

Series = NDArray[np.float64]

# Settled companies are never changed, so all visitors may start from the same ones. Large ones are
# few, for each takes as much memory as all small ones.
_SETTLED = SettledCache(most=24)
_SETTLED_LARGE = SettledCache(most=4)


class Company:
    """A company that lives week by week, up to the scenario's horizon.

    Parameters
    ----------
    scenario
        The company, and what is done to it when.
    seed
        The address of all luck.
    """

    def __init__(self, scenario: Scenario, seed: int = 0) -> None:
        settled = _SETTLED if bytes_of(scenario) <= SMALL_BYTES else _SETTLED_LARGE
        self._engine = Engine(scenario, seed, threads=1, settled=settled)
        self._books = Recorder(scenario.weeks, len(self._engine.world.units))
        self._series: dict[str, Series] = {}
        self.scenario = scenario
        self.seed = seed

    @property
    def world(self) -> World:
        """All records, live."""
        return self._engine.world

    @property
    def week(self) -> int:
        """How many weeks it has lived."""
        return self._books.weeks

    @property
    def over(self) -> bool:
        """Whether it has reached its horizon."""
        return self.week >= self.scenario.weeks

    def step(self) -> None:
        """Live one week; nothing happens beyond the horizon."""
        if not self.over:
            self._engine.step()
            self._books.keep(self._engine.world.ledger)

    def live_to(self, week: int) -> None:
        """Live up to a week."""
        while self.week < min(week, self.scenario.weeks):
            self.step()

    def become(self, scenario: Scenario) -> None:
        """Go on under another scenario that differs in what is done from now on."""
        context = self._engine.week_context
        context.schedule = LivePlan(scenario, self.world, context.schedule)
        self.scenario = self._engine.scenario = scenario

    def run(self) -> Run:
        """Return what was lived so far as a run, which works out the chain and all figures."""
        return Run(self.scenario, self.seed, 0, self._engine, self._books, 0, 0.0)

    def over_weeks(self, name: str, first: int, last: int) -> float:
        """Return a metric of the whole company over some weeks; NaN where there are none."""
        if last <= first:
            return float("nan")
        return self._books.company_over(BY_NAME[name], first, last)

    def lately(self, name: str, week: int | None = None) -> float:
        """Return a metric over the quarter up to a week (up to now if None)."""
        last = self.week if week is None else week
        return self.over_weeks(name, max(0, last - QUARTER), last)

    def series(self, name: str) -> Series:
        """Return a metric by week, shape (weeks lived,).

        What flows (leavers, waiting, money) is shown over the quarter up to each week, for single
        weeks are mostly luck; how things stand is shown as it stands.
        """
        series = self._series.setdefault(name, np.zeros(0))
        if len(series) < self.week:
            metric = BY_NAME[name]
            new = [self._displayed(metric, week) for week in range(len(series), self.week)]
            series = self._series[name] = np.concatenate([series, new])
        return series

    def _displayed(self, metric: Metric, week: int) -> float:
        if metric.kind == "flow":
            return self._books.company_over(metric, max(0, week + 1 - QUARTER), week + 1)
        return float(worked_out(metric, self._books.ledgers[week : week + 1], over_units=True)[0])


OWN = "~"
# Browsers, proxies and mail programs take addresses so long without cutting them.
LONGEST_WORD = 6_000
LARGEST_COMPANY = 256 * 1024
_MOST_REMEMBERED = 64
_DEEPEST = 12
_Unpackable = (ValueError, binascii.Error, zlib.error, RecursionError, MemoryError)


def company_word(base: Scenario) -> str:
    """Return a company as a word for an address.

    A company that comes with the package goes by its name, one of the visitor's own is packed
    whole, and one that is too large for an address is ``~`` alone, so that whoever opens the
    address is told, and never sees another company in its place.
    """
    if base.name in preset_names() and load(base.name) == base:
        return base.name
    return _packed(base.model_dump_json(exclude_defaults=True))


def fits_into_an_address(base: Scenario) -> bool:
    """Tell whether an address can bring a company along."""
    return company_word(base) != OWN


def company_in(word: str) -> Scenario:
    """Return the company that a word of an address means.

    Raises
    ------
    RippleError
        With one sentence on why there is none.
    """
    result = _read(word)
    if isinstance(result, Phrase):
        raise RippleError(result)
    return result


def search_of(base: Scenario) -> str:
    """Return the query of an address that opens a company."""
    return urlencode({"company": company_word(base)}, safe=OWN)


@lru_cache(_MOST_REMEMBERED)
def _packed(said: str) -> str:
    packed = base64.urlsafe_b64encode(zlib.compress(said.encode(), 9)).decode().rstrip("=")
    return OWN + packed if len(packed) < LONGEST_WORD else OWN


@lru_cache(_MOST_REMEMBERED)
def _read(word: str) -> Scenario | Phrase:
    try:
        # A name from an address must never be taken for a file of the server.
        if word in preset_names():
            return load(word)
        if not word.startswith(OWN):
            hint = near(word[:40], preset_names())
            raise RippleError("there is no company '{company}'", company=word[:40], hint=hint)
        if word == OWN:
            raise RippleError(
                "this link is about the sender's own company, whose file is too large for a "
                "link; ask for the file and open it on Home"
            )
        result = checked(unpacked(word[len(OWN) :], LONGEST_WORD, LARGEST_COMPANY, _CUT), _WHERE)
        for size, most in beyond(result, result.weeks, LARGEST_RUN):
            raise RippleError(
                "the company in the address has {size}, and the page takes at most {most}", size=size, most=most
            )
    except RippleError as problem:
        return problem.sentence
    return result


_WHERE = Phrase("the company in the address")
_CUT = Phrase("the company in the address can't be read; the address may have been cut")


def unpacked(text: str, longest: int, largest: int, unreadable: Phrase) -> dict[str, Any]:
    """Return the plain data that was packed into an address.

    Parameters
    ----------
    text
        Base64 of compressed JSON, without the signs that fill it up.
    longest, largest
        How many characters it may have, and how many bytes it may unpack to.
    unreadable
        What is said where it isn't that.

    Raises
    ------
    RippleError
        With ``unreadable``.
    """
    try:
        if len(text) > longest:
            raise ValueError
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        # Never more than so much, however well it was packed.
        result = json.loads(zlib.decompressobj().decompress(packed, largest))
    except _Unpackable:
        raise RippleError(unreadable) from None
    if not isinstance(result, dict) or not _is_flat(result):
        raise RippleError(unreadable)
    return result


def _is_flat(data: dict[str, Any]) -> bool:
    """Tell whether data is nested no deeper than files of companies and plans are."""
    level: list[Any] = [data]
    for _ in range(_DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return not level
