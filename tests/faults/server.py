"""The fault server in a thread, for programs that run as processes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from types import TracebackType

from tests.fault_server import FaultServer, Handler, Request


class ThreadedFaultServer:
    """`with ThreadedFaultServer({"/": page("text")}) as server: server.url()`; routes may be changed."""

    def __init__(self, routes: Mapping[str, Handler], **more: object) -> None:
        self.routes = routes
        self._server = FaultServer(self.routes, **more)  # type: ignore[arg-type]  # as FaultServer takes it
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def requests(self) -> list[Request]:
        return self._server.requests

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return self._server.url(path, host)

    def __enter__(self) -> ThreadedFaultServer:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._server.__aenter__(), self._loop).result(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._server.__aexit__(None, None, None), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
