"""The first study: nothing differs before the coaching, then ring after ring moves."""

import csv
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.slow

FOLDER = Path(__file__).resolve().parents[2] / "experiments" / "first_ripple"
CHAIN = ("manager", "team", "customers", "friends", "market")  # who hands on to whom
PAIRS, WEEKS = 3, 40


@pytest.fixture(scope="module")
def study_modules():
    """The modules of the study's folder, imported as its command imports them."""
    sys.path.insert(0, str(FOLDER))
    try:
        import first_ripple
        import pairs
    finally:
        sys.path.remove(str(FOLDER))
    return first_ripple, pairs


@pytest.fixture(scope="module")
def ran(study_modules, tmp_path_factory):
    """The quick command, small: the folder it wrote and the study it held in memory."""
    first_ripple, pairs = study_modules
    kept = []
    folder = tmp_path_factory.mktemp("first_ripple")
    whole = first_ripple.live_pairs

    def keep(*what, **how):
        kept.append(whole(*what, **how))
        return kept[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(first_ripple, "live_pairs", keep)
        words = ["--quick", "--pairs", str(PAIRS), "--weeks", str(WEEKS), "--out", str(folder)]
        assert first_ripple.main(words) == 0
    return folder, kept[0], pairs


def moves(study, ring):
    assert None not in study.first[ring], f"{ring} never moved"
    return study.first[ring]


def test_before_the_coaching_nothing_differs(ran):
    _, study, pairs = ran
    for key, each in study.each.items():
        assert each.shape == (PAIRS, WEEKS)
        early = each[:, : pairs.START]
        if key == ("prospects", "satisfaction"):  # at first none of them is a customer
            early = early[np.isfinite(early)]
        np.testing.assert_array_equal(early, 0.0, str(key))


def test_the_twin_of_no_coaching_is_equal_to_the_bit(study_modules):
    _, pairs = study_modules
    found = pairs.live_pairs(2, 6, seed=3, scenarios=pairs.twin_scenarios(change=0.0, start=2))
    assert found.first_mover() is None
    assert not any(np.nan_to_num(series).any() for series in found.each.values())


def test_the_managers_ring_moves_first(ran):
    _, study, pairs = ran
    managers = moves(study, "manager")
    assert managers == [(pairs.START + 1, step) for _, step in managers]
    for ring in study.rings[1:]:
        for one, other in zip(managers, moves(study, ring.name), strict=True):
            assert one < other, ring.name


def test_each_ring_moves_after_the_one_it_hears_it_from(ran):
    _, study, _ = ran
    for near, far in pairwise(CHAIN):
        for one, other in zip(moves(study, near), moves(study, far), strict=True):
            assert one < other, (near, far)


def test_the_farther_a_ring_the_later_half_of_it_is_touched(ran):
    _, study, _ = ran
    weeks = [study.half_week(ring) for ring in ("manager", "team", "customers", "prospects", "friends", "market")]
    assert None not in weeks
    assert weeks == sorted(weeks)
    assert weeks[0] < weeks[2] < weeks[3] < weeks[-1]


def test_distances_fit_the_first_moves_by_week(ran):
    _, study, _ = ran
    rings = sorted(study.rings, key=lambda ring: ring.distance)
    weeks = [study.first_week(ring.name)[0] for ring in rings]
    assert weeks == sorted(weeks)


def test_the_rings_go_by_the_words_of_the_study(ran):
    _, study, pairs = ran
    assert [ring.name for ring in study.rings] == list(pairs.WORDS)
    assert study.rings[2].label == "Colleagues in the branch"


def test_the_csv_holds_the_numbers_in_memory(ran):
    folder, study, _ = ran
    with (folder / "first_ripple.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == len(study.rows) * WEEKS
    for line in lines:
        row, week = study.rows[line["ring"], line["measure"]], int(line["week"]) - 1
        told = np.array([float(line[name]) for name in ("mean", "low", "high")])
        np.testing.assert_array_equal(told, [row.mean[week], row.low[week], row.high[week]])
        assert line["unit"] == row.unit
    with (folder / "moves.csv").open(encoding="utf-8", newline="") as file:
        for line, ring in zip(csv.DictReader(file), study.rings, strict=True):
            assert line["ring"] == ring.name
            assert line["half_touched_week"] == str(study.half_week(ring.name) or "")
            assert line["first_week"] == str(study.first_week(ring.name)[0])


def test_the_mean_is_of_pairs_and_the_interval_is_students(ran, study_modules):
    _, study, _ = ran
    each = study.each["team", "engagement"][:, -1]
    row = study.rows["team", "engagement"]
    assert row.mean[-1] == pytest.approx(each.mean())
    half = 1.885618 * each.std(ddof=1) / np.sqrt(PAIRS)  # t of 0.9 with 2 degrees of freedom
    assert row.high[-1] - row.mean[-1] == pytest.approx(half, rel=1e-5)
    assert row.mean[-1] - row.low[-1] == pytest.approx(half, rel=1e-5)


def test_coaching_lifts_leadership_and_costs_money(ran):
    _, study, _ = ran
    assert study.rows["manager", "leadership"].mean[-1] > 1
    assert study.rows["money", "cost"].mean[-1] > 0


def test_the_pictures_are_there_and_small(ran):
    folder, _, _ = ran
    assert (folder / "first_ripple.png").stat().st_size < 300_000
    assert (folder / "first_ripple.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_the_sentence_is_honest_about_an_interval_that_holds_zero(ran, study_modules):
    from dataclasses import replace

    first_ripple, _ = study_modules
    _, study, _ = ran
    key = ("money", "profit")
    row = study.rows[key]

    def said(mean, low, high):
        series = {"mean": mean, "low": low, "high": high}
        changed = replace(row, **{name: np.full(WEEKS, value) for name, value in series.items()})
        return first_ripple.result(replace(study, rows={**study.rows, key: changed}))

    assert "can't be told from zero" in said(100.0, -50.0, 250.0)
    assert "can't be told" not in said(100.0, 50.0, 150.0)
    assert said(100.0, 50.0, 150.0).endswith("it paid for itself.")
    assert said(-100.0, -150.0, -50.0).endswith("it didn't pay for itself.")


def test_impossible_wishes_are_refused(study_modules, capsys):
    first_ripple, _ = study_modules
    for words in (["--pairs", "1"], ["--weeks", "8"]):
        with pytest.raises(SystemExit):
            first_ripple.main(words)
    assert "begins after 8 weeks" in capsys.readouterr().err
