"""An archive looked at from outside: how it is, without writing a byte beside or into it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import apsw

from kaskad_tui.model import Failure, FailureError
from kaskad_tui.store import connection, schema
from kaskad_tui.store.connection import Access
from kaskad_tui.store.errors import typed


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a look at an archive's file told."""

    size_bytes: int | None = None
    """None: there is no file."""
    unmerged_bytes: int = 0
    """Of its write-ahead log."""
    writable: bool = False
    """The file, or the folder in which it would be made."""
    version: int | None = None
    """Of its schema."""
    headlines: int | None = None
    texts: int | None = None
    sound: bool | None = None
    """SQLite's quick check; None where it could not be made."""
    failure: Failure | None = None
    """Why it cannot be read."""


def sqlite_version() -> str:
    """Return the version of SQLite in use."""
    return str(apsw.sqlite_lib_version())


def inspect(path: Path) -> Inspection:
    """Look at the archive at `path`; never fails, changes nothing, needs no lock."""
    try:
        size = path.stat().st_size
    except OSError:
        return Inspection(writable=_can_be_made(path))
    wal, shm = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
    unmerged = wal.stat().st_size if wal.is_file() else 0
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    # reading through the log makes its index where there is none: then the bare file has to do
    access = Access.SHARED if unmerged and shm.is_file() else Access.FROZEN
    try:
        with typed(path):
            db = connection.reading(path, access)
            try:
                version = schema.version_of(db)
                headlines = db.execute("SELECT count(*) FROM headline").get if version else None
                texts = db.execute("SELECT count(*) FROM article").get if version else None
                sound = db.execute("PRAGMA quick_check(1)").get == "ok"
            finally:
                db.close()
    except FailureError as error:
        return Inspection(size, unmerged, writable, failure=error.failure)
    return Inspection(size, unmerged, writable, version, headlines, texts, sound)


def _can_be_made(path: Path) -> bool:
    """Tell whether the file could be created: by the nearest folder that exists."""
    for folder in path.absolute().parents:
        if folder.is_dir():
            return os.access(folder, os.W_OK)
    return False
