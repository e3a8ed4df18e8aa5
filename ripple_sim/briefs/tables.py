"""The tables that a brief shows, as text in cells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ripple_sim.briefs.why import LAYERS
from ripple_sim.report.numbers import NOTHING, plain, signed
from ripple_sim.study.compare.outcomes import BY_NAME
from ripple_sim.study.compare.tables import WITHOUT_ANY
from ripple_sim.wording.english import short

if TYPE_CHECKING:
    from ripple_sim.briefs.content import Brief
    from ripple_sim.briefs.tornado import Tornado
    from ripple_sim.briefs.why import Why

OUTCOMES: tuple[str, ...] = (
    "profit", "net_present_value", "gain", "cost", "cost_of_programmes", "cost_of_raises",
    "cost_of_seats", "return_on_investment", "hours_at_wage", "payback_month", "pays_back",
    "leavers_avoided", "engagement", "enps", "burnt_out", "waiting", "customer_satisfaction",
    "cnps", "retention", "customers",
)  # fmt: skip
COST_PARTS = ("cost_of_programmes", "cost_of_raises", "cost_of_seats")
MOST_BARS = 8


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


def tables(brief: Brief) -> dict[str, Table]:
    """Return the tables of a brief by name: outcomes, and those there are of the others."""
    found = {"outcomes": outcomes(brief)}
    if brief.compared.ranking is not None:
        found["ranking"] = ranking(brief)
    if brief.why is not None:
        for layer, label in LAYERS.items():
            found[f"why_{layer}"] = parts(brief.why, layer, label, brief.currency)
    if brief.tornado is not None:
        found["tornado"] = bars(brief.tornado)
    return found


def outcomes(brief: Brief) -> Table:
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


def ranking(brief: Brief) -> Table:
    """Return how several plans, and going on without any, stand by net present value."""
    frame = brief.compared.ranking
    assert frame is not None
    return Table(
        "Plans by net present value",
        ("plan", f"value, {brief.currency}", f"cost, {brief.currency}", "best, mean",
         "best, futures", f"regret, {brief.currency}"),
        tuple(
            (
                "going on without any" if row["plan"] == WITHOUT_ANY
                else brief.compared.title(str(row["plan"])) or str(row["plan"]),
                short(row["net_present_value"]),
                short(row["cost"]),
                f"{100 * row['probability_best_expected']:.0f} %",
                f"{100 * row['share_best_single']:.0f} %",
                short(row["regret_expected"]),
            )
            for row in frame.to_dict("records")
        ),
    )  # fmt: skip


def parts(why: Why, layer: str, label: str, currency: str) -> Table:
    """Return one layer of the chain: its parts, and last the whole."""
    total = why.total
    return Table(
        label,
        ("link", f"mean, {currency}", "80 % interval"),
        tuple(
            (part.label, short(part.mean), f"{short(part.low_80)} to {short(part.high_80)}")
            for part in (*why.layer(layer), total)
        ),
    )


def bars(tornado: Tornado) -> Table:
    """Return what an outcome depends on most."""
    return Table(
        f"{tornado.outcome}: what it depends on most",
        ("what", "moved from … to", f"effect, {tornado.unit}", "95 % interval"),
        tuple(
            (
                bar.label,
                bar.moved,
                short_or_share(bar.value),
                f"{short_or_share(bar.value - bar.half)} to {short_or_share(bar.value + bar.half)}",
            )
            for bar in tornado.bars[:MOST_BARS]
        ),
    )


def short_or_share(value: float) -> str:
    """Return a number as money is told, or with two digits where it is small, such as a share."""
    return plain(value, 2) if 0 < abs(value) < 10 else short(value)
