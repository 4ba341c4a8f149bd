"""What comes back for answers that are as they should be, and for statuses that say no."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from kaskad_tui import __version__
from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.outcome import Fetched, Validators
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.sanitize import clean_line
from tests.fault_server import (
    FaultServer,
    Handler,
    drip,
    head_of,
    in_turn,
    late,
    page,
    redirect,
    stall,
    zipped,
)


def fetched(outcome: Fetched | Failure) -> Fetched:
    assert isinstance(outcome, Fetched), outcome
    return outcome


def failed(outcome: Fetched | Failure) -> Failure:
    assert isinstance(outcome, Failure), outcome
    return outcome


async def seen(condition: Callable[[], bool]) -> None:
    """Wait until the server has noticed."""
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_page_comes_with_its_type_and_validators(fetcher: Fetcher) -> None:
    headers = {"ETag": '"v1"', "Last-Modified": "Tue, 27 Dec 2022 09:23:00 GMT", "X": "y"}
    async with FaultServer({"/novosti": page("Новости", headers=headers)}) as server:
        fetcher.allow(server.url())
        answer = fetched(await fetcher.get(server.url("/novosti#anchor")))
    assert answer.content.decode() == "Новости"
    assert answer.url == server.url("/novosti")
    assert answer.asked == server.url("/novosti#anchor")
    assert (answer.status, answer.not_modified) == (200, False)
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.validators == Validators('"v1"', "Tue, 27 Dec 2022 09:23:00 GMT")
    assert 0 < answer.elapsed_s < 10
    sent = server.requests[0].headers
    assert sent["user-agent"] == f"kaskad-tui/{__version__} (+terminal news reader)"
    assert sent["accept-encoding"] == "gzip"
    assert sent["host"] == f"127.0.0.1:{server.port}"
    assert "if-none-match" not in sent


async def test_what_a_header_says_comes_clean(fetcher: Fetcher) -> None:
    hostile = "text/html; charset=\x9b31m" + "x" * 500
    async with FaultServer({"/": page(headers={"Content-Type": hostile})}) as server:
        fetcher.allow(server.url())
        outcome = await fetcher.get(server.url())
    assert isinstance(outcome, Fetched)
    assert outcome.content_type == clean_line(hostile, 200)


async def test_gzip_is_undone(fetcher: Fetcher) -> None:
    text = "Правительство области. ".encode() * 60_000  # more than one piece of the decoder
    async with FaultServer({"/": zipped(text)}) as server:
        fetcher.allow(server.url())
        assert fetched(await fetcher.get(server.url())).content == text


async def test_what_is_hoped_for_decides_the_accept_header(fetcher: Fetcher) -> None:
    async with FaultServer({"/": page()}) as server:
        fetcher.allow(server.url())
        await fetcher.get(server.url(), accept="feed")
        await fetcher.get(server.url(), accept="image")
    assert server.requests[0].headers["accept"].startswith("application/rss+xml")
    assert server.requests[1].headers["accept"].startswith("image/png")


async def test_a_304_keeps_the_old_validators_and_takes_the_new(fetcher: Fetcher) -> None:
    async with FaultServer({"/": page(status=304, headers={"ETag": '"v2"'})}) as server:
        fetcher.allow(server.url())
        old = Validators('"v1"', "Tue, 27 Dec 2022 09:23:00 GMT")
        answer = fetched(await fetcher.get(server.url(), validators=old))
        assert fetched(await fetcher.get(server.url(), validators=old)).not_modified
    assert (answer.status, answer.not_modified, answer.content) == (304, True, b"")
    assert answer.validators == Validators('"v2"', old.last_modified)
    sent = server.requests[0].headers
    assert sent["if-none-match"] == '"v1"'
    assert sent["if-modified-since"] == old.last_modified
    assert server.connections == 1


async def test_validators_cannot_smuggle_a_header(fetcher: Fetcher) -> None:
    async with FaultServer({"/": page()}) as server:
        fetcher.allow(server.url())
        fetched(await fetcher.get(server.url(), validators=Validators('"a"\r\nX-Evil: 1', "\x1b[2J")))
    assert not {"x-evil", "if-none-match", "if-modified-since"} & server.requests[0].headers.keys()


STATUSES = [
    (204, FailureKind.EMPTY, 1),
    (206, FailureKind.BAD_HTTP, 1),
    (302, FailureKind.BAD_HTTP, 1),
    (304, FailureKind.BAD_HTTP, 1),
    (401, FailureKind.DENIED, 1),
    (403, FailureKind.DENIED, 1),
    (404, FailureKind.NOT_FOUND, 1),
    (410, FailureKind.GONE, 1),
    (418, FailureKind.DENIED, 1),
    (429, FailureKind.RATE_LIMITED, 1),
    (451, FailureKind.DENIED, 1),
    (500, FailureKind.SERVER_ERROR, 3),
    (501, FailureKind.SERVER_ERROR, 1),
    (502, FailureKind.SERVER_ERROR, 3),
    (503, FailureKind.SERVER_ERROR, 3),
    (599, FailureKind.SERVER_ERROR, 3),
]


@pytest.mark.parametrize(("status", "kind", "attempts"), STATUSES)
async def test_a_status_has_its_kind_and_only_5xx_are_repeated(
    fetcher: Fetcher, status: int, kind: FailureKind, attempts: int
) -> None:
    async with FaultServer({"/": page("\x1b]0;x\x07 no", status)}) as server:
        fetcher.allow(server.url())
        failure = failed(await fetcher.get(server.url()))
    assert (failure.kind, failure.status) == (kind, status)
    assert failure.detail.isprintable()
    assert failure.url == server.url()
    assert len(server.requests) == attempts


async def test_an_empty_page_is_a_failure(fetcher: Fetcher) -> None:
    async with FaultServer({"/": page("")}) as server:
        fetcher.allow(server.url())
        assert failed(await fetcher.get(server.url())).kind is FailureKind.EMPTY


async def test_a_challenge_for_browsers_is_told_from_a_refusal(fetcher: Fetcher) -> None:
    routes = {
        "/cf": page("", 403, {"cf-mitigated": "challenge"}),
        "/dg": page("", 503, {"Server": "ddos-guard"}),
    }
    async with FaultServer(routes) as server:
        fetcher.allow(server.url())
        for path in routes:
            assert failed(await fetcher.get(server.url(path))).kind is FailureKind.BROWSER_CHECK


NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "value", "rest"),
    [
        (429, "10", timedelta(seconds=10)),
        (429, "3600", timedelta(hours=1)),
        (503, "120", timedelta(minutes=2)),
        (503, "1" + "0" * 40, timedelta(days=1)),
        (503, "9" * 5000, timedelta(days=1)),
        (429, "Fri, 20 Nov 2026 12:30:00 GMT", timedelta(minutes=30)),
        (429, "Wed, 20 Nov 2199 12:30:00 GMT", timedelta(days=1)),
    ],
)
async def test_a_long_retry_after_is_told_and_not_waited_for(
    status: int, value: str, rest: timedelta
) -> None:
    async with (
        FaultServer({"/": page("", status, {"Retry-After": value})}) as server,
        Fetcher(FetchSettings(environ={}), clock=lambda: NOW) as fetcher,
    ):
        fetcher.allow(server.url())
        failure = failed(await fetcher.get(server.url()))
    assert (failure.kind, failure.status) == (FailureKind.RATE_LIMITED, status)
    assert failure.retry_at == NOW + rest
    assert failure.elapsed_s < 5
    assert len(server.requests) == 1


@pytest.mark.parametrize("value", ["", "soon", "-5", "1e3", "Thu, 99 Foo 2026", "٣"])
async def test_a_503_with_a_senseless_retry_after_is_a_server_error(fetcher: Fetcher, value: str) -> None:
    sent = value.encode().decode("latin-1")
    async with FaultServer({"/": page("", 503, {"Retry-After": sent})}) as server:
        fetcher.allow(server.url())
        failure = failed(await fetcher.get(server.url()))
    assert (failure.kind, failure.retry_at) == (FailureKind.SERVER_ERROR, None)


async def test_a_short_retry_after_is_waited_for(fetcher: Fetcher) -> None:
    busy = page("", 429, {"Retry-After": "1"})
    async with FaultServer({"/": in_turn(busy, page("there"))}) as server:
        fetcher.allow(server.url())
        answer = fetched(await fetcher.get(server.url()))
    assert answer.content == b"there"
    assert answer.elapsed_s >= 1


async def test_a_server_that_recovers_is_not_a_failure(fetcher: Fetcher) -> None:
    async with FaultServer({"/": in_turn(page("", 500), page("", 502), page("there"))}) as server:
        fetcher.allow(server.url())
        assert fetched(await fetcher.get(server.url())).content == b"there"


async def test_connections_are_reused_after_pages_redirects_and_refusals(fetcher: Fetcher) -> None:
    routes = {"/": page(), "/old": redirect("/", 301), "/denied": page("no", 403)}
    async with FaultServer(routes) as server:
        fetcher.allow(server.url())
        for path in ("/", "/old", "/denied", "/gone", "/"):
            await fetcher.get(server.url(path))
    assert len(server.requests) == 6
    assert server.connections == 1


async def test_at_most_four_connections_serve_one_host(fetcher: Fetcher) -> None:
    async with FaultServer({"/": late(0.05, page())}) as server:
        fetcher.allow(server.url())
        answers = await asyncio.gather(*(fetcher.get(server.url(f"/?{n}")) for n in range(24)))
    assert all(isinstance(answer, Fetched) for answer in answers)
    assert server.open_most == 4
    assert server.connections == 4


@pytest.mark.parametrize("sent", [b"", head_of(200, {"Content-Length": "10"}) + b"abc"])
async def test_cancelling_ends_at_once_and_the_host_is_free_again(fetcher: Fetcher, sent: bytes) -> None:
    async with FaultServer({"/": stall(sent), "/next": page("next")}) as server:
        fetcher.allow(server.url())
        fetched(await fetcher.get(server.url("/next")))
        for _round in range(6):  # more than there are turns
            task = asyncio.create_task(fetcher.get(server.url()))
            await asyncio.sleep(0.05)
            task.cancel()
            started = asyncio.get_running_loop().time()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert asyncio.get_running_loop().time() - started < 0.5
        assert fetched(await fetcher.get(server.url("/next"))).content == b"next"
        await seen(lambda: server.open_now <= 1)


async def test_cookies_are_kept_in_memory(fetcher: Fetcher) -> None:
    async with FaultServer({"/": page(headers={"Set-Cookie": "seen=1; Path=/"})}) as server:
        fetcher.allow(server.url())
        await fetcher.get(server.url())
        await fetcher.get(server.url())
    assert "cookie" not in server.requests[0].headers
    assert server.requests[1].headers["cookie"] == "seen=1"


HEAD = head_of(200, {"Content-Type": "text/html", "Content-Length": "100000"})
SLOW: dict[str, Handler] = {
    "silent": stall(),
    "half a head": stall(b"HTTP/1.1 200 OK\r\nContent-"),
    "no body": stall(HEAD),
    "half a body": stall(HEAD + b"x" * 1000),
    "drip of a body": drip(HEAD, b"x", 0.05),
    "drip of a head": drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05),
    "for ever 103": drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.05),
    "endless body": drip(head_of(200, {"Content-Type": "text/html"}), b"x", 0.05),
    "redirects that stall": redirect("/silent"),
}


@pytest.mark.parametrize("name", SLOW)
async def test_the_deadline_ends_whatever_is_slow(fetcher: Fetcher, name: str) -> None:
    async with FaultServer({"/": SLOW[name], "/silent": stall()}) as server:
        fetcher.allow(server.url())
        failure = failed(await fetcher.get(server.url(), deadline_s=0.5))
    assert failure.kind is FailureKind.TIMEOUT
    assert 0.4 < failure.elapsed_s < 1.0
    assert failure.detail


async def test_waiting_for_a_turn_counts_into_the_deadline(fetcher: Fetcher) -> None:
    async with FaultServer({"/": stall()}) as server:
        fetcher.allow(server.url())
        outcomes = await asyncio.gather(*(fetcher.get(server.url(), deadline_s=0.5) for _ in range(6)))
    assert {failed(outcome).kind for outcome in outcomes} == {FailureKind.TIMEOUT}
    assert max(failed(outcome).elapsed_s for outcome in outcomes) < 1.0


async def test_a_closed_fetcher_says_so() -> None:
    fetcher = Fetcher(FetchSettings(environ={}))
    fetcher.allow("http://127.0.0.1:9/")
    await fetcher.aclose()
    assert failed(await fetcher.get("http://127.0.0.1:9/")).kind is FailureKind.UNREACHABLE
