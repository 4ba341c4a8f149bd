"""What stands beside the articles: the named lists, the sections, the imprint, small values, validators."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import apsw

from kaskad_tui.model import Headline, ListKind, Lists, Section
from kaskad_tui.store import headlines, names, seen, times


class HasValidators(Protocol):
    """What HTTP gives to ask «changed since?», whoever's type it is."""

    @property
    def etag(self) -> str | None:
        """Return the entity tag as the site sent it."""

    @property
    def last_modified(self) -> str | None:
        """Return the date as the site sent it."""


@dataclass(frozen=True, slots=True)
class StoredValidators:
    """The validators of an address, as they were saved."""

    etag: str | None
    last_modified: str | None


def save_lists(db: apsw.Connection, source: str, lists: Lists, fetched: datetime) -> bool:
    """Keep the named lists as at `fetched`. Within a transaction.

    Kind by kind: an empty list replaces nothing, one fetched earlier than the kept one neither.

    Returns:
        True when a list differs from the one before.
    """
    number = names.need_source(db, source)
    at = times.epoch(fetched)
    differs = False
    for kind, items in lists.items():
        if not items:
            continue
        saved = headlines.save(db, source, items, fetched, "aside")
        keys = list(dict.fromkeys(saved.keys))
        seen.note(db, number, kind, keys, at)
        kept: int | None = db.execute(
            "SELECT fetched FROM list WHERE source = ? AND kind = ?", (number, kind.value)
        ).get
        if kept is not None and kept > at:
            continue
        db.execute("INSERT OR REPLACE INTO list VALUES (?, ?, ?)", (number, kind.value, at))
        if keys == _keys(db, number, kind):
            differs = differs or bool(saved.updated)
            continue
        differs = True
        db.execute("DELETE FROM list_item WHERE source = ? AND kind = ?", (number, kind.value))
        db.executemany(
            "INSERT INTO list_item VALUES (?, ?, ?, ?)",
            ((number, kind.value, position, key) for position, key in enumerate(keys)),
        )
    return differs


def lists(db: apsw.Connection, source: str) -> Lists:
    """Return the newest named lists of a source with the marks of now; kinds without items are left out."""
    number = names.source_number(db, source)
    found: dict[ListKind, tuple[Headline, ...]] = {}
    for kind in ListKind if number is not None else ():
        items = headlines.by_keys(db, _keys(db, number or 0, kind))
        if items:
            found[kind] = tuple(items)
    return found


def _keys(db: apsw.Connection, number: int, kind: ListKind) -> list[int]:
    rows = db.execute(
        "SELECT key FROM list_item WHERE source = ? AND kind = ? ORDER BY position", (number, kind.value)
    )
    return [row[0] for row in rows]


def save_sections(db: apsw.Connection, source: str, sections: Sequence[Section]) -> bool:
    """Keep the site's sections. Within a transaction; none replace none. Returns whether they differ."""
    if not sections or tuple(sections) == names.sections(db, source):
        return False
    rows = [(section.id, section.title, section.url) for section in sections]
    _put(db, source, "sections", json.dumps(rows, ensure_ascii=False))
    return True


def save_imprint(db: apsw.Connection, source: str, imprint: Sequence[str]) -> bool:
    """Keep the site's imprint. Within a transaction; none replaces none. Returns whether it differs."""
    if not imprint or tuple(imprint) == load_imprint(db, source):
        return False
    _put(db, source, "imprint", json.dumps(list(imprint), ensure_ascii=False))
    return True


def load_imprint(db: apsw.Connection, source: str) -> tuple[str, ...]:
    """Return the imprint as Markdown blocks; empty when it was never seen."""
    stored = _get(db, source, "imprint")
    return tuple(json.loads(stored)) if stored else ()


def save_state(db: apsw.Connection, source: str, name: str, value: str) -> None:
    """Keep a small value. Within a transaction."""
    _put(db, source, f"state:{name}", value)


def load_state(db: apsw.Connection, source: str, name: str) -> str | None:
    """Return a small value, or None when it was never kept."""
    return _get(db, source, f"state:{name}")


def save_validators(db: apsw.Connection, url: str, validators: HasValidators) -> None:
    """Keep the validators of an address. Within a transaction; without any the address is forgotten."""
    if validators.etag is None and validators.last_modified is None:
        db.execute("DELETE FROM validators WHERE url = ?", (url,))
        return
    db.execute(
        "INSERT OR REPLACE INTO validators VALUES (?, ?, ?)", (url, validators.etag, validators.last_modified)
    )


def load_validators(db: apsw.Connection, url: str) -> StoredValidators | None:
    """Return the validators of an address, or None."""
    row = db.execute("SELECT etag, last_modified FROM validators WHERE url = ?", (url,)).fetchone()
    return None if row is None else StoredValidators(*row)


def _put(db: apsw.Connection, source: str, name: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", (source, name, value))


def _get(db: apsw.Connection, source: str, name: str) -> str | None:
    stored: str | None = db.execute(
        "SELECT value FROM state WHERE source = ? AND name = ?", (source, name)
    ).get
    return stored
