"""Sources and sections by name: the archive's rows speak of them by number."""

from __future__ import annotations

import json

import apsw

from kaskad_tui.model import Section
from kaskad_tui.sanitize import clean_line


def folded(title: str) -> str:
    """Return the form of a section's title that tells sections apart: letter case and spaces do not."""
    return clean_line(title).casefold().replace("ё", "е")


def source_number(db: apsw.Connection, source: str) -> int | None:
    """Return the number of a source, or None when the archive has nothing of it."""
    number: int | None = db.execute("SELECT number FROM source WHERE name = ?", (source,)).get
    return number


def need_source(db: apsw.Connection, source: str) -> int:
    """Return the number of a source, which is entered when it is new. Within a transaction."""
    number = source_number(db, source)
    if number is None:
        db.execute("INSERT INTO source (name) VALUES (?)", (source,))
        number = db.last_insert_rowid()
    return number


def section_number(db: apsw.Connection, source: str, number: int, section: str) -> int | None:
    """Return the number of a section by its title or its id, or None when no headline names it."""
    query = "SELECT number FROM section_name WHERE source = ? AND folded = ?"
    found: int | None = db.execute(query, (number, folded(section))).get
    if found is None:
        for known in sections(db, source):
            if known.id == section:
                found = db.execute(query, (number, folded(known.title))).get
    return found


def need_section(db: apsw.Connection, number: int, title: str | None) -> int:
    """Return the number of a section's title, 0 for none; a new one is entered. Within a transaction."""
    if not title:
        return 0
    found: int | None = db.execute(
        "SELECT number FROM section_name WHERE source = ? AND folded = ?", (number, folded(title))
    ).get
    if found is None:
        db.execute(
            "INSERT INTO section_name (source, folded, title) VALUES (?, ?, ?)",
            (number, folded(title), title),
        )
        found = db.last_insert_rowid()
    return found


def sections(db: apsw.Connection, source: str) -> tuple[Section, ...]:
    """Return the site's sections as last saved, in its order."""
    stored = db.execute("SELECT value FROM state WHERE source = ? AND name = 'sections'", (source,)).get
    return tuple(Section(*row) for row in json.loads(stored)) if stored else ()
