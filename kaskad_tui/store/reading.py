"""Reading connections, one for each thread that reads."""

from __future__ import annotations

import threading

import apsw

from kaskad_tui.store import connection
from kaskad_tui.store.opening import Opened


class Readers:
    """Hands each thread its own connection; all are opened anew after a recovery."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._local = threading.local()
        self._generation = 0
        self._all: list[apsw.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    def connection(self) -> apsw.Connection:
        """Return the connection of the calling thread.

        Raises:
            apsw.Error: the file cannot be opened.
        """
        known: tuple[int, apsw.Connection] | None = getattr(self._local, "known", None)
        if known is not None and known[0] == self._generation:
            return known[1]
        if self._closed:
            raise RuntimeError("the archive is closed")
        generation = self._generation
        db = connection.reading(self._opened.readable, self._opened.access)
        with self._lock:
            self._all.append(db)
        if known is not None:
            self._drop(known[1])
        self._local.known = (generation, db)
        return db

    def renew(self) -> None:
        """Let every thread open a new connection at its next read: the file is another one."""
        self._generation += 1

    def close(self) -> None:
        """Close all connections; no thread may be reading."""
        self._closed = True
        self._generation += 1
        with self._lock:
            for db in self._all:
                db.close()
            self._all.clear()

    def _drop(self, db: apsw.Connection) -> None:
        with self._lock:
            self._all.remove(db)
        db.close()
