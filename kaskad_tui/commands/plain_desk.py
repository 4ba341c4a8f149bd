"""What the commands of the line mode do: each answers with lines, none with a screen."""

from __future__ import annotations

import asyncio
import webbrowser
from contextlib import suppress

from kaskad_tui.commands.plain_article import links
from kaskad_tui.commands.plain_browse import Browse
from kaskad_tui.commands.plain_input import Talk
from kaskad_tui.commands.plain_reading import Reading
from kaskad_tui.commands.plain_words import Command, Verb, help_lines
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Article, Failure, Headline, Link
from kaskad_tui.reader import Reader
from kaskad_tui.sanitize import safe_url
from kaskad_tui.ui.features.outside import has_browser  # imports nothing of the screens' framework
from kaskad_tui.wording import dates
from kaskad_tui.wording.failures import sentence

_AHEAD = 40
"""So far down the list the next unread ones are looked for, to fetch them ahead."""


class Desk:
    """The state of a conversation: the list that was printed last, and the article that lies open."""

    def __init__(self, reader: Reader, settings: Settings, talk: Talk) -> None:
        self._reader = reader
        self._settings = settings
        self._talk = talk
        self.browse = Browse(reader, settings, talk)
        self._reading = Reading(reader, settings, talk)
        self._last = 0
        """The article of the list that was opened last."""
        self.came: set[int] = set()
        """Keys of what came in since the list was printed."""

    @property
    def prompt(self) -> str:
        """What stands before the reader's line: where they are."""
        where = self._reading.where if self._reading.headline is not None else self.browse.where
        return f"[{where}] > " if where else "> "

    async def do(self, command: Command) -> None:
        """Do what was typed."""
        number, opened = command.number, self._reading.headline
        match command.verb:
            case Verb.OPEN if number is not None:
                await self._choose(number)
            case Verb.REFRESH | Verb.OPEN:
                await (self._again() if opened is not None else self._refresh())
            case Verb.ON if opened is None:
                await self.browse.more()
            case Verb.ON:
                if not await self._reading.on():
                    await self._next_unread(1)
            case Verb.BEFORE | Verb.BEGIN if opened is None:
                self.browse.before(to_top=command.verb is Verb.BEGIN)
            case Verb.BEFORE:
                await self._reading.before()
            case Verb.BEGIN:
                await self._reading.begin()
            case Verb.NEXT | Verb.PREVIOUS:
                await self._next_unread(1 if command.verb is Verb.NEXT else -1)
            case Verb.BACK:
                await self._back()
            case Verb.FIND if opened is not None:
                await self._reading.find(command.text)
            case Verb.LIST:
                await self.show_list()
            case Verb.NEW | Verb.SECTIONS | Verb.FILTER | Verb.MUTED | Verb.FIND | Verb.SEARCH | Verb.TOP:
                self._reading.leave()
                await self._list(command)
            case Verb.UNREAD | Verb.BOOKMARK | Verb.BROWSER | Verb.ADDRESS:
                headline = self._subject(number)
                if headline is not None:
                    await self._about(command.verb, headline)
            case Verb.LINKS:
                await self._links(number)
            case Verb.FEED_TEXT:
                await self._other_text()
            case Verb.ALL_READ:
                await self._all_read()
            case Verb.UNDO:
                await self._undo()
            case Verb.WHY:
                self._why()
            case Verb.HELP:
                self._talk.say(*help_lines())
            case Verb.QUIT:
                pass

    # lists
    async def show_list(self) -> None:
        """Print the list from its top."""
        self._reading.leave()
        self.came.clear()
        self._last = 0
        await self.browse.show()

    async def _list(self, command: Command) -> None:
        self._last = 0
        match command.verb:
            case Verb.SECTIONS:
                await self.browse.print_sections()
            case Verb.FILTER:
                await self.browse.next_filter()
            case Verb.MUTED:
                await self.browse.show_muted()
            case Verb.NEW:
                self.browse.new(self.came)
                self.came.clear()
            case Verb.TOP:
                await self.browse.top()
            case _:
                await self.browse.search(command.text)
        if command.number is not None:
            await self._choose(command.number)

    async def _choose(self, number: int) -> None:
        """Open what has a number in what was printed last: links, sections, or headlines."""
        if self._reading.links:
            await self._links(number)
            return
        sections = self.browse.sections
        key = self.browse.list.key(number)
        if sections and 1 <= number <= len(sections):
            await self.browse.choose_section(number)
        elif sections or key is None:
            self._talk.say(_("There is no number {n} in this list.").format(n=number))
        elif key in self.browse.list.muted:
            self._talk.say(_("This headline is muted; m shows it."))
        else:
            await self._read(key)

    async def _refresh(self) -> None:
        """Ask the site, and print what came."""
        refreshed = await self._talk.wait(self._reader.refresh_all())
        if refreshed is None:
            return
        if refreshed.failure is not None:
            self._talk.say(sentence(refreshed.failure))
        elif self.came:
            self.browse.new(self.came)
            self.came.clear()
        else:
            self._talk.say(_("Nothing new."))

    # reading
    async def _read(self, key: int) -> None:
        for headline in self._reader.headlines([key]):
            got = await self._talk.wait(self._reader.open_article(key))
            if got is not None:
                await self._reading.show(headline, got)
            keys = self.browse.list.keys
            if key in keys:
                self._last = key
            here = keys.index(key) + 1 if key in keys else 0
            self._reader.prefetch(keys[here : here + _AHEAD])

    async def _again(self) -> None:
        """Fetch the open article anew."""
        headline = self._reading.headline
        if headline is not None:
            got = await self._talk.wait(self._reader.refetch(headline.key))
            if got is not None:
                await self._reading.show(headline, got, again=True)

    async def _other_text(self) -> None:
        """Print the feed's own text of the open article after its page's, and the other way round."""
        headline, text = self._reading.headline, self._reading.article
        if headline is None:
            self._talk.say(_("No article is open."))
            return
        usual = self._reader.article(headline.key)
        given = text is not None and text.from_feed
        others = [one for one in (usual, self._reader.other_text(headline.key)) if one is not None]
        other = next((one for one in others if one.from_feed != given), None)
        if other is not None:
            await self._reading.show(headline, other, again=True)
        elif given or text is None:
            await self._again()
        else:
            self._talk.say(_("The feed gave no text of this article"))

    async def _next_unread(self, step: int) -> None:
        found = self.browse.list.unread(self._last, step)
        if found is not None:
            await self._read(found)
        else:
            self._talk.say(_("No more unread news below") if step > 0 else _("No unread news above"))

    async def _back(self) -> None:
        key = self._reading.came_from()
        if key is not None:
            await self._read(key)
        else:
            await self.show_list()

    # links
    async def _links(self, number: int | None) -> None:
        """Print the links of the open article, or follow one."""
        article = self._reading.article
        if article is None:
            self._talk.say(_("No article is open."))
        elif number is None:
            self._reading.print_links()
        else:
            found = links(article)
            if 1 <= number <= len(found):
                await self._follow(found[number - 1])
            else:
                self._talk.say(_("There is no link {n} in this article.").format(n=number))

    async def _follow(self, link: Link) -> None:
        """Open an article of the site here, all else in the browser."""
        headline = self._reader.find(link.url)
        if (headline is None or not headline.key) and self._reader.site.article_id(link.url) is not None:
            got = await self._talk.wait(self._reader.read(link.url, typed=False))
            headline = got.headline if isinstance(got, Article) else None
        if headline is not None and headline.key:
            self._reading.followed()
            await self._read(headline.key)
        else:
            await self._browser(link.url)

    # one headline
    def _subject(self, number: int | None) -> Headline | None:
        """Return what a command is about, as it is in the archive now; say so where that cannot be told."""
        opened = self._reading.headline
        key = opened.key if opened is not None else None
        if number is not None:
            key = None if self.browse.sections else self.browse.list.key(number)
        found = self._reader.headlines([key]) if key is not None else []
        if found:
            return found[0]
        self._talk.say(
            _("There is no number {n} in this list.").format(n=number)
            if number is not None
            else _("Which one? Put its number behind it: u 3")
        )
        return None

    async def _about(self, verb: Verb, headline: Headline) -> None:
        match verb:
            case Verb.UNREAD:
                done = await self._reader.mark([headline.key], read=not headline.read)
                self._said(done, _("marked unread") if headline.read else _("marked read"))
            case Verb.BOOKMARK:
                done = await self._reader.mark([headline.key], bookmarked=not headline.bookmarked)
                self._said(done, _("bookmark removed") if headline.bookmarked else _("bookmarked"))
            case Verb.BROWSER:
                await self._browser(headline.url)
            case _:
                self._talk.say(safe_url(headline.url) or _("This entry has no address"))

    async def _browser(self, address: str) -> None:
        url = safe_url(address)
        if url is None:
            self._talk.say(_("This is no web address"))
            return
        opened = False
        if has_browser():
            with suppress(webbrowser.Error, OSError, ValueError):
                opened = bool(await self._talk.wait(asyncio.to_thread(webbrowser.open, url)))
        form = _("Sent to the browser: {address}") if opened else _("No browser here; the address: {address}")
        self._talk.say(form.format(address=url))

    # marks of several
    async def _all_read(self) -> None:
        done = await self._reader.mark_all_read(self.browse.view, self.came | self.browse.muted)
        if done == 0:
            self._talk.say(_("Everything here is read already"))
        elif isinstance(done, Failure):
            self._talk.say(sentence(done))
        else:
            self._talk.say(ngettext("{n} marked read", "{n} marked read", done).format(n=done))

    async def _undo(self) -> None:
        undone = await self._reader.undo()
        if isinstance(undone, Failure):
            self._talk.say(sentence(undone))
        elif undone is None:
            self._talk.say(_("There is nothing to undo"))
        else:
            n = len(undone.keys)
            self._talk.say(ngettext("{n} mark undone", "{n} marks undone", n).format(n=n))

    def _said(self, done: int | Failure, text: str) -> None:
        self._talk.say(sentence(done) if isinstance(done, Failure) else text)

    def _why(self) -> None:
        fresh = self._reader.freshness
        troubles = [found for found in (fresh.failure, self._reader.read_only) if found is not None]
        lines = [sentence(found) for found in troubles]
        if fresh.busy:
            lines.append(_("The site is being asked right now."))
        elif not lines:
            asked = fresh.updated is not None
            lines.append(
                _("Everything came as it should.") if asked else _("The site has not been asked yet.")
            )
        if fresh.updated is not None:
            lines.append(_("The list last came: {time}.").format(time=dates.full(fresh.updated)))
        self._talk.say(*lines)
