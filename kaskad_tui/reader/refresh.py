"""One refresh of a source: the list page, the feed that adds to it, what stands beside, the ways around."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kaskad_tui.clock import Clock
from kaskad_tui.model import Article, Failure, FailureError, FailureKind, Headline, PageKind
from kaskad_tui.reader.assembling import Identity
from kaskad_tui.reader.freshness import Freshness, ended, is_way_failure, progressed, started
from kaskad_tui.reader.keeping import Keeper
from kaskad_tui.reader.network import Accept, Budget, Loaded, Network
from kaskad_tui.reader.paging import Paging
from kaskad_tui.reader.results import Attempt, Refreshed, What

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page
    from kaskad_tui.store.archive import Archive

_CATCH_UP_PAGES = 4
"""So many further pages are asked for when everything on the first one is new: the gap to what is known."""
_UNTITLED = 10
"""So many articles of a sitemap without titles are fetched in one refresh."""
_LEAST_FOR_GAP = 3
"""A list with fewer headlines than this says nothing about a gap."""
_NOT_OFFERED = frozenset(
    {
        FailureKind.NOT_FOUND,
        FailureKind.GONE,
        FailureKind.NOT_A_PAGE,
        FailureKind.NO_HEADLINES,
        FailureKind.EMPTY,
    }
)
"""Of a feed: the site has none, and nothing is missing."""


@dataclass(slots=True)
class _Course:
    """What one refresh has done so far."""

    budget: Budget
    tell: Callable[[int, int], None]
    """Takes pages done and pages asked for."""
    attempts: list[Attempt | None] = field(default_factory=list)
    """In the order of asking; None while under way."""
    new: int = 0
    """Headlines that entered a list."""
    missed: list[Failure] = field(default_factory=list)
    """Failures of pages that belong to it and did not come."""
    done: int = 0
    total: int = 0

    async def ask(self, network: Network, url: str, what: What, accept: Accept = "page") -> Loaded | Failure:
        """Ask for one page and note how it went."""
        place = len(self.attempts)
        self.attempts.append(None)
        self.total = max(self.total, self.done + 1)
        begun = asyncio.get_running_loop().time()
        answer = await network.load(url, self.budget, accept=accept)
        elapsed_s = asyncio.get_running_loop().time() - begun
        failure = answer if isinstance(answer, Failure) else None
        if isinstance(answer, Loaded) and not _lists_something(answer.page) and what != "front":
            failure = Failure(FailureKind.NO_HEADLINES, url=url)
        self.attempts[place] = Attempt(url, what, failure, elapsed_s)
        if isinstance(answer, Loaded):
            self.done += 1
            self.tell(self.done, self.total)
        return answer


def _lists_something(page: Page | None) -> bool:
    """Tell whether a page has headlines, or is a sitemap that has the addresses of articles."""
    return page is not None and bool(page.headlines or (page.kind is PageKind.FEED and page.links))


def _came(answers: Sequence[Loaded | Failure]) -> bool:
    return any(isinstance(answer, Loaded) for answer in answers)


class Refresher:
    """The refreshes of one source and the freshness that they leave."""

    def __init__(
        self,
        network: Network,
        archive: Archive,
        keeper: Keeper,
        paging: Paging,
        clock: Clock,
        *,
        freshness: Freshness,
        tell: Callable[[Freshness], None],
        learn: Callable[[], Awaitable[Failure | None]],
        fetch: Callable[[Identity], Awaitable[Article | Failure]],
    ) -> None:
        self._network = network
        self._archive = archive
        self._keeper = keeper
        self._paging = paging
        self._clock = clock
        self._tell = tell
        self._learn = learn
        self._fetch = fetch
        self._no_articles: set[str] = set()
        """Pages of a sitemap that could not be read as articles in this run."""
        self._turn = asyncio.Lock()
        self.freshness = freshness
        """The state of now."""

    async def refresh(self, section: str | None, *, everything: bool = False) -> Refreshed:
        """Fetch the list of a section (None is the main one); one refresh runs at a time.

        Args:
            section: its id.
            everything: the lists of all other sections of the site after it, as part of the same refresh.
        """
        async with self._turn:
            return await self._refresh(section, everything=everything)

    async def _refresh(self, first: str | None, *, everything: bool) -> Refreshed:
        before = self.freshness
        empty = not self._has_headlines(None)
        course = _Course(Budget(), lambda done, total: self._set(self._progress(done, total, empty)))
        sections = [first]
        course.total = 1 + bool(self._network.site.feed_urls(first))
        self._set(started(before, course.total, empty=empty))
        failures: list[Failure] = []
        asked = 0
        refused: Failure | None = None
        try:
            unknown = await self._learn()
            if unknown is not None:
                failures.append(unknown)
            for number, section in enumerate(sections if unknown is None else ()):
                # one feed is enough: those of the sections only repeat what the main one has
                failure = await self._list(section, course, with_feed=number == 0)
                asked += 1
                if everything and number == 0:
                    # only now: the first page of all may have named them
                    sections += [name for name in self._keeper.other_sections() if name != first]
                    course.total += len(sections) - 1
                if failure is not None:
                    failures.append(failure)
                    if is_way_failure(failure):
                        break
        except FailureError as error:  # the archive takes nothing; what the site says is of no use then
            refused = error.failure
        except asyncio.CancelledError:
            self._set(before)
            raise
        moment = self._clock()
        worked = len(failures) < asked
        failure = refused or (None if worked else failures[0])
        missed = (*failures, *course.missed)
        if failure is None and missed:
            state = ended(
                before, moment, failure=missed[0], done=course.done, total=course.done + len(missed)
            )
        else:
            state = ended(before, moment, failure=failure)
        self._set(state)
        if failure is None:
            await self._remember(state)
        attempts = tuple(attempt for attempt in course.attempts if attempt is not None)
        return Refreshed(course.new, attempts, failure)

    async def _list(self, section: str | None, course: _Course, *, with_feed: bool) -> Failure | None:
        """Refresh one list; returns why no headlines came at all."""
        site = self._network.site
        had = self._has_headlines(section)
        listing = asyncio.create_task(self._ask_list(section, course))
        await asyncio.sleep(0)  # the list stands first among the attempts
        feeds = asyncio.create_task(self._feeds(section, course, wanted=with_feed))
        try:
            answer = await listing
            if site.has_list and isinstance(answer, Failure) and is_way_failure(answer):
                answer = await self._elsewhere(section, course) or answer
            items, failure = await self._keep_list(answer, section, course, had=had)
            from_feeds = await feeds
            if self._network.site.origin != site.origin and not _came(from_feeds):
                from_feeds = await self._feeds(section, course, wanted=with_feed)
        finally:
            # ended together with this, also when it is cancelled or the archive refuses
            for task in (listing, feeds):
                task.cancel()
            await asyncio.gather(listing, feeds, return_exceptions=True)
        added = await self._keep_feeds(from_feeds, items, course)
        if not site.has_list:
            missed = [one for one in from_feeds if isinstance(one, Failure)]
            return None if added else missed[0] if missed else failure
        if not section:
            front = await self._front(answer, course)
            items = items or front
        if items or added:
            if failure is not None and not items:
                course.missed.append(failure)
            return None
        return failure

    async def _ask_list(self, section: str | None, course: _Course) -> Loaded | Failure:
        """Ask for the list page; a source of feeds alone has none."""
        site = self._network.site
        if not site.has_list:
            return Failure(FailureKind.NO_HEADLINES, url=site.front_url)
        return await course.ask(self._network, self._keeper.address(section), "list")

    async def _keep_list(
        self, answer: Loaded | Failure, section: str | None, course: _Course, *, had: bool
    ) -> tuple[tuple[Headline, ...], Failure | None]:
        """Keep the list page; returns its headlines, or why there are none."""
        if isinstance(answer, Failure):
            if answer.kind in _NOT_OFFERED:
                await self._keeper.no_list(section)
            return (), answer
        page = answer.page
        items = self._keeper.own(page.headlines, section) if page is not None else ()
        if page is None or not items:
            await self._keeper.no_list(section)
            return (), Failure(FailureKind.NO_HEADLINES, url=answer.url)
        moment = self._clock()
        await self._keeper.beside(page, moment)
        saved = await self._keeper.listing(items, moment)
        course.new += len(saved.new)
        await self._paging.learn(section, page, 1)
        if had and len(items) >= _LEAST_FOR_GAP and len(saved.new) == len(items) and page.next_url:
            await self._catch_up(section, course)
        return items, None

    async def _catch_up(self, section: str | None, course: _Course) -> None:
        """Ask on until something known comes, so that no hole stays between the new and the known."""
        number = 1
        while number <= _CATCH_UP_PAGES:
            course.total += 1
            came = await self._paging.fetch(number + 1, section, course.budget)
            if came.failure is not None:
                course.missed.append(came.failure)
                break
            number += 1
            course.done += 1
            course.tell(course.done, course.total)
            course.new += came.new
            if came.end or came.new < len(came.keys):
                return
        await self._paging.reset(section, number)

    async def _elsewhere(self, section: str | None, course: _Course) -> Loaded | None:
        """Ask the site's other hosts for the list; the one that answers stays in use."""
        for other in self._network.site.others():
            answer = await course.ask(self._network, other.list_url(section), "www")
            if isinstance(answer, Loaded):
                self._network.site = other
                return answer
        return None

    async def _feeds(self, section: str | None, course: _Course, *, wanted: bool) -> list[Loaded | Failure]:
        """Return the feeds that a list has: of each path the first that has something."""
        found: list[Loaded | Failure] = []
        done: set[str] = set()
        for url in self._network.site.feed_urls(section) if wanted else ():
            path = urlsplit(url).path
            if path in done:
                continue
            answer = await course.ask(self._network, url, "feed", "feed")
            if isinstance(answer, Failure):
                if answer.kind in _NOT_OFFERED:
                    continue
                found.append(answer)
                break  # what ails one feed of a site ails the others too
            came: Loaded | None = answer
            if answer.page is not None and answer.page.pages and not _lists_something(answer.page):
                came = await self._of_index(answer.page, course)
            if came is not None and _lists_something(came.page):
                found.append(came)
                done.add(path)
        return found

    async def _of_index(self, index: Page, course: _Course) -> Loaded | None:
        """Return the sitemap of an index that lists the newest articles."""
        from kaskad_tui.sources.finding import likely_sitemaps

        for url in likely_sitemaps(index):
            answer = await course.ask(self._network, url, "feed", "feed")
            if isinstance(answer, Loaded) and _lists_something(answer.page):
                return answer
        return None

    async def _untitled(self, page: Page, course: _Course) -> bool:
        """Fetch the newest articles of a plain sitemap, which has no titles; returns whether it knows any."""
        site, known = self._network.site, False
        wanted: list[Identity] = []
        for link in page.links:
            key = site.canonical_key(link.url) if site.is_own(link.url) else None
            if key is not None and self._archive.by_id(site.name, key) is not None:
                known = True
            elif key is not None and key not in self._no_articles and len(wanted) < _UNTITLED:
                wanted.append(Identity(site.name, key, link.url))
        # one after the other: nobody waits for each of them, and the site is not to be stormed
        for identity in wanted:
            if course.budget.spent:
                break
            came = await self._fetch(identity)
            if isinstance(came, Article):
                course.new += 1
                known = True
                self._keeper.entered(identity.id)
            else:
                self._no_articles.add(identity.id)
        return known

    async def _keep_feeds(
        self, answers: Sequence[Loaded | Failure], listed: tuple[Headline, ...], course: _Course
    ) -> bool:
        """Keep what the feeds add; returns whether they had headlines."""
        had = False
        for answer in answers:
            if isinstance(answer, Failure):
                course.missed.append(answer)
            elif answer.page is not None and not answer.page.headlines:
                had = await self._untitled(answer.page, course) or had
            elif answer.page is not None:
                saved = await self._keeper.feed(answer.page, listed, self._clock())
                course.new += len(saved.new)
                had = had or bool(saved.keys)
        return had

    async def _front(self, listing: Loaded | Failure, course: _Course) -> tuple[Headline, ...]:
        """Ask the front page for what the list page lacks; returns its headlines where that had none."""
        if isinstance(listing, Failure) and (
            is_way_failure(listing) or listing.kind is FailureKind.RATE_LIMITED
        ):
            return ()
        page = listing.page if isinstance(listing, Loaded) else None
        lacks_list = page is None or not self._keeper.own(page.headlines)
        if not lacks_list and page is not None and self._keeper.lists_of(page):
            return ()
        site = self._network.site
        if site.list_url() == site.front_url:
            return ()
        answer = await course.ask(self._network, self._network.site.front_url, "front")
        if isinstance(answer, Failure) or answer.page is None:
            return ()
        moment = self._clock()
        await self._keeper.beside(answer.page, moment)
        if not lacks_list:
            return ()
        items = self._keeper.own(answer.page.headlines)
        saved = await self._keeper.listing(items, moment)
        course.new += len(saved.new)
        return items

    def _has_headlines(self, section: str | None) -> bool:
        from kaskad_tui.store.views import View

        title = self._keeper.titles().get(section or "")
        return self._archive.count(self._network.site.name, View(section=title)) > 0

    def _progress(self, done: int, total: int, empty: bool) -> Freshness:
        return progressed(
            self.freshness, done, max(done, total), empty=empty and not self._has_headlines(None)
        )

    def _set(self, freshness: Freshness) -> None:
        self.freshness = freshness
        self._tell(freshness)

    async def _remember(self, state: Freshness) -> None:
        if state.updated is None:
            return
        try:
            await self._archive.save_state(self._network.site.name, "refreshed", state.updated.isoformat())
        except FailureError:
            return  # only the next start's header would have needed it
