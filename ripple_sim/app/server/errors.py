"""What goes wrong is written to the log under a number; visitors see the number alone."""

from __future__ import annotations

import logging
import traceback
from secrets import token_hex
from types import SimpleNamespace, TracebackType
from typing import Any

from ripple_sim.wording import mark

log = logging.getLogger("ripple_sim.app")
SENTENCE = mark("Something went wrong (reference {reference}). Please reload the page.")


def noted(problem: BaseException) -> str:
    """Write a problem to the log and return its reference number."""
    reference = token_hex(4)
    log.error("reference %s", reference, exc_info=problem)
    return reference


def hide_tracebacks() -> None:
    """Let Solara and Reacton show a reference number where they would show a traceback.

    Both put the whole traceback on the page, in production too.
    """
    import reacton.core
    import solara.server.app

    def public(kind: Any, problem: BaseException, trace: TracebackType | None, *_: Any, **__: Any) -> list[str]:
        return [SENTENCE.format(reference=noted(problem))]

    public_only = SimpleNamespace(**{**vars(traceback), "format_exception": public})
    for module in (reacton.core, solara.server.app):
        vars(module)["traceback"] = public_only
