"""Tables for a terminal of any width: where columns don't fit side by side, rows become lists."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Self, cast

from rich import box
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding, PaddingDimensions
from rich.table import Column, Table
from rich.text import Text

_WIDEST = 100_000  # columns, in which nothing wraps
_WORD = 14  # letters of a word that stay together in a column that wraps


class ConsoleTable(Table):
    """A table of which no width cuts anything off.

    Columns that may wrap fold their longest words. Where even that is not enough, each row is
    written as a list, a line a cell with its heading.
    """

    @classmethod
    def grid(cls, *headers: Column | str, padding: PaddingDimensions = 0, **looks: bool) -> Self:
        """Return a table without lines; its headings are seen only where rows become lists."""
        return cast(Self, super().grid(*headers, padding=padding, **looks))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay the table out for a width."""
        widths = self._widths(console, options)
        if widths is None:
            yield from self.listed()
            return
        fitted = copy.copy(self)
        fitted.columns = [_of_width(column, width) for column, width in zip(self.columns, widths, strict=True)]
        yield from Table.__rich_console__(fitted, console, options)

    def _widths(self, console: Console, options: ConsoleOptions) -> list[int | None] | None:
        """Return the columns' widths, None for one that Rich may choose; None if they don't fit."""
        least, most = zip(*(self._span(console, column) for column in self.columns), strict=True)
        room = options.max_width - self._between()
        if sum(least) > room:
            return None
        if self.expand:
            return [column.width for column in self.columns]
        widths = list(most)
        while sum(widths) > room:
            widest = max(
                (place for place, width in enumerate(widths) if width > least[place]),
                key=lambda place: (widths[place], place),  # of equals the last
            )
            widths[widest] -= 1
        return list(widths)

    def _span(self, console: Console, column: Column) -> tuple[int, int]:
        """Return the least width of a column in which it is readable, and that of its text."""
        if column.width is not None:
            return column.width, column.width
        wide = console.options.update_width(_WIDEST)
        shown = [column.header, *column.cells] if self.show_header else list(column.cells)
        spans = [Measurement.get(console, wide, cell) for cell in shown]
        longest = max((span.maximum for span in spans), default=0)
        if column.no_wrap:
            return longest, max(longest, column.min_width or 0)
        word = min(max((span.minimum for span in spans), default=0), _WORD)
        return max(word, column.min_width or 0), max(longest, column.min_width or 0)

    def _between(self) -> int:
        """Return how much of the width is no cell: edges, lines and padding."""
        _, right, _, left = self.padding
        inner = max(0, left - right) if self.collapse_padding else left
        padding = right + left + (len(self.columns) - 1) * (inner + right)
        lines = len(self.columns) - 1 + 2 * self.show_edge if self.box else 0
        return padding + lines

    def listed(self) -> Iterator[RenderableType]:
        """Yield every row as a list below its first cell."""
        if self.title:
            yield _text(self.title, self.title_style or "")
        first, *others = self.columns
        if self.show_header and _words(first.header):
            yield _text(first.header, "underline")
        cells = [list(column.cells) for column in self.columns]
        for place, row in enumerate(self.rows):
            style = row.style or ""
            if _words(cells[0][place]):
                yield _text(cells[0][place], style)
            for column, held in zip(others, cells[1:], strict=True):
                if _words(held[place]):
                    head = f"{_words(column.header)}: " if _words(column.header) else ""
                    line = Text(head, overflow="fold").append_text(_text(held[place], style))
                    yield Padding(line, (0, 0, 0, 2))
            if row.end_section:
                yield Text()
        if self.caption:
            yield _text(self.caption, self.caption_style or "")
        yield Text()


def titled_table(title: Text | str, caption: Text | str) -> ConsoleTable:
    """Return an empty table with a line under its head, a title above it and a caption below."""
    return ConsoleTable(
        title=Text(title, style="bold") if isinstance(title, str) else title,
        title_style="not italic",
        title_justify="left",
        caption=caption,
        caption_style="dim",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )


def _of_width(column: Column, width: int | None) -> Column:
    fitted = copy.copy(column)
    fitted.width = width
    if not column.no_wrap:
        fitted.overflow = "fold"
    return fitted


def _text(shown: RenderableType, style: object) -> Text:
    inner = shown.renderable if isinstance(shown, Padding) else shown
    text = inner.copy() if isinstance(inner, Text) else Text(str(inner))
    text.overflow = "fold"
    text.stylize_before(str(style))
    return text


def _words(shown: RenderableType) -> str:
    return ", ".join(_text(shown, "").plain.strip().split("\n"))
