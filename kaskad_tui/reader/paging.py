"""Walking back through the site's own list: page by page, across restarts, while newer items push it down."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from math import gcd
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from kaskad_tui.clock import Clock
from kaskad_tui.model import Failure, FailureError, FailureKind, Headline, PageKind
from kaskad_tui.reader.keeping import Keeper
from kaskad_tui.reader.network import Budget, Loaded, Network
from kaskad_tui.reader.results import ListPage, Older
from kaskad_tui.reader.trail import Trail
from kaskad_tui.sources.site import origin_of

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page
    from kaskad_tui.store.archive import Archive

_PAGES_A_CALL = 5
"""So many pages of known headlines are skipped before a call ends without news."""

_NO_LIST = frozenset({FailureKind.NOT_FOUND, FailureKind.GONE})
"""Some sites answer so behind the last page, or for a section that is no more."""


@dataclass(slots=True)
class _Walk:
    """How far back one list is known without a gap."""

    depth: int
    """Pages from the first on, all of whose headlines are in the archive."""
    ended: bool = False
    """There is nothing behind, as far as this run has seen."""
    last: tuple[str, ...] = field(default=())
    """Ids of the page that came last: a site that ignores the offset gives the same again."""


class Paging:
    """The lists of one source."""

    def __init__(self, network: Network, archive: Archive, keeper: Keeper, clock: Clock) -> None:
        self._network = network
        self._archive = archive
        self._keeper = keeper
        self._clock = clock
        self._source = network.site.name
        self._walks: dict[str, _Walk] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._trail = Trail(archive, self._source)
        self._ahead: tuple[str, asyncio.Task[Loaded | Failure]] | None = None
        """The address of a page that is being loaded before anybody asked for it."""

    async def older(self, section: str | None) -> Older:
        """Fetch on from where the list is known, until something new comes, the end, or five pages.

        Behind the end of the main list come the lists of the other sections, which may hold what it lacks.
        """
        budget = Budget()
        came = await self._on(section, budget)
        if section is not None or not came.end:
            return came
        others = self._keeper.other_sections()
        if came.new:
            return Older(came.new, end=all(self._walk(name).ended for name in others))
        for name in others:
            more = await self._on(name, budget)
            if more.failure is not None or more.new or not more.end:
                return Older(more.new, end=False, failure=more.failure)
        return came

    async def _on(self, section: str | None, budget: Budget) -> Older:
        """Walk one list on."""
        name = section or ""
        async with self._turns.setdefault(name, asyncio.Lock()):
            walk = self._walk(name)
            for _ in range(0 if walk.ended else _PAGES_A_CALL):
                number = walk.depth + 1
                came = await self.fetch(number, section, budget)
                if came.failure is not None:
                    if came.failure.kind not in _NO_LIST:
                        return Older(0, end=False, failure=came.failure)
                    came = ListPage((), 0, end=True)
                ids = tuple(item.id for item in self._archive.headlines(came.keys))
                walk.ended = came.end or not ids or ids == walk.last
                if not ids or ids == walk.last:
                    break
                walk.last = ids
                await self._deepen(name, walk, number)
                if came.end or came.new:
                    return Older(came.new, end=walk.ended)
            return Older(0, end=walk.ended)

    async def fetch(
        self,
        number: int,
        section: str | None,
        budget: Budget | None = None,
        *,
        polite: bool = False,
        ahead: bool = False,
    ) -> ListPage:
        """Fetch and keep one page of a list, counted from 1.

        Args:
            number: of the page.
            section: its id; None is the main list.
            budget: what is left of the call's time.
            polite: nobody waits for it: with a gap between two pages, and as robots.txt allows.
            ahead: the page behind it, if there is one, will be asked for next: it is loaded while this one is
                put into the archive; `stop_ahead` ends that.
        """
        if not self._by_rule:
            return await self._follow(number, section, budget or Budget(), polite=polite)
        step = self._step(section or "")
        if number > 1 and not step:
            first = await self.fetch(1, section, budget, polite=polite)
            if first.failure is not None or first.end:
                return ListPage((), first.new, end=first.end, failure=first.failure)
            step = self._step(section or "")
        site = self._network.site
        url = site.list_url(section, number, step) if number > 1 else self._keeper.address(section)
        if self._ahead is not None and self._ahead[0] == url:
            task, self._ahead = self._ahead[1], None
            loaded = await task
        else:
            self.stop_ahead()
            loaded = await self._load(url, budget, polite=polite)
        if isinstance(loaded, Failure):
            return ListPage((), 0, end=False, failure=loaded)
        page = loaded.page
        if page is None:  # no validators were sent, so this is a server that lies
            return ListPage((), 0, end=True)
        items = self._keeper.own(page.headlines, section)
        try:
            await self.learn(section, page, number)
            step = self._step(section or "")
            if ahead and page.next_url is not None and step:
                following = self._network.site.list_url(section, number + 1, step)
                task = asyncio.create_task(self._load(following, None, polite=polite))
                self._ahead = following, task
            saved = await self._keeper.listing(items, self._clock())
        except FailureError as error:
            return ListPage((), 0, end=False, failure=error.failure)
        end = _is_last(page, items, len(saved.new))
        last = number if end else self._last(page, self._step(section or ""))
        return ListPage(saved.keys, len(saved.new), end=end, last=last)

    @property
    def _by_rule(self) -> bool:
        """The site's profile says how a later page's address is made."""
        return self._network.site.has_pages

    async def _follow(self, number: int, section: str | None, budget: Budget, *, polite: bool) -> ListPage:
        """Fetch and keep a page that the pages before it lead to; those that are not known are asked for."""
        name = section or ""
        start = self._trail.nearest(name, number)
        at, url = start if start is not None else (1, self._first(section))
        came = ListPage((), 0, end=True)
        while url is not None and at <= number:
            loaded = await self._load(url, budget, polite=polite)
            if isinstance(loaded, Failure):
                return ListPage((), came.new, end=False, failure=loaded)
            if loaded.page is None:
                return ListPage((), came.new, end=True)
            try:
                came = await self._kept(loaded.page, section, at)
            except FailureError as error:
                return ListPage((), 0, end=False, failure=error.failure)
            at += 1
            following = self._trail.nearest(name, at)
            url = following[1] if following is not None and following[0] == at and not came.end else None
        return came if at > number else ListPage((), came.new, end=True)

    def _first(self, section: str | None) -> str | None:
        """Return the address of a list's first page; of a source of feeds alone its feed's."""
        site = self._network.site
        feeds = site.feed_urls(section)
        return self._keeper.address(section) if site.has_list else feeds[0] if feeds else None

    async def _kept(self, page: Page, section: str | None, number: int) -> ListPage:
        moment = self._clock()
        if page.kind is PageKind.FEED:
            saved = await self._keeper.feed(page, (), moment)
        else:
            saved = await self._keeper.listing(self._keeper.own(page.headlines, section), moment)
        more = await self.learn(section, page, number)
        if self._trail.repeats(section or "", number, saved.keys):
            return ListPage((), len(saved.new), end=True)
        return ListPage(saved.keys, len(saved.new), end=not more or not saved.keys)

    async def _load(self, url: str, budget: Budget | None, *, polite: bool) -> Loaded | Failure:
        if polite and not await self._network.background(url):
            return Failure(FailureKind.DENIED, url=url, detail="robots.txt")
        if not self._network.site.is_own(url):  # a feed that lies elsewhere
            return await self._network.load(url, budget or Budget(), accept="feed", urgent=not polite)
        return await self._network.load_own(url, budget or Budget(), urgent=not polite)

    def stop_ahead(self) -> None:
        """Give up the page that nobody asked for yet."""
        if self._ahead is not None:
            self._ahead[1].cancel()
            self._ahead = None

    async def learn(self, section: str | None, page: Page, number: int) -> bool:
        """Keep how the list goes on, as the links of its page `number` say; False where it ends.

        By how much the offset rises, or where the next page lies.
        """
        name = section or ""
        if not self._by_rule:
            if number == 1:
                self._walk(name).depth = max(self._walk(name).depth, 1)
            return await self._trail.note(name, number + 1, self._following(page, section, number))
        known = self._step(name)
        if number == 1:
            walk = self._walk(name)
            walk.depth = max(walk.depth, 1)
        # a page does not link to itself: what its links leave out is its own offset
        step = gcd(page.page_step or 0, (number - 1) * known)
        if step and page.page_step and step != known:
            await self._archive.save_state(self._source, f"step:{name}", str(step))
        return True

    def _following(self, page: Page, section: str | None, number: int) -> str | None:
        """Return the page that a page names as the next; behind a list that names none, the site's feed."""
        site = self._network.site
        url, feeds = page.next_url, site.feed_urls(section)
        if url is None and number == 1 and page.kind is not PageKind.FEED and not page.pages and feeds:
            return feeds[0]
        if url is None or site.is_own(url):
            return url
        near = {origin_of(feed) for feed in feeds}
        return url if page.kind is PageKind.FEED and origin_of(url) in near else None

    async def reset(self, section: str | None, depth: int) -> None:
        """Say that only so many pages are known without a gap: too much is new on top of them."""
        name = section or ""
        await self._deepen(name, self._walk(name), depth)
        self._walks[name].last = ()
        self._walks[name].ended = False

    def depth(self, section: str | None) -> int:
        """Return how many pages from the first on have all of their headlines in the archive."""
        return self._walk(section or "").depth

    def _last(self, page: Page, step: int) -> int | None:
        """Return how many pages the list has, as far as the page links to its last one."""
        name = self._network.site.profile.page_parameter
        offsets = [
            int(value)
            for url in page.pages
            for value in parse_qs(urlsplit(url).query).get(name or "start", ())
            if value.isascii() and value.isdigit() and len(value) < 9
        ]
        return max(offsets) // step + 1 if offsets and step else None

    def _walk(self, name: str) -> _Walk:
        walk = self._walks.get(name)
        if walk is None:
            known = _number(self._archive.state(self._source, f"depth:{name}"))
            # items taken down since may have pulled unknown ones onto the last known page: look at it again
            walk = self._walks[name] = _Walk(depth=max(0, known - 1))
        return walk

    async def _deepen(self, name: str, walk: _Walk, depth: int) -> None:
        walk.depth = depth
        try:
            await self._archive.save_state(self._source, f"depth:{name}", str(depth))
        except FailureError:
            return  # the next run begins further up and skips what it knows

    def _step(self, name: str) -> int:
        return self._network.site.profile.page_step or _number(
            self._archive.state(self._source, f"step:{name}")
        )


def _is_last(page: Page, items: tuple[Headline, ...], new: int) -> bool:
    if not items:
        return True
    # a page with other paging links, but none forward, is the last; without any, only a lack of news tells
    return page.next_url is None and (bool(page.pages) or not new)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
