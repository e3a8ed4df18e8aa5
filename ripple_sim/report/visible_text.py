r"""Text as every format can hold it: what can't be seen or written stands as ``\x07``."""

from __future__ import annotations

import re

# Control characters but tab and line ends, halves of surrogate pairs, and what is no character.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    r"""Return a text with its control characters written out, such as ``\x07`` for a bell.

    XML, PDF, NetCDF and tables of text can't hold them, or programs that read those can't. Tab and
    line ends stay.
    """
    return _UNSEEN.sub(_written_out, text) if _UNSEEN.search(text) else text


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
