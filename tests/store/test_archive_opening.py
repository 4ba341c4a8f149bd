from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from kaskad_tui.model import FailureError, FailureKind, Headline
from kaskad_tui.store import connection, opening, schema
from kaskad_tui.store.archive import Archive, View

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def items(*numbers: int) -> list[Headline]:
    return [Headline(str(n), f"http://site/{n}", f"T{n}", NOW) for n in numbers]


async def made(path: Path, count: int = 3) -> tuple[int, ...]:
    """Make an archive, mark its first headline, close it."""
    archive = Archive.open(path, clock=lambda: NOW)
    keys = (await archive.save_headlines("s", items(*range(count)), NOW, listed=True)).keys
    await archive.mark(keys[:1], read=True, undoable=True)
    await archive.close()
    return keys


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def kind(error: pytest.ExceptionInfo[FailureError]) -> FailureKind:
    return error.value.failure.kind


def suspect(archive: Archive) -> bool:
    session = archive._opened.session
    assert session is not None
    return session.suspect


async def test_a_proper_end_leaves_one_file_and_no_check(path: Path) -> None:
    await made(path)
    assert sorted(file.name for file in path.parent.iterdir()) == ["archive.db", "archive.db-session"]
    archive = Archive.open(path)
    assert not suspect(archive) and archive.read_only is None
    assert archive.unread("s") == 2
    await archive.close()


async def test_a_file_changed_by_others_is_suspect(path: Path) -> None:
    await made(path)
    os.utime(path, (1, 1))
    archive = Archive.open(path)
    assert suspect(archive)
    await archive.mark([1], read=True, undoable=True)
    assert not suspect(archive) and archive.recovered is None
    await archive.close()


@pytest.mark.parametrize("name", ["a?b%41.db", "архив 1#.db", "file:x.db"])
async def test_any_name_is_a_name(tmp_path: Path, name: str) -> None:
    await made(tmp_path / name)
    assert (tmp_path / name).is_file()


async def test_a_held_lock_is_waited_for_and_then_named(path: Path) -> None:
    keys = await made(path)
    archive = Archive.open(path, busy_s=0.2)
    other = apsw.Connection(str(path))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(FailureError) as error:
        await archive.mark(keys, read=True, undoable=True)
    assert kind(error) is FailureKind.STORE_LOCKED and error.value.failure.url == str(path)
    assert archive.unread("s") == 2, "readers never wait"
    late = Archive.open(path, busy_s=0.2)
    assert late.unread("s") == 2, "opening does not wait either"
    threading.Timer(0.05, lambda: other.execute("ROLLBACK")).start()
    assert await archive.mark(keys, read=True, undoable=True) == 2
    await late.close()
    await archive.close()
    other.close()


async def test_two_processes_share_the_store(path: Path) -> None:
    keys = await made(path, 400)
    script = (
        "import asyncio, sys; from pathlib import Path; from kaskad_tui.store.archive import Archive\n"
        "async def main():\n"
        "    a = Archive.open(Path(sys.argv[1]))\n"
        "    for key in map(int, sys.argv[2:]): await a.mark([key], bookmarked=True, undoable=True)\n"
        "    await a.close()\n"
        "asyncio.run(main())"
    )
    command = [sys.executable, "-c", script, str(path), *map(str, keys[:100])]
    archive = Archive.open(path)
    process = await asyncio.create_subprocess_exec(*command)
    for key in keys[100:200]:
        await archive.mark([key], bookmarked=True, undoable=True)
        archive.order("s", View())
    assert await process.wait() == 0
    assert archive.count("s", View(filter="bookmarked")) == 200
    steps = 0
    while await archive.undo("s"):
        steps += 1
    assert steps == 200, "the newest 200 of both"
    await archive.close()
    assert connection.reading(path).execute("PRAGMA integrity_check").get == "ok"


async def test_many_start_at_once_on_nothing(path: Path) -> None:
    def start() -> None:
        async def use() -> None:
            archive = Archive.open(path)
            await archive.save_headlines("s", items(threading.get_ident()), NOW, listed=True)
            await archive.close()

        asyncio.run(use())

    await asyncio.gather(*(asyncio.to_thread(start) for _ in range(6)))
    archive = Archive.open(path)
    assert archive.count("s", View()) >= 1 and archive.recovered is None
    await archive.close()


