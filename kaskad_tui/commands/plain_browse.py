"""The lists of the line mode: which one was printed last, and what its numbers mean."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from kaskad_tui.clock import now
from kaskad_tui.commands.plain_input import Talk
from kaskad_tui.commands.plain_lists import Numbered
from kaskad_tui.commands.plain_pages import sheet
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Filter, ListKind, Section
from kaskad_tui.reader import Reader, View
from kaskad_tui.wording.failures import sentence

if TYPE_CHECKING:
    from kaskad_tui.reader import Query

_CYCLE: Mapping[Filter, Filter] = {"all": "unread", "unread": "bookmarked", "bookmarked": "all"}
_INDEX_S = 25.0
"""A search waits so long for the index of an archive of an earlier version of the program."""


class Browse:
    """Prints lists, page by page."""

    def __init__(self, reader: Reader, settings: Settings, talk: Talk) -> None:
        self._reader = reader
        self._settings = settings
        self._talk = talk
        self.view = View()
        """Which headlines of the archive."""
        self.list = Numbered("", [], reader.headlines)
        """The headlines that numbers mean."""
        self.sections: tuple[Section, ...] = ()
        """What they mean in place of these while the sections were printed last."""
        self.muted: frozenset[int] = frozenset()
        """Headlines that are hidden for a word in their titles."""
        self._shows_muted = False
        self._hidden = 0

    @property
    def where(self) -> str:
        """Which rows are printed, for the prompt."""
        return "" if self.sections else self.list.where()

    async def show(self) -> None:
        """Print the list from its top, with all that came in."""
        await self._learn_muted()
        keys = await self._keys()
        newest = self._settings.list.sort == "newest"
        name = {"unread": _("Unread"), "bookmarked": _("Bookmarks")}.get(self.view.filter)
        title = ", ".join(part for part in (name, self.view.section) if part) or _("All news")
        self._print(
            Numbered(
                title,
                keys if newest else keys[::-1],
                self._reader.headlines,
                grows=newest and self.view.filter != "bookmarked" and not self._reader.offline,
            ),
            self._nothing(),
        )
        hidden = self._hidden
        if hidden:
            self._talk.say(
                ngettext("{n} muted: m shows it", "{n} muted: m shows them", hidden).format(n=hidden)
            )

    async def _learn_muted(self) -> None:
        words = self._settings.list.mute
        self.muted = await self._reader.muted(words) if words and not self._shows_muted else frozenset()

    async def _keys(self) -> list[int]:
        """Return the rows of the list as the archive has them, those not that are muted."""
        keys = (await self._reader.order_async(self.view)).keys
        shown = [key for key in keys if key not in self.muted]
        self._hidden = len(keys) - len(shown)
        return shown

    async def show_muted(self) -> None:
        """Print the list with what muted words hide, or again without."""
        if not self._settings.list.mute:
            self._talk.say(_("No words are muted; [list] mute in the settings names some."))
            return
        self._shows_muted = not self._shows_muted
        if self._shows_muted:
            self._talk.say(_("Muted headlines are shown"))
        await self.show()

    def new(self, came: Set[int]) -> None:
        """Print what came in, newest first."""
        found = self._reader.headlines(sorted(came - self.muted))
        found.sort(key=lambda item: item.published or item.first_seen or now(), reverse=True)
        keys = [item.key for item in found]
        self._print(Numbered(_("New"), keys, self._reader.headlines), _("Nothing new."))

    def _print(self, numbered: Numbered, nothing: str) -> None:
        self.list, self.sections = numbered, ()
        self._talk.say(numbered.title, *([] if numbered.keys else [nothing]))
        self._talk.lines(numbered.next(now(), sheet(self._settings.ui.width)))

    def _nothing(self) -> str:
        if self.view.filter == "unread":
            return _("Everything is read.")
        if self.view.filter == "bookmarked":
            return _("There are no bookmarks.")
        if self.view.section is None:
            return _("The archive is still empty. kaskad-tui demo --plain opens the sample edition.")
        return _("The list is empty.")

    async def more(self) -> None:
        """Print the next page; behind the end ask the site for older news."""
        if self.list.at_end and self.list.grows and self.list.keys:
            await self._fetch_older()
        if self.list.at_end:
            self._talk.say(_("The list ends here."))
        else:
            self._talk.lines(self.list.next(now(), sheet(self._settings.ui.width)))

    async def _fetch_older(self) -> None:
        self._talk.say(_("Fetching older news…"))
        older = await self._talk.wait(self._reader.older(self._section_id()))
        if older is None:
            return
        if older.failure is not None:
            self._talk.say(sentence(older.failure))
        self.list.grows = not older.end
        await self._learn_muted()
        keys = await self._keys()
        last = self.list.keys[-1]
        # what came in above waits until the list is printed again: numbers go on meaning what they meant
        self.list.keys += keys[keys.index(last) + 1 :] if last in keys else []

    def before(self, *, to_top: bool = False) -> None:
        """Print the page before, or the first one."""
        if to_top:
            self.list.pages.clear()
        self._talk.lines(self.list.previous(now(), sheet(self._settings.ui.width)))

    async def next_filter(self) -> None:
        """Print all, unread, bookmarks, all."""
        self.view = View(self.view.section, _CYCLE[self.view.filter])
        await self.show()

    def _section_id(self) -> str | None:
        title = self.view.section
        return next((item.id for item in self._reader.sections() if title and item.title == title), None)

    async def print_sections(self) -> None:
        """Print the sections, with numbers."""
        self.sections = (
            Section("", _("All news"), ""),
            *(section for section in self._reader.sections() if section.id),
        )
        await self._learn_muted()
        rows = [_("Sections")]
        for number, section in enumerate(self.sections, 1):
            unread = self._reader.unread(section.title if section.id else None, self.muted)
            told = f" ({ngettext('{n} unread', '{n} unread', unread).format(n=unread)})" if unread else ""
            rows.append(f"{number}. {section.title}{told}")
        self._talk.say(*rows)

    async def choose_section(self, number: int) -> None:
        """Print the list of a section that was printed."""
        section = self.sections[number - 1]
        self.view = View(section.title if section.id else None)
        if not self._reader.offline:
            await self._talk.wait(self._reader.refresh(section.id))
        await self.show()

    async def search(self, text: str) -> None:
        """Print what the archive has of some words."""
        query = self._reader.query(text)
        if query.unknown:
            filters = ", ".join(query.unknown)
            self._talk.say(_("this filter cannot be understood: {filters}").format(filters=filters))
        elif query.empty:
            self._talk.say(_("What is looked for stands behind it: / school"))
        else:
            keys = await self._talk.wait(self._found(query))
            if keys is not None:
                title = ngettext("Found: {n} article", "Found: {n} articles", len(keys)).format(n=len(keys))
                found = Numbered(title, keys, self._reader.headlines, excerpts=self._excerpts(query))
                self._print(found, _("Nothing was found in the archive."))

    def _excerpts(self, query: Query) -> Callable[[Sequence[int]], Mapping[int, str]]:
        pattern = self._reader.pattern(query)
        return lambda keys: {
            hit.headline.key: hit.excerpt for hit in self._reader.hits(keys, pattern) if hit.excerpt
        }

    async def _found(self, query: Query) -> list[int]:
        try:
            async with asyncio.timeout(_INDEX_S):
                await asyncio.shield(self._reader.index_behind())
        except TimeoutError:
            pass
        return list((await self._reader.search_async(query)).keys)

    async def top(self) -> None:
        """Print the top five; a muted one keeps its number."""
        await self._learn_muted()
        items = [item.key for item in self._reader.lists().get(ListKind.TOP, ()) if item.key]
        self._print(
            Numbered(_("Top 5 today"), items, self._reader.headlines, muted=self.muted),
            _("There are no lists beside the news."),
        )
