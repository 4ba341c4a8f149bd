"""The article pane: our own view on the line API. It holds no keys; the screen calls its methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker

from kaskad_tui.model import Article, Failure, Headline, Place
from kaskad_tui.ui.article.behind import wrap_behind
from kaskad_tui.ui.article.canvas import Canvas
from kaskad_tui.ui.article.contents import Heading
from kaskad_tui.ui.article.finding import Spans, TextSearch
from kaskad_tui.ui.article.hints import Hint, Hints
from kaskad_tui.ui.article.illustrating import Illustrations
from kaskad_tui.ui.article.looks import ROLES
from kaskad_tui.ui.article.page import Shown, compose
from kaskad_tui.ui.article.selecting import selected_text
from kaskad_tui.ui.article.viewport import TOP, Viewport
from kaskad_tui.ui.widgets import article_messages as messages
from kaskad_tui.ui.widgets.resting import Rest

if TYPE_CHECKING:
    from kaskad_tui.ui.article.edits import Edits

_REST_S = 0.4
"""After so long without a move the place is told."""


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

    PlaceChanged: TypeAlias = messages.PlaceChanged
    LinkChosen: TypeAlias = messages.LinkChosen
    HintsEnded: TypeAlias = messages.HintsEnded
    Scrolled: TypeAlias = messages.Scrolled

    def __init__(self, *, id: str | None = None, classes: str | None = None, max_measure: int = 72) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(ArticleView.max_measure, max_measure)
        self._shown = Shown()
        self.port, self.search = self._port, self._search = Viewport(), TextSearch()
        """What is in sight, and what is found in the text."""
        self._anchor = TOP
        self._rest = Rest(self, _REST_S, self._tell_place)
        self._reported = (-1, -1, -1)
        self._moving = self._wrapping = False
        self._hints: Hints | None = None
        self.pictures = Illustrations(self, self._port, self._lay_out, self._follow)
        self._canvas = Canvas(self, self._port, lambda: self.pictures.signs)

    def show(
        self,
        article: Article | None,
        headline: Headline | None = None,
        *,
        place: Place | None = None,
        loading: bool = False,
        failure: Failure | None = None,
        keys: tuple[tuple[str, str], ...] = (),
        next_title: str | None = None,
        preview: bool = False,
        changed: tuple[str, str] | None = None,
        edits: Edits | None = None,
        other: bool = False,
    ) -> None:
        """Show an article, or in its place what is known of it.

        Args:
            article: its text, None while the archive has none.
            headline: as the list has it; the article's own when left out.
            place: where to begin; when left out, an article that is shown already stays where it is.
            loading: it is being fetched («Загружается…»).
            failure: why it could not be had or renewed.
            keys: the ways out of a failure, (key, word).
            next_title: what space opens after the end.
            preview: it only follows the cursor and was not opened.
            changed: see `Shown`.
            edits: what was changed in it, in place of the text.
            other: see `Shown`.
        """
        new = Shown(article, headline, loading, failure, keys, next_title, preview, changed, edits, other)
        before, same = self._shown, new.stands_where(self._shown)
        if not same:
            self.flush_place()
            self._anchor = TOP
        self._shown = new
        if place is not None:
            self._anchor = place
        elif new.face == before.face:
            return
        self.end_hints()
        self._port.open(compose(new), again=same and edits is None)
        self._search.open(self._port.pieces, again=same, edits=edits is not None)
        self.pictures.opened(again=same)
        if self.is_attached and self.text_selection is not None:
            self.screen.clear_selection()
        self._lay_out()

    @property
    def shown(self) -> Shown:
        """What is shown."""
        return self._shown

    @property
    def key(self) -> int:
        """Row of the shown article in the archive, 0 when it has none."""
        return self._shown.subject.key if self._shown.subject else 0

    @property
    def place(self) -> Place:
        """Where the reader is: the line at the top."""
        return self._anchor

    def flush_place(self) -> None:
        """Tell the place now if the reader moved since it was last told. Call it before the app ends."""
        self._rest.flush()

    def _tell_place(self) -> None:
        if self.key and self._shown.article and not self._shown.other:
            self.post_message(self.PlaceChanged(self, self.key, self._anchor))

    def _lay_out(self) -> None:
        """Wrap for the present size, with the same place at the top."""
        if not self.size:
            return
        self._port.fit(*self.size, self.max_measure, self.centred, edits=self._shown.edits is not None)
        self._canvas.forget()
        self._port.to_place(self._anchor)
        self._follow(moved=False)
        self.refresh()
        if not self._port.layout.exact and not self._wrapping:
            self._wrapping = True
            _worker: Worker[None] = self.run_worker(self._wrap_rest, group="wrap", exit_on_error=False)

    async def _wrap_rest(self) -> None:
        try:
            await wrap_behind(self._port, self._rest.quiet, self._slid, self._report)
        finally:
            self._wrapping = False

    def _slid(self) -> None:
        """Follow a change of heights above: the picture stays, so nothing is repainted."""
        self._sync_size()
        self.set_reactive(Widget.scroll_y, float(self._port.top))
        self.set_reactive(Widget.scroll_target_y, float(self._port.top))

    def _sync_size(self) -> None:
        size = Size(self.size.width, self._port.total)
        if size != self.virtual_size:
            # without a watcher: there is no scroll bar, so nothing has to be laid out anew
            self.set_reactive(Widget.virtual_size, size)

    def _follow(self, *, moved: bool = True) -> None:
        """Bring the framework's scroll to where the viewport went."""
        self._sync_size()
        self._moving = True
        self.scroll_y = self.scroll_target_y = self._port.top
        self._moving = False
        if moved:
            self._stir()
        self._report()

    def _stir(self) -> None:
        self._anchor = self._port.place
        self._rest.stir()
        self.end_hints()

    def _report(self) -> None:
        state = (self._port.top, self._port.height, self._port.total)
        if state != self._reported:
            if self._port.stuck and state[2] != self._reported[2]:
                self.refresh(Region(0, 0, self.size.width, 1))
            self._reported = state
            self.post_message(self.Scrolled(self, *state))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Wrap what comes into view when the framework scrolls (a selection dragged over the edge)."""
        if not self._moving and self._port.pieces:
            self._port.go(int(new_value))
            self._sync_size()
            # the part of a line that the framework has gathered must not get lost
            self.set_reactive(Widget.scroll_y, self._port.top + new_value % 1)
            self._stir()
            self._report()
        super().watch_scroll_y(old_value, new_value)

    watch_max_measure = watch_centred = on_resize = _lay_out

    def scroll_lines(self, n: int) -> None:
        """Move by `n` lines, negative is up."""
        self._port.move(n)
        self._follow()

    def scroll_pages(self, n: int, half: bool = False) -> None:
        """Move by `n` pages (or half pages), negative is up; one line of a full page stays in sight."""
        self._port.page(n, half)
        self._follow()

    def to_top(self) -> None:
        """Go to the title."""
        self._port.go(0)
        self._follow()

    def to_end(self) -> None:
        """Go to the end."""
        self._port.to_end()
        self._follow()

    def to_heading(self, heading: Heading) -> None:
        """Go to a heading of `headings`."""
        self._port.to_line(self._port.layout.line_of_offset(heading.piece, 0))
        self._follow()

    def heading(self, step: int) -> bool:
        """Go to the next (1) or previous (-1) heading; False when there is none."""
        found = self._port.heading(step)
        if found is not None:
            self.to_heading(found)
        return found is not None

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the body, for contents."""
        return self._port.headings()

    @property
    def at_end(self) -> bool:
        """True when the last line is in sight."""
        return self._port.at_end

    @property
    def fraction(self) -> float:
        """How far the reader is, 0 to 1; 1 for what fits on the screen."""
        return self._port.fraction

    def table_scroll(self, step: int) -> bool:
        """Show the next (1) or previous (-1) column of the first wide table in sight; False without one."""
        if self._port.scroll_table(step) < 0:
            return False
        self._follow(moved=False)
        self.refresh()
        return True

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines down; sideways with Shift or Ctrl."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines up; sideways with Shift or Ctrl."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, way: int) -> None:
        event.prevent_default().stop()
        if event.shift or event.ctrl:
            self.table_scroll(way)
        else:
            self.scroll_lines(3 * way)

    def start_hints(self) -> tuple[Hint, ...]:
        """Put letters on every link in sight; () when there is none."""
        targets = self._port.targets()
        self._hints = Hints(targets) if targets else None
        self.refresh()
        return self.hints

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The link letters that are shown; () when none are."""
        return self._hints.open if self._hints else ()

    def hint_key(self, letter: str) -> bool:
        """Take a letter (a Latin one; a capital wants the address); True while more are awaited."""
        if self._hints is None:
            return False
        chosen = self._hints.key(letter.lower())
        if chosen is not None:
            self.post_message(self.LinkChosen(self, chosen.target.url, letter.isupper()))
        if chosen is not None or not self._hints.open:
            self.end_hints()
            return False
        self.refresh()
        return True

    def end_hints(self) -> None:
        """Take the letters away."""
        if self._hints is not None:
            self._hints = None
            self.refresh()
            self.post_message(self.HintsEnded(self))

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse."""
        url = self._port.link_at(event.x, event.y)
        if url is not None and self.text_selection is None:
            event.stop()
            self.post_message(self.LinkChosen(self, url))

    def find(self, query: str) -> int:
        """Mark every place of `query` (any case, е or ё), show the first from here; return how many."""
        self._search.find(query)
        self.find_next()
        self.refresh()
        return self.find_count

    def find_next(self, step: int = 1) -> bool:
        """Go to the next (1) or previous (-1) hit, or change of the site; False when there is none."""
        line = self._port.layout.line(self._port.first_line)
        hits = self._search.step(step, line[0], line[2].start if line[2] else 0)
        if hits and not self._show_hit():
            for rows in (range(self._port.rows.reserved), *(self._port.rows_of(hit.piece) for hit in hits)):
                self.refresh(Region(0, rows.start, self.size.width, len(rows)))
        return bool(hits)

    def end_find(self) -> None:
        """Take the marks of a find away."""
        self._search.find("")
        self.refresh()

    def mark(self, spans: Spans | None) -> None:
        """Mark what the archive was searched for in every article from now on; None ends that."""
        self._search.mark(spans)
        self.refresh()

    @property
    def find_count(self) -> int:
        """How many hits there are, as far as it is known."""
        return self._search.count

    @property
    def find_position(self) -> int:
        """Number of the current hit, from 1; 0 when there is none."""
        return self._search.position

    @property
    def edit(self) -> tuple[int, int]:
        """Number of the current change, from 1, and how many are shown; (0, 0) for none."""
        return self._search.edit

    @property
    def hit_lines(self) -> tuple[int, ...]:
        """The lines of hits or changes, of `Scrolled.total`; for marks on the scroll line."""
        return self._search.lines(self._port.layout, self._port.rows.reserved, scrolls=self._port.max_top > 0)

    def _show_hit(self) -> bool:
        """Bring the current hit or change into sight; return whether the text moved."""
        hit = self._search.walk.hit if self._search.walk else None
        moved = hit is not None and self._port.reveal(hit.piece, hit.start)
        if moved:
            self._follow()
        return moved

    def notify_style_update(self) -> None:
        """Forget what was painted in other colours."""
        super().notify_style_update()
        self._canvas.forget(colours=True)

    def selection_updated(self, selection: Selection | None) -> None:
        """Repaint."""
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text."""
        return selected_text(selection, self._port.pieces), "\n"

    def render_line(self, y: int) -> Strip:
        """Return row `y` of the pane."""
        if self.size.width != self._port.frame.width:
            return Strip.blank(self.size.width, self.rich_style)
        edits = self._shown.edits
        if edits is not None and y < self._port.rows.reserved:
            return self._canvas.heading(edits.heading, edits.counted(*self.edit))
        row = self._port.row(y)
        if row.sticky:
            return self._canvas.sticky(self._shown.subject.title if self._shown.subject else "")
        return self._canvas.strip(row, self._search, self.text_selection, self.hints)
