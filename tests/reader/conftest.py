from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from kaskad_tui.reader import Event, NetworkSettings, Reader
from tests.reader.paper import START, PaperSite

T = TypeVar("T")


class Moment:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = START.astimezone(UTC) + timedelta(hours=9)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


class Desk:
    """Opens readers on one folder and one site, and notes what they tell."""

    def __init__(self, folder: Path, site: PaperSite) -> None:
        self.folder = folder
        self.site = site
        self.clock = Moment()
        self.events: list[Event] = []
        self._open: list[Reader] = []

    def reader(
        self, *, offline: bool = False, base_url: str | None = None, network: NetworkSettings | None = None
    ) -> Reader:
        made = Reader.open(
            base_url=base_url or self.site.base_url,
            data_dir=self.folder,
            offline=offline,
            clock=self.clock,
            network=network,
        )
        made.subscribe(self.events.append)
        self._open.append(made)
        return made

    async def restart(self, reader: Reader, *, offline: bool = False) -> Reader:
        self._open.remove(reader)
        await reader.close()
        self.events.clear()
        return self.reader(offline=offline)

    def told(self, kind: type[T]) -> list[T]:
        return [event for event in self.events if isinstance(event, kind)]

    async def close(self) -> None:
        while self._open:
            await self._open.pop().close()


@pytest.fixture
async def site() -> AsyncIterator[PaperSite]:
    made = PaperSite()
    made.publish(*range(100, 112))
    made.top = (103, 101, 102)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def desk(site: PaperSite, tmp_path: Path) -> AsyncIterator[Desk]:
    made = Desk(tmp_path / "data", site)
    yield made
    await made.close()
