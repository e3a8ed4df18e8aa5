"""The tables that a brief shows, as text in cells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ripple_sim.report.numbers import NOTHING, plain, signed
from ripple_sim.study.compare.outcomes import BY_NAME
from ripple_sim.study.compare.tables import WITHOUT_ANY
from ripple_sim.study.explain.links import LAYERS, Layer
from ripple_sim.study.explain.tables import LAYER_LABELS, ordered
from ripple_sim.study.sensitivity.figure import MOST_BARS, short_or_share
from ripple_sim.wording.english import short

if TYPE_CHECKING:
    from ripple_sim.briefs.page import BriefPage
    from ripple_sim.study.explain import Explanation, Part
    from ripple_sim.study.sensitivity import Sensitivity

# fmt: off
OUTCOMES: tuple[str, ...] = (
    "profit", "net_present_value", "gain", "cost", "cost_of_programmes", "cost_of_raises",
    "cost_of_seats", "return_on_investment", "hours_at_wage", "payback_month", "pays_back",
    "leavers_avoided", "engagement", "enps", "burnt_out", "waiting", "customer_satisfaction",
    "cnps", "retention", "customers",
)
# fmt: on
COST_PARTS = ("cost_of_programmes", "cost_of_raises", "cost_of_seats")


@dataclass(frozen=True)
class Table:
    """A table as it is shown.

    Attributes
    ----------
    caption
        What it is.
    head
        The columns' headings.
    rows
        Cells; the first of a row is its heading.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(brief: BriefPage) -> dict[str, Table]:
    """Return the tables of a brief by name: outcomes, and those there are of the others."""
    result = {"outcomes": outcomes(brief)}
    if brief.ranking is not None:
        result["ranking"] = ranking(brief)
    if brief.why is not None:
        for layer in LAYERS:
            result[f"why_{layer}"] = parts(brief.why, layer)
    if brief.tornado is not None:
        result["tornado"] = bars(brief, brief.tornado)
    return result


def outcomes(brief: BriefPage) -> Table:
    """Return what a plan changes: difference, 80 % interval of the mean, 80 % of futures, unit.

    A cost of programmes alone isn't taken apart.
    """
    rows = brief.table().set_index("outcome")
    names = OUTCOMES
    if not rows.loc[["cost_of_raises", "cost_of_seats"], "value"].any():
        names = tuple(name for name in OUTCOMES if name not in COST_PARTS)
    return Table(
        "What it changes, plan less baseline",
        ("outcome", "value", "mean, 80 %", "futures, 80 %", "unit"),
        tuple(_outcome(name, rows.loc[name], brief.currency) for name in names),
    )


def _outcome(name: str, row: Any, currency: str) -> tuple[str, ...]:
    outcome = BY_NAME[name]

    def number(value: float) -> str:
        if math.isinf(value):
            return "never"
        if math.isnan(value):
            return NOTHING
        if row["unit_of_measure"] == currency:
            return short(value)
        write = signed if outcome.kind == "mean" else plain
        return write(value, outcome.decimals)

    def span(kind: str) -> str:
        low, high = float(row[f"{kind}_low"]), float(row[f"{kind}_high"])
        return NOTHING if math.isnan(low) else f"{number(low)} to {number(high)}"

    return (
        str(row["label"]).partition(":")[0],
        number(float(row["value"])),
        span("interval_80"),
        span("single_80"),
        str(row["unit_of_measure"]),
    )


def ranking(brief: BriefPage) -> Table:
    """Return how several plans, and going on without any, stand by net present value."""
    frame = brief.ranking
    assert frame is not None
    return Table(
        "Plans by net present value",
        (
            "plan",
            f"value, {brief.currency}",
            f"cost, {brief.currency}",
            "best, mean",
            "best, futures",
            f"regret, {brief.currency}",
        ),
        tuple(
            (
                "going on without any" if row["plan"] == WITHOUT_ANY else str(row["title"]),
                short(row["net_present_value"]),
                short(row["cost"]),
                f"{100 * row['probability_best_expected']:.0f} %",
                f"{100 * row['share_best_single']:.0f} %",
                short(row["regret_expected"]),
            )
            for row in frame.to_dict("records")
        ),
    )


def parts(why: Explanation, layer: Layer) -> Table:
    """Return one layer of the chain: its parts, and last the whole."""
    return Table(
        LAYER_LABELS[layer],
        ("link", f"mean, {why.currency}", "80 % interval"),
        tuple((part.label, short(part.mean), _span(part)) for part in (*ordered(why, layer), why.total)),
    )


def bars(brief: BriefPage, tornado: Sensitivity) -> Table:
    """Return what an outcome depends on most."""
    return Table(
        f"{tornado.question.label}: what it depends on most",
        ("what", "moved from … to", f"effect, {tornado.index_unit}", "95 % interval"),
        tuple(
            (
                bar.label,
                bar.moved,
                short_or_share(bar.value),
                f"{short_or_share(bar.value - bar.half)} to {short_or_share(bar.value + bar.half)}",
            )
            for bar in brief.bars[:MOST_BARS]
        ),
    )


def _span(part: Part) -> str:
    low, high = float(part.band.low_80), float(part.band.high_80)
    return f"{short(low)} to {short(high)}"
