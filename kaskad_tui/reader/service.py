"""The one service that the screens and the command line talk to.

What the archive has comes at once; the network works behind it and tells what changed by events.
One asyncio loop: everything here is called on it, listeners are called on it too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kaskad_tui.clock import Clock, now
from kaskad_tui.model import Article, Failure, FailureError, FailureKind, Picture, PictureProblem
from kaskad_tui.reader import imprint
from kaskad_tui.reader.articles import Articles
from kaskad_tui.reader.assembling import Identity
from kaskad_tui.reader.connections import Connections, NetworkSettings
from kaskad_tui.reader.events import FreshnessChanged
from kaskad_tui.reader.freshness import Freshness, at_start
from kaskad_tui.reader.marking import Marking
from kaskad_tui.reader.network import Network
from kaskad_tui.reader.paging import Paging
from kaskad_tui.reader.pictures import Pictures
from kaskad_tui.reader.prefetch import LOOK_AHEAD, Prefetcher
from kaskad_tui.reader.refresh import Refresher
from kaskad_tui.reader.results import ListPage, Older, Refreshed
from kaskad_tui.sources import load_site
from kaskad_tui.sources.catalogue import Catalogue
from kaskad_tui.sources.site import Site
from kaskad_tui.store.archive import Archive
from kaskad_tui.store.views import View

ARCHIVE_FILE = "archive.db"
"""Name of the archive in the data folder."""

if TYPE_CHECKING:
    from kaskad_tui.reader.discovery import Found
    from kaskad_tui.reader.syncing import Goal, Progress, Synced, Syncing

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Reader(Marking):
    """One source, its archive and its network. Made by `open`, ended by `close`."""

    def __init__(
        self,
        site: Site,
        archive: Archive,
        *,
        offline: bool,
        clock: Clock,
        network: NetworkSettings | None = None,
        sources: Catalogue | None = None,
        connections: Connections | None = None,
    ) -> None:
        super().__init__(site, archive, clock, sources)
        self._guest = connections is not None
        self.offline = offline
        """The user asked for no network."""
        self._running: dict[str, asyncio.Task[Refreshed]] = {}
        self._network = Network(
            site,
            offline=offline,
            clock=clock,
            settings=network or NetworkSettings(),
            connections=connections,
        )
        self._paging = Paging(self._network, archive, self._keeper, clock)
        self._articles = Articles(self._network, archive, self._keeper, clock, self._tell, offline=offline)
        self._prefetcher = Prefetcher(self._network, self._articles, clock, is_busy=lambda: self.busy)
        self._pictures = Pictures(self._network)
        self._refresher = Refresher(
            self._network,
            archive,
            self._keeper,
            self._paging,
            clock,
            freshness=at_start(self.remembered.moment("refreshed"), offline=offline, url=site.front_url),
            tell=lambda freshness: self._tell(FreshnessChanged(freshness)),
            learn=self.learn,
            fetch=self._articles.fetch_ahead,
        )
        self._learning: asyncio.Task[Failure | None] | None = None
        if (until := self.remembered.rest(site.front_url)) is not None:
            self._network.connections.rest(site.front_url, until)

    @classmethod
    def open(
        cls,
        *,
        site: Site | None = None,
        base_url: str | None = None,
        data_dir: Path,
        offline: bool = False,
        clock: Clock = now,
        network: NetworkSettings | None = None,
        sources: Catalogue | None = None,
    ) -> Reader:
        """Open the archive; no network, and nothing of it is imported.

        Args:
            site: the source; the one that ships with the program when None.
            base_url: the site under another address (a mirror, a test server), typed by the user. Only this
                origin is ever asked for the site's pages.
            data_dir: the folder of the archive; made when it is missing.
            offline: never use the network; what is not in the archive fails with `OFFLINE`.
            clock: returns the present moment (aware, UTC).
            network: what the user says of the network.
            sources: all there are, so that an address is known as one of another source.

        Raises:
            FailureError: STORE_*, when there is no archive to read from; BAD_ADDRESS for `base_url`.
        """
        if site is None:
            site = load_site(base_url=base_url)
        elif base_url is not None:
            site = Site(site.profile, base_url)
        archive = Archive.open(data_dir / ARCHIVE_FILE, clock=clock)
        site = _remembered(archive, site)
        return cls(site, archive, offline=offline, clock=clock, network=network, sources=sources)

    def beside(self, site: Site) -> Reader:
        """Return a reader of another source on the same archive, over the same connections.

        Its `close` leaves both alone; close it before this one.
        """
        return Reader(
            _remembered(self._archive, site),
            self._archive,
            offline=self.offline,
            clock=self._clock,
            network=self._network.settings,
            sources=self.sources,
            connections=self._network.connections,
        )

    def at(self, base_url: str) -> Reader:
        """Return another reader of the same archive, with the site at an address that the user typed.

        Raises:
            FailureError: STORE_*; BAD_ADDRESS.
        """
        folder = self._archive.path.parent
        return Reader.open(
            site=self._site,
            base_url=base_url,
            data_dir=folder,
            offline=self.offline,
            clock=self._clock,
            network=self._network.settings,
            sources=self.sources,
        )

    @property
    def freshness(self) -> Freshness:
        """How fresh the archive's list is now; each change comes as `FreshnessChanged`."""
        return self._refresher.freshness

    @property
    def front_url(self) -> str:
        """The site's front page at the address in use, for the browser."""
        return self._network.site.front_url

    @property
    def busy(self) -> bool:
        """Something is being fetched: a refresh, or an article behind the one that is shown."""
        return bool(self._running) or self._articles.busy

    # over the network; none raises but CancelledError
    async def learn(self) -> Failure | None:
        """Find out what there is at the address, where nothing else is known; None when more is known now."""
        if self._site.known or self.offline:
            return None
        if self._learning is None:
            self._learning = asyncio.create_task(self._learn())
        try:
            return await asyncio.shield(self._learning)
        finally:
            if self._learning is not None and self._learning.done():
                self._learning = None

    async def _learn(self) -> Failure | None:
        from kaskad_tui.reader.discovery import Discovery
        from kaskad_tui.reader.strangers import keep_site

        found = await Discovery(self._network).find(self._site.address)
        if isinstance(found, Failure):
            return found
        self._adopt(await keep_site(self._archive, self._site, found.profile))
        return None

    def _adopt(self, site: Site) -> None:
        self._site = self._network.site = self._keeper.site = site
        self.title = site.title

    async def refresh(self, section: str | None = None) -> Refreshed:
        """Fetch the list page of a section (its id; None is the main list), the feed, the lists beside.

        A call while another for the same section runs joins it.
        """
        return await self._refresh(section or "", lambda: self._refresher.refresh(section or None))

    async def refresh_all(self) -> Refreshed:
        """Fetch the main list and the list of each section, as one refresh with one progress."""
        return await self._refresh("*", lambda: self._refresher.refresh(None, everything=True))

    def stop_refreshing(self) -> bool:
        """End the refreshes that run, whoever waits for them; False when none does. What came is kept."""
        return any([task.cancel() for task in self._running.values()])

    async def discover(self, url: str) -> Found | Failure:
        """Return what there is at an address that the user typed: a site that could become a source."""
        if self.offline:
            return Failure(FailureKind.OFFLINE, url=url)
        from kaskad_tui.reader.discovery import discover

        return await discover(url, settings=self._network.settings, clock=self._clock)

    def every_minutes(self, default: int) -> int:
        """Return how often to refresh: as the source's own file says, else `default`; 0 is by hand only."""
        own = self.settings.refresh
        return default if own is None else own

    async def refresh_timed(self, default: int) -> Refreshed:
        """Refresh because `every_minutes` have passed."""
        return await self.refresh_all()

    async def older(self, section: str | None = None) -> Older:
        """Fetch the next page of the site's own list, behind all that is known.

        Behind the end of the main list (None) come those of the other sections.
        """
        unknown = await self.learn()
        if unknown is not None:
            return Older(0, end=False, failure=unknown)
        try:
            return await self._paging.older(section or None)
        except FailureError as error:
            return Older(0, end=False, failure=error.failure)

    async def page(self, number: int, section: str | None = None) -> ListPage:
        """Fetch one page of the site's list, counted from 1."""
        unknown = await self.learn()
        if unknown is not None:
            return ListPage((), 0, end=False, failure=unknown)
        try:
            return await self._paging.fetch(number, section or None)
        except FailureError as error:
            return ListPage((), 0, end=False, failure=error.failure)

    async def open_article(self, key: int) -> Article | Failure:
        """Return an article to read.

        A complete copy of the archive comes at once; when it has aged, it is fetched again behind, and
        `ArticleChanged` tells if something changed. Without one it is fetched now. When that fails, what the
        archive has of it comes (`complete=False`: a feed's teaser; `gone=True`: the site deleted it).
        """
        identity = self._of(key)
        return identity if isinstance(identity, Failure) else await self._article(identity)

    async def refetch(self, key: int) -> Article | Failure:
        """Fetch an article again now, whatever its age."""
        identity = self._of(key)
        if isinstance(identity, Failure):
            return identity
        if self.offline:
            return self.article(key) or Failure(FailureKind.OFFLINE, url=identity.url)
        return await self._articles.fetch(identity)

    async def read(self, ref: str, *, typed: bool = True) -> Article | Failure:
        """Return the article of an id or of any address, the archive's copy or fetched; it is stored.

        Args:
            ref: an id of this source, or an address: of this site (AMP, http, www …), or of any other, which
                is then read as a page of its own (`source` is its host).
            typed: the user typed it, so its origin may be a private address. False for links in texts.
        """
        identity = self._identify(ref)
        if isinstance(identity, Failure):
            return identity
        if identity.source != self.source:
            if typed:
                self._network.allow(identity.url)
        else:
            known = self.find(ref)  # its own address serves better than a number alone or an odd slug
            identity = replace(identity, url=known.url) if known is not None else identity
        return await self._article(identity)

    async def picture(self, url: str) -> Picture | PictureProblem | Failure:
        """Fetch and decode a picture of an article; the last few are kept in memory."""
        return await self._pictures.get(url)

    async def fetch_imprint(self) -> tuple[str, ...] | Failure:
        """Return the site's imprint: the archive's, else fetched from its front page."""
        known = self.imprint()
        if known:
            return known
        return await imprint.fetch(self._network, self._archive, self.headlines(self.order(View(), 1).keys))

    @cached_property
    def _syncing(self) -> Syncing:
        from kaskad_tui.reader.syncing import Syncing

        return Syncing(self._network, self._paging, self._articles, self._archive, self._keeper, self._clock)

    async def sync(self, goal: Goal, tell: Callable[[Progress], None]) -> Synced:
        """Bring the site's own archive in, politely; cancel it at any time: the next call goes on."""
        from kaskad_tui.reader.syncing import Synced

        if self.offline:
            return Synced(0, 0, 0, 0, Failure(FailureKind.OFFLINE, url=self.front_url))
        unknown = await self.learn()
        if unknown is not None:
            return Synced(0, 0, 0, 0, unknown)
        return await self._syncing.run(goal, tell)

    def prefetch(self, keys: Sequence[int]) -> None:
        """Fetch ahead the first few unread of these, in place of what was wanted before; () ends it."""
        self._prefetcher.want(self.headlines(keys[:LOOK_AHEAD]))

    async def close(self) -> None:
        """End what is under way, the extraction process and the connections; close the archive."""
        running: list[asyncio.Task[Any]] = list(self._running.values())
        running += [self._learning] if self._learning is not None else []
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self._prefetcher.close()
        await self._close_index()
        await self._articles.close()
        url = self._network.site.front_url
        if (until := self._network.connections.rest_of(url)) is not None:
            await self.remembered.keep_rest(url, until)
        await self._network.close()
        if not self._guest:
            await self._archive.close()

    async def _refresh(self, name: str, start: Callable[[], Coroutine[Any, Any, Refreshed]]) -> Refreshed:
        """Refresh, or join the refresh of the same name that runs."""
        if self.offline:
            return Refreshed(0, failure=Failure(FailureKind.OFFLINE, url=self.front_url))
        task = self._running.get(name)
        if task is None:
            task = self._running[name] = asyncio.create_task(self._with_rules(start()))
            task.add_done_callback(lambda _done: self._running.pop(name, None))
        # who stops waiting does not stop it for the others
        return await asyncio.shield(task)

    async def _with_rules(self, refresh: Coroutine[Any, Any, Refreshed]) -> Refreshed:
        """Refresh, then drop what the source's own rules do not keep."""
        came = await refresh
        if came.failure is None and (self.settings.keep_days or self.settings.keep_texts):
            from kaskad_tui.reader.retention import keep_within

            await keep_within(self._archive, self.source, self.settings, self._clock())
        return came

    async def _article(self, identity: Identity) -> Article | Failure:
        try:
            return await self._articles.open(identity)
        except FailureError as error:
            return error.failure


def _remembered(archive: Archive, site: Site) -> Site:
    """Return a site with what an earlier run found out about it, where nothing else is known."""
    if site.known:
        return site
    from kaskad_tui.reader.strangers import remembered_site

    return remembered_site(archive, site)
