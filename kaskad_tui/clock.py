"""The one place where the present moment and the reader's time zone are read."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns the present moment, aware, UTC."""


def now() -> datetime:
    """Return the present moment (aware, UTC).

    `KASKAD_TUI_NOW` (ISO 8601 with offset) fixes it, for pictures and tests.
    """
    fixed = os.environ.get("KASKAD_TUI_NOW")
    if fixed:
        return datetime.fromisoformat(fixed).astimezone(UTC)
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """Return `moment` in the reader's own time zone; unchanged where that cannot be computed."""
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment
