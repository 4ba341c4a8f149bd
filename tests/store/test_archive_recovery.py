from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from kaskad_tui.model import Article, FailureError, FailureKind, Headline
from kaskad_tui.store import connection, recovery
from kaskad_tui.store.archive import Archive, View

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
COUNT = 2000
READ = set(range(0, COUNT, 7))
PAGE = 4096


async def make(path: Path) -> None:
    """An archive of 2,000 headlines, every seventh read, some with texts of several pages."""
    archive = Archive.open(path, clock=lambda: NOW)
    items = [
        Headline(str(n), f"http://site/{n}", f"Заголовок {n}", NOW - timedelta(minutes=n), section="Новости")
        for n in range(COUNT)
    ]
    keys = (await archive.save_headlines("s", items, NOW, listed=True)).keys
    await archive.mark([keys[n] for n in READ], read=True, undoable=True)
    for n in range(0, 200, 2):
        text = f"Текст {n}. " * 300
        await archive.save_article("s", Article(items[n], None, (text,), text, fetched=NOW))
    await archive.close()


def sound(archive: Archive) -> None:
    """Check that what the archive says hangs together."""
    db = connection.reading(archive.path)
    assert db.execute("PRAGMA integrity_check").get == "ok"
    listed, unread = db.execute("SELECT sum(listed), sum(listed AND NOT read) FROM headline").fetchone() or (
        0,
        0,
    )
    db.close()
    assert archive.count("s", View()) == listed and archive.unread("s") == unread
    for item in archive.headlines(archive.order("s", View()).keys):
        assert item.title == f"Заголовок {item.id}" and item.read is (int(item.id) in READ)


def is_recovered(archive: Archive) -> bool:
    return archive.recovered is not None


async def test_a_cut_off_file_gives_back_what_it_still_has(path: Path) -> None:
    await make(path)
    os.truncate(path, path.stat().st_size - 777)
    size = path.stat().st_size
    archive = Archive.open(path, clock=lambda: NOW)
    assert archive.count("s", View()) == COUNT
    await archive.save_state("s", "a", "b")
    result = archive.recovered
    assert result is not None and result.set_aside.name == "archive-damaged-2026-11-24.db"
    assert result.set_aside.stat().st_size == size
    assert result.headlines == COUNT and result.marks == len(READ) and result.articles >= 98
    sound(archive)
    assert await archive.mark_all_read("s", View()) == COUNT - len(READ)
    await archive.close()


