from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kaskad_tui.model import Headline
from kaskad_tui.store.archive import Archive, Undone, View

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


async def fill(archive: Archive, count: int, source: str = "s") -> tuple[int, ...]:
    items = [Headline(str(n), f"http://site/{n}", f"T{n}", NOW) for n in range(count)]
    return (await archive.save_headlines(source, items, NOW, listed=True)).keys


async def test_marks_are_counted_and_undone_step_by_step(archive: Archive) -> None:
    keys = await fill(archive, 5)
    assert await archive.mark(keys[:2], read=True, undoable=True) == 2
    assert await archive.mark(keys[:3], read=True, undoable=True) == 1, "two were read before"
    assert await archive.mark(keys[:1], bookmarked=True, undoable=True) == 1
    assert archive.unread("s") == 2
    assert await archive.undo("s") == Undone("bookmark", (keys[0],))
    assert await archive.undo("s") == Undone("read", (keys[2],))
    assert archive.unread("s") == 3
    undone = await archive.undo("s")
    assert undone is not None and set(undone.keys) == set(keys[:2]) and archive.unread("s") == 5
    assert await archive.undo("s") is None


async def test_what_changes_nothing_is_no_operation(archive: Archive) -> None:
    (key,) = await fill(archive, 1)
    assert await archive.mark([key, 999], read=False, undoable=True) == 0
    assert await archive.mark([], read=True, undoable=True) == 0
    assert await archive.mark_all_read("unknown", View()) == 0
    assert await archive.undo("s") is None


async def test_marks_by_reading_are_not_undone(archive: Archive) -> None:
    a, b = await fill(archive, 2)
    await archive.mark([a], bookmarked=True, undoable=True)
    await archive.mark([a, b], read=True, undoable=False)
    assert await archive.undo("s") == Undone("bookmark", (a,))
    assert [(item.read, item.bookmarked) for item in archive.headlines([a, b])] == [(True, False)] * 2


async def test_all_read_is_one_operation_of_its_view(archive: Archive) -> None:
    keys = await fill(archive, 30)
    await archive.mark(keys[:3], bookmarked=True, undoable=False)
    await archive.mark(keys[:1], read=True, undoable=False)
    assert await archive.mark_all_read("s", View(filter="bookmarked")) == 2
    assert archive.unread("s") == 27
    assert await archive.mark_all_read("s", View()) == 27
    assert await archive.mark_all_read("s", View()) == 0
    undone = await archive.undo("s")
    assert undone is not None and undone.kind == "all_read" and len(undone.keys) == 27
    assert archive.unread("s") == 27
    await archive.undo("s")
    assert archive.unread("s") == 29, "the one that was read before stays so"


async def test_a_hundred_steps_survive_a_restart(path: Path) -> None:
    archive = Archive.open(path, clock=lambda: NOW)
    (key,) = await fill(archive, 1)
    for step in range(250):
        await archive.mark([key], read=step % 2 == 0, undoable=True)
    await archive.close()
    archive = Archive.open(path, clock=lambda: NOW)
    steps = 0
    while await archive.undo("s") is not None:
        steps += 1
        assert archive.headlines([key])[0].read is (steps % 2 == 1)
    assert steps == 200
    await archive.close()


async def test_sources_have_undo_stacks_of_their_own(archive: Archive) -> None:
    (a,) = await fill(archive, 1, "s")
    (b,) = await fill(archive, 1, "t")
    assert await archive.mark([a, b], read=True, bookmarked=True, undoable=True) == 2
    assert await archive.undo("s") == Undone("marks", (a,))
    assert [item.read for item in archive.headlines([a, b])] == [False, True]
    assert await archive.undo("t") == Undone("marks", (b,))
