"""Fetching ahead: within the limits, silent, and given up at once when the reader moves on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

import pytest

from kaskad_tui.model import Article, Failure
from kaskad_tui.reader import ArticleChanged, ArticleFailed, NetworkSettings, Reader, View
from tests.reader.conftest import Desk
from tests.reader.paper import Answer, PaperSite

THREE = NetworkSettings(prefetch=3, gap_s=0.0)


async def filled(desk: Desk, network: NetworkSettings = THREE) -> tuple[Reader, Sequence[int]]:
    reader = desk.reader(network=network)
    assert (await reader.refresh()).failure is None
    desk.site.requests.clear()
    desk.events.clear()
    return reader, reader.order(View()).keys


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


def complete(reader: Reader, key: int) -> bool:
    article = reader.article(key)
    return article is not None and article.complete


def pages(site: PaperSite) -> list[str]:
    return [target for target in site.requests if "zametka" in target and not target.endswith("/amp")]


async def test_the_next_unread_ones_are_there_before_they_are_asked_for(desk: Desk) -> None:
    reader, keys = await filled(desk)
    await reader.mark([keys[1]], read=True)
    reader.prefetch(keys)
    await until(lambda: all(complete(reader, keys[n]) for n in (0, 2, 3)))
    await asyncio.sleep(0.1)
    assert not complete(reader, keys[1])
    assert not complete(reader, keys[4])
    assert not reader.busy
    assert [headline.read for headline in reader.headlines([keys[0], keys[2]])] == [False, False]
    desk.site.requests.clear()
    assert isinstance(await reader.open_article(keys[0]), Article)
    assert desk.site.requests == []


async def test_moving_on_gives_up_what_is_under_way_at_once(desk: Desk) -> None:
    reader, keys = await filled(desk)
    desk.site.gate = asyncio.Event()
    reader.prefetch(keys[:3])
    await until(lambda: "/robots.txt" in desk.site.requests)
    desk.site.gate.set()
    await until(lambda: len(pages(desk.site)) == 1)
    desk.site.gate = asyncio.Event()
    reader.prefetch(())
    desk.site.gate.set()
    await asyncio.sleep(0.3)
    assert len(pages(desk.site)) <= 2
    before = len(pages(desk.site))
    desk.site.gate = asyncio.Event()
    reader.prefetch(keys[4:5])
    await until(lambda: len(pages(desk.site)) == before + 1)
    reader.prefetch(())
    desk.site.gate.set()
    desk.site.gate = None
    await asyncio.sleep(0.2)
    assert not complete(reader, keys[4])
    # and the reader gets it all the same, when it is asked for
    assert isinstance(await reader.open_article(keys[4]), Article)
    assert complete(reader, keys[4])


async def test_an_article_that_is_opened_meanwhile_is_not_fetched_twice_nor_given_up(desk: Desk) -> None:
    reader, keys = await filled(desk)
    reader.prefetch(keys[:1])
    await until(lambda: "/robots.txt" in desk.site.requests)
    await until(lambda: bool(pages(desk.site)) or complete(reader, keys[0]))
    opened = asyncio.create_task(reader.open_article(keys[0]))
    await asyncio.sleep(0)
    reader.prefetch(keys[5:6])
    assert isinstance(await opened, Article)
    assert complete(reader, keys[0])
    assert len(set(pages(desk.site)) & {desk.site.stories[111].path}) == pages(desk.site).count(
        desk.site.stories[111].path
    )


async def test_robots_txt_holds_for_it_and_not_for_what_is_asked_for(desk: Desk) -> None:
    desk.site.answers["/robots.txt"] = Answer(body="User-agent: *\nDisallow: /\n", content_type="text/plain")
    reader, keys = await filled(desk)
    reader.prefetch(keys)
    await asyncio.sleep(0.5)
    assert desk.site.requests == ["/robots.txt"]
    assert isinstance(await reader.open_article(keys[0]), Article)


async def test_the_gap_stands_between_two_and_keeps_nobody_waiting(desk: Desk) -> None:
    reader, keys = await filled(desk, NetworkSettings(prefetch=3, gap_s=30.0))
    reader.prefetch(keys)
    await until(lambda: complete(reader, keys[0]))
    started = time.monotonic()
    assert isinstance(await reader.open_article(keys[1]), Article)
    assert time.monotonic() - started < 3
    assert not complete(reader, keys[2])


@pytest.mark.parametrize("network", [NetworkSettings(), NetworkSettings(prefetch=0)])
async def test_by_default_and_with_0_nothing_is_fetched_ahead(desk: Desk, network: NetworkSettings) -> None:
    reader, keys = await filled(desk, network)
    reader.prefetch(keys)
    await asyncio.sleep(0.2)
    assert desk.site.requests == []


async def test_offline_nothing_is_fetched_ahead(desk: Desk) -> None:
    reader, keys = await filled(desk)
    await desk.restart(reader)
    offline = desk.reader(offline=True, network=THREE)
    desk.site.requests.clear()
    offline.prefetch(keys)
    await asyncio.sleep(0.2)
    assert desk.site.requests == []


async def test_a_failure_is_silent_and_not_repeated(desk: Desk) -> None:
    reader, keys = await filled(desk)
    path = desk.site.stories[111].path
    for address in (path, path + "/amp"):
        desk.site.answers[address] = Answer(404, "<p>Нет такой страницы</p>")
    reader.prefetch(keys[:2])
    await until(lambda: complete(reader, keys[1]))
    asked = pages(desk.site).count(path)
    assert asked == 1
    reader.prefetch(())
    reader.prefetch(keys[:2])
    await asyncio.sleep(0.3)
    assert pages(desk.site).count(path) == asked
    assert desk.told(ArticleFailed) == []
    assert {event.key for event in desk.told(ArticleChanged)} <= {keys[0], keys[1]}


async def test_a_site_that_asks_to_wait_is_not_asked_for_the_others(desk: Desk) -> None:
    reader, keys = await filled(desk)
    desk.site.answers[desk.site.stories[111].path] = Answer(429, headers=(("Retry-After", "3600"),))
    reader.prefetch(keys[:3])
    await asyncio.sleep(0.5)
    assert pages(desk.site) == [desk.site.stories[111].path]
    # the site's wish holds for everybody
    answer = await reader.read("108")
    assert isinstance(answer, Failure) or not answer.complete
    assert pages(desk.site) == [desk.site.stories[111].path]


async def test_closing_ends_it(desk: Desk) -> None:
    reader, keys = await filled(desk)
    desk.site.gate = asyncio.Event()
    reader.prefetch(keys)
    await asyncio.sleep(0.1)
    started = time.monotonic()
    await desk.restart(reader)
    assert time.monotonic() - started < 1
    desk.site.gate.set()
