"""The commands `evidence` and `calibrate`, from end to end."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from ripple_sim import cli
from ripple_sim.evidence import calibration
from ripple_sim.evidence import checks as all_checks
from ripple_sim.evidence.check import Check
from ripple_sim.scenario import fitted

Ripple = Callable[..., Any]


@pytest.fixture
def ripple(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ripple:
    """Return a caller of the command line, in an empty folder and with two toy checks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def toy(fact: str, name: str, value: float, **more: Any) -> Check:
        return Check(
            fact,
            name,
            "a toy",
            lambda lab: value + 0.01 * lab.seed,
            0,
            1,
            0.5,
            "r",
            "range",
            "Toys move it (toy)",
            worlds=3,
            **more,
        )

    toys = (toy("A01", "right", 0.5, fitted=True), toy("A02", "wrong", 7.0))
    monkeypatch.setattr(all_checks, "CHECKS", toys)

    def call(*words: object) -> SimpleNamespace:
        monkeypatch.setattr(sys, "argv", ["ripple", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return SimpleNamespace(code=ended.value.code or 0, out=said.out, err=said.err)

    return call


def sentence(said: SimpleNamespace) -> str:
    """Return the one sentence with which a call failed."""
    assert said.code == 2
    assert said.err.startswith("ripple: ")
    assert said.err.count("\n") == 1
    return said.err


def test_the_board_shows_misses_first_and_what_cannot_be_tested(ripple: Ripple) -> None:
    said = ripple("evidence")
    assert said.code == 0
    places = [said.out.index(word) for word in ("Misses", "wrong", "Hits", "right", "Not testable")]
    assert places == sorted(places)
    assert "Fitted targets: 1 of 1" in said.out
    assert "0 of 1 numbers inside (0 %)" in said.out
    assert "H05" in said.out


def test_one_fact_is_shown_wholly(ripple: Ripple) -> None:
    said = ripple("evidence", "--fact", "a01", "--worlds", 2)
    assert said.code == 0
    for word in ("citation", "Harter", "verified", "a toy", "0.505", "95 % interval", "hit", "Toys move it"):
        assert word in said.out
    assert "wrong" not in said.out


def test_a_fact_that_cannot_be_tested_says_why(ripple: Ripple) -> None:
    said = ripple("evidence", "--fact", "H05")
    assert said.code == 0
    assert "Not testable. " in said.out
    assert "stock market" in said.out


def test_an_unknown_fact_is_one_sentence(ripple: Ripple) -> None:
    assert "there is no fact 'C20'; did you mean 'C" in sentence(ripple("evidence", "--fact", "C20"))


def test_the_page_is_written_and_not_overwritten_unasked(ripple: Ripple) -> None:
    page = Path("new/board.html")
    assert ripple("evidence", "--quick", "--html", page).code == 0
    first = page.read_bytes()
    assert b"<svg" in first
    assert "exists already" in sentence(ripple("evidence", "--quick", "--html", page))
    assert page.read_bytes() == first
    assert ripple("evidence", "--html", page, "--overwrite").code == 0
    assert page.read_bytes() != first


def test_a_folder_is_no_page(ripple: Ripple, tmp_path: Path) -> None:
    assert "is a folder" in sentence(ripple("evidence", "--html", tmp_path))


def test_unknown_targets_are_one_sentence(ripple: Ripple) -> None:
    assert "did you mean 'default'" in sentence(ripple("calibrate", "--targets", "defaults"))


def test_cautions_show_numbers_and_whether_they_hold(ripple: Ripple, monkeypatch: pytest.MonkeyPatch) -> None:
    def caution(id: str, holds: bool) -> SimpleNamespace:
        return SimpleNamespace(
            id=id,
            says="Beware of toys",
            facts=("R01",),
            holds=lambda numbers: holds,
            shown=lambda lab: [("a number of toys", 3.25, "r")],
        )

    module = ModuleType("ripple_sim.evidence.cautions")
    module.CAUTIONS = (caution("K1", True), caution("K2", False))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    said = ripple("evidence", "--cautions")
    assert said.code == 0
    for word in ("K1", "Beware of toys", "3.25 r", "a number of toys", "R01", "yes", "NO"):
        assert word in said.out
    assert "1 of 2 cautions" in said.out


def test_the_worlds_of_a_board_can_differ_in_their_values_too(ripple: Ripple, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "behaviour.employees.pull_of_team"
    sets = ({path: 0.2}, {path: 0.4})
    monkeypatch.setattr(fitted, "ensemble", lambda: sets)
    monkeypatch.setattr(fitted, "ENSEMBLE", Path(fitted.__file__))
    one = Check("A01", "value", "a toy", lambda lab: lab.values[path], 0, 1, 0.5, "r", "range", "Toys (toy)", worlds=4)
    monkeypatch.setattr(all_checks, "CHECKS", (one,))
    said = ripple("evidence", "--uncertainty", "all")
    assert said.code == 0
    assert "0.300" in said.out
    assert "parameters' values as well" in said.out


def test_without_an_ensemble_there_is_one_sentence(ripple: Ripple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitted, "ENSEMBLE", Path("nowhere.csv"))
    assert "'ripple calibrate' makes one" in sentence(ripple("evidence", "--uncertainty", "all"))


@dataclass
class ToyFit:
    """A fit as the command expects it."""

    notes: tuple[str, ...] = ("One coefficient is weakly identified.",)
    asked: dict[str, Any] = field(default_factory=dict)

    def table(self) -> pd.DataFrame:
        row = {"fitted": 0.25, "low": 0.1, "high": 0.4, "weakly_identified": True, "informed_by": "E02 ICC(1)"}
        return pd.DataFrame([row], index=["pull_of_team"])


@pytest.fixture
def toy_fit(monkeypatch: pytest.MonkeyPatch) -> ToyFit:
    """Return the fit that `ripple calibrate` finds; it keeps what it was asked for."""
    fit = ToyFit()

    def calibrate_defaults(folder: Path, **asked: Any) -> ToyFit:
        asked.pop("progress")("wide search", 1, 2)
        fit.asked = {"folder": folder, **asked}
        return fit

    monkeypatch.setattr(calibration, "calibrate_defaults", calibrate_defaults)
    monkeypatch.setattr(calibration, "install", lambda one: one.asked.update(installed=True))
    return fit


def test_a_fit_prints_its_table_and_where_it_was_written(ripple: Ripple, toy_fit: ToyFit) -> None:
    said = ripple("calibrate", "--targets", "default", "--out", "fit", "--trials", 5, "--quick")
    assert said.code == 0
    for word in ("pull_of_team", "0.25", "0.100 to 0.400", "E02 ICC(1)", "weakly"):
        assert word in said.out
    assert "Wide search" in said.err
    assert "Written to fit" in said.err
    assert toy_fit.asked == {"folder": Path("fit"), "trials": 5, "quick": True}


def test_the_defaults_change_only_when_asked(ripple: Ripple, toy_fit: ToyFit) -> None:
    assert ripple("calibrate").code == 0
    assert "installed" not in toy_fit.asked
    assert ripple("calibrate", "--install").code == 0
    assert toy_fit.asked["installed"]
    assert "quick fit" in sentence(ripple("calibrate", "--quick", "--install"))
