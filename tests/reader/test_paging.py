from __future__ import annotations

import pytest

from kaskad_tui.model import FailureKind
from kaskad_tui.reader import HeadlinesChanged, View
from tests.reader.conftest import Desk
from tests.reader.paper import Answer, PaperSite


@pytest.fixture(autouse=True)
def no_feed(site: PaperSite) -> None:
    site.feed = False  # so that only pages of the list bring headlines


async def test_older_goes_back_page_by_page_to_the_end(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    await reader.refresh()
    older = await reader.older()
    assert (older.new, older.end, older.failure) == (5, False, None)
    assert len(reader.order(View())) == 10
    assert desk.told(HeadlinesChanged)[-1].new
    older = await reader.older()
    assert older.new == 2
    older = await reader.older()
    assert (older.new, older.end) == (0, True)
    asked = len(site.requests)
    assert (await reader.older()).end
    assert len(site.requests) == asked  # an end that was seen is not looked for again
    assert [r for r in site.requests if "start=" in r] == ["/novosti?start=5", "/novosti?start=10"]


async def test_a_list_whose_last_page_looks_like_any_other_ends_with_an_empty_one(
    desk: Desk, site: PaperSite
) -> None:
    # the last page has no paging links at all, so only what comes behind it tells
    body = site.answer_for("/novosti?start=10").body
    site.answers["/novosti?start=10"] = Answer(body=body[: body.index("<ul>")] + "</main></body></html>")
    reader = desk.reader()
    await reader.refresh()
    await reader.older()
    older = await reader.older()
    assert older.new == 2
    assert not older.end
    older = await reader.older()
    assert (older.new, older.end) == (0, True)


async def test_newer_items_that_push_the_list_down_make_no_hole(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    await reader.refresh()
    await reader.older()
    site.publish(112, 113, 114)
    older = await reader.older()  # the third page now begins with three that are known
    assert older.new == 2
    await reader.refresh()
    assert [item.id for item in reader.headlines(reader.order(View()).keys)] == [
        str(number) for number in range(114, 99, -1)
    ]


async def test_a_new_run_goes_on_where_the_last_one_ended(desk: Desk, site: PaperSite) -> None:
    site.publish(*range(60, 100))
    reader = desk.reader()
    await reader.refresh()
    for _ in range(4):
        await reader.older()
    reader = await desk.restart(reader)
    site.publish(112, 113)
    site.requests.clear()
    older = await reader.older()
    assert older.new > 0
    assert not older.end
    # the last known page is looked at again, and not the whole way down to it
    assert site.requests == ["/novosti?start=20", "/novosti?start=25"]
    await reader.refresh()
    numbers = [int(item.id) for item in reader.headlines(reader.order(View()).keys)]
    assert numbers == list(range(113, min(numbers) - 1, -1))


async def test_a_hole_that_a_long_absence_left_is_filled_from_its_top(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    await reader.refresh()
    await reader.older()
    site.publish(*range(112, 162))
    reader = await desk.restart(reader)
    await reader.refresh()
    while not (older := await reader.older()).end:
        assert older.failure is None
    numbers = [int(item.id) for item in reader.headlines(reader.order(View()).keys)]
    assert numbers == list(range(161, 99, -1))


async def test_a_site_that_ignores_the_offset_ends_the_walk(desk: Desk, site: PaperSite) -> None:
    first = site.answer_for("/novosti")
    for start in range(5, 60, 5):
        site.answers[f"/novosti?start={start}"] = first
    reader = desk.reader()
    await reader.refresh()
    older = await reader.older()
    assert (older.new, older.end) == (0, True)


async def test_a_page_that_fails_is_asked_for_again(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    await reader.refresh()
    site.answers["/novosti?start=5"] = Answer(403, "<p>Нельзя</p>")
    older = await reader.older()
    assert older.failure is not None
    assert older.failure.kind is FailureKind.DENIED
    assert not older.end
    site.answers.clear()
    assert (await reader.older()).new == 5


async def test_a_numbered_page_comes_in_its_own_order(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    page = await reader.page(2)
    assert [item.id for item in reader.headlines(page.keys)] == ["106", "105", "104", "103", "102"]
    assert (page.new, page.end) == (5, False)
    assert site.requests == ["/novosti", "/novosti?start=5"]  # the first one tells the step
    site.requests.clear()
    page = await reader.page(3)
    assert page.end
    assert site.requests == ["/novosti?start=10"]
    page = await reader.page(9)
    assert (page.keys, page.end, page.failure) == ((), True, None)


async def test_sections_are_walked_apart(desk: Desk, site: PaperSite) -> None:
    site.publish(*range(80, 92), section="syuzhety")
    reader = desk.reader()
    await reader.refresh("syuzhety")
    older = await reader.older("syuzhety")
    assert older.new == 5
    assert site.requests[-1] == "/syuzhety?start=5"
    assert len(reader.order(View(section="syuzhety"))) == 10


async def test_behind_the_main_list_come_those_of_the_sections(desk: Desk, site: PaperSite) -> None:
    site.answers["/novosti?start=10"] = site.answer_for("/novosti?start=99")  # it ends after ten
    site.publish(*range(80, 87), section="syuzhety")
    reader = desk.reader()
    await reader.refresh()
    walked = [await reader.older() for _ in range(4)]
    assert [(older.new, older.end) for older in walked] == [(5, False), (5, False), (2, False), (0, True)]
    assert len(reader.order(View(section="syuzhety"))) == 7


async def test_a_section_that_is_no_more_ends_there(desk: Desk, site: PaperSite) -> None:
    site.answers["/syuzhety"] = Answer(404, "<p>Нет</p>")
    reader = desk.reader()
    older = await reader.older("syuzhety")
    assert (older.new, older.end, older.failure) == (0, True, None)


async def test_offline_there_is_nothing_older(desk: Desk) -> None:
    older = await desk.reader(offline=True).older()
    assert older.failure is not None
    assert older.failure.kind is FailureKind.OFFLINE