async def test_damage_is_found_before_the_first_write(path: Path) -> None:
    await make(path)
    db = apsw.Connection(str(path))
    root = int(db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'headline'").get)
    leaves = [
        row[0]
        for row in db.execute(
            "SELECT pageno FROM dbstat WHERE name = 'headline' AND pagetype = 'leaf' ORDER BY 1"
        )
    ]
    db.close()
    assert root not in leaves
    with path.open("r+b") as file:
        file.seek((leaves[len(leaves) // 2] - 1) * PAGE)
        file.write(bytes(PAGE))
    damaged = path.read_bytes()
    archive = Archive.open(path, clock=lambda: NOW)
    assert not is_recovered(archive), "nothing was read or written yet"
    known = archive.by_id("s", "1")
    assert known is not None
    assert await archive.mark([known.key], bookmarked=True, undoable=True) == 1
    result = archive.recovered
    assert result is not None and result.set_aside.read_bytes() == damaged
    assert COUNT - 60 < result.headlines < COUNT and result.gaps >= 1
    sound(archive)
    back = archive.by_id("s", "1")
    assert back is not None and back.bookmarked
    (item,) = archive.headlines([known.key])
    assert item.id == "1", "keys stay"
    await archive.close()
    archive = Archive.open(path, clock=lambda: NOW)
    assert archive.recovered is None and archive.read_only is None
    await archive.close()


async def test_a_damaged_read_leads_to_a_recovery(path: Path) -> None:
    await make(path)
    archive = Archive.open(path, clock=lambda: NOW)
    db = apsw.Connection(str(path))
    page = db.execute(
        "SELECT pageno FROM dbstat WHERE name = 'article' AND pagetype = 'leaf' ORDER BY 1 LIMIT 1"
    ).get
    key = db.execute("SELECT min(key) FROM article").get
    db.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xff" * PAGE)
    assert archive.article(key) is None
    result = archive.recovered
    assert result is not None and result.headlines == COUNT and 80 < result.articles < 100
    await archive.save_state("s", "a", "b")
    assert archive.state("s", "a") == "b"
    sound(archive)
    await archive.close()


@pytest.mark.parametrize("size", [100, 1000, PAGE, 2 * PAGE])
async def test_a_file_whose_head_is_overwritten(path: Path, size: int) -> None:
    await make(path)
    with path.open("r+b") as file:
        file.write(random.Random(size).randbytes(size))
    archive = Archive.open(path, clock=lambda: NOW)
    result = archive.recovered
    assert result is not None and result.headlines == COUNT and result.marks == len(READ)
    sound(archive)
    await archive.close()
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "archive-damaged-2026-11-24.db",
        "archive.db",
        "archive.db-session",
    ]


@pytest.mark.parametrize("table", ["headline", "article"])
async def test_a_table_whose_root_is_overwritten(path: Path, table: str) -> None:
    await make(path)
    db = apsw.Connection(str(path))
    root = int(db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).get)
    key = db.execute("SELECT max(key) FROM article").get
    db.close()
    before = Archive.open(path)
    text = before.article(key)
    await before.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\x00" * PAGE)
    archive = Archive.open(path, clock=lambda: NOW)
    await archive.save_state("s", "a", "b")
    result = archive.recovered
    assert result is not None and (result.headlines, result.articles) == (COUNT, 100)
    assert result.marks == len(READ) and archive.article(key) == text
    sound(archive)
    await archive.close()


async def test_nonsense_in_place_of_a_store_is_set_aside(path: Path) -> None:
    for expected in ("archive-damaged-2026-11-24.db", "archive-damaged-2026-11-24-2.db"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"this is no database" * 1000)
        archive = Archive.open(path, clock=lambda: NOW)
        result = archive.recovered
        assert result is not None and result.headlines == 0 and result.set_aside.name == expected
        await archive.save_headlines("s", [Headline("1", "http://site/1", "T")], NOW, listed=True)
        await archive.close()


async def test_marks_in_the_wal_are_recovered_too(path: Path) -> None:
    await make(path)
    archive = Archive.open(path, clock=lambda: NOW)
    await archive.mark_all_read("s", View())
    wal = path.with_name(path.name + "-wal")
    kept = (path.read_bytes(), wal.read_bytes())
    await archive.close()
    path.write_bytes(kept[0][:-PAGE])
    wal.write_bytes(kept[1])
    archive = Archive.open(path, clock=lambda: NOW)
    await archive.save_state("s", "a", "b")
    assert archive.unread("s") == 0 and archive.count("s", View()) == COUNT
    await archive.close()


@pytest.mark.parametrize("seed", range(12))
async def test_random_damage_never_stops_the_reader(path: Path, seed: int) -> None:
    await make(path)
    chance = random.Random(seed)
    with path.open("r+b") as file:
        for _ in range(chance.randint(1, 6)):
            file.seek(chance.randrange(path.stat().st_size))
            file.write(chance.randbytes(chance.choice([1, 50, 5000])))
    archive = Archive.open(path, clock=lambda: NOW)
    try:
        archive.order("s", View())
    except FailureError as error:
        assert error.failure.kind is FailureKind.STORE_DAMAGED
    await archive.save_headlines("s", [Headline("9999", "http://site/9999", "T")], NOW, listed=True)
    assert archive.by_id("s", "9999") is not None
    db = connection.reading(path)
    assert db.execute("PRAGMA integrity_check").get == "ok"
    db.close()
    assert len(archive.order("s", View())) == archive.count("s", View()) > COUNT // 2
    await archive.close()


async def test_no_recovery_under_the_feet_of_another_copy(path: Path) -> None:
    await make(path)
    first, second = Archive.open(path), Archive.open(path)
    assert first._opened.session is not None
    first._opened.session.damaged()
    with path.open("r+b") as file:
        file.seek(5 * PAGE)
        file.write(bytes(20 * PAGE))
    with pytest.raises(FailureError) as error:
        await first.save_state("s", "a", "b")
    assert error.value.failure.kind is FailureKind.STORE_DAMAGED and not is_recovered(first)
    await second.close()
    await first.save_state("s", "a", "b")
    assert is_recovered(first)
    await first.close()


async def test_a_recovery_cut_off_between_its_renamings_is_finished(path: Path) -> None:
    await make(path)
    os.replace(path, path.with_name(path.name + "-recovering"))
    archive = Archive.open(path)
    assert archive.count("s", View()) == COUNT
    await archive.close()


async def test_no_room_for_a_recovery_leaves_the_damaged_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make(path)
    os.truncate(path, path.stat().st_size - PAGE)
    before = path.read_bytes()

    def full(path: Path, target: apsw.Connection) -> int:
        raise apsw.FullError("injected")

    monkeypatch.setattr(recovery, "_copy_all", full)
    with pytest.raises(FailureError) as error:
        Archive.open(path)
    assert error.value.failure.kind is FailureKind.STORE_FULL and path.read_bytes() == before
