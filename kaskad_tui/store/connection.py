"""Connections to the archive's file: the writing one, and reading ones of several kinds."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from urllib.parse import quote

import apsw

READ_BUSY_MS = 1000
"""In WAL a reader waits only while another process recovers the log after a crash."""


class Access(Enum):
    """How a file is read."""

    SHARED = "mode=ro"
    """Beside a writer, through the WAL."""
    FROZEN = "mode=ro&immutable=1"
    """Where no lock and no WAL can be made: the bare file."""


def writing(path: Path, busy_s: float) -> apsw.Connection:
    """Open the writing connection; a file is created when there is none.

    Closing it leaves the file as it is until `settled`.

    Raises:
        apsw.Error: the file cannot be opened, read, or written to.
    """
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    try:
        db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        db.set_busy_timeout(int(busy_s * 1000))
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # reads the first page: damage shows here
        if db.readonly("main"):
            raise apsw.ReadOnlyError("the file cannot be written to")
    except BaseException:
        db.close()
        raise
    return db


def settled(db: apsw.Connection) -> None:
    """Set the writing connection up for its work: WAL, durable, folding the WAL in when it is closed."""
    db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)
    db.pragma("journal_mode", "wal")
    db.pragma("journal_size_limit", 16 * 2**20)
    db.pragma("fullfsync", True)  # on macOS fsync alone does not reach the platter
    db.pragma("checkpoint_fullfsync", True)
    db.pragma("synchronous", "full")


def reading(path: Path, access: Access = Access.SHARED) -> apsw.Connection:
    """Open a reading connection; it never changes the file, not even when it is closed.

    Raises:
        apsw.Error: the file cannot be opened or read in this way.
    """
    # "?" and "%" in a path are part of its name, hence quote
    db = apsw.Connection(
        f"file:{quote(str(path))}?{access.value}", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    )
    try:
        # the file may have been renamed meanwhile (recovery): then the WAL of this name belongs to another
        db.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        db.set_busy_timeout(READ_BUSY_MS)
        # damage and a WAL that cannot be had show here
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        db.close()
        raise
    return db
