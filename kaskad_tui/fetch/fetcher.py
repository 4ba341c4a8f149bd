"""The fetcher: one address in, bytes or a typed failure out, within one deadline."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from kaskad_tui import clock as clocks
from kaskad_tui.fetch import body, redirects, statuses
from kaskad_tui.fetch.failures import Fault, FaultError, failure
from kaskad_tui.fetch.guard import Guard, origin_of
from kaskad_tui.fetch.outcome import Fetched, Validators
from kaskad_tui.fetch.resolve import Resolver, resolve
from kaskad_tui.fetch.retry import pause_s
from kaskad_tui.fetch.settings import ACCEPT, Accept, FetchSettings
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.sanitize import clean_line, safe_url

if TYPE_CHECKING:
    from kaskad_tui.fetch._http import Client, Head

_log = logging.getLogger(__name__)

_READ_SHARE = 0.75
"""Of the deadline, for a silent server: the rest is left for one attempt over a new connection."""


@dataclass(slots=True)
class _Course:
    """How far a request has come; what is told when its deadline ends it."""

    stage: str = "waiting for a connection"
    last: Fault | None = None


class Fetcher:
    """Gets pages; belongs to one event loop. Keeps connections and cookies until it is closed."""

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        resolver: Resolver = resolve,
        clock: clocks.Clock = clocks.now,
    ) -> None:
        self._settings = settings or FetchSettings()
        self._guard = Guard()
        self._resolver = resolver
        self._clock = clock
        self._client: Client | None = None
        self._starting = asyncio.Lock()
        self._warm: set[str] = set()
        self._turns: dict[tuple[str, int], asyncio.Semaphore] = {}
        self._closed = False

    def allow(self, url: str) -> bool:
        """Let the origin (scheme, host, port) of an address be private or loopback.

        Only for addresses that the user typed, never for one found in a page, feed or redirect.

        Returns:
            False when `url` is no http(s) address.
        """
        return self._guard.allow(url)

    async def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        deadline_s: float = 20.0,
        accept: Accept = "page",
    ) -> Fetched | Failure:
        """Fetch `url`; never raises anything but CancelledError.

        Args:
            url: an absolute http(s) address.
            validators: of an earlier answer; makes the request conditional.
            deadline_s: for everything: turns, look-up, redirects, repetitions, the body.
            accept: what is hoped for.

        Returns:
            The answer (2xx, or `not_modified`), else why there is none; an empty body is a failure (EMPTY).
        """
        loop = asyncio.get_running_loop()
        started = loop.time()
        course = _Course()
        try:
            async with asyncio.timeout(deadline_s):
                return await self._get(url, validators or Validators(), started, deadline_s, accept, course)
        except TimeoutError:
            fault = Fault(FailureKind.TIMEOUT, course.stage)
            if course.last is not None and course.last.status is not None:
                fault = course.last  # what the site said is worth more than that it was slow to repeat it
        except FaultError as error:
            fault = error.fault
        except Exception as error:
            # the room's border: whatever a library thought of must not take a pane or a command with it
            _log.exception("unexpected error in a request")
            fault = Fault(FailureKind.BAD_HTTP, f"{type(error).__name__}: {error}")
        return failure(fault, url, loop.time() - started)

    async def aclose(self) -> None:
        """Close all connections; a later `get` fails."""
        self._closed = True
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _get(
        self,
        url: str,
        validators: Validators,
        started: float,
        deadline_s: float,
        accept: Accept,
        course: _Course,
    ) -> Fetched:
        address = safe_url(url)
        if address is None:
            raise FaultError(Fault(FailureKind.BAD_ADDRESS, url))
        address = urldefrag(address).url
        headers = {
            "User-Agent": self._settings.user_agent,
            "Accept": ACCEPT[accept],
            "Accept-Encoding": "gzip",  # the one coding that is decoded within a limit
            **validators.conditions(),
        }
        attempt = 1
        while True:
            try:
                final, head, content = await self._follow(
                    address, headers, deadline_s * _READ_SHARE, course, conditional=bool(validators)
                )
                break
            except FaultError as error:
                course.last = error.fault
                pause = pause_s(
                    error.fault,
                    attempt,
                    backoff_s=self._settings.backoff_s,
                    patience_s=self._settings.patience_s,
                )
                left = started + deadline_s - asyncio.get_running_loop().time()
                if pause is None or attempt >= self._settings.attempts or pause >= left:
                    raise
            await asyncio.sleep(pause)
            attempt += 1
        not_modified = head.status == 304
        return Fetched(
            url=final,
            asked=url,
            status=head.status,
            content=content,
            content_type=clean_line(head.headers.get("content-type", ""), 200) or None,
            validators=validators.refreshed(head.headers) if not_modified else Validators.of(head.headers),
            not_modified=not_modified,
            elapsed_s=asyncio.get_running_loop().time() - started,
        )

    async def _follow(
        self, address: str, headers: Mapping[str, str], read_s: float, course: _Course, *, conditional: bool
    ) -> tuple[str, Head, bytes]:
        """Make one attempt along all redirects; each address is judged before it is asked."""
        for _hop in range(self._settings.redirects + 1):
            self._guard.check(address)
            client = await self._started(address)
            course.stage = "waiting for a connection"
            async with self._turn(address):
                course.stage = "waiting for an answer"
                async with client.open(address, headers, read_s) as head:
                    course.stage = "reading the page"
                    target = redirects.target(head.status, head.headers, address)
                    if target is None:
                        return address, head, await self._content(head, conditional=conditional)
                    await body.drain(head.raw, head.headers.get("content-length"))
            address = target
        raise FaultError(Fault(FailureKind.REDIRECTS, f"more than {self._settings.redirects}"))

    async def _content(self, head: Head, *, conditional: bool) -> bytes:
        headers = head.headers
        fault = statuses.fault_of(head.status, headers, conditional=conditional, now=self._clock())
        if fault is not None or head.status == 304:
            await body.drain(head.raw, headers.get("content-length", "0" if head.status == 304 else None))
            if fault is not None:
                raise FaultError(fault)
            return b""
        coding = body.coding_of(headers.get("content-encoding"))
        body.check_length(headers.get("content-length"), self._settings.limit_bytes)
        content = await body.read(head.raw, coding, self._settings.limit_bytes)
        if not content:
            raise FaultError(Fault(FailureKind.EMPTY, "0 bytes", status=head.status))
        return content

    def _turn(self, address: str) -> asyncio.Semaphore:
        """Return what holds a host's requests, and so its connections, to the limit."""
        _scheme, host, port = origin_of(address)
        most = self._settings.connections_per_host
        return self._turns.setdefault((host, port), asyncio.Semaphore(most))

    async def _started(self, address: str) -> Client:
        """Return the client; the first request imports and builds it in a thread, so that no key waits."""
        if self._closed:
            raise FaultError(Fault(FailureKind.UNREACHABLE, "the fetcher is closed"))
        scheme = address.partition(":")[0]
        async with self._starting:
            if scheme not in self._warm:
                await asyncio.to_thread(_warm, scheme)
                self._warm.add(scheme)
            if self._client is None:
                self._client = await asyncio.to_thread(_build, self._settings, self._guard, self._resolver)
            return self._client


def _warm(scheme: str) -> None:
    from kaskad_tui.fetch._http import warm

    warm(scheme)


def _build(settings: FetchSettings, guard: Guard, resolver: Resolver) -> Client:
    from kaskad_tui.fetch._http import Client

    return Client(settings, guard, resolver)
