"""How httpcore's pools reach the network: one look-up, every answer judged, the judged number connected to.

Host header and SNI keep the name, because httpcore takes them from the request and not from here.
Imported only by `_http`: httpcore is heavy.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Sequence

import httpcore

from kaskad_tui.fetch.guard import Address, require_public
from kaskad_tui.fetch.resolve import Resolver

_STAGGER_S = 0.25
"""Until the next number is tried beside one that does not answer (RFC 8305 §5)."""
_MOST_TRIED = 6


class ClosingStream(httpcore.AsyncNetworkStream):
    """A connection that is closed when its TLS handshake is cancelled; httpcore leaves it open."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read at most `max_bytes`."""
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of `buffer`."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Begin TLS; `server_hostname` is the name, not the number."""
        try:
            return ClosingStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:  # cancellation, above all: a deadline during the handshake
            await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> object:
        """Return what httpcore asks of a connection."""
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to public numbers only, or to any for an origin or a proxy that the user named."""

    def __init__(self, resolver: Resolver, *, public_only: bool) -> None:
        self._resolver = resolver
        self._public_only = public_only
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Look `host` up and connect.

        Raises:
            FaultError: FORBIDDEN_ADDRESS, when any answer is not public; no packet was sent to any.
            OSError, UnicodeError: of the look-up.
            httpcore.ConnectError, httpcore.ConnectTimeout: of the connection.
        """
        try:
            async with asyncio.timeout(timeout):
                numbers = await self._resolver(host, port)
                if self._public_only:
                    for number in numbers:
                        require_public(host, number)
                stream = await self._connect(_interleaved(numbers), port, local_address, socket_options)
                return ClosingStream(stream)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("connect timeout") from error

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: no address names a socket file."""
        raise httpcore.UnsupportedProtocol("no socket files")

    async def sleep(self, seconds: float) -> None:
        """Pause, as httpcore's own retries would."""
        await asyncio.sleep(seconds)

    async def _connect(
        self,
        numbers: Sequence[Address],
        port: int,
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.AsyncNetworkStream:
        """Try the numbers one beside the other, each a moment later; the first that connects wins."""
        options = list(socket_options or ())
        left = list(numbers)
        trying: set[asyncio.Task[httpcore.AsyncNetworkStream]] = set()
        first_error: BaseException | None = None
        try:
            while left or trying:
                if left:
                    number = str(left.pop(0))
                    attempt = self._network.connect_tcp(number, port, None, local_address, options)
                    trying.add(asyncio.create_task(attempt))
                done, trying = await asyncio.wait(
                    trying, timeout=_STAGGER_S if left else None, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    error = task.exception()
                    if error is None:
                        # one that won at the same moment is closed below
                        trying |= done - {task}
                        return task.result()
                    first_error = first_error or error
        finally:
            for task in trying:
                task.cancel()
                task.add_done_callback(_close_late)
        raise first_error or httpcore.ConnectError("no address")


def _close_late(task: asyncio.Task[httpcore.AsyncNetworkStream]) -> None:
    """Close a connection that came after another had won."""
    if not task.cancelled() and task.exception() is None:
        _closing.add(closing := asyncio.ensure_future(task.result().aclose()))
        closing.add_done_callback(_closing.discard)


_closing: set[asyncio.Future[None]] = set()
"""The loop itself holds its tasks only weakly."""


def _interleaved(numbers: Sequence[Address]) -> list[Address]:
    """Return the numbers with the two families in turn, the system's first one first."""
    first = [n for n in numbers if n.version == numbers[0].version]
    second = [n for n in numbers if n.version != numbers[0].version]
    mixed: list[Address] = []
    for index in range(max(len(first), len(second))):
        mixed += first[index : index + 1] + second[index : index + 1]
    return mixed[:_MOST_TRIED]
