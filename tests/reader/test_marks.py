from __future__ import annotations

import pytest

from kaskad_tui.model import Place
from kaskad_tui.reader import MarksChanged, Reader, Undone, View
from tests.reader.conftest import Desk


@pytest.fixture
async def reader(desk: Desk) -> Reader:
    made = desk.reader()
    await made.refresh()
    desk.events.clear()
    return made


async def test_marks_are_told_counted_and_survive_a_restart(reader: Reader, desk: Desk) -> None:
    one, two = reader.order(View()).keys[:2]
    assert await reader.mark([one, two], read=True) == 2
    assert await reader.mark([one], bookmarked=True) == 1
    assert await reader.mark([one], bookmarked=True) == 0
    assert desk.told(MarksChanged) == [MarksChanged((one, two)), MarksChanged((one,))]
    assert reader.unread() == 5
    reader = await desk.restart(reader)
    (item,) = reader.headlines([one])
    assert (item.read, item.bookmarked) == (True, True)
    assert list(reader.order(View(filter="bookmarked")).keys) == [one]


async def test_marking_all_is_one_step_that_can_be_undone_after_a_restart(reader: Reader, desk: Desk) -> None:
    await reader.mark([reader.order(View()).keys[0]], read=True)
    assert await reader.mark_all_read(View(section="novosti")) == 6
    assert reader.unread() == 0
    reader = await desk.restart(reader)
    undone = await reader.undo()
    assert isinstance(undone, Undone)
    assert undone.kind == "all_read"
    assert reader.unread() == 6
    assert desk.told(MarksChanged) == [MarksChanged(undone.keys)]
    assert isinstance(await reader.undo(), Undone)
    assert await reader.undo() is None
    assert reader.unread() == 7


async def test_what_reading_marks_is_not_undone(reader: Reader) -> None:
    await reader.mark([reader.order(View()).keys[0]], read=True, undoable=False)
    assert await reader.undo() is None
    assert reader.unread() == 6


async def test_the_place_in_an_article_is_kept(reader: Reader, desk: Desk) -> None:
    key = reader.order(View()).keys[0]
    assert reader.place(key) is None
    await reader.save_place(key, Place(3, 120))
    reader = await desk.restart(reader)
    assert reader.place(key) == Place(3, 120)


async def test_a_listener_that_left_hears_nothing(reader: Reader) -> None:
    heard: list[object] = []
    leave = reader.subscribe(heard.append)
    leave()
    leave()
    await reader.mark(reader.order(View()).keys, read=True)
    assert heard == []


async def test_a_long_list_is_ordered_off_the_loop(reader: Reader) -> None:
    order = await reader.order_async(View())
    assert order.keys == reader.order(View()).keys