@pytest.mark.parametrize("journal", ["wal", "delete"])
async def test_a_newer_store_is_read_if_it_allows_it_and_never_touched(path: Path, journal: str) -> None:
    keys = await made(path)
    db = apsw.Connection(str(path))
    db.pragma("journal_mode", journal)
    db.pragma("user_version", 999)
    db.close()
    before = digest(path)
    archive = Archive.open(path)
    assert archive.read_only is not None and archive.read_only.kind is FailureKind.STORE_NEWER
    assert "999" in archive.read_only.detail and str(schema.SCHEMA_VERSION) in archive.read_only.detail
    assert archive.unread("s") == 2 and len(archive.headlines(keys)) == 3
    with pytest.raises(FailureError) as error:
        await archive.mark(keys, read=True, undoable=True)
    assert kind(error) is FailureKind.STORE_NEWER
    await archive.close()
    assert digest(path) == before


async def test_a_newer_store_that_cannot_be_read_is_refused(path: Path) -> None:
    await made(path)
    db = apsw.Connection(str(path))
    db.execute("UPDATE meta SET value = '500' WHERE name = 'readable_by'")
    db.pragma("user_version", 999)
    db.close()
    before = digest(path)
    with pytest.raises(FailureError) as error:
        Archive.open(path)
    assert kind(error) is FailureKind.STORE_NEWER and digest(path) == before


async def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    db = apsw.Connection(str(path))
    db.execute("CREATE TABLE bookmarks (url TEXT)")
    db.close()
    with pytest.raises(FailureError) as error:
        Archive.open(path)
    assert kind(error) is FailureKind.STORE_UNAVAILABLE
    db = apsw.Connection(str(path))
    assert [row[0] for row in db.execute("SELECT name FROM sqlite_schema")] == ["bookmarks"]
    db.close()


def test_a_folder_in_place_of_the_file_or_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "file" / "archive.db", tmp_path / "\udcff.db"):
        with pytest.raises(FailureError) as error:
            Archive.open(path)
        assert kind(error) is FailureKind.STORE_UNAVAILABLE


async def test_a_full_disk_refuses_writing_and_goes_on_reading(path: Path) -> None:
    keys = await made(path)
    archive = Archive.open(path)
    writer = archive._opened.writer
    assert writer is not None
    writer.pragma("max_page_count", int(writer.pragma("page_count")))
    with pytest.raises(FailureError) as error:
        await archive.save_headlines("s", items(*range(100, 4000)), NOW, listed=True)
    assert kind(error) is FailureKind.STORE_FULL
    assert archive.count("s", View()) == 3, "nothing of it was kept"
    writer.pragma("max_page_count", 10**6)
    assert await archive.mark(keys, read=True, undoable=True) == 2, "room again: writing goes on"
    await archive.close()


@pytest.mark.parametrize("error", [apsw.FullError, apsw.CantOpenError, apsw.ReadOnlyError])
@pytest.mark.parametrize("hot", [False, True])
async def test_where_no_wal_can_be_made_the_file_is_still_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: type[apsw.Error], hot: bool
) -> None:
    keys = await made(path)
    if hot:  # a crash left marks in the WAL only
        archive = Archive.open(path)
        await archive.mark(keys, read=True, undoable=True)
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{path}{suffix}", f"{path}{suffix}.copy")
        await archive.close()
        for suffix in ("", "-wal"):
            os.replace(f"{path}{suffix}.copy", f"{path}{suffix}")
    before = digest(path)
    folder = path.parent

    def refused(path: Path, busy_s: float) -> apsw.Connection:
        raise error("injected")

    real = connection.reading

    def picky(path: Path, access: connection.Access = connection.Access.SHARED) -> apsw.Connection:
        if access is connection.Access.SHARED and path.parent == folder:
            raise apsw.CantOpenError("injected")
        return real(path, access)

    monkeypatch.setattr(connection, "writing", refused)
    monkeypatch.setattr(connection, "reading", picky)
    archive = Archive.open(path)
    assert archive.read_only is not None and archive.unread("s") == (0 if hot else 2)
    assert (await archive.order_async("s", View())).keys == archive.order("s", View()).keys
    with pytest.raises(FailureError) as refusal:
        await archive.mark(keys, read=False, undoable=True)
    assert refusal.value.failure == archive.read_only
    copy = archive._opened.copy_folder
    assert (copy is not None) is hot
    await archive.close()
    assert digest(path) == before and (copy is None or not copy.exists())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to become no one")
