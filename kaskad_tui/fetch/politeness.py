"""What is asked for in the background, by sync and prefetch: with a gap per host, and as robots.txt allows.

What the reader asks for now never goes through here.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit, urlunsplit

from kaskad_tui.clock import Clock
from kaskad_tui.fetch.circuit import Host
from kaskad_tui.fetch.failures import FaultError
from kaskad_tui.fetch.guard import origin_of
from kaskad_tui.fetch.outcome import Fetched
from kaskad_tui.fetch.settings import Accept
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.sanitize import safe_url

if TYPE_CHECKING:
    from protego import Protego

AGENT = "kaskad-tui"
"""The name under which robots.txt may speak of this program."""

_ROBOTS_BYTES = 500 * 1024
"""As much of a robots.txt is read (RFC 9309 §2.5)."""
_ROBOTS_S = 10.0
_LONGEST_GAP_S = 30.0
"""A longer Crawl-delay is not meant for somebody who reads one article after the other."""
_SHORTEST_LIFE, _LONGEST_LIFE = timedelta(hours=1), timedelta(hours=24)
_NO_RULES = frozenset(
    {
        FailureKind.NOT_FOUND,
        FailureKind.GONE,
        FailureKind.DENIED,
        FailureKind.EMPTY,
        FailureKind.BROWSER_CHECK,
        FailureKind.REDIRECTS,
        FailureKind.TOO_LARGE,
    }
)
"""Answers that say: there is none (RFC 9309 §2.3.1.3), everything may be asked for."""


class Gets(Protocol):
    """The part of a `Fetcher` that is needed here."""

    async def get(
        self, url: str, *, deadline_s: float = ..., accept: Accept = ..., urgent: bool = ...
    ) -> Fetched | Failure:
        """Fetch an address."""


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego | None
    """None: nothing is said."""
    reachable: bool
    until: datetime


class Politeness:
    """The rules of all hosts; belongs to one event loop."""

    def __init__(self, fetcher: Gets, clock: Clock, gap_s: float) -> None:
        """Make one.

        Args:
            fetcher: fetches the robots.txt.
            clock: for how long they hold.
            gap_s: between the starts of two requests to one host; a Crawl-delay lengthens it.
        """
        self._fetcher = fetcher
        self._clock = clock
        self._gap_s = gap_s
        self._rules: dict[str, _Rules] = {}
        self._asking: dict[str, asyncio.Lock] = {}
        self._next: dict[Host, float] = {}

    async def turn(self, url: str) -> bool:
        """Wait until a host may be asked again; False when its robots.txt forbids the address.

        Cancelling gives the turn back only in that the next one waits a gap longer at most.
        """
        address = safe_url(url)
        if address is None:
            return False
        try:
            scheme, host, port = origin_of(address)
        except FaultError:
            return False
        rules = await self._rules_of(f"{scheme}://{host}:{port}", address)
        if not rules.reachable:
            return False
        gap_s = self._gap_s
        if rules.parsed is not None:
            if not rules.parsed.can_fetch(address, AGENT):
                return False
            gap_s = max(gap_s, min(rules.parsed.crawl_delay(AGENT) or 0.0, _LONGEST_GAP_S)) if gap_s else 0.0
        now = asyncio.get_running_loop().time()
        start = max(now, self._next.get((host, port), 0.0))
        self._next[host, port] = start + gap_s
        if start > now:
            await asyncio.sleep(start - now)
        return True

    async def _rules_of(self, origin: str, address: str) -> _Rules:
        async with self._asking.setdefault(origin, asyncio.Lock()):
            known = self._rules.get(origin)
            if known is None or self._clock() >= known.until:
                known = self._rules[origin] = await self._ask(address)
            return known

    async def _ask(self, address: str) -> _Rules:
        parts = urlsplit(address)
        url = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        answer = await self._fetcher.get(url, deadline_s=_ROBOTS_S, accept="any", urgent=False)
        now = self._clock()
        if isinstance(answer, Failure):
            # unreachable is not «everything may be asked for» (RFC 9309 §2.3.1.4); asked again before long
            return _Rules(None, answer.kind in _NO_RULES, now + (_SHORTEST_LIFE / 12))
        life = min(max(timedelta(seconds=answer.fresh_s), _SHORTEST_LIFE), _LONGEST_LIFE)
        return _Rules(await asyncio.to_thread(parse, answer.content), True, now + life)


def parse(content: bytes) -> Protego | None:
    """Return the rules of a robots.txt; None for what is none (a page of HTML, for one)."""
    from protego import Protego

    text = content[:_ROBOTS_BYTES].decode("utf-8-sig", "replace")
    if text.lstrip()[:1] == "<":
        return None
    return Protego.parse(text)
