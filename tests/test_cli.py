"""The command line: every command from end to end, and one sentence for everything that fails."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shellingham

from ripple_sim import cli, compiled
from ripple_sim.cli import application
from ripple_sim.model.week import WEEK
from ripple_sim.scenario.checked_files import to_checked_json
from ripple_sim.scenario.files import load, preset_names, to_toml
from ripple_sim.scenario.levers import LEVERS
from ripple_sim.study import run as study

HEAVY = ("numpy", "numba", "pydantic", "mesa", "pandas", "scipy", "matplotlib", "xarray")
SMALL = ["--set", "market.members=60", "--set", "company.structure.backstage_per_unit=1"]


class Said:
    """What a call of the command line gave back."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def sentence(self) -> str:
        """Return the one sentence with which a call failed."""
        assert self.code == 2
        assert self.err.startswith("ripple: ")
        assert self.err.count("\n") == 1
        assert self.err.endswith((".\n", "?\n"))
        return self.err


Ripple = Callable[..., Said]


@pytest.fixture
def ripple(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ripple:
    """Return a caller of the command line, within this process and an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["ripple", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return call


def process(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Call the command line in a process of its own."""
    command = [sys.executable, "-m", "ripple_sim", *map(str, words)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.run(command, text=True, check=False, **options)


# ------------------------------------------------------------------------------ light commands


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; from ripple_sim.cli import main; sys.argv = ['ripple', '--help']\n"
        "try: main()\n"
        f"finally: print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "explain-week" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_tells_what_each_command_does_in_whole_sentences(ripple: Ripple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "..." not in ripple("--help").out.partition("Commands:")[2]


def test_help_is_shown_without_a_command_too(ripple: Ripple) -> None:
    assert ripple().out == ripple("--help").out
    assert ripple().code == 0
    assert "--overwrite" in ripple("run", "-h").out


COMPLETION = ["--install-completion", "--show-completion"]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str | None], None]:
    """Return what sets the shell that is found; the home is an empty folder."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")

    def found(name: str | None) -> None:
        def detect(*_: Any) -> tuple[str, str]:
            if name is None:
                raise shellingham.ShellDetectionFailure
            return name, name

        monkeypatch.setattr(shellingham, "detect_shell", detect)

    return found


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_is_installed(
    ripple: Ripple, shell: Callable[[str | None], None], tmp_path: Path, name: str
) -> None:
    shell(name)
    said = ripple("--install-completion")
    assert said.code == 0, said.err
    assert f"{name} completion installed" in said.out
    written = [path.read_text() for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert any("_RIPPLE_COMPLETE" in text for text in written)
    assert "_RIPPLE_COMPLETE" in ripple("--show-completion").out


@pytest.mark.parametrize("option", COMPLETION)
@pytest.mark.parametrize("name", ["nu", None])
def test_a_shell_without_completion_is_one_sentence(
    ripple: Ripple, shell: Callable[[str | None], None], option: str, name: str | None
) -> None:
    shell(name)
    sentence = ripple(option).sentence()
    assert "completion works in bash, zsh, fish, powershell, pwsh" in sentence


def test_a_home_that_cannot_be_written_is_one_sentence(
    ripple: Ripple, shell: Callable[[str | None], None], tmp_path: Path
) -> None:
    shell("bash")
    (tmp_path / "home").write_text("no folder")
    assert "home" in ripple("--install-completion").sentence()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("ripple se", {"sensitivity"}),
        ("ripple sensitivity --me", {"--method"}),
        ("ripple sensitivity --method ", {"morris", "sobol"}),
    ],
)
def test_words_are_completed(words: str, offered: set[str]) -> None:
    asked = {"_RIPPLE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    done = process(env={**os.environ, **asked})
    assert set(done.stdout.split()) == offered, done.stderr


def test_a_command_loads_only_its_own_file() -> None:
    heavy = [name for name in HEAVY if name != "pydantic"]  # Typer's own, to read options
    script = (
        "import sys; from ripple_sim.cli import main; sys.argv = ['ripple', 'compare', '--help']\n"
        "try: main()\n"
        f"finally: print([name for name in {heavy} if name in sys.modules], "
        "sorted(n[15:] for n in sys.modules if n.startswith('ripple_sim.cli.')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ("[] ['application', 'compare', 'options', 'plain_letters']")


def test_each_file_of_commands_is_listed_and_each_command_is_where_it_is_listed() -> None:
    import typer

    group: Any = typer.main.get_command(application.app)
    for name in application.FILES:
        assert group.get_command(None, name).name == name
    assert set(application._declared) == set(application.FILES)


def test_version(ripple: Ripple) -> None:
    assert ripple("--version").out.startswith("ripple_sim 0.")


def test_presets_are_listed(ripple: Ripple) -> None:
    said = ripple("presets")
    assert said.code == 0
    for name in preset_names():
        assert name in said.out


def test_a_scenario_is_shown_in_words(ripple: Ripple) -> None:
    brief = ripple("show", "retail-branches").out
    assert "Frontline seats in a unit" in brief
    assert "37 hours/week" in brief
    assert "mood_memory" not in brief
    full = ripple("show", "retail-branches", "--all").out
    assert "mood_memory" in full
    assert "A17; guess" in full


def test_one_of_a_unit_is_shown_in_the_singular(ripple: Ripple) -> None:
    shown = ripple("show", "bakery").out
    assert re.search(r"Business units +1 business unit +units", shown)
    assert not re.search(r"(?<![\d.,])1 (people|business units)\b", shown)


def test_interventions_are_shown(ripple: Ripple, tmp_path: Path) -> None:
    text = to_toml(load("bakery")) + '\n[[interventions]]\nlever = "coaching"\nchange = 0.4\n'
    (tmp_path / "a.toml").write_text(text)
    out = ripple("show", "a.toml").out
    assert "interventions.1" in out
    assert "0.4 (0 to 1)" in out
    assert "1 intervention and 0 shocks" in ripple("check", "a.toml").out


def test_a_new_file_can_be_checked(ripple: Ripple) -> None:
    assert ripple("new", "mine.toml", "--from", "bakery").code == 0
    said = ripple("check", "mine.toml")
    assert said.out.startswith("mine.toml is OK: 1 business unit, 10 seats")
    assert "exists already" in ripple("new", "mine.toml", "--from", "bakery").sentence()
    assert "did you mean 'bakery'?" in ripple("new", "other.toml", "--from", "bakry").sentence()


def test_a_mistake_in_a_file_is_one_sentence(ripple: Ripple, tmp_path: Path) -> None:
    text = to_toml(load("bakery")).replace("members =", "memebrs =")
    (tmp_path / "a.toml").write_text(text)
    for command in (["check"], ["show"], ["run"], ["balance", "--out", "b.toml"]):
        sentence = ripple(command[0], "a.toml", *command[1:]).sentence()
        assert "did you mean 'members'?" in sentence
        assert sentence.startswith("ripple: a.toml, line ")


@pytest.mark.parametrize("columns", [60, 120])
def test_levers_and_week_fit_the_terminal(ripple: Ripple, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    levers, week = ripple("levers").out, ripple("explain-week").out
    for lever in LEVERS:
        assert lever.name in levers
    for step in WEEK:
        assert step.name in week
        assert all(rule in week for rule in step.rules)
    show = ripple("show", "retail-branches", "--all").out
    assert all(len(line) <= columns for line in (levers + week + show).splitlines())


def test_doctor_tells_why_nothing_is_kept(ripple: Ripple, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_FOLDER", None)
    assert "none: nothing is kept between runs" in " ".join(ripple("doctor").out.split())
    monkeypatch.setattr(compiled, "can_check", lambda: False)
    said = " ".join(ripple("doctor").out.split())
    assert "none: files of this version of Numba can't be checked, so nothing is kept" in said


def test_doctor_tells_versions_and_the_folder(ripple: Ripple) -> None:
    out = ripple("doctor").out
    for word in ("Python", "numba", "mesa", "machine code", "compiled"):
        assert word in out


# ------------------------------------------------------------------------------ usage


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rnu"], "run"),
        (["frobnicate"], "frobnicate"),
        (["run", "bakery", "--wekes", "3"], "--weeks"),
        (["run"], "SCENARIO"),
        (["run", "bakery", "--seed", "x"], "--seed"),
        (["run", "bakery", "--seed", "-1"], "--seed"),
        (["run", "bakery", "--weeks", "0"], "--weeks"),
        (["run", "bakery", "--format", "cvs"], "csv"),
        (["run", "bakry"], "did you mean 'bakery'?"),
        (["run", "bakery", "--set", "hiring_weeks=3"], "company.staffing.hiring_weeks"),
        (["run", "bakery", "--set", "market.members=1e9"], "149 GiB of memory"),
        (["verify", "nowhere"], "nowhere"),
        (["new", "a.toml"], "--from"),
        (["balance", "bakery", "--out", "."], "exists already"),
    ],
)
def test_wrong_use_is_one_sentence(ripple: Ripple, words: list[str], said: str) -> None:
    assert said in ripple(*words).sentence()


HOSTILE = "a\x1b[31m\x07\u202eb" + "c" * 5000


@pytest.mark.parametrize(
    "words",
    [
        [HOSTILE],
        ["run", HOSTILE],
        ["run", "bakery", f"--{HOSTILE}"],
        ["run", "bakery", HOSTILE],
        ["run", "bakery", "--seed", HOSTILE],
        ["run", "bakery", "--weeks", HOSTILE],
        ["run", "bakery", "--format", HOSTILE],
        ["run", "bakery", "--set", HOSTILE],
        ["run", "bakery", "--set", f"{HOSTILE}=1"],
        ["run", "bakery", "--set", f"weeks={HOSTILE}"],
        ["run", "bakery", "--set", f"name={HOSTILE}"],
        ["show", HOSTILE],
        ["check", HOSTILE],
        ["new", "a.toml", "--from", HOSTILE],
        ["new", HOSTILE[:40], "--from", HOSTILE],
        ["verify", HOSTILE],
        ["plans", HOSTILE],
        ["plans", "pay-cut", "--for", HOSTILE],
        ["compare", "bakery", HOSTILE],
        ["compare", HOSTILE, "pay-cut"],
        ["compare", "bakery", "pay-cut", "--pairs", HOSTILE],
        ["compare", "bakery", "pay-cut", "--horizon", HOSTILE],
        ["explain", "bakery", HOSTILE],
        ["trace", "bakery", HOSTILE],
        ["sweep", HOSTILE],
        ["story", "bakery", "pay-cut", "--who", HOSTILE],
        ["brief", HOSTILE],
        ["sensitivity", "bakery", "--over", HOSTILE],
        ["evidence", "--fact", HOSTILE],
        ["sensitivity", "bakery", "--outcome", HOSTILE],
        ["calibrate", HOSTILE],
        ["discover", "bakery", "pay-cut", "--when", HOSTILE],
        ["optimise", "bakery", HOSTILE],
        ["balance", HOSTILE],
        ["app", "--host", HOSTILE],
    ],
)
def test_what_is_refused_neither_draws_on_the_screen_nor_fills_it(
    ripple: Ripple, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setattr("ripple_sim.compiled.needs_compiling", lambda: False)
    said = ripple(*words).sentence()
    assert said[:-1].isprintable()
    assert "c" * 100 not in said
    assert len(said) < 700


@pytest.mark.parametrize("command", ["show", "check", "run", "plans", "verify", "brief", "sweep"])
def test_a_refused_path_keeps_its_end(ripple: Ripple, tmp_path: Path, command: str) -> None:
    path = tmp_path / ("a" * 100) / "the-very-end.toml"
    assert "the-very-end.toml" in ripple(command, path).sentence()


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (KeyboardInterrupt(), "stopped"),
        (MemoryError(), "memory"),
        (PermissionError(13, "Permission denied", "a.csv"), "a.csv: permission denied"),
        (OSError(28, "No space left on device"), "no space left"),
    ],
)
def test_what_befalls_a_command_is_one_sentence(
    ripple: Ripple, monkeypatch: pytest.MonkeyPatch, problem: BaseException, said: str
) -> None:
    def fail() -> None:
        raise problem

    monkeypatch.setattr("ripple_sim.cli.scenario_tables.list_presets", fail)
    assert said in ripple("presets").sentence()


def test_mistakes_in_the_program_are_not_hidden(ripple: Ripple, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ripple_sim.cli.scenario_tables.list_presets", fail)
    with pytest.raises(ZeroDivisionError):
        ripple("presets")


def test_a_closed_pipe_is_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = process("levers", stdout=writing)
    os.close(writing)
    assert done.returncode == 2
    assert done.stderr == "ripple: the output was not read to its end.\n"


# ------------------------------------------------------------------------------ running


@pytest.mark.slow
def test_run_prints_the_chain_and_writes_a_numbered_folder(ripple: Ripple, tmp_path: Path) -> None:
    for folder in ("bakery-seed3", "bakery-seed3-2"):
        said = ripple("run", "bakery", "--weeks", 4, "--seed", 3, *SMALL)
        assert said.code == 0, said.err
        assert "Engagement" in said.out
        assert "\x1b" not in said.out + said.err
        assert folder in said.err
        manifest = json.loads((tmp_path / "results" / folder / "manifest.json").read_text())
        assert (manifest["seed"], manifest["weeks"]) == (3, 4)
        kept = load(tmp_path / "results" / folder / "scenario.toml")
        assert kept.market.members == 60


@pytest.mark.slow
def test_results_are_verified_and_protected(ripple: Ripple, tmp_path: Path) -> None:
    run = ["run", "bakery", "--weeks", 3, *SMALL, "--out", "kept", "--quiet"]
    said = ripple(*run, "--format", "csv", "--format", "netcdf")
    assert (said.code, said.out, said.err) == (0, "", "")
    assert (tmp_path / "kept" / "series.nc").exists()

    assert "--overwrite" in ripple(*run).sentence()
    assert ripple(*run, "--overwrite").code == 0

    assert ripple("verify", "kept").code == 0
    manifest = tmp_path / "kept" / "manifest.json"
    wrong = json.loads(manifest.read_text()) | {"numbers": "0" * 64}
    manifest.write_text(json.dumps(wrong))
    assert "manifest.json has changed since" in ripple("verify", "kept").sentence()
    del wrong["blake2b"]
    manifest.write_text(to_checked_json(wrong))
    said = ripple("verify", "kept")
    assert said.code == 1, said.out + said.err


@pytest.mark.slow
def test_a_stopped_run_keeps_what_is_finished(ripple: Ripple, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stop_running_in_week(monkeypatch, 5)
    said = ripple("run", "bakery", "--weeks", 9, *SMALL, "--out", "kept")
    assert "Engagement" in said.out
    assert said.sentence() == ("ripple: stopped after week 5 of 9; what was finished is in kept.\n")
    manifest = json.loads((tmp_path / "kept" / "manifest.json").read_text())
    assert (manifest["interrupted"], manifest["weeks"]) == (True, 5)
    assert ripple("verify", "kept").code == 0


def test_a_run_stopped_at_once_writes_nothing(ripple: Ripple, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stopped(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(study, "run", stopped)
    monkeypatch.setattr("ripple_sim.compiled.needs_compiling", lambda: False)
    assert "nothing was written" in ripple("run", "bakery", "--out", "kept").sentence()
    assert list(tmp_path.iterdir()) == []


def test_the_first_run_says_that_it_compiles(ripple: Ripple, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ripple_sim.model.settling.SettledCache.get", stopped)
    monkeypatch.setattr("ripple_sim.compiled.needs_compiling", lambda: True)
    assert "Compiling the model for this machine" in ripple("run", "bakery").err
    assert "Compiling" not in ripple("run", "bakery", "--quiet").err


@pytest.mark.slow
def test_a_run_whose_output_nobody_reads_is_kept(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = process("run", "bakery", "--weeks", 3, *SMALL, "--out", "kept", cwd=tmp_path, stdout=writing)
    os.close(writing)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (tmp_path / "kept" / "manifest.json").exists()


@pytest.mark.slow
def test_balancing_writes_a_scenario(ripple: Ripple, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(to_toml(load("bakery")))
    said = ripple("balance", "a.toml", "--out", "b.toml", "--seeds", 1)
    assert said.code == 0, said.err
    assert "turnover" in said.out
    assert load(tmp_path / "b.toml").behaviour != load("bakery").behaviour
    assert "exists already" in ripple("balance", "a.toml", "--out", "b.toml").sentence()


def stop_running_in_week(monkeypatch: pytest.MonkeyPatch, last: int) -> None:
    """Let Ctrl-C be pressed in a certain week of the next run."""
    original = study.run

    def run(*values: Any, on_week: Any, **options: Any) -> Any:
        def stop(done: int, total: int) -> None:
            on_week(done, total)
            if done == last:
                raise KeyboardInterrupt

        monkeypatch.setattr(study, "run", original)
        return original(*values, on_week=stop, **options)

    monkeypatch.setattr(study, "run", run)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--seed", "7.5"), "--seed is '7.5'; it must be a whole number"),
        (("--seed=abc",), "--seed is 'abc'; it must be a whole number"),
        (("--seed", "-1"), "--seed is '-1'; it must be at least 0"),
        (("--threads", "0"), "--threads is '0'; it must be at least 1"),
    ],
)
def test_an_option_that_is_no_such_number_is_told_what_it_must_be(
    ripple: Ripple, words: tuple[str, ...], said: str
) -> None:
    refused = ripple("run", "bakery", *words)
    assert refused.code == 2
    assert refused.err.startswith(f"ripple: {said}")
