"""The article that lies open in the line mode: its pages and its place, find, links, the way back."""

from __future__ import annotations

from kaskad_tui.commands.plain_article import link_rows, links, parts
from kaskad_tui.commands.plain_input import Talk
from kaskad_tui.commands.plain_pages import sheet
from kaskad_tui.commands.plain_text import Text
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _
from kaskad_tui.model import Article, Failure, Headline, Link, Place
from kaskad_tui.reader import Reader
from kaskad_tui.wording.failures import sentence


class Reading:
    """Prints one article at a time, page by page."""

    def __init__(self, reader: Reader, settings: Settings, talk: Talk) -> None:
        self._reader = reader
        self._settings = settings
        self._talk = talk
        self.headline: Headline | None = None
        """Of the article that is read; None while a list is."""
        self.article: Article | None = None
        """Its text, as it was printed last."""
        self.links: list[Link] = []
        """What numbers mean while the links were printed last."""
        self._text = Text((), sheet(settings.ui.width))
        self._keeps_place = False
        self._waits = False
        """The page was offered, and not printed yet."""
        self._hits: list[Place] = []
        self._hit = 0
        self._past: list[int] = []

    @property
    def where(self) -> str:
        """Which page is printed, for the prompt."""
        if self._text.count < 2:
            return ""
        return _("page {n} of {of}").format(n=self._text.number + 1, of=self._text.count)

    def leave(self) -> None:
        """Go to a list: there is no way back from it."""
        self.headline, self.article, self.links = None, None, []
        self._past.clear()

    async def show(self, headline: Headline, got: Article | Failure, *, again: bool = False) -> None:
        """Print an article from its beginning, or offer the place where the reader was.

        Args:
            headline: as the list has it.
            got: the text, or why there is none that is newer.
            again: it is the same article with another text, and is printed from its beginning.
        """
        failure = got if isinstance(got, Failure) else None
        article = self._reader.article(headline.key) if isinstance(got, Failure) else got
        usual = self._reader.article(headline.key) if article is not None else None
        self.headline, self.article, self.links, self._hits = headline, article, [], []
        self._keeps_place = usual is not None and article is not None and usual.from_feed == article.from_feed
        self._text = Text(parts(headline, article, failure), sheet(self._settings.ui.width))
        place = self._reader.place(headline.key) if self._keeps_place and not again else None
        page = self._text.page_of(place) if place is not None else 0
        if place is not None and page:
            self._text.go_to(place)
            self._waits = True
            offer = _("You were on page {n} of {of}: Enter goes on there, g begins anew.")
            self._talk.lines(self._text.head)
            self._talk.say(offer.format(n=self._text.number + 1, of=self._text.count))
        else:
            await self._print()
        if self._settings.reading.mark_read == "opened":
            await self._read(headline)

    async def _print(self) -> None:
        """Print the page, keep its place."""
        self._waits, self.links = False, []
        self._talk.lines(self._text.page)
        headline = self.headline
        if headline is None:
            return
        if self._keeps_place and self._text.count > 1:
            await self._reader.save_place(headline.key, self._text.place)
        if self._text.at_end and self._settings.reading.mark_read == "end":
            await self._read(headline)

    async def _read(self, headline: Headline) -> None:
        done = await self._reader.mark([headline.key], read=True, undoable=False)
        if isinstance(done, Failure):
            self._talk.say(sentence(done))

    async def on(self) -> bool:
        """Print the next page; False when there is none."""
        self._text.fit(sheet(self._settings.ui.width))
        if not self._waits:
            if self._text.at_end:
                return False
            self._text.number += 1
        await self._print()
        return True

    async def before(self) -> None:
        """Print the page before, the first one again where there is none."""
        self._text.fit(sheet(self._settings.ui.width))
        self._text.number = max(0, self._text.number - 1)
        await self._print()

    async def begin(self) -> None:
        """Print the first page."""
        self._text.go_to(Place(-1, 0))
        await self._print()

    # find
    async def find(self, words: str) -> None:
        """Print the page from the first hit on, with no words from the next one."""
        if words:
            self._hits, self._hit = self._text.find(words), 0
        elif self._hits:
            self._hit = (self._hit + 1) % len(self._hits)
        if not self._hits:
            self._talk.say(
                _("Not found in this article.")
                if words
                else _("What is looked for stands behind it: / school")
            )
            return
        self._talk.say(
            _("Hit {n} of {of}; / alone goes to the next.").format(n=self._hit + 1, of=len(self._hits))
        )
        self._text.go_to(self._hits[self._hit])
        await self._print()

    # links
    def print_links(self) -> None:
        """Print the links of the text with numbers."""
        self.links = links(self.article) if self.article is not None else []
        if not self.links:
            self._talk.say(_("This article has no links."))
        else:
            self._talk.say(_("Links. A number follows one:"), *link_rows(self.links))

    def followed(self) -> None:
        """Remember the article that is left by a link."""
        if self.headline is not None:
            self._past.append(self.headline.key)

    def came_from(self) -> int | None:
        """Return the article that the last link was followed from, once; None when there is none."""
        return self._past.pop() if self._past else None
