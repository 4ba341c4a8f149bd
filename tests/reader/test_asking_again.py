"""When a copy is asked for again, with what, and what ends when nobody waits for the answer any more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kaskad_tui.model import Article
from kaskad_tui.reader import Reader
from tests.fault_server import FaultServer, Handler, Request, head_of, stall
from tests.faults.conftest import Everywhere
from tests.reader.conftest import Moment

PATH = "/novosti/111-zametka"


@dataclass
class Site:
    """The paper on a server whose answers a test may take over."""

    routes: Everywhere
    server: FaultServer
    reader: Reader
    clock: Moment

    def key(self, id: str) -> int:
        found = self.reader.find(id)
        assert found is not None
        return found.key

    async def opened(self) -> Article:
        article = await self.reader.open_article(self.key("111"))
        assert isinstance(article, Article), article
        while self.reader.busy:
            await asyncio.sleep(0.01)
        return article

    def times(self, path: str = PATH) -> int:
        return self.server.targets().count(path)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    routes, clock = Everywhere(), Moment()
    routes.paper.change(111, author="Имя Фамилия")
    async with FaultServer(routes) as server:
        routes.paper.base_url = server.url("").rstrip("/")
        reader = Reader.open(base_url=server.url(), data_dir=tmp_path, clock=clock)
        await reader.refresh()
        yield Site(routes, server, reader, clock)
        await reader.close()


def with_headers(site: Site, headers: Callable[[Request], tuple[int, dict[str, str]]]) -> Handler:
    async def answer(request: Request, writer: asyncio.StreamWriter) -> bool:
        status, more = headers(request)
        body = b"" if status == 304 else site.routes.paper.answer_for(request.target).body.encode()
        named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        writer.write(head_of(status, named | more) + body)
        return True

    return answer


@pytest.mark.parametrize(
    "says", ["no-store, no-cache, must-revalidate, post-check=0, pre-check=0", "max-age=0"]
)
async def test_a_site_that_says_no_store_is_asked_by_our_own_ageing(site: Site, says: str) -> None:
    """What a stock Joomla says of every page."""
    headers = {"Cache-Control": says, "Expires": "Wed, 17 Aug 2005 00:00:00 GMT", "Pragma": "no-cache"}
    site.routes.fault = with_headers(site, lambda _request: (200, headers))
    await site.opened()
    site.clock.pass_(minutes=9)
    await site.opened()
    assert site.times() == 1
    site.clock.pass_(minutes=2)
    await site.opened()
    assert site.times() == 2


async def test_a_site_that_names_a_time_is_not_asked_before(site: Site) -> None:
    site.routes.fault = with_headers(site, lambda _request: (200, {"Cache-Control": "max-age=3600"}))
    await site.opened()
    site.clock.pass_(minutes=50)
    await site.opened()
    assert site.times() == 1
    site.clock.pass_(minutes=11)
    await site.opened()
    assert site.times() == 2


async def test_a_304_gives_what_the_next_request_asks_with(site: Site) -> None:
    tags = iter(['"1"', '"2"', '"3"'])
    asked: list[str | None] = []

    def headers(request: Request) -> tuple[int, dict[str, str]]:
        asked.append(request.headers.get("if-none-match"))
        return 304 if asked[-1] else 200, {"ETag": next(tags)}

    site.routes.fault = with_headers(site, headers)
    before = await site.opened()
    for _ in range(2):
        site.clock.pass_(minutes=11)
        assert (await site.opened()).body == before.body
    assert asked == [None, '"1"', '"2"']


# who moves on
async def test_an_article_that_is_left_again_is_dropped_at_once(site: Site) -> None:
    site.routes.fault = stall(head_of(200, {"Content-Length": "100000"}) + b"<p>half")
    opening = asyncio.create_task(site.reader.open_article(site.key("111")))
    await _until(lambda: site.times() == 1)
    before = site.server.open_now
    opening.cancel()
    await _until(lambda: site.server.open_now < before and not site.reader.busy)
    site.routes.fault = None
    assert (await site.opened()).complete


async def test_one_of_two_who_wait_may_go(site: Site) -> None:
    gate = asyncio.Event()

    async def late(request: Request, writer: asyncio.StreamWriter) -> bool:
        await gate.wait()
        return await with_headers(site, lambda _request: (200, {}))(request, writer)

    site.routes.fault = late
    key = site.key("111")
    first, second = (asyncio.create_task(site.reader.open_article(key)) for _ in range(2))
    await _until(lambda: site.times() == 1)
    first.cancel()
    await asyncio.sleep(0.05)
    gate.set()
    assert isinstance(await second, Article)
    assert site.times() == 1


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not condition():
            await asyncio.sleep(0.01)
