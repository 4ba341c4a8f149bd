"""Finds out what there is at an address: feeds, lists, how they go on; or that it is no news site."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import urlsplit

from kaskad_tui.clock import Clock
from kaskad_tui.extract.page import Page
from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import Failure, FailureKind, Headline, PageKind
from kaskad_tui.reader.connections import NetworkSettings
from kaskad_tui.reader.network import Accept, Budget, Loaded, Network
from kaskad_tui.sources import finding
from kaskad_tui.sources.shapes import Pages, article_paths, pages_of
from kaskad_tui.sources.site import Site, origin_of

_MOST_REQUESTS = 36
_ANNOUNCED = 6
"""So many of the feeds that a page announces are looked at."""
_MOST_FEEDS = 3
_LEAST_HEADLINES = 5
"""Fewer repeated links are no list of news."""
_TRIED = 3
"""So many articles of a list are opened, to see whether they are any."""
_LISTS = 3
"""So many pages that may be the main list are looked at."""

Looked = Literal["address", "front", "feed", "robots", "sitemap", "list", "page", "article"]
"""As what an address was asked for."""


@dataclass(frozen=True, slots=True)
class Look:
    """One address that was looked at."""

    url: str
    what: Looked
    failure: Failure | None = None
    fault: str = ""
    """Why what came is of no use: `none` (no feed), `empty`, `comments`, `episodes`, `no_list`, `no_date`."""
    count: int = 0
    """Headlines that came."""


@dataclass(frozen=True, slots=True)
class Found:
    """A news site."""

    profile: Profile
    looks: tuple[Look, ...]
    """What was looked at, in that order."""
    headlines: tuple[Headline, ...]
    """The newest that it has, as feeds and list give them."""
    article: Page | None = None
    """One of them, opened to see how articles are read."""


@dataclass(slots=True)
class _Search:
    """One search for what a site has."""

    network: Network
    budget: Budget
    own: bool = False
    """The pages are read with the site's profile."""
    looks: list[Look] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    async def ask(self, url: str, what: Looked, accept: Accept = "page") -> Loaded | Failure | None:
        """Ask for a page; None for one that was asked for before, or one too many."""
        if url in self.asked or len(self.asked) >= _MOST_REQUESTS:
            return None
        self.asked.add(url)
        answer = await self.network.load(url, self.budget, own=self.own, accept=accept)
        if isinstance(answer, Failure):
            self.looks.append(Look(url, what, answer))
        return answer

    def note(self, url: str, what: Looked, page: Page, fault: str = "") -> None:
        """Write down what a page was good for."""
        self.looks.append(Look(url, what, None, fault, len(page.headlines)))


async def discover(url: str, *, settings: NetworkSettings, clock: Clock) -> Found | Failure:
    """Return what there is at an address that the user typed; see `Discovery.find`."""
    network = Network(Site(finding.plain_profile(url)), offline=False, clock=clock, settings=settings)
    try:
        return await Discovery(network).find(url)
    finally:
        await network.close()


async def check(site: Site, *, settings: NetworkSettings, clock: Clock) -> Found:
    """Return what a known source gives when it is read by its profile: list, feeds, an article."""
    network = Network(site, offline=False, clock=clock, settings=settings)
    search = _Search(network, Budget(), own=True)
    try:
        pages: list[Page] = []
        wanted: list[tuple[str, Looked]] = [(url, "feed") for url in site.feed_urls()]
        if site.has_list:
            wanted.insert(0, (site.list_url(), "list"))
        for url, what in wanted:
            answer = await search.ask(url, what, "feed" if what == "feed" else "page")
            if isinstance(answer, Loaded) and answer.page is not None:
                fault = finding.feed_fault(answer.page, url) if what == "feed" else ""
                search.note(
                    answer.url, what, answer.page, fault or ("" if answer.page.headlines else "no_list")
                )
                pages.append(answer.page)
        headlines = _merged(pages, site)
        own = [item for item in headlines if site.is_own(item.url)]
        article = await Discovery(network).first(search, own)
        return Found(site.profile, tuple(search.looks), headlines, article)
    finally:
        await network.close()


