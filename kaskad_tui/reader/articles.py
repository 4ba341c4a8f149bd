"""Articles to read: the archive's copy where that will do, else fetched, with the AMP version's help."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from kaskad_tui.clock import Clock
from kaskad_tui.model import Article, Failure, FailureError, FailureKind, Headline, Lists
from kaskad_tui.reader.ageing import is_stale
from kaskad_tui.reader.aliases import join
from kaskad_tui.reader.assembling import (
    Identity,
    article_of,
    differs,
    is_out_of_place,
    is_readable,
    merged,
    needs_amp,
    says_nothing,
    section_of,
)
from kaskad_tui.reader.events import ArticleChanged, ArticleFailed, HeadlinesChanged
from kaskad_tui.reader.keeping import Keeper, Tell
from kaskad_tui.reader.network import Budget, Loaded, Network

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page
    from kaskad_tui.fetch.outcome import Validators
    from kaskad_tui.store.archive import Archive

_GONE = frozenset({FailureKind.NOT_FOUND, FailureKind.GONE})


class Articles:
    """Opens articles of one source, and pages of others."""

    def __init__(
        self, network: Network, archive: Archive, keeper: Keeper, clock: Clock, tell: Tell, *, offline: bool
    ) -> None:
        self._network = network
        self._archive = archive
        self._keeper = keeper
        self._clock = clock
        self._tell = tell
        self._offline = offline
        self._fetching: dict[tuple[str, str], asyncio.Task[Article | Failure]] = {}
        self._ahead: set[tuple[str, str]] = set()
        """Of those that are being fetched: what nobody waits for yet."""
        self._waiting: Counter[tuple[str, str]] = Counter()

    @property
    def busy(self) -> bool:
        """An article is being fetched that was asked for."""
        return len(self._fetching) > len(self._ahead)

    async def open(self, identity: Identity) -> Article | Failure:
        """Return an article: a complete copy at once, else fetched, else what the archive has of it."""
        known = self._archive.by_id(identity.source, identity.id)
        copy = self._archive.article(known.key) if known is not None else None
        feed_only = self._feed_only(identity)
        if feed_only and known is not None:
            copy = self._archive.feed_text(known.key) or copy
        if self._offline:
            return copy or Failure(FailureKind.NOT_IN_ARCHIVE, url=identity.url)
        if copy is None or not self._suffices(copy, identity):
            return await self.fetch(identity)
        if feed_only:
            return copy
        stale = is_stale(copy.headline.published, copy.fetched, self._clock())
        if not copy.gone and stale and not self._network.is_fresh(identity.url):
            self._join(identity)  # behind; nobody waits for it
        return copy

    async def fetch(self, identity: Identity) -> Article | Failure:
        """Fetch an article now; when that fails, return what the archive has of it, and tell why by event.

        A second call for the same article joins the first; the last one that is cancelled ends it at once.
        """
        return await self._wait(identity, self._join(identity))

    async def fetch_ahead(self, identity: Identity) -> Article | Failure:
        """Fetch an article that nobody waits for, without telling why it fails; cancelling it as for `fetch`.

        Once it is opened meanwhile it is fetched like any other.
        """
        name = (identity.source, identity.id)
        known = self._archive.by_id(*name)
        copy = self._archive.article(known.key) if known is not None else None
        if copy is not None and self._suffices(copy, identity):
            return copy
        if name not in self._fetching:
            self._ahead.add(name)
        return await self._wait(identity, self._task(identity))

    def _feed_only(self, identity: Identity) -> bool:
        """Tell whether what the feed gives of an article is its text, as its source's file says."""
        site = self._network.site
        return identity.source == site.name and site.profile.settings.text == "feed"

    def _suffices(self, copy: Article, identity: Identity) -> bool:
        """Tell whether a copy need not be fetched: a feed's text only while that is what the user wants."""
        return copy.complete and (not copy.from_feed or self._feed_only(identity))

    async def close(self) -> None:
        """Give up what is being fetched."""
        tasks = list(self._fetching.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _wait(self, identity: Identity, task: asyncio.Task[Article | Failure]) -> Article | Failure:
        """Wait for a task that others may wait for, too; who is the last to give up ends it."""
        name = (identity.source, identity.id)
        self._waiting[name] += 1
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if self._waiting[name] == 1:
                task.cancel()
            raise
        finally:
            self._waiting[name] -= 1
            if not self._waiting[name]:
                del self._waiting[name]

    def _join(self, identity: Identity) -> asyncio.Task[Article | Failure]:
        self._ahead.discard((identity.source, identity.id))
        return self._task(identity)

    def _task(self, identity: Identity) -> asyncio.Task[Article | Failure]:
        name = (identity.source, identity.id)
        task = self._fetching.get(name)
        if task is None or task.cancelling():
            task = self._fetching[name] = asyncio.create_task(self._guarded(identity))
            task.add_done_callback(lambda done: self._forget(name, done))
        return task

    def _forget(self, name: tuple[str, str], done: asyncio.Task[Article | Failure]) -> None:
        if self._fetching.get(name) is done:
            del self._fetching[name]
            self._ahead.discard(name)

    async def _guarded(self, identity: Identity) -> Article | Failure:
        """Fetch, and turn what the archive raises into a value: nobody may be waiting for it."""
        try:
            return await self._fetch(identity)
        except FailureError as error:
            return error.failure

    async def _fetch(self, identity: Identity) -> Article | Failure:
        known = self._archive.by_id(identity.source, identity.id)
        copy = self._archive.article(known.key) if known is not None else None
        answer = await self._load(identity, copy)
        if isinstance(answer, Failure):
            return await self._without(answer, known, copy)
        page, loaded = answer
        if page is None:
            return await self._unchanged(copy, loaded, identity)
        if not page.complete and copy is not None and copy.complete:
            return await self._without(Failure(FailureKind.BROKEN_OFF, url=identity.url), known, copy)
        return await self._kept(page, loaded, identity, known, copy)

    async def _load(self, identity: Identity, copy: Article | None) -> tuple[Page | None, Loaded] | Failure:
        """Return the article's page, with what its AMP version adds; no page when nothing changed."""
        budget = Budget()
        own = identity.source == self._network.site.name and not identity.elsewhere
        urgent = (identity.source, identity.id) not in self._ahead
        if own:
            # asked at the host in use, under which its validators are kept
            url = self._network.site.rebase(identity.url)
            answer = await self._network.load_own(
                url, budget, validators=self._validators(url, copy), urgent=urgent, partial=True
            )
        else:
            url = identity.url
            validators = self._validators(url, copy)
            answer = await self._network.load(
                url, budget, own=False, validators=validators, urgent=urgent, partial=True
            )
        if isinstance(answer, Failure):
            return answer
        page = answer.page
        if page is None:
            return None, answer
        if own and self._is_another(answer.url, identity):
            return Failure(FailureKind.NO_ARTICLE, url=identity.url)
        if own and needs_amp(page, self._network.site.profile):
            amp = await self._amp(page, answer.url, identity, budget)
            page = merged(page, amp) if amp is not None else page
        if not is_readable(page) or (own and says_nothing(page)) or is_out_of_place(page, copy):
            return Failure(FailureKind.NO_ARTICLE, url=identity.url)
        return page, answer

    async def _amp(self, page: Page, url: str, identity: Identity, budget: Budget) -> Page | None:
        """Return the AMP version of an article, or None; that it fails is no failure of the article."""
        site = self._network.site
        announced = page.amp_url
        if announced and site.article_id(announced) == identity.id:
            address: str | None = site.rebase(announced)
        else:
            address = site.amp_url(site.rebase(url))
        if address is None:
            return None
        answer = await self._network.load(address, budget)
        if isinstance(answer, Failure) or answer.page is None or self._is_another(answer.url, identity):
            return None
        return answer.page

    def _address(self, page: Page, loaded: Loaded, identity: Identity) -> str:
        """Return the article's address as the page itself gives it, else as it was reached.

        It may have been reached by its number alone, under a section that is not its own.
        """
        site = self._network.site
        if page.canonical and site.article_id(page.canonical) == identity.id:
            return site.without_amp(site.with_base(page.canonical))
        return site.without_amp(loaded.url) if site.profile.amp_suffix else loaded.url

    def _section(self, page: Page, loaded: Loaded, identity: Identity, url: str) -> str | None:
        """Return the section that the page prints, else that of its own address, never one we made up.

        Of a bare number nobody knows the section, and the site answers under any.
        """
        from kaskad_tui.extract.page import PRINTED

        site, titles = self._network.site, self._keeper.titles()
        if any(item.what == "section" and item.rule == PRINTED for item in page.decisions):
            return section_of(site, "", page.section, titles)
        if url != site.without_amp(loaded.url):  # the page says where it stands
            return section_of(site, url, None, titles)
        if site.without_amp(loaded.url) == site.address_of(identity.id):
            return None
        return section_of(site, url, page.section, titles)

    def _is_another(self, url: str, identity: Identity) -> bool:
        """Tell whether a redirect led to another article than the one asked for."""
        number = self._network.site.article_id(url)
        return number is not None and number != identity.id

    def _validators(self, url: str, copy: Article | None) -> Validators | None:
        """Return what to ask «changed since?» with; nothing when there is no full copy of the page."""
        fetched = copy is not None and copy.complete and not copy.from_feed
        stored = self._archive.validators(url) if fetched else None
        if stored is None:
            return None
        from kaskad_tui.fetch.outcome import Validators

        return Validators(stored.etag, stored.last_modified)

    async def _kept(
        self,
        page: Page,
        loaded: Loaded,
        identity: Identity,
        known: Headline | None,
        copy: Article | None,
    ) -> Article:
        """Keep a page that came; an archive that takes nothing does not keep anybody from reading it."""
        moment = self._clock()
        own = identity.source == self._network.site.name and not identity.elsewhere
        lists: Lists = self._keeper.lists_of(page) if own else {}
        url = self._address(page, loaded, identity) if own else loaded.url
        section = self._section(page, loaded, identity, url) if own else page.section
        seen = Identity(identity.source, identity.id, url)
        from kaskad_tui.extract.edition import edition

        article = article_of(
            page,
            seen,
            known,
            section=section,
            lists=lists,
            fetched=moment,
            extractor=edition(self._network.site.profile if own else None),
        )
        try:
            key = await self._keeper.article(article)
            if page.complete:
                await self._archive.save_validators(loaded.url, loaded.validators)
            if own:
                await self._keeper.beside(page, moment)
                if await join(self._archive, self._network.site, identity, page, loaded.url, key):
                    self._tell(HeadlinesChanged(new=(), updated=(key,)))
        except FailureError:
            return article
        kept = self._archive.article(key) or article
        if differs(copy, kept):
            self._tell(ArticleChanged(key))
        return kept

    async def _unchanged(self, copy: Article | None, loaded: Loaded, identity: Identity) -> Article | Failure:
        """Note that the copy is as the site has it now, and what to ask with the next time."""
        if copy is None:  # no validators were sent: the site answered what nobody asked
            return Failure(FailureKind.BAD_HTTP, url=identity.url, status=304)
        article = replace(copy, fetched=self._clock(), gone=False)
        try:
            await self._keeper.article(article)
            await self._archive.save_validators(loaded.url, loaded.validators)
        except FailureError:
            return copy
        return article

    async def _without(
        self, failure: Failure, known: Headline | None, copy: Article | None
    ) -> Article | Failure:
        """Return what the archive has of an article that did not come, else the failure."""
        if known is None or copy is None:
            return failure
        if failure.kind in _GONE:
            with suppress(FailureError):  # the copy says so all the same to whoever reads it now
                await self._archive.mark_gone(known.key)
            if not copy.gone:
                self._tell(ArticleChanged(known.key))
            copy = replace(copy, gone=True)
        if (known.source, known.id) in self._ahead:
            return failure
        if failure.kind not in _GONE:
            self._tell(ArticleFailed(known.key, failure))
        return copy
