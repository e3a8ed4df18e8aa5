"""The part of an address after the question mark, read so that nothing in it can raise."""

from __future__ import annotations

from urllib.parse import parse_qs


def asked_in(search: str | None, most_fields: int, longest: int) -> dict[str, list[str]]:
    """Return what a query asks for, by name; nothing where it is too long to have been meant.

    Parameters
    ----------
    search
        The query, without its question mark; None where there is none.
    most_fields
        Fields beyond these are left out.
    longest
        Characters that a query may have.
    """
    if not search or len(search) > longest:
        return {}
    fields = search.split("&", most_fields)[:most_fields]
    return parse_qs("&".join(fields), max_num_fields=None)


def first_of(asked: dict[str, list[str]], name: str) -> str:
    """Return what is asked first by a name; "" where nothing is."""
    return asked.get(name, [""])[0]


def whole_number(text: str) -> int:
    """Return a whole number of at most five digits; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
