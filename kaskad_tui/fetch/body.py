"""The body of an answer: decoded within a limit, and known to be whole."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from typing import Literal

from kaskad_tui.fetch.failures import Fault, FaultError
from kaskad_tui.model import FailureKind

Coding = Literal["identity", "gzip"]

_PIECE = 256 * 1024
"""Most bytes decoded in one go: about a millisecond, so that a key is answered in between."""
_GZIP_MAGIC = b"\x1f\x8b"
_REFUSAL_BYTES = 256 * 1024
_REFUSAL_S = 2.0
_SLACK = 64 * 1024
"""By so much a compressed body may be longer than the limit of the decoded one."""


def coding_of(content_encoding: str | None) -> Coding:
    """Return how a body is coded.

    Raises:
        FaultError: BAD_HTTP for what was not asked for: br, zstd, deflate, or more than one coding.
    """
    names = [name.strip().lower() for name in (content_encoding or "").split(",") if name.strip()]
    if not names or names == ["identity"]:
        return "identity"
    if names in (["gzip"], ["x-gzip"]):
        return "gzip"
    raise FaultError(Fault(FailureKind.BAD_HTTP, f"content coding {content_encoding}"))


class GzipDecoder:
    """Undoes gzip in pieces; never makes more than one piece of anything."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._fed = False

    @property
    def complete(self) -> bool:
        """Whether the last member has ended; nothing at all is complete, too."""
        return self._stream.eof or not self._fed

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what `data` decodes to, at most 256 KiB at a time.

        Raises:
            FaultError: BROKEN_OFF when it is no gzip.
        """
        while data:
            if self._stream.eof:
                if self._fed and not data.startswith(_GZIP_MAGIC):
                    return  # padding behind the last member: browsers ignore it, too
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            self._fed = True
            try:
                piece = self._stream.decompress(data, _PIECE)
            except zlib.error as error:
                raise FaultError(Fault(FailureKind.BROKEN_OFF, f"gzip: {error}", again=True)) from None
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            yield piece


async def read(
    stream: AsyncGenerator[bytes, None], coding: Coding, limit_bytes: int, body: bytearray
) -> None:
    """Read the whole body, decoded, into `body`; when it breaks off, that holds what came.

    Raises:
        FaultError: TOO_LARGE beyond `limit_bytes`, BROKEN_OFF for a body that ends early.
    """
    decoder = GzipDecoder() if coding == "gzip" else None
    raw_bytes = 0
    async with aclosing(stream):
        async for chunk in stream:
            raw_bytes += len(chunk)
            if raw_bytes > limit_bytes + _SLACK:
                raise _too_large(limit_bytes)
            for piece in decoder.feed(chunk) if decoder else (chunk,):
                body += piece
                if len(body) > limit_bytes:
                    raise _too_large(limit_bytes)
                if len(piece) == _PIECE:
                    await asyncio.sleep(0)
    if decoder is not None and not decoder.complete:
        raise FaultError(Fault(FailureKind.BROKEN_OFF, "gzip: ends early", again=True))


async def read_refusal(stream: AsyncGenerator[bytes, None], content_encoding: str | None) -> bytes:
    """Return the page that explains a refusal, as far as it comes soon and is short; else nothing.

    Whatever goes wrong here goes wrong with something already known.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(_REFUSAL_S):
            await read(stream, coding_of(content_encoding), _REFUSAL_BYTES, body)
    except (FaultError, TimeoutError):
        return b""
    return bytes(body)


def ends_early(content: bytes) -> bool:
    """Tell whether a page of HTML ends before it closes: for bodies that end with the connection.

    HTML may leave its end tag out, but who writes `<html>` by a program closes it by the same.
    """
    start = content[:4096].lower()
    return b"<html" in start and b"</html" not in content[-65536:].lower()


def check_length(content_length: str | None, limit_bytes: int) -> None:
    """Refuse at once what announces more than may be read.

    Raises:
        FaultError: TOO_LARGE.
    """
    text = content_length or ""
    if text.isascii() and text.isdigit() and (len(text) > 18 or int(text) > limit_bytes + _SLACK):
        raise _too_large(limit_bytes)


def _too_large(limit_bytes: int) -> FaultError:
    return FaultError(Fault(FailureKind.TOO_LARGE, f"more than {limit_bytes / 1048576:g} MiB"))


async def drain(stream: AsyncGenerator[bytes, None], content_length: str | None) -> None:
    """Read a short rest that nobody needs, so that the connection can serve the next request.

    Whatever goes wrong here goes wrong with something already known; the connection is then closed.
    """
    text = content_length or ""
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        return
    try:
        async with asyncio.timeout(0.3), aclosing(stream):
            async for _chunk in stream:
                pass
    except (FaultError, TimeoutError):
        return
