"""The week with one AgentPy agent a person."""

from __future__ import annotations

import math

import agentpy as ap
import market as m
from mesa_agents import clip


class Person(ap.Agent):
    """Somebody in the market of a unit; the model gives the start."""

    def setup(self) -> None:
        self.contacts = 0
        self.voice = 0.0

    def meet(self) -> None:
        draws = self.model.random
        self.contacts = 0
        if self.standing == m.CUSTOMER:
            mean = self.rate * (1 + self.failure / 2)
            goal, chance = draws.random(), math.exp(-mean)
            total, count = chance, 0
            while total < goal and count < 100:
                count += 1
                chance *= mean / count
                total += chance
            self.contacts = count
            if count:
                self.visit(draws.gauss(0, 1))
        self.voice = 0.0
        if self.standing == m.PROSPECT:
            return
        far = self.satisfaction - m.TALK_NEUTRAL
        chance = m.TALK * (1 + (m.TALK_OF_DELIGHT * far if far > 0 else -m.TALK_OF_DISMAY * far))
        if draws.random() < (chance / 2 if self.standing == m.LAPSED else chance):
            self.voice = 2 * clip(m.ADVOCACY + m.ADVOCACY_OF_SATISFACTION * (self.satisfaction - m.SATISFACTION)) - 1

    def visit(self, noise: float) -> None:
        met = clip(self.quality + m.VISIT_NOISE * noise)
        self.failure = 1 if met < m.FAILED_BELOW else 0
        self.experience += m.EXPERIENCE_WEIGHT * (met - self.experience)
        gap = self.experience - self.expectation
        verdict = m.VERDICT + m.VERDICT_OF_LEVEL * (self.experience - m.QUALITY) + self.taste
        verdict += m.VERDICT_OF_GAP * (gap * m.LOSS if gap < 0 else gap) - m.VERDICT_OF_FAILURE * self.failure
        self.satisfaction += m.VERDICT_WEIGHT * (clip(verdict) - self.satisfaction)
        self.expectation += m.EXPECTATION_WEIGHT * gap

    def decide(self) -> None:
        model = self.model
        words = sum([other.voice for other in self.neighbours])
        self.heard = m.HEARING * self.heard + words
        draw = model.random.random()
        if self.standing == m.CUSTOMER:
            self.satisfaction = clip(self.satisfaction + m.SATISFACTION_OF_WORD * words)
            model.spending += self.wallet * (m.RECURRING + (1 - m.RECURRING) * self.contacts / self.rate)
            exponent = -m.LAPSE_OF_SATISFACTION * (self.satisfaction - m.SATISFACTION) - (self.barrier - 0.5)
            if draw < m.LAPSE * math.exp(exponent):
                self.standing = m.LAPSED
                model.lapses += 1
        else:
            chance = m.JOIN * math.exp(m.JOIN_OF_WORD * self.heard)
            if draw < (chance / 2 if self.standing == m.LAPSED else chance):
                self.standing, self.failure = m.CUSTOMER, 0
                self.expectation = clip(0.70 + m.EXPECTATION_OF_WORD * self.heard)
                model.joins += 1
        if self.standing == m.CUSTOMER:
            model.customers += 1
            model.satisfaction += self.satisfaction


class AgentPyAgents(ap.Model):
    """A market of AgentPy agents; ``week`` lives a week and returns its sums."""

    def __init__(self, market: m.Market, seed: int = 1) -> None:
        super().__init__({"market": market, "seed": seed})
        self.sim_setup()

    def setup(self) -> None:
        market = self.p.market
        columns = {name: column.tolist() for name, column in market.columns().items()}
        ties = columns.pop("neighbours")
        columns["quality"] = market.quality[market.unit].tolist()
        self.people = ap.AgentList(self, len(ties), Person)
        for name, column in columns.items():
            setattr(self.people, name, ap.AttrIter(column))
        for person, others in zip(self.people, ties, strict=True):
            person.neighbours = [self.people[j] for j in others]

    def week(self) -> tuple[float, ...]:
        self.customers = self.satisfaction = self.lapses = self.joins = self.spending = 0
        self.people.meet()
        self.people.decide()
        return tuple(float(getattr(self, name)) for name in m.SUMS)
