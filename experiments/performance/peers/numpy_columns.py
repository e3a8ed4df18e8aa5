"""The week on NumPy columns: one array a quantity, one generator, masks where few are concerned."""

from __future__ import annotations

import market as m
import numpy as np
from numpy.typing import NDArray


class NumpyColumns:
    """A market as plain arrays; ``week`` lives a week and returns its sums, in the order of ``SUMS``."""

    def __init__(self, market: m.Market, seed: int = 1) -> None:
        self.quality = market.quality[market.unit]
        for name, column in market.columns().items():
            setattr(self, name, self.keep(name, column))
        self.rng = np.random.default_rng(seed)

    def keep(self, name: str, column: NDArray[np.generic]) -> NDArray[np.generic]:
        """Return the array in which a column lives."""
        return column.copy()

    def week(self) -> tuple[float, ...]:
        n = self.standing.size
        customer = self.standing == m.CUSTOMER
        came = np.flatnonzero(customer & (self.draw_contacts(customer) > 0))
        self.serve(came)
        spoken = self.speak()
        words = spoken[self.neighbours].sum(axis=1)
        self.heard *= m.HEARING
        self.heard += words
        self.satisfaction[customer] = np.clip(self.satisfaction + m.SATISFACTION_OF_WORD * words, 0, 1)[customer]
        spent = np.where(customer, self.wallet * (m.RECURRING + (1 - m.RECURRING) * self.contacts / self.rate), 0)
        draw = self.rng.random(n, np.float32)
        exponent = -m.LAPSE_OF_SATISFACTION * (self.satisfaction - m.SATISFACTION) - (self.barrier - 0.5)
        lapses = customer & (draw < m.LAPSE * np.exp(exponent))
        chance = m.JOIN * np.exp(m.JOIN_OF_WORD * self.heard) * np.where(self.standing == m.LAPSED, 0.5, 1)
        joins = ~customer & (draw < chance)
        self.standing[lapses] = m.LAPSED
        self.standing[joins] = m.CUSTOMER
        self.failure[joins] = 0
        self.expectation[joins] = np.clip(0.70 + m.EXPECTATION_OF_WORD * self.heard[joins], 0, 1)
        customer = self.standing == m.CUSTOMER
        return (
            float(customer.sum()),
            float(self.satisfaction[customer].sum(dtype=float)),
            float(lapses.sum()),
            float(joins.sum()),
            float(spent.sum(dtype=float)),
        )

    def draw_contacts(self, customer: NDArray[np.bool_]) -> NDArray[np.int64]:
        mean = np.where(customer, self.rate * (1 + self.failure / 2), 0)
        self.contacts = self.rng.poisson(mean)
        return self.contacts

    def serve(self, came: NDArray[np.int64]) -> None:
        noise = self.rng.standard_normal(came.size, np.float32)
        met = np.clip(self.quality[came] + m.VISIT_NOISE * noise, 0, 1)
        failed = met < m.FAILED_BELOW
        experience = self.experience[came]
        experience += m.EXPERIENCE_WEIGHT * (met - experience)
        gap = experience - self.expectation[came]
        gap = np.where(gap < 0, m.LOSS * gap, gap)
        verdict = m.VERDICT + m.VERDICT_OF_LEVEL * (experience - m.QUALITY) + m.VERDICT_OF_GAP * gap + self.taste[came]
        verdict = np.clip(verdict - m.VERDICT_OF_FAILURE * failed, 0, 1)
        self.satisfaction[came] += m.VERDICT_WEIGHT * (verdict - self.satisfaction[came])
        self.expectation[came] += m.EXPECTATION_WEIGHT * (experience - self.expectation[came])
        self.experience[came] = experience
        self.failure[came] = failed

    def speak(self) -> NDArray[np.float32]:
        dismay = np.maximum(m.TALK_NEUTRAL - self.satisfaction, 0)
        delight = np.maximum(self.satisfaction - m.TALK_NEUTRAL, 0)
        chance = m.TALK * (1 + m.TALK_OF_DISMAY * dismay + m.TALK_OF_DELIGHT * delight)
        chance *= np.array([0.0, 1.0, 0.5], np.float32)[self.standing]
        talks = self.rng.random(chance.size, np.float32) < chance
        advocacy = np.clip(m.ADVOCACY + m.ADVOCACY_OF_SATISFACTION * (self.satisfaction - m.SATISFACTION), 0, 1)
        return np.where(talks, 2 * advocacy - 1, 0).astype(np.float32)
