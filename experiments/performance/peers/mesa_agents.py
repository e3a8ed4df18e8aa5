"""The week with one Mesa agent a person: everybody meets, then everybody decides."""

from __future__ import annotations

import math

import market as m
import mesa


def clip(x: float) -> float:
    return min(max(x, 0.0), 1.0)


class Person(mesa.Agent):
    """Somebody in the market of a unit."""

    def __init__(self, model: mesa.Model, quality: float, **start: float) -> None:
        super().__init__(model)
        self.quality = quality
        for name, value in start.items():
            setattr(self, name, value)
        self.contacts = 0
        self.voice = 0.0
        self.neighbours: list[Person] = []

    def meet(self) -> None:
        self.contacts = 0
        if self.standing == m.CUSTOMER:
            self.contacts = self.poisson(self.rate * (1 + self.failure / 2))
            if self.contacts:
                self.visit()
        self.speak()

    def poisson(self, mean: float) -> int:
        goal, chance, count = self.random.random(), math.exp(-mean), 0
        total = chance
        while total < goal and count < 100:
            count += 1
            chance *= mean / count
            total += chance
        return count

    def visit(self) -> None:
        met = clip(self.quality + m.VISIT_NOISE * self.random.gauss(0, 1))
        self.failure = 1 if met < m.FAILED_BELOW else 0
        self.experience += m.EXPERIENCE_WEIGHT * (met - self.experience)
        gap = self.experience - self.expectation
        if gap < 0:
            gap *= m.LOSS
        verdict = clip(
            m.VERDICT
            + m.VERDICT_OF_LEVEL * (self.experience - m.QUALITY)
            + m.VERDICT_OF_GAP * gap
            + self.taste
            - m.VERDICT_OF_FAILURE * self.failure
        )
        self.satisfaction += m.VERDICT_WEIGHT * (verdict - self.satisfaction)
        self.expectation += m.EXPECTATION_WEIGHT * (self.experience - self.expectation)

    def speak(self) -> None:
        self.voice = 0.0
        if self.standing == m.PROSPECT:
            return
        far = self.satisfaction - m.TALK_NEUTRAL
        chance = m.TALK * (1 + (m.TALK_OF_DELIGHT * far if far > 0 else -m.TALK_OF_DISMAY * far))
        if self.standing == m.LAPSED:
            chance /= 2
        if self.random.random() < chance:
            advocacy = clip(m.ADVOCACY + m.ADVOCACY_OF_SATISFACTION * (self.satisfaction - m.SATISFACTION))
            self.voice = 2 * advocacy - 1

    def decide(self) -> None:
        words = sum([other.voice for other in self.neighbours])
        self.heard = m.HEARING * self.heard + words
        draw = self.random.random()
        model = self.model
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


class MesaAgents(mesa.Model):
    """A market of Mesa agents; ``week`` lives a week and returns its sums."""

    def __init__(self, market: m.Market, seed: int = 1) -> None:
        super().__init__(seed=seed)
        columns = {name: column.tolist() for name, column in market.columns().items()}
        ties = columns.pop("neighbours")
        quality = market.quality[market.unit].tolist()
        people = [
            Person(self, quality[i], **{name: column[i] for name, column in columns.items()})
            for i in range(len(quality))
        ]
        for person, others in zip(people, ties, strict=True):
            person.neighbours = [people[j] for j in others]

    def week(self) -> tuple[float, ...]:
        self.customers = self.satisfaction = self.lapses = self.joins = self.spending = 0
        self.agents.do("meet")
        self.agents.do("decide")
        return tuple(float(getattr(self, name)) for name in m.SUMS)
