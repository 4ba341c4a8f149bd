"""What is acknowledged has reached the disk: the file system is watched from below SQLite."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import apsw
import pytest

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
