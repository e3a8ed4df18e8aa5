"""The week as a starsim module: states as arrays of people, a distribution for each decision."""

from __future__ import annotations

import market as m
import numpy as np
import starsim as ss


class Market(ss.Module):
    """Customers, lapsed customers and prospects; one step is a week."""

    def __init__(self, market: m.Market) -> None:
        super().__init__(name="market")
        self.start = market
        self.define_states(
            ss.IntArr("standing"),
            ss.FloatArr("rate"),
            ss.FloatArr("wallet"),
            ss.FloatArr("taste"),
            ss.FloatArr("barrier"),
            ss.FloatArr("quality"),
            ss.FloatArr("experience"),
            ss.FloatArr("expectation"),
            ss.FloatArr("satisfaction"),
            ss.BoolArr("failure", default=False),
            ss.FloatArr("heard"),
        )
        self.arrival = ss.random()
        self.visit_noise = ss.normal(0, m.VISIT_NOISE)
        self.talk = ss.bernoulli(p=self.chance_to_talk)
        self.decision = ss.random()

    @staticmethod
    def chance_to_talk(self, sim, uids):
        far = self.satisfaction[uids] - m.TALK_NEUTRAL
        chance = m.TALK * (1 + np.where(far > 0, m.TALK_OF_DELIGHT, -m.TALK_OF_DISMAY) * far)
        return np.where(self.standing[uids] == m.LAPSED, chance / 2, chance)

    def init_post(self) -> None:
        super().init_post()
        start = self.start
        for name, column in start.columns().items():
            if name != "neighbours":
                getattr(self, name)[:] = column
        self.quality[:] = start.quality[start.unit]
        self.neighbours = start.neighbours

    def step(self) -> None:
        customers = (self.standing == m.CUSTOMER).uids
        contacts = self.contacts(customers)
        came = customers[contacts > 0]
        self.serve(came)
        voice = np.zeros(len(self.sim.people), ss.dtypes.float)
        known = (self.standing != m.PROSPECT).uids
        speakers = known[self.draw(self.talk, "p", self.chance_to_talk, known)]
        advocacy = m.ADVOCACY + m.ADVOCACY_OF_SATISFACTION * (self.satisfaction[speakers] - m.SATISFACTION)
        voice[speakers] = 2 * np.clip(advocacy, 0, 1) - 1
        words = voice[self.neighbours].sum(axis=1)
        self.heard[:] = m.HEARING * self.heard.values + words
        self.satisfaction[customers] = np.clip(
            self.satisfaction[customers] + m.SATISFACTION_OF_WORD * words[customers], 0, 1
        )
        spent = self.wallet[customers] * (m.RECURRING + (1 - m.RECURRING) * contacts / self.rate[customers])
        others = (self.standing != m.CUSTOMER).uids
        exponent = -m.LAPSE_OF_SATISFACTION * (self.satisfaction[customers] - m.SATISFACTION)
        exponent -= self.barrier[customers] - 0.5
        chance = m.JOIN * np.exp(m.JOIN_OF_WORD * self.heard[others])
        chance = np.where(self.standing[others] == m.LAPSED, chance / 2, chance)
        draw = self.decision.rvs(len(self.sim.people))
        lapses = customers[draw[customers] < m.LAPSE * np.exp(exponent)]
        joins = others[draw[others] < chance]
        self.standing[lapses] = m.LAPSED
        self.standing[joins] = m.CUSTOMER
        self.failure[joins] = False
        self.expectation[joins] = np.clip(0.70 + m.EXPECTATION_OF_WORD * self.heard[joins], 0, 1)
        now = (self.standing == m.CUSTOMER).uids
        self.sums = (len(now), self.satisfaction[now].sum(), len(lapses), len(joins), spent.sum())

    def contacts(self, customers: ss.uids) -> np.ndarray:
        """Invert the Poisson distribution at one draw each: ten times as fast as its quantile function."""
        goal = self.arrival.rvs(customers)
        chance = np.exp(-self.rate[customers] * (1 + self.failure[customers] / 2))
        mean = -np.log(chance)
        total = chance.copy()
        contacts = np.zeros(len(customers))
        waiting = np.flatnonzero(goal > total)
        while waiting.size:
            contacts[waiting] += 1
            chance[waiting] *= mean[waiting] / contacts[waiting]
            total[waiting] += chance[waiting]
            waiting = waiting[goal[waiting] > total[waiting]]
        return contacts

    def draw(self, decision: ss.Dist, parameter: str, value, uids: ss.uids) -> np.ndarray:
        """Draw for some people; with one stream starsim counts them only, so the values are given as an array."""
        if not ss.options.single_rng:
            return decision.rvs(uids)
        decision.set(**{parameter: np.asarray(value(self, self.sim, uids))})
        return decision.rvs(len(uids))

    def serve(self, came: ss.uids) -> None:
        met = np.clip(self.quality[came] + self.visit_noise.rvs(came), 0, 1)
        failed = met < m.FAILED_BELOW
        experience = self.experience[came]
        experience = experience + m.EXPERIENCE_WEIGHT * (met - experience)
        gap = experience - self.expectation[came]
        gap = np.where(gap < 0, m.LOSS * gap, gap)
        verdict = m.VERDICT + m.VERDICT_OF_LEVEL * (experience - m.QUALITY) + m.VERDICT_OF_GAP * gap
        verdict = np.clip(verdict + self.taste[came] - m.VERDICT_OF_FAILURE * failed, 0, 1)
        self.satisfaction[came] = self.satisfaction[came] + m.VERDICT_WEIGHT * (verdict - self.satisfaction[came])
        self.expectation[came] = self.expectation[came] + m.EXPECTATION_WEIGHT * (experience - self.expectation[came])
        self.experience[came] = experience
        self.failure[came] = failed


class StarsimModule:
    """A starsim simulation, stepped week by week."""

    common_random_numbers = True

    def __init__(self, market: m.Market, seed: int = 1) -> None:
        ss.options(single_rng=not self.common_random_numbers)
        self.market = Market(market)
        self.sim = ss.Sim(
            n_agents=market.standing.size,
            modules=self.market,
            rand_seed=seed,
            dt=ss.week,
            start="2020-01-01",
            dur=ss.weeks(400),
            verbose=0,
            use_aging=False,
            copy_inputs=False,
        )
        self.sim.init()
        self.functions = int((self.sim.loop.plan.ti == 0).sum())

    def week(self) -> tuple[float, ...]:
        for _ in range(self.functions):
            self.sim.loop.run_one_step()
        return tuple(float(x) for x in self.market.sums)


class StarsimSingleStream(StarsimModule):
    """The same with one stream of random numbers for all."""

    common_random_numbers = False
