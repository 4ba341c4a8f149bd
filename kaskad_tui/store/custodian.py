"""What the owner of an archive does with the whole of it (see `upkeep`, `interchange`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import apsw

from kaskad_tui.store import interchange, recovery, times, upkeep
from kaskad_tui.store.archive import Archive
from kaskad_tui.store.errors import typed
from kaskad_tui.store.interchange import Line
from kaskad_tui.store.interchange_sources import SourceLine
from kaskad_tui.store.search.index import index_now
from kaskad_tui.store.upkeep import Info, Pruned


class Custodian:
    """Works on an open archive, through its connections and its one writer."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def info(self) -> Info:
        """Return what is in the archive."""
        return self._archive._read(lambda db: upkeep.info(db, self._archive.path))

    def is_sound(self) -> bool:
        """Check the whole file; reads all of it."""
        return self._archive._read(recovery.is_sound)

    def copy_to(self, target: Path) -> None:
        """Write the whole archive to a new file; on disk when it returns.

        Raises:
            FailureError: STORE_*; its address is `target`, which is not there then.
        """
        self._archive._read(lambda db: upkeep.copy(db, target))

    async def prune(
        self, *, before: datetime | None = None, keep: int | None = None, source: str | None = None
    ) -> Pruned:
        """Drop texts published before a moment, or all but the newest `keep`; headlines and marks stay.

        Bookmarked articles keep their texts. The room is given back to the disk.
        """
        second = None if before is None else times.epoch(before)
        pruned = await self._archive._write(
            lambda db: upkeep.prune(db, before=second, keep=keep, source=source), synced=True
        )
        while await self._archive.index(0.2):
            pass
        await self._archive._writer.compact()
        return pruned

    def exported(self) -> Iterator[str]:
        """Yield the archive as JSON Lines; the connection is busy with it until the end."""
        with typed(self._archive.path):
            yield from interchange.exported(self._archive._readers.connection())

    async def merge(self, lines: Sequence[Line | SourceLine]) -> int:
        """Take lines of an export in, as one transaction. Returns how many articles are new."""

        def merge(db: apsw.Connection) -> int:
            new = sum(interchange.merge(db, line) for line in lines)
            index_now(db, ())
            return new

        return await self._archive._write(merge, synced=True)
