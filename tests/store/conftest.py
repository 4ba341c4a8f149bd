"""Archives and articles for the tests of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kaskad_tui.store.archive import Archive

KALININGRAD = timezone(timedelta(hours=2))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "archive.db"


@pytest.fixture
async def archive(path: Path) -> AsyncIterator[Archive]:
    opened = Archive.open(path, clock=lambda: NOW, busy_s=0.2)
    yield opened
    await opened.close()
