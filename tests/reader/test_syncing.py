"""Sync: the site's archive comes in whole, whenever it is cut off and whatever happens on top meanwhile."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from kaskad_tui.model import Article, FailureKind
from kaskad_tui.reader import NetworkSettings, Reader, View
from kaskad_tui.reader.syncing import Goal, Progress, Synced
from tests.reader.conftest import Desk
from tests.reader.paper import STEP, Answer, PaperSite

FAST = NetworkSettings(gap_s=0.0)
EVERYTHING = Goal()


class Notes:
    """What a sync told, as it was then."""

    def __init__(self) -> None:
        self.all: list[Progress] = []

    def __call__(self, progress: Progress) -> None:
        self.all.append(replace(progress))


async def sync(reader: Reader, goal: Goal = EVERYTHING) -> Synced:
    return await reader.sync(goal, Notes())


async def restarted(desk: Desk, reader: Reader) -> Reader:
    await desk.restart(reader, offline=True)
    return desk.reader(network=FAST)


def known(reader: Reader) -> set[int]:
    return {int(item.id) for item in reader.headlines(reader.order(View()).keys)}


def lists(site: PaperSite) -> list[int]:
    """The pages of the main list that were asked for."""
    return [
        int(target.partition("start=")[2] or 0) // STEP + 1
        for target in site.requests
        if target.startswith("/novosti") and "zametka" not in target and "format" not in target
    ]


@pytest.fixture
def large(site: PaperSite) -> PaperSite:
    site.stories.clear()
    site.publish(*range(100, 187))
    site.answers["/robots.txt"] = Answer(404)
    return site


async def test_everything_comes_in_and_a_second_run_only_looks(desk: Desk, large: PaperSite) -> None:
    reader = desk.reader(network=FAST)
    notes = Notes()
    done = await reader.sync(EVERYTHING, notes)
    assert done == Synced(pages=19, new=87, texts=0, missed=0)  # the other section has one page, an empty one
    assert known(reader) == set(range(100, 187))
    assert lists(large) == list(range(1, 19))
    assert [progress.pages for progress in notes.all] == list(range(1, 20))
    assert notes.all[17].last_page == 18 and notes.all[17].left_s == 0
    assert all(progress.left_s for progress in notes.all[:17])
    large.requests.clear()
    reader = await restarted(desk, reader)
    assert (await sync(reader)).new == 0
    assert lists(large) == [1, 17, 18]  # the last known pages again: what was taken down pulls others up


async def test_it_goes_on_where_it_was_cut_off_with_one_page_of_overlap(desk: Desk, large: PaperSite) -> None:
    reader = desk.reader(network=FAST)

    def stop(progress: Progress) -> None:
        if progress.number == 7:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await reader.sync(EVERYTHING, stop)
    reader = await restarted(desk, reader)
    large.requests.clear()
    large.publish(*range(187, 193))  # a page and more on top
    for number in (186, 180, 171, 160):  # and some that were taken down
        del large.stories[number]
    assert (await sync(reader)).failure is None
    assert known(reader) >= set(large.stories)
    assert lists(large)[:3] == [1, 2, 3] and lists(large)[3] in (6, 7)


async def test_cut_off_anywhere_and_changed_meanwhile_nothing_is_missing_in_the_end(
    desk: Desk, large: PaperSite
) -> None:
    chance = random.Random(11)
    reader = desk.reader(network=FAST)
    following = 187
    for _ in range(12):
        left = chance.randint(1, 6)

        def stop(_progress: Progress) -> None:
            nonlocal left
            left -= 1
            if not left:
                raise asyncio.CancelledError

        with suppress(asyncio.CancelledError):
            await reader.sync(EVERYTHING, stop)
        reader = await restarted(desk, reader)
        for _article in range(chance.choice((0, 0, 1, 4, 13))):
            large.publish(following)
            following += 1
        if chance.random() < 0.3:  # the app looks in between
            await reader.refresh()
            await reader.older()
    assert (await sync(reader)).failure is None
    assert known(reader) == set(large.stories)


async def test_what_is_taken_down_while_it_runs_leaves_no_hole(desk: Desk, large: PaperSite) -> None:
    large.links = 2
    reader = desk.reader(network=FAST)

    moments = {3, 8}

    def told(progress: Progress) -> None:
        if progress.number in moments:
            moments.remove(progress.number)
            del large.stories[max(large.stories)]  # what follows moves up by one

    done = await reader.sync(EVERYTHING, told)
    assert done.failure is None
    assert known(reader) >= set(large.stories)
    assert len(large.stories) == 85
    asked = lists(large)
    assert len(asked) <= 18 + 6, "a few pages are asked for again, not the whole list"


async def test_pages_that_name_what_follows_are_asked_for_once(desk: Desk, large: PaperSite) -> None:
    large.links = 2
    assert (await sync(desk.reader(network=FAST))).new == 87
    assert lists(large) == list(range(1, 19))


async def test_an_item_that_no_page_dates_stops_nothing(desk: Desk, large: PaperSite) -> None:
    large.links = 2
    large.change(150, dated=False)
    done = await sync(desk.reader(network=FAST))
    assert done.failure is None and done.new == 86
    assert len(lists(large)) <= 20


async def test_pages_and_days_limit_it(desk: Desk, large: PaperSite) -> None:
    reader = desk.reader(network=FAST)
    assert (await sync(reader, Goal(pages=3))).new == 3 * STEP
    assert lists(large) == [1, 2, 3]
    large.requests.clear()
    assert (await sync(reader, Goal(pages=5))).new == 2 * STEP
    assert lists(large) == [1, 3, 4, 5]
    large.requests.clear()
    day = date(2022, 12, 27)  # story 100 is of 11:00 that day, one more each half an hour
    assert (await sync(reader, Goal(since=date(2022, 12, 28)))).failure is None
    assert known(reader) >= {s.number for s in large.stories.values() if s.published.date() > day}
    assert not known(reader) >= {s.number for s in large.stories.values() if s.published.date() == day}


async def test_texts_come_in_newest_first_and_only_those_that_are_missing(
    desk: Desk, large: PaperSite
) -> None:
    large.answers["/novosti/183-zametka"] = Answer(404)
    large.answers["/novosti/183-zametka/amp"] = Answer(404)
    reader = desk.reader(network=FAST)
    assert isinstance(await reader.read("186"), Article)
    large.requests.clear()
    done = await sync(reader, Goal(pages=2, full_text=True))
    assert (done.texts, done.missed, done.failure) == (8, 1, None)
    asked = [int(target[9:12]) for target in large.requests if "zametka" in target and "amp" not in target]
    assert asked == [185, 184, 183, 182, 181, 180, 179, 178, 177]
    large.requests.clear()
    done = await sync(reader, Goal(pages=2, full_text=True))
    assert (done.texts, done.missed) == (0, 1)


async def test_a_site_that_asks_for_rest_gets_it(desk: Desk, large: PaperSite) -> None:
    reader = desk.reader(network=FAST)
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        desk.clock.pass_(seconds=seconds)
        large.answers.pop("/novosti?start=10", None)

    reader._syncing._sleep = sleep
    large.answers["/novosti?start=10"] = Answer(429, headers=(("Retry-After", "40"),))
    notes = Notes()
    done = await reader.sync(EVERYTHING, notes)
    assert done.failure is None and done.new == 87
    assert len(waited) == 1 and 39 <= waited[0] <= 42
    assert any(progress.waiting_s for progress in notes.all) and notes.all[-1].waiting_s == 0


async def test_one_that_asks_for_too_much_ends_the_run_and_the_next_goes_on(
    desk: Desk, large: PaperSite
) -> None:
    reader = desk.reader(network=FAST)
    large.answers["/novosti?start=10"] = Answer(429, headers=(("Retry-After", "5000"),))
    done = await sync(reader)
    assert done.failure is not None and done.failure.kind is FailureKind.RATE_LIMITED
    assert done.new == 2 * STEP
    large.answers.pop("/novosti?start=10")
    desk.clock.pass_(seconds=6000)
    assert (await sync(reader)).failure is None
    assert known(reader) == set(large.stories)


async def test_what_robots_txt_forbids_is_not_asked_for(desk: Desk, large: PaperSite) -> None:
    large.answers["/robots.txt"] = Answer(
        200, "User-agent: *\nDisallow: /novosti\n", content_type="text/plain"
    )
    reader = desk.reader(network=FAST)
    done = await sync(reader)
    assert done.failure is not None and (done.failure.kind, done.pages) == (FailureKind.DENIED, 0)
    assert lists(large) == []


async def test_without_network_it_says_so(desk: Desk) -> None:
    done = await sync(desk.reader(offline=True))
    assert done.failure is not None and done.failure.kind is FailureKind.OFFLINE


async def test_the_gap_is_kept(desk: Desk, large: PaperSite) -> None:
    reader = desk.reader(network=NetworkSettings(gap_s=0.2))
    loop = asyncio.get_running_loop()
    start = loop.time()
    await sync(reader, Goal(pages=5))
    assert loop.time() - start >= 4 * 0.2
