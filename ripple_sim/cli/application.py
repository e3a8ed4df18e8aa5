"""The application: finds a command's file when it is named, and has one way to refuse."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Annotated, Any, ParamSpec

import typer
from typer.core import TyperGroup

from ripple_sim import __version__
from ripple_sim.cli.plain_letters import show_all_text
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.showing import LONGEST_SHOWN, escaped, short, short_path
from ripple_sim.scenario.showing import sentence as shown_sentence

P = ParamSpec("P")
PROBLEM = 2
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")  # in which Typer completes words
STOPPED = 130  # what Typer makes of Ctrl-C outside of a command

# The file of each command, in the order of the help: the page, from a company to a run, from a plan
# to its reasons, evidence.
FILES = {
    "app": "app",
    "presets": "scenarios",
    "show": "scenarios",
    "new": "scenarios",
    "check": "scenarios",
    "levers": "scenarios",
    "explain-week": "scenarios",
    "run": "run",
    "verify": "run",
    "plans": "scenarios",
    "compare": "compare",
    "explain": "explain",
    "trace": "trace",
    "story": "trace",
    "sweep": "sweep",
    "sensitivity": "sensitivity",
    "discover": "discover",
    "optimise": "optimise",
    "brief": "brief",
    "evidence": "evidence",
    "calibrate": "calibrate",
    "balance": "balance",
    "doctor": "doctor",
}
_declared: dict[str, typer.Typer] = {}  # by the name of the command, once its file is loaded


class Commands(TyperGroup):
    """All commands; the file of one is loaded when it is called or shown."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.commands: dict[str, Any] = dict.fromkeys(FILES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None where there is none of this name."""
        if cmd_name in FILES and self.commands[cmd_name] is None:
            import_module(f"ripple_sim.cli.{FILES[cmd_name]}")
            self.commands[cmd_name] = typer.main.get_command(_declared[cmd_name])
        return self.commands.get(cmd_name)


app = typer.Typer(
    cls=Commands,
    help="Simulate how employees' engagement ripples through to customers and profit.",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line; whatever goes wrong is said in one sentence, with exit code 2."""
    # Loading makes hundreds of thousands of lasting objects; to look through them for garbage as
    # often as usual takes a tenth of a short command.
    gc.set_threshold(100_000, 50, 100)
    show_all_text()
    try:
        code = _in_one_sentence(_call)
    except typer.Abort:
        code = STOPPED
    except Exception as problem:
        format_message = getattr(problem, "format_message", None)
        if format_message is None:
            raise
        said = _plainly(" ".join(format_message().split()).rstrip("."))
        code = _say(f"{said}; 'ripple --help' lists what there is")
    sys.exit(_say("stopped") if code == STOPPED else code)


# How the parser of the command line says what it wants, and how people say it.
_PARSERS_WORDS = {
    "Input should be a valid integer, unable to parse string as an integer": "a whole number",
    "Input should be a valid integer": "a whole number",
    "Input should be a valid number, unable to parse string as a number": "a number",
    "Input should be greater than or equal to ": "at least ",
    "Input should be less than or equal to ": "at most ",
}


def _plainly(refusal: str) -> str:
    """Return what the parser refuses in plain words: the option, what it was, what is allowed."""
    result = re.fullmatch(r"Invalid value for '(-[^']+)': (.+)", refusal)
    if result is None:
        return refusal
    option, wrong = result[1].split()[0].rstrip("/"), result[2]
    wanted = next((wanted for words, wanted in _PARSERS_WORDS.items() if words in wrong), None)
    if wanted is None:
        return refusal
    wanted = wrong.replace(next(words for words in _PARSERS_WORDS if words in wrong), wanted)
    return f"{option} is {_given_for(option)}; it must be {wanted}"


def _given_for(option: str) -> str:
    """Return what stood for an option on the command line."""
    words = sys.argv[1:]
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == option:
            return f"'{short(after)}'"
        if word.startswith(f"{option}="):
            return f"'{short(word.partition('=')[2])}'"
    return "no such value"


def _call() -> Any:
    words = sys.argv[1:] or ["--help"]
    if words[0] in ("--install-completion", "--show-completion"):
        _check_shell()
    return app(args=words, prog_name="ripple", standalone_mode=False)


def _check_shell() -> None:
    """Refuse a shell whose words Typer can't complete."""
    import shellingham

    try:
        shell = shellingham.detect_shell()[0]
    except shellingham.ShellDetectionFailure:
        raise RippleError(f"it can't be told which shell this is; completion works in {', '.join(SHELLS)}") from None
    if shell not in SHELLS:
        raise RippleError(f"completion works in {', '.join(SHELLS)}, and this shell is {shell}")


def _say(sentence: str) -> int:
    """Say what went wrong; returns the exit code."""
    said = shown_sentence(_with_short_arguments(sentence))
    end = "" if said.endswith((".", "?", "!")) else "."
    print(f"ripple: {said}{end}", file=sys.stderr)
    return PROBLEM


def _with_short_arguments(sentence: str) -> str:
    """Return a sentence that shows in short, and as letters, what stood on the command line.

    What Typer itself refuses it shows whole, as it is or as Python writes it. Of a path the middle
    is left out, of all else the end.
    """
    given = {part for word in sys.argv[1:] for part in (word, *word.split("=", 1)) if part}
    for part in sorted(given, key=len, reverse=True):
        if len(part) > LONGEST_SHOWN or (part.strip() and not part.isprintable()):
            shown = short_path(part) if "/" in part else short(part)
            for whole in (part, escaped(part), repr(part)[1:-1]):
                sentence = sentence.replace(whole, shown)
    return sentence


def command(function: Callable[P, int | None]) -> Callable[P, int | None]:
    """Declare a command; everything a user can cause or mend ends in one sentence."""

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> int | None:
        return _in_one_sentence(lambda: function(*args, **kwargs))

    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command()(guarded)
    _declared[function.__name__.replace("_", "-")] = single
    return guarded


def _in_one_sentence(call: Callable[[], int | None]) -> int | None:
    """Call something and return its exit code; what a user can cause or mend is said."""
    try:
        code = call()
        sys.stdout.flush()
        return code
    except RippleError as problem:
        return _say(str(problem))
    except KeyboardInterrupt:
        return _say("stopped")
    except MemoryError:
        return _say("there isn't enough memory; a smaller market.members takes less")
    except BrokenPipeError:
        _forget_output()
        return _say("the output was not read to its end")
    except OSError as problem:
        where = f"{short_path(str(problem.filename))}: " if problem.filename else ""
        return _say(f"{where}{(problem.strerror or str(problem)).lower()}")


def _forget_output() -> None:
    """Let Python's own last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_version(asked: bool) -> None:
    if asked:
        print(f"ripple_sim {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Simulate how employees' engagement ripples through to customers and profit."""
