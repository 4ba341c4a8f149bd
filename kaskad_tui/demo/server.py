"""The sample site on loopback: HTTP/1.1 on asyncio, in the caller's loop, a thread, or a whole process."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

from kaskad_tui.demo import wire
from kaskad_tui.demo.edition import Draft, bundled
from kaskad_tui.demo.editors import second_texts
from kaskad_tui.demo.newsroom import Newsroom
from kaskad_tui.demo.routes import Answer, Routes

DEFAULT_DRESSING = "stock"
_IDLE_S = 60.0
_PARTING_S = 5.0


class SampleSite:
    """A site that serves an edition on 127.0.0.1 from `start` to `stop`, in the loop that called `start`."""

    def __init__(self, drafts: tuple[Draft, ...] | None = None, edited: tuple[Draft, ...] = ()) -> None:
        """Choose the edition: `drafts` (lowest number first), or the bundled one; `edited`: see `Routes`."""
        self._drafts = drafts
        self._edited = edited
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._routes: Routes | None = None
        self.base_url = ""
        self.requests: deque[str] = deque(maxlen=1000)
        """The last requests, oldest first, as `GET /novosti`."""

    @property
    def newsroom(self) -> Newsroom:
        """Return what the site prints.

        Raises:
            RuntimeError: the site was not started.
        """
        if self._routes is None:
            raise RuntimeError("the sample site was not started")
        return self._routes.newsroom

    async def start(
        self, port: int = 0, dressing: str = DEFAULT_DRESSING, now: datetime | None = None
    ) -> str:
        """Start to serve.

        Args:
            port: 0 lets the system choose one.
            dressing: `stock` or `bare`.
            now: the moment the edition's dates spread back from (aware); the present one if None.

        Returns:
            The base address, `http://127.0.0.1:PORT`, without a slash at its end.

        Raises:
            OSError: the port cannot be had.
            ValueError: no such dressing.
            RuntimeError: the site serves already.
        """
        if self._server is not None:
            raise RuntimeError("the sample site serves already")
        drafts = bundled() if self._drafts is None else self._drafts
        self._routes = Routes(Newsroom(drafts, now or datetime.now(UTC)), dressing, _utc, self._edited)
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", port, limit=wire.HEAD_LIMIT)
        self.base_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self.base_url

    async def stop(self) -> None:
        """Stop to serve: open connections are closed at once. A second call does nothing."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        connections = tuple(self._connections)
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await server.wait_closed()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass  # the visitor left, fell silent or broke off: nothing to answer
        except asyncio.CancelledError:
            writer.transport.abort()  # an end that waits for a visitor who does not read would be none
            raise
        finally:
            await self._part(writer)

    async def _part(self, writer: asyncio.StreamWriter) -> None:
        try:
            writer.close()
            await asyncio.wait_for(writer.wait_closed(), _PARTING_S)
        except (OSError, TimeoutError):
            pass  # gone already, or deaf
        finally:
            writer.transport.abort()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether another may follow."""
        request: wire.Request | None = None
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE_S)
            request = wire.parse(head[:-4])
        except asyncio.LimitOverrunError:
            answer = wire.refusal(431)
        except wire.BadRequestError as bad:
            answer = wire.refusal(bad.status)
        else:
            if request.length > wire.BODY_LIMIT:
                answer, request = wire.refusal(413), None
            else:
                await asyncio.wait_for(reader.readexactly(request.length), _IDLE_S)
                answer = self._answer(request)
        keep = request is not None and request.keep
        only_head = request is not None and request.method == "HEAD"
        writer.write(wire.response(answer, _utc(), head_only=only_head, keep=keep))
        await asyncio.wait_for(writer.drain(), _IDLE_S)
        return keep

    def _answer(self, request: wire.Request) -> Answer:
        self.requests.append(f"{request.method} {request.target}")
        if request.method not in ("GET", "HEAD") or self._routes is None:
            return wire.refusal(405)
        origin = f"http://{request.host}" if request.host else self.base_url
        return self._routes.answer(request.target, origin)


class SampleSiteThread:
    """A sample site in a thread with a loop of its own, so that the caller's loop is free."""

    def __init__(
        self,
        port: int = 0,
        dressing: str = DEFAULT_DRESSING,
        now: datetime | None = None,
        drafts: tuple[Draft, ...] | None = None,
        edited: tuple[Draft, ...] = (),
    ) -> None:
        """Take the arguments of `SampleSite` and its `start`."""
        self.site = SampleSite(drafts, edited)
        self._arguments = (port, dressing, now)
        self._thread: threading.Thread | None = None
        self._ready = threading.Event()
        self._failure: Exception | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None

    def start(self) -> str:
        """Start the thread and wait until it serves.

        Returns:
            The base address.

        Raises:
            OSError: the port cannot be had.
            ValueError: no such dressing, or a broken edition.
            RuntimeError: it was started before.
        """
        if self._thread is not None:
            raise RuntimeError("the sample site was started before")
        self._thread = threading.Thread(target=self._run, name="sample-site", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure
        return self.site.base_url

    def stop(self) -> None:
        """Stop to serve and end the thread; may be called from any thread, and twice."""
        if self._loop is not None and self._ended is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended already
                self._loop.call_soon_threadsafe(self._ended.set)
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> SampleSiteThread:
        """Start, for a `with` block."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop at the end of the block."""
        self.stop()

    def _run(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ended = asyncio.Event()
        try:
            await self.site.start(*self._arguments)
        except (OSError, ValueError) as failure:
            self._failure = failure
            return
        finally:
            self._ready.set()
        await self._ended.wait()
        await self.site.stop()


def serve_forever(
    port: int = 0,
    dressing: str = DEFAULT_DRESSING,
    on_ready: Callable[[str], None] | None = None,
    now: datetime | None = None,
) -> None:
    """Serve the bundled edition, with its silent edits, until SIGTERM (returns) or Ctrl+C (raises).

    Args:
        port: 0 lets the system choose one.
        dressing: `stock` or `bare`.
        on_ready: called once with the base address, when requests are answered.
        now: the moment the edition's dates spread back from (aware); the present one if None.

    Raises:
        OSError: the port cannot be had, or what `on_ready` raised.
        ValueError: no such dressing.
    """

    async def main() -> None:
        site = SampleSite(edited=second_texts())
        ended = asyncio.Event()
        with contextlib.suppress(
            NotImplementedError, RuntimeError, ValueError
        ):  # Windows; not the main thread
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
        base_url = await site.start(port, dressing, now)
        try:
            if on_ready is not None:
                on_ready(base_url)
            await ended.wait()
        finally:
            await site.stop()

    asyncio.run(main())


def _utc() -> datetime:
    return datetime.now(UTC)
