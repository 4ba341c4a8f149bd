"""Small things that the next run wants to know: when the list was left, what was chosen on the screen."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from kaskad_tui.clock import Clock
from kaskad_tui.model import FailureError

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive


ALL = "*"
"""In place of a source's name: what is remembered for all sources together; no source has it."""


class Remembered:
    """Kept in the archive: what cannot be read is None, what cannot be written is not told."""

    def __init__(self, archive: Archive, source: str, clock: Clock) -> None:
        self._archive = archive
        self._source = source
        self._clock = clock

    def value(self, name: str) -> str | None:
        """Return a stored value, None when there is none."""
        with suppress(FailureError):
            return self._archive.state(self._source, name)
        return None

    def moment(self, name: str) -> datetime | None:
        """Return a stored moment (aware), None when there is none."""
        stored = self.value(name)
        try:
            return datetime.fromisoformat(stored) if stored else None
        except ValueError:
            return None

    @property
    def visited(self) -> datetime | None:
        """When the list was last left; None when it never was."""
        return self.moment("visited")

    async def leave(self) -> None:
        """Remember that the list is left now."""
        await self._save("visited", self._clock().isoformat())

    def rest(self, url: str) -> datetime | None:
        """Return until when a site asked, at this address, to be left alone (aware); None: it did not."""
        address, _space, moment = (self.value("rest") or "").partition(" ")
        try:
            until = datetime.fromisoformat(moment) if address == url else None
        except ValueError:
            return None
        return until if until is not None and until > self._clock() else None

    async def keep_rest(self, url: str, until: datetime) -> None:
        """Remember that a site asked to be left alone: the next start must not ask it again."""
        if self.rest(url) != until:
            await self._save("rest", f"{url} {until.isoformat()}")

    def choice(self, name: str) -> str | None:
        """Return what was chosen on the screen in an earlier run (`theme`, `width`)."""
        return self.value(f"chosen-{name}")

    async def choose(self, name: str, value: str) -> None:
        """Remember a choice."""
        await self._save(f"chosen-{name}", value)

    async def _save(self, name: str, value: str) -> None:
        with suppress(FailureError):
            await self._archive.save_state(self._source, name, value)
