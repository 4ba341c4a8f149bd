"""The reader's marks, and the operations that undo them.

One operation is one key press. It keeps what each row said before, of the columns that it changed only.
Undoing takes the newest operation of a source, puts exactly these values back, whatever has been marked
since, and forgets it. Marks that reading itself makes (`undoable=False`) are no operations.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence
from typing import Literal, NamedTuple

import apsw

from kaskad_tui.store import names
from kaskad_tui.store.views import View, selection

OperationKind = Literal["read", "unread", "bookmark", "unbookmark", "marks", "all_read"]
"""What an operation did; `marks` is one that set both marks."""

KEPT_OPERATIONS = 200
"""How many steps back the archive remembers for each source."""


class Undone(NamedTuple):
    """An operation that was taken back."""

    kind: OperationKind
    keys: tuple[int, ...]
    """Rows whose marks went back to what they were; newest key first."""


def mark(
    db: apsw.Connection,
    keys: Iterable[int],
    *,
    read: bool | None,
    bookmarked: bool | None,
    undoable: bool,
    at: int,
) -> int:
    """Set the marks of `keys`. Within a transaction. Unknown keys are ignored.

    Returns:
        how many rows changed.
    """
    rows = list(
        db.execute(
            "SELECT key, source, read, bookmarked FROM headline "
            "WHERE key IN (SELECT value FROM json_each(?1)) "
            "AND (read <> ifnull(?2, read) OR bookmarked <> ifnull(?3, bookmarked))",
            (json.dumps(list(keys)), read, bookmarked),
        )
    )
    if not rows:
        return 0
    if undoable:
        for source in sorted({row[1] for row in rows}):
            _remember(
                db,
                source,
                _kind(read, bookmarked),
                at,
                [
                    (
                        row[0],
                        row[2] if read is not None and row[2] != read else None,
                        row[3] if bookmarked is not None and row[3] != bookmarked else None,
                    )
                    for row in rows
                    if row[1] == source
                ],
            )
    db.executemany(
        "UPDATE headline SET read = ifnull(?, read), bookmarked = ifnull(?, bookmarked) WHERE key = ?",
        ((read, bookmarked, row[0]) for row in rows),
    )
    return len(rows)


def mark_all_read(db: apsw.Connection, source: str, view: View, at: int, without: Container[int] = ()) -> int:
    """Mark every row of a view read but those of `without`, as one operation. Within a transaction.

    Returns:
        how many rows changed.
    """
    selected = selection(db, source, view)
    number = names.source_number(db, source)
    if selected is None or number is None:
        return 0
    table, values = selected
    rows = db.execute(f"SELECT key FROM {table} AND read = 0", values)
    keys = [key for (key,) in rows if key not in without]
    if not keys:
        return 0
    _remember(db, number, "all_read", at, [(key, 0, None) for key in keys])
    db.executemany("UPDATE headline SET read = 1 WHERE key = ?", ((key,) for key in sorted(keys)))
    return len(keys)


def undo(db: apsw.Connection, sources: Sequence[str]) -> Undone | None:
    """Take the newest operation of these sources back. Within a transaction. None when there is none.

    One press that marked everything read in several sources is one operation in each, numbered in a row.
    """
    found = list(
        db.execute(
            "SELECT o.number, o.kind, o.at FROM operation o JOIN source s ON s.number = o.source "
            "WHERE s.name IN (SELECT value FROM json_each(?)) ORDER BY o.number DESC LIMIT ?",
            (json.dumps(list(sources)), len(sources)),
        )
    )
    if not found:
        return None
    newest, kind, at = found[0]
    numbers = [newest]
    if kind == "all_read":
        for number, other, moment in found[1:]:
            if (number, other, moment) != (numbers[-1] - 1, kind, at):
                break
            numbers.append(number)
    changes = list(
        db.execute(
            "SELECT key, read, bookmarked FROM operation_change "
            "WHERE operation IN (SELECT value FROM json_each(?)) ORDER BY key DESC",
            (json.dumps(numbers),),
        )
    )
    db.executemany(
        "UPDATE headline SET read = ifnull(?, read), bookmarked = ifnull(?, bookmarked) WHERE key = ?",
        ((read, bookmarked, key) for key, read, bookmarked in changes),
    )
    _forget(db, numbers)
    return Undone(kind, tuple(row[0] for row in changes))


def _kind(read: bool | None, bookmarked: bool | None) -> OperationKind:
    if read is not None and bookmarked is not None:
        return "marks"
    if read is not None:
        return "read" if read else "unread"
    return "bookmark" if bookmarked else "unbookmark"


def _remember(
    db: apsw.Connection,
    source: int,
    kind: OperationKind,
    at: int,
    changes: list[tuple[int, int | None, int | None]],
) -> None:
    db.execute("INSERT INTO operation (source, kind, at) VALUES (?, ?, ?)", (source, kind, at))
    number = db.last_insert_rowid()
    db.executemany(
        "INSERT INTO operation_change (operation, key, read, bookmarked) VALUES (?, ?, ?, ?)",
        ((number, *change) for change in changes),
    )
    old = list(
        db.execute(
            "SELECT number FROM operation WHERE source = ? ORDER BY number DESC LIMIT -1 OFFSET ?",
            (source, KEPT_OPERATIONS),
        )
    )
    _forget(db, [row[0] for row in old])


def _forget(db: apsw.Connection, numbers: list[int]) -> None:
    for number in numbers:
        db.execute("DELETE FROM operation_change WHERE operation = ?", (number,))
        db.execute("DELETE FROM operation WHERE number = ?", (number,))
