"""Studies of plans as jobs that tell what they know on the way, and files made of them."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

from ripple_sim.model.settling import SettledCache
from ripple_sim.scenario.plans import Plan
from ripple_sim.scenario.schema import Scenario
from ripple_sim.study.compare import Comparison, compare
from ripple_sim.study.explain import Explanation, explain
from ripple_sim.study.trace import Trace, trace

LOOKS = (6, 14)  # pairs after which a first answer is shown
MOST_SETTLED_PEOPLE = 600_000  # about a hundred megabytes
FORMS = ("html", "pdf", "pptx", "xlsx")
QUICK = 4  # trajectories of a first look at what an answer depends on

Tell = Callable[..., None]

# Each process keeps the companies at rest of the last study: half of a pair's time is settling.
_settled: dict[str, SettledCache] = {}


def compare_plans(
    base: Scenario, plans: Sequence[Plan], pairs: int | Literal["auto"], seed: int, tell: Tell
) -> Comparison:
    """Compare plans; after a few pairs what these tell is told already.

    The numbers are those of ``ripple compare`` with the same pairs and seed.
    """
    progress = [0, 0]

    def on_pair(done: int, total: int) -> None:
        progress[:] = done, total
        tell(done, total)

    return compare(
        base,
        *plans,
        pairs=pairs,
        seed=seed,
        settled=_companies_at_rest(base),
        on_pair=on_pair,
        looks=LOOKS,
        on_look=lambda so_far: tell(*progress, so_far),
    )


def _companies_at_rest(base: Scenario) -> SettledCache:
    key = base.model_copy(update={"weeks": 1}).hash()
    if key not in _settled:
        most = max(2, min(64, MOST_SETTLED_PEOPLE // (base.market.members + base.heads())))
        _settled.clear()
        _settled[key] = SettledCache(most, on_disk=True)
    return _settled[key]


def explain_plan(base: Scenario, plan: Plan, weeks: int, seed: int, tell: Tell) -> Explanation:
    """Split what a plan changes over the links of the chain, as ``ripple explain`` does."""
    return explain(base, plan, horizon=weeks, seed=seed, on_pair=tell)


def trace_plan(base: Scenario, plan: Plan, weeks: int, seed: int, tell: Tell) -> Trace:
    """Follow a plan's difference from person to person, as ``ripple trace`` does."""
    return trace(base, plan, horizon=weeks, seed=seed, on_pair=tell)


def ask_sensitivity(base: Scenario, plan: Plan, weeks: int, seed: int, n: int | None, tell: Tell) -> Any:
    """Ask what a plan's profit difference depends on, as ``ripple sensitivity`` does."""
    from ripple_sim.study.sensitivity import sensitivity

    return sensitivity(base, plan, n=n, horizon=weeks, seed=seed, on_run=tell)


def brief_of(result: Comparison, plan: str, why: Explanation | None, matters: Any, form: str, tell: Tell) -> bytes:
    """Return the brief about a plan as a file's content; what is known beside is joined in."""
    from ripple_sim.briefs import brief

    with tempfile.TemporaryDirectory(prefix="ripple-") as held:
        made = brief(result, plan=plan, why=why, tornado=matters)
        return made.write(Path(held) / f"brief.{form}", form).read_bytes()


def data_of(result: Comparison, tell: Tell) -> bytes:
    """Return tables, labelled data, companies and manifest of a comparison as a ZIP archive."""
    from ripple_sim.study.core.results_folder import fill

    content = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="ripple-") as held:
        place = Path(held)
        names = fill(place, result.results(), pictures=False)
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.write(place / name, f"comparison/{name}")
    return content.getvalue()
