"""One page over the network: fetched, read in the extraction process, a value in any case.

Nothing of it is imported or started before the first page.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from kaskad_tui.clock import Clock
from kaskad_tui.model import Failure, FailureKind, PageKind
from kaskad_tui.reader.connections import Connections, NetworkSettings
from kaskad_tui.reader.freshness import is_way_failure
from kaskad_tui.sanitize import clean
from kaskad_tui.sources.site import Site, origin_of

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page
    from kaskad_tui.fetch.outcome import Validators

_log = logging.getLogger(__name__)

COMMAND_S = 24.0
"""For everything that one call asks for, fallbacks included: a command ends within 25 s."""
_PAGE_S = 20.0
_MOST_FRESH = 1000
_LEAST_PART = 200
"""Characters of an article that broke off that are worth showing."""
_LEAST_S = 0.5
"""With less time left nothing more is asked for."""

_FAREWELL_S = 0.3
"""For reading a page that nobody waits for any more: shorter than starting the process anew."""

Accept = Literal["page", "feed"]


class Budget:
    """The time that is left of one call."""

    def __init__(self, seconds: float = COMMAND_S) -> None:
        self._end = asyncio.get_running_loop().time() + seconds

    @property
    def left_s(self) -> float:
        """Seconds, never negative."""
        return max(0.0, self._end - asyncio.get_running_loop().time())

    @property
    def spent(self) -> bool:
        """Too little is left to ask for anything."""
        return self.left_s < _LEAST_S


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page that came."""

    url: str
    """The address that answered, after redirects."""
    page: Page | None
    """None when the site said that nothing changed."""
    validators: Validators
    elapsed_s: float


