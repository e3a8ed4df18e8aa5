"""What a brief carries for machines: how its numbers came about, and all of them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ripple_sim import __version__
from ripple_sim.report.manifest import MADE_BY, Manifest
from ripple_sim.scenario.checked_files import DamagedError, check_json, from_checked_json
from ripple_sim.scenario.problems import RippleError

Form = Literal["html", "pdf", "pptx", "xlsx"]


class Study(BaseModel):
    """What brings out a study again: its manifest, and the files with its companies and plans."""

    model_config = ConfigDict(frozen=True)

    manifest: Manifest
    texts: dict[str, str]


class Record(BaseModel):
    """What a brief says of itself.

    Attributes
    ----------
    made_by, layout, ripple_sim
        The program, the number of this layout, and the version that wrote the brief.
    form, plan
        The brief's format, and the plan that it is about.
    compared, why, tornado
        The studies that it tells.
    numbers
        What they found, by name, as text that holds them to the last bit.
    words
        All its visible words in their order, one space between them; none of a PDF.
    pictures
        SHA-256 of each of its pictures, sorted; of a PDF, of all that is drawn.
    """

    model_config = ConfigDict(frozen=True)

    made_by: str
    layout: Literal[1] = 1
    ripple_sim: str = __version__
    form: Form
    plan: str
    compared: Study
    why: Study | None = None
    tornado: Study | None = None
    numbers: dict[str, str]
    words: str = ""
    pictures: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the record as JSON in ASCII, with a checksum.

        No markup and no spreadsheet's escape can begin in it.
        """
        said = json.dumps(self.model_dump(exclude_none=True))
        for sign in "<>&":
            said = said.replace(sign, f"\\u{ord(sign):04x}")
        return check_json(said.replace("_x", "\\u005fx"))


def exact(numbers: Mapping[str, float]) -> dict[str, str]:
    """Return numbers as text that holds them to the last bit; a missing one is ``nan``."""
    return {name: "nan" if math.isnan(value) else repr(value) for name, value in numbers.items()}


def read_record(text: str, where: str) -> Record:
    """Return the record that a text holds.

    Raises
    ------
    RippleError
        When it can't be read, another program made it, or it has changed since.
    """
    try:
        record = Record.model_validate_json(text)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        said = f"'{place}': {first['msg']}" if place else first["msg"]
        raise RippleError(f"the record in {where} can't be read ({said})") from None
    if record.made_by != MADE_BY:
        raise RippleError(f"{where} was made by '{record.made_by}', not by {MADE_BY}")
    try:
        from_checked_json(text)
    except DamagedError:
        raise RippleError(f"the record in {where} has changed since the brief was written") from None
    return record
