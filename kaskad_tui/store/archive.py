"""The archive: everything that was seen and read, in one SQLite file. The one door of this room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import apsw

from kaskad_tui.clock import Clock, now
from kaskad_tui.model import Article, Failure, FailureError, FailureKind, Headline, Lists, Place, Section
from kaskad_tui.store import (
    articles,
    feed_texts,
    headlines,
    lists,
    marks,
    names,
    schema,
    seen,
    times,
    versions,
    views,
)
from kaskad_tui.store.errors import typed
from kaskad_tui.store.headlines import Saved
from kaskad_tui.store.lists import HasValidators, StoredValidators
from kaskad_tui.store.marks import Undone
from kaskad_tui.store.opening import Opened, open_file
from kaskad_tui.store.reading import Readers
from kaskad_tui.store.recovery import Recovered
from kaskad_tui.store.versions import Version
from kaskad_tui.store.views import Order, View
from kaskad_tui.store.writing import Writer

__all__ = ["Archive", "Order", "Recovered", "Saved", "StoredValidators", "Undone", "View"]

if TYPE_CHECKING:  # what belongs to the search is imported by whoever searches or saves, not by a start
    from kaskad_tui.store.search.finding import Hits
    from kaskad_tui.store.search.query import Query

T = TypeVar("T")


class Archive:
    """The store of one reader.

    Reading methods are short, run on the caller's thread and never wait for a writer; only one that comes
    upon damage waits until what can be read is saved, then asks again. Writing methods are coroutines: they
    return when the change is committed, and raise `FailureError` (`STORE_*`) when nothing of it was kept.
    """

    def __init__(self, opened: Opened, clock: Clock, busy_s: float) -> None:
        self._opened = opened
        self._clock = clock
        self._readers = Readers(opened)
        self._latest = articles.Latest()
        self._writer = Writer(opened, clock, busy_s, self._readers.renew)
        self._order_thread: ThreadPoolExecutor | None = None

    @classmethod
    def open(cls, path: Path, *, clock: Clock = now, busy_s: float = 5.0) -> Archive:
        """Open the archive at `path`; it is created when there is none, upgraded and recovered as needed.

        Args:
            path: the file; its folder is made.
            clock: for the times of marks and first sights.
            busy_s: how long a write waits for another process's (seconds).

        Raises:
            FailureError: STORE_*; the file cannot even be read.
        """
        return cls(open_file(path, clock(), busy_s), clock, busy_s)

    @property
    def path(self) -> Path:
        """The file, absolute."""
        return self._opened.path

    @property
    def read_only(self) -> Failure | None:
        """Why nothing can be written; None when it can be."""
        return self._opened.read_only

    @property
    def recovered(self) -> Recovered | None:
        """What was saved of a damaged file, if one was set aside since `open` (also later)."""
        return self._opened.recovered

    # ---- reading

    def order(self, source: str, view: View, limit: int | None = None) -> Order:
        """Return the rows of a view, newest first, at most `limit`."""
        return self._read(lambda db: views.order(db, source, view, limit))

    async def order_async(self, source: str, view: View, limit: int | None = None) -> Order:
        """Return the rows of a view like `order`, worked out in a thread of its own."""
        return await self._aside(lambda: self.order(source, view, limit))

    def oldest(self, source: str) -> list[int]:
        """Return the row of a source's oldest headline; none when it has no headlines."""
        return self._read(lambda db: views.oldest(db, source))

    def count(self, source: str, view: View, without: Collection[int] = ()) -> int:
        """Return how many rows a view has, some of them not counted."""
        return self._read(lambda db: views.count(db, source, view, without))

    def unread(self, source: str, section: str | None = None, without: Collection[int] = ()) -> int:
        """Return how many listed headlines of a source, or of a section of it, are unread."""
        return self.count(source, View(section, "unread"), without)

    async def titles(self, source: str, view: View) -> dict[int, str]:
        """Return the titles of a view's rows by key, worked out in a thread of its own."""
        return await self._aside(lambda: self._read(lambda db: views.titles(db, source, view)))

    async def unread_among(self, keys: Iterable[int]) -> int:
        """Return how many of these listed headlines are unread, worked out in a thread of its own."""
        return await self._aside(lambda: self._read(lambda db: views.unread_among(db, keys)))

    async def muted(self, words: Sequence[str]) -> frozenset[int]:
        """Return the headlines with one of these words (see `search.muting`) in the title, of all sources."""
        from kaskad_tui.store.search import muting

        terms = muting.terms(words)
        return await self._aside(
            lambda: self._read(lambda db: muting.keys(db, terms, indexed=schema.has_search(db)))
        )

    def headlines(self, keys: Sequence[int]) -> list[Headline]:
        """Return the headlines of `keys` in the order asked; unknown keys are left out."""
        return self._read(lambda db: headlines.by_keys(db, keys))

    def by_id(self, source: str, id: str) -> Headline | None:
        """Return a headline by its id in its source, listed or not."""
        return self._read(lambda db: headlines.by_ids(db, source, [id]).get(id))

    def article(self, key: int) -> Article | None:
        """Return an article with its text and the marks of now; None when the archive has no text of it."""
        return self._read(lambda db: self._latest.load(db, key))

    def feed_text(self, key: int) -> Article | None:
        """Return what a feed itself gave of an article; None when it gave nothing."""
        return self._read(lambda db: feed_texts.load(db, key))

    def texts(self, keys: Sequence[int]) -> dict[int, str]:
        """Return the plain texts of articles, the teaser where there is no text; "" where neither is."""
        return self._read(lambda db: articles.texts(db, keys))

    def versions(self, key: int) -> tuple[Version, ...]:
        """Return what an article said at different times, oldest first; the last one is that of now."""
        return self._read(lambda db: versions.versions(db, key))

    def search(
        self, query: Query, *, ranked: bool = False, limit: int | None = None, offset: int = 0
    ) -> Hits:
        """Return the hits of a query among what is indexed, newest first or by relevance."""
        from kaskad_tui.store.search import finding

        return self._read(
            lambda db: (
                finding.find(db, query, ranked=ranked, limit=limit, offset=offset)
                if schema.has_search(db)
                else finding.NO_HITS
            )
        )

    async def search_async(
        self, query: Query, *, ranked: bool = False, limit: int | None = None, offset: int = 0
    ) -> Hits:
        """Return the same, worked out in a thread of its own."""
        return await self._aside(lambda: self.search(query, ranked=ranked, limit=limit, offset=offset))

    async def textless(self, source: str, since: date | None = None) -> list[int]:
        """Return the listed articles whose whole text is missing, newest first.

        Args:
            source: whose.
            since: published on this day or later, in the source's own time.
        """
        return await self._aside(lambda: self._read(lambda db: articles.textless(db, source, since)))

    def unindexed(self) -> int:
        """Return how many articles the search does not know yet as they are."""
        from kaskad_tui.store.search import index

        return self._read(lambda db: index.backlog(db) if schema.has_search(db) else 0)

    async def related(self, key: int, limit: int) -> list[int]:
        """Return the articles most similar to one, worked out in a thread of its own."""
        from kaskad_tui.store.search.related import related

        return await self._aside(
            lambda: self._read(lambda db: related(db, key, limit) if schema.has_search(db) else [])
        )

    def popular(self, source: str, limit: int) -> list[int]:
        """Return the articles that stood highest and longest in the site's lists of the last seven days."""
        now = self._clock()
        return self._read(lambda db: seen.popular(db, source, now, limit) if schema.has_search(db) else [])

    def place(self, key: int) -> Place | None:
        """Return where the reader was in an article."""
        return self._read(lambda db: articles.place(db, key))

    def lists(self, source: str) -> Lists:
        """Return the newest named lists of a source, with the marks of now; empty ones are left out."""
        return self._read(lambda db: lists.lists(db, source))

    def sections(self, source: str) -> tuple[Section, ...]:
        """Return the site's sections as last saved."""
        return self._read(lambda db: names.sections(db, source))

    def imprint(self, source: str) -> tuple[str, ...]:
        """Return the site's imprint as last saved (Markdown blocks)."""
        return self._read(lambda db: lists.load_imprint(db, source))

    def validators(self, url: str) -> StoredValidators | None:
        """Return the HTTP validators of an address."""
        return self._read(lambda db: lists.load_validators(db, url))

    def state(self, source: str, name: str) -> str | None:
        """Return a small value that was kept under `name`."""
        return self._read(lambda db: lists.load_state(db, source, name))

    # ---- writing

    async def save_headlines(
        self, source: str, items: Sequence[Headline], fetched: datetime, listed: bool
    ) -> Saved:
        """Merge headlines in: the later value wins, a missing one erases nothing, marks stay.

        Args:
            source: name of the source; that of the items is not looked at. Their `id` is the identity.
            items: as the page has them, newest first.
            fetched: when the page was fetched; the time of first sight for new ones.
            listed: False for lists that stand beside: those headlines are kept but in no order until a
                listing or feed has them too, or they are opened and have a date.
        """
        listing: headlines.Listing = "listed" if listed else "aside"
        from kaskad_tui.store.search import index

        def save(db: apsw.Connection) -> Saved:
            saved = headlines.save(db, source, items, fetched, listing)
            index.index_now(db, saved.keys)
            return saved

        return await self._write(save)

    async def save_article(self, source: str, article: Article) -> int:
        """Merge an article in; returns its key. See `save_articles`."""
        return (await self.save_articles(source, [article]))[0]

    async def save_articles(
        self, source: str, found: Sequence[Article], given: Sequence[Article] = ()
    ) -> list[int]:
        """Merge articles in, their headlines and the headlines of their lists too; returns their keys.

        An incomplete text never replaces a complete one, and no text erases one. Where the site changed a
        complete text, the old one is kept and the headline says `changed`. What a feed gives of articles that
        have keys (`given`) is kept beside their texts. All of it is one transaction.
        """
        from kaskad_tui.store.search import index

        def save(db: apsw.Connection) -> list[int]:
            keys = [articles.save(db, source, article, self._clock()) for article in found]
            for article in given:
                feed_texts.save(db, article.headline.key, article, self._clock())
            index.index_now(db, keys)
            return keys

        return await self._write(save)

    async def index(self, budget_s: float = 0.03) -> bool:
        """Index articles that the search does not know yet, for about `budget_s`.

        Returns:
            whether more of them wait.
        """
        from kaskad_tui.store.search import index

        return await self._write(lambda db: index.index_slice(db, budget_s))

    async def mark_gone(self, key: int) -> None:
        """Note that the site no longer has an article; its copy stays."""
        await self._write(lambda db: articles.mark_gone(db, key))

    async def unlist(self, key: int) -> None:
        """Take an article out of all lists: it turned out to be another address of one that is there."""
        await self._write(lambda db: headlines.unlist(db, key))

    async def readdress(self, key: int, id: str, url: str) -> None:
        """Give an article the address that it goes by; one that has it already gets the other's."""
        await self._write(lambda db: headlines.readdress(db, key, id, url))

    async def mark(
        self, keys: Iterable[int], *, read: bool | None = None, bookmarked: bool | None = None, undoable: bool
    ) -> int:
        """Set marks; on disk when it returns. Returns how many rows changed.

        Args:
            keys: the rows; unknown ones are ignored.
            read: None leaves it as it is.
            bookmarked: None leaves it as it is.
            undoable: True makes one operation of it that `undo` takes back; False for marks made by reading.
        """
        wanted, at = list(keys), times.epoch(self._clock())
        return await self._write(
            lambda db: marks.mark(db, wanted, read=read, bookmarked=bookmarked, undoable=undoable, at=at),
            synced=True,
        )

    async def mark_all_read(
        self, source: str | Sequence[str], view: View, without: Container[int] = ()
    ) -> int:
        """Mark a view read but for some rows, as one operation; on disk when it returns.

        Returns:
            how many rows changed.
        """
        at, names = times.epoch(self._clock()), _names(source)
        return await self._write(
            lambda db: sum(marks.mark_all_read(db, name, view, at, without) for name in names), synced=True
        )

    async def undo(self, source: str | Sequence[str]) -> Undone | None:
        """Take the newest operation of a source, or of several, back; on disk when it returns.

        None: none is left.
        """
        names = _names(source)
        return await self._write(lambda db: marks.undo(db, names), synced=True)

    async def save_place(self, key: int, place: Place) -> None:
        """Keep where the reader is in an article."""
        await self._write(lambda db: articles.save_place(db, key, place))

    async def save_lists(self, source: str, found: Lists, fetched: datetime) -> bool:
        """Keep the named lists. Returns whether any differs from before.

        Kind by kind, an older `fetched` replaces no newer one, and an empty list replaces nothing.
        """
        return await self._write(lambda db: lists.save_lists(db, source, found, fetched))

    async def save_sections(self, source: str, sections: Sequence[Section]) -> bool:
        """Keep the site's sections; none replace none. Returns whether they differ from before."""
        return await self._write(lambda db: lists.save_sections(db, source, sections))

    async def save_imprint(self, source: str, imprint: Sequence[str]) -> bool:
        """Keep the site's imprint; an empty one replaces none. Returns whether it differs from before."""
        return await self._write(lambda db: lists.save_imprint(db, source, imprint))

    async def save_validators(self, url: str, validators: HasValidators) -> None:
        """Keep the HTTP validators of an address; without any it is forgotten."""
        await self._write(lambda db: lists.save_validators(db, url, validators))

    async def save_state(self, source: str, name: str, value: str) -> None:
        """Keep a small text value under `name`."""
        await self._write(lambda db: lists.save_state(db, source, name, value))

    async def close(self) -> None:
        """Finish what was begun and close the file. Nothing may be called afterwards."""
        if self._order_thread is not None:
            self._order_thread.shutdown(wait=True)
        self._readers.close()
        await self._writer.close()
        if self._opened.copy_folder is not None:
            import shutil  # only where nothing can be written

            shutil.rmtree(self._opened.copy_folder, ignore_errors=True)

    async def _aside(self, work: Callable[[], T]) -> T:
        """Do reading that takes long in the one thread for it."""
        if self._order_thread is None:
            self._order_thread = ThreadPoolExecutor(1, thread_name_prefix="archive-order")
        return await asyncio.get_running_loop().run_in_executor(self._order_thread, work)

    def _read(self, query: Callable[[apsw.Connection], T]) -> T:
        try:
            return self._ask(query)
        except FailureError as error:
            if error.failure.kind is not FailureKind.STORE_DAMAGED or self._opened.session is None:
                raise
            self._opened.session.damaged()
        self._writer.heal()
        return self._ask(query)

    def _ask(self, query: Callable[[apsw.Connection], T]) -> T:
        with typed(self._opened.path):
            return query(self._readers.connection())

    async def _write(self, job: Callable[[apsw.Connection], T], *, synced: bool = False) -> T:
        return await self._writer.run(job, synced=synced)


def _names(source: str | Sequence[str]) -> Sequence[str]:
    return (source,) if isinstance(source, str) else tuple(source)