class Network:
    """The pages of one site, and the host of it that is in use."""

    def __init__(
        self,
        site: Site,
        *,
        offline: bool,
        clock: Clock,
        settings: NetworkSettings,
        connections: Connections | None = None,
    ) -> None:
        """Make one.

        Args:
            site: the source.
            offline: nothing is ever asked for.
            clock: returns the present moment.
            settings: what the user says.
            connections: those of another network, which ends them; its own when None.
        """
        self.site = site
        """The site at the host in use: another of its hosts once that one alone could be reached."""
        self._offline = offline
        self._clock = clock
        self.settings = settings
        self.connections = connections or Connections(settings, clock)
        self._owner = connections is None
        if site.typed:
            self.connections.allow(site.front_url)
        self._left: set[asyncio.Future[Page | Failure]] = set()
        self._fresh: dict[str, datetime] = {}
        self._closed = False

    @property
    def ahead(self) -> int:
        """So many articles are to be fetched ahead."""
        return 0 if self._offline else self.settings.prefetch

    def allow(self, url: str) -> None:
        """Let the origin of an address that the user typed be a private one."""
        self.connections.allow(url)

    async def load(
        self,
        url: str,
        budget: Budget,
        *,
        own: bool = True,
        accept: Accept = "page",
        validators: Validators | None = None,
        urgent: bool = True,
        partial: bool = False,
    ) -> Loaded | Failure:
        """Fetch and read one page.

        Args:
            url: absolute.
            budget: what is left of the call's time.
            own: the page is one of the site's, and is read with its profile.
            accept: what is hoped for.
            validators: of an earlier copy; makes the request conditional.
            urgent: somebody waits for it, so that a host that rests after failures is tried all the same.
            partial: an article that breaks off is a page, too, whose `complete` is False.
        """
        if self._offline or self._closed:
            return Failure(FailureKind.OFFLINE, url=url)
        if budget.spent:
            return Failure(FailureKind.TIMEOUT, url=url)
        from kaskad_tui.fetch.outcome import Validators

        self.connections.extraction.warm()
        answer = await self.connections.fetcher.get(
            url, validators=validators, deadline_s=min(_PAGE_S, budget.left_s), accept=accept, urgent=urgent
        )
        if isinstance(answer, Failure):
            return await self._despite(answer, url, budget, own=own, partial=partial)
        self._note_freshness(url, answer.fresh_s)
        if answer.not_modified:
            return Loaded(answer.url, None, answer.validators, answer.elapsed_s)
        page = await self._read(answer.content, answer.url, answer.content_type, budget, own=own)
        if isinstance(page, Failure):
            return page
        _log.info("read as %s: %d headlines, %d blocks", page.kind, len(page.headlines), len(page.body))
        if page.browser_check:
            return Failure(FailureKind.BROWSER_CHECK, url=url, status=answer.status)
        if not answer.complete:
            return Loaded(answer.url, replace(page, complete=False), Validators(), answer.elapsed_s)
        return Loaded(answer.url, page, answer.validators, answer.elapsed_s)

    async def text(self, url: str, budget: Budget) -> str | Failure:
        """Fetch a plain text, a robots.txt for one."""
        if self._offline or self._closed or budget.spent:
            return Failure(FailureKind.OFFLINE if self._offline else FailureKind.TIMEOUT, url=url)
        answer = await self.connections.fetcher.get(url, deadline_s=min(_PAGE_S, budget.left_s), accept="any")
        if isinstance(answer, Failure):
            return _plain(answer)
        return clean(answer.content.decode("utf-8-sig", "replace"))

    async def picture(self, url: str) -> bytes | Failure:
        """Fetch a picture of an article: within the limits of a page, never from a private address."""
        if self._offline or self._closed:
            return Failure(FailureKind.OFFLINE, url=url)
        answer = await self.connections.fetcher.get(url, accept="image", deadline_s=_PAGE_S)
        if isinstance(answer, Failure):
            return _plain(answer)
        return answer.content

    async def background(self, url: str) -> bool:
        """Wait until one of the site's pages may be fetched in the background; False when it may not."""
        if self._offline or self._closed:
            return False
        return await self.connections.politeness.turn(self.site.rebase(url))

    def is_fresh(self, url: str) -> bool:
        """Tell whether the site said, in this run, that asking again for an address is of no use yet."""
        until = self._fresh.get(url)
        return until is not None and self._clock() < until

    def _note_freshness(self, url: str, seconds: float) -> None:
        self._fresh.pop(url, None)
        if seconds:
            self._fresh[url] = self._clock() + timedelta(seconds=seconds)
            if len(self._fresh) > _MOST_FRESH:
                del self._fresh[next(iter(self._fresh))]

    async def _despite(
        self, failure: Failure, url: str, budget: Budget, *, own: bool, partial: bool
    ) -> Loaded | Failure:
        """Return what a failure's body says: that the browser is checked, the first part of an article."""
        if failure.kind is FailureKind.FORBIDDEN_ADDRESS and origin_of(url) == self.site.origin:
            return replace(failure, source=self.site.name) if self.site.known else failure
        from kaskad_tui.fetch.outcome import FailureWithBody, Validators

        if not isinstance(failure, FailureWithBody):
            return failure
        broke_off = failure.kind is FailureKind.BROKEN_OFF
        if (broke_off and not partial) or budget.spent:
            return failure.plain
        page = await self._read(failure.content, url, failure.content_type, budget, own=own)
        if isinstance(page, Failure):
            return failure.plain
        if broke_off and page.kind is PageKind.ARTICLE and len(page.text) >= _LEAST_PART:
            return Loaded(url, replace(page, complete=False), Validators(), failure.elapsed_s)
        if not broke_off and page.browser_check and failure.retry_at is None:
            return replace(failure.plain, kind=FailureKind.BROWSER_CHECK)
        return failure.plain

    async def _read(
        self, content: bytes, url: str, content_type: str | None, budget: Budget, *, own: bool
    ) -> Page | Failure:
        reading = asyncio.ensure_future(
            self.connections.extraction.read(
                content,
                url,
                profile=self.site.reading_profile if own else None,
                content_type=content_type,
                now=self._clock(),
                deadline_s=max(_LEAST_S, budget.left_s),
            )
        )
        try:
            return await asyncio.shield(reading)
        except asyncio.CancelledError:
            # cancelling it costs the process: worth it only for what takes long
            self._left.add(reading)
            reading.add_done_callback(self._left.discard)
            asyncio.get_running_loop().call_later(_FAREWELL_S, reading.cancel)
            raise

    async def load_own(
        self,
        url: str,
        budget: Budget,
        *,
        validators: Validators | None = None,
        urgent: bool = True,
        partial: bool = False,
    ) -> Loaded | Failure:
        """Fetch and read one of the site's pages, from another of its hosts if this one cannot be reached."""
        address = self.site.rebase(url)
        first = await self.load(address, budget, validators=validators, urgent=urgent, partial=partial)
        if not isinstance(first, Failure) or not is_way_failure(first):
            return first
        for other in self.site.others():
            if budget.spent or self._offline:
                break
            answer = await self.load(other.rebase(url), budget, urgent=urgent, partial=partial)
            if not isinstance(answer, Failure) or not is_way_failure(answer):
                self.site = other
                return answer
        return first

    async def close(self) -> None:
        """Give up what is being read; end the connections, if they are its own."""
        self._closed = True
        for reading in tuple(self._left):
            reading.cancel()
        await asyncio.gather(*self._left, return_exceptions=True)
        if self._owner:
            await self.connections.close()


def _plain(failure: Failure) -> Failure:
    """Return a failure without what came with it."""
    from kaskad_tui.fetch.outcome import FailureWithBody

    return failure.plain if isinstance(failure, FailureWithBody) else failure
