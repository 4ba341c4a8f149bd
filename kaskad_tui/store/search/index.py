"""What is written into the index: everything that `search_todo` names, in slices. Within transactions."""

from __future__ import annotations

import time
from collections.abc import Iterable

import apsw

from kaskad_tui.store.search.words import starts, stems, words

_FEW = 200
_EPOCH_S = 946_684_800
"""2000-01-01; what is older has negative numbers."""


def backlog(db: apsw.Connection) -> int:
    """Return how many articles are not indexed as they are now."""
    return int(db.execute("SELECT count(*) FROM search_todo").get)


def index_now(db: apsw.Connection, keys: Iterable[int]) -> None:
    """Index what a write has changed: these articles, and all that wait if they are few."""
    waiting = [row[0] for row in db.execute("SELECT key FROM search_todo LIMIT ?", (_FEW + 1,))]
    if len(waiting) <= _FEW:
        keys = waiting
    for key in keys:
        if db.execute("SELECT 1 FROM search_todo WHERE key = ?", (key,)).get:
            _index(db, key)


def index_slice(db: apsw.Connection, budget_s: float) -> bool:
    """Index articles that wait, for about `budget_s`. Returns whether more of them wait."""
    end = time.monotonic() + budget_s
    while time.monotonic() < end:
        key = db.execute("SELECT max(key) FROM search_todo").get
        if key is None:
            return False
        _index(db, key)
    return True


def _index(db: apsw.Connection, key: int) -> None:
    known: int | None = db.execute("SELECT doc FROM search_doc WHERE key = ?", (key,)).get
    if known is not None:
        db.execute("DELETE FROM search WHERE rowid = ?", (known,))
        db.execute("DELETE FROM search_start WHERE rowid = ?", (known,))
        db.execute("DELETE FROM search_doc WHERE doc = ?", (known,))
    row = db.execute(
        "SELECT h.title, h.sort, ifnull(a.text, ifnull(h.teaser, '')) FROM headline h "
        "LEFT JOIN article a ON a.key = h.key WHERE h.key = ?",
        (key,),
    ).fetchone()
    if row is not None:
        title, sort, text = row
        doc = _free(db, sort)
        db.execute("INSERT INTO search_doc VALUES (?, ?)", (doc, key))
        db.execute(
            "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)", (doc, stems(title), stems(text))
        )
        db.execute("INSERT INTO search_start (rowid, start) VALUES (?, ?)", (doc, _starts(title, text)))
    db.execute("DELETE FROM search_todo WHERE key = ?", (key,))


def _starts(title: str, text: str) -> str:
    known = {word.folded for word in words(title)} | {word.folded for word in words(text)}
    return " ".join(sorted({start for word in known for start in starts(word)}))


def _free(db: apsw.Connection, sort: int) -> int:
    """Return the minute of an epoch second as the place of its article, else the next free one behind it.

    Small steps from article to article are what keeps the index small.
    """
    first = minute(sort)

    def is_full(size: int) -> bool:
        counted = db.execute(
            "SELECT count(*) FROM search_doc WHERE doc BETWEEN ? AND ?", (first, first + size - 1)
        ).get
        return bool(counted == size)

    high = 1
    while is_full(high):
        high *= 2
    low = high // 2  # so many places are taken; among `high` one is free
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_full(middle) else (low, middle)
    return first + high - 1


def minute(second: int) -> int:
    """Return the minute since 2000 of an epoch second."""
    return (second - _EPOCH_S) // 60