class Discovery:
    """Looks at sites; asks through the network of its reader."""

    def __init__(self, network: Network) -> None:
        self._network = network

    async def find(self, url: str) -> Found | Failure:
        """Return what there is at an address that the user typed: a front page, a list, a feed, an article.

        Returns:
            NO_NEWS when neither feed nor list of articles is there; else why the address could not be had.
        """
        search = _Search(self._network, Budget())
        first = await search.ask(url, "address")
        private = isinstance(first, Failure) and first.kind is FailureKind.FORBIDDEN_ADDRESS
        if private:  # the user typed it, and means it
            self._network.allow(url)
            search = _Search(self._network, search.budget)
            first = await search.ask(url, "address")
        if isinstance(first, Failure):
            return first
        if first is None or first.page is None:
            return Failure(FailureKind.EMPTY, url=url)
        if first.page.kind is PageKind.FEED and finding.feed_fault(first.page, first.url) == "":
            home = _home(first)
        else:
            home = first.url
        # what lies behind a redirect or a feed's link was not typed
        private = private and origin_of(home) == origin_of(url)
        site = Site(replace(finding.plain_profile(home), private=private))
        found = await self._search(search, site, first)
        if found is None:
            return Failure(FailureKind.NO_NEWS, url=first.url)
        return found

    async def _search(self, search: _Search, site: Site, first: Loaded) -> Found | None:
        page = first.page
        assert page is not None
        pages = [page]
        front: Page | None = None
        if page.kind is not PageKind.FEED:
            search.note(first.url, "address", page)
        if page.kind is not PageKind.LISTING and urlsplit(first.url).path not in ("", "/"):
            front = await self._front(search, site)
            pages += [front] if front is not None else []
        feeds = await self._feeds(search, site, first, pages)
        lists = [one for one in pages if one.kind is PageKind.LISTING and one.url]
        known = [key for _url, feed in feeds for key in finding.keys_of(feed, site)]
        urls = [item.url for _url, feed in feeds for item in feed.headlines if site.is_own(item.url)]
        shapes = article_paths(urls)
        chosen: Page | None = None
        article: Page | None = None
        if feeds:
            chosen = next((one for one in lists if finding.covers(one, known, site)), None)
            article = await self.first(search, feeds[0][1].headlines)
        else:
            feeds, plain = await self._sitemaps(search, site)
            article = await self.first(search, feeds[0][1].headlines) if feeds else None
            if not feeds:
                chosen, article = await self._list(search, site, lists, pages)
            if chosen is not None:
                shapes = article_paths(item.url for item in chosen.headlines)
            elif not feeds:
                listed = await self._untitled(search, site, plain)
                if listed is None:
                    return None
                feeds, article = [listed[0]], listed[1]
        paging = await self._paging(search, site, chosen) if chosen is not None else Pages()
        every = [*(feed for _url, feed in feeds), *([chosen] if chosen is not None else [])]
        profile = finding.profile_of(
            site,
            [*pages, *every],
            feeds=[url for url, _feed in feeds],
            list_url=chosen.url if chosen is not None else None,
            paging=paging,
            shapes=shapes if _fits(shapes, chosen, site) else (),
        )
        return Found(profile, tuple(search.looks), _merged(every, site), article)

    async def _front(self, search: _Search, site: Site) -> Page | None:
        answer = await search.ask(site.front_url, "front")
        if not isinstance(answer, Loaded) or answer.page is None:
            return None
        search.note(answer.url, "front", answer.page)
        return answer.page

    async def _feeds(
        self, search: _Search, site: Site, first: Loaded, pages: Sequence[Page]
    ) -> list[tuple[str, Page]]:
        """Return the feeds of articles: the address itself, those that pages announce, the usual places."""
        taken: list[tuple[str, Page]] = []
        if first.page is not None and first.page.kind is PageKind.FEED:
            fault = finding.feed_fault(first.page, first.url)
            search.note(first.url, "feed", first.page, fault)
            if not fault:
                return [(first.url, first.page)]
        announced = list(dict.fromkeys(url for page in pages for url in page.feeds))[:_ANNOUNCED]
        await self._take(search, site, announced, taken)
        if not taken:
            await self._take(search, site, [site.origin + path for path in finding.FEEDS], taken, least=1)
        return taken

    async def _take(
        self,
        search: _Search,
        site: Site,
        urls: Sequence[str],
        taken: list[tuple[str, Page]],
        least: int = _MOST_FEEDS,
    ) -> None:
        """Add to `taken` those that are feeds of articles and have what the others lack."""
        answers = await asyncio.gather(*(search.ask(url, "feed", "feed") for url in urls))
        known: list[str] = []
        for url, answer in zip(urls, answers, strict=True):
            if not isinstance(answer, Loaded) or answer.page is None:
                continue
            fault = finding.feed_fault(answer.page, url)
            search.note(url, "feed", answer.page, fault)
            if not fault and len(taken) < least and finding.adds_to(answer.page, known, site):
                taken.append((answer.url, answer.page))
                known += finding.keys_of(answer.page, site)

    async def _sitemaps(
        self, search: _Search, site: Site
    ) -> tuple[list[tuple[str, Page]], list[tuple[str, Page]]]:
        """Return the news sitemap, which lists titles as a feed does, and the plain ones.

        A sitemap that an index names is asked for by the index: those of the month go by other names.
        """
        urls = list(finding.sitemaps_of(await self._robots(search, site), site.origin))[:_LISTS]
        urls += [site.origin + path for path in finding.SITEMAPS]
        plain: list[tuple[str, Page]] = []
        queue = [(url, url) for url in urls]
        while queue:
            url, known_by = queue.pop(0)
            answer = await search.ask(url, "sitemap", "feed")
            if not isinstance(answer, Loaded) or answer.page is None:
                continue
            fault = finding.feed_fault(answer.page, url)
            search.note(url, "sitemap", answer.page, fault)
            if not fault:
                return [(known_by, answer.page)], plain
            if answer.page.kind is PageKind.FEED and answer.page.links:
                plain.append((known_by, answer.page))
            if url == known_by:
                queue += [(child, url) for child in finding.likely_sitemaps(answer.page)]
        return [], plain

    async def _untitled(
        self, search: _Search, site: Site, plain: Sequence[tuple[str, Page]]
    ) -> tuple[tuple[str, Page], Page] | None:
        """Return a plain sitemap whose newest pages are dated articles, with these, and one of them."""
        for url, page in plain[:_LISTS]:
            own = [Headline(link.url, link.url, "") for link in page.links if site.is_own(link.url)]
            opened = await self._opened(search, own[:_TRIED])
            good = [article for item, article in opened if _is_news(item, article)]
            if good and 2 * len(good) > len(opened):
                made = tuple(
                    Headline(one.url or "", one.url or "", one.title or "", one.published, one.day_only)
                    for one in good
                )
                return (url, replace(page, headlines=made)), good[0]
            search.looks.append(Look(url, "sitemap", None, "no_date", len(own)))
        return None

    async def _robots(self, search: _Search, site: Site) -> str:
        url = site.origin + "/robots.txt"
        search.asked.add(url)
        text = await self._network.text(url, search.budget)
        if isinstance(text, Failure):
            search.looks.append(Look(url, "robots", text))
            return ""
        search.looks.append(Look(url, "robots"))
        return text

    async def _list(
        self, search: _Search, site: Site, lists: Sequence[Page], pages: Sequence[Page]
    ) -> tuple[Page | None, Page | None]:
        """Return the page with the main list, and an article of it: both only if those are dated texts."""
        candidates = list(lists)
        names = list(dict.fromkeys(url for page in pages for url in finding.news_sections(page)))
        for url in names[: _LISTS - len(candidates)]:
            answer = await search.ask(url, "list")
            if isinstance(answer, Loaded) and answer.page is not None:
                search.note(answer.url, "list", answer.page)
                candidates.append(answer.page)
        found: Page | None = None
        article: Page | None = None
        for page in candidates[:_LISTS]:
            own = [item for item in page.headlines if site.is_own(item.url)]
            if page.kind is not PageKind.LISTING or len(own) < _LEAST_HEADLINES:
                search.looks.append(Look(page.url or "", "list", None, "no_list", len(own)))
                continue
            if found is not None:
                if finding.goes_on(page) and finding.covers(page, finding.keys_of(found, site), site):
                    return page, article  # the front page shows the first of what this list has
                continue
            opened = await self._opened(search, own[:: max(1, len(own) // _TRIED)][:_TRIED])
            good = [one for item, one in opened if _is_news(item, one)]
            if good and len(good) * 2 >= len(opened):
                found, article = page, good[0]
                if finding.goes_on(page):
                    break
            else:
                search.looks.append(Look(page.url or "", "list", None, "no_date", len(own)))
        return found, article

    async def _opened(self, search: _Search, items: Iterable[Headline]) -> list[tuple[Headline, Page]]:
        wanted = list(items)
        answers = await asyncio.gather(*(search.ask(item.url, "article") for item in wanted))
        opened = []
        for item, answer in zip(wanted, answers, strict=True):
            if isinstance(answer, Loaded) and answer.page is not None:
                search.note(answer.url, "article", answer.page)
                opened.append((item, answer.page))
        return opened

    async def first(self, search: _Search, items: Sequence[Headline]) -> Page | None:
        """Return the first article of a feed as its page has it, to see how it is read."""
        opened = await self._opened(search, items[:1])
        return opened[0][1] if opened else None

    async def _paging(self, search: _Search, site: Site, page: Page) -> Pages:
        """Return how a list goes on: only if its second page has other headlines."""
        for url in (page.next_url, *page.pages):
            paging = pages_of(page.url or "", url)
            if url is not None and paging != Pages():
                break
        else:
            return Pages()
        answer = await search.ask(url, "page")
        if not isinstance(answer, Loaded) or answer.page is None:
            return Pages()
        search.note(answer.url, "page", answer.page)
        before = set(finding.keys_of(page, site))
        fresh = [key for key in finding.keys_of(answer.page, site) if key not in before]
        return paging if len(fresh) >= min(3, len(before)) else Pages()


def _home(feed: Loaded) -> str:
    """Return the address of the site that a feed is of: where it says, if most of its articles are there."""
    page = feed.page
    assert page is not None
    said = page.canonical
    if said is None or origin_of(said) == origin_of(feed.url):
        return feed.url
    site = Site(finding.plain_profile(said))
    there = [item for item in page.headlines if site.is_own(item.url)]
    return said if 2 * len(there) > len(page.headlines) else feed.url


def _fits(shapes: tuple[str, ...], page: Page | None, site: Site) -> bool:
    """Tell whether most headlines of the list page have the articles' shape, as far as there is a list."""
    if page is None:
        return True
    profile = replace(site.profile, article_paths=shapes)
    own = [urlsplit(item.url).path for item in page.headlines if site.is_own(item.url)]
    return 2 * len([path for path in own if profile.is_article_path(path)]) >= len(own)


def _is_news(item: Headline, article: Page) -> bool:
    return finding.is_dated_article(article, dated=item.published is not None)


def _merged(pages: Sequence[Page], site: Site) -> tuple[Headline, ...]:
    found: dict[str, Headline] = {}
    for page in pages:
        for item in page.headlines:
            key = site.canonical_key(item.url)
            if key is not None and item.title:
                found.setdefault(key, item)
    return tuple(found.values())
