"""What SQLite and the system say, as the project's typed failures."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from kaskad_tui.model import Failure, FailureError, FailureKind
from kaskad_tui.sanitize import clean_line

DAMAGED = (apsw.CorruptError, apsw.NotADBError)
"""What SQLite raises when the bytes of a file make no sense."""

_KINDS: tuple[tuple[type[apsw.Error], FailureKind], ...] = (
    (apsw.BusyError, FailureKind.STORE_LOCKED),
    (apsw.LockedError, FailureKind.STORE_LOCKED),
    (apsw.FullError, FailureKind.STORE_FULL),
    (apsw.ReadOnlyError, FailureKind.STORE_READ_ONLY),
    (apsw.CorruptError, FailureKind.STORE_DAMAGED),
    (apsw.NotADBError, FailureKind.STORE_DAMAGED),
    (apsw.CantOpenError, FailureKind.STORE_UNAVAILABLE),
    (apsw.PermissionsError, FailureKind.STORE_READ_ONLY),
    (apsw.IOError, FailureKind.STORE_UNAVAILABLE),
    (apsw.ProtocolError, FailureKind.STORE_LOCKED),
)
_ERRNO = {
    errno.ENOSPC: FailureKind.STORE_FULL,
    errno.EDQUOT: FailureKind.STORE_FULL,
    errno.EFBIG: FailureKind.STORE_FULL,
    errno.EROFS: FailureKind.STORE_READ_ONLY,
    errno.EACCES: FailureKind.STORE_READ_ONLY,
    errno.EPERM: FailureKind.STORE_READ_ONLY,
}
_FULL_CODES = {apsw.SQLITE_IOERR_SHMSIZE}
"""Extended codes that in practice mean a full disk: the shared-memory file could not grow."""


def kind_of(error: apsw.Error | OSError) -> FailureKind | None:
    """Return what `error` means for the archive, or None for an error that only a bug can cause."""
    if isinstance(error, OSError):
        return _ERRNO.get(error.errno or 0, FailureKind.STORE_UNAVAILABLE)
    if getattr(error, "extendedresult", None) in _FULL_CODES:
        return FailureKind.STORE_FULL
    return next((kind for group, kind in _KINDS if isinstance(error, group)), None)


def failure(kind: FailureKind, path: Path, detail: str = "") -> Failure:
    """Return a failure about the archive's file."""
    return Failure(kind, url=str(path), detail=clean_line(detail, 200))


@contextmanager
def typed(path: Path) -> Iterator[None]:
    """Turn what a user's disk can cause into `FailureError`; let bugs (SQL, misuse) through as they are.

    Raises:
        FailureError: its kind is one of `STORE_*`, its `url` the file.
    """
    try:
        yield
    except (apsw.Error, OSError) as error:
        kind = kind_of(error)
        if kind is None:
            raise
        raise FailureError(failure(kind, path, str(error))) from error
