"""The line between two panes: it is the scroll bar of the pane at its left."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from kaskad_tui.ui.marks import UNICODE, Marks


class ScrollLine(Widget):
    """One column: a thin line, thick where the pane stands, with a tick for each hit of a search."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--rule", "line--thumb", "line--hit"}

    def __init__(self, *, marks: Marks = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._marks = marks
        self._state = (0, 0, 0)
        self._hits: frozenset[int] = frozenset()

    def update(self, top: int, height: int, total: int, hits: Collection[int] = ()) -> None:
        """Show that lines `top` to `top + height` of `total` are in sight; `hits` are lines of `total`."""
        state, found = (top, height, total), frozenset(hits)
        if (state, found) == (self._state, self._hits):
            return
        before = self._picture()
        self._state, self._hits = state, found
        if self._picture() != before:
            self.refresh()

    def _thumb(self) -> range:
        top, height, total = self._state
        rows = self.size.height - 1
        if total <= height or rows < 1:
            return range(0)
        size = max(1, rows * height // total)
        begin = (rows - size) * top // max(1, total - height)
        return range(1 + begin, 1 + begin + size)

    def _picture(self) -> tuple[range, frozenset[int]]:
        _top, height, total = self._state
        rows = max(1, self.size.height - 1)
        if total <= height:  # all is in sight: each mark stands beside its line
            above = min(1, max(0, self.size.height - height))
            return range(0), frozenset(above + hit for hit in self._hits)
        return self._thumb(), frozenset(1 + hit * rows // total for hit in self._hits)

    def render_line(self, y: int) -> Strip:
        """Return one cell."""
        thumb, hits = self._picture()
        inside = y in thumb
        if y in hits:
            sign, role = (self._marks.hit_thumb if inside else self._marks.hit), "hit"
        else:
            sign, role = (self._marks.thumb, "thumb") if inside else (self._marks.line, "rule")
        return Strip([Segment(sign, self.get_component_rich_style(f"line--{role}"))])


class FocusLine(Widget):
    """The row above a pane: a bar in the accent while the pane has the focus."""

    def __init__(self, *, marks: Marks = UNICODE) -> None:
        super().__init__(classes="focus-line")
        self._marks = marks

    def render_line(self, y: int) -> Strip:
        """Return the row."""
        on = self.parent is not None and self.parent.has_pseudo_classes({"focus-within"})
        return Strip([Segment((self._marks.focus if on else " ") * self.size.width, self.rich_style)])
