"""Watch as an address and back, and what an address can't do."""

import numpy as np
import pytest

from ripple_sim.app.session import Visit
from ripple_sim.app.session.company import Company
from ripple_sim.app.session.moves import Blow, Move, Moves
from ripple_sim.app.session.visit import company_of
from ripple_sim.app.session.watch_address import Watched, address_of, bring_about, read_address
from ripple_sim.scenario.files import load, to_toml
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.schema import Scenario


@pytest.fixture
def visit() -> Visit:
    made = Visit()
    made.open("bakery")
    return made


def test_whoever_opens_it_sees_the_same_company(visit: Visit) -> None:
    visit.move("trust", 0.8)
    visit.go_to(30)
    visit.move("trust", 0.7)
    visit.move("coaching", 1.5)
    visit.start_shock("flu", 0.2, 4)
    visit.go_to(44)
    other = Visit()
    other.open_first()
    bring_about(other, read_address(address_of(visit)))
    assert (other.base, other.week, other.moves) == (visit.base, 44, visit.moves)
    for table in ("employees", "managers", "members", "units", "company"):
        for mine, theirs in ((visit.company, other.company), (visit.twin, other.twin)):
            one, two = getattr(mine.world, table), getattr(theirs.world, table)
            assert np.array_equal(one.view(np.uint8), two.view(np.uint8))


def test_an_address_is_lived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lived: list[str] = []
    step = Company.step

    def counted(company: Company) -> None:
        lived.append(company.scenario.name)
        step(company)

    monkeypatch.setattr(Company, "step", counted)
    visit = Visit()
    bring_about(visit, read_address("company=bakery&week=9&move=3.trust.0.8"))
    visit.open_first()
    assert (visit.base.name, visit.week, visit.beginnings) == ("bakery", 9, 1)
    assert visit.moves.moves == (Move(3, "trust", 0.8),)
    assert lived == ["bakery"] * 9 * 2  # and its twin
    bring_about(visit, read_address("company=bakery&week=9"))
    assert visit.moves, "what was done is not thrown away"
    assert visit.beginnings == 1


def test_an_address_that_asks_for_nothing_leaves_the_first_company() -> None:
    visit = Visit()
    bring_about(visit, read_address("company=bakry&week=9"))
    assert not visit.opened
    visit.open_first()
    assert (visit.week, visit.beginnings) == (26, 1)
    bring_about(visit, read_address(address_of(visit)))
    assert visit.beginnings == 1


def test_moves_that_cannot_be_made_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(moves: Moves, base: Scenario) -> Scenario:
        if moves:
            raise RippleError("it can't be done to this company")
        return base

    monkeypatch.setattr(Moves, "applied", refuse)
    visit = Visit()
    bring_about(visit, read_address("company=bakery&week=9&move=3.trust.0.8"))
    assert (visit.base.name, visit.week, visit.moves) == ("bakery", 9, Moves())


def test_a_company_of_ones_own_is_in_its_address(visit: Visit) -> None:
    own = load("bakery").with_values({"market.members": 700})
    visit.open_company(company_of(to_toml(own), "own.toml"))
    assert read_address(address_of(visit)).company == own


def test_what_was_done_is_not_thrown_away(visit: Visit) -> None:
    visit.move("trust", 0.8)
    done = visit.moves
    bring_about(visit, read_address("company=call-centre&week=60"))
    assert (visit.base.name, visit.moves) == ("bakery", done)


@pytest.mark.parametrize("search", ["", "move=1.trust.1", "company=bakery&" + "move=1.trust.1&" * 800])
def test_what_there_is_not_asks_for_nothing(search: str) -> None:
    assert read_address(search) == Watched()


def test_numbers_are_held_within_their_ranges() -> None:
    found = read_address(
        "company=bakery&week=99999&move=3.trust.7&move=x.trust.0.5&move=4.trust.nan&move=4.flu.1"
        "&move=5.trust&move=900.job.0.5&shock=3.flu.9.9999&shock=3.trust.1.1&shock=2.flu&shock="
    )
    assert found.week == load("bakery").weeks
    assert found.moves.moves == (Move(3, "trust", 1.0), Move(0, "trust", 0.5))
    (blow,) = found.moves.blows
    assert blow == Blow(3, "flu", blow.size, 520)
    assert 0 < blow.size <= 1
