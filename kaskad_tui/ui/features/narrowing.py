"""What is left out of the list: titles without the words that are typed, and titles with muted ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kaskad_tui.i18n import _
from kaskad_tui.model import Headline
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.ui.headline_order import HeadlineOrder

if TYPE_CHECKING:
    from kaskad_tui.reader.narrowing import Titles
    from kaskad_tui.ui.screens.main import MainScreen

_REST_S = 0.03
"""Rows are looked for after so long a rest between two keys."""


class Narrowing(Feature):
    """Holds rows back from the list; the list itself stays whole below (see `Listing`)."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.text = ""
        """What titles must have; "" while that is no matter."""
        self.hidden = 0
        """Rows of the list that muted words hide now."""
        self.hidden_unread = 0
        """How many of these are unread."""
        self.shows_muted = False
        """The reader asked to see them."""
        self._words = screen.settings.list.mute
        self._muted: frozenset[int] = frozenset()
        self._has_word: Callable[[str], bool] | None = None
        self._titles: Titles | None = None
        self._matching: frozenset[int] | None = None
        """Rows with the text; None: all."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions that narrow the list."""
        return {"list.narrow": self._ask, "list.muted": self._toggle}

    @property
    def active(self) -> bool:
        """The list has only titles with a text."""
        return bool(self.text)

    @property
    def mutes(self) -> bool:
        """There are muted words, and they hide."""
        return bool(self._words) and not self.shows_muted

    # what the list asks
    def begin(self, rows: HeadlineOrder) -> None:
        """Begin with the first rows of another list; they are few, so each of their titles is looked at."""
        self._titles, self._matching, self.text = None, None, ""
        if self._words:
            found = self.reader.headlines(rows.keys)
            self._muted |= {headline.key for headline in found if self.is_muted(headline)}

    def is_muted(self, headline: Headline) -> bool:
        """Tell whether a headline has a muted word and is hidden for it."""
        if not self.mutes:
            return False
        if self._has_word is None:
            self._has_word = self.reader.mutes(self._words)
        return self._has_word(headline.title)

    def of(self, rows: HeadlineOrder) -> tuple[HeadlineOrder, list[int]]:
        """Return the rows that are shown, and those that muted words hide; may run in a thread."""
        muted = self.muted
        hidden = [key for key in rows.keys if key in muted] if muted else []
        rows = rows.without(muted) if hidden else rows
        return (rows if self._matching is None else rows.only(self._matching)), hidden

    def count(self, hidden: int, unread: int) -> None:
        """Note how many rows muted words hide now, and how many of these are unread."""
        self.hidden, self.hidden_unread = hidden, unread

    async def renew(self) -> None:
        """Learn which rows hold muted words now, and the titles that came in while the list is narrowed."""
        if self._words:
            self._muted = await self.reader.muted(self._words)
        if self.active:
            await self._load()
            await self._match()

    @property
    def muted(self) -> frozenset[int]:
        """Rows that are not shown, so that nothing marks them."""
        return self._muted if self.mutes else frozenset()

    # as the reader types
    def _ask(self) -> None:
        screen = self.screen
        screen.searching.leave()
        screen.panes.focus_list()
        screen.bars.ask(self.text, "filter", _("words of the title"))
        if self._titles is None:
            self.run(self._load(), "titles", exclusive=True)

    async def _load(self) -> None:
        self._titles = await self.reader.titles(self.screen.listing.view)

    async def _match(self) -> None:
        if not self.text.strip():
            self._matching = None
        elif self._titles is not None:
            self._matching = await asyncio.to_thread(self._titles.matching, self.text)

    def typed(self, text: str) -> None:
        """Show the rows with what is typed so far."""

        async def work() -> None:
            await asyncio.sleep(_REST_S)
            if self._titles is None:
                await self._load()
            self.text = text if text.strip() else ""
            await self._match()
            await self.screen.listing.fit()

        self.run(work(), "narrow", exclusive=True)

    def keep(self, text: str) -> None:
        """Go to the rows; they stay as they are until Esc."""
        self.screen.panes.focus_list()
        self.typed(text)

    def drop(self) -> None:
        """Show all rows again; the cursor stays on its own."""
        self.text, self._matching, self._titles = "", None, None
        self.screen.panes.focus_list()
        self.run(self.screen.listing.fit(), "narrow", exclusive=True)

    # muted words
    def _toggle(self) -> None:
        if not self._words:
            self.screen.bars.message(_("No words are muted; [list] mute in the settings names some."))
            return
        self.shows_muted = not self.shows_muted
        self.screen.beside.show()
        self.screen.beside.show()
        self.run(self.screen.listing.fit(), "narrow", exclusive=True)
        if self.shows_muted:
            self.screen.bars.message(_("Muted headlines are shown"), keys=(("list.muted", _("hide")),))
