"""Headlines: how a row becomes one, and how what a page says is merged into what is known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

import apsw

from kaskad_tui.model import Headline
from kaskad_tui.store import names, times

Listing = Literal["listed", "dated", "aside"]
"""Where headlines were seen: in a listing or feed; on their own page, which lists the dated ones; beside."""

_LARGEST = 2**63 - 1
_SELECT = """
SELECT h.key, h.id, h.url, h.title, h.published, h.offset_s, h.day_only, s.title, h.teaser, o.name,
       h.read, h.bookmarked, h.changed, h.has_body, h.first_seen
FROM headline h JOIN source o ON o.number = h.source LEFT JOIN section_name s ON s.number = h.section
"""


class Saved(NamedTuple):
    """What a save did."""

    new: tuple[int, ...]
    """Keys that entered the order with it."""
    updated: tuple[int, ...]
    """Other keys whose title, date, section, address or teaser it changed."""
    keys: tuple[int, ...]
    """The key of each item, in the order given."""


@dataclass(slots=True)
class _Row:
    """A headline's row, as far as pages speak of it."""

    key: int
    url: str
    title: str
    published: int | None
    offset_s: int | None
    day_only: int
    section: int
    teaser: str | None
    first_seen: int
    seen: int
    listed: int

    def values(self) -> tuple[object, ...]:
        """Return what is compared to know whether a page brought anything."""
        return (self.url, self.title, self.published, self.offset_s, self.day_only, self.section, self.teaser)

    @property
    def sort(self) -> int:
        """Return the second that places the row in an order."""
        return self.first_seen if self.published is None else self.published


def headline(row: Sequence[Any]) -> Headline:
    """Return the headline of a row of the common SELECT."""
    return Headline(
        id=row[1],
        url=row[2],
        title=row[3],
        published=times.moment(row[4], row[5]),
        day_only=bool(row[6]),
        section=row[7],
        teaser=row[8],
        source=row[9],
        key=row[0],
        read=bool(row[10]),
        bookmarked=bool(row[11]),
        changed=bool(row[12]),
        has_body=bool(row[13]),
        first_seen=times.moment(row[14]),
    )


