"""Moments as the archive keeps them: whole epoch seconds, and the source's offset beside them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

_START = datetime(1970, 1, 1)


def epoch(moment: datetime) -> int:
    """Return `moment` in whole epoch seconds; exact for every year, a naive moment counts as UTC."""
    offset = moment.utcoffset() or timedelta()
    return (moment.replace(tzinfo=None) - _START - offset) // timedelta(seconds=1)


def offset_s(moment: datetime) -> int:
    """Return the offset of `moment` from UTC in whole seconds."""
    return int((moment.utcoffset() or timedelta()).total_seconds())


def moment(seconds: int | None, offset: int | None = 0) -> datetime | None:
    """Return the aware moment of `epoch` and `offset_s`; None where there is none or no calendar holds it."""
    if seconds is None:
        return None
    try:
        zone = timezone(timedelta(seconds=offset)) if offset else UTC
        return (_START + timedelta(seconds=seconds + (offset or 0))).replace(tzinfo=zone)
    except (OverflowError, ValueError):
        return None
