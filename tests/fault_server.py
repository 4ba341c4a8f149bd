"""A loopback server that answers each path exactly as a test says, byte by byte, and counts what it sees."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: dict[str, str]
    """Names in lower case."""
    connection: int
    """Number of the connection, from 1."""


Handler = Callable[[Request, asyncio.StreamWriter], Awaitable[bool]]
"""Writes an answer; False when the connection shall be closed."""


@dataclass
class FaultServer:
    """`async with FaultServer({"/a": page("text")}) as server: server.url("/a")`."""

    routes: Mapping[str, Handler]
    tls: ssl.SSLContext | None = None
    on_connect: Callable[[asyncio.StreamWriter], Awaitable[None]] | None = None
    """Called before the first request is read; may stall or answer unasked."""
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    open_most: int = 0
    port: int = 0
    _server: asyncio.Server | None = None
    _readers: list[asyncio.StreamReader] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def targets(self) -> list[str]:
        return [request.target for request in self.requests]

    @property
    def open_now(self) -> int:
        """Connections that the client has not closed."""
        return sum(not reader.at_eof() and reader.exception() is None for reader in self._readers)

    async def __aenter__(self) -> FaultServer:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number = self.connections
        self._readers.append(reader)
        self.open_most = max(self.open_most, self.open_now)
        try:
            if self.on_connect is not None:
                await self.on_connect(writer)
            while (request := await _read_request(reader, number)) is not None:
                self.requests.append(request)
                handler = self.routes.get(request.target.partition("?")[0], _missing)
                if not await handler(request, writer):
                    break
                await writer.drain()
        except (ConnectionError, ssl.SSLError):
            pass  # the client went away, which many tests are about
        finally:
            self._readers.remove(reader)
            writer.close()


async def _read_request(reader: asyncio.StreamReader, number: int) -> Request | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
        return None
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, target, _version = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines)
    return Request(method, target, {name.lower(): value.strip() for name, value in pairs}, number)


async def _missing(request: Request, writer: asyncio.StreamWriter) -> bool:
    return await page("no such page", status=404)(request, writer)


def head_of(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def page(
    content: str | bytes = "<p>text", status: int = 200, headers: Mapping[str, str] | None = None
) -> Handler:
    """A regular answer with a length; the connection stays."""
    body = content.encode() if isinstance(content, str) else content
    named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    named |= headers or {}
    if status in {204, 304}:
        named.pop("Content-Length")
        body = b""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> bool:
        writer.write(head_of(status, named) + body)
        return True

    return answer


def zipped(content: bytes, cut: int = 0) -> Handler:
    """A gzip answer; `cut` bytes are missing at its end, with a length that says nothing of it."""
    body = gzip.compress(content)
    return page(body[: len(body) - cut], headers={"Content-Encoding": "gzip"})


def redirect(target: str, status: int = 302) -> Handler:
    return page("moved", status, {"Location": target})


def raw(*parts: bytes, close: bool = True) -> Handler:
    """Exactly these bytes."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> bool:
        for part in parts:
            writer.write(part)
            await writer.drain()
        return not close

    return answer


def stall(first: bytes = b"", seconds: float = 30.0) -> Handler:
    """These bytes, then nothing."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> bool:
        writer.write(first)
        await writer.drain()
        await asyncio.sleep(seconds)
        return False

    return answer


def drip(first: bytes, piece: bytes, pause_s: float) -> Handler:
    """These bytes, then a piece after each pause, for ever."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> bool:
        writer.write(first)
        while True:
            await writer.drain()
            await asyncio.sleep(pause_s)
            writer.write(piece)

    return answer


def late(seconds: float, then: Handler) -> Handler:
    async def answer(request: Request, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(seconds)
        return await then(request, writer)

    return answer


def reset(first: bytes = b"") -> Handler:
    """These bytes, then a TCP reset instead of an end."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> bool:
        writer.write(first)
        await writer.drain()
        await asyncio.sleep(0.02)
        writer.transport.abort()
        return False

    return answer


def in_turn(*handlers: Handler) -> Handler:
    """The first handler for the first request, and so on; the last one for all others."""
    left = list(handlers)

    async def answer(request: Request, writer: asyncio.StreamWriter) -> bool:
        handler = left.pop(0) if len(left) > 1 else left[0]
        return await handler(request, writer)

    return answer
