"""The article pane: our own view on the line API. It holds no keys; the screen calls its methods."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from kaskad_tui.model import Article, Failure, Headline, Place
from kaskad_tui.ui.article.contents import Heading, headings
from kaskad_tui.ui.article.finding import Finder
from kaskad_tui.ui.article.frame import Rows, frame_for
from kaskad_tui.ui.article.hints import Hint, Hints, Target
from kaskad_tui.ui.article.layout import Layout
from kaskad_tui.ui.article.lines import Line, Run, Setting
from kaskad_tui.ui.article.looks import ROLES, Looks
from kaskad_tui.ui.article.page import Shown, compose
from kaskad_tui.ui.article.painting import Frame, Layer, paint
from kaskad_tui.ui.article.selecting import selected_span, selected_text
from kaskad_tui.ui.article.tables import is_wide, last_column
from kaskad_tui.ui.article.wrapping import cells, cut

_REST_S = 0.4
"""After so long without a move the place is told."""
_SLICE_S = 0.002
"""Wrapping behind the screen works so long, then rests as long, so that keys come through."""
_STRIPS = 2_000


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one article, or the state that stands in its place."""

    DEFAULT_CSS = """
    ArticleView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size: 0 0;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{role}" for role in ROLES}

    max_measure = reactive(72)
    """Cells of a line of text, at most."""
    centred = reactive(False)
    """The measure stands in the middle of the pane (for terminals of 140 columns and more)."""
    behind = reactive(False, toggle_class="-behind")
    """An overlay lies over the pane: the text steps back."""

    class PlaceChanged(Message):
        """The reader came to rest at another place, or left the article."""

        def __init__(self, view: ArticleView, key: int, place: Place) -> None:
            super().__init__()
            self.view = view
            self.key = key
            self.place = place

        @property
        def control(self) -> Widget:
            """The view that sent it."""
            return self.view

    class LinkChosen(Message):
        """A link was clicked or chosen by its letters."""

        def __init__(self, view: ArticleView, url: str, copy: bool = False) -> None:
            super().__init__()
            self.view = view
            self.url = url
            self.copy = copy
            """Its address is wanted, not its page (Shift and the letter)."""

        @property
        def control(self) -> Widget:
            """The view that sent it."""
            return self.view

    class HintsEnded(Message):
        """Link letters went away: one was chosen, none fitted, or the text moved."""

    class Scrolled(Message):
        """The lines that are shown, or their number, changed: for the line that stands for a scroll bar."""

        def __init__(self, view: ArticleView, top: int, height: int, total: int) -> None:
            super().__init__()
            self.view = view
            self.top = top
            self.height = height
            self.total = total

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, ArticleView.Scrolled)

    def __init__(self, *, id: str | None = None, classes: str | None = None, max_measure: int = 72) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(ArticleView.max_measure, max_measure)
        self._shown = Shown()
        self._layout = Layout((), Setting(1))
        self._frame = Frame(0, 1, 1)
        self._rows = Rows(False, False)
        self._looks = Looks(self)
        self._strips: dict[tuple[int, int, int], Strip] = {}
        self._anchor = Place(-1, 0)
        self._told: tuple[int, Place] | None = None
        self._timer: Timer | None = None
        self._reported = (-1, -1, -1)
        self._moving = False
        self._finder: Finder | None = None
        self._hints: Hints | None = None

    # what is shown

    def show(
        self,
        article: Article | None,
        headline: Headline | None = None,
        *,
        place: Place | None = None,
        loading: bool = False,
        failure: Failure | None = None,
        site: str | None = None,
        keys: Sequence[tuple[str, str]] = (),
        note: str | None = None,
        next_title: str | None = None,
    ) -> None:
        """Show an article, or in its place what is known of it.

        Args:
            article: its text, None while the archive has none.
            headline: as the list has it; the article's own when left out.
            place: where to begin; when left out, an article that is shown already stays where it is.
            loading: it is being fetched («Загружается…»).
            failure: why it could not be had or renewed.
            site: how sentences of `failure` call the site.
            keys: the ways out of a failure, (key, word).
            note: a remark under the meta line.
            next_title: what space opens after the end.
        """
        shown = Shown(article, headline, loading, failure, site, tuple(keys), note, next_title)
        same = _identity(shown) == _identity(self._shown)
        if shown == self._shown and place is None:
            return
        if not same:
            self.flush_place()
            self._anchor = Place(-1, 0)
            self._told = None
        if place is not None:
            self._anchor = place
            self._told = (_key(shown), place)
        query = self._finder.query if self._finder and same else ""
        self._shown = shown
        self.end_hints()
        self._layout = Layout(compose(shown), self._layout.setting)
        self._finder = Finder(self._layout.pieces, query) if query else None
        if self._finder:
            self._finder.start_from(0, 0)
        if self.text_selection is not None:
            self.screen.clear_selection()
        self._lay_out()

    @property
    def shown(self) -> Shown:
        """What is shown."""
        return self._shown

    @property
    def key(self) -> int:
        """Row of the shown article in the archive, 0 when it has none."""
        return _key(self._shown)

    @property
    def place(self) -> Place:
        """Where the reader is: the line at the top."""
        return self._anchor

    def flush_place(self) -> None:
        """Tell the place now if it was not told yet; for leaving the article or the app."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        here = (self.key, self._anchor)
        if self._told is not None and here[0] and here != self._told and self._shown.article:
            self._told = here
            self.post_message(self.PlaceChanged(self, *here))

    # lines and sizes

    def _lay_out(self) -> None:
        """Wrap for the present size, with the same place at the top."""
        if not self.size:
            return
        width, height = self.size
        self._frame = frame_for(width, self.max_measure, self.centred)
        self._rows = Rows.for_height(height)
        setting = Setting(self._frame.measure, stacked=width < 50)
        if self._layout.setting != setting:
            self._layout = Layout(self._layout.pieces, setting)
        self._strips.clear()
        if self._told is None:
            self._told = (self.key, self._anchor)
        line = self._layout.line_of(self._anchor)
        self._go(self._rows.scroll_for(line, self._title_lines), keep_anchor=True)
        self.refresh()
        if not self._layout.exact:
            self.run_worker(self._wrap_rest(self._layout), group="wrap", exclusive=True, exit_on_error=False)

    async def _wrap_rest(self, layout: Layout) -> None:
        """Wrap what is not on the screen, a little at a time; nothing on the screen moves."""
        await asyncio.sleep(0.05)
        slices = 0
        while layout is self._layout and not layout.exact and self.is_attached:
            top = layout.wrap_more(round(self.scroll_y), _SLICE_S)
            self._sync_size()
            if top != round(self.scroll_y):
                # the picture stays, only the number of its first line is another one: no repaint
                self.set_reactive(Widget.scroll_y, float(top))
                self.set_reactive(Widget.scroll_target_y, float(top))
            slices += 1
            if slices % 32 == 0:
                self._report()
            await asyncio.sleep(_SLICE_S)
        if layout is self._layout:
            self._report()

    @property
    def _title_lines(self) -> int:
        return len(self._layout.lines(0)) if self._layout.pieces else 0

    @property
    def _stuck(self) -> bool:
        """The title has scrolled off, its row above the text repeats it."""
        return self._rows.sticky and self._title_lines > 0 and round(self.scroll_y) >= self._title_lines

    def _sync_size(self) -> None:
        total = self._rows.virtual_height(self._layout.total, self.size.height)
        size = Size(self.size.width, total)
        if size != self.virtual_size:
            # without a watcher: there is no scroll bar, so nothing has to be laid out anew
            self.set_reactive(Widget.virtual_size, size)

    def _go(self, y: int, *, keep_anchor: bool = False) -> None:
        """Put line `y` at the top."""
        top = self._layout.settle(max(0, y), self.size.height)
        self._sync_size()
        top = min(top, self.max_scroll_y)
        self._moving = True
        self.scroll_target_y = self.scroll_y = top
        self._moving = False
        if not keep_anchor:
            self._moved()
        self._report()

    def _moved(self) -> None:
        top = round(self.scroll_y)
        self._anchor = (
            self._layout.place_at(self._rows.first_line(top, self._title_lines)) if top else Place(-1, 0)
        )
        if self._timer is not None:
            self._timer.reset()
        else:
            self._timer = self.set_timer(_REST_S, self.flush_place)
        self.end_hints()

    def _report(self) -> None:
        state = (round(self.scroll_y), self.size.height, self.virtual_size.height)
        if state != self._reported:
            if self._stuck and state[2] != self._reported[2]:
                self.refresh(Region(0, 0, self.size.width, 1))
            self._reported = state
            self.post_message(self.Scrolled(self, *state))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Wrap what comes into view when the framework scrolls (a selection dragged over the edge)."""
        if not self._moving and self._layout.pieces:
            y = int(new_value)
            top = self._layout.settle(y, self.size.height)
            self._sync_size()
            if top != y:
                self.set_reactive(Widget.scroll_y, new_value + top - y)
            self._moved()
            self._report()
        super().watch_scroll_y(old_value, new_value)

    def watch_max_measure(self) -> None:
        """Wrap anew."""
        self._lay_out()

    def watch_centred(self) -> None:
        """Move the measure."""
        self._lay_out()

    def on_resize(self) -> None:
        """Wrap for the new size."""
        self._lay_out()

    def on_unmount(self) -> None:
        """Tell the place."""
        self.flush_place()

    # moving

    def scroll_lines(self, n: int) -> None:
        """Move by `n` lines, negative is up."""
        self._go(self._layout.move(round(self.scroll_y), n, self.size.height))

    def scroll_pages(self, n: int, half: bool = False) -> None:
        """Move by `n` pages (or half pages), negative is up; one line of a full page stays in sight."""
        page = self._rows.page(self.size.height)
        self.scroll_lines(n * max(1, page // 2 if half else page - 1))

    def to_top(self) -> None:
        """Go to the title."""
        self._go(0)

    def to_end(self) -> None:
        """Go to the end."""
        self._go(self._layout.settle(self._layout.total, self.size.height) + self.size.height)

    @property
    def at_end(self) -> bool:
        """True when the last line is in sight."""
        return round(self.scroll_y) >= self.max_scroll_y

    @property
    def fraction(self) -> float:
        """How far the reader is, 0 to 1; 1 for what fits on the screen."""
        return min(1.0, self.scroll_y / self.max_scroll_y) if self.max_scroll_y > 0 else 1.0

    def to_line(self, piece: int, offset: int = 0) -> None:
        """Put a character of a piece at the top."""
        line = self._layout.line_of_offset(piece, offset)
        self._go(self._rows.scroll_for(line, self._title_lines))

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the body, for contents."""
        return headings(self._layout.pieces)

    def heading(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) heading; False when there is none."""
        top = self._rows.first_line(round(self.scroll_y), self._title_lines)
        piece, at = self._layout.locate(top)
        lines = self._layout.lines(piece)
        started = any(line.runs for line in lines[:at])
        found = [h.piece for h in self.headings]
        if step > 0:
            wanted = next(
                (n for n in found if n > piece or (n == piece and not started and not lines[at].runs)), -1
            )
        else:
            wanted = next((n for n in reversed(found) if n < piece or (n == piece and started)), -1)
        if wanted < 0:
            return False
        self.to_line(wanted)
        return True

    def table_scroll(self, step: int) -> bool:
        """Show the next (1) or previous (-1) column of the first wide table in sight; False without one."""
        for number in self._visible_pieces():
            piece = self._layout.pieces[number]
            for item in piece.content.items:
                if item.table is None or not is_wide(item.table, self._frame.measure):
                    continue
                column = max(1, min(piece.column + step, last_column(item.table, self._frame.measure)))
                if column != piece.column:
                    piece.column = column
                    self._layout.forget(number)
                    self._go(round(self.scroll_y), keep_anchor=True)
                    self.refresh()
                return True
        return False

    def _visible_lines(self) -> list[tuple[int, Line]]:
        first = self._rows.first_line(round(self.scroll_y), self._title_lines)
        last = round(self.scroll_y) + self.size.height - self._rows.reserved
        found = (self._layout.line(y) for y in range(first, last))
        return [(piece, line) for piece, _at, line in found if line is not None]

    def _visible_pieces(self) -> list[int]:
        return list(dict.fromkeys(piece for piece, _line in self._visible_lines()))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down; sideways with Shift or Ctrl."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up; sideways with Shift or Ctrl."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, way: int) -> None:
        event.prevent_default()
        event.stop()
        if event.shift or event.ctrl:
            self.table_scroll(way)
        else:
            self.scroll_lines(3 * way)

    # links

    def start_hints(self) -> tuple[Hint, ...]:
        """Put letters on every link in sight; () when there is none."""
        found: dict[tuple[int, int], Target] = {}
        for piece, line in self._visible_lines():
            block = self._layout.pieces[piece].content
            for run in line.runs:
                if run.link >= 0 and run.text.strip():
                    end = run.offset + len(run.text)
                    text = self._layout.pieces[piece].link_text(run.link)
                    target = Target(piece, run.offset, end, block.links[run.link], text)
                    found.setdefault((piece, run.link), target)
        self._hints = Hints(found.values()) if found else None
        self.refresh()
        return self._hints.all if self._hints else ()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The link letters that are shown; () when none are."""
        return self._hints.open if self._hints else ()

    def hint_key(self, letter: str) -> bool:
        """Take a letter (a Latin one; a capital wants the address); True while more are awaited."""
        if self._hints is None:
            return False
        copy = letter.isupper()
        chosen = self._hints.key(letter.lower())
        if chosen is not None:
            self.end_hints()
            self.post_message(self.LinkChosen(self, chosen.target.url, copy))
            return False
        if not self._hints.open:
            self.end_hints()
            return False
        self.refresh()
        return True

    def end_hints(self) -> None:
        """Take the letters away."""
        if self._hints is not None:
            self._hints = None
            self.refresh()
            self.post_message(self.HintsEnded())

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse."""
        url = self._link_at(event.x, event.y)
        if url is not None and self.text_selection is None:
            event.stop()
            self.post_message(self.LinkChosen(self, url))

    def _link_at(self, x: int, y: int) -> str | None:
        if y < self._rows.reserved:
            return None
        piece, _at, line = self._layout.line(round(self.scroll_y) + y - self._rows.reserved)
        at = x - self._frame.left
        for run in line.runs if line else ():
            size = cells(run.text)
            if 0 <= at < size:
                return self._layout.pieces[piece].content.links[run.link] if run.link >= 0 else None
            at -= size
        return None

    # find

    def find(self, query: str) -> int:
        """Mark every place of `query` (any case, е or ё), show the first from here; return how many."""
        self._finder = Finder(self._layout.pieces, query) if query else None
        if self._finder:
            piece, at = self._layout.locate(self._rows.first_line(round(self.scroll_y), self._title_lines))
            lines = self._layout.lines(piece) if self._layout.pieces else ()
            self._finder.start_from(piece, lines[at].start if at < len(lines) else 0)
            self._show_hit()
        self.refresh()
        return self.find_count

    def find_next(self, step: int = 1) -> None:
        """Go to the next (1) or previous (-1) hit."""
        if self._finder:
            self._finder.step(step)
            self._show_hit()
            self.refresh()

    def end_find(self) -> None:
        """Take the marks away."""
        self._finder = None
        self.refresh()

    @property
    def find_count(self) -> int:
        """How many hits there are."""
        return len(self._finder.hits) if self._finder else 0

    @property
    def find_position(self) -> int:
        """Number of the current hit, from 1; 0 when there is none."""
        return self._finder.current + 1 if self._finder else 0

    @property
    def hit_lines(self) -> tuple[int, ...]:
        """The lines of the hits, of `Scrolled.total`; for marks on the scroll line."""
        if not self._finder:
            return ()
        layout = self._layout
        return tuple(
            layout.line_of_offset(hit.piece, hit.start)
            if layout.is_wrapped(hit.piece)
            else layout.top_of(hit.piece)
            for hit in self._finder.hits
        )

    def _show_hit(self) -> None:
        if not self._finder or self._finder.current < 0:
            return
        hit = self._finder.hits[self._finder.current]
        line = self._layout.line_of_offset(hit.piece, hit.start)
        first = self._rows.first_line(round(self.scroll_y), self._title_lines)
        last = round(self.scroll_y) + self.size.height - self._rows.reserved - 1
        if not first <= line < last:
            self._go(line - self.size.height // 3)

    # painting

    def notify_style_update(self) -> None:
        """Forget what was painted in other colours."""
        super().notify_style_update()
        self._strips.clear()
        self._looks.clear()

    def selection_updated(self, selection: Selection | None) -> None:
        """Repaint."""
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text."""
        return selected_text(selection, self._layout.pieces), "\n"

    def render_line(self, y: int) -> Strip:
        """Return row `y` of the pane."""
        width = self.size.width
        if width != self._frame.width:
            return Strip.blank(width, self.rich_style)
        if y == 0 and self._rows.sticky:
            return self._sticky_strip() if self._stuck else self._paint(-1, None)
        if y == 1 and self._rows.gap and self._stuck:
            return self._paint(-1, None)
        piece, at, line = self._layout.line(round(self.scroll_y) + y - self._rows.reserved)
        layers = self._layers(piece) if line is not None else []
        if layers:
            return self._paint(piece, line, layers)
        key = (piece, at, self._layout.pieces[piece].column if piece >= 0 else 0)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self._paint(piece, line)
        return strip

    def _paint(self, piece: int, line: Line | None, layers: Sequence[Layer] = ()) -> Strip:
        links = self._layout.pieces[piece].content.links if piece >= 0 else ()

        def look(run: Run) -> Style:
            return self._looks.of(run, links[run.link] if run.link >= 0 else None, (piece, run.link))

        return paint(line, piece, self._frame, look, self._looks.over, layers)

    def _layers(self, piece: int) -> list[Layer]:
        layers: list[Layer] = []
        if self._finder:
            for number in self._finder.by_piece.get(piece, ()):
                hit = self._finder.hits[number]
                layers.append(
                    Layer(hit.start, hit.end, "hit-current" if number == self._finder.current else "hit")
                )
        selection = self.text_selection
        if selection is not None and (span := selected_span(selection, piece)):
            layers.append(Layer(*span, "selection"))
        for hint in self.hints:
            if hint.target.piece == piece:
                layers.append(Layer(hint.target.offset, hint.target.end, "hint", hint.letters))
        return layers

    def _sticky_strip(self) -> Strip:
        headline = self._shown.subject
        done = f"{int(self.fraction * 100)}\u00a0%"
        room = self._frame.measure - len(done) - 2
        title = cut(headline.title if headline else "", max(0, room))
        gap = " " * (self._frame.measure - cells(title) - len(done))
        line = Line((Run(title, "sticky"), Run(gap + done, "sticky")), 0)
        return self._paint(-1, line)


def _key(shown: Shown) -> int:
    return shown.subject.key if shown.subject else 0


def _identity(shown: Shown) -> tuple[str, str]:
    return (shown.subject.source, shown.subject.id) if shown.subject else ("", "")
