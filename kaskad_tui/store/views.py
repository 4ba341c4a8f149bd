"""What a list of headlines shows, and its rows as two arrays."""

from __future__ import annotations

import json
from array import array
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


@dataclass(frozen=True, slots=True)
class Order:
    """The rows of a view, newest first: by time of publication or first sight, by number, by key."""

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
    if not view.section:
        return f"headline INDEXED BY {whole} WHERE source = ? AND {condition}", (number,)
    section = names.section_number(db, source, number, view.section)
    if section is None:
        return None
    return f"headline INDEXED BY {part} WHERE source = ? AND section = ? AND {condition}", (number, section)


def order(db: apsw.Connection, source: str, view: View, limit: int | None = None) -> Order:
    """Return the rows of a view, newest first, at most `limit`."""
    selected = selection(db, source, view)
    if selected is None:
        return Order(array("q"), array("q"))
    table, values = selected
    # one step of SQLite (which lets other threads run meanwhile) and two of json: half the time of a loop
    found = db.execute(
        "SELECT json_group_array(key), json_group_array(sort) FROM ("
        f"SELECT key, sort FROM {table} ORDER BY sort DESC, number DESC, key DESC LIMIT ?)",
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


def count(db: apsw.Connection, source: str, view: View) -> int:
    """Return how many rows a view has."""
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
