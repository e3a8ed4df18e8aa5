"""The week on mesa-frames: an agent set is a Polars data frame, a week a few of its expressions."""

from __future__ import annotations

import market as m
import mesa_frames as mf
import numpy as np
import polars as pl
from polars import col, when


class People(mf.AgentSetPolars):
    """Everybody in the market."""

    def __init__(self, model: mf.ModelDF, market: m.Market, seed: int) -> None:
        super().__init__(model)
        columns = market.columns()
        ties = columns.pop("neighbours")
        frame = pl.DataFrame(columns).with_columns(
            pl.Series("unique_id", np.arange(len(ties)), pl.Int64),
            pl.Series("quality", market.quality[market.unit]),
            *[pl.Series(f"listens_{k}", ties[:, k].astype(np.uint32)) for k in range(m.NEIGHBOURS)],
        )
        self.add(frame)
        self.rng = np.random.default_rng(seed)

    def step(self) -> None:
        n = len(self)
        is_customer = col("standing") == m.CUSTOMER
        mean = self.agents.select(
            when(is_customer).then(col("rate") * (1 + col("failure") / 2)).otherwise(0.0)
        ).to_series()
        frame = self.agents.with_columns(
            pl.Series("contacts", self.rng.poisson(mean.to_numpy())),
            pl.Series("noise", self.rng.standard_normal(n, np.float32)),
            pl.Series("talk_draw", self.rng.random(n, np.float32)),
            pl.Series("draw", self.rng.random(n, np.float32)),
        )
        came = col("contacts") > 0
        met = (col("quality") + m.VISIT_NOISE * col("noise")).clip(0, 1)
        frame = frame.with_columns(
            failure=when(came).then((met < m.FAILED_BELOW).cast(pl.Int8)).otherwise(col("failure")),
            experience=col("experience")
            + when(came).then(m.EXPERIENCE_WEIGHT * (met - col("experience"))).otherwise(0),
        )
        gap = col("experience") - col("expectation")
        verdict = (
            m.VERDICT
            + m.VERDICT_OF_LEVEL * (col("experience") - m.QUALITY)
            + m.VERDICT_OF_GAP * when(gap < 0).then(m.LOSS * gap).otherwise(gap)
            + col("taste")
            - m.VERDICT_OF_FAILURE * col("failure")
        ).clip(0, 1)
        frame = frame.with_columns(
            satisfaction=col("satisfaction")
            + when(came).then(m.VERDICT_WEIGHT * (verdict - col("satisfaction"))).otherwise(0),
            expectation=col("expectation") + when(came).then(m.EXPECTATION_WEIGHT * gap).otherwise(0),
        )
        far = col("satisfaction") - m.TALK_NEUTRAL
        chance = m.TALK * (1 + when(far > 0).then(m.TALK_OF_DELIGHT * far).otherwise(-m.TALK_OF_DISMAY * far))
        part = when(is_customer).then(1.0).when(col("standing") == m.LAPSED).then(0.5).otherwise(0.0)
        advocacy = (m.ADVOCACY + m.ADVOCACY_OF_SATISFACTION * (col("satisfaction") - m.SATISFACTION)).clip(0, 1)
        frame = frame.with_columns(voice=when(col("talk_draw") < part * chance).then(2 * advocacy - 1).otherwise(0.0))
        frame = frame.with_columns(
            words=pl.sum_horizontal([col("voice").gather(col(f"listens_{k}")) for k in range(m.NEIGHBOURS)])
        )
        frame = frame.with_columns(
            heard=m.HEARING * col("heard") + col("words"),
            satisfaction=when(is_customer)
            .then((col("satisfaction") + m.SATISFACTION_OF_WORD * col("words")).clip(0, 1))
            .otherwise(col("satisfaction")),
        )
        exponent = -m.LAPSE_OF_SATISFACTION * (col("satisfaction") - m.SATISFACTION) - col("barrier") + 0.5
        lapse = m.LAPSE * exponent.exp()
        part = when(col("standing") == m.LAPSED).then(0.5).otherwise(1.0)
        join = m.JOIN * (m.JOIN_OF_WORD * col("heard")).exp() * part
        spent = col("wallet") * (m.RECURRING + (1 - m.RECURRING) * col("contacts") / col("rate"))
        frame = frame.with_columns(
            lapses=is_customer & (col("draw") < lapse),
            joins=~is_customer & (col("draw") < join),
            spent=when(is_customer).then(spent).otherwise(0.0),
        )
        frame = frame.with_columns(
            standing=when(col("lapses"))
            .then(pl.lit(m.LAPSED, pl.Int8))
            .when(col("joins"))
            .then(pl.lit(m.CUSTOMER, pl.Int8))
            .otherwise(col("standing")),
            failure=when(col("joins")).then(pl.lit(0, pl.Int8)).otherwise(col("failure")),
            expectation=when(col("joins"))
            .then((0.70 + m.EXPECTATION_OF_WORD * col("heard")).clip(0, 1))
            .otherwise(col("expectation")),
        )
        self.agents = frame
        self.sums = frame.select(
            is_customer.sum().alias("customers"),
            col("satisfaction").filter(is_customer).sum(),
            col("lapses").sum(),
            col("joins").sum(),
            col("spent").sum().alias("spending"),
        ).row(0)


class MesaFramesSet(mf.ModelDF):
    """A mesa-frames model; ``week`` lives a week and returns its sums."""

    def __init__(self, market: m.Market, seed: int = 1) -> None:
        super().__init__(seed)
        self.people = People(self, market, seed)
        self.agents += self.people

    def week(self) -> tuple[float, ...]:
        self.agents.do("step")
        return tuple(float(x) for x in self.people.sums)
