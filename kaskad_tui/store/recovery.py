"""A damaged file: found by a check, set aside, and what it still gives copied into a new one.

The damaged file is never deleted. Rows are read by their tables alone, indexes are ignored; around a damaged
page the rows before and behind it are read. Nothing is renamed before the new file is whole and on disk.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

from kaskad_tui.store import pages, schema
from kaskad_tui.store.errors import DAMAGED

_TABLES = (
    "meta",
    "source",
    "section_name",
    "headline",
    "article",
    "version",
    "place",
    "operation",
    "operation_change",
    "list",
    "list_item",
    "state",
    "validators",
    "page_title",
    "list_seen",
    "extractor",
    "feed_text",
)
"""In the order of copying; `tally` is counted and the index of the search is asked for by the triggers."""

_WITHOUT_ROWID = {
    "meta",
    "operation_change",
    "list",
    "list_item",
    "state",
    "validators",
    "page_title",
    "list_seen",
    "extractor",
    "feed_text",
}
_LATER = {"page_title", "list_seen", "extractor", "feed_text"}
"""Tables that the first schema lacks."""
_NEVER_DELETED = ("source", "section_name", "headline", "article", "version", "place")
"""Tables whose rows may be taken from any page: a row of these that stands somewhere was never taken back."""

_PROBES = 4000
"""How many unreadable ranges of a table are halved before the rest of it is given up."""
_UNREADABLE = (apsw.Error, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was saved of a damaged store."""

    set_aside: Path
    """The damaged file, under its new name."""
    headlines: int
    articles: int
    """Texts."""
    marks: int
    """Headlines that are read or bookmarked."""
    gaps: int
    """Places of the file that could not be read; 0 when only an index or nothing but its head was damaged."""


def is_sound(db: apsw.Connection) -> bool:
    """Say whether the file's pages hang together (`PRAGMA quick_check`); reads all of it."""
    try:
        return bool(db.execute("PRAGMA quick_check(1)").get == "ok")
    except (*DAMAGED, UnicodeDecodeError):
        return False


def recover(path: Path, now: datetime) -> Recovered:
    """Set a damaged store aside and put a new one with all readable rows in its place.

    No one may have it open.

    Raises:
        apsw.Error, OSError: there is no room for the new one; the damaged one is still in its place.
    """
    fresh = path.with_name(path.name + "-recovering")
    for suffix in ("", "-journal", "-wal", "-shm"):
        fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
    target = apsw.Connection(str(fresh))
    try:
        schema.migrate(target, fresh)
        target.pragma("synchronous", "full")
        with target:
            gaps = _copy_all(path, target)
            headlines, marks = target.execute(
                "SELECT count(*), ifnull(sum(read OR bookmarked), 0) FROM headline"
            ).fetchone() or (0, 0)
            articles = target.execute("SELECT count(*) FROM article").get
    finally:
        target.close()
    aside = _free_name(path, now)
    os.replace(path, aside)
    wal = path.with_name(path.name + "-wal")
    if wal.exists():
        os.replace(wal, aside.with_name(aside.name + "-wal"))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    finish(path)
    return Recovered(aside, headlines, articles, marks, gaps)


def finish(path: Path) -> None:
    """Put a whole new file in its place, if a recovery was cut off between its two renamings."""
    fresh = path.with_name(path.name + "-recovering")
    if not path.exists() and fresh.exists():
        os.replace(fresh, path)


def _free_name(path: Path, now: datetime) -> Path:
    number = 1
    aside = path.with_name(f"{path.stem}-damaged-{now:%Y-%m-%d}{path.suffix}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}-damaged-{now:%Y-%m-%d}-{number}{path.suffix}")
    return aside


