"""How the archive is opened: to write if it can be, to read where it cannot."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import apsw

from kaskad_tui.model import Failure, FailureError, FailureKind
from kaskad_tui.store import connection, recovery, schema
from kaskad_tui.store.connection import Access
from kaskad_tui.store.errors import DAMAGED, failure, typed
from kaskad_tui.store.recovery import Recovered
from kaskad_tui.store.session import Session


@dataclass(slots=True)
class Opened:
    """An archive's file as it could be opened."""

    path: Path
    """What was asked for."""
    readable: Path
    """What reading connections open: the same, or a copy."""
    access: Access
    writer: apsw.Connection | None
    """None when nothing can be written."""
    read_only: Failure | None
    """Why nothing can be written."""
    session: Session | None
    recovered: Recovered | None = None
    copy_folder: Path | None = None
    """A folder of our own that goes when the archive is closed."""


def open_file(path: Path, now: datetime, busy_s: float) -> Opened:
    """Open the archive at `path`; create, upgrade or recover it as needed.

    Raises:
        FailureError: STORE_*, when it cannot even be read.
    """
    path = path.absolute()
    with typed(path):
        _make_possible(path)
        session: Session | None = None
        try:
            session = Session.open(path, busy_s)
            opened = _open_to_write(path, now, busy_s, session)
            session.settle()
            return opened
        except BaseException as error:
            if session is not None:
                session.close()
            if not isinstance(error, FailureError):
                raise
            error = _sharper(path, error)
            # a lock is a matter of moments: no reason to go without marks until the next start
            if error.failure.kind is FailureKind.STORE_LOCKED or not _has_content(path):
                raise error from None
            return _open_to_read(path, error)


def _sharper(path: Path, error: FailureError) -> FailureError:
    """Say «read-only» where SQLite only says that it cannot open."""
    known = error.failure
    if (
        known.kind is FailureKind.STORE_UNAVAILABLE
        and path.parent.is_dir()
        and not os.access(path.parent, os.W_OK)
    ):
        return FailureError(failure(FailureKind.STORE_READ_ONLY, path, known.detail))
    return error


def _make_possible(path: Path) -> None:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError as error:
        raise FailureError(failure(FailureKind.STORE_UNAVAILABLE, path, "no UTF-8 name")) from error
    if path.is_dir():
        raise FailureError(failure(FailureKind.STORE_UNAVAILABLE, path, "is a folder"))
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _open_to_write(path: Path, now: datetime, busy_s: float, session: Session) -> Opened:
    recovered: Recovered | None = None
    with typed(path):
        if session.alone:
            recovery.finish(path)
        try:
            writer = _prepared(path, busy_s)
        except DAMAGED:
            if not session.alone:
                raise
            recovered = recovery.recover(path, now)
            session.suspect = False
            writer = _prepared(path, busy_s)
        return Opened(path, path, Access.SHARED, writer, None, session, recovered)


def _prepared(path: Path, busy_s: float) -> apsw.Connection:
    writer = connection.writing(path, busy_s)
    try:
        version = schema.version_of(writer)
        if version > schema.SCHEMA_VERSION:
            raise FailureError(schema.newer(path, version))
        connection.settled(writer)
        schema.migrate(writer, path)
    except BaseException:
        writer.close()
        raise
    return writer


def _open_to_read(path: Path, why: FailureError) -> Opened:
    """Open what cannot be written to, in the gentlest way that works."""
    wal = path.with_name(path.name + "-wal")
    ways: list[tuple[Path, Access]] = [(path, Access.SHARED)]
    if not _has_content(wal):
        ways.append((path, Access.FROZEN))
    for readable, access in ways:
        if _works(readable, access):
            return Opened(path, readable, access, None, why.failure, None)
    import shutil  # only where nothing can be written

    folder = _copied(path, wal)
    if folder is None:
        raise why
    if not _works(folder / path.name, Access.SHARED):
        shutil.rmtree(folder, ignore_errors=True)
        raise why
    return Opened(path, folder / path.name, Access.SHARED, None, why.failure, None, copy_folder=folder)


def _works(path: Path, access: Access) -> bool:
    try:
        db = connection.reading(path, access)
    except apsw.Error:
        return False
    try:
        schema.readable(db, path)
    except (apsw.Error, FailureError):
        return False
    finally:
        db.close()
    return True


def _copied(path: Path, wal: Path) -> Path | None:
    """Copy the file and its WAL to where a WAL can be used; in memory if the system has such a folder."""
    import shutil
    import tempfile

    shared_memory = Path("/dev/shm")
    for place in (shared_memory, None):
        if place is not None and not place.is_dir():
            continue
        try:
            folder = Path(tempfile.mkdtemp(prefix="kaskad-tui-", dir=place))
        except OSError:
            continue
        try:
            shutil.copyfile(path, folder / path.name)
            if wal.exists():
                shutil.copyfile(wal, folder / wal.name)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            continue
        return folder
    return None
