"""What takes long because the reader asked for it: how far it is stands in the header, Ctrl+C ends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from kaskad_tui.clock import local, now
from kaskad_tui.i18n import _
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.wording import failures, syncing

if TYPE_CHECKING:
    from textual.timer import Timer

    from kaskad_tui.reader import Goal, Progress
    from kaskad_tui.ui.screens.main import MainScreen

_EVERY_S = 0.25
"""The header is painted no more often than this."""
_GROUPS = frozenset({"open", "picture", "older", "imprint", "sync", "discover"})
"""Workers that Ctrl+C ends."""
_FULL_TEXT = "texts"


class LongWork(Feature):
    """The sync of the site's archive, and the end of whatever the reader waits for."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.words: tuple[str, ...] = ()
        """How far the sync is, what matters most first; () while none runs."""
        self._painted = 0.0
        self._timer: Timer | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """Return the action that begins a sync."""
        return {"sync": self._choose}

    def cancel(self) -> bool:
        """End what the reader waits for; False when that is nothing."""
        found = [
            worker for worker in self.screen.workers if worker.group in _GROUPS and not worker.is_finished
        ]
        synced = bool(self.words)
        for worker in found:
            worker.cancel()
        refreshed = self.reader.stop_refreshing()
        if synced:
            self.screen.bars.message(_("Interrupted. The next sync goes on from here."), seconds=8)
        elif found or refreshed:
            self.screen.bars.message(_("Cancelled"))
        return bool(found) or refreshed

    def tell(self, words: tuple[str, ...]) -> None:
        """Say how far it is; often called, seldom painted."""
        self.words = words
        if self._timer is not None:
            return
        wait_s = self._painted + _EVERY_S - monotonic()
        if words and wait_s > 0:
            self._timer = self.screen.set_timer(wait_s, self._paint)
        else:
            self._paint()

    def _paint(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer, self._painted = None, monotonic()
        self.screen.bars.header.renew()

    # the sync
    def _choose(self) -> None:
        """Ask how far back, then whether with texts."""
        from kaskad_tui.reader import Goal
        from kaskad_tui.ui.screens.chooser import Choice, Chooser

        if self.words:
            self.screen.bars.message(_("A sync runs already: Ctrl+C ends it"))
            return
        today = local(now()).date()
        goals = {
            "10": (_("10 pages of the list"), Goal(pages=10)),
            "100": (_("100 pages of the list"), Goal(pages=100)),
            "month": (_("the last month"), Goal(since=today - timedelta(days=31))),
            "year": (_("the last year"), Goal(since=today - timedelta(days=366))),
            "all": (_("everything that the site has"), Goal()),
        }

        def far(name: str | None) -> None:
            if name is not None:
                self.screen.overlay(Chooser(_("What to bring in"), with_texts), what(goals[name][1]))

        def what(goal: Goal) -> Callable[[str | None], None]:
            def chosen(name: str | None) -> None:
                if name is not None:
                    self.sync(replace(goal, full_text=name == _FULL_TEXT))

            return chosen

        with_texts = [
            Choice("headlines", _("headlines alone")),
            Choice(_FULL_TEXT, _("headlines and texts"), _("a request for each")),
        ]
        choices = [Choice(name, words) for name, (words, _goal) in goals.items()]
        self.screen.overlay(Chooser(_("How far back"), choices), far)

    def sync(self, goal: Goal) -> None:
        """Bring in the site's own archive."""
        self.screen.touched = True  # what comes in moves nothing

        def told(progress: Progress) -> None:
            self.tell(syncing.progress(progress))

        async def work() -> None:
            self.tell((_("asking the site…"),))
            try:
                done = await self.reader.sync(goal, told)
            finally:
                self.words = ()
                self._paint()
            said = syncing.summary(done, full_text=goal.full_text)
            if done.failure is not None:
                said = f"{failures.sentence(done.failure)} {_('The next sync goes on from here.')} ({said})"
            self.screen.bars.message(said, seconds=15)

        self.run(work(), "sync", exclusive=True)
