"""What an article said at different times: the texts that its site has replaced, and the one of now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import apsw

from kaskad_tui.store import schema, times

NOW = 0
"""Stands for the text of now where texts are told apart by their numbers."""


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was for a while."""

    number: int
    """1 is the first that the archive saw."""
    title: str
    author: str | None
    body: tuple[str, ...]
    """Markdown blocks."""
    text: str
    seen: datetime | None
    """When it was last fetched so (aware, UTC)."""
    replaced: datetime | None
    """When another one was found in its place; None for the one of now."""
    extractor: int = 0
    """What read it (`Article.extractor`): of two that differ in it, who changed what is not known."""


def versions(db: apsw.Connection, key: int) -> tuple[Version, ...]:
    """Return all versions of an article, oldest first; the last one is the text of now."""
    titled = schema.has_search(db)
    title = "ifnull(p.title, h.title)" if titled else "h.title"
    joined = "LEFT JOIN page_title p ON p.key = a.key " if titled else ""
    rows = list(
        db.execute(
            "SELECT number, title, author, body, text, fetched, replaced, number FROM version WHERE key = ?1 "
            "UNION ALL SELECT 1 + (SELECT ifnull(max(number), 0) FROM version WHERE key = ?1), "
            f"{title}, a.author, a.body, a.text, a.fetched, NULL, {NOW} "
            f"FROM article a JOIN headline h ON h.key = a.key {joined}"
            "WHERE a.key = ?1 ORDER BY 1",
            (key,),
        )
    )
    readers = extractors(db, key)
    return tuple(
        Version(
            number,
            title,
            author,
            tuple(json.loads(body)),
            text,
            times.moment(fetched),
            times.moment(replaced),
            readers.get(row, 0),
        )
        for number, title, author, body, text, fetched, replaced, row in rows
    )


def extractors(db: apsw.Connection, key: int) -> dict[int, int]:
    """Return what read an article's texts, by their numbers; what is not known is left out."""
    if not schema.has_extractors(db):
        return {}
    return dict(list(db.execute("SELECT number, extractor FROM extractor WHERE key = ?", (key,))))


def note_extractor(db: apsw.Connection, key: int, extractor: int, number: int = NOW) -> None:
    """Keep what read a text; 0 is not known. Within a transaction."""
    if extractor:
        db.execute("INSERT OR REPLACE INTO extractor VALUES (?, ?, ?)", (key, number, extractor))
    else:
        db.execute("DELETE FROM extractor WHERE key = ? AND number = ?", (key, number))


def keep(db: apsw.Connection, key: int, title: str, at: int) -> None:
    """Keep the text of now as one that was replaced at `at` (epoch seconds). Within a transaction."""
    reader = extractors(db, key).get(NOW, 0)
    db.execute(
        "INSERT INTO version (key, number, fetched, replaced, title, author, body, text) "
        "SELECT key, 1 + (SELECT ifnull(max(number), 0) FROM version WHERE key = ?1), fetched, ?2, ?3, "
        "author, body, text FROM article WHERE key = ?1",
        (key, at, title),
    )
    note_extractor(db, key, reader, db.execute("SELECT max(number) FROM version WHERE key = ?", (key,)).get)


def add(db: apsw.Connection, key: int, version: Version) -> None:
    """Add a version that another archive kept, unless it is known. Within a transaction."""
    seen, replaced = (
        None if moment is None else times.epoch(moment) for moment in (version.seen, version.replaced)
    )
    known = db.execute(
        "SELECT 1 FROM version WHERE key = ? AND text = ? AND title = ? AND fetched IS ?",
        (key, version.text, version.title, seen),
    ).get
    if known:
        return
    body = json.dumps(version.body, ensure_ascii=False, separators=(",", ":"))
    db.execute(
        "INSERT INTO version (key, number, fetched, replaced, title, author, body, text) VALUES "
        "(?1, 1 + (SELECT ifnull(max(number), 0) FROM version WHERE key = ?1), ?2, ?3, ?4, ?5, ?6, ?7)",
        (key, seen, replaced, version.title, version.author, body, version.text),
    )
    number = db.execute("SELECT max(number) FROM version WHERE key = ?", (key,)).get
    note_extractor(db, key, version.extractor, number)
