"""A stage for the whole app: an archive of the sample edition, a moment that stands still, keys as sent."""

from __future__ import annotations

import asyncio
import shutil
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from rich.console import RenderableType
from rich.segment import Segment
from textual import events
from textual._compositor import Compositor, LayoutUpdate
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from kaskad_tui.config.settings import RefreshSettings, Settings, UiSettings
from kaskad_tui.demo.server import SampleSiteThread
from kaskad_tui.i18n import Language, language, set_ascii, set_language
from kaskad_tui.model import Article, Headline, ListKind, Video
from kaskad_tui.reader import ArticleChanged, HeadlinesChanged, Reader, View
from kaskad_tui.store.archive import Archive
from kaskad_tui.ui.app import KaskadApp
from kaskad_tui.ui.layouts import CHARACTERS
from kaskad_tui.ui.screens.main import MainScreen
from kaskad_tui.ui.widgets.bar import Bar

T = TypeVar("T")

NOW = "2026-11-24T12:04:00+02:00"
ZONE = "Europe/Kaliningrad"
ENVIRONMENT = {
    "KASKAD_TUI_NOW": NOW,
    "TZ": ZONE,
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
}
"""What every run of the app on the stage sees."""
ABSENT = (
    "NO_COLOR BROWSER DISPLAY WAYLAND_DISPLAY SSH_CONNECTION COLORFGBG LANGUAGE LC_ALL LC_MESSAGES "
    "TEXTUAL TEXTUAL_THEME TEXTUAL_FILTERS TEXTUAL_ANIMATIONS http_proxy https_proxy all_proxy HTTP_PROXY "
    "HTTPS_PROXY ALL_PROXY"
).split()
"""What no run of the app on the stage sees."""

HEADED, TABLED, LINKED, PLAIN = "62133", "62127", "62116", "62179"
"""Numbers of the edition's articles: with sub-headings, with a wide table, with many links, a short one."""
GONE = "61999"
"""The article that the site had and deleted."""
OPENED = (HEADED, TABLED, LINKED, PLAIN)

_ROW = "|" + "|".join(f" column {n} of a wide table " for n in range(1, 10)) + "|"
WIDE_TABLE = Article(
    Headline("1", "https://kaskad.tv/novosti/1-x", "Таблица"), None, (f"{_ROW}\n|{'---|' * 9}\n{_ROW}",), ""
)
"""An article whose one table is wider than any pane."""

FILMED = Article(
    Headline("2", "https://kaskad.tv/novosti/2-x", "Ролик"),
    None,
    (),
    "",
    videos=(Video("https://rutube.ru/video/1/", "Разводка моста"),),
)
"""An article that has only a video."""

SETTINGS = Settings(ui=UiSettings(theme="dark"), refresh=RefreshSettings(every_minutes=0))

BEHIND = {"wrap", "warm"}
"""Groups of workers that wait for the reader's rest: nothing on the screen depends on them."""

PATIENCE_S = 10.0
"""A condition that has not come after so long does not come."""


@dataclass(frozen=True, slots=True)
class Seed:
    """An archive that is copied for each test, and the site that it was filled from."""

    folder: Path
    site: SampleSiteThread

    @property
    def base_url(self) -> str:
        """Where the site answers."""
        return self.site.site.base_url

    def copy(self, to: Path) -> Path:
        """Return a folder of one's own with the whole archive."""
        return Path(shutil.copytree(self.folder, to, dirs_exist_ok=True))


async def fill(folder: Path, base_url: str) -> None:
    """Fill an archive: all lists, one page further back, the top five and a few texts of each shape."""
    reader = Reader.open(base_url=base_url, data_dir=folder)
    try:
        refreshed = await reader.refresh_all()
        assert refreshed.failure is None, refreshed.failure
        for _page in range(4):
            await reader.older()
        top = [item.id for items in reader.lists().values() for item in items][:5]
        newest = [item.id for item in reader.headlines(reader.order(View(), 4).keys)]
        for number in dict.fromkeys((*newest, *top, *OPENED)):
            await reader.read(number)
        await reader.fetch_imprint()
    finally:
        await reader.close()


@contextmanager
def surroundings_of_the_stage() -> Iterator[None]:
    """The same moment, zone, terminal and language, whoever runs the tests."""
    before = language()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        for name in ABSENT:
            patch.delenv(name, raising=False)
        time.tzset()
        set_language("en")
        yield
    set_language(before)
    set_ascii(False)
    time.tzset()


