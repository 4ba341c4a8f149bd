"""The sidebar: the lists that stand beside the articles, or in their place versions or contents of one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
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
from kaskad_tui.ui import side_lines
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.fitting import fit
from kaskad_tui.ui.marks import UNICODE, Marks
from kaskad_tui.ui.side_lines import Lists, SideLine, VersionEntry


class Sidebar(ScrollView, can_focus=True, inherit_bindings=False):
    """Lists of headlines under their names (empty ones are left out), or what `show_instead` is given."""

    DEFAULT_CSS = """
    Sidebar { overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"sidebar--{role}"
        for role in "heading number read unread cursor bar note remark version chosen bar-behind hint".split()
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

    class EntryChosen(Message):
        """The cursor stands on another entry of what stands in the lists' place, or one was clicked."""

        def __init__(self, widget: Sidebar, index: int, *, clicked: bool = False) -> None:
            super().__init__()
            self.widget = widget
            self.index = index
            self.clicked = clicked

        @property
        def control(self) -> Sidebar:
            """The sidebar that sent it."""
            return self.widget

    def __init__(self, *, marks: Marks = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._marks = marks
        self._lists: Lists = {}
        self._computed: frozenset[ListKind] = frozenset()
        self._muted: frozenset[int] = frozenset()
        self._instead: Callable[[int], list[SideLine]] | None = None
        self._count = 0
        """Entries of what stands in the lists' place."""
        self._entries: list[Headline] = []
        self._lines: list[SideLine] = []
        self._cursor = 0
        self._kept = 0
        """Where the cursor of the lists stands meanwhile."""
        self._width = 0
        """For which the lines are cut."""

    def show(self, lists: Lists, computed: Collection[ListKind] = (), muted: Collection[int] = ()) -> None:
        """Show lists, some of them computed here, without muted headlines; the cursor stays where it is."""
        if (lists, frozenset(computed), frozenset(muted)) == (self._lists, self._computed, self._muted):
            return
        self._lists, self._computed, self._muted = dict(lists), frozenset(computed), frozenset(muted)
        if self._instead is None:
            self._lay_out()

    def show_versions(self, versions: Sequence[VersionEntry], cursor: int = 0) -> None:
        """Show versions in place of the lists; none of them brings the lists back."""
        made = partial(side_lines.of_versions, tuple(versions)) if versions else None
        self.show_instead(made, len(versions), cursor)

    def show_instead(
        self, made: Callable[[int], list[SideLine]] | None, count: int = 0, cursor: int = 0
    ) -> None:
        """Show other lines in place of the lists, or the lists again.

        Args:
            made: makes the lines for a width; None brings the lists back.
            count: how many entries they have.
            cursor: the entry under the cursor.
        """
        if (made is None) != (self._instead is None):
            self._kept, self._cursor = self._cursor, self._kept
        self._instead, self._count = made, count
        if made is not None:
            self._cursor = cursor
        self._lay_out()
        self._reveal()

    @property
    def lists(self) -> Lists:
        """What is shown."""
        return self._lists

    @property
    def current(self) -> Headline | None:
        """The headline under the cursor; None where no lists stand."""
        return self._entries[self._cursor] if self._cursor < len(self._entries) else None

    @property
    def cursor(self) -> int:
        """The entry under the cursor."""
        return self._cursor

    def move(self, steps: int) -> None:
        """Move the cursor by entries."""
        self.go_to(self._cursor + steps)

    def go_to(self, index: int) -> None:
        """Put the cursor on an entry."""
        index = max(0, min(self.last, index))
        if index != self._cursor:
            self._cursor = index
            self._reveal()
            self.refresh()
            if self._instead is not None:
                self.post_message(self.EntryChosen(self, index))

    @property
    def last(self) -> int:
        """Index of the last entry."""
        return max(0, (len(self._entries) if self._instead is None else self._count) - 1)

    def _lay_out(self) -> None:
        self._cut_lines()
        self._go(self.scroll_offset.y)
        self.refresh()

    def _cut_lines(self) -> None:
        self._width = width = self.size.width
        if self._instead is not None:
            self._entries = []
            self._lines = self._instead(width)
        else:
            self._lines, self._entries = side_lines.of_lists(
                self._lists, self._computed, width, self._marks, self._muted
            )
        self._cursor = min(self._cursor, self.last)
        size = Size(self.size.width, len(self._lines))
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)

    def _go(self, y: int) -> None:
        y = max(0, min(y, len(self._lines) - self.size.height))
        if y != self.scroll_offset.y:
            self.scroll_y = self.scroll_target_y = y

    def _reveal(self) -> None:
        mine = [y for y, line in enumerate(self._lines) if line.entry == self._cursor]
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
        entry = self._lines[y].entry if 0 <= y < len(self._lines) else -1
        if entry >= 0:
            self.go_to(entry)
            if self._instead is not None:
                self.post_message(self.EntryChosen(self, entry, clicked=True))
        if 0 <= entry < len(self._entries):
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
        line = self._lines[at]
        # which version or heading is shown has to be seen also while the text has the focus
        cursor = line.entry == self._cursor and (self.has_focus or self._instead is not None)
        over = Style.null()
        if cursor:
            name = "cursor" if self.has_focus else "chosen"
            over = self.get_component_rich_style(f"sidebar--{name}", partial=True)
        role = "bar" if self.has_focus else "bar-behind"
        bar = Segment(self._marks.cursor if cursor else " ", self._look(role, over))
        number = Segment(" " if line.sign is None else f" {line.sign:<3}", self._look("number", over))
        segments = [bar, number, Segment(line.text, self._look(line.role, over))]
        if line.hint:
            letters = Segment(line.hint, self._look("hint", over))
            segments[1:2] = [Segment(" "), letters, Segment(" " * (3 - cells(line.hint)))]
        strip = Strip(segments)
        if line.end:
            gap = " " * max(1, width - strip.cell_length - cells(line.end) - 2)
            strip = Strip([*segments, Segment(gap + line.end, self._look("note", over))])
        return strip.adjust_cell_length(width, ground + over)

    def _look(self, role: str, over: Style) -> Style:
        return self.get_component_rich_style(f"sidebar--{role}") + over
