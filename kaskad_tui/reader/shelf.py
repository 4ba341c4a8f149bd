"""What the archive has, at once: the half of the service that needs no network."""

from __future__ import annotations

import asyncio
import logging
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kaskad_tui.clock import Clock
from kaskad_tui.extract.profile import SourceSettings
from kaskad_tui.model import Article, Failure, FailureError, FailureKind, Headline, Lists, Place, Section
from kaskad_tui.reader.aliases import known_as
from kaskad_tui.reader.assembling import Identity
from kaskad_tui.reader.events import Event
from kaskad_tui.reader.keeping import Keeper
from kaskad_tui.reader.references import identify
from kaskad_tui.reader.remembered import ALL, Remembered
from kaskad_tui.sources.catalogue import Catalogue
from kaskad_tui.sources.site import Site
from kaskad_tui.store.archive import Archive, Recovered
from kaskad_tui.store.views import Order, View

if TYPE_CHECKING:
    from kaskad_tui.reader.changes import Changes
    from kaskad_tui.reader.computed import FilledLists
    from kaskad_tui.reader.narrowing import Titles
    from kaskad_tui.reader.results import Label
    from kaskad_tui.reader.searching import Hit, Indexer
    from kaskad_tui.store.search.finding import Hits
    from kaskad_tui.store.search.marking import Pattern
    from kaskad_tui.store.search.query import Query
    from kaskad_tui.store.versions import Version

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Shelf:
    """The archive of one source, and those who listen to what changes."""

    def __init__(self, site: Site, archive: Archive, clock: Clock, sources: Catalogue | None = None) -> None:
        self.source = site.name
        """Name of the source, as in `Headline.source` (`kaskad`)."""
        self.title = site.title
        """What the source is called on the screen («Каскад»)."""
        self.trouble: Failure | None = None
        """Why the archive could last not be read, if so; it then answers as if it were empty."""
        self._site = site
        self._archive = archive
        self._clock = clock
        self.sources = sources
        """All sources that there are; None where the reader was opened for one alone."""
        self._listeners: list[Callable[[Event], None]] = []
        self._keeper = Keeper(site, archive, self._tell)
        self.remembered = Remembered(archive, site.name, clock)
        """What earlier runs left for this one."""
        self.shared = Remembered(archive, ALL, clock)
        """The same for all sources together."""
        self._indexer: Indexer | None = None

    @property
    def settings(self) -> SourceSettings:
        """What the user wants of this source."""
        return self._site.profile.settings

    @property
    def site(self) -> Site:
        """What is known of the source now."""
        return self._site

    @property
    def read_only(self) -> Failure | None:
        """Why marks are refused, when they are."""
        return self._archive.read_only

    @property
    def recovered(self) -> Recovered | None:
        """What was saved of a damaged archive, if this one had to be made of it since it was opened."""
        return self._archive.recovered

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` with every event, on the loop; returns what ends that."""
        self._listeners.append(listener)

        def end() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return end

    @property
    def labels(self) -> Mapping[str, Label]:
        """How the sources of the list are told from each other, by name; empty where it holds one alone."""
        return {}

    def unread_in(self, source: str, without: Collection[int] = ()) -> int:
        """Return how many headlines of any source are unread, some of them not counted."""
        return self._read(lambda: self._archive.unread(source, None, without), 0)

    # all short enough for the loop, `order` of a large view excepted
    def order(self, view: View, limit: int | None = None) -> Order:
        """Return the keys and times of a list, newest first."""
        return self._read(lambda: self._archive.order(self.source, self._named(view), limit), _no_rows())

    async def order_async(self, view: View) -> Order:
        """Return the same without holding the loop."""
        try:
            return await self._archive.order_async(self.source, self._named(view))
        except FailureError as error:
            self._trouble(error)
            return _no_rows()

    def count(self, view: View, without: Collection[int] = ()) -> int:
        """Return how many rows a list has, some of them not counted."""
        return self._read(lambda: self._archive.count(self.source, self._named(view), without), 0)

    # what narrows a list
    async def titles(self, view: View) -> Titles:
        """Return the titles of a list, to be looked through while the reader types."""
        from kaskad_tui.reader.narrowing import Titles

        try:
            found = await self._archive.titles(self.source, self._named(view))
        except FailureError as error:
            self._trouble(error)
            found = {}
        return await asyncio.to_thread(Titles, found)

    async def muted(self, words: Sequence[str]) -> frozenset[int]:
        """Return the headlines with one of these (`word`, `two words`, `begin*`) in the title."""
        try:
            return await self._archive.muted(words)
        except FailureError as error:
            self._trouble(error)
            return frozenset()

    def mutes(self, words: Sequence[str]) -> Callable[[str], bool]:
        """Return what says of one title whether it has one of these words."""
        from kaskad_tui.store.search import muting

        spans = muting.pattern(muting.terms(words)).spans
        return lambda title: bool(spans(title))

    async def unread_among(self, keys: Iterable[int]) -> int:
        """Return how many of these headlines are unread."""
        try:
            return await self._archive.unread_among(keys)
        except FailureError as error:
            self._trouble(error)
            return 0

    def oldest(self) -> Headline | None:
        """Return the oldest headline of all."""
        keys: list[int] = self._read(lambda: self._archive.oldest(self.source), [])
        return next(iter(self.headlines(keys)), None)

    def headlines(self, keys: Sequence[int]) -> list[Headline]:
        """Return headlines in the order asked; those that are not there are left out."""
        return self._read(lambda: self._archive.headlines(keys), [])

    def find(self, ref: str) -> Headline | None:
        """Return the headline of an article: by its id or by any address of it."""
        identity = self._identify(ref)
        if isinstance(identity, Failure):
            return None
        return self._read(lambda: self._archive.by_id(identity.source, identity.id), None)

    def article(self, key: int) -> Article | None:
        """Return what the archive has of a text; see `Article.complete` and `Article.gone`.

        It is the page's text where there is one, or the feed's, as the source's own file says.
        """
        given = self.feed_text(key) if self.settings.text == "feed" else None
        return given or self._read(lambda: self._archive.article(key), None)

    def feed_text(self, key: int) -> Article | None:
        """Return what the feed itself gave of an article; None when it gave nothing."""
        return self._read(lambda: self._archive.feed_text(key), None)

    def other_text(self, key: int) -> Article | None:
        """Return the feed's text where `article` is the page's, the page's where that is the feed's."""
        usual = self.article(key)
        if usual is None or not usual.from_feed:
            return self.feed_text(key)
        other = self._read(lambda: self._archive.article(key), None)
        return None if other is None or other.from_feed else other

    def place(self, key: int) -> Place | None:
        """Return where the reader was in an article."""
        return self._read(lambda: self._archive.place(key), None)

    def lists(self) -> Lists:
        """Return the newest named lists, with marks; a headline without key cannot be opened."""
        return self._read(lambda: self._archive.lists(self.source), {})

    def sections(self) -> tuple[Section, ...]:
        """Return the site's sections: those of its profile, then those of its menu."""
        return self._read(self._keeper.sections, ())

    def imprint(self) -> tuple[str, ...]:
        """Return the Markdown blocks of the site's imprint, as last seen; empty when never."""
        return self._read(lambda: self._archive.imprint(self.source), ())

    def unread(self, section: str | None = None, without: Collection[int] = ()) -> int:
        """Return how many headlines are unread, some of them not counted; `section` is a section's title."""
        named = self._named(View(section)).section
        return self._read(lambda: self._archive.unread(self.source, named, without), 0)

    # the search; over all sources, `source:` in the query narrows it
    def query(self, text: str, *, typing: bool = False) -> Query:
        """Return what a typed query means; see `Query.unknown` for what cannot be meant."""
        from kaskad_tui.store.search.query import parse

        return parse(text, typing=typing)

    def query_without(self, text: str, *kinds: str) -> str:
        """Return a typed query without its filters of some kinds (`section`, `from` …)."""
        from kaskad_tui.store.search.query import without

        return without(text, *kinds)

    def pattern(self, query: Query) -> Pattern:
        """Return what marks a query's hits in any text: `pattern.spans(text)`, as (start, end)."""
        from kaskad_tui.store.search.marking import Pattern

        return Pattern(query)

    def search(self, query: Query, *, ranked: bool = False, limit: int | None = 50, offset: int = 0) -> Hits:
        """Return the keys of hits, newest first or by relevance; a page of the newest is there at once."""
        from kaskad_tui.store.search.finding import NO_HITS

        return self._read(
            lambda: self._archive.search(query, ranked=ranked, limit=limit, offset=offset), NO_HITS
        )

    async def search_async(self, query: Query, *, ranked: bool = False, limit: int | None = None) -> Hits:
        """Return all hits, or the first ones, without holding the loop."""
        from kaskad_tui.store.search.finding import NO_HITS

        try:
            return await self._archive.search_async(query, ranked=ranked, limit=limit)
        except FailureError as error:
            self._trouble(error)
            return NO_HITS

    def hits(self, keys: Sequence[int], pattern: Pattern, width: int = 120) -> list[Hit]:
        """Return a page of hits as a list shows them: with excerpts of `width` characters, and marks."""
        from kaskad_tui.reader.searching import shown

        return self._read(lambda: shown(self._archive, keys, pattern, width), [])

    def unindexed(self) -> int:
        """Return how many articles the search does not know yet; `index_behind` brings it to 0."""
        return self._read(self._archive.unindexed, 0)

    def index_behind(self) -> asyncio.Task[None]:
        """Index, behind everything else, what the search does not know yet. Nobody has to wait for it."""
        from kaskad_tui.reader.searching import Indexer

        if self._indexer is None:
            self._indexer = Indexer(self._archive)
        return self._indexer.begin()

    # what a site changed
    def versions(self, key: int) -> tuple[Version, ...]:
        """Return what an article said at different times, oldest first; the last one is that of now."""
        return self._read(lambda: self._archive.versions(key), ())

    def changes(self, old: Version, new: Version) -> Changes:
        """Return what a site changed between two versions, word by word."""
        from kaskad_tui.reader.changes import compare

        return compare(old.title, old.text, new.title, new.text)

    async def filled_lists(self, key: int | None = None) -> FilledLists:
        """Return the lists beside an article (None: the newest ones), empty ones computed where possible."""
        from kaskad_tui.reader.computed import FilledLists, filled

        article = self.article(key) if key is not None else None
        lists = (
            {**self.lists(), **{kind: items for kind, items in article.lists.items() if items}}
            if (article is not None)
            else self.lists()
        )
        try:
            return await filled(self._archive, self.source, lists, key)
        except FailureError as error:
            self._trouble(error)
            return FilledLists(lists)

    async def _close_index(self) -> None:
        if self._indexer is not None:
            await self._indexer.close()

    def _tell(self, event: Event) -> None:
        for listener in tuple(self._listeners):
            listener(event)

    def _of(self, key: int) -> Identity | Failure:
        for item in self.headlines([key]):
            return Identity(item.source, item.id, item.url)
        return Failure(FailureKind.NOT_IN_ARCHIVE)

    def _identify(self, ref: str) -> Identity | Failure:
        found = identify(self._site, ref, self.sources.of if self.sources is not None else None)
        if isinstance(found, Failure) or found.source != self.source:
            return found
        first = self._read(lambda: known_as(self._archive, self._site, found.id), None)
        return Identity(found.source, first.id, first.url) if first is not None else found

    def _named(self, view: View) -> View:
        """Return a view with the title of its section, where the id was given."""
        title = self._keeper.titles().get(view.section or "") if view.section else None
        return replace(view, section=title) if title else view

    def _read(self, query: Callable[[], T], otherwise: T) -> T:
        try:
            return query()
        except FailureError as error:
            self._trouble(error)
            return otherwise

    def _trouble(self, error: FailureError) -> None:
        self.trouble = error.failure
        _log.warning("the archive cannot be read: %s", error.failure)


def _no_rows() -> Order:
    return Order(array("q"), array("q"))
