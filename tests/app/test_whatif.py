"""Plans compared within a visit, without a browser."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator

import pytest

from ripple_sim.app.pages.whatif.answer import TILES, outcome_rows, tile
from ripple_sim.app.pages.whatif.futures_chart import fan_option, span_of
from ripple_sim.app.session import Visit, plan_studies, planning, sharing
from ripple_sim.app.session.whatif import WhatIf
from ripple_sim.app.session.workers import close_workers
from ripple_sim.app.words import words_in
from ripple_sim.scenario.files import load
from ripple_sim.scenario.plans import load_plan
from ripple_sim.study.compare import Comparison, compare
from ripple_sim.study.compare.outcomes import OUTCOMES

SHORT = load_plan("pay-cut").model_copy(update={"weeks": 16})
OTHER = load_plan("lip-service").model_copy(update={"weeks": 16})
PAIRS = 8


@pytest.fixture
def asking() -> Iterator[WhatIf]:
    visit = Visit()
    visit.open("bakery")
    yield visit.keep(WhatIf)
    visit.close()
    close_workers()


def until(holds: Callable[[], object], seconds: float = 120) -> None:
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds
        time.sleep(0.02)


def test_the_numbers_are_those_of_the_command_and_first_ones_come_early(asking: WhatIf) -> None:
    asking.take(sharing.Shared(load("bakery"), (SHORT,), PAIRS))
    early: list[Comparison] = []
    asking.visit.when_changed(lambda: early.append(asking.so_far) if asking.so_far else None)
    assert asking.result is None
    assert asking.compare()
    until(lambda: not asking.running)
    result, told = asking.result, compare("bakery", SHORT, pairs=PAIRS)
    assert result is not None
    assert result.say() == told.say()
    assert result.conditions() == told.conditions()
    for name, values in told.values().items():
        assert (result.values()[name] == values).all() or name == "return_on_investment"
    assert {look.pairs for look in early} == {plan_studies.LOOKS[0]}
    words = words_in("en")
    rows = {row[0]: row for row in outcome_rows(words, result, "pay-cut")}
    profit = told.outcomes()["profit"]
    assert rows["Profit"][1] == words.money_change(profit.value, "EUR")
    assert rows["Profit"][2] == (
        f"{words.money_change(profit.interval_80[0], 'EUR')} to {words.money_change(profit.interval_80[1], 'EUR')}"
    )
    option, facts = fan_option(words, result, "pay-cut", span_of(result))
    assert len(option["series"]) == len(facts)
    read = [one for one, fact in zip(option["series"], facts, strict=True) if "hidden" not in fact]
    assert [one["name"] for one in read] == ["Mean", "80 %: from", "80 %: to", "95 %: from", "95 %: to"]

    # What is written later leaves the answer as it was, and says that it is an older one.
    assert not asking.outdated
    assert "compared=yes" in asking.address
    asking.write(lambda plan, base: planning.changed(plan, base, 0, {"start": 2}))
    assert asking.outdated
    assert "compared" not in asking.address
    assert asking.result is result

    archive = zipfile.ZipFile(io.BytesIO(plan_studies.data_of(result, print)))
    assert {"comparison/outcomes.csv", "comparison/comparison.nc"} <= set(archive.namelist())


def test_a_comparison_can_be_stopped(asking: WhatIf) -> None:
    asking.take(sharing.Shared(load("bakery"), (load_plan("pay-cut"),), 480))
    asking.compare()
    until(lambda: asking.progress[0] > 0)
    asking.cancel()
    until(lambda: not asking.running, 10)
    assert asking.job is not None
    assert asking.job.state == "cancelled"
    assert asking.result is None


def test_what_does_not_go_together_is_said(asking: WhatIf) -> None:
    asking.take(sharing.Shared(load("bakery"), (SHORT,), PAIRS))
    elsewhere = OTHER.model_copy(update={"context": {"market.churn_per_year": 0.1}})
    asking.add(elsewhere)
    assert not asking.compare()
    assert "made for different circumstances" in str(asking.problem)
    asking.remove(elsewhere.name)
    huge = OTHER.model_copy(update={"context": {"market.members": 5_000_000}})
    asking.remove(SHORT.name)
    asking.add(huge)
    assert not asking.compare()
    assert "5,000,000 market members" in str(asking.problem)


def test_plans_are_added_refused_and_removed(asking: WhatIf) -> None:
    asking.visit.seed = 1  # no example, which would go on living pairs
    asking.follow()
    assert [plan.name for plan in asking.plans] == ["coaching-everywhere"]
    asking.add_bundled("no-such-plan")
    assert "there is no plan" in str(asking.problem)
    asking.add_text("mine.toml", "name = 'mine'\nweaks = 3\n")
    assert "weaks" in str(asking.problem)
    asking.begin_own()
    asking.write(lambda plan, base: planning.with_lever(plan, base, "coaching"))
    assert asking.plan is not None
    assert asking.plan.name == "plan-1"
    good = asking.plan
    assert not asking.write(lambda plan, base: planning.changed(plan, base, 0, {"start": 999}))
    assert "after the horizon" in str(asking.problem)
    assert asking.plan == good
    asking.add_bundled("pay-cut")
    asking.add_bundled("lip-service")
    asking.add_bundled("skills-training")
    assert "4 plans already" in str(asking.problem)
    asking.remove("plan-1")
    assert len(asking.plans) == 3
    asking.visit.open("bakery")
    asking.follow()
    assert len(asking.plans) == 3


def test_tiles_tell_the_payback_of_the_sentence_and_the_whole_cost() -> None:
    """The tile said "Break-even: month 12" beside a chance of 23 % of paying back."""
    plan = load_plan("coaching-everywhere").model_copy(update={"weeks": 16})
    result, words = compare("bakery", plan, SHORT, pairs=4), words_in("en")
    for name in result.plans:
        tiles = {key: tile(words, result, name, key) for key in TILES}
        outcomes = result.outcomes(name)
        assert list(tiles) == ["profit", "payback_month", "pays_back", "cost", "hours_at_wage"]
        assert tiles["payback_month"].label == "Payback"
        assert tiles["cost"].value == words.money_change(outcomes["cost"].value, "EUR")
        for one in ("profit", "payback_month", "cost", "hours_at_wage"):
            assert "80 % of futures" in (tiles[one].change or "")
    told = {one.label.partition(":")[0] for one in OUTCOMES}
    assert {"Payback", "Turning point"} <= told
    assert not [label for label in told if "even" in label]
