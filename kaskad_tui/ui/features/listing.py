"""Which headlines the list shows: section, filter, what came in, and the pages further back."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from kaskad_tui.clock import local, now
from kaskad_tui.i18n import _
from kaskad_tui.model import Filter, Headline
from kaskad_tui.reader import View
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.ui.headline_order import HeadlineOrder

if TYPE_CHECKING:
    from kaskad_tui.reader import Order
    from kaskad_tui.ui.screens.main import MainScreen
    from kaskad_tui.ui.widgets.headline_list import HeadlineList

_FIRST = 200
"""Rows that are shown before the whole order is known."""
_TODAY = "\ttoday"
"""In the place of a section's title; no title has a tab."""
_CYCLE: Mapping[Filter, Filter] = {"all": "unread", "unread": "bookmarked", "bookmarked": "all"}


def _midnight() -> int:
    """Return the epoch second at which today began for the reader."""
    return int(local(now()).replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


class Listing(Feature):
    """The order of the list, and what is held back from it."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.view = View(oldest_first=screen.settings.list.sort == "oldest")
        """What the list shows."""
        self._whole = HeadlineOrder(array("q"))
        """All rows of the view, also those that are held back."""
        self.total = 0
        """Rows of the view, also while only the first of them are known."""
        self.settled = False
        """The list has been there for a while: what comes in now waits above it."""
        self._pending: set[int] = set()
        self._newest = 0
        self._ended: set[str | None] = set()
        self._fetching = False
        self._failed_at: datetime | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions of the list's contents."""
        return {
            "list.filter": self.cycle_filter,
            "list.today": self.today,
            "sections": self.choose_section,
            "list.bring_in": self.bring_in,
        }

    @property
    def headlines(self) -> HeadlineList:
        """The list of the news, also while a search stands in its place."""
        return self.screen.news

    @property
    def pending(self) -> int:
        """Headlines that came in above and are not in the list yet."""
        return len(self._pending)

    @property
    def waiting(self) -> frozenset[int]:
        """The rows of these."""
        return frozenset(self._pending)

    @property
    def unread(self) -> int:
        """How many headlines of the list are unread, those not counted that muted words hide."""
        if self.view.filter == "bookmarked":
            return 0
        return self.reader.count(replace(self.view, filter="unread")) - self.screen.narrowing.hidden_unread

    @property
    def name(self) -> str:
        """What the header calls the list."""
        names = {"unread": _("Unread"), "bookmarked": _("Bookmarks")}
        parts = [
            names.get(self.view.filter, ""),
            _("Today") if self.view.since is not None else "",
            self.view.section or "",
        ]
        base = " · ".join(part for part in parts if part) or _("All news")
        text = self.screen.narrowing.text.strip()
        return _("{list} · “{words}”").format(list=base, words=text) if text else base

    @property
    def known(self) -> int:
        """How many rows there are when no words narrow the list."""
        return len(self._whole) - self.screen.narrowing.hidden

    def start(self) -> None:
        """Show the first rows at once, all of them a moment later."""
        order = self.reader.order(self.view, _FIRST)
        self.settled = self.settled or bool(len(order) and not self.reader.freshness.busy)
        self.total = len(order)
        partial = len(order) == _FIRST
        if partial:
            self.total = self.reader.count(self.view)
        self._whole = HeadlineOrder(order.keys, order.times)
        self._note_newest(order)
        self.screen.narrowing.begin(self._whole)
        rows, hidden = self.screen.narrowing.of(self._whole)
        self.screen.narrowing.count(len(hidden), 0)
        self._show(rows, partial=partial)
        if partial or hidden:
            self.screen.call_after_refresh(self.reload)

    def _note_newest(self, order: Order) -> None:
        if len(order):
            self._newest = max(order.times[0], order.times[-1], self._newest)

    def _show(self, rows: HeadlineOrder, *, cursor: int | None = None, partial: bool = False) -> None:
        if not partial:
            self.total = len(rows)
        self.headlines.show(rows, cursor=cursor, partial=partial)
        self.screen.list_changed()

    async def fit(self) -> None:
        """Show the rows that are to be seen now, out of all that are known; the screen is not held up."""
        view, narrowing = self.view, self.screen.narrowing
        whole, waiting = self._whole, self.waiting

        def work() -> tuple[HeadlineOrder, list[int]]:
            rows, hidden = narrowing.of(whole.without(waiting) if waiting else whole)
            rows.index(0)  # a search for a row is to find its table made
            return rows, hidden

        rows, hidden = await asyncio.to_thread(work)
        unread = await self.reader.unread_among(hidden) if hidden else 0
        if view != self.view:
            return
        narrowing.count(len(hidden), unread)
        lost = narrowing.active and len(rows) and rows.index(self.headlines.cursor_key) is None
        self._show(rows, cursor=rows.keys[0] if lost else None)

    def renew_note(self) -> None:
        """Say in place of an empty list why it is empty."""
        note = "" if len(self.headlines.order) else self._note()
        if note != self.headlines.empty_note:
            self.headlines.empty_note = note
            self.headlines.refresh()

    def _note(self) -> str:
        if self.screen.narrowing.active:
            return _("No title has these words. Esc shows all.")
        if self.view.filter == "unread":
            return _("Everything is read. v shows the bookmarks, then all.")
        if self.view.filter == "bookmarked":
            return _("No bookmarks yet: * sets one. v shows all.")
        if self.screen.refreshing.busy or self.screen.refreshing.last is None:
            return _("Looking for news…")
        if self.view.since is not None:
            return _("Nothing of today yet. r asks the site, s shows the others.")
        return _("Nothing in this section yet. r asks the site, s shows the others.")

    def reload(self, *, to_top: bool = False) -> None:
        """Ask for the whole order, without holding the screen."""
        if self.view.since is not None:
            self.view = replace(self.view, since=_midnight())

        async def work() -> None:
            view = self.view
            order = await self.reader.order_async(view)
            await self.screen.narrowing.renew()
            if view != self.view:
                return
            whole = HeadlineOrder(order.keys, order.times)
            # what was read, or lost its bookmark, stays until the list is left
            self._whole = whole if view.filter == "all" else whole.keeping(self._whole)
            self._note_newest(order)
            await self.fit()
            if to_top and len(self.headlines.order):
                self.headlines.go_to(0)

        self.run(work(), "order", exclusive=True)

    def came(self, new: tuple[int, ...], updated: tuple[int, ...]) -> None:
        """Take what the network brought: above the first row it waits, below it goes in."""
        if new and self.view.filter != "bookmarked":
            if self.settled and self.screen.touched and not self.view.oldest_first:
                self._pending |= self._above(new)
            self.reload(to_top=not (self.settled and self.screen.touched))
        elif updated:
            self.reload()
        if updated:
            self.headlines.forget(updated)
        self.screen.bars.renew()

    def _above(self, new: tuple[int, ...]) -> set[int]:
        fresh: list[Headline] = []
        for start in range(0, len(new), 64):
            fresh += self.reader.headlines(new[start : start + 64])
        section = self.view.section
        return {
            item.key
            for item in fresh
            if (item.published or item.first_seen or now()).timestamp() > self._newest
            and not self.screen.narrowing.is_muted(item)
            and (section is None or item.section == section)
        }

    def bring_in(self) -> None:
        """Show what came in, from the newest on."""
        if self._pending:
            self._pending.clear()
            self.screen.searching.leave()
            self.screen.panes.focus_list()
            self.reload(to_top=True)

    def change(self, view: View) -> None:
        """Show another list, from its top."""
        self.screen.searching.leave()
        self.view = view
        self._pending.clear()
        self._newest = 0
        self.start()
        self.headlines.go_to(0)
        self.screen.panes.focus_list()

    def cycle_filter(self) -> None:
        """All, unread, bookmarks, all; of the same section, or of today."""
        self.change(replace(self.view, filter=_CYCLE[self.view.filter]))

    def today(self) -> None:
        """Show what was published today."""
        self.change(replace(self.view, section=None, filter="all", since=_midnight()))

    def choose_section(self) -> None:
        """Let the reader choose a section."""
        from kaskad_tui.ui.screens.chooser import Choice, Chooser

        muted = self.screen.narrowing.muted
        today = self.reader.count(View(filter="unread", since=_midnight()), muted)
        choices = [Choice("", _("All news"), self._count(None))]
        choices += [Choice(_TODAY, _("Today"), str(today or ""))]
        choices += [
            Choice(section.title, section.title, self._count(section.title))
            for section in self.reader.sections()
            if section.id
        ]

        def chosen(title: str | None) -> None:
            if title == _TODAY:
                self.today()
            elif title is not None:
                self.change(replace(self.view, section=title or None, filter="all", since=None))
                self.screen.refreshing.refresh_section()

        current = _TODAY if self.view.since is not None else self.view.section or ""
        self.screen.overlay(Chooser(_("Sections"), choices, current=current), chosen)

    def _count(self, section: str | None) -> str:
        unread = self.reader.unread(section, self.screen.narrowing.muted)
        return str(unread) if unread else ""

    def want_older(self) -> None:
        """Fetch the next page of the site's own list, once at a time."""
        view = self.view
        section = self._section_id()
        if (
            self._fetching
            or view.filter == "bookmarked"
            or view.since is not None
            or view.oldest_first  # they would come in above
            or self.screen.narrowing.active
            or section in self._ended
            or not len(self.headlines.order)
        ):
            return
        if self.reader.offline or (self._failed_at and (now() - self._failed_at).total_seconds() < 20):
            return
        self._fetching = True

        async def work() -> None:
            try:
                self.screen.bars.message(_("Fetching older news…"), seconds=20)
                older = await self.reader.older(section)
            finally:
                self._fetching = False
            if older.failure is not None:
                self._failed_at = now()
                self.screen.bars.say_failure(older.failure)
                return
            self.screen.bars.clear()
            if older.end:
                self._ended.add(section)
            if older.new:
                self.reload()

        self.run(work(), "older")

    def _section_id(self) -> str | None:
        title = self.view.section
        return next(
            (section.id for section in self.reader.sections() if section.title == title and title), None
        )
