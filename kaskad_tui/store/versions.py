"""What an article said at different times: the texts that its site has replaced, and the one of now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import apsw

from kaskad_tui.store import schema, times


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


def versions(db: apsw.Connection, key: int) -> tuple[Version, ...]:
    """Return all versions of an article, oldest first; the last one is the text of now."""
    titled = schema.has_search(db)
    title = "ifnull(p.title, h.title)" if titled else "h.title"
    joined = "LEFT JOIN page_title p ON p.key = a.key " if titled else ""
    rows = list(
        db.execute(
            "SELECT number, title, author, body, text, fetched, replaced FROM version WHERE key = ?1 "
            "UNION ALL SELECT 1 + (SELECT ifnull(max(number), 0) FROM version WHERE key = ?1), "
            f"{title}, a.author, a.body, a.text, a.fetched, NULL "
            f"FROM article a JOIN headline h ON h.key = a.key {joined}"
            "WHERE a.key = ?1 ORDER BY 1",
            (key,),
        )
    )
    return tuple(
        Version(
            number,
            title,
            author,
            tuple(json.loads(body)),
            text,
            times.moment(fetched),
            times.moment(replaced),
        )
        for number, title, author, body, text, fetched, replaced in rows
    )


def keep(db: apsw.Connection, key: int, title: str, at: int) -> None:
    """Keep the text of now as one that was replaced at `at` (epoch seconds). Within a transaction."""
    db.execute(
        "INSERT INTO version (key, number, fetched, replaced, title, author, body, text) "
        "SELECT key, 1 + (SELECT ifnull(max(number), 0) FROM version WHERE key = ?1), fetched, ?2, ?3, "
        "author, body, text FROM article WHERE key = ?1",
        (key, at, title),
    )


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
