"""The list of headlines: our own widget on the line API, a window over the archive.

It holds the order of the rows and the few pages of 64 that are in sight; cursor and top are held by row, so
that what comes in above moves nothing. It binds no keys; the screen calls its methods.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.color import Color
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from kaskad_tui.clock import now
from kaskad_tui.model import Headline
from kaskad_tui.reader import Label
from kaskad_tui.ui import headline_rows
from kaskad_tui.ui.fitting import fit
from kaskad_tui.ui.headline_order import Geometry, HeadlineOrder
from kaskad_tui.ui.headline_rows import RowLook, Run
from kaskad_tui.ui.marks import UNICODE, Marks
from kaskad_tui.ui.widgets import headline_messages as messages

_PAGE = 64
_NEAR_END = 6
"""So many rows before the end the next page of the site is wanted."""

Provider = Callable[[Sequence[int]], list[Headline]]


class HeadlineList(ScrollView, can_focus=True, inherit_bindings=False):
    """Headlines, newest first, in groups of days."""

    DEFAULT_CSS = """
    HeadlineList { overflow-x: hidden; overflow-y: scroll; scrollbar-size: 0 0; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"headlines--{role}"
        for role in (
            "bar mark gap time new-time read unread cursor-title star changed section day count cursor empty"
        ).split()
    }

    CursorMoved: TypeAlias = messages.CursorMoved
    OpenRequested: TypeAlias = messages.OpenRequested
    EndNeared: TypeAlias = messages.EndNeared
    Scrolled: TypeAlias = messages.Scrolled

    def __init__(self, provider: Provider, *, marks: Marks = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._provider = provider
        self._order = HeadlineOrder(array("q"), array("q"))
        self._pages: LRUCache[int, list[Headline | None]] = LRUCache(16)
        self._rows: LRUCache[tuple[int, bool], list[Strip]] = LRUCache(512)
        self._styles: dict[str, Style] = {}
        self._cursor = 0
        self._partial = False
        self._look = RowLook(1, 2, marks, now(), grouped=True)
        self._gap = 1
        self._laid_out = Size()
        self.empty_note = ""
        """What stands in place of an empty list; clean text."""

    # what is shown
    def show(self, order: HeadlineOrder, *, cursor: int | None = None, partial: bool = False) -> None:
        """Show an order.

        Args:
            order: the rows.
            cursor: the row that gets the cursor; None keeps it on its row and that row on its line.
            partial: there are more rows than these; the count of the last day is not known yet.
        """
        key, line = self.cursor_key, self._cursor_line()
        self._order, self._partial = order, partial
        self._pages.clear()
        self._rows.clear()
        self._look = replace(self._look, grouped=bool(order.starts) or not len(order))
        wanted = key if cursor is None else cursor
        found = order.index(wanted) if wanted else None
        self._cursor = min(self._cursor, max(0, len(order) - 1)) if found is None else found
        self._measure()
        if cursor is None and found is not None:
            self._go(self.geometry.top(found) - line)
        self._reveal()
        self.refresh()
        if self.cursor_key != key:
            self.post_message(self.CursorMoved(self))

    def look(
        self,
        *,
        moment: datetime | None = None,
        lines: int | None = None,
        gap: int | None = None,
        timeless: bool | None = None,
        visited: datetime | None = None,
        quiet_section: str | None = None,
        labels: Mapping[str, Label] | None = None,
    ) -> None:
        """Change how rows look; what is None stays as it is."""
        before, line = (self._look, self._gap), self._cursor_line()
        self._look = replace(
            self._look,
            now=moment or self._look.now,
            lines=self._look.lines if lines is None else lines,
            timeless=self._look.timeless if timeless is None else timeless,
            visited=visited or self._look.visited,
            quiet_section=quiet_section or self._look.quiet_section,
            labels=self._look.labels if labels is None else labels,
        )
        self._gap = self._gap if gap is None else gap
        if (self._look, self._gap) != before:
            self._rows.clear()
            self._measure()
            self._go(self.geometry.top(self._cursor) - line)
            self._reveal()
            self.refresh()

    def forget(self, keys: Collection[int] = ()) -> None:
        """Ask for these headlines again (for all when empty) and repaint those that are in sight."""
        if not keys:
            self._pages.clear()
            self._rows.clear()
            self.refresh()
            return
        for key in keys:
            at = self._order.near(key, self._cursor)
            self._rows.discard((key, True))
            self._rows.discard((key, False))
            if at is not None:
                self._pages.discard(at // _PAGE)
                self._repaint(at)

    @property
    def order(self) -> HeadlineOrder:
        """The rows that are shown."""
        return self._order

    @property
    def geometry(self) -> Geometry:
        """Where they stand."""
        return Geometry(self._order, self._look.lines + self._gap, 1 + self._gap)

    def headline(self, index: int) -> Headline | None:
        """Return a row's headline; None beyond the ends, or when the archive no longer has it."""
        if not 0 <= index < len(self._order):
            return None
        number = index // _PAGE
        page = self._pages.get(number)
        if page is None:
            keys = self._order.keys[number * _PAGE : (number + 1) * _PAGE]
            found = {headline.key: headline for headline in self._provider(keys)}
            page = [found.get(key) for key in keys]
            self._pages.set(number, page)
        return page[index % _PAGE]

    # the cursor
    @property
    def cursor(self) -> int:
        """Index of the row under the cursor."""
        return self._cursor

    @property
    def cursor_key(self) -> int:
        """The row under the cursor, 0 in an empty list."""
        return self._order.keys[self._cursor] if self._cursor < len(self._order) else 0

    @property
    def current(self) -> Headline | None:
        """The headline under the cursor."""
        return self.headline(self._cursor)

    def move(self, steps: int) -> bool:
        """Move the cursor; False when it stands at the end already."""
        return self.go_to(max(0, min(len(self._order) - 1, self._cursor + steps)))

    def page(self, pages: float) -> bool:
        """Move the cursor by so many screens."""
        rows = max(1, self.size.height // self.geometry.item - 1)
        return self.move(int(rows * pages) or (1 if pages > 0 else -1))

    def go_to(self, index: int) -> bool:
        """Put the cursor on a row; False when it stands there already."""
        if not 0 <= index < len(self._order):
            return False
        if index >= len(self._order) - _NEAR_END:
            # asked again also where the cursor cannot move: what was asked for before may not have come
            self.post_message(self.EndNeared(self))
        if index == self._cursor:
            return False
        before, self._cursor = self._cursor, index
        scrolled = self._reveal()
        if not scrolled:
            self._repaint(before)
            self._repaint(index)
        self.post_message(self.CursorMoved(self))
        return True

    def go_to_key(self, key: int) -> bool:
        """Put the cursor on a row by its number in the archive; False when it is not in the list."""
        index = self._order.index(key)
        if index is None:
            return False
        self.go_to(index)
        return True

    def find(self, step: int, wanted: Callable[[Headline], bool]) -> int | None:
        """Return the index of the next (1) or previous (-1) headline that is wanted, from the cursor on."""
        index = self._cursor + step
        while 0 <= index < len(self._order):
            headline = self.headline(index)
            if headline is not None and wanted(headline):
                return index
            index += step
        return None

    # scrolling
    def _cursor_line(self) -> int:
        return self.geometry.top(self._cursor) - self.scroll_offset.y

    def _measure(self) -> None:
        size = Size(self.size.width, self.geometry.total)
        if size != self.virtual_size:
            # without the watcher: there is no scroll bar, so nothing has to be laid out anew
            self.set_reactive(Widget.virtual_size, size)

    def _go(self, y: int) -> bool:
        y = max(0, min(y, self.geometry.total - self.size.height))
        if y == self.scroll_offset.y:
            return False
        self.scroll_y = self.scroll_target_y = y
        self.post_message(self.Scrolled(self))
        return True

    def _reveal(self) -> bool:
        """Scroll so that the cursor's item is in sight, with the separator above it where there is room."""
        if not self.size.height:
            self._laid_out = Size()  # once it is seen again
        if not len(self._order) or not self.size.height:
            return False
        geometry, top = self.geometry, self.scroll_offset.y
        first = geometry.top_with_separator(self._cursor)
        last = geometry.top(self._cursor) + self._look.lines
        if first < top:
            return self._go(first)
        if last > top + self.size.height:
            return self._go(last - self.size.height)
        return False

    def scroll_lines(self, lines: int) -> None:
        """Move the view, not the cursor."""
        if self._go(self.scroll_offset.y + lines) and lines > 0:
            spot = self.geometry.at(self.scroll_offset.y + self.size.height - 1)
            if spot is None or spot.index >= len(self._order) - _NEAR_END:
                self.post_message(self.EndNeared(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down."""
        event.prevent_default().stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up."""
        event.prevent_default().stop()
        self.scroll_lines(-3)

    def on_click(self, event: events.Click) -> None:
        """Open the headline under the mouse."""
        spot = self.geometry.at(event.y + self.scroll_offset.y)
        if spot is not None and not spot.separator:
            self.go_to(spot.index)
            self.post_message(self.OpenRequested(self))

    def on_resize(self) -> None:
        """Lay the rows out for the new size; the cursor's row stays in sight."""
        if self.size != self._laid_out:  # else it was hidden, and is seen again as it was
            self._laid_out = self.size
            self._fit()
            self._measure()
            self._go(self.scroll_offset.y)
            self._reveal()
        self.post_message(self.Scrolled(self))

    def _fit(self) -> None:
        """Lay the rows out for the width that there is."""
        if self._look.width != self.size.width:
            self._rows.clear()
            self._look = replace(self._look, width=self.size.width)

    def on_focus(self) -> None:
        """Show the cursor in its strong form."""
        self._styles.clear()
        self._repaint(self._cursor)

    on_blur = on_focus

    def notify_style_update(self) -> None:
        """Forget what was painted in other colours."""
        super().notify_style_update()
        self._styles.clear()
        self._rows.clear()

    def _repaint(self, index: int) -> None:
        geometry = self.geometry
        top = geometry.top(index) - self.scroll_offset.y
        if not self.size.height:
            self.refresh()  # hidden: the framework keeps what it painted, and would show it again
        elif top < self.size.height and top + geometry.item > 0:
            self._rows.discard((self._order.keys[index], True) if index < len(self._order) else (0, True))
            self.refresh(Region(0, top, self.size.width, self._look.lines))

    # painting
    def _style(self, role: str) -> Style:
        style = self._styles.get(role)
        if style is None:
            base, _plus, over = role.partition("+")
            if base in self.app.theme_variables:  # the mark of a source
                ground = self.get_component_rich_style("headlines--gap")
                style = ground + Style(color=Color.parse(self.app.theme_variables[base]).rich_color)
                self._styles[role] = style
                return style
            style = self.get_component_rich_style(f"headlines--{base}")
            if over:
                style += self.get_component_rich_style(f"headlines--{over}", partial=True)
            self._styles[role] = style
        return style

    def _strip(self, row: Sequence[Run], *, cursor: bool = False) -> Strip:
        ground = self.get_component_rich_style("headlines--cursor", partial=True) if cursor else None
        segments: list[Segment] = []
        drawn = True
        for text, role in row:
            if not drawn and not text.strip():
                # spaces look the same in any colour of text: fewer changes of style go to the terminal
                segments[-1] = Segment(segments[-1].text + text, segments[-1].style)
            elif text:
                drawn = "+" in role  # a hit has a ground of its own
                style = self._style(role)
                segments.append(Segment(text, style + ground if ground and not drawn else style))
        return Strip(segments).adjust_cell_length(self.size.width, self._style("gap"))

    def render_line(self, y: int) -> Strip:
        """Return row `y` of the pane."""
        self._fit()  # the first paint comes before the list has heard of its size
        if not len(self._order):
            return self._note(y)
        spot = self.geometry.at(y + self.scroll_offset.y)
        if spot is None or spot.line >= (1 if spot.separator else self._look.lines):
            return Strip.blank(self.size.width, self._style("gap"))
        if spot.separator:
            group = self._order.group_of(spot.index)
            last = group == len(self._order.starts) - 1
            count = None if self._partial and last else self._order.group_size(group)
            return self._strip(headline_rows.separator(self._order.days[group], count, self._look))
        cursor = spot.index == self._cursor
        cache = (self._order.keys[spot.index], cursor)
        rows = self._rows.get(cache)
        if rows is None:
            headline = self.headline(spot.index)
            if headline is None:
                return Strip.blank(self.size.width, self._style("gap"))
            rows = [self._strip(row, cursor=cursor) for row in self._item(headline, self._look, cursor)]
            self._rows.set(cache, rows)
        return rows[spot.line]

    def _item(self, headline: Headline, look: RowLook, cursor: bool) -> list[list[Run]]:
        """Return the lines of an item; lists of another kind have their own."""
        return headline_rows.item(headline, look, cursor=cursor)

    def _note(self, y: int) -> Strip:
        lines = fit(self.empty_note, max(1, self.size.width - 5), 8) if self.empty_note else []
        text = lines[y] if y < len(lines) else ""
        return self._strip([("   ", "gap"), (text, "empty")])
