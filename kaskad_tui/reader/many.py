"""Several sources at once: as long as the slowest takes, not as long as all together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from kaskad_tui.reader.results import Refreshed
from kaskad_tui.reader.service import Reader


async def refresh_many(
    readers: Sequence[Reader], done: Callable[[Reader, Refreshed], None] | None = None
) -> dict[str, Refreshed]:
    """Refresh sources side by side; returns what each brought, by its name.

    Args:
        readers: of different sources; `Reader.beside` lets them share archive and connections.
        done: is told of each as it ends.
    """

    async def one(reader: Reader) -> Refreshed:
        brought = await reader.refresh()
        if done is not None:
            done(reader, brought)
        return brought

    brought = await asyncio.gather(*(one(reader) for reader in readers))
    return {reader.source: each for reader, each in zip(readers, brought, strict=True)}


def is_due(reader: Reader, now: datetime, every_minutes: int) -> bool:
    """Tell whether a source's own interval, else the one for all, has passed since its last refresh."""
    own = reader.settings.refresh
    minutes = every_minutes if own is None else own
    updated = reader.freshness.updated
    return minutes > 0 and (updated is None or now - updated >= timedelta(minutes=minutes))
