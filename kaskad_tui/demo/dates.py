"""A moment in the forms the site's software prints."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def line(moment: datetime) -> str:
    """Return `27.12.2022 11:23`, the bare line under a title."""
    return f"{moment:%d.%m.%Y %H:%M}"


def words(moment: datetime) -> str:
    """Return `27 декабря 2022`, as the stock template prints it: without the time."""
    return f"{moment:%d} {_MONTHS[moment.month - 1]} {moment.year}"


def day(moment: datetime) -> str:
    """Return `27 декабря`, as the evening digests have it in their titles."""
    return f"{moment.day} {_MONTHS[moment.month - 1]}"


def iso(moment: datetime) -> str:
    """Return `2022-12-27T11:23:00+02:00`."""
    return moment.isoformat(timespec="seconds")


def mail(moment: datetime) -> str:
    """Return `Tue, 27 Dec 2022 11:23:00 +0200`, for RSS."""
    return format_datetime(moment)


def header(moment: datetime) -> str:
    """Return `Tue, 27 Dec 2022 09:23:00 GMT`, for response headers (moment aware, UTC)."""
    return format_datetime(moment, usegmt=True)
