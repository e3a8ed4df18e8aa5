"""Pairs of worlds for many plans at once, and what they say about claims."""

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from scipy.special import stdtrit

from ripple_sim.model.records import LEDGER
from ripple_sim.model.settling import SettledCache
from ripple_sim.observe.metrics import BY_NAME
from ripple_sim.observe.recorder import worked_out
from ripple_sim.scenario.files import load
from ripple_sim.scenario.interventions import Intervention
from ripple_sim.scenario.plans import load_plan
from ripple_sim.study.core.pairs import live_pairs

MIRRORED = " mirrored"


@dataclass(frozen=True)
class Finding:
    """What pairs say about a claim: its size per pair in the claimed direction."""

    claim: object
    sizes: np.ndarray

    @property
    def mean(self):
        return float(self.sizes.mean())

    @property
    def surely(self):
        """The lower end of the mean's 95 % interval; above zero if the claim holds."""
        count = len(self.sizes)
        error = self.sizes.std(ddof=1) / np.sqrt(count)
        return self.mean - float(stdtrit(count - 1, 0.975)) * error

    def __str__(self):
        return f"{self.claim}: {self.mean:.4g}, at least {self.surely:.4g} with 97.5 %"


def findings(claims, pairs, seed=0):
    """Return what pairs say about claims: a list of :class:`Finding` for each plan's name.

    Parameters
    ----------
    claims
        A plan's name to its claims.
    pairs
        How many worlds with luck of their own; all plans with one baseline share them.
    """
    cache = SettledCache()
    found = {}
    plans = sorted(_plans(claims), key=lambda known: repr(known[1:3]))
    for _, group in groupby(plans, key=lambda known: repr(known[1:3])):
        group = list(group)
        names = ["", *(name for name, *_ in group)]
        worlds = (group[0][2], *(planned for *_, planned in group))
        asked = {
            (claim.metric, weeks, units)
            for name in names[1:]
            for claim in claims.get(name, ())
            for weeks in filter(None, (claim.weeks, claim.than))
            for units in {claim.units, claim.further}
        }
        values = live_pairs(
            lambda _, worlds=worlds: worlds,
            range(pairs),
            worlds[0].weeks,
            lambda books, asked=asked: {one: [_value(book, *one) for book in books] for one in asked},
            seed=seed,
            settled=cache,
        )
        together = {one: np.array([pair[one] for pair in values]) for one in asked}
        for name in names[1:]:
            if name in claims:
                found[name] = [Finding(claim, _sizes(claim, name, names, together)) for claim in claims[name]]
    return found


def _plans(claims):
    """Yield name, company, baseline and planned scenario of all worlds that claims need."""
    wanted = {*claims, *(claim.beside for of_plan in claims.values() for claim in of_plan)}
    for name in sorted(wanted - {""}):
        plan = load_plan(name)
        base = load(plan.base)
        yield name, plan.base, plan.baseline(base), plan.applied(base)
        if any(claim.mirrored for claim in claims.get(name, ())):
            turned = tuple(
                Intervention.model_validate({**change.model_dump(), "change": -change.change})
                for change in plan.interventions
            )
            mirrored = plan.model_copy(update={"interventions": turned})
            yield name + MIRRORED, plan.base, plan.baseline(base), mirrored.applied(base)


def _value(book, metric, weeks, units):
    """Return a metric over a window, as the ratio of sums."""
    columns = [unit - 1 for unit in units] or slice(None)
    window = book[weeks[0] - 1 : weeks[1], columns]
    metric = BY_NAME[metric]
    sums = np.zeros((1, window.shape[1]), LEDGER)
    for part in {*metric.of, *metric.minus, *metric.per}:
        sums[part] = window[part].sum(axis=0)
    value = float(worked_out(metric, sums, over_units=True)[0])
    return value if metric.per else value / len(window)


def _sizes(claim, name, names, values):
    sign = 1 if claim.up else -1

    def change(weeks, units=claim.units):
        of_worlds = values[(claim.metric, weeks, units)]
        base = of_worlds[:, names.index(claim.beside)]
        size = of_worlds[:, names.index(name)] - base
        if claim.mirrored:
            size = size + of_worlds[:, names.index(name + MIRRORED)] - base
        return sign * size

    sizes = change(claim.weeks)
    if claim.than:
        sizes = sizes - claim.times * change(claim.than)
    if claim.further:
        sizes = sizes - change(claim.weeks, claim.further)
    return sizes
