"""The other end of the line mode: lines in, lines out, and Ctrl+C in between."""

from __future__ import annotations

import asyncio
import locale
import os
import sys
import threading
from collections.abc import Coroutine, Iterable
from contextlib import suppress
from typing import Any, TypeVar

from kaskad_tui.commands import streams
from kaskad_tui.commands.plain_pages import laid_out, sheet
from kaskad_tui.i18n import _
from kaskad_tui.sanitize import clean_line

T = TypeVar("T")
_LONGEST = 4096
"""Bytes of a line; what is longer was not typed for us."""
_PATIENCE_S = 0.7
"""Work that takes longer says that it is under way."""


def _decoded(line: bytes) -> str:
    """Return what was typed: in UTF-8, else in the encoding of the locale."""
    with suppress(UnicodeDecodeError):
        return line.decode()
    with suppress(UnicodeDecodeError, LookupError):
        return line.decode(locale.getencoding())
    return line.decode("utf-8", "replace")


class Talk:
    """Reads commands and writes answers; belongs to one loop."""

    def __init__(self, longest: int) -> None:
        """Begin.

        Args:
            longest: columns of a line at most.
        """
        self._longest = longest
        self._loop = asyncio.get_running_loop()
        self._typed = b""
        self._ended = False
        self._work: asyncio.Task[Any] | None = None
        self._cancelled = False
        self._echo = sys.stdin is None or not sys.stdin.isatty()

    def say(self, *paragraphs: str) -> None:
        """Write paragraphs of our own, cut to the width of the terminal.

        Raises:
            streams.OutputClosedError, streams.OutputError: nobody takes them.
        """
        self.lines(laid_out(paragraphs, sheet(self._longest).columns))

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines as they are.

        Raises:
            streams.OutputClosedError, streams.OutputError: nobody takes them.
        """
        streams.emit("".join(line + "\n" for line in lines))
        streams.flush()

    async def ask(self, prompt: str) -> str | None:
        """Return the next line, clean; None at the end of the input."""
        streams.emit(prompt)
        streams.flush()
        line = await self._line()
        if line is None:
            self.lines([""])
            return None
        typed = clean_line(_decoded(line), 500).strip()
        if self._echo:  # no terminal shows what came: the transcript is to be readable all the same
            self.lines([typed])
        return typed

    async def wait(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Return what work returns, None when Ctrl+C cancelled it; work that takes long is announced."""
        self._cancelled = False
        task = self._loop.create_task(work)
        self._work = task
        try:
            await asyncio.wait({task}, timeout=_PATIENCE_S)
            if not task.done():
                self.say(_("Loading…"))
            return await task
        except asyncio.CancelledError:
            task.cancel()
            if not self._cancelled:
                raise
            self.say(_("Cancelled"))
            return None
        finally:
            self._work = None

    def interrupted(self) -> bool:
        """Cancel the work that is waited for; False when there is none. For the handler of a signal."""
        task = self._work
        if task is None or task.done() or self._cancelled:
            return False
        self._cancelled = True
        self._loop.call_soon_threadsafe(task.cancel)
        return True

    async def _line(self) -> bytes | None:
        while b"\n" not in self._typed and not self._ended:
            content = await self._read()
            self._ended = not content
            self._typed += content
            if len(self._typed) > _LONGEST and b"\n" not in self._typed:
                self._typed = self._typed[:_LONGEST]
        line, _newline, self._typed = self._typed.partition(b"\n")
        return line if line or _newline else None

    async def _read(self) -> bytes:
        """Read in a thread that may be left behind: neither a terminal nor a pipe can be hurried."""
        came: asyncio.Future[bytes] = self._loop.create_future()

        def tell(content: bytes) -> None:
            if not came.done():
                came.set_result(content)

        def read() -> None:
            try:
                content = os.read(0, _LONGEST)
            except OSError:  # the terminal is gone
                content = b""
            with suppress(RuntimeError):  # the loop has ended meanwhile
                self._loop.call_soon_threadsafe(tell, content)

        threading.Thread(target=read, daemon=True).start()
        return await came
