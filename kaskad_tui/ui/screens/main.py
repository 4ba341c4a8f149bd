"""The main screen: three panes between a header and a footer; what they do stands in `features`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from kaskad_tui.clock import now
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _
from kaskad_tui.model import Failure, Headline, ListKind
from kaskad_tui.reader import Reader
from kaskad_tui.ui import footer_text
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.features.finding import Finding
from kaskad_tui.ui.features.listing import Listing
from kaskad_tui.ui.features.marking import Marking
from kaskad_tui.ui.features.outside import Outside
from kaskad_tui.ui.features.panes import Panes
from kaskad_tui.ui.features.program import Program
from kaskad_tui.ui.features.reading import Reading
from kaskad_tui.ui.features.refreshing import Refreshing
from kaskad_tui.ui.header_text import HeaderState, header
from kaskad_tui.ui.keys import ANY, bindings
from kaskad_tui.ui.marks import ASCII, UNICODE
from kaskad_tui.ui.screens.overlay import Overlay
from kaskad_tui.ui.widgets.article_view import ArticleView
from kaskad_tui.ui.widgets.bar import Bar, Line
from kaskad_tui.ui.widgets.find_line import FindLine
from kaskad_tui.ui.widgets.headline_list import HeadlineList
from kaskad_tui.ui.widgets.pane import Pane
from kaskad_tui.ui.widgets.scroll_line import ScrollLine
from kaskad_tui.ui.widgets.sidebar import Sidebar
from kaskad_tui.ui.widgets.start_pane import StartPane, StartState
from kaskad_tui.wording import failures

if TYPE_CHECKING:
    from kaskad_tui.ui.features.feature import Handler

T = TypeVar("T")

_MESSAGE_S = 4.0


class MainScreen(Screen[None]):
    """Holds the panes, hands every action to the feature that answers it, and says things in the footer."""

    BINDINGS = bindings(ANY)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-two"), (120, "-three")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (14, "-bare"), (16, "-low"), (24, "-medium"), (30, "-tall")]  # noqa: RUF012

    def __init__(self, reader: Reader, settings: Settings) -> None:
        super().__init__()
        self.reader = reader
        self.settings = settings
        self.visited: datetime | None = reader.visited
        """When the list was last left: what came since is new; None at the first visit."""
        self.touched = False
        """The reader has pressed a key: from now on nothing moves by itself."""
        self.asked = False
        """The reader asked for the refresh that runs."""
        self.russian = False
        """The Russian layout is in use, as far as the last key tells."""
        marks = ASCII if settings.ui.ascii else UNICODE
        self.marks = marks
        self.headlines = HeadlineList(reader.headlines, marks=marks, id="headlines")
        self.article = ArticleView(id="article", max_measure=settings.ui.width)
        self.sidebar = Sidebar(marks=marks, id="sidebar")
        self.start = StartPane(self._start_state)
        self.header = Bar(self._header, id="header")
        # the position is a widget of its own: each move of the cursor changes it, and nothing beside it
        self.footer = Bar(lambda _width: (self._footer()[0], ()), right=0, id="footer-keys")
        self.position = Bar(lambda _width: ((), self._footer()[1]), left=0, id="footer-position")
        self.list_line = ScrollLine(marks=marks, id="list-line")
        self.article_line = ScrollLine(marks=marks, id="article-line")
        self.panes = Panes(self)
        self.listing = Listing(self)
        self.reading = Reading(self)
        self.marking = Marking(self)
        self.refreshing = Refreshing(self)
        self.finding = Finding(self)
        self.outside = Outside(self)
        self.program = Program(self)
        self._handlers: dict[str, Handler] = {}
        for feature in (
            self.panes,
            self.listing,
            self.reading,
            self.marking,
            self.refreshing,
            self.finding,
            self.outside,
            self.program,
        ):
            self._handlers |= feature.handlers()
        self._message: tuple[str, tuple[tuple[str, str], ...]] | None = None
        self._message_timer: Timer | None = None
        self._related: tuple[Headline, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out header, panes and footer."""
        marks = self.marks
        yield self.header
        with Horizontal(id="panes"):
            yield Pane("list", self.headlines, marks=marks)
            yield self.list_line
            yield Pane("article", self.article, marks=marks)
            yield self.article_line
            yield Pane("sidebar", self.sidebar, marks=marks)
        with Vertical(id="start-frame"):
            yield self.start
        too_small = _("The window is too small: 40 columns and 12 rows are needed.")
        yield Static(Content(too_small), id="too-small")
        yield FindLine()
        yield Static(id="message")
        with Horizontal(id="footer"):
            yield self.footer
            yield self.position

    def on_mount(self) -> None:
        """Show what the archive has; ask the site once that is on the screen."""
        self.reader.subscribe(self.refreshing.tell)
        self._measure()
        sections = self.reader.sections()
        self.headlines.look(
            moment=now(), visited=self.visited, quiet_section=sections[0].title if sections else None
        )
        self.listing.start()
        self.show_lists()
        self.headlines.focus(scroll_visible=False)
        self.call_after_refresh(self.program.after_first_paint)

    def action_act(self, id_: str) -> None:
        """Do what a key is bound to."""
        self.act(id_)

    def act(self, id_: str) -> None:
        """Do an action of the table."""
        self.clear_message()
        self._handlers[id_]()

    @property
    def actions(self) -> frozenset[str]:
        """Ids of the actions that are answered; a test holds them against the table."""
        return frozenset(self._handlers)

    def on_key(self, event: events.Key) -> None:
        """Note the layout in use; while links wear letters, take the key before any binding does."""
        self.touched = True
        if self.finding.hinting and self.finding.hint_key(event):
            event.stop()
            return
        character = event.character or ""
        if character.isalpha():
            russian = "а" <= character.lower() <= "я" or character in "ёЁ"
            if russian != self.russian:
                self.russian = russian
                self.renew_bars()

    # what the panes tell
    def on_headline_list_cursor_moved(self) -> None:
        """Follow the cursor."""
        self.reading.cursor_moved()
        self.renew_bars()
        self._draw_list_line()

    def on_headline_list_open_requested(self) -> None:
        """Open what was clicked."""
        self.reading.open_current()

    def on_headline_list_end_neared(self) -> None:
        """Fetch the next page of the site's list."""
        self.listing.want_older()

    def on_headline_list_scrolled(self) -> None:
        """Move the scroll line."""
        self._draw_list_line()

    def on_sidebar_open_requested(self, message: Sidebar.OpenRequested) -> None:
        """Open what was clicked."""
        self.reading.open(message.headline)

    def on_article_view_place_changed(self, message: ArticleView.PlaceChanged) -> None:
        """Keep the place."""
        self.reading.run(self.reader.save_place(message.key, message.place), "place")

    def on_article_view_link_chosen(self, message: ArticleView.LinkChosen) -> None:
        """Follow a link: an article of the site in the reader, all else in the browser."""
        self.program.follow_link(message.url, copy=message.copy)

    def on_article_view_hints_ended(self) -> None:
        """The footer speaks of other keys again."""
        self.renew_bars()

    def on_article_view_scrolled(self) -> None:
        """Move the scroll line."""
        self.article_scrolled()

    def on_find_line_asked(self, message: FindLine.Asked) -> None:
        """Show the hits."""
        self.remove_class("-asking")
        self.finding.find(message.query)

    def on_find_line_left(self) -> None:
        """Back to the text."""
        self.remove_class("-asking")
        self.panes.focus_article()

    def on_descendant_focus(self) -> None:
        """Draw the marks of the focus."""
        for line in self.query(".focus-line"):
            line.refresh()
        self.list_line.set_class(self.panes.in_list, "-focused")
        self.article_line.set_class(self.panes.in_article, "-focused")
        self.renew_bars()

    def on_resize(self) -> None:
        """Choose density and what gives way."""
        self._measure()

    def on_screen_resume(self) -> None:
        """An overlay went away."""
        self.article.behind = self.has_class("-sidebar") and not self.panes.wide

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that something went wrong; the app lives on."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.log.error(event.worker.error)
            self.message(
                _("Something went wrong inside: {what}").format(what=type(event.worker.error).__name__)
            )

    def _measure(self) -> None:
        width, height = self.app.size
        density = self.settings.list.density
        roomy = density == "roomy" or (density == "auto" and height >= 30)
        self.headlines.look(lines=1 if density == "line" else 2, gap=1 if roomy else 0, timeless=width < 50)
        self.article.centred = width >= 140
        self.set_class(width < 40 or height < 12, "-too-small")
        if not self.panes.wide:
            self.article.behind = self.has_class("-sidebar")
        self.renew_bars()

    # what features ask for
    def list_changed(self) -> None:
        """The list shows other rows."""
        self._draw_list_line()
        self.reading.cursor_moved()
        self.renew_bars()

    def _draw_list_line(self) -> None:
        view = self.headlines
        self.list_line.update(view.scroll_offset.y, view.size.height, view.geometry.total)

    def article_scrolled(self) -> None:
        """The article stands elsewhere."""
        view = self.article
        self.article_line.update(
            view.scroll_offset.y, view.size.height, view.virtual_size.height, view.hit_lines
        )
        self.header.renew()

    def show_lists(self) -> None:
        """Show the newest lists beside the articles, and what belongs to the shown article."""
        lists = dict(self.reader.lists())
        if self._related:
            keys = [item.key for item in self._related if item.key]
            lists[ListKind.RELATED] = tuple(self.reader.headlines(keys))
        self.sidebar.show(lists)

    def show_related(self, related: tuple[Headline, ...]) -> None:
        """Show what the shown article names as related."""
        if related != self._related:
            self._related = related
            self.show_lists()

    @property
    def nothing_to_read(self) -> bool:
        """The archive is empty and the site did not answer, or was not asked yet."""
        return not len(self.headlines.order) and self.reader.count(type(self.listing.view)()) == 0

    def overlay(self, screen: Overlay[T], answered: Callable[[T | None], None] | None) -> None:
        """Lay a screen over this one."""
        self.app.push_screen(screen, answered)

    # the bars
    def message(
        self, text: str, *, keys: Sequence[tuple[str, str]] = (), seconds: float = _MESSAGE_S
    ) -> None:
        """Say something in the footer, for a while or until a key; `keys` are (action, word)."""
        self.clear_message()
        self._message = (text, tuple(keys))
        if cells(text) > self.app.size.width - 24 and not keys:
            # more than a line: it takes the footer's place and as many lines as it needs
            self.query_one("#message", Static).update(Content(text))
            self.add_class("-said")
        self._message_timer = self.set_timer(seconds, self.clear_message)
        self._renew_footer()

    def say_failure(self, failure: Failure) -> None:
        """Say why something failed."""
        self.message(failures.sentence(failure), seconds=10)

    def clear_message(self) -> None:
        """Take the message away."""
        if self._message_timer is not None:
            self._message_timer.stop()
            self._message_timer = None
        if self._message is not None:
            self._message = None
            self.remove_class("-said")
            self._renew_footer()

    def renew_bars(self) -> None:
        """Repaint header and footer where they say something else now, and the note of an empty list."""
        self.listing.renew_note()
        self.header.renew()
        self._renew_footer()

    def _renew_footer(self) -> None:
        self.footer.renew()
        self.position.renew()

    def _position(self) -> tuple[str, str]:
        total = max(self.listing.total, len(self.headlines.order))
        n = self.headlines.cursor + 1
        return (_("{n} of {count}").format(n=n, count=total), f"{n}/{total}") if total else ("", "")

    def _header(self, width: int) -> Line:
        shown = self.reading.shown
        alone = self.panes.narrow and self.panes.reading and shown is not None
        state = HeaderState(
            name=self.reader.title.upper(),
            view=self.listing.name,
            unread=self.reader.unread(self.listing.view.section),
            pending=self.listing.pending,
            freshness=self.reader.freshness,
            now=now(),
            marks=self.marks,
            article=self._position()[0] if alone else "",
            bookmarked=bool(alone and shown and shown.bookmarked),
            percent=round(self.article.fraction * 100) if alone else None,
        )
        return header(state, width)

    def _footer(self) -> Line:
        width = self.app.size.width
        hints = footer_text.Hints(self.program.keys, self.russian)
        if self._message is not None:
            text, keys = self._message
            entries = [(hints.key(id_), word) for id_, word in keys]
            left, _right = footer_text.footer(entries, (), width) if entries else ((), ())
            return ((text, "strong"), *((("   ", "word"), *left) if left else ())), ()
        panes, shown, current = self.panes, self.reading.shown, self.headlines.current
        if panes.starting:
            entries = footer_text.for_start(hints, sample=self.program.has_sample)
            right: tuple[str, ...] = ()
        elif self.finding.hinting:
            entries, right = footer_text.for_links(), ()
        elif panes.in_article and self.finding.active:
            view = self.article
            entries = footer_text.for_find(hints, self.finding.query, view.find_position, view.find_count)
            right = ()
        elif panes.in_article:
            links = bool(self.article.shown.article and self.article.shown.article.links)
            entries = footer_text.for_article(hints, bookmarked=bool(shown and shown.bookmarked), links=links)
            right = self._position()
        elif panes.in_sidebar:
            entries, right = footer_text.for_sidebar(hints), ()
        else:
            entries = footer_text.for_list(hints, bookmarked=bool(current and current.bookmarked))
            right = self._position()
        return footer_text.footer(entries, right, width)

    def _start_state(self) -> StartState:
        host = self.reader.front_url.split("://", 1)[-1].strip("/")
        sample = self.program.sample_size if self.program.has_sample else None
        return StartState(self.reader.freshness, self.refreshing.last, host, sample)
