"""The fetcher: one address in, bytes or a typed failure out, within one deadline."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from kaskad_tui import clock as clocks
from kaskad_tui.fetch import body, redirects, statuses
from kaskad_tui.fetch.caching import fresh_s
from kaskad_tui.fetch.circuit import Circuit, Host
from kaskad_tui.fetch.failures import Fault, FaultError, failure
from kaskad_tui.fetch.guard import Guard, origin_of
from kaskad_tui.fetch.outcome import Fetched, Probed, Validators
from kaskad_tui.fetch.resolve import Resolver, resolve
from kaskad_tui.fetch.retry import pause_s
from kaskad_tui.fetch.schemes import Schemes
from kaskad_tui.fetch.settings import ACCEPT, Accept, FetchSettings
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.sanitize import clean_line, safe_url

if TYPE_CHECKING:
    from kaskad_tui.fetch._http import Client, Head

_log = logging.getLogger(__name__)

_READ_SHARE = 0.75
"""Of the deadline, for a silent server: the rest is left for one attempt over a new connection."""


_STALE_MOST = 4
"""So many dead connections in a row are nobody's habit."""

_Answer = tuple[str, "Head", bytes]
"""The address that answered, the head, the body."""


@dataclass(slots=True)
class _Course:
    """How far a request has come; what is told when its deadline ends it."""

    urgent: bool
    stage: str = "waiting for a connection"
    last: Fault | None = None
    host: Host | None = None
    """Who has been asked last, if anybody."""
    probe: bool = False
    """It rests: one attempt has to be enough."""


def shown(url: str) -> str:
    """Return an address for the log: without what a query may hold."""
    return urlsplit(url)._replace(query="", fragment="").geturl() if safe_url(url) else "(no address)"


