"""The numbered migrations of the archive's schema, from the first version on."""

from __future__ import annotations

from pathlib import Path

import apsw

from kaskad_tui.model import Failure, FailureError, FailureKind
from kaskad_tui.store.errors import failure

SCHEMA_VERSION = 4
"""What this program writes; `PRAGMA user_version` of its stores."""

OLDEST_READABLE = 1
"""The oldest schema that is read as it is, where it cannot be upgraded; it has no index of the search."""

FOLDER = Path(__file__).parent / "migrations"
"""One file a version, `0001_what.sql`, executed in order within one transaction."""


def version_of(db: apsw.Connection) -> int:
    """Return the schema version of a store, 0 for an empty file."""
    return int(db.pragma("user_version"))


def has_search(db: apsw.Connection) -> bool:
    """Say whether a store has what came with the second schema: the search, the lists of each day."""
    return version_of(db) >= 2


def has_extractors(db: apsw.Connection) -> bool:
    """Say whether a store has what came with the third schema: what read each text."""
    return version_of(db) >= 3


def has_feed_texts(db: apsw.Connection) -> bool:
    """Say whether a store has what came with the fourth schema: what feeds gave of articles."""
    return version_of(db) >= 4


def readable(db: apsw.Connection, path: Path) -> None:
    """Make sure that this program can read a store.

    Raises:
        FailureError: STORE_NEWER, or STORE_UNAVAILABLE when it is empty or no archive of this program.
    """
    version = version_of(db)
    if OLDEST_READABLE <= version <= SCHEMA_VERSION:
        return
    if version > SCHEMA_VERSION:
        least = db.execute("SELECT value FROM meta WHERE name = 'readable_by'").get
        if least is not None and int(least) <= SCHEMA_VERSION:
            return
        raise FailureError(newer(path, version))
    raise FailureError(failure(FailureKind.STORE_UNAVAILABLE, path, f"store version {version}, not upgraded"))


def migrate(
    db: apsw.Connection, path: Path, *, latest: int = SCHEMA_VERSION, folder: Path = FOLDER
) -> Path | None:
    """Bring a store to the schema of this program; what is up to date is not written to.

    All steps are one transaction: a store is of the old version or of the new one. A store that has something
    in it is copied beforehand to `NAME-before-vN.db` beside it.

    Returns:
        the copy, or None when none was made.

    Raises:
        FailureError: STORE_NEWER, or STORE_UNAVAILABLE for a database of another program; the file is
        untouched.
    """
    version = version_of(db)
    if version == latest:
        return None
    if version > latest:
        raise FailureError(newer(path, version, latest))
    if version == 0 and db.execute("SELECT count(*) FROM sqlite_schema").get:
        # another copy of the program may be creating it at this moment: look again from within a transaction
        db.execute("BEGIN IMMEDIATE")
        version = version_of(db)
        db.execute("COMMIT")
        if version == latest:
            return None
        if version == 0:
            raise FailureError(failure(FailureKind.STORE_UNAVAILABLE, path, "a database of another program"))
    copy = _copy(db, path, latest) if version else None
    db.execute("BEGIN IMMEDIATE")
    try:
        for number in range(version_of(db) + 1, latest + 1):
            script = next(folder.glob(f"{number:04d}_*.sql"))
            db.execute(script.read_text(encoding="utf-8"))
            db.pragma("user_version", number)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return copy


def newer(path: Path, version: int, latest: int = SCHEMA_VERSION) -> Failure:
    """Return the failure of a store that a later program wrote."""
    return failure(
        FailureKind.STORE_NEWER, path, f"the store has version {version}, this program knows {latest}"
    )


def _copy(db: apsw.Connection, path: Path, latest: int) -> Path:
    number = 1
    copy = path.with_name(f"{path.stem}-before-v{latest}{path.suffix}")
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem}-before-v{latest}-{number}{path.suffix}")
    db.execute("VACUUM INTO ?", (str(copy),))
    return copy
