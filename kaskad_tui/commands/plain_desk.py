"""What the commands of the line mode do: each answers with lines, none with a screen."""

from __future__ import annotations

import asyncio
import webbrowser
from contextlib import suppress

from kaskad_tui.commands.plain_article import paragraphs
from kaskad_tui.commands.plain_browse import Browse
from kaskad_tui.commands.plain_input import Talk
from kaskad_tui.commands.plain_pages import Sheet, laid_out, pages, sheet
from kaskad_tui.commands.plain_words import Command, Verb, help_lines
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Article, Failure, Headline
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
        self._open: Headline | None = None
        """The article that is read; None while the list is."""
        self._text: Article | None = None
        """Its text, as it was printed last."""
        self._pages: list[tuple[str, ...]] = []
        self._page = 0
        self.came: set[int] = set()
        """Keys of what came in since the list was printed."""

    @property
    def prompt(self) -> str:
        """What stands before the reader's line: where they are."""
        where = self.browse.where
        if self._open is not None:
            where = (
                _("page {n} of {of}").format(n=self._page + 1, of=len(self._pages))
                if len(self._pages) > 1
                else ""
            )
        return f"[{where}] > " if where else "> "

    async def do(self, command: Command) -> None:
        """Do what was typed."""
        number = command.number
        match command.verb:
            case Verb.OPEN if number is not None:
                await self._choose(number)
            case Verb.REFRESH | Verb.OPEN:
                await (self._again() if self._open is not None else self._refresh())
            case Verb.ON:
                await self._on()
            case Verb.BEFORE:
                self._before()
            case Verb.LIST:
                await self.show_list()
            case Verb.SECTIONS | Verb.FILTER | Verb.SEARCH | Verb.TOP:
                self._open = None
                await self._list(command)
            case Verb.UNREAD | Verb.BOOKMARK | Verb.BROWSER | Verb.ADDRESS:
                headline = self._subject(number)
                if headline is not None:
                    await self._about(command.verb, headline)
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
        self._open = None
        self.came.clear()
        await self.browse.show()

    async def _list(self, command: Command) -> None:
        match command.verb:
            case Verb.SECTIONS:
                self.browse.print_sections()
            case Verb.FILTER:
                await self.browse.next_filter()
            case Verb.SEARCH:
                await self.browse.search(command.text)
            case _:
                self.browse.top()
        if command.number is not None:
            await self._choose(command.number)

    async def _choose(self, number: int) -> None:
        """Open what has a number in the list that was printed last."""
        sections = self.browse.sections
        key = self.browse.list.key(number)
        if sections and 1 <= number <= len(sections):
            await self.browse.choose_section(number)
        elif sections or key is None:
            self._talk.say(_("There is no number {n} in this list.").format(n=number))
        else:
            await self._read(key)

    async def _refresh(self) -> None:
        """Ask the site, and print the list when something came."""
        refreshed = await self._talk.wait(self._reader.refresh_all())
        if refreshed is None:
            return
        if refreshed.failure is not None:
            self._talk.say(sentence(refreshed.failure))
        elif self.came:
            await self.show_list()
        else:
            self._talk.say(_("Nothing new."))

    # reading
    async def _read(self, key: int) -> None:
        for headline in self._reader.headlines([key]):
            got = await self._talk.wait(self._reader.open_article(key))
            if got is not None:
                await self._show(headline, got)
            keys = self.browse.list.keys
            here = keys.index(key) + 1 if key in keys else 0
            self._reader.prefetch(keys[here : here + _AHEAD])

    async def _again(self) -> None:
        """Fetch the open article anew."""
        if self._open is not None:
            got = await self._talk.wait(self._reader.refetch(self._open.key))
            if got is not None:
                await self._show(self._open, got)

    async def _other_text(self) -> None:
        """Print the feed's own text of the open article after its page's, and the other way round."""
        headline, text = self._open, self._text
        if headline is None:
            self._talk.say(_("No article is open."))
            return
        usual = self._reader.article(headline.key)
        given = text is not None and text.from_feed
        others = [one for one in (usual, self._reader.other_text(headline.key)) if one is not None]
        other = next((one for one in others if one.from_feed != given), None)
        if other is not None:
            await self._show(headline, other)
        elif given or text is None:
            await self._again()
        else:
            self._talk.say(_("The feed gave no text of this article"))

    async def _show(self, headline: Headline, got: Article | Failure) -> None:
        failure = got if isinstance(got, Failure) else None
        article = self._reader.article(headline.key) if isinstance(got, Failure) else got
        fits = self._fits
        self._open, self._text, self._page = headline, article, 0
        self._pages = pages(laid_out(paragraphs(headline, article, failure), fits.columns), fits)
        self._talk.lines(self._pages[0])
        if self._settings.reading.mark_read == "opened":
            await self._opened(headline)
        await self._at_end(headline)

    async def _at_end(self, headline: Headline) -> None:
        if self._page + 1 >= len(self._pages) and self._settings.reading.mark_read == "end":
            await self._opened(headline)

    async def _opened(self, headline: Headline) -> None:
        done = await self._reader.mark([headline.key], read=True, undoable=False)
        if isinstance(done, Failure):
            self._talk.say(sentence(done))

    async def _on(self) -> None:
        headline = self._open
        if headline is None:
            await self.browse.more()
        elif self._page + 1 < len(self._pages):
            self._page += 1
            self._talk.lines(self._pages[self._page])
            await self._at_end(headline)
        else:
            await self._next_unread(headline.key)

    async def _next_unread(self, key: int) -> None:
        keys = self.browse.list.keys
        here = keys.index(key) + 1 if key in keys else 0
        for start in range(here, len(keys), _AHEAD):
            for item in self._reader.headlines(keys[start : start + _AHEAD]):
                if not item.read:
                    await self._read(item.key)
                    return
        self._talk.say(_("No more unread news below"))

    def _before(self) -> None:
        if self._open is None:
            self.browse.before()
        else:
            self._page = max(0, self._page - 1)
            self._talk.lines(self._pages[self._page])

    @property
    def _fits(self) -> Sheet:
        return sheet(self._settings.ui.width)

    # one headline
    def _subject(self, number: int | None) -> Headline | None:
        """Return what a command is about, as it is in the archive now; say so where that cannot be told."""
        key = self._open.key if self._open is not None else None
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
                await self._browser(headline)
            case _:
                self._talk.say(safe_url(headline.url) or _("This entry has no address"))

    async def _browser(self, headline: Headline) -> None:
        url = safe_url(headline.url)
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
        done = await self._reader.mark_all_read(self.browse.view)
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
