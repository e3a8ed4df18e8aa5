"""The same seed gives the same bits, whatever the number of threads and whatever else runs."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from guarantees.update_golden import COMMAND, GOLDEN, golden_run
from guarantees.worlds import alive, bits, eventful, live, small, story
from ripple_sim.model.model import RippleModel
from ripple_sim.model.settling import SettledCache
from ripple_sim.model.week import ROWS_WORTH_A_THREAD

THREADS = (1, 2, 3, 5)


class CountingPool(ThreadPoolExecutor):
    """A pool that counts what it was given to do."""

    given = 0

    def submit(self, *args, **options):
        self.given += 1
        return super().submit(*args, **options)


@pytest.fixture(scope="module")
def stories_by_threads():
    large = eventful(small(units=5, front=30, members=66_000))
    assert large.market.members >= ROWS_WORTH_A_THREAD
    stories = {}
    for threads in THREADS:
        with CountingPool(threads) as pool:
            week = alive(large, threads=threads, pool=pool if threads > 1 else None)
            stories[threads] = story(week, 6)
            assert pool.given >= (6 * threads if threads > 1 else 0)
    return stories


@pytest.mark.parametrize("threads", THREADS[1:])
def test_the_number_of_threads_changes_no_bit(stories_by_threads, threads):
    assert stories_by_threads[threads] == stories_by_threads[1]


def test_the_same_seed_gives_the_same_bits_and_another_seed_does_not():
    company = eventful(small())
    first, again, other = (story(alive(company, seed), 20) for seed in (1, 1, 2))
    assert first == again
    assert first[0]["members"] != other[0]["members"]
    assert first[-1]["ledger"] != other[-1]["ledger"]


ONE, OTHER = eventful(small()), small(units=3, front=5, members=300)


@pytest.fixture(scope="module")
def alone():
    return story(alive(ONE, 1), 30), story(alive(OTHER, 2), 30)


def test_two_companies_living_in_turns_do_not_disturb_each_other(alone):
    one, other = alive(ONE, 1), alive(OTHER, 2)
    told = [(bits(live(one, 1)), bits(live(other, 1))) for _ in range(30)]
    assert [a for a, _ in told] == alone[0]
    assert [b for _, b in told] == alone[1]


def test_two_companies_in_two_threads_do_not_disturb_each_other(alone):
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(story, alive(ONE, 1), 30)
        other = pool.submit(story, alive(OTHER, 2), 30)
        assert (one.result(), other.result()) == alone


@pytest.fixture(scope="module")
def settled():
    """Settled companies, so that each is settled once."""
    return SettledCache()


def test_models_from_one_settled_company_share_nothing(settled):
    company = small()
    first, second = (RippleModel(company, 3, threads=1, settled=settled) for _ in range(2))
    before = bits(second.world)
    first.run_for_weeks(10)
    assert bits(second.world) == before
    second.run_for_weeks(10)
    assert bits(second.world) == bits(first.world)
    third = RippleModel(company, 3, threads=1, settled=settled)
    assert bits(third.world) == before


def test_agents_give_the_same_bits_as_compiled_loops(settled):
    company = eventful(small())
    compiled = RippleModel(company, 3, threads=1, settled=settled)
    agents = RippleModel(company, 3, threads=1, settled=settled, schedule="agents")
    for _ in range(8):
        compiled.step()
        agents.step()
        assert bits(agents.world) == bits(compiled.world)


def test_results_are_those_of_the_last_version():
    """The bakery's figures stand in a file, and the same file holds on every interpreter.

    They are compared to five digits: mathematics libraries differ in the last bit.
    """
    assert GOLDEN.exists(), f"there are no figures to compare with; '{COMMAND}' writes them"
    kept, now = json.loads(GOLDEN.read_text()), golden_run()
    changed = {
        name
        for name in kept.keys() | now.keys()
        if name not in kept or now.get(name) != pytest.approx(kept[name], rel=1e-5, abs=1e-9, nan_ok=True)
    }
    assert changed == set(), (
        f"the same scenario and seed give other numbers than before. If that is meant, run "
        f"'{COMMAND}' and say why and by how much under 'Results change' in CHANGELOG.md"
    )
