"""How strongly a dated change is in force: it starts, builds up, holds, and fades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ripple_sim.scenario.interventions import Dated, Intervention, Reach, Shock

LENGTHS = st.integers(0, 60)
DATED = st.builds(Dated, start=LENGTHS, ramp=LENGTHS, duration=st.none() | st.integers(1, 60), decay=LENGTHS)


def strengths(dated: Dated) -> list[float]:
    return [dated.strength(week) for week in range(250)]


@given(DATED)
def test_strength_is_a_share(dated: Dated) -> None:
    assert all(0.0 <= strength <= 1.0 for strength in strengths(dated))


@given(DATED)
def test_nothing_before_the_start_and_something_in_the_first_week(dated: Dated) -> None:
    assert all(dated.strength(week) == 0.0 for week in range(dated.start))
    assert dated.strength(dated.start) == pytest.approx(1 / (dated.ramp + 1))


@given(DATED)
def test_it_rises_to_its_end_and_falls_from_there(dated: Dated) -> None:
    end = 250 if dated.duration is None else dated.start + dated.duration
    whole = strengths(dated)
    rising, falling = whole[:end], whole[end:]
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    if falling:
        assert falling[0] <= rising[-1]


@given(DATED)
def test_it_is_in_full_force_once_built_up(dated: Dated) -> None:
    full = dated.start + dated.ramp
    if dated.duration is None or dated.duration > dated.ramp:
        assert dated.strength(full) == 1.0
        assert all(dated.strength(week) < 1.0 for week in range(full))


@given(DATED)
def test_after_its_fading_nothing_is_left(dated: Dated) -> None:
    if dated.duration is None:
        assert dated.strength(10_000) == 1.0
        return
    end = dated.start + dated.duration
    assert all(dated.strength(week) > 0.0 for week in range(dated.start, end + dated.decay))
    assert dated.strength(end + dated.decay) == pytest.approx(0.0)


@given(DATED)
def test_it_runs_from_its_start_to_its_end(dated: Dated) -> None:
    running = [week for week in range(250) if dated.running(week)]
    assert running[0] == dated.start
    assert running[-1] == (249 if dated.duration is None else dated.start + dated.duration - 1)


def test_an_example_week_by_week() -> None:
    dated = Dated(start=2, ramp=1, duration=3, decay=1)
    assert strengths(dated)[:8] == [0.0, 0.0, 0.5, 1.0, 1.0, 0.5, 0.0, 0.0]


def test_stopped_while_building_up_it_fades_from_where_it_stood() -> None:
    dated = Dated(ramp=3, duration=2, decay=1)
    assert strengths(dated)[:4] == [0.25, 0.5, 0.25, 0.0]


@pytest.mark.parametrize("reach", [Reach(roles=("frontline",)), Reach(teams=(1,))])
def test_what_reaches_whole_units_is_not_narrowed_down(reach: Reach) -> None:
    with pytest.raises(ValueError, match="reaches whole units"):
        Intervention(lever="promise", change=0.1, reach=reach)
    with pytest.raises(ValueError, match="reaches whole units"):
        Shock(kind="competitor", size=0.1, reach=reach)
    Intervention(lever="coaching", change=0.1, reach=reach)


def test_a_shock_beyond_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0 to 0\.8 share of staff"):
        Shock(kind="flu", size=0.9)
