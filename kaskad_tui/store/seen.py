"""Which articles stood in the site's lists day by day, and what that says of a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import apsw

from kaskad_tui.model import ListKind
from kaskad_tui.store import names, times

KEPT_DAYS = 31
WEEK_DAYS = 7

_DAY_S = 86_400
_RANKING = (ListKind.TOP, ListKind.POPULAR, ListKind.POPULAR_WEEK)
"""Lists that say what is read much."""
_PLACES = 10
"""A place below this one counts as this one."""


def note(db: apsw.Connection, number: int, kind: ListKind, keys: Sequence[int], at: int) -> None:
    """Note that these articles stood in a list, from above. Within a transaction.

    Args:
        db: the writing connection.
        number: of the source.
        kind: which list.
        keys: the articles.
        at: when (epoch seconds).
    """
    if kind not in _RANKING:
        return
    day = at // _DAY_S
    db.executemany(
        "INSERT INTO list_seen VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET best = excluded.best "
        "WHERE best > excluded.best",
        ((number, kind.value, day, key, place) for place, key in enumerate(keys)),
    )
    db.execute(
        "DELETE FROM list_seen WHERE source = ? AND kind = ? AND day < ?",
        (number, kind.value, day - KEPT_DAYS),
    )


def popular(db: apsw.Connection, source: str, now: datetime, limit: int) -> list[int]:
    """Return the keys of the articles that stood highest and longest in the lists of the last seven days."""
    number = names.source_number(db, source)
    day = times.epoch(now) // _DAY_S
    rows = db.execute(
        "SELECT l.key, sum(?1 - min(l.best, ?1 - 1)) AS points FROM list_seen l "
        "JOIN headline h ON h.key = l.key WHERE l.source = ?2 AND l.day > ?3 AND l.day <= ?4 "
        "GROUP BY l.key ORDER BY points DESC, h.sort DESC, l.key DESC LIMIT ?5",
        (_PLACES, number, day - WEEK_DAYS, day, limit),
    )
    return [row[0] for row in rows]
