"""The table of the help: groups of rows (keys, the same on the Russian layout, what they do) in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from kaskad_tui.i18n import _
from kaskad_tui.ui.article.wrapping import cells, wrap

_TWO_FROM = 96
"""From so many cells on the groups stand in two columns."""
_TWINS_FROM = 44
"""A narrower column has no room for the Russian layout."""
_KEYS_MOST = 16
_GAP = 2


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What one row says; `id` is the action that Enter does."""

    id: str
    keys: str
    twins: str
    text: str


class _Line(NamedTuple):
    """A line of a column: words with their roles, and the row that it belongs to (-1: none)."""

    parts: tuple[tuple[str, str], ...] = ()
    row: int = -1


Group = tuple[str, Sequence[KeyRow]]
"""A heading and its rows."""


def split(heights: Sequence[int]) -> tuple[bool, ...]:
    """Return for each group whether it stands in the second column, so that both are about as long."""

    def longest(sides: tuple[bool, ...]) -> tuple[int, int]:
        right = sum(height + 1 for height, second in zip(heights, sides, strict=True) if second)
        steps_back = sum(one > other for one, other in pairwise(sides))
        return max(right, sum(heights) + len(heights) - right), steps_back

    ways = product((False, True), repeat=max(0, len(heights) - 1))
    return min(((False, *sides)[: len(heights)] for sides in ways), key=longest)


class KeyTable(ScrollView, can_focus=False):
    """Has a cursor only once it was moved, or where the rows are what a query found."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"keys--{role}" for role in "heading key twin text cursor chosen".split()
    }
    DEFAULT_CSS = "KeyTable { overflow-x: hidden; overflow-y: auto; scrollbar-gutter: stable; }"

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, id_: str) -> None:
            super().__init__()
            self.id = id_

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._groups: list[Group] = []
        self._rows: list[KeyRow] = []
        self._columns: list[list[_Line]] = []
        self._width = 0
        self._cursor = -1
        self._found = False

    def show(self, groups: Sequence[Group], *, found: bool) -> None:
        """Show groups: all there are, or what was found: in one column, with the cursor on the first row."""
        self._groups, self._found = list(groups), found
        self._cursor = 0 if found else -1
        self._lay_out()
        self.scroll_to(y=0, animate=False, immediate=True)

    @property
    def current(self) -> str | None:
        """The action under the cursor."""
        return self._rows[self._cursor].id if 0 <= self._cursor < len(self._rows) else None

    def move(self, steps: int) -> None:
        """Move the cursor by rows; the first step puts it on the first one."""
        if not self._rows:
            return
        self._cursor = max(0, min(len(self._rows) - 1, self._cursor + steps))
        ys = [y for column in self._columns for y, line in enumerate(column) if line.row == self._cursor]
        top = min(ys) - 1 if ys[0] == 1 else ys[0]  # with the first row its heading
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        elif ys[-1] >= self.scroll_offset.y + self.size.height:
            self.scroll_to(y=ys[-1] - self.size.height + 1, animate=False, immediate=True)
        self.refresh()

    @property
    def page(self) -> int:
        """Rows of a page."""
        return max(1, self.size.height - 2)

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self._lay_out()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return as many lines as the longest column has."""
        if width != self._width:
            self._lay_out(width)
        return max((len(column) for column in self._columns), default=1)

    def _lay_out(self, width: int = 0) -> None:
        self._width = width or self.size.width
        width = self._width - 1  # the scroll line has its own column, seen or not
        count = 2 if width >= _TWO_FROM and not self._found else 1
        each = (width - 3 * (count - 1)) // count
        sides = (
            split([len(rows) + 1 for _heading, rows in self._groups])
            if count == 2
            else [False] * len(self._groups)
        )
        self._rows = []
        self._columns = []
        for right in (False, True)[:count]:
            groups = [group for group, side in zip(self._groups, sides, strict=True) if side is right]
            self._columns.append(self._column(groups, each))
        size = Size(width, max((len(column) for column in self._columns), default=0))
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self.refresh(layout=True)
        self.refresh()

    def _column(self, groups: Sequence[Group], width: int) -> list[_Line]:
        rows = [row for _heading, some in groups for row in some]
        keys = min(_KEYS_MOST, max((cells(row.keys) for row in rows), default=0))
        twins = max((cells(row.twins) for row in rows), default=0) if width >= _TWINS_FROM else 0
        indent = keys + _GAP + (twins + _GAP if twins else 0)
        lines: list[_Line] = []
        for heading, some in groups:
            lines += [_Line()] if lines else []
            lines.append(_Line(((heading, "heading"),)))
            for row in some:
                first, *more = [row.text[a:b] for a, b in wrap(row.text, max(10, width - indent))]
                head = [(row.keys.ljust(keys + _GAP), "key")]
                if twins:
                    head.append((row.twins.ljust(twins + _GAP), "twin"))
                over = sum(cells(text) for text, _role in head) - indent
                number = len(self._rows)
                if over > 0 and over + cells(first) > width - indent:  # long keys have a line of their own
                    lines.append(_Line(tuple(head), number))
                    head = [(" " * indent, "text")]
                lines.append(_Line((*head, (first, "text")), number))
                lines += [_Line(((" " * indent + text, "text"),), number) for text in more]
                self._rows.append(row)
        return lines or [_Line(((_("Nothing by that name"), "twin"),))] * self._found

    def render_line(self, y: int) -> Strip:
        """Return row `y`."""
        ground = self.rich_style
        count = len(self._columns)
        each = (self._width - 1 - 3 * (count - 1)) // max(1, count)
        at = y + self.scroll_offset.y
        strips: list[Strip] = []
        for number, column in enumerate(self._columns):
            line = column[at] if at < len(column) else _Line()
            chosen = line.row >= 0 and line.row == self._cursor
            over = self.get_component_rich_style("keys--cursor", partial=True) if chosen else Style.null()
            segments = [
                Segment(text, self.get_component_rich_style(f"keys--{role}") + over)
                for text, role in line.parts
            ]
            strips.append(Strip(segments).adjust_cell_length(each, ground + over))
            if number < count - 1:
                strips.append(Strip.blank(3, ground))
        return Strip.join(strips).adjust_cell_length(self.size.width, ground)

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        each = self._width // max(1, len(self._columns))
        column = min(event.x // max(1, each), len(self._columns) - 1)
        at = event.y + self.scroll_offset.y
        row = self._columns[column][at].row if 0 <= at < len(self._columns[column]) else -1
        if row >= 0:
            self.post_message(self.Chosen(self._rows[row].id))
