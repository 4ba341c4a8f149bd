"""What an archive knows of a source beside its articles, as one line of an export.

Named lists and the days on which articles stood in them, sections, imprint, which addresses are one story,
how far the site's list is known. What belongs to one computer or one moment stays behind: choices of the
screen, when the list was last left, what a site asked for, validators, what could be undone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import apsw

from kaskad_tui.model import Headline, ListKind, Section
from kaskad_tui.sanitize import clean_line, safe_url
from kaskad_tui.store import fields, headlines, lists, names, times
from kaskad_tui.store.fields import LONGEST_NAME, LONGEST_TITLE, Json

ABOUT = "about"
"""The field by which such a line is told from an article; its value is `source`."""

_CARRIED = re.compile(r"state:(?:same:.{1,300}|(?:depth|step|sync):[\w/.-]{0,200})", re.DOTALL)
"""Names of the small values that are taken along."""
_MOST = 20_000
"""Entries of one field that are looked at."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def exported(db: apsw.Connection) -> Iterator[str]:
    """Yield a line for each source of the archive, what has no articles included."""
    sources = db.execute("SELECT name FROM source UNION SELECT source FROM state ORDER BY 1")
    for (source,) in list(sources):
        shape = {ABOUT: "source", "source": source} | _shape(db, source)
        yield json.dumps(shape, ensure_ascii=False, separators=(",", ":")) + "\n"


def _shape(db: apsw.Connection, source: str) -> dict[str, object]:
    number = names.source_number(db, source)
    fetched = dict(list(db.execute("SELECT kind, fetched FROM list WHERE source = ?", (number,))))
    days = list(
        db.execute(
            "SELECT s.day, s.kind, h.id, s.best FROM list_seen s JOIN headline h ON h.key = s.key "
            "WHERE s.source = ? ORDER BY s.kind, s.day, s.best, h.id",
            (number,),
        )
    )
    state = list(db.execute("SELECT name, value FROM state WHERE source = ? ORDER BY name", (source,)))
    return {
        "sections": [[one.id, one.title, one.url] for one in names.sections(db, source)],
        "body": list(lists.load_imprint(db, source)),
        "lists": {
            kind.value: {
                "fetched": fields.iso(times.moment(fetched[kind.value])),
                "ids": [item.id for item in items],
            }
            for kind, items in lists.lists(db, source).items()
        },
        "days": [
            [f"{_EPOCH + timedelta(days=day):%Y-%m-%d}", kind, id_, best] for day, kind, id_, best in days
        ],
        "state": {name: value for name, value in state if _CARRIED.fullmatch(name)},
    }


class SourceLine:
    """What a line says of a source, checked and clean."""

    def __init__(self, shape: Json) -> None:
        """Read it; what is not understood is left out."""
        self.source = clean_line(fields.text(shape, "source") or "", LONGEST_NAME)
        self.sections = tuple(_sections(shape))
        self.imprint = fields.blocks(shape)
        self.lists = dict(_lists(shape))
        self.days = tuple(_days(shape))
        self.state = dict(_state(shape))


def merge(db: apsw.Connection, line: SourceLine) -> None:
    """Take in what the archive does not know better itself. Within a transaction, behind the articles."""
    number = names.need_source(db, line.source) if line.lists or line.days else 0
    if not names.sections(db, line.source):
        lists.save_sections(db, line.source, line.sections)
    if not lists.load_imprint(db, line.source):
        lists.save_imprint(db, line.source, line.imprint)
    for kind, (fetched, ids) in line.lists.items():
        found = headlines.by_ids(db, line.source, ids)
        known = [found[id_] for id_ in ids if id_ in found]
        _merge_list(db, number, kind, known, fetched)
    for day, kind, id_, best in line.days:
        db.execute(
            "INSERT INTO list_seen SELECT ?1, ?2, ?3, key, ?5 FROM headline WHERE source = ?1 AND id = ?4 "
            "ON CONFLICT DO UPDATE SET best = min(best, excluded.best)",
            (number, kind.value, day, id_, best),
        )
    db.executemany(
        "INSERT OR IGNORE INTO state VALUES (?, ?, ?)",
        ((line.source, name, value) for name, value in line.state.items()),
    )


def _merge_list(
    db: apsw.Connection, number: int, kind: ListKind, items: list[Headline], fetched: datetime
) -> None:
    at = times.epoch(fetched)
    kept: int | None = db.execute(
        "SELECT fetched FROM list WHERE source = ? AND kind = ?", (number, kind.value)
    ).get
    if not items or (kept is not None and kept >= at):
        return
    db.execute("INSERT OR REPLACE INTO list VALUES (?, ?, ?)", (number, kind.value, at))
    db.execute("DELETE FROM list_item WHERE source = ? AND kind = ?", (number, kind.value))
    db.executemany(
        "INSERT INTO list_item VALUES (?, ?, ?, ?)",
        ((number, kind.value, position, item.key) for position, item in enumerate(items)),
    )


def _sections(shape: Json) -> Iterator[Section]:
    for row in fields.items(shape, "sections")[:_MOST]:
        if isinstance(row, list) and len(row) == 3 and all(isinstance(part, str) for part in row):
            url, title = safe_url(row[2]), clean_line(row[1], LONGEST_NAME)
            if url is not None and title:
                yield Section(clean_line(row[0], LONGEST_NAME), title, url)


def _lists(shape: Json) -> Iterator[tuple[ListKind, tuple[datetime, list[str]]]]:
    found = shape.get("lists")
    for kind in ListKind if isinstance(found, dict) else ():
        one = found.get(kind.value) if isinstance(found, dict) else None
        fetched = fields.when(one, "fetched") if isinstance(one, dict) else None
        if isinstance(one, dict) and fetched is not None:
            ids = [_id(value) for value in fields.items(one, "ids")[:_MOST]]
            yield kind, (fetched, list(dict.fromkeys(id_ for id_ in ids if id_)))


def _days(shape: Json) -> Iterator[tuple[int, ListKind, str, int]]:
    for row in fields.items(shape, "days")[:_MOST]:
        if not (isinstance(row, list) and len(row) == 4):
            continue
        day, kind, id_, best = fields.when({"day": row[0]}, "day"), row[1], _id(row[2]), row[3]
        if day is not None and kind in set(ListKind) and id_ and type(best) is int and 0 <= best < 1000:
            yield (day - _EPOCH).days, ListKind(kind), id_, best


def _state(shape: Json) -> Iterator[tuple[str, str]]:
    found = shape.get("state")
    for name, value in list(found.items())[:_MOST] if isinstance(found, dict) else ():
        if isinstance(value, str) and _CARRIED.fullmatch(name) and clean_line(name, 400) == name:
            kept = clean_line(value, LONGEST_TITLE)
            if kept and (name.startswith("state:same:") or kept.isdecimal()):
                yield name, kept


def _id(value: object) -> str:
    return clean_line(value, LONGEST_TITLE) if isinstance(value, str) else ""
