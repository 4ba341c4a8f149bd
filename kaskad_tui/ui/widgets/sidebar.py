"""The sidebar: the top five and the other lists that stand beside the articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from kaskad_tui.i18n import _
from kaskad_tui.model import Headline, ListKind
from kaskad_tui.ui.fitting import fit
from kaskad_tui.ui.marks import UNICODE, Marks

Lists = Mapping[ListKind, tuple[Headline, ...]]
Line = tuple[str, str, int]
"""Number or sign, text, index of the entry it belongs to (-1 for a heading or an empty line)."""


def heading(kind: ListKind) -> str:
    """Return the name of a list, in capitals."""
    match kind:
        case ListKind.TOP:
            name = _("Top 5 today")
        case ListKind.POPULAR_WEEK:
            name = _("Popular this week")
        case ListKind.POPULAR:
            name = _("Popular news")
        case ListKind.RELATED:
            name = _("On the subject")
        case ListKind.VIDEO:
            name = _("Video of the day")
    return name.upper()


_SEQUENCE = (ListKind.TOP, ListKind.POPULAR_WEEK, ListKind.POPULAR, ListKind.RELATED, ListKind.VIDEO)


class Sidebar(ScrollView, can_focus=True, inherit_bindings=False):
    """Lists of headlines under their names; empty ones are left out."""

    DEFAULT_CSS = """
    Sidebar { overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"sidebar--{role}" for role in "heading number read unread cursor bar note".split()
    }

    class OpenRequested(Message):
        """An entry was clicked."""

        def __init__(self, widget: Sidebar, headline: Headline) -> None:
            super().__init__()
            self.widget = widget
            self.headline = headline

        @property
        def control(self) -> Sidebar:
            """The sidebar that sent it."""
            return self.widget

    def __init__(self, *, marks: Marks = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._marks = marks
        self._lists: Lists = {}
        self._entries: list[Headline] = []
        self._lines: list[Line] = []
        self._cursor = 0
        self._width = 0
        """For which the lines are cut."""

    def show(self, lists: Lists) -> None:
        """Show lists; the cursor stays where it is."""
        if lists == self._lists:
            return
        self._lists = dict(lists)
        self._lay_out()

    @property
    def lists(self) -> Lists:
        """What is shown."""
        return self._lists

    @property
    def current(self) -> Headline | None:
        """The entry under the cursor."""
        return self._entries[self._cursor] if self._cursor < len(self._entries) else None

    def move(self, steps: int) -> None:
        """Move the cursor by entries."""
        self.go_to(self._cursor + steps)

    def go_to(self, index: int) -> None:
        """Put the cursor on an entry."""
        index = max(0, min(len(self._entries) - 1, index))
        if index != self._cursor:
            self._cursor = index
            self._reveal()
            self.refresh()

    @property
    def last(self) -> int:
        """Index of the last entry."""
        return max(0, len(self._entries) - 1)

    def _lay_out(self) -> None:
        self._cut_lines()
        self._go(self.scroll_offset.y)
        self.refresh()

    def _cut_lines(self) -> None:
        self._entries, self._lines, self._width = [], [], self.size.width
        room = max(1, self.size.width - 6)
        most = 3 if self.size.width < 30 else 2
        for kind in _SEQUENCE:
            items = self._lists.get(kind, ())
            if not items:
                continue
            if self._lines:
                self._lines.append(("", "", -1))
            self._lines += [("", heading(kind), -1), ("", "", -1)]
            for number, headline in enumerate(items, 1):
                sign = str(number) if kind is ListKind.TOP else self._marks.bullet
                for at, text in enumerate(fit(headline.title, room, most)):
                    self._lines.append((sign if at == 0 else "", text, len(self._entries)))
                self._entries.append(headline)
                if number < len(items):
                    self._lines.append(("", "", -1))
        self._cursor = min(self._cursor, self.last)
        size = Size(self.size.width, len(self._lines))
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)

    def _go(self, y: int) -> None:
        y = max(0, min(y, len(self._lines) - self.size.height))
        if y != self.scroll_offset.y:
            self.scroll_y = self.scroll_target_y = y

    def _reveal(self) -> None:
        mine = [y for y, (_sign, _text, entry) in enumerate(self._lines) if entry == self._cursor]
        if not mine or not self.size.height:
            return
        first = 0 if self._cursor == 0 else mine[0]
        if first < self.scroll_offset.y:
            self._go(first)
        elif mine[-1] >= self.scroll_offset.y + self.size.height:
            self._go(mine[-1] - self.size.height + 1)

    def scroll_lines(self, lines: int) -> None:
        """Move the view, not the cursor."""
        self._go(self.scroll_offset.y + lines)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down."""
        event.prevent_default().stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up."""
        event.prevent_default().stop()
        self.scroll_lines(-3)

    def on_click(self, event: events.Click) -> None:
        """Open the entry under the mouse."""
        y = event.y + self.scroll_offset.y
        entry = self._lines[y][2] if 0 <= y < len(self._lines) else -1
        if entry >= 0:
            self.go_to(entry)
            self.post_message(self.OpenRequested(self, self._entries[entry]))

    def on_resize(self) -> None:
        """Lay out for the new width; the cursor's entry stays in sight."""
        self._lay_out()
        self._reveal()

    def on_focus(self) -> None:
        """The cursor shows only while the sidebar has the focus."""
        self.refresh()

    on_blur = on_focus

    def render_line(self, y: int) -> Strip:
        """Return row `y` of the pane."""
        width, ground = self.size.width, self.rich_style
        if width != self._width:
            # the framework may paint at a new size before the widget has heard of it, and never again
            self._cut_lines()
        if not self._lines:
            note = fit(_("Nothing here yet"), max(1, width - 4), 3) if y == 0 else [""]
            words = Segment(f"  {note[0]}", self._look("note", Style.null()))
            return Strip([words]).adjust_cell_length(width, ground)
        at = y + self.scroll_offset.y
        if at >= len(self._lines):
            return Strip.blank(width, ground)
        sign, text, entry = self._lines[at]
        if entry < 0:
            return Strip([Segment(f"  {text}", self._look("heading", Style.null()))]).adjust_cell_length(
                width, ground
            )
        cursor = entry == self._cursor and self.has_focus
        over = self.get_component_rich_style("sidebar--cursor", partial=True) if cursor else Style.null()
        role = "read" if self._entries[entry].read else "unread"
        bar = Segment(self._marks.cursor if cursor else " ", self._look("bar", over))
        number = Segment(f" {sign:<3}", self._look("number", over))
        words = Segment(text, self._look(role, over))
        return Strip([bar, number, words]).adjust_cell_length(width, ground + over)

    def _look(self, role: str, over: Style) -> Style:
        return self.get_component_rich_style(f"sidebar--{role}") + over
