"""The formats of a brief: how each is written, and how what it says is read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast, get_args

from ripple_sim.briefs.page import BriefPage
from ripple_sim.briefs.record import Form
from ripple_sim.scenario.problems import RippleError, nearest
from ripple_sim.scenario.showing import short

FORMS: tuple[Form, ...] = get_args(Form)
MODULES = {form: form for form in FORMS}
_LIBRARIES = {"html": "Jinja2", "pdf": "reportlab", "pptx": "python-pptx", "xlsx": "XlsxWriter"}


@dataclass(frozen=True)
class Seen:
    """What somebody sees in a brief: its words, one space between them, and its pictures."""

    words: str
    pictures: tuple[str, ...]


def seen(words: Iterable[str], pictures: Iterable[bytes] = ()) -> Seen:
    """Return what is seen, of texts in their order and of pictures in any."""
    hashes = sorted(hashlib.sha256(picture).hexdigest() for picture in pictures)
    return Seen(" ".join(" ".join(words).split()), tuple(hashes))


class Writer(Protocol):
    """What each format's module does."""

    def render(self, brief: BriefPage, record: str) -> bytes:
        """Return the file; ``record`` is what it carries for machines."""

    def look(self, content: bytes) -> Seen:
        """Return what is seen in a file."""

    def carried(self, content: bytes) -> str | None:
        """Return the record that a file carries, or None."""


def writer(form: Form) -> Writer:
    """Return the module that writes a format.

    Raises
    ------
    RippleError
        When its library isn't installed.
    """
    try:
        return cast(Writer, import_module(f"ripple_sim.briefs.{MODULES[form]}"))
    except ModuleNotFoundError as problem:
        if (problem.name or "").startswith("ripple_sim"):
            raise
        raise RippleError(
            'a brief as {form} needs {library}; install it with: pip install "ripple_sim[reports]"',
            form=form,
            library=_LIBRARIES[form],
        ) from None


def form_of(out: Path | None, form: str | None) -> Form:
    """Return the format asked for, or the one that a file's ending says; HTML if neither does.

    Raises
    ------
    RippleError
        When it is unknown, or the two say different things.
    """
    ending = out.suffix.lower().removeprefix(".") if out else ""
    ending = "html" if ending == "htm" else ending
    asked = form or ending or "html"
    if asked not in FORMS:
        raise RippleError(
            f"a brief can't be written as '{short(asked)}'; there are {', '.join(FORMS)}{nearest(asked, FORMS)}"
        )
    if form and ending in FORMS and ending != form:
        raise RippleError(f"{out} ends in .{ending}, but the format asked for is {form}")
    return asked
