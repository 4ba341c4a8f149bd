"""Asking the site: at the start, by the key, every few minutes; and what the reader tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaskad_tui.clock import now
from kaskad_tui.reader import (
    ArticleChanged,
    ArticleFailed,
    Event,
    FreshnessChanged,
    HeadlinesChanged,
    ListsChanged,
    MarksChanged,
    Refreshed,
)
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.wording import failures

if TYPE_CHECKING:
    from textual.timer import Timer

    from kaskad_tui.ui.screens.main import MainScreen


class Refreshing(Feature):
    """Keeps the list fresh."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.last: Refreshed | None = None
        """What the last refresh brought."""
        self._timer: Timer | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions of refreshing."""
        return {"refresh": self.refresh, "refresh.all": self.refresh_everything, "why": self.why}

    @property
    def busy(self) -> bool:
        """A refresh is under way."""
        return self.reader.freshness.busy

    def start(self) -> None:
        """Refresh now, and then every few minutes."""
        minutes = self.reader.every_minutes(self.screen.settings.refresh.every_minutes)
        if minutes and not self.reader.offline:
            self._timer = self.screen.set_interval(minutes * 60, self._refresh_timed)
        self.refresh_all()

    def refresh(self) -> None:
        """Refresh what is looked at: the article in its pane, else the list."""
        if self.screen.panes.in_article:
            self.screen.reading.again()
        else:
            self.screen.asked = True
            self.refresh_section()

    def refresh_everything(self) -> None:
        """Refresh the lists of all sections because the reader asked for it: a failure is told."""
        self.screen.asked = True
        self.refresh_all()

    def refresh_section(self) -> None:
        """Refresh the list of the section that is shown."""
        title = self.screen.listing.view.section
        section = next((item.id for item in self.reader.sections() if item.title == title and title), None)

        async def work() -> None:
            self._ended(await (self.reader.refresh(section) if section else self.reader.refresh_all()))

        self.run(work(), "refresh")

    def refresh_all(self) -> None:
        """Refresh the lists of all sections."""

        async def work() -> None:
            self._ended(await self.reader.refresh_all())

        self.run(work(), "refresh")

    def stop(self) -> None:
        """Ask the site no more by itself."""
        if self._timer is not None:
            self._timer.stop()

    def _refresh_timed(self) -> None:
        async def work() -> None:
            minutes = self.screen.settings.refresh.every_minutes
            self._ended(await self.reader.refresh_timed(minutes))

        self.run(work(), "refresh")

    def _ended(self, refreshed: Refreshed) -> None:
        self.last = refreshed
        self.screen.news.look(moment=now())
        if not len(self.screen.news.order):
            self.screen.listing.start()
        self.screen.listing.settled = bool(len(self.screen.news.order))
        self.screen.panes.show_start()
        if refreshed.failure is not None and self.screen.panes.in_list and self.screen.asked:
            self.screen.bars.say_failure(refreshed.failure)
        self.screen.asked = False
        self.screen.bars.renew()

    def why(self) -> None:
        """Say what the header's state comes from."""
        from kaskad_tui.ui.screens.details import Details

        freshness = self.reader.freshness
        lines = [failures.sentence(freshness.failure)] if freshness.failure else []
        if self.reader.read_only is not None:
            lines.append(failures.sentence(self.reader.read_only))
        attempts = self.last.attempts if self.last else ()
        self.screen.overlay(Details(freshness, lines, attempts), None)

    def tell(self, event: Event) -> None:
        """Bring an event of the reader to the panes that show what it is about."""
        screen = self.screen
        match event:
            case HeadlinesChanged(new=new, updated=updated):
                screen.listing.came(new, updated)
                screen.panes.show_start()
            case ListsChanged():
                screen.beside.show()
            case ArticleChanged(key=key):
                screen.reading.changed(key)
            case ArticleFailed(key=key, failure=failure):
                screen.reading.failed(key, failure)
            case MarksChanged(keys=keys):
                screen.forget(keys)
                screen.reading.marked()
                screen.beside.show()
            case FreshnessChanged():
                screen.bars.renew()
            case _:
                pass
