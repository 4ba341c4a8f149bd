"""A pane: a widget, the row above it that shows the focus, and the keys that hold in it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Vertical
from textual.widget import Widget

from kaskad_tui.ui.keys import bindings
from kaskad_tui.ui.marks import Marks
from kaskad_tui.ui.widgets.scroll_line import FocusLine


class Pane(Vertical):
    """Holds one widget; `where` names the keys of the table that hold here."""

    def __init__(self, where: str, inside: Widget, *, marks: Marks) -> None:
        super().__init__(id=f"{where}-pane", classes="pane")
        self._inside = inside
        self._focus_line = FocusLine(marks=marks)
        self._bindings = BindingsMap(bindings(where))

    def compose(self) -> ComposeResult:
        """Lay out the focus line above the widget."""
        yield self._focus_line
        yield self._inside
