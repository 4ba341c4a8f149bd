"""Who has the store open, and whether it was left well: a small file beside it, locked while in use.

`archive.db-session` says «clean SIZE MTIME» after a proper end, «open» while it is written to and «suspect»
from an unclean end until the check. The lock (flock) tells a copy that still runs from one that was killed;
without it, a WAL left behind could be either. Windows has no flock: there everyone counts as alone, and a
store that another copy has open cannot be renamed anyway.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from kaskad_tui.model import FailureError, FailureKind
from kaskad_tui.store.errors import failure

if sys.platform != "win32":
    import fcntl


class Session:
    """One process's hold on the store."""

    def __init__(self, path: Path, descriptor: int | None) -> None:
        self._path = path
        self._descriptor = descriptor
        self.suspect = False
        """The store has to be checked before it is written to."""
        self.alone = False
        """No other copy of the program had it open at the start."""

    @classmethod
    def open(cls, path: Path, busy_s: float) -> Session:
        """Take the hold; exclusive until `settle` when alone.

        Where the small file cannot be had (read-only folder), the session holds nothing and suspects a WAL.

        Raises:
            FailureError: STORE_LOCKED when another copy is opening or recovering for longer than `busy_s`.
        """
        try:
            descriptor = os.open(
                _beside(path, "-session"), os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600
            )
        except OSError:
            session = cls(path, None)
            session.suspect = _size(_beside(path, "-wal")) > 0
            return session
        session = cls(path, descriptor)
        try:
            session._enter(busy_s)
        except BaseException:
            os.close(descriptor)
            raise
        return session

    def _enter(self, busy_s: float) -> None:
        deadline = time.monotonic() + busy_s
        self.alone = self._lock(exclusive=True)
        while not self.alone and not self._lock(exclusive=False):
            if time.monotonic() > deadline:
                raise FailureError(
                    failure(FailureKind.STORE_LOCKED, self._path, "another copy is opening it")
                )
            time.sleep(0.02)
        if not self.alone:
            self.suspect = self._read() == "suspect"
        elif _size(self._path) > 0:
            self.suspect = self._read() != self._clean() or _size(_beside(self._path, "-wal")) > 0
            if self.suspect:
                self._write("suspect")

    def settle(self) -> None:
        """Let other copies in."""
        self._lock(exclusive=False)

    def writing(self) -> None:
        """Note that the store is about to be written to, checked if it had to be."""
        self.suspect = False
        self._write("open")

    def damaged(self) -> None:
        """Note that the store has to be checked before the next write."""
        self.suspect = True

    def take(self) -> bool:
        """Try to become the only one again, for a recovery. Returns whether it worked; `settle` ends it."""
        if self._lock(exclusive=True):
            return True
        self._lock(exclusive=False)  # a failed conversion may lose the lock that was there
        return False

    def close(self) -> None:
        """Let go, after the last connection is closed; the last copy to do so notes a proper end."""
        if self._descriptor is None:
            return
        try:
            if self._lock(exclusive=True) and _size(_beside(self._path, "-wal")) <= 0:
                self._write("suspect" if self.suspect else self._clean())
        finally:
            os.close(self._descriptor)
            self._descriptor = None

    def _clean(self) -> str:
        try:
            status = self._path.stat()
        except OSError:
            return "none"
        return f"clean {status.st_size} {status.st_mtime_ns}"

    def _read(self) -> str:
        if self._descriptor is None:
            return ""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, 100).decode("ascii", "replace")

    def _write(self, text: str) -> None:
        if self._descriptor is None:
            return
        try:
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, text.encode("ascii"))
        except OSError:
            pass  # a full disk: an empty note is no clean one, which errs on the safe side

    def _lock(self, *, exclusive: bool) -> bool:
        if self._descriptor is None:
            return False
        if sys.platform != "win32":
            try:
                fcntl.flock(self._descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            except OSError:
                return False
        return True


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
