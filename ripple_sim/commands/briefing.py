"""Making a one-page brief of a comparison, and checking one."""

from __future__ import annotations

from pathlib import Path

from ripple_sim.commands.screen import Screen, progress_bar
from ripple_sim.scenario.showing import escaped


def brief(
    result: Path,
    *,
    plan: str | None,
    form: str | None,
    out: Path | None,
    why: Path | None,
    tornado: Path | None,
    complete: bool,
    overwrite: bool,
    quiet: bool,
) -> None:
    """Make a brief of a comparison's folder, and say what it lacks."""
    from ripple_sim.briefs.formats import form_of, writer
    from ripple_sim.briefs.write import check_file

    asked = form_of(out, form)
    folder = result if result.name not in ("", "..") else result.resolve()
    file = out or folder.with_name(f"{folder.name}-brief.{asked}")
    check_file(file, overwrite)
    writer(asked)  # a library that is missing is said before anything takes long

    from ripple_sim.briefs import brief as make

    said = Screen(stderr=True, quiet=quiet)
    with progress_bar(said, "Reading", "Worlds") as tell:
        found = make(
            result,
            plan=plan,
            why=why,
            tornado=tornado,
            complete=complete,
            on_pair=tell,
            on_run=tell,
        )
    found.write(file, asked, overwrite)
    Screen(quiet=quiet).print(found.say())
    missing = [
        words
        for part, words in (
            (found.why, "the path chart ('ripple explain' computes it)"),
            (found.tornado, "the tornado ('ripple sensitivity' computes it)"),
        )
        if part is None
    ]
    if missing:
        said.print(f"Without {' and '.join(missing)}; --complete computes what is missing.")
    said.print(f"Written to {file}", soft_wrap=True)


def verify(file: Path) -> bool:
    """Do again what a brief tells; print and return whether the numbers are the same."""
    from ripple_sim.briefs.verify import read_brief, verify_brief

    read_brief(file)  # refuses what is no brief before anything takes long
    with progress_bar(Screen(stderr=True), "Doing it again", "Run"):
        verification = verify_brief(file)
    print(escaped(verification.say))
    return verification.same