def _content_type(head: Head) -> str | None:
    return clean_line(head.headers.get("content-type", ""), 200) or None


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
        self._turns: dict[Host, asyncio.Semaphore] = {}
        self._circuit = Circuit(clock)
        self._schemes = Schemes(self._settings.secure_ports)
        self._closed = False

    def allow(self, url: str) -> bool:
        """Let the origin (scheme, host, port) of an address be private or loopback.

        Only for addresses that the user typed, never for one found in a page, feed or redirect.

        Returns:
            False when `url` is no http(s) address.
        """
        return self._guard.allow(url)

    def rest_of(self, url: str) -> datetime | None:
        """Return until when the host of an address asked to be left alone (aware); None when it does not."""
        return self._circuit.wished(origin_of(url)[1:])

    def rest(self, url: str, until: datetime) -> None:
        """Leave the host of an address alone until then, as it asked for in an earlier run."""
        self._circuit.wish(origin_of(url)[1:], until)

    async def get(
        self,
        url: str,
        *,
        validators: Validators | None = None,
        deadline_s: float = 20.0,
        accept: Accept = "page",
        urgent: bool = True,
    ) -> Fetched | Failure:
        """Fetch `url`; never raises anything but CancelledError.

        Args:
            url: an absolute http(s) address.
            validators: of an earlier answer; makes the request conditional.
            deadline_s: for everything: turns, look-up, redirects, repetitions, the body.
            accept: what is hoped for.
            urgent: somebody waits for it: a host that rests after failures is tried once all the same.

        Returns:
            The answer (2xx, or `not_modified`), else why there is none; an empty body is a failure (EMPTY).
        """
        loop = asyncio.get_running_loop()
        started = loop.time()
        course = _Course(urgent=urgent)
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
        if course.host is not None:
            fault = self._circuit.failed(course.host, fault)
        failed = failure(fault, url, loop.time() - started)
        _log.info("%s %s: %s", failed.kind, shown(failed.url or ""), failed.status or "no answer")
        return failed

    async def probe(self, url: str, deadline_s: float = 10.0) -> Probed | Failure:
        """Ask for the head of an address only, once; never raises anything but CancelledError."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        address = safe_url(url) or ""
        headers = {"User-Agent": self._settings.user_agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        try:
            async with asyncio.timeout(deadline_s):
                for hop in range(self._settings.redirects + 1):
                    self._guard.check(address)
                    client = await self._started(address)
                    async with client.open(address, headers, deadline_s, method="HEAD") as head:
                        target = redirects.target(head.status, head.headers, address)
                        if target is None:
                            secure = address.startswith("https:")
                            return Probed(head.status, head.protocol, secure, hop, loop.time() - started)
                    address = target
            fault = Fault(FailureKind.REDIRECTS, f"more than {self._settings.redirects}")
        except TimeoutError:
            fault = Fault(FailureKind.TIMEOUT, "waiting for an answer")
        except FaultError as error:
            fault = error.fault
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
        read_s = deadline_s * _READ_SHARE
        found = await self._securely(address, headers, read_s, course, conditional=bool(validators))
        if found is None:
            found = await self._repeatedly(
                address, headers, read_s, course, conditional=bool(validators), end=started + deadline_s
            )
        final, head, content = found
        not_modified = head.status == 304
        elapsed_s = asyncio.get_running_loop().time() - started
        _log.info("%d %s: %d bytes, %.2f s", head.status, shown(final), len(content), elapsed_s)
        cut = head.spilt() or (head.ends_with_connection and body.ends_early(content))
        return Fetched(
            url=final,
            asked=url,
            status=head.status,
            content=content,
            content_type=_content_type(head),
            validators=validators.refreshed(head.headers) if not_modified else Validators.of(head.headers),
            not_modified=not_modified,
            elapsed_s=elapsed_s,
            complete=not cut,
            fresh_s=fresh_s(head.headers, self._clock()),
        )

    async def _securely(
        self, address: str, headers: Mapping[str, str], read_s: float, course: _Course, *, conditional: bool
    ) -> _Answer | None:
        """Try a plain http address by https; None when it is not to be had so."""
        secure = self._schemes.secure(address)
        if secure is None:
            return None
        try:
            async with asyncio.timeout(self._settings.secure_s):
                return await self._follow(secure, headers, read_s, course, conditional=conditional)
        except TimeoutError:
            return None
        except FaultError as error:
            # a private address stays one by http; only one that was typed as http is meant so
            private = error.fault.kind is FailureKind.FORBIDDEN_ADDRESS and not self._guard.is_allowed(
                address
            )
            if private or error.fault.kind is FailureKind.RATE_LIMITED:
                raise
            return None

    async def _repeatedly(
        self,
        address: str,
        headers: Mapping[str, str],
        read_s: float,
        course: _Course,
        *,
        conditional: bool,
        end: float,
    ) -> _Answer:
        """Ask until it works or more of it is of no use; `end` is the deadline in the loop's time."""
        attempt, stale = 1, 0
        while True:
            try:
                found = await self._follow(
                    address, headers, read_s, course, conditional=conditional, patient=bool(stale)
                )
                self._schemes.stay_plain(address)
                return found
            except FaultError as error:
                fault = course.last = error.fault
                if fault.stale and stale < _STALE_MOST:
                    stale += 1  # no fault of the site's: a new connection, at once
                    continue
                pause = pause_s(
                    fault,
                    attempt,
                    backoff_s=self._settings.backoff_s,
                    patience_s=self._settings.patience_s,
                )
                left = end - asyncio.get_running_loop().time()
                most = 1 if course.probe else self._settings.attempts
                if pause is None or attempt >= most or pause >= left:
                    raise
            await asyncio.sleep(pause)
            attempt += 1

    async def _follow(
        self,
        address: str,
        headers: Mapping[str, str],
        read_s: float,
        course: _Course,
        *,
        conditional: bool,
        patient: bool = False,
    ) -> _Answer:
        """Make one attempt along all redirects; each address is judged before it is asked."""
        for _hop in range(self._settings.redirects + 1):
            self._guard.check(address)
            host = origin_of(address)[1:]
            course.host = None
            course.probe = self._circuit.check(host, urgent=course.urgent)
            client = await self._started(address)
            course.stage = "waiting for a connection"
            async with self._turn(host):
                course.host = host
                course.stage = "waiting for an answer"
                async with client.open(address, headers, read_s, patient=patient) as head:
                    course.stage = "reading the page"
                    target = redirects.target(head.status, head.headers, address)
                    if target is None:
                        content = await self._content(head, conditional=conditional)
                        self._circuit.answered(host)
                        return address, head, content
                    await body.drain(head.raw, head.headers.get("content-length"))
            address = target
        raise FaultError(Fault(FailureKind.REDIRECTS, f"more than {self._settings.redirects}"))

    async def _content(self, head: Head, *, conditional: bool) -> bytes:
        headers = head.headers
        fault = statuses.fault_of(head.status, headers, conditional=conditional, now=self._clock())
        if fault is not None and head.status in statuses.EXPLAINED:
            page = await body.read_refusal(head.raw, headers.get("content-encoding"))
            raise FaultError(replace(fault, content=page, content_type=_content_type(head)))
        if fault is not None or head.status == 304:
            await body.drain(head.raw, headers.get("content-length", "0" if head.status == 304 else None))
            if fault is not None:
                raise FaultError(fault)
            return b""
        coding = body.coding_of(headers.get("content-encoding"))
        body.check_length(headers.get("content-length"), self._settings.limit_bytes)
        content = bytearray()
        try:
            await body.read(head.raw, coding, self._settings.limit_bytes, content)
        except FaultError as error:
            if error.fault.kind is not FailureKind.BROKEN_OFF:
                raise
            first_part = replace(error.fault, content=bytes(content), content_type=_content_type(head))
            raise FaultError(first_part) from None
        if not content:
            raise FaultError(Fault(FailureKind.EMPTY, "0 bytes", status=head.status))
        return bytes(content)

    def _turn(self, host: Host) -> asyncio.Semaphore:
        """Return what holds a host's requests, and so its connections, to the limit."""
        return self._turns.setdefault(host, asyncio.Semaphore(self._settings.connections_per_host))

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
