"""The main screen: three panes between a header and a footer; what they do stands in `features`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from kaskad_tui.clock import now
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _
from kaskad_tui.reader import Reader
from kaskad_tui.ui.features.bars import Bars
from kaskad_tui.ui.features.beside import Beside
from kaskad_tui.ui.features.choosing import Choosing
from kaskad_tui.ui.features.contents import Contents
from kaskad_tui.ui.features.edits import Edits
from kaskad_tui.ui.features.finding import WIDTHS, Finding
from kaskad_tui.ui.features.listing import Listing
from kaskad_tui.ui.features.long_work import LongWork
from kaskad_tui.ui.features.marking import Marking
from kaskad_tui.ui.features.media import Media
from kaskad_tui.ui.features.narrowing import Narrowing
from kaskad_tui.ui.features.outside import Outside
from kaskad_tui.ui.features.panes import Panes
from kaskad_tui.ui.features.program import Program
from kaskad_tui.ui.features.reading import Reading
from kaskad_tui.ui.features.refreshing import Refreshing
from kaskad_tui.ui.features.searching import Searching
from kaskad_tui.ui.features.selecting import Selecting
from kaskad_tui.ui.features.texts import Texts
from kaskad_tui.ui.headline_rows import NO_TIME_BELOW
from kaskad_tui.ui.keys import ANY, bindings
from kaskad_tui.ui.marks import UNICODE
from kaskad_tui.ui.screens.overlay import Overlay
from kaskad_tui.ui.widgets.article_view import ArticleView
from kaskad_tui.ui.widgets.headline_list import HeadlineList
from kaskad_tui.ui.widgets.pane import Pane
from kaskad_tui.ui.widgets.scroll_line import ScrollLine
from kaskad_tui.ui.widgets.sidebar import Sidebar
from kaskad_tui.ui.widgets.start_pane import StartPane, StartState

if TYPE_CHECKING:
    from kaskad_tui.ui.features.feature import Handler
    from kaskad_tui.ui.widgets.find_line import FindLine

T = TypeVar("T")

_MESSAGE_S = 4.0


class MainScreen(Screen[None]):
    """Holds the panes, hands every action to the feature that answers it, and says things in the footer."""

    BINDINGS = bindings(ANY)
    # plain lists: the framework reads them from the class
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-two"), (120, "-three")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (14, "-bare"), (16, "-low"), (24, "-medium"), (30, "-tall")]  # noqa: RUF012

    def __init__(self, reader: Reader, settings: Settings) -> None:
        super().__init__()
        self.reader = reader
        self.settings = settings
        self.visited: datetime | None = reader.remembered.visited
        """When the list was last left: what came since is new; None at the first visit."""
        self.touched = False
        """The reader has pressed a key: from now on nothing moves by itself."""
        self.asked = False
        """The reader asked for the refresh that runs."""
        self.russian = False
        """The Russian layout is in use, as far as the last key tells."""
        self.overlaid = False
        """An overlay lies over this screen."""
        self._shown_before = False
        self.marks = marks = UNICODE
        self.news = HeadlineList(reader.headlines, marks=marks, id="headlines")
        self.article = ArticleView(id="article", max_measure=self._measure_of(reader, settings))
        self.sidebar = Sidebar(marks=marks, id="sidebar")
        self.start = StartPane(self._start_state)
        self.list_line = ScrollLine(marks=marks, id="list-line")
        self.article_line = ScrollLine(marks=marks, id="article-line")
        self.bars = Bars(self)
        self.panes = Panes(self)
        self.listing = Listing(self)
        self.narrowing = Narrowing(self)
        self.reading = Reading(self)
        self.marking = Marking(self)
        self.refreshing = Refreshing(self)
        self.finding = Finding(self)
        self.contents = Contents(self)
        self.searching = Searching(self)
        self.edits = Edits(self)
        self.texts = Texts(self)
        self.beside = Beside(self)
        self.long_work = LongWork(self)
        self.outside = Outside(self)
        self.media = Media(self)
        self.selecting = Selecting(self)
        self.choosing = Choosing(self)
        self.program = Program(self)
        self._handlers: dict[str, Handler] = {}
        for feature in (
            self.panes,
            self.listing,
            self.narrowing,
            self.reading,
            self.marking,
            self.refreshing,
            self.finding,
            self.contents,
            self.searching,
            self.edits,
            self.texts,
            self.long_work,
            self.outside,
            self.media,
            self.selecting,
            self.choosing,
            self.program,
        ):
            self._handlers |= feature.handlers()
        self._end_of_events: Callable[[], None] = lambda: None
        self._article_lines = (0, 0, 0)
        """First line in sight, lines in sight and lines of the article, as it last told them."""

    @staticmethod
    def _measure_of(reader: Reader, settings: Settings) -> int:
        """Return the longest line: the setting, or what was chosen on the screen while nothing is set."""
        chosen = reader.shared.choice("width") or ""
        default = settings.ui.width == type(settings.ui)().width and "width" not in settings.ui.insisted
        return int(chosen) if default and chosen.isdecimal() and int(chosen) in WIDTHS else settings.ui.width

    def compose(self) -> ComposeResult:
        """Lay out header, panes and footer."""
        # the framework sets these at the first resize, when all is styled and painted without them already
        steps_of = (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS)
        for size, steps in zip(self.app.size, steps_of, strict=True):
            self.add_class(max(step for step in steps if step[0] <= size)[1], update=False)
        marks = self.marks
        yield self.bars.header
        with Horizontal(id="panes"):
            yield Pane("list", self.news, marks=marks)
            yield self.list_line
            yield Pane("article", self.article, marks=marks)
            yield self.article_line
            yield Pane("sidebar", self.sidebar, marks=marks)
        with Vertical(id="start-frame"):
            yield self.start
        too_small = _("The window is too small: 40 columns and 12 rows are needed.")
        yield Static(Content(too_small), id="too-small")
        yield Static(id="message")
        with Horizontal(id="footer"):
            yield self.bars.footer
            yield self.bars.position

    def on_mount(self) -> None:
        """Show what the archive has; ask the site once that is on the screen."""
        self._end_of_events = self.reader.subscribe(self.refreshing.tell)
        self._measure()
        sections = self.reader.sections()
        self.news.look(
            moment=now(),
            visited=self.visited,
            quiet_section=sections[0].title if sections else None,
            labels=self.reader.labels,
        )
        self.listing.start()
        self.beside.show()
        self.news.focus(scroll_visible=False)
        self.call_after_refresh(self.program.after_first_paint)

    def rest(self) -> None:
        """Ask for nothing and hear of nothing any more: another screen took the place of this one."""
        self._end_of_events()
        self.refreshing.stop()

    def action_act(self, id_: str) -> None:
        """Do what a key is bound to."""
        self.act(id_)

    def act(self, id_: str) -> None:
        """Do an action of the table."""
        self.bars.clear()
        self._handlers[id_]()

    @property
    def actions(self) -> frozenset[str]:
        """Ids of the actions that are answered; a test holds them against the table."""
        return frozenset(self._handlers)

    def on_key(self, event: events.Key) -> None:
        """Note the layout in use; while links wear letters, take the key before any binding does."""
        self.touched = True
        self.bars.clear()
        if self.finding.hinting and self.finding.hint_key(event):
            event.stop()
            return
        character = event.character or ""
        if character.isalpha():
            russian = "а" <= character.lower() <= "я" or character in "ёЁ"
            if russian != self.russian:
                self.russian = russian
                self.bars.renew()

    # what the panes tell
    def on_headline_list_cursor_moved(self) -> None:
        """Follow the cursor."""
        self.reading.cursor_moved()
        self.bars.renew()
        self._draw_list_line()

    def on_headline_list_open_requested(self) -> None:
        """Open what was clicked."""
        self.reading.open_current()

    def on_headline_list_end_neared(self, message: HeadlineList.EndNeared) -> None:
        """Fetch the next page of the site's list."""
        if message.widget is self.news:
            self.listing.want_older()

    def on_headline_list_scrolled(self) -> None:
        """Move the scroll line."""
        self._draw_list_line()

    def on_sidebar_open_requested(self, message: Sidebar.OpenRequested) -> None:
        """Open what was clicked."""
        self.reading.open_beside(message.headline)

    def on_sidebar_entry_chosen(self, message: Sidebar.EntryChosen) -> None:
        """Show what another version changed, or go to a heading."""
        if self.edits.active:
            self.edits.choose(message.index)
        elif message.clicked and self.contents.active:
            self.contents.pick(message.index)

    def on_article_view_place_changed(self, message: ArticleView.PlaceChanged) -> None:
        """Keep the place."""
        self.reading.run(self.reader.save_place(message.key, message.place), "place")

    def on_article_view_link_chosen(self, message: ArticleView.LinkChosen) -> None:
        """Follow a link: an article of the site in the reader, all else in the browser."""
        self.program.follow_link(message.url, copy=message.copy)

    def on_article_view_hints_ended(self) -> None:
        """The footer speaks of other keys again, the sidebar of what it did."""
        self.contents.renew()
        self.bars.renew()

    def on_article_view_scrolled(self, message: ArticleView.Scrolled) -> None:
        """Move the scroll line."""
        self._article_lines = (message.top, message.height, message.total)
        self.article_scrolled()
        self.reading.scrolled()

    def on_find_line_typed(self, message: FindLine.Typed) -> None:
        """Narrow the list."""
        if message.purpose == "filter":
            self.narrowing.typed(message.query)

    def on_find_line_asked(self, message: FindLine.Asked) -> None:
        """Show the hits, or go to the rows."""
        self.bars.end_asking()
        if message.purpose == "filter":
            self.narrowing.keep(message.query)
        else:
            self.finding.find(message.query)

    def on_find_line_left(self, message: FindLine.Left) -> None:
        """Back to the text, or to the whole list."""
        self.bars.end_asking()
        if message.purpose == "filter":
            self.narrowing.drop()
        else:
            self.panes.focus_article()

    def on_descendant_focus(self) -> None:
        """Draw the marks of the focus."""
        for line in self.query(".focus-line"):
            line.refresh()
        self.list_line.set_class(self.panes.in_list, "-focused")
        self.article_line.set_class(self.panes.in_article, "-focused")
        self.beside.sidebar_left()
        self.bars.renew()

    def on_resize(self) -> None:
        """Choose density and what gives way."""
        self._measure()
        self.call_after_refresh(self.panes.keep_focus)

    async def on_unmount(self) -> None:
        """Keep the place and the moment of leaving, while the archive is still open."""
        self._end_of_events()
        await self.program.leave_behind()

    def on_screen_suspend(self) -> None:
        """An overlay came: its keys hold now."""
        self.overlaid = True
        self.bars.renew()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """An overlay went away, or the screen comes up: then all was styled when it was mounted."""
        event.refresh_styles = event.refresh_styles and self._shown_before
        self._shown_before = True
        self.overlaid = False
        self.bars.renew()
        self.article.behind = self.has_class("-sidebar") and not self.panes.wide

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that something went wrong; the app lives on."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.log.error(event.worker.error)
            self.bars.message(
                _("Something went wrong inside: {what}").format(what=type(event.worker.error).__name__)
            )

    def _measure(self) -> None:
        width, height = self.app.size
        lines, gap = self.density
        self.news.look(lines=lines, gap=gap, timeless=width < NO_TIME_BELOW)
        self.searching.lay_out()
        self.article.centred = width >= 140
        self.set_class(width < 40 or height < 12, "-too-small")
        if not self.panes.wide:
            self.article.behind = self.has_class("-sidebar")
        self.bars.renew()

    # what features ask for
    @property
    def headlines(self) -> HeadlineList:
        """The list that is on the screen: the news, or what a search found."""
        return (self.searching.hits if self.searching.active else None) or self.news

    def forget(self, keys: Collection[int]) -> None:
        """Show these headlines as the archive has them now."""
        for view in (self.news, self.searching.hits):
            if view is not None:
                view.forget(keys)

    @property
    def density(self) -> tuple[int, int]:
        """Lines of a headline, and empty lines between two."""
        density = self.settings.list.density
        roomy = density == "roomy" or (density == "auto" and self.app.size.height >= 30)
        return 1 if density == "line" else 2, int(roomy)

    def list_changed(self) -> None:
        """The list shows other rows."""
        self.program.name_window()
        self._draw_list_line()
        self.reading.cursor_moved()
        self.bars.renew()

    def _draw_list_line(self) -> None:
        view = self.headlines
        self.list_line.update(view.scroll_offset.y, view.size.height, view.geometry.total)

    def article_scrolled(self) -> None:
        """The article stands elsewhere."""
        self.article_line.update(*self._article_lines, self.article.hit_lines)
        self.contents.renew()
        self.bars.header.renew()

    @property
    def nothing_to_read(self) -> bool:
        """The archive is empty and the site did not answer, or was not asked yet."""
        return not len(self.news.order) and self.reader.count(type(self.listing.view)()) == 0

    def overlay(self, screen: Overlay[T], answered: Callable[[T | None], None] | None) -> None:
        """Lay a screen over this one."""
        screen.hints = self.bars.hints
        self.app.push_screen(screen, answered)

    def _start_state(self) -> StartState:
        host = self.reader.front_url.split("://", 1)[-1].strip("/")
        sample = self.program.sample_size if self.program.has_sample else None
        return StartState(self.reader.freshness, self.refreshing.last, host, sample)
