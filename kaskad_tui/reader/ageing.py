"""When an article's copy in the archive is worth asking the site for again. Pure: `now` is an argument.

The site gives no usable validators on its pages, so age decides: a fresh report is still being written,
an old one is hardly ever touched.
"""

from __future__ import annotations

from datetime import datetime, timedelta

_LADDER = (
    (timedelta(days=1), timedelta(minutes=10)),
    (timedelta(days=7), timedelta(hours=6)),
)
_OLD = timedelta(days=7)


def allowed_age(published: datetime | None, now: datetime) -> timedelta:
    """Return how old the copy of an article may be; without a date as for one of this week."""
    if published is None:
        return _LADDER[-1][1]
    age = now - published
    for younger_than, allowed in _LADDER:
        if age < younger_than:
            return allowed
    return _OLD


def is_stale(published: datetime | None, fetched: datetime | None, now: datetime) -> bool:
    """Tell whether a copy fetched then should be fetched again now. All moments are aware."""
    return fetched is None or now - fetched >= allowed_age(published, now)
