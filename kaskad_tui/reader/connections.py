"""The fetcher and the extraction process: one pair for all sources that are read at the same time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kaskad_tui.clock import Clock

if TYPE_CHECKING:
    from kaskad_tui.fetch.fetcher import Fetcher
    from kaskad_tui.fetch.politeness import Politeness
    from kaskad_tui.reader.extraction import Extraction


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """What the user says of the network; the defaults ask for nothing that was not asked for."""

    proxy: str = ""
    """Address of the proxy; "" is the environment's, if it names one."""
    gap_s: float = 1.0
    """Between two requests to one host that nobody waits for."""
    prefetch: int = 0
    """So many of the next unread articles are fetched ahead."""


class Connections:
    """Makes both when they are first needed; belongs to one event loop."""

    def __init__(self, settings: NetworkSettings, clock: Clock) -> None:
        self.settings = settings
        self._clock = clock
        self._typed: list[str] = []
        self._resting: dict[str, datetime] = {}
        self._fetcher: Fetcher | None = None
        self._extraction: Extraction | None = None
        self._politeness: Politeness | None = None

    def allow(self, url: str) -> None:
        """Let the origin of an address that the user typed be a private one."""
        self._typed.append(url)
        if self._fetcher is not None:
            self._fetcher.allow(url)

    def rest(self, url: str, until: datetime) -> None:
        """Leave the host of an address alone until then, as it asked for in an earlier run."""
        self._resting[url] = until
        if self._fetcher is not None:
            self._fetcher.rest(url, until)

    def rest_of(self, url: str) -> datetime | None:
        """Return until when the host of an address asked, in this run, to be left alone."""
        return self._fetcher.rest_of(url) if self._fetcher is not None else None

    @property
    def fetcher(self) -> Fetcher:
        """Gets pages."""
        if self._fetcher is None:
            from kaskad_tui.fetch.fetcher import Fetcher
            from kaskad_tui.fetch.settings import FetchSettings

            chosen = FetchSettings(proxy=self.settings.proxy, gap_s=self.settings.gap_s)
            self._fetcher = Fetcher(chosen, clock=self._clock)
            for url in self._typed:
                self._fetcher.allow(url)
            for url, until in self._resting.items():
                self._fetcher.rest(url, until)
        return self._fetcher

    @property
    def extraction(self) -> Extraction:
        """Reads pages."""
        if self._extraction is None:
            from kaskad_tui.reader.extraction import Extraction

            self._extraction = Extraction()
        return self._extraction

    @property
    def politeness(self) -> Politeness:
        """Knows when a host may be asked in the background."""
        if self._politeness is None:
            from kaskad_tui.fetch.politeness import Politeness

            self._politeness = Politeness(self.fetcher, self._clock, self.settings.gap_s)
        return self._politeness

    async def close(self) -> None:
        """End the process and the connections."""
        extraction, self._extraction = self._extraction, None
        fetcher, self._fetcher = self._fetcher, None
        if extraction is not None:
            await extraction.close()
        if fetcher is not None:
            await fetcher.aclose()
