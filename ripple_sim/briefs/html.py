"""A brief as one HTML page that needs nothing else: no network, no other file."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import jinja2
from markupsafe import Markup

from ripple_sim import __version__
from ripple_sim.briefs.formats import Seen, seen
from ripple_sim.briefs.page import BriefPage
from ripple_sim.briefs.pictures import svgs
from ripple_sim.briefs.tables import tables
from ripple_sim.scenario.showing import visible
from ripple_sim.study.sensitivity.figure import MEASURES

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_RECORD = re.compile(rb'<script type="application/json" id="record">(.*?)</script>', re.DOTALL)
_PICTURE = re.compile(rb"<svg\b.*?</svg>", re.DOTALL)
_UNSEEN = {"script", "style", "svg"}
_TOLD = {"aria-label", "alt"}


def render(brief: BriefPage, record: str) -> bytes:
    """Return the page."""
    pictures = {name: Markup(picture) for name, picture in svgs(brief).items()}
    page = _template().render(
        brief=brief,
        measures=MEASURES,
        tables=tables(brief),
        pictures=pictures,
        version=__version__,
        record=Markup(record),
    )
    return page.encode()


def look(content: bytes) -> Seen:
    """Return the page's words and pictures."""
    reader = _Reader()
    reader.feed(content.decode(errors="replace"))
    return seen(reader.words, _PICTURE.findall(content))


def carried(content: bytes) -> str | None:
    """Return the record that the page carries."""
    result = _RECORD.search(content)
    return result[1].decode(errors="replace") if result else None


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
    )
    return environment.get_template("brief.html")


def _shown(value: object) -> object:
    return visible(value) if type(value) is str else value


class _Reader(HTMLParser):
    """Collects what a page says, and what it says of its pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += [value for name, value in attrs if name in _TOLD and value]
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)
