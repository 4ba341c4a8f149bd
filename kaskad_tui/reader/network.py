"""One page over the network: fetched, read in the extraction process, a value in any case.

Nothing of it is imported or started before the first page.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kaskad_tui.clock import Clock
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.reader.freshness import is_way_failure
from kaskad_tui.sources.site import Site

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page
    from kaskad_tui.fetch.fetcher import Fetcher
    from kaskad_tui.fetch.outcome import Validators
    from kaskad_tui.reader.extraction import Extraction

COMMAND_S = 24.0
"""For everything that one call asks for, fallbacks included: a command ends within 25 s."""
_PAGE_S = 20.0
_LEAST_S = 0.5
"""With less time left nothing more is asked for."""

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
    """The fetcher and the extraction of one reader, and the host of the site that is in use."""

    def __init__(self, site: Site, *, offline: bool, clock: Clock) -> None:
        self.site = site
        """The site at the host in use: another of its hosts once that one alone could be reached."""
        self._offline = offline
        self._clock = clock
        self._fetcher: Fetcher | None = None
        self._extraction: Extraction | None = None
        self._typed: list[str] = [site.front_url] if site.overridden else []
        self._rest: Failure | None = None
        self._closed = False

    def allow(self, url: str) -> None:
        """Let the origin of an address that the user typed be a private one."""
        self._typed.append(url)
        if self._fetcher is not None:
            self._fetcher.allow(url)

    async def load(
        self,
        url: str,
        budget: Budget,
        *,
        own: bool = True,
        accept: Accept = "page",
        validators: Validators | None = None,
    ) -> Loaded | Failure:
        """Fetch and read one page.

        Args:
            url: absolute.
            budget: what is left of the call's time.
            own: the page is one of the site's, and is read with its profile.
            accept: what is hoped for.
            validators: of an earlier copy; makes the request conditional.
        """
        if self._offline or self._closed:
            return Failure(FailureKind.OFFLINE, url=url)
        if budget.spent:
            return Failure(FailureKind.TIMEOUT, url=url)
        if own and self._rest is not None and self._rest.retry_at is not None:
            if self._clock() < self._rest.retry_at:
                return replace(self._rest, url=url, elapsed_s=0.0)
            self._rest = None
        fetcher, extraction = self._tools()
        extraction.warm()
        answer = await fetcher.get(
            url, validators=validators, deadline_s=min(_PAGE_S, budget.left_s), accept=accept
        )
        if isinstance(answer, Failure):
            if own and answer.kind is FailureKind.RATE_LIMITED:
                self._rest = answer  # a site that asks for rest gets it, whatever key is pressed
            return answer
        if answer.not_modified:
            return Loaded(answer.url, None, answer.validators, answer.elapsed_s)
        page = await extraction.read(
            answer.content,
            answer.url,
            profile=self.site.reading_profile if own else None,
            content_type=answer.content_type,
            now=self._clock(),
            deadline_s=max(_LEAST_S, budget.left_s),
        )
        if isinstance(page, Failure):
            return page
        if page.browser_check:
            return Failure(FailureKind.BROWSER_CHECK, url=url, status=answer.status)
        return Loaded(answer.url, page, answer.validators, answer.elapsed_s)

    async def load_own(
        self, url: str, budget: Budget, *, validators: Validators | None = None
    ) -> Loaded | Failure:
        """Fetch and read one of the site's pages, from another of its hosts if this one cannot be reached."""
        first = await self.load(self.site.rebase(url), budget, validators=validators)
        if not isinstance(first, Failure) or not is_way_failure(first):
            return first
        for other in self.site.others():
            if budget.spent or self._offline:
                break
            answer = await self.load(other.rebase(url), budget)
            if not isinstance(answer, Failure) or not is_way_failure(answer):
                self.site = other
                return answer
        return first

    async def close(self) -> None:
        """End the process and the connections."""
        self._closed = True
        extraction, self._extraction = self._extraction, None
        fetcher, self._fetcher = self._fetcher, None
        if extraction is not None:
            await extraction.close()
        if fetcher is not None:
            await fetcher.aclose()

    def _tools(self) -> tuple[Fetcher, Extraction]:
        if self._fetcher is None or self._extraction is None:
            from kaskad_tui.fetch.fetcher import Fetcher
            from kaskad_tui.reader.extraction import Extraction

            self._fetcher = Fetcher(clock=self._clock)
            self._extraction = Extraction()
            for url in self._typed:
                self._fetcher.allow(url)
        return self._fetcher, self._extraction
