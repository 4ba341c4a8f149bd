"""The background's manners: robots.txt and the gap between two requests to one host."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from kaskad_tui.fetch.caching import LONGEST_S, fresh_s
from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.politeness import Politeness, parse
from kaskad_tui.fetch.settings import FetchSettings
from tests.fault_server import FaultServer, Handler, page, raw, redirect, stall

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TEXT = {"Content-Type": "text/plain"}


class Moment:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


async def allowed(robots: Handler, *paths: str, gap_s: float = 0.0) -> list[bool]:
    async with (
        FaultServer({"/robots.txt": robots}) as server,
        Fetcher(FetchSettings(environ={}, backoff_s=0.001)) as fetcher,
    ):
        fetcher.allow(server.url())
        manners = Politeness(fetcher, Moment(), gap_s)
        return [await manners.turn(server.url(path)) for path in paths]


async def test_the_rules_for_this_program_hold_before_those_for_all() -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: kaskad-tui\nDisallow: /admin\nAllow: /admin/news\n"
    asked = await allowed(page(rules, headers=TEXT), "/novosti/1", "/admin", "/admin/news/5")
    assert asked == [True, False, True]


async def test_who_forbids_everybody_is_left_alone() -> None:
    assert await allowed(page("User-agent: *\nDisallow: /\n", headers=TEXT), "/novosti/1") == [False]


@pytest.mark.parametrize(
    ("robots", "may"),
    [
        (page("no", 404), True),
        (page("no", 403), True),
        (page("", 200), True),
        (page("<html><p>Disallow: /</p></html>"), True),
        (page(b"\xff\xfe\x00" * 5000, headers=TEXT), True),
        (page("down", 500), False),
        (redirect("/robots.txt"), True),
        (raw(b"nonsense"), False),
    ],
    ids=["404", "403", "empty", "html", "bytes", "500", "loop", "no http"],
)
async def test_what_is_no_robots_txt_forbids_nothing_unless_the_site_is_down(
    robots: Handler, may: bool
) -> None:
    assert await allowed(robots, "/novosti/1") == [may]


async def test_it_is_asked_for_once_and_again_after_a_day() -> None:
    clock = Moment()
    headers = TEXT | {"Cache-Control": "max-age=999999999"}
    async with (
        FaultServer({"/robots.txt": page("User-agent: *\nDisallow: /x", headers=headers)}) as server,
        Fetcher(FetchSettings(environ={})) as fetcher,
    ):
        fetcher.allow(server.url())
        manners = Politeness(fetcher, clock, 0.0)
        assert await asyncio.gather(*(manners.turn(server.url(f"/{n}")) for n in range(5))) == [True] * 5
        assert len(server.requests) == 1
        clock.now += timedelta(hours=23)
        await manners.turn(server.url("/"))
        assert len(server.requests) == 1
        clock.now += timedelta(hours=2)
        await manners.turn(server.url("/"))
        assert len(server.requests) == 2


async def test_a_host_is_asked_once_a_gap_and_another_host_meanwhile() -> None:
    async with FaultServer({}) as one, FaultServer({}) as two, Fetcher(FetchSettings(environ={})) as fetcher:
        fetcher.allow(one.url())
        fetcher.allow(two.url())
        manners = Politeness(fetcher, Moment(), 0.2)
        await asyncio.gather(manners.turn(one.url()), manners.turn(two.url()))
        started = time.monotonic()
        await asyncio.gather(*(manners.turn(one.url()) for _ in range(2)), manners.turn(two.url()))
        assert 0.3 < time.monotonic() - started < 0.6


async def test_a_crawl_delay_lengthens_the_gap() -> None:
    started = time.monotonic()
    rules = page("User-agent: *\nCrawl-delay: 0.4\nDisallow: /x\n", headers=TEXT)
    assert await allowed(rules, "/1", "/2", gap_s=0.01) == [True, True]
    assert time.monotonic() - started >= 0.4


async def test_a_turn_can_be_given_up_at_once() -> None:
    async with FaultServer({"/robots.txt": stall()}) as server, Fetcher(FetchSettings(environ={})) as fetcher:
        fetcher.allow(server.url())
        waiting = asyncio.create_task(Politeness(fetcher, Moment(), 1.0).turn(server.url()))
        await asyncio.sleep(0.1)
        waiting.cancel()
        started = time.monotonic()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert time.monotonic() - started < 0.3


def test_rules_made_to_take_for_ever_do_not() -> None:
    stars = "User-agent: *\n" + "Disallow: /" + "*a" * 400 + "*z$\n"
    many = "User-agent: *\n" + "Disallow: /a*b%20c\n" * 60_000
    for text in (stars * 300, many, "User-agent: " + "x" * 2_000_000, "\0" * 2_000_000):
        started = time.process_time()
        rules = parse(text.encode())
        assert rules is not None
        rules.can_fetch("http://x.tv/" + "a" * 1900, "kaskad-tui")
        assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=300"}, 300),
        ({"cache-control": 'public, Max-Age="300"', "age": "100"}, 200),
        ({"cache-control": "max-age=300", "age": "900"}, 0),
        ({"cache-control": "max-age=300, no-store"}, 0),
        ({"cache-control": "no-cache", "expires": "Fri, 20 Nov 2026 13:00:00 GMT"}, 0),
        ({"cache-control": "private, max-age=60"}, 0),
        ({"cache-control": "max-age=" + "9" * 12}, LONGEST_S),
        ({"cache-control": "max-age=" + "9" * 5000}, 0),
        ({"cache-control": "max-age=-5"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({"expires": "Fri, 20 Nov 2026 13:00:00 GMT"}, 3600),
        ({"expires": "Fri, 20 Nov 2026 13:00:00 GMT", "date": "Fri, 20 Nov 2026 12:30:00 GMT"}, 1800),
        ({"expires": "Fri, 20 Nov 2026 13:00:00 GMT", "age": "\x1c0"}, 3600),
        ({"expires": "0"}, 0),
        ({"expires": "Wed, 17 Aug 2005 00:00:00 GMT"}, 0),
        ({"cache-control": "\x1b]0;x\x07" * 500}, 0),
    ],
)
def test_what_a_site_says_of_freshness_is_taken_within_reason(
    headers: dict[str, str], seconds: float
) -> None:
    assert fresh_s(headers, NOW) == seconds
