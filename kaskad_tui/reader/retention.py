"""What a source's own rules say of old texts: dropped once a day, behind a refresh."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kaskad_tui.extract.profile import SourceSettings
from kaskad_tui.model import FailureError

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive

_STATE = "pruned"


async def keep_within(archive: Archive, source: str, settings: SourceSettings, now: datetime) -> None:
    """Drop the texts that a source's rules do not keep; headlines, marks and bookmarked texts stay."""
    if not settings.keep_days and not settings.keep_texts:
        return
    today = now.date().isoformat()
    with suppress(FailureError):  # an archive that takes nothing keeps everything
        if archive.state(source, _STATE) == today:
            return
        from kaskad_tui.store.custodian import Custodian

        custodian = Custodian(archive)
        if settings.keep_days:
            await custodian.prune(before=now - timedelta(days=settings.keep_days), source=source)
        if settings.keep_texts:
            await custodian.prune(keep=settings.keep_texts, source=source)
        await archive.save_state(source, _STATE, today)