async def test_a_folder_that_another_user_owns(tmp_path: Path) -> None:
    """As root chmod refuses nothing: a child becomes another user."""
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        await made(folder / "archive.db")
        before = digest(folder / "archive.db")
        script = (
            "import asyncio, os, sys; from pathlib import Path\n"
            "from kaskad_tui.store.archive import Archive; from kaskad_tui.model import FailureError\n"
            "import importlib, encodings.idna, urllib.parse\n"
            "os.setgid(65534); os.setuid(65534)\n"
            "async def main():\n"
            "    a = Archive.open(Path(sys.argv[1]))\n"
            "    print(a.unread('s'), a.read_only.kind)\n"
            "    try: await a.mark([1], read=True, undoable=True)\n"
            "    except FailureError as e: print(e.failure.kind)\n"
            "    await a.close()\n"
            "    try: Archive.open(Path(sys.argv[1]).with_name('new.db'))\n"
            "    except FailureError as e: print(e.failure.kind)\n"
            "asyncio.run(main())"
        )
        command = [sys.executable, "-c", script, str(folder / "archive.db")]
        answer = subprocess.run(command, capture_output=True, text=True)
        assert answer.stdout.split() == ["2", "store_read_only", "store_read_only", "store_read_only"], (
            answer.stderr
        )
        assert digest(folder / "archive.db") == before
        assert sorted(file.name for file in folder.iterdir()) == ["archive.db", "archive.db-session"]


def test_the_migrations_are_numbered_without_gap() -> None:
    numbers = sorted(int(file.name[:4]) for file in schema.FOLDER.glob("*.sql"))
    assert numbers == list(range(1, schema.SCHEMA_VERSION + 1))


async def test_a_migration_copies_first_and_is_all_or_nothing(path: Path, tmp_path: Path) -> None:
    await made(path)
    folder = tmp_path / "steps"
    shutil.copytree(schema.FOLDER, folder)
    now = schema.SCHEMA_VERSION
    (folder / f"{now + 1:04}_more.sql").write_text("CREATE TABLE more (x); INSERT INTO more VALUES (1);")
    (folder / f"{now + 2:04}_bad.sql").write_text(
        "INSERT INTO more VALUES (2); INSERT INTO nowhere VALUES (3);"
    )
    db = connection.writing(path, 1)
    with pytest.raises(apsw.SQLError):
        schema.migrate(db, path, latest=now + 2, folder=folder)
    assert schema.version_of(db) == now
    assert db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'more'").get == 0
    copy = schema.migrate(db, path, latest=now + 1, folder=folder)
    assert schema.version_of(db) == now + 1 and copy is not None
    assert copy.name == f"archive-before-v{now + 1}.db"
    assert schema.migrate(db, path, latest=now + 1, folder=folder) is None
    db.close()
    old = connection.reading(copy)
    assert schema.version_of(old) == now and old.execute("SELECT count(*) FROM headline").get == 3
    old.close()


async def test_reads_and_writes_during_an_opening_are_refused_not_mixed(path: Path) -> None:
    from kaskad_tui.store.session import Session

    await made(path)
    holder = Session.open(path, 0.1)
    assert holder.alone
    with pytest.raises(FailureError) as error:
        opening.open_file(path, NOW, 0.1)
    assert kind(error) is FailureKind.STORE_LOCKED
    holder.settle()
    archive = Archive.open(path)
    assert archive.unread("s") == 2
    await archive.close()
    holder.close()
