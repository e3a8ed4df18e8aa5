"""Results run again: the same, different, or changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ripple_sim.observe.results import Run
from ripple_sim.report.folder import read_series, write_results
from ripple_sim.report.manifest import hash_file
from ripple_sim.scenario.checked_files import to_checked_json
from ripple_sim.scenario.problems import RippleError
from ripple_sim.study.core import verify
from ripple_sim.study.core.verify import verify_results

pytestmark = pytest.mark.usefixtures("blank_pictures")


def rewrite(out: Path, **changes: Any) -> None:
    """Change the manifest, and let it vouch for the files as they are now."""
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["files"] = {name: hash_file(out / name) for name in manifest["files"]}
    del manifest["blake2b"]
    (out / "manifest.json").write_text(to_checked_json({**manifest, **changes}))


def test_a_repeat_is_the_same(out: Path) -> None:
    verification = verify_results(out)
    assert verification.same
    assert verification.say.startswith("The same: all ")
    assert verification.say.endswith(" numbers come out to the last bit.")


def test_an_interrupted_run_is_repeated_as_far_as_it_went(run: Run, tmp_path: Path) -> None:
    from ripple_sim.study.run import run as simulate

    def stop(done: int, _: int) -> None:
        if done == 7:
            raise KeyboardInterrupt

    stopped = simulate(run.scenario, seed=4, on_week=stop)
    assert stopped.interrupted
    write_results(stopped, tmp_path / "stopped")
    assert verify_results(tmp_path / "stopped").same


def test_a_changed_file_is_named_without_a_run(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "run", None)
    series = (out / "series.csv").read_text()
    (out / "series.csv").write_text(series.replace("engagement", "Engagement", 1))
    (out / "overview.png").unlink()
    verification = verify_results(out)
    assert not verification.same
    assert "series.csv has other content" in verification.say
    assert "overview.png is missing" in verification.say


def test_a_changed_scenario_is_found(out: Path) -> None:
    text = (out / "scenario.toml").read_text()
    assert "members = 400" in text
    (out / "scenario.toml").write_text(text.replace("members = 400", "members = 401"))
    assert "scenario.toml has other content" in verify_results(out).say
    rewrite(out)
    verification = verify_results(out)
    assert not verification.same
    assert verification.say == "Different: scenario.toml is not the scenario that was run."


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_changed_number_is_located(run: Run, tmp_path: Path, kind: str) -> None:
    write_results(run, tmp_path / "demo", (kind,))
    series = read_series(tmp_path / "demo")
    assert series is not None
    row = series.index[(series["metric"] == "profit") & (series["week"] == 9)][0]
    series.loc[row, "value"] *= 1.5
    path = tmp_path / "demo" / f"series.{kind}"
    series.to_csv(path, index=False) if kind == "csv" else series.to_parquet(path, index=False)
    rewrite(tmp_path / "demo", numbers="0" * 64)
    verification = verify_results(tmp_path / "demo")
    assert not verification.same
    assert verification.say == ("Different: first in 'profit' of week 9, at most by 0.33 of a number (in 'profit').")


def test_another_seed_gives_other_numbers_from_the_first_week(out: Path) -> None:
    rewrite(out, seed=5)
    verification = verify_results(out)
    assert not verification.same
    assert " of week 1, at most by " in verification.say


def test_weeks_that_are_missing_are_told(out: Path) -> None:
    rewrite(out, weeks=31)
    assert verify_results(out).say == ("Different: first in 'trust' of week 31, where one of the two has no number.")


def test_a_changed_hash_alone_is_told(out: Path) -> None:
    rewrite(out, numbers="0" * 64)
    assert "the series are the same" in verify_results(out).say


def test_without_a_series_it_can_only_say_that_it_differs(run: Run, tmp_path: Path) -> None:
    write_results(run, tmp_path / "demo", ("nc",))
    rewrite(tmp_path / "demo", numbers="0" * 64)
    assert "no telling where" in verify_results(tmp_path / "demo").say


def test_other_versions_are_named(out: Path) -> None:
    versions = json.loads((out / "manifest.json").read_text())["versions"]
    rewrite(out, versions={**versions, "numba": "0.1"}, platform="Abacus")
    verification = verify_results(out)
    assert verification.same
    assert "numba 0.1 then and " in verification.say
    assert "platform Abacus then and " in verification.say


def test_a_stop_while_verifying_compares_nothing(out: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped:
        interrupted = True

    monkeypatch.setattr(verify, "run", lambda *_, **__: Stopped())
    with pytest.raises(RippleError, match="nothing was compared"):
        verify_results(out)


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(RippleError, match=r"^there is no folder .*/nowhere$"):
        verify_results(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no results folder: it has no manifest.json"),
        ("", "can't be read as a manifest"),
        ("[1, 2", "can't be read as a manifest"),
        ("\xff\x00", "can't be read as a manifest"),
        ("{}", r"can't be read as a manifest \('made_by'"),
    ],
)
def test_a_broken_manifest_is_one_sentence(tmp_path: Path, text: str | None, said: str) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(RippleError, match=said) as raised:
        verify_results(tmp_path)
    assert "\n" not in str(raised.value)


def test_a_manifest_without_a_scenario_or_with_files_elsewhere(out: Path) -> None:
    rewrite(out, files={})
    with pytest.raises(RippleError, match=r"lists no scenario\.toml"):
        verify_results(out)
    rewrite(out, files={"../secret": "", "scenario.toml": ""})
    with pytest.raises(RippleError, match="not inside the folder"):
        verify_results(out)


def test_every_kind_of_study_can_be_done_again() -> None:
    kinds = {"comparison", "discovery", "explanation", "optimum", "sensitivity", "story", "trace"}
    assert set(verify._studies()) == kinds  # a comparison of several circumstances has its own way
