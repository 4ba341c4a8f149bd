"""What the owner of an archive does with its file: look at it, copy it, put a copy back, make room in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from kaskad_tui.model import FailureError, FailureKind
from kaskad_tui.store import connection, recovery, schema, times
from kaskad_tui.store.errors import failure, typed
from kaskad_tui.store.session import Session


@dataclass(frozen=True, slots=True)
class Info:
    """What is in an archive."""

    path: Path
    size_bytes: int
    """With what is not folded in yet."""
    schema: int
    headlines: int
    texts: int
    versions: int
    """Texts that sites have replaced."""
    unread: int
    bookmarked: int
    unindexed: int
    """Articles that the search does not know yet."""
    sources: tuple[str, ...]
    oldest: datetime | None
    """Of the listed articles, as `newest`; aware, UTC."""
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a prune took away."""

    texts: int
    versions: int


def info(db: apsw.Connection, path: Path) -> Info:
    """Return what is in an archive."""

    def number(query: str) -> int:
        return int(db.execute(query).get or 0)

    row = db.execute("SELECT min(sort), max(sort) FROM headline WHERE listed = 1").fetchone() or (None, None)
    files = (path, path.with_name(path.name + "-wal"))
    return Info(
        path=path,
        size_bytes=sum(file.stat().st_size for file in files if file.exists()),
        schema=schema.version_of(db),
        headlines=number("SELECT count(*) FROM headline"),
        texts=number("SELECT count(*) FROM article"),
        versions=number("SELECT count(*) FROM version"),
        unread=number("SELECT count(*) FROM headline WHERE listed = 1 AND read = 0"),
        bookmarked=number("SELECT count(*) FROM headline WHERE bookmarked = 1"),
        unindexed=number("SELECT count(*) FROM search_todo") if schema.has_search(db) else 0,
        sources=tuple(str(row[0]) for row in db.execute("SELECT name FROM source ORDER BY number")),
        oldest=times.moment(row[0]),
        newest=times.moment(row[1]),
    )


def prune(
    db: apsw.Connection, *, before: int | None = None, keep: int | None = None, source: str | None = None
) -> Pruned:
    """Drop texts and replaced versions; headlines, marks and bookmarked articles stay. Within a transaction.

    Args:
        db: the writing connection.
        before: of articles published before this second (epoch).
        keep: of all but the newest so many.
        source: of this one only.
    """
    condition = "h.bookmarked = 0 AND (?1 IS NULL OR o.name = ?1)"
    tables = "headline h JOIN source o ON o.number = h.source"
    if before is not None:
        chosen = f"SELECT h.key FROM {tables} WHERE {condition} AND h.sort < ?2"
    else:
        chosen = (
            f"SELECT h.key FROM {tables} JOIN article a ON a.key = h.key WHERE {condition} "
            "ORDER BY h.sort DESC, h.number DESC LIMIT -1 OFFSET ?2"
        )
    keys = [row[0] for row in db.execute(chosen, (source, before if before is not None else keep))]
    texts = versions = 0
    for key in keys:
        db.execute("DELETE FROM article WHERE key = ?", (key,))
        texts += db.changes()
        db.execute("DELETE FROM version WHERE key = ?", (key,))
        versions += db.changes()
        db.execute("UPDATE headline SET has_body = 0 WHERE key = ? AND has_body = 1", (key,))
        db.execute("DELETE FROM page_title WHERE key = ?", (key,))
        db.execute("DELETE FROM extractor WHERE key = ?", (key,))
        db.execute("DELETE FROM feed_text WHERE key = ?", (key,))
    return Pruned(texts, versions)


def copy(db: apsw.Connection, target: Path) -> None:
    """Write the whole store to a new file, also while others write to it; on disk when it returns.

    Raises:
        FailureError: STORE_*; about `target`, which is not there then.
    """
    with typed(target):
        if target.exists():
            raise FailureError(failure(FailureKind.STORE_UNAVAILABLE, target, "the file is already there"))
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        try:
            db.execute("VACUUM INTO ?", (str(part),))
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            os.replace(part, target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def restore(path: Path, backup: Path, now: datetime, busy_s: float = 5.0) -> Path | None:
    """Put a copy in the place of the archive; what was there is set aside, never deleted.

    Args:
        path: the archive.
        backup: a copy that `copy` made, of this or an older version of the program.
        now: names what is set aside.
        busy_s: how long to wait for another copy of the program.

    Returns:
        where the archive that was there is now, None when there was none.

    Raises:
        FailureError: STORE_*; the archive is as before.
    """
    path = path.absolute()
    fresh = path.with_name(path.name + "-restoring")
    with typed(backup):
        if not backup.is_file():
            raise FailureError(failure(FailureKind.STORE_UNAVAILABLE, backup, "there is no such file"))
        source = connection.reading(backup, connection.Access.SHARED)
        try:
            schema.readable(source, backup)
            if not recovery.is_sound(source):
                raise FailureError(failure(FailureKind.STORE_DAMAGED, backup, "the check found damage"))
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh.unlink(missing_ok=True)
            copy(source, fresh)
        finally:
            source.close()
    with typed(path):
        session = Session.open(path, busy_s)
        try:
            if not session.alone:
                raise FailureError(failure(FailureKind.STORE_LOCKED, path, "another copy has it open"))
            aside = _set_aside(path, now)
            os.replace(fresh, path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        finally:
            session.close()
    return aside


def _set_aside(path: Path, now: datetime) -> Path | None:
    if not path.exists() or not path.stat().st_size:
        return None
    number = 1
    aside = path.with_name(f"{path.stem}-before-restore-{now:%Y-%m-%d}{path.suffix}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}-before-restore-{now:%Y-%m-%d}-{number}{path.suffix}")
    for suffix in ("-wal", ""):  # a WAL goes with its file, and before it: alone it changes nothing
        file = path.with_name(path.name + suffix)
        if file.exists():
            os.replace(file, aside.with_name(aside.name + suffix))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    return aside
