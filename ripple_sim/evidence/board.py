"""The board: every published fact beside what the model gives, over worlds."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ripple_sim.evidence.check import Check
from ripple_sim.evidence.check_result import CheckResult
from ripple_sim.evidence.facts import fact
from ripple_sim.scenario.accepted import MOST_WORKERS
from ripple_sim.scenario.arguments import takes
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.readers import FLAG, FUNCTION, SETTINGS, Each, Maybe, OfKind, Text, Whole, Word
from ripple_sim.wording import mark

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from ripple_sim.evidence.laboratory import Laboratory

Progress = Callable[[int, int], None]
Uncertainty = Literal["luck", "all"]
QUICK_WORLDS = 1
_MOST_WORLDS = 10_000
_KIND = Word("fitted", "not fitted", "reference")
Measured = tuple[float, str]


@dataclass(frozen=True)
class Board:
    """Findings, misses first, and the facts that nothing can show.

    Attributes
    ----------
    findings
        Misses first (fitted ones, then others, then those with weak evidence), each by id.
    untestable
        Why a fact can't be tested, by its id.
    quick
        Whether it was measured in few worlds only.
    uncertainty
        ``luck``: worlds differ in luck alone; ``all``: in the parameters' values as well.
    """

    findings: tuple[CheckResult, ...]
    untestable: dict[str, str]
    quick: bool = False
    uncertainty: Uncertainty = "luck"

    @property
    def misses(self) -> tuple[CheckResult, ...]:
        """The findings that are not inside their range."""
        return tuple(finding for finding in self.findings if not finding.inside)

    @property
    def hits(self) -> tuple[CheckResult, ...]:
        """The findings inside their range."""
        return tuple(finding for finding in self.findings if finding.inside)

    @property
    def worlds(self) -> int:
        """The largest number of worlds that a number was measured in."""
        return max((len(finding.values) for finding in self.findings), default=0)

    @takes(kind=_KIND)
    def inside(self, kind: str) -> tuple[int, int]:
        """Return how many numbers are inside and how many there are.

        ``kind`` is ``"fitted"``, ``"not fitted"`` (evidence strong or fair) or ``"reference"``
        (evidence weak).
        """
        among = [finding for finding in self.findings if finding.kind == kind]
        return sum(finding.inside for finding in among), len(among)

    @takes(kind=_KIND)
    def facts_inside(self, kind: str) -> tuple[int, int]:
        """Return how many facts have all their numbers of a kind inside, and how many there are."""
        whole: dict[str, bool] = {}
        for finding in self.findings:
            if finding.kind == kind:
                whole[finding.fact.id] = whole.get(finding.fact.id, True) and finding.inside
        return sum(whole.values()), len(whole)

    def say(self) -> str:
        """Say in one sentence how much is inside."""
        fitted, fits = self.inside("fitted")
        others, checks = self.inside("not fitted")
        share = f" ({100 * others / checks:.0f} %)" if checks else ""
        whole, facts = self.facts_inside("not fitted")
        weak, lines = self.inside("reference")
        return (
            f"Fitted targets: {fitted} of {fits} inside; verified facts not fitted: {others} of "
            f"{checks} numbers inside{share}, {whole} of {facts} facts with every number inside; "
            f"weak evidence, shown for reference only: {weak} of {lines}; "
            f"{len(self.untestable)} facts not testable."
        )

    def table(self) -> pd.DataFrame:
        """Return a row a finding, in the board's order."""
        import pandas as pd

        return pd.DataFrame([_row(finding) for finding in self.findings])

    @property
    def data(self) -> xr.Dataset:
        """Every measured value by check and world; NaN where a check took fewer worlds."""
        import numpy as np
        import xarray as xr

        values = np.full((len(self.findings), self.worlds), np.nan)
        for row, finding in enumerate(self.findings):
            values[row, : len(finding.values)] = finding.values
        checks = [finding.check for finding in self.findings]
        return xr.Dataset(
            {
                "value": (("check", "world"), values, {"long_name": "simulated value"}),
                "low": ("check", [c.low for c in checks], {"long_name": "acceptance, from"}),
                "high": ("check", [c.high for c in checks], {"long_name": "acceptance, to"}),
            },
            coords={
                "check": [c.key for c in checks],
                "world": np.arange(self.worlds),
                "fact": ("check", [c.fact for c in checks]),
                "unit": ("check", [c.unit for c in checks]),
            },
            attrs={"uncertainty": self.uncertainty, "said": self.say()},
        )


