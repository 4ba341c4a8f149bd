"""Fetching ahead: the next few articles that the reader comes to, one at a time, behind everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from kaskad_tui.clock import Clock
from kaskad_tui.model import Failure, Headline
from kaskad_tui.reader.articles import Articles
from kaskad_tui.reader.assembling import Identity
from kaskad_tui.reader.freshness import is_way_failure
from kaskad_tui.reader.network import Network

LOOK_AHEAD = 50
"""Headlines among which the next unread ones are looked for."""
_POLL_S = 0.1
"""While something is fetched that the reader waits for, nothing is fetched ahead."""
_AGAIN = timedelta(minutes=10)
"""What did not come is left alone for so long."""
_MOST_FAILED = 500


class Prefetcher:
    """The articles that are wanted next; belongs to one event loop."""

    def __init__(
        self, network: Network, articles: Articles, clock: Clock, *, is_busy: Callable[[], bool]
    ) -> None:
        """Make one that waits while `is_busy`: somebody is waiting for something else then."""
        self._network = network
        self._articles = articles
        self._clock = clock
        self._is_busy = is_busy
        self._queue: list[Identity] = []
        self._current: Identity | None = None
        self._task: asyncio.Task[None] | None = None
        self._failed: dict[tuple[str, str], datetime] = {}

    def want(self, headlines: Sequence[Headline]) -> None:
        """Fetch the first unread ones of these, in this order, in place of what was wanted before.

        What is no more wanted ends at once.
        """
        unread = [item for item in headlines if not item.read][: self._network.ahead]
        items = [Identity(item.source, item.id, item.url) for item in unread]
        self._queue = [item for item in items if item != self._current and self._may(item)]
        if self._current is not None and self._current not in items:
            self._stop()
        if self._queue and self._task is None:
            self._task = asyncio.create_task(self._run())
            self._task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Give up."""
        task = self._task
        self._queue = []
        self._stop()
        if task is not None:
            with suppress(asyncio.CancelledError):
                await task

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _ended(self, task: asyncio.Task[None]) -> None:
        if self._task is task:
            self._task = None

    def _may(self, item: Identity) -> bool:
        until = self._failed.get((item.source, item.id))
        return until is None or self._clock() >= until

    async def _run(self) -> None:
        mine = asyncio.current_task()
        try:
            while self._queue:
                while self._is_busy():
                    await asyncio.sleep(_POLL_S)
                if not self._queue:
                    return
                self._current = self._queue.pop(0)
                if not await self._one(self._current):
                    self._queue = []
        finally:
            if self._task in (mine, None):
                self._current = None

    async def _one(self, item: Identity) -> bool:
        """Fetch one; False when the others would fare no better."""
        got: object = None
        if await self._network.background(item.url):
            got = await self._articles.fetch_ahead(item)
            if not isinstance(got, Failure):
                return True
        self._failed[item.source, item.id] = self._clock() + _AGAIN
        if len(self._failed) > _MOST_FAILED:
            del self._failed[next(iter(self._failed))]
        return not (isinstance(got, Failure) and (is_way_failure(got) or got.retry_at is not None))
