"""The application that commands register with, and its one way to refuse."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, ParamSpec

import typer
from typer.core import TyperGroup

from ripple_sim import __version__
from ripple_sim.commands.plain_letters import show_all_text
from ripple_sim.scenario.problems import RippleError
from ripple_sim.scenario.showing import LONGEST_SHOWN, escaped, short, short_path
from ripple_sim.scenario.showing import sentence as shown_sentence

P = ParamSpec("P")
PROBLEM = 2
STOPPED = 130  # what Typer makes of Ctrl-C outside of a command

# The order of the help: the page, from a company to a run, from a plan to its reasons, evidence.
ORDER = (
    "app", "presets", "show", "new", "check", "levers", "explain-week", "run", "verify",
    "plans", "compare", "explain", "trace", "story",
    "sweep", "sensitivity", "discover", "optimise", "brief",
    "evidence", "calibrate", "balance", "doctor",
)  # fmt: skip


class Ordered(TyperGroup):
    """Commands in the order of a piece of work, whatever order they were declared in."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the commands' names as the help lists them."""
        return sorted(super().list_commands(ctx), key=ORDER.index)


app = typer.Typer(
    cls=Ordered,
    help="Simulate how employees' engagement ripples through to customers and profit.",
    add_completion=False,
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
        code = app(args=sys.argv[1:] or ["--help"], prog_name="ripple", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    except Exception as problem:
        format_message = getattr(problem, "format_message", None)
        if format_message is None:
            raise
        said = " ".join(format_message().split()).rstrip(".")
        code = _say(f"{said}; 'ripple --help' lists what there is")
    sys.exit(_say("stopped") if code == STOPPED else code)


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
    """Register a command; everything a user can cause or mend ends in one sentence."""

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> int | None:
        try:
            code = function(*args, **kwargs)
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

    app.command()(guarded)
    return guarded


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
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Simulate how employees' engagement ripples through to customers and profit."""