@takes(
    quick=FLAG,
    facts=Maybe(Each(mark("ids of facts"), Text())),
    worlds=Maybe(Whole(1, _MOST_WORLDS)),
    progress=Maybe(FUNCTION),
    workers=Whole(1, MOST_WORKERS),
    uncertainty=Word("luck", "all"),
    values=Maybe(SETTINGS),
    checks=Maybe(Each(mark("checks"), OfKind(mark("a check"), Check))),
)
def board(
    quick: bool = False,
    facts: Sequence[str] | None = None,
    worlds: int | None = None,
    progress: Progress | None = None,
    workers: int = 2,
    uncertainty: Uncertainty = "luck",
    values: Mapping[str, Any] | None = None,
    *,
    checks: Sequence[Check] | None = None,
) -> Board:
    """Measure the published facts in the model, and return all hits and misses.

    Parameters
    ----------
    quick
        Measure in very few worlds, to see whether something is broken.
    facts
        Ids of the facts to look at; all if not given.
    worlds
        In how many worlds to measure every number; if not given, as many as each check wants.
    progress
        Called with (done, all) after every number in every world, from any thread.
    workers
        How many worlds run side by side. The numbers do not depend on it.
    uncertainty
        ``"luck"``: the worlds differ in luck; ``"all"``: each also takes another member of the
        ensemble of parameters that fit about equally well.
    values
        Coefficients by dotted path in place of the defaults.
    checks
        What to measure; all of the package's if not given.

    Returns
    -------
    Board
        A check that fails is a row with the reason, never the end of the board.

    Raises
    ------
    RippleError
        For an unknown fact, or a number of worlds or workers below one.
    """
    wanted = None if facts is None else {fact(id).id for id in facts}
    if checks is None:
        from ripple_sim.evidence.checks import CHECKS

        checks = CHECKS
    from ripple_sim.evidence.facts import UNTESTABLE

    chosen = [check for check in checks if wanted is None or check.fact in wanted]
    if worlds is None:
        counts = [min(check.worlds, QUICK_WORLDS) if quick else check.worlds for check in chosen]
    else:
        counts = [worlds] * len(chosen)
    measured = _measure(chosen, counts, progress, workers, uncertainty, values or {})
    findings = [_finding(check, row[:count]) for check, row, count in zip(chosen, measured, counts, strict=True)]
    untestable = {id: why for id, why in UNTESTABLE.items() if wanted is None or id in wanted}
    return Board(in_order(findings), untestable, quick, uncertainty)


def _measure(
    checks: Sequence[Check],
    counts: Sequence[int],
    progress: Progress | None,
    workers: int,
    uncertainty: Uncertainty,
    values: Mapping[str, Any],
) -> list[list[Measured]]:
    """Return what each check measured in each of its worlds."""
    results: list[list[Measured]] = [[(float("nan"), "")] * count for count in counts]
    members = _members(uncertainty)
    total, done = sum(counts), 0
    lock, stopped = threading.Lock(), threading.Event()

    def live(world: int, rows: Sequence[int]) -> None:
        nonlocal done
        from ripple_sim.evidence.laboratory import Laboratory

        member = members[world % len(members)]
        laboratory = Laboratory(world, {**member, **values})
        for row in rows:
            if stopped.is_set():
                return
            results[row][world] = _one(checks[row], laboratory)
            with lock:
                done += 1
                if progress is not None:
                    progress(done, total)
        laboratory.forget()

    with warnings.catch_warnings(), ThreadPoolExecutor(workers) as pool:
        # What can't be worked out is NaN, and the board says so.
        warnings.simplefilter("ignore", RuntimeWarning)
        lives = [pool.submit(live, *job) for job in _jobs(checks, counts, workers)]
        try:
            for life in lives:
                life.result()
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return results


def _jobs(checks: Sequence[Check], counts: Sequence[int], workers: int) -> list[tuple[int, list[int]]]:
    """Return (world, rows of checks): what one laboratory serves, from first to last.

    A laboratory serves a whole world. With fewer worlds than workers it serves the checks of one
    module, last module first: those are the experiments, which take longest.
    """
    jobs = []
    worlds = max(counts, default=0)
    for world in range(worlds):
        rows = [row for row, count in enumerate(counts) if world < count]
        if worlds >= workers:
            jobs.append((world, rows))
            continue
        by_module: dict[str, list[int]] = {}
        for row in rows:
            by_module.setdefault(checks[row].measure.__module__, []).append(row)
        jobs += [(world, part) for part in reversed(by_module.values())]
    return jobs


def _members(uncertainty: Uncertainty) -> Sequence[Mapping[str, Any]]:
    """Return the sets of values that the worlds take in turn."""
    if uncertainty == "luck":
        return ({},)
    from ripple_sim.scenario.fitted import ENSEMBLE, ensemble

    if not ENSEMBLE.is_file():
        raise RippleError("there is no ensemble of parameters yet; 'ripple calibrate' makes one")
    return ensemble()


def _one(check: Check, laboratory: Laboratory) -> Measured:
    try:
        return float(check.measure(laboratory)), ""
    except MemoryError:
        raise
    except Exception as problem:
        # One number that can't be measured must not take the others along.
        said = " ".join(str(problem).split()) or "no reason given"
        return float("nan"), f"{type(problem).__name__}: {said}".rstrip(".")


def _finding(check: Check, measured: Sequence[Measured]) -> CheckResult:
    import numpy as np

    problems = dict.fromkeys(problem for _, problem in measured if problem)
    values = np.array([value for value, _ in measured], dtype=np.float64)
    values[~np.isfinite(values)] = np.nan
    return CheckResult(check, fact(check.fact), values, tuple(problems))


def in_order(findings: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    """Return findings in the order of a board."""
    return tuple(sorted(findings, key=_misses_first))


def _misses_first(finding: CheckResult) -> tuple[bool, int, str]:
    order = ("fitted", "not fitted", "reference")
    place = 0 if finding.inside else order.index(finding.kind)
    return finding.inside, place, finding.fact.id


def _row(finding: CheckResult) -> dict[str, Any]:
    check, published = finding.check, finding.fact
    return {
        "fact": published.id,
        "link": published.link,
        "number": check.name,
        "unit": check.unit,
        "kind": check.kind,
        "published": check.published,
        "accepted_low": check.low,
        "accepted_high": check.high,
        "value": finding.value,
        "low": finding.low,
        "high": finding.high,
        "worlds": finding.worlds,
        "missing_worlds": finding.missing,
        "verdict": finding.verdict,
        "near_the_bound": finding.near_the_bound,
        "use": finding.kind,
        "evidence": published.strength,
        "mechanism": check.mechanism,
        "reason": finding.reason,
    }
