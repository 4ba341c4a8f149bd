"""The one thread that writes: one job, one transaction, checked before the first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import apsw

from kaskad_tui.clock import Clock
from kaskad_tui.model import FailureError, FailureKind
from kaskad_tui.store import connection, recovery
from kaskad_tui.store.errors import failure, typed
from kaskad_tui.store.opening import Opened

T = TypeVar("T")
Job = Callable[[apsw.Connection], T]


class Writer:
    """Runs jobs on the writing connection, one after the other, each in a transaction of its own."""

    def __init__(self, opened: Opened, clock: Clock, busy_s: float, reopened: Callable[[], None]) -> None:
        self._opened = opened
        self._clock = clock
        self._busy_s = busy_s
        self._reopened = reopened
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archive-writer")
        self._announced = False
        self._synced: bool | None = None

    async def run(self, job: Job[T], *, synced: bool = False) -> T:
        """Do `job` in a transaction on the writing thread; committed when it returns.

        Cancelling the caller does not stop a job that has begun.

        Args:
            job: gets the connection; may be run a second time, on a recovered store.
            synced: the commit reaches the disk before this returns; without, a power cut (not a kill) may
                undo it.

        Raises:
            FailureError: STORE_*; nothing of the job was kept.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._perform, job, synced)

    def heal(self) -> None:
        """Check the store and recover it where it is damaged; the calling thread waits for it.

        Raises:
            FailureError: STORE_*; it cannot be recovered now.
        """
        self._thread.submit(self._perform, _nothing, False).result()

    async def compact(self) -> None:
        """Give the room of deleted rows back to the disk; rewrites the whole file.

        Raises:
            FailureError: STORE_*; the file is as before.
        """
        await self.run(lambda _db: None)  # checks and opens
        await asyncio.get_running_loop().run_in_executor(self._thread, self._compact)

    def _compact(self) -> None:
        db = self._opened.writer
        with typed(self._opened.path):
            if db is not None:
                db.execute("VACUUM")
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """Close the writing connection behind the last job, and end the thread."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=True)

    def _perform(self, job: Job[T], synced: bool) -> T:
        if self._opened.read_only is not None:
            raise FailureError(self._opened.read_only)
        try:
            return self._attempt(job, synced)
        except FailureError as error:
            if error.failure.kind is not FailureKind.STORE_DAMAGED:
                raise
            self._recover()
            return self._attempt(job, synced)

    def _attempt(self, job: Job[T], synced: bool) -> T:
        opened = self._opened
        with typed(opened.path):
            if opened.writer is None:
                opened.writer = connection.writing(opened.path, self._busy_s)
                connection.settled(opened.writer)
            db = opened.writer
            self._announce(db)
            if synced is not self._synced:
                db.pragma("synchronous", "full" if synced else "normal")
                self._synced = synced
            db.execute("BEGIN IMMEDIATE")
            try:
                result = job(db)
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            return result

    def _announce(self, db: apsw.Connection) -> None:
        """Before the first write: check a store that was not left well, and note that it is in use."""
        session = self._opened.session
        if session is None or (self._announced and not session.suspect):
            return
        if session.suspect and not recovery.is_sound(db):
            raise apsw.CorruptError("the check found damage")
        session.writing()
        self._announced = True

    def _recover(self) -> None:
        opened, session = self._opened, self._opened.session
        damaged = FailureError(failure(FailureKind.STORE_DAMAGED, opened.path, "another copy has it open"))
        if session is None or not session.take():
            raise damaged
        try:
            with typed(opened.path):
                if opened.writer is not None:
                    # closing must not fold the WAL into pages that are known to be wrong
                    opened.writer.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
                    opened.writer.close()
                    opened.writer = None
                    self._synced = None
                opened.recovered = recovery.recover(opened.path, self._clock())
                session.writing()
                self._reopened()
        finally:
            session.settle()

    def _close(self) -> None:
        if self._opened.writer is not None:
            self._opened.writer.close()
            self._opened.writer = None
        if self._opened.session is not None:
            self._opened.session.close()


def _nothing(db: apsw.Connection) -> None:
    """Write nothing: what comes before each write is all that is wanted."""
