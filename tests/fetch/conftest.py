"""A fetcher for the tests: no proxy and no certificates of this machine, short pauses."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.settings import FetchSettings

SETTINGS = FetchSettings(environ={}, backoff_s=0.01)


@pytest_asyncio.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(SETTINGS) as made:
        yield made