def _copy_all(path: Path, target: apsw.Connection) -> int:
    """Copy all rows that can be read. Returns how many places could not be."""
    source, borrowed = _source(path)
    gaps = dict.fromkeys(_TABLES, 1)
    if source is not None:
        try:
            gaps = {table: _copy_table(source, target, table) for table in _TABLES}
        finally:
            source.close()
            for file in borrowed:
                file.unlink(missing_ok=True)
    # always, not only after an error: a row with a wrong key ends a walk over its table without one
    _copy_pages(path, target)
    _name_sources(target)
    return sum(gaps.values())


def _source(path: Path) -> tuple[apsw.Connection | None, list[Path]]:
    """Open the damaged file for reading, with another head if its own says nothing."""
    try:
        return _lenient(path), []
    except _UNREADABLE:
        pass
    copy = path.with_name(path.name + "-headless")
    borrowed = [copy.with_name(copy.name + suffix) for suffix in ("", "-wal", "-shm")]
    try:
        _transplant(path, copy)
        return _lenient(copy), borrowed
    except _UNREADABLE:
        for file in borrowed:
            file.unlink(missing_ok=True)
        return None, []


def _lenient(path: Path) -> apsw.Connection:
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        # a file that was cut off is refused as a whole unless the schema counts as writable
        db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
        db.pragma("writable_schema", True)
        known = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if "headline" not in known:
            raise apsw.CorruptError("no table of headlines")
    except BaseException:
        db.close()
        raise
    return db