def closed_port() -> int:
    """Return a port of loopback on which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        number: int = taken.getsockname()[1]
    return number


def key_event(key: str) -> events.Key:
    """Return what the framework makes of a key, by the name that the table has for it."""
    plain = {"enter": "\r", "tab": "\t", "escape": "\x1b", "space": " "}
    character = plain.get(key) or CHARACTERS.get(key) or (key if len(key) == 1 else None)
    return events.Key(key, character)


class Stage:
    """The running app, as a reader sees and touches it."""

    def __init__(self, app: KaskadApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot
        self.language = language()
        self.copied: list[str] = []
        """What was sent to the terminal's clipboard."""
        self.left: list[int] = []
        """Exit codes with which the app was asked to end; it goes on, so that one app hears many keys."""
        app.copy_to_clipboard = self.copied.append  # type: ignore[method-assign,assignment]  # no terminal is there
        app.exit = self._leave  # type: ignore[method-assign,assignment]  # see `left`
        self._arrived = 0

    def _leave(self, result: int = 0, *_: object) -> None:
        self.left.append(result)

    @property
    def screen(self) -> MainScreen:
        """The main screen, also under an overlay."""
        found = [screen for screen in self.app.screen_stack if isinstance(screen, MainScreen)]
        return found[-1]

    @property
    def reader(self) -> Reader:
        """The service that the screen talks to."""
        return self.screen.reader

    @property
    def archive(self) -> Path:
        """The archive's file."""
        return self.reader._archive.path

    @property
    def overlay(self) -> str:
        """Name of the overlay's class, "" when there is none."""
        top = self.app.screen
        return "" if isinstance(top, MainScreen) else type(top).__name__

    async def says(self) -> str:
        """Return the words of the footer, or of the message in its place, once they are laid out."""
        await self.painted()
        bars = " ".join(self.line(bar) for bar in self.screen.query(Bar) if (bar.id or "").startswith("foot"))
        said = " ".join(str(note.render()) for note in self.screen.query("#message"))
        return f"{bars} {said}"

    @property
    def header(self) -> str:
        """The words of the header."""
        return self.line(self.screen.query_one("#header"))

    @property
    def entry(self) -> int:
        """Number of the entry under the sidebar's cursor, from 0."""
        sidebar = self.screen.sidebar
        entries = [item for kind in ListKind for item in sidebar.lists.get(kind, ())]
        return next(n for n, item in enumerate(entries) if item is sidebar.current)

    @staticmethod
    def line(widget: Widget) -> str:
        return widget.render_line(0).text.strip()

    @property
    def current(self) -> Headline:
        """The headline under the cursor of the list, as the archive has it."""
        return self.stored(self.screen.headlines.cursor_key)

    def stored(self, key: int) -> Headline:
        """Return a headline as the archive has it."""
        (found,) = self.reader.headlines([key])
        return found

    def key_of(self, number: str) -> int:
        """Return the archive's row of an article of the edition."""
        found = self.reader.find(number)
        assert found is not None, number
        return found.key

    # time passes
    async def press(self, *keys: str) -> None:
        """Press keys, each after what the one before it did."""
        for key in keys:
            self.app.post_message(key_event(key))
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        await self.press(*(" " if character == " " else character for character in text))

    def _restless(self) -> bool:
        pumps = [
            self.app,
            *(node for screen in self.app.screen_stack for node in screen.walk_children(with_self=True)),
        ]
        return any(pump.message_queue_size for pump in pumps) or any(
            not worker.is_finished and worker.group not in BEHIND for worker in self.app.workers
        )

    async def settle(self) -> None:
        """Wait until every message was handled and every worker has ended."""
        calm = 0
        end = asyncio.get_running_loop().time() + PATIENCE_S
        while calm < 3:
            calm = 0 if self._restless() else calm + 1
            await asyncio.sleep(0.001 if calm < 2 else 0)
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(f"the app does not come to rest: {list(self.app.workers)}")

    async def painted(self) -> None:
        """Wait for the rest, and until what it changed is laid out."""
        await self.settle()
        done = asyncio.Event()
        self.app.screen.call_after_refresh(done.set)
        await asyncio.wait_for(done.wait(), PATIENCE_S)
        await self.settle()

    async def at_rest(self) -> None:
        """Wait until the article followed the cursor and is wrapped whole, so that pictures are the same."""
        if not self.screen.panes.reading:
            self.screen.reading.follow()
        await self.painted()
        await self.until(lambda: all(worker.is_finished for worker in self.app.workers), "the wrapping")
        await self.painted()

    async def until(self, wanted: Callable[[], object], what: str = "") -> None:
        """Wait for a condition."""
        end = asyncio.get_running_loop().time() + PATIENCE_S
        while not wanted():
            await asyncio.sleep(0.002)
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(f"it did not happen: {what or wanted}\n{self.picture()}")

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: tuple(self.app.screen.size) == (width, height), "the new size")
        await self.painted()

    async def with_archive(self, work: Callable[[Archive], Awaitable[T]]) -> T:
        """Let another hand write into the archive."""
        archive = Archive.open(self.archive)
        try:
            return await work(archive)
        finally:
            await archive.close()

    async def arrives(
        self, count: int = 1, title: str = "Новость, которой ещё не было", *, days: int = 0
    ) -> tuple[int, ...]:
        """Let newer headlines (or those of so many `days` later) come in, as a refresh brings them.

        Returns their rows in the archive.
        """
        items = []
        for _n in range(count):
            self._arrived += 1
            when = moment() + timedelta(days=days, seconds=self._arrived)
            number = str(70000 + self._arrived)
            items.append(
                Headline(number, f"https://kaskad.tv/novosti/{number}-x", title, when, section="Новости")
            )
        saved = await self.with_archive(
            lambda archive: archive.save_headlines(self.reader.source, items, moment(), True)
        )
        self.screen.refreshing.tell(HeadlinesChanged(saved.new, saved.updated))
        await self.settle()
        return saved.new

    async def edits(self, key: int, *, extractor: int | None = None) -> None:
        """Let the site change a text that the archive has: its title, a word, a paragraph at its end."""
        article = self.reader.article(key)
        assert article is not None
        first, *others, _last = article.text.split("\n\n")
        body = (f"{first} Это уточнили.", *others, "Так стало в конце.")
        changed = replace(
            article,
            headline=replace(article.headline, title=article.headline.title + " вдвое"),
            body=body,
            text="\n\n".join(body),
            extractor=article.extractor if extractor is None else extractor,
        )
        await self.with_archive(lambda archive: archive.save_article(self.reader.source, changed))
        self.screen.refreshing.tell(ArticleChanged(key))
        await self.settle()

    async def feed_gives(self, key: int, *body: str, source: str | None = None) -> None:
        """Let the feed give a text of its own of an article."""
        given = Article(self.stored(key), None, body, "\n\n".join(body), extractor=Article.FEED)
        name = source or self.reader.source
        await self.with_archive(lambda archive: archive.save_articles(name, [], [given]))

    # places to start from
    async def in_list(self, index: int = 0) -> None:
        """Stand in the list, on a row, with nothing over it."""
        screen = self.screen
        if not screen.panes.in_list:
            screen.panes.focus_list()
        screen.headlines.go_to(index)
        await self.settle()
        assert screen.panes.in_list

    async def in_article(self, number: str = HEADED) -> None:
        """Stand at the top of an article that the archive has."""
        screen, key = self.screen, self.key_of(number)
        if not screen.panes.in_article or screen.article.key != key:
            screen.reading.open(self.stored(key))
        await self.settle()
        screen.article.to_top()
        await self.settle()
        assert screen.panes.in_article
        assert screen.article.key == key

    async def in_sidebar(self, entry: int = 0) -> None:
        """Stand in the sidebar, on an entry."""
        screen = self.screen
        if not screen.panes.sidebar_seen:
            screen.panes.toggle_sidebar()
        screen.panes.focus_sidebar()
        await self.painted()
        screen.sidebar.go_to(entry)
        await self.settle()
        assert screen.panes.in_sidebar

    async def close_overlays(self) -> None:
        """Close what lies over the main screen."""
        while self.overlay:
            await self.press("escape")

    def segments(self) -> list[list[Segment]]:
        """Return what is on the screen, row by row, as it goes to the terminal."""
        app = self.app
        update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        assert isinstance(update, LayoutUpdate)
        return [[part for strip in row for part in strip] for row in update.strips]

    def picture(self) -> str:
        """Return what is on the screen as text, without blanks at the ends of lines."""
        return "\n".join("".join(part.text for part in row).rstrip() for row in self.segments())


