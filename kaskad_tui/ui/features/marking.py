"""Marks: read, bookmarks, and undoing them. What the screen shows is on disk already."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Failure, Headline
from kaskad_tui.ui.features.feature import Feature, Handler

if TYPE_CHECKING:
    from kaskad_tui.ui.screens.main import MainScreen


class Marking(Feature):
    """Sets and takes back marks, one key press after the other."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._turn = asyncio.Lock()

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions of marking."""
        return {
            "mark.read": lambda: self.run(self._toggle_read(), "mark"),
            "mark.bookmark": lambda: self.run(self._toggle_bookmark(), "mark"),
            "mark.all_read": lambda: self.run(self._all_read(), "mark"),
            "mark.undo": lambda: self.run(self._undo(), "mark"),
        }

    def _subject(self) -> Headline | None:
        """Return what is marked: the article in its pane, else what is under the cursor; as on disk now."""
        if self.screen.panes.in_article:
            headline = self.screen.reading.shown
        elif self.screen.panes.in_sidebar:
            headline = self.screen.sidebar.current
        else:
            headline = self.headlines.current
        if headline is None or not headline.key:
            return None
        return next(iter(self.reader.headlines([headline.key])), None)

    async def _toggle_read(self) -> None:
        async with self._turn:
            headline = self._subject()
            if headline is not None:
                done = await self.reader.mark([headline.key], read=not headline.read)
                self._say(done, _("marked unread") if headline.read else _("marked read"))
                if not self.screen.panes.in_article and not headline.read:
                    self.headlines.move(1)

    async def _toggle_bookmark(self) -> None:
        async with self._turn:
            headline = self._subject()
            if headline is not None:
                done = await self.reader.mark([headline.key], bookmarked=not headline.bookmarked)
                self._say(done, _("bookmark removed") if headline.bookmarked else _("bookmarked"))

    async def _all_read(self) -> None:
        async with self._turn:
            listing, narrowing = self.screen.listing, self.screen.narrowing
            if self.screen.searching.active or narrowing.active:
                done = await self.reader.mark(self.headlines.order.keys, read=True)
            else:
                # what is not in the list was not seen
                done = await self.reader.mark_all_read(listing.view, listing.waiting | narrowing.muted)
            if done == 0:
                self.screen.bars.message(_("Everything here is read already"))
            elif isinstance(done, int):
                self._say(done, ngettext("{n} marked read", "{n} marked read", done).format(n=done))
            else:
                self._say(done, "")

    async def _undo(self) -> None:
        async with self._turn:
            undone = await self.reader.undo()
            if isinstance(undone, Failure):
                self.screen.bars.say_failure(undone)
            elif undone is None:
                self.screen.bars.message(_("There is nothing to undo"))
            else:
                n = len(undone.keys)
                self.screen.bars.message(ngettext("{n} mark undone", "{n} marks undone", n).format(n=n))
                if n == 1 and not self.screen.panes.in_article:
                    self.headlines.go_to_key(undone.keys[0])

    def opened(self, headline: Headline) -> None:
        """Mark what was opened as read; this is not for undo."""
        if headline.read:
            return

        async def work() -> None:
            async with self._turn:
                done = await self.reader.mark([headline.key], read=True, undoable=False)
                if isinstance(done, Failure):
                    self.screen.bars.say_failure(done)

        self.run(work(), "mark")

    def _say(self, done: int | Failure, text: str) -> None:
        if isinstance(done, Failure):
            self.screen.bars.say_failure(done)
        else:
            self.screen.bars.message(text, keys=(("mark.undo", _("undo")),))
