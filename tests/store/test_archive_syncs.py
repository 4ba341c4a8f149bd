"""What is acknowledged has reached the disk: the file system is watched from below SQLite."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator
from inspect import signature
from pathlib import Path

import apsw
import pytest

from kaskad_tui.model import FailureError, FailureKind
from kaskad_tui.store.archive import Archive, View
from tests.store.test_archive_marks import fill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the file system is watched as «unix»")


class Watched(apsw.VFS):
    """The system's files, with a note of each write and sync."""

    def __init__(self) -> None:
        super().__init__("watched", "unix", makedefault=True, iVersion=3)
        self.notes: list[str] = []

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self.notes, name, flags)


class _File(apsw.VFSFile):
    def __init__(self, notes: list[str], name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("unix", name, flags)
        self._notes = notes

    def xWrite(self, data: bytes, offset: int) -> None:
        self._notes.append("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._notes.append("sync")
        super().xSync(flags)


@pytest.fixture
def watched() -> Iterator[list[str]]:
    before = apsw.vfs_names()[0]
    vfs = Watched()
    yield vfs.notes
    vfs.unregister()
    assert apsw.vfs_names()[0] == before


MARKS: dict[str, Callable[[Archive, int], Awaitable[object]]] = {
    "read": lambda archive, key: archive.mark([key], read=True, undoable=True),
    "bookmarked": lambda archive, key: archive.mark([key], bookmarked=True, undoable=False),
    "all read": lambda archive, _key: archive.mark_all_read("s", View()),
    "undone": lambda archive, _key: archive.undo("s"),
}


@pytest.mark.parametrize("name", MARKS)
async def test_a_mark_is_synced_before_it_is_acknowledged(path: Path, watched: list[str], name: str) -> None:
    archive = Archive.open(path)
    keys = await fill(archive, 5)
    await archive.mark(keys[:1], bookmarked=True, undoable=True)
    await fill(archive, 9)  # what need not be synced, between
    watched.clear()
    await MARKS[name](archive, keys[0] if name == "read" else keys[1])
    assert "write" in watched
    assert watched[-1] == "sync"
    await archive.close()


class Full(apsw.VFS):
    """The system's files, on a disk that has no room while `full`."""

    def __init__(self) -> None:
        super().__init__("full", "unix", makedefault=True, iVersion=3)
        self.full = False

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _FullFile(self, name, flags)


class _FullFile(apsw.VFSFile):
    def __init__(self, disk: Full, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("unix", name, flags)
        self._disk = disk

    def xWrite(self, data: bytes, offset: int) -> None:
        if self._disk.full:
            raise apsw.FullError("no room")
        super().xWrite(data, offset)


async def test_a_disk_that_fills_refuses_the_mark_and_loses_nothing(path: Path) -> None:
    disk = Full()
    try:
        archive = Archive.open(path)
        keys = await fill(archive, 5)
        await archive.mark(keys[:1], read=True, undoable=True)
        disk.full = True
        for _attempt in range(3):
            with pytest.raises(FailureError) as error:
                await archive.mark(keys, read=True, undoable=True)
            assert error.value.failure.kind is FailureKind.STORE_FULL
            assert archive.unread("s") == 4, "reading goes on, with what was acknowledged"
        disk.full = False
        assert await archive.mark(keys, read=True, undoable=True) == 4
        await archive.close()
        again = Archive.open(path)
        assert again.unread("s") == 0 and again.recovered is None
        await again.close()
    finally:
        disk.unregister()


def test_five_seconds_are_what_a_write_waits() -> None:
    assert signature(Archive.open).parameters["busy_s"].default == 5.0