def by_keys(db: apsw.Connection, keys: Iterable[int]) -> list[Headline]:
    """Return the headlines of `keys` in the order asked; unknown keys are left out."""
    wanted = list(keys)
    rows = db.execute(f"{_SELECT} WHERE h.key IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
    found = {row[0]: headline(row) for row in rows}
    return [found[key] for key in wanted if key in found]


def by_ids(db: apsw.Connection, source: str, ids: Iterable[str]) -> dict[str, Headline]:
    """Return the headlines of a source that have one of `ids`, by id."""
    number = names.source_number(db, source)
    if number is None:
        return {}
    rows = db.execute(
        f"{_SELECT} WHERE h.source = ? AND h.id IN (SELECT value FROM json_each(?))",
        (number, json.dumps(list(ids))),
    )
    return {row[1]: headline(row) for row in rows}


def save(
    db: apsw.Connection, source: str, items: Sequence[Headline], fetched: datetime, listing: Listing
) -> Saved:
    """Merge `items` into the archive. Within a transaction; writes only rows that change.

    A value fetched later replaces an earlier one; a missing value, a cut-off title («Мост откр…») and a bare
    day in place of a known time of that day replace nothing. Marks and first sight are never touched.
    """
    number = names.need_source(db, source)
    at = times.epoch(fetched)
    rows = _existing(db, number, {item.id for item in items})
    keys: dict[str, int] = {}
    new: list[int] = []
    updated: list[int] = []
    for item in reversed(items):  # keys break ties: what stands first in a list gets the highest one
        section = names.need_section(db, number, item.section)
        row = rows.get(item.id)
        if row is None:
            rows[item.id] = row = _insert(db, number, item, section, at, listing)
            if row.listed:
                new.append(row.key)
        else:
            before, was_listed = row.values(), row.listed
            _merge(row, item, section, at)
            row.listed = _listed(row, listing)
            if row.values() != before or row.listed != was_listed:
                row.seen = max(row.seen, at)
                _update(db, row)
                if row.listed and not was_listed:
                    new.append(row.key)
                elif row.key not in new and row.key not in updated:
                    updated.append(row.key)
        keys[item.id] = row.key
    return Saved(tuple(reversed(new)), tuple(reversed(updated)), tuple(keys[item.id] for item in items))


def _existing(db: apsw.Connection, number: int, ids: set[str]) -> dict[str, _Row]:
    rows = db.execute(
        "SELECT id, key, url, title, published, offset_s, day_only, section, teaser, first_seen, "
        "seen, listed FROM headline WHERE source = ? AND id IN (SELECT value FROM json_each(?))",
        (number, json.dumps(sorted(ids))),
    )
    return {row[0]: _Row(*row[1:]) for row in rows}


def _listed(row: _Row, listing: Listing) -> int:
    return int(row.listed or listing == "listed" or (listing == "dated" and row.published is not None))


def _insert(
    db: apsw.Connection, number: int, item: Headline, section: int, at: int, listing: Listing
) -> _Row:
    published = None if item.published is None else times.epoch(item.published)
    offset = None if item.published is None else times.offset_s(item.published)
    row = _Row(
        0,
        item.url,
        item.title,
        published,
        offset,
        int(item.day_only),
        section,
        item.teaser or None,
        at,
        at,
        0,
    )
    row.listed = _listed(row, listing)
    as_number = int(item.id) if item.id.isascii() and item.id.isdigit() and len(item.id) < 20 else 0
    db.execute(
        "INSERT INTO headline (source, id, number, url, title, published, offset_s, day_only, section, "
        "teaser, first_seen, seen, sort, listed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, item.id, min(as_number, _LARGEST), *row.values(), at, at, row.sort, row.listed),
    )
    row.key = db.last_insert_rowid()
    return row


def _update(db: apsw.Connection, row: _Row) -> None:
    db.execute(
        "UPDATE headline SET url = ?, title = ?, published = ?, offset_s = ?, day_only = ?, section = ?, "
        "teaser = ?, seen = ?, sort = ?, listed = ? WHERE key = ?",
        (*row.values(), row.seen, row.sort, row.listed, row.key),
    )


def _merge(row: _Row, item: Headline, section: int, at: int) -> None:
    """Take from `item` what is newer or better than what the row has."""
    later = at >= row.seen
    better = later or not row.title or _is_cut(row.title, item.title)
    if item.title and better and not _is_cut(item.title, row.title):
        row.title = item.title
    if item.url and (later or not row.url):
        row.url = item.url
    if section and (later or not row.section):
        row.section = section
    if item.teaser and (later or not row.teaser):
        row.teaser = item.teaser
    if item.published is None:
        return
    published, offset = times.epoch(item.published), times.offset_s(item.published)
    same_day = (
        row.published is not None and (row.published + offset) // 86400 == (published + offset) // 86400
    )
    blunter = item.day_only and not row.day_only and same_day
    sharper = not item.day_only and bool(row.day_only) and same_day
    if row.published is None or sharper or (later and not blunter):
        row.published, row.offset_s, row.day_only = published, offset, int(item.day_only)


def _is_cut(title: str, whole: str) -> bool:
    """Say whether `title` is `whole` cut off, as narrow lists do: «Мост откр…»."""
    stem = title.removesuffix("...").removesuffix("…")
    return stem != title and len(stem) < len(whole) and bool(stem) and whole.startswith(stem.rstrip())


def unlist(db: apsw.Connection, key: int) -> None:
    """Take a headline out of all lists until a listing has it again."""
    db.execute("UPDATE headline SET listed = 0 WHERE key = ?", (key,))


def readdress(db: apsw.Connection, key: int, id: str, url: str) -> None:
    """Give a headline the address that it goes by; one that has it already gets the other's in exchange."""
    old = db.execute("SELECT source, id, url FROM headline WHERE key = ?", (key,)).fetchone()
    if old is None or old[1] == id:
        return
    change = "UPDATE headline SET id = ?, url = ? WHERE key = ?"
    twin = db.execute("SELECT key FROM headline WHERE source = ? AND id = ?", (old[0], id)).fetchone()
    if twin is not None:
        db.execute("UPDATE headline SET id = ? WHERE key = ?", (f"\0{old[1]}", twin[0]))
    db.execute(change, (id, url, key))
    if twin is not None:
        db.execute(change, (old[1], old[2], twin[0]))
