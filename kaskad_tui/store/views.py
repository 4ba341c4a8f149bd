"""What a list of headlines shows, and its rows as two arrays."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import apsw

from kaskad_tui.model import Filter
from kaskad_tui.store import names


@dataclass(frozen=True, slots=True)
class View:
    """Which headlines of a source a list shows."""

    section: str | None = None
    """A section, by its title as headlines print it or by its id in the saved sections; None or "" is all."""
    filter: Filter = "all"
    """`bookmarked` holds every bookmark, also of articles that no list of the site has shown."""
    since: int | None = None
    """Only what was published, else first seen, at this epoch second or later."""
    oldest_first: bool = False
    """The other way round; an order then has the oldest at its beginning."""


@dataclass(frozen=True, slots=True)
class Order:
    """The rows of a view, newest first (see `View`): by time of publication or first sight, number, key."""

    keys: array[int]
    """Type code `q`."""
    times: array[int]
    """Epoch seconds of the same rows: published, else first seen; a day alone counts from its midnight."""

    def __len__(self) -> int:
        return len(self.keys)


# the conditions repeat the partial indexes word for word, and the indexes are named: without statistics the
# planner takes the plain one and sorts 100,000 rows
_CONDITION = {
    "all": ("listed = 1", "headline_all", "headline_section", "listed"),
    "unread": ("listed = 1 AND read = 0", "headline_unread", "headline_section_unread", "unread"),
    "bookmarked": ("bookmarked = 1", "headline_bookmarked", "headline_section_bookmarked", "bookmarked"),
}


def selection(db: apsw.Connection, source: str, view: View) -> tuple[str, tuple[int, ...]] | None:
    """Return «headline INDEXED BY … WHERE …» of a view and its values, or None when it can hold nothing."""
    number = names.source_number(db, source)
    if number is None:
        return None
    condition, whole, part, _ = _CONDITION[view.filter]
    values: tuple[int, ...] = (number,)
    if view.since is not None:
        condition += f" AND sort >= {int(view.since)}"
    if not view.section:
        return f"headline INDEXED BY {whole} WHERE source = ? AND {condition}", values
    section = names.section_number(db, source, number, view.section)
    if section is None:
        return None
    values = (number, section)
    return f"headline INDEXED BY {part} WHERE source = ? AND section = ? AND {condition}", values


def order(db: apsw.Connection, source: str, view: View, limit: int | None = None) -> Order:
    """Return the rows of a view from its top on, at most `limit`."""
    selected = selection(db, source, view)
    if selected is None:
        return Order(array("q"), array("q"))
    table, values = selected
    way = "ASC" if view.oldest_first else "DESC"
    # one step of SQLite (which lets other threads run meanwhile) and two of json: half the time of a loop
    found = db.execute(
        "SELECT json_group_array(key), json_group_array(sort) FROM ("
        f"SELECT key, sort FROM {table} ORDER BY sort {way}, number {way}, key {way} LIMIT ?)",
        (*values, -1 if limit is None else max(0, limit)),
    ).fetchone()
    assert found is not None
    return Order(array("q", json.loads(str(found[0]))), array("q", json.loads(str(found[1]))))


def oldest(db: apsw.Connection, source: str) -> list[int]:
    """Return the row of a source's oldest headline; none when it has no headlines."""
    selected = selection(db, source, View())
    if selected is None:
        return []
    table, values = selected
    return [key for (key,) in db.execute(f"SELECT key FROM {table} ORDER BY sort, number LIMIT 1", values)]


def count(db: apsw.Connection, source: str, view: View, without: Collection[int] = ()) -> int:
    """Return how many rows a view has, some of them not counted."""
    return _count(db, source, view) - (_count_among(db, source, view, without) if without else 0)


def _count_among(db: apsw.Connection, source: str, view: View, keys: Collection[int]) -> int:
    selected = selection(db, source, view)
    if selected is None:
        return 0
    condition = selected[0].partition(" WHERE ")[2]
    return int(
        db.execute(
            f"SELECT count(*) FROM headline WHERE {condition} AND key IN (SELECT value FROM json_each(?))",
            (*selected[1], json.dumps(list(keys))),
        ).get
    )


def _count(db: apsw.Connection, source: str, view: View) -> int:
    if view.since is not None:
        selected = selection(db, source, view)
        return (
            0 if selected is None else int(db.execute(f"SELECT count(*) FROM {selected[0]}", selected[1]).get)
        )
    number = names.source_number(db, source)
    if number is None:
        return 0
    column = _CONDITION[view.filter][3]
    if not view.section:
        return int(db.execute(f"SELECT total({column}) FROM tally WHERE source = ?", (number,)).get)
    section = names.section_number(db, source, number, view.section)
    if section is None:
        return 0
    return int(
        db.execute(
            f"SELECT total({column}) FROM tally WHERE source = ? AND section = ?", (number, section)
        ).get
    )


def titles(db: apsw.Connection, source: str, view: View) -> dict[int, str]:
    """Return the titles of a view's rows by key."""
    selected = selection(db, source, view)
    if selected is None:
        return {}
    table, values = selected
    return dict(db.execute(f"SELECT key, title FROM {table}", values))


def unread_among(db: apsw.Connection, keys: Iterable[int]) -> int:
    """Return how many of these listed headlines are unread."""
    return int(
        db.execute(
            "SELECT count(*) FROM headline WHERE key IN (SELECT value FROM json_each(?)) "
            "AND listed = 1 AND read = 0",
            (json.dumps(list(keys)),),
        ).get
    )