def _transplant(path: Path, copy: Path) -> None:
    """Copy a file whose first pages are overwritten, with the schema pages of a new store in their place.

    The tables of a store are made in one order in an empty file, so their first pages stand where those of a
    new one stand: those of the first schema, which all later ones begin with.
    """
    import shutil  # hardly ever needed

    shutil.copyfile(path, copy)
    wal = path.with_name(path.name + "-wal")
    if wal.exists():
        shutil.copyfile(wal, copy.with_name(copy.name + "-wal"))
    pattern = apsw.Connection(":memory:")
    try:
        schema.migrate(pattern, copy, latest=1)
        head = [row[0] for row in pattern.execute("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")]
        image = bytearray(pattern.serialize("main"))
    finally:
        pattern.close()
    count = max(copy.stat().st_size // pages.PAGE, len(image) // pages.PAGE)
    image[28:32] = count.to_bytes(4, "big")
    image[32:40] = bytes(8)
    image[18:20] = b"\x02\x02" if wal.exists() else b"\x01\x01"
    with copy.open("r+b") as file:
        for page in head:
            file.seek((page - 1) * pages.PAGE)
            file.write(image[(page - 1) * pages.PAGE : page * pages.PAGE])


@dataclass(frozen=True, slots=True)
class _Shape:
    """A table's columns, as far as rows are held against them."""

    names: tuple[str, ...]
    kinds: tuple[type, ...]
    needed: tuple[bool, ...]
    key: int | None
    """Index of the column that is the rowid."""

    @classmethod
    def of(cls, db: apsw.Connection, table: str) -> _Shape:
        """Return the shape of a table of `db`."""
        columns = list(db.execute(f"PRAGMA table_info({table})"))
        keys = [row[0] for row in columns if row[5]]
        return cls(
            tuple(row[1] for row in columns),
            tuple(str if row[2] == "TEXT" else int for row in columns),
            tuple(bool(row[3] or row[5]) for row in columns),
            keys[0]
            if len(keys) == 1 and table not in _WITHOUT_ROWID and columns[keys[0]][2] == "INTEGER"
            else None,
        )

    def only(self, present: Sequence[str]) -> _Shape:
        """Return the shape of the columns that an older table has, in its order."""
        places = [self.names.index(name) for name in present]
        return _Shape(
            tuple(present),
            tuple(self.kinds[place] for place in places),
            tuple(self.needed[place] for place in places),
            None,
        )


def _copy_table(source: apsw.Connection, target: apsw.Connection, table: str) -> int:
    shape = _Shape.of(target, table)
    try:
        present = [row[1] for row in source.execute(f"PRAGMA table_info({table})") if row[1] in shape.names]
    except _UNREADABLE:
        return 1
    if not present:
        return int(table not in _LATER)  # an older store has none of these
    shape = shape.only(present)
    gaps = [0]
    rows = (_by_ends if table in _WITHOUT_ROWID else _by_rowid)(source, table, ", ".join(present), gaps)
    for row in rows:
        _put(target, table, shape, row)
    return gaps[0]


def _copy_pages(path: Path, target: apsw.Connection) -> None:
    """Add the rows that stand in the file's pages and that their trees did not give."""
    shapes = [(table, _Shape.of(target, table)) for table in _NEVER_DELETED]
    for rowid, columns in pages.rows(path):
        for table, shape in shapes:
            if len(columns) == len(shape.names):
                row = list(columns)
                if shape.key is not None and row[shape.key] is None:
                    row[shape.key] = rowid
                _put(target, table, shape, row)


def _put(target: apsw.Connection, table: str, shape: _Shape, row: Sequence[Any]) -> None:
    if _sound(table, row, shape):
        verb = "INSERT OR REPLACE" if table == "meta" else "INSERT OR IGNORE"
        places = ", ".join("?" * len(shape.names))
        target.execute(f"{verb} INTO {table} ({', '.join(shape.names)}) VALUES ({places})", tuple(row))


def _by_rowid(source: apsw.Connection, table: str, names: str, gaps: list[int]) -> Iterator[Sequence[Any]]:
    """Read a table by ranges of its key; where one fails, what is left of it is halved and read on."""
    query = f"SELECT rowid, {names} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    try:
        top = source.execute(f"SELECT max(rowid) FROM {table}").get or 0
    except _UNREADABLE:
        top = 2**24
    ranges = [(0, top)]
    probes = 0
    torn = False
    while ranges and probes < _PROBES:
        low, high = ranges.pop()
        last = low - 1
        try:
            for row in source.execute(query, (low, high)):
                last = row[0]
                torn = False
                yield row[1:]
        except _UNREADABLE:
            probes += 1
            if not torn:
                gaps[0] += 1
            torn = True
            low = last + 1
            if low < high:
                middle = (low + high) // 2
                ranges += [(middle + 1, high), (low, middle)]


def _by_ends(source: apsw.Connection, table: str, names: str, gaps: list[int]) -> Iterator[Sequence[Any]]:
    """Read a table that has no rowid from both of its ends."""
    keys = [row[1] for row in source.execute(f"PRAGMA table_info({table})") if row[5]]
    for direction in ("ASC", "DESC"):
        try:
            order = ", ".join(f"{key} {direction}" for key in keys)
            yield from source.execute(f"SELECT {names} FROM {table} NOT INDEXED ORDER BY {order}")
            return
        except _UNREADABLE:
            gaps[0] += direction == "ASC"


def _sound(table: str, row: Sequence[Any], shape: _Shape) -> bool:
    """Say whether a row can be one: overwritten bytes give values of any type."""
    for value, kind, need in zip(row, shape.kinds, shape.needed, strict=True):
        if value is None:
            if need:
                return False
        elif not isinstance(value, kind):
            return False
    if table == "article":
        try:
            named = dict(zip(shape.names, row, strict=True))
            return all(
                isinstance(json.loads(named[name]), dict if name == "lists" else list)
                for name in ("body", "images", "videos", "links", "lists")
            )
        except (ValueError, RecursionError):
            return False
    return True


def _name_sources(target: apsw.Connection) -> None:
    """Give every source that rows speak of a name, from its second place if the first is lost."""
    target.execute(
        "INSERT OR IGNORE INTO source (number, name) SELECT DISTINCT h.source, "
        "ifnull((SELECT value FROM meta WHERE name = 'source:' || h.source), 'source-' || h.source) "
        "FROM headline h WHERE h.source NOT IN (SELECT number FROM source)"
    )