@asynccontextmanager
async def on_stage(
    reader: Reader,
    *,
    size: tuple[int, int] = (130, 40),
    language: Language = "en",
    settings: Settings = SETTINGS,
    open_sample: Callable[[], Reader] | None = None,
) -> AsyncIterator[Stage]:
    """Run the app on a reader (it closes it) and wait until it came to rest."""
    set_language(language)
    app = KaskadApp(reader, settings, open_sample=open_sample, sample_size=84)
    async with app.run_test(size=size) as pilot:
        stage = Stage(app, pilot)
        await stage.painted()
        yield stage


@contextmanager
def unpainted() -> Iterator[None]:
    """Paint only the pictures that are asked for: what no one sees in between takes a third of the time."""
    whole = Compositor.render_update

    def render(
        self: Compositor,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        if full or screen_stack:  # the framework's own scroll bars are laid out by painting
            return whole(self, full, screen_stack, simplify)
        self._dirty_regions.clear()
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", render)
        yield


def with_ui(**changes: object) -> Settings:
    """Return the settings of the stage with others under `[ui]`."""
    return replace(SETTINGS, ui=replace(SETTINGS.ui, **changes))  # type: ignore[arg-type]  # names of fields


def moment() -> datetime:
    """Return the moment of the stage."""
    return datetime.fromisoformat(NOW)
