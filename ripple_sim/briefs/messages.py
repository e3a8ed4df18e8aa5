"""The sentences of a brief. All of them are put together here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ripple_sim.scenario.interventions import Intervention, Shock
from ripple_sim.scenario.plan_words import said_of_intervention, said_of_shock
from ripple_sim.scenario.schema import Scenario, parameters
from ripple_sim.study.compare.messages import mostly, plan_name
from ripple_sim.study.core.horizon import horizon_in_words
from ripple_sim.study.explain.links import LAYERS
from ripple_sim.study.explain.tables import ordered
from ripple_sim.wording import ENGLISH, sentences
from ripple_sim.wording.english import money

if TYPE_CHECKING:
    from ripple_sim.briefs.content import BriefContent

_LETTERS_OF_A_HASH = 16


def title(brief: BriefContent) -> str:
    """Return plan and company in one line."""
    company = brief.compared.worlds.baseline
    return f"{plain_name(brief)} in {company.title or company.name}"


def plain_name(brief: BriefContent) -> str:
    """Return the plan's title, or its name as it stands at the beginning of a sentence."""
    return brief.compared.worlds.title(brief.plan) or plan_name(brief.plan)


def question(brief: BriefContent) -> str:
    """Return what is asked."""
    within = horizon_in_words(brief.compared.weeks)
    words = brief.compared.worlds.title(brief.plan) or brief.plan.replace("-", " ")
    if len(brief.compared.plans) > 1:
        return (
            f"Which of {len(brief.compared.plans)} plans is best in {within}, and what does "
            f"“{words}” do to profit, people and customers?"
        )
    return f"What does “{words}” do to profit, people and customers in {within}?"


def answer(brief: BriefContent) -> str:
    """Return the answer, with what most of it comes from where that says why the plan pays."""
    compared = brief.compared
    said = compared.say(brief.plan)
    if len(compared.plans) > 1 and brief.plan == compared.plans[compared.number() - 1]:
        # Where going on without any plan is best, the whole answer is silent about this one.
        whole = compared.say()
        said = whole if said in whole else f"{whole} {said}"
    if brief.why and (because := brief.why.because()) and _brings_more_than_it_costs(brief):
        return sentences(ENGLISH, said, mostly(because))
    return said


def _brings_more_than_it_costs(brief: BriefContent) -> bool:
    """Say whether the profit difference is a gain, clearly."""
    return brief.number("profit", "interval_80_low") > 0


def planned_of(brief: BriefContent) -> Scenario:
    """Return the company under the plan."""
    return brief.compared.worlds.planned[brief.compared.number(brief.plan) - 1]


def done(brief: BriefContent) -> tuple[str, ...]:
    """Return what the plan does beyond the baseline, one sentence for each intervention."""
    planned, baseline = planned_of(brief), brief.compared.worlds.baseline
    before: list[Intervention | Shock] = [*baseline.interventions, *baseline.shocks]
    said = [said_of_intervention(one, planned) for one in planned.interventions if one not in before]
    said += [said_of_shock(one, planned) for one in planned.shocks if one not in before]
    return tuple(f"{one[:1].upper()}{one[1:]}" for one in said)


def limits(brief: BriefContent) -> tuple[str, ...]:
    """Return assumptions and limits, one sentence each."""
    kinds = Counter(one.kind for one in parameters() if one.path.startswith("behaviour."))
    more = (*_of_parts(brief), *_of_tornado(brief))
    return (
        *brief.compared.conditions(),
        *more,
        f"How people and customers behave rests on {kinds.total()} coefficients: "
        f"{kinds['given']} from published figures, {kinds['fitted']} fitted to published facts, "
        f"{kinds['guess']} plausible guesses. Trust directions, delays and comparisons more than "
        "levels.",
    )


def _of_parts(brief: BriefContent) -> Iterator[str]:
    """Yield what holds for the parts along the chain."""
    why = brief.why
    if why is None:
        return
    yield why.conditions()[1]
    if (why.pairs, why.seed) != (brief.compared.pairs, brief.compared.seed):
        yield (
            f"The parts rest on {why.pairs} pairs (seed {why.seed}), so their "
            f"sum, {money(why.total.mean, brief.currency)}, differs at random from the profit of "
            "the comparison."
        )


def _of_tornado(brief: BriefContent) -> Iterator[str]:
    """Yield what holds for the tornado."""
    tornado = brief.tornado
    if tornado is None:
        return
    about = tornado.found.about
    yield (
        f"What it depends on most: method {tornado.method}, n = {tornado.n}, "
        f"worlds at each point: {about.replications}, seed {about.seed}; the intervals are about "
        "which points were drawn, not about random draws within them."
    )


def origin(brief: BriefContent) -> tuple[tuple[str, str], ...]:
    """Return what it takes to get the same numbers again: names and values."""
    manifest = brief.manifest
    versions = ", ".join(f"{name} {version}" for name, version in manifest.versions.items())
    return (
        ("Seed", str(manifest.seed)),
        ("Pairs of worlds", str(brief.compared.pairs)),
        ("Computed", manifest.started[:10]),
        ("Versions", versions),
        ("Baseline", f"{manifest.scenario} {manifest.scenario_hash}"),
        ("With the plan", f"({brief.plan}) {planned_of(brief).hash()}"),
        ("Hash of all numbers", manifest.numbers[:_LETTERS_OF_A_HASH]),
    )


def chart_words(brief: BriefContent) -> str:
    """Return in words what the range chart shows."""
    mean = brief.cumulated["mean"].to_numpy()
    lowest = int(mean.argmin())

    def profit(what: str) -> str:
        return money(brief.number("profit", what), brief.currency)

    return (
        "Line chart of the profit difference, plan less baseline, cumulated by month. The mean is "
        f"lowest in month {lowest + 1} at {money(mean[lowest], brief.currency)} and ends at "
        f"{profit('value')}, with an 80 % interval from {profit('interval_80_low')} to "
        f"{profit('interval_80_high')}; 80 % of simulated futures end between "
        f"{profit('single_80_low')} and {profit('single_80_high')}."
    )


def path_words(brief: BriefContent) -> str:
    """Return in words what the path chart shows."""
    if brief.why is None:
        return ""
    said = [
        f"{part.label} {money(part.mean, brief.currency)}" for layer in LAYERS for part in ordered(brief.why, layer)
    ]
    return "Path chart from the plan over service to profit: " + "; ".join(said) + "."


def tornado_words(brief: BriefContent) -> str:
    """Return in words what the tornado shows."""
    if brief.tornado is None:
        return ""
    names = ", ".join(bar.label for bar in brief.bars)
    return f"Bar chart, strongest first: {names}."
