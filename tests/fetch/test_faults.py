"""Broken answers and bad addresses: one typed failure each, and the next request works."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
import tracemalloc
from collections.abc import AsyncGenerator

import pytest

from kaskad_tui.fetch import redirects
from kaskad_tui.fetch.body import read
from kaskad_tui.fetch.failures import Fault
from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.guard import Address
from kaskad_tui.fetch.outcome import Fetched
from kaskad_tui.fetch.retry import pause_s
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import Failure, FailureKind
from tests.fault_server import FaultServer, Handler, head_of, in_turn, page, raw, redirect, reset, zipped

MIB = 1024 * 1024


def failed(outcome: Fetched | Failure) -> Failure:
    assert isinstance(outcome, Failure), outcome
    assert len(outcome.detail) <= 200
    assert outcome.detail.isprintable()
    return outcome


CHUNKED = head_of(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"})
PLAIN = head_of(200, {"Content-Type": "text/html", "Content-Length": "1000"})
MANY_HEADERS = b"".join(b"X-%d: some value\r\n" % n for n in range(10_000))
UNSIZED_GZIP = head_of(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"})
BROKEN: dict[str, tuple[Handler, FailureKind]] = {
    "truncated": (raw(PLAIN + b"half"), FailureKind.BROKEN_OFF),
    "gzip cut, length true": (zipped(b"text" * 1000, cut=9), FailureKind.BROKEN_OFF),
    "gzip cut, no length": (raw(UNSIZED_GZIP + gzip.compress(b"x" * 5000)[:-1]), FailureKind.BROKEN_OFF),
    "gzip that is none": (page("<p>plain", headers={"Content-Encoding": "gzip"}), FailureKind.BROKEN_OFF),
    "chunk nonsense": (raw(CHUNKED + b"zz\r\nnonsense\r\n"), FailureKind.BROKEN_OFF),
    "chunks cut": (raw(CHUNKED + b"5\r\nhello\r\n"), FailureKind.BROKEN_OFF),
    "reset at once": (reset(), FailureKind.BROKEN_OFF),
    "reset in the head": (reset(b"HTTP/1.1 200 OK\r\nCont"), FailureKind.BROKEN_OFF),
    "reset in the body": (reset(PLAIN + b"half"), FailureKind.BROKEN_OFF),
    "closed at once": (raw(), FailureKind.BROKEN_OFF),
    "closed in the head": (raw(b"HTTP/1.1 200 OK\r\nCont"), FailureKind.BROKEN_OFF),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), FailureKind.BAD_HTTP),
    "10,000 headers": (raw(b"HTTP/1.1 200 OK\r\n" + MANY_HEADERS + b"\r\nx"), FailureKind.BAD_HTTP),
    "a 1 MB header": (raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * MIB + b"\r\n\r\n"), FailureKind.BAD_HTTP),
    "two lengths": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        FailureKind.BAD_HTTP,
    ),
    "brotli": (page("x", headers={"Content-Encoding": "br"}), FailureKind.BAD_HTTP),
    "zstd": (page("x", headers={"Content-Encoding": "zstd"}), FailureKind.BAD_HTTP),
    "deflate": (page("x", headers={"Content-Encoding": "deflate"}), FailureKind.BAD_HTTP),
    "gzip of gzip": (
        page(gzip.compress(gzip.compress(b"x")), headers={"Content-Encoding": "gzip, gzip"}),
        FailureKind.BAD_HTTP,
    ),
    "escapes in a header": (page("x", headers={"Content-Encoding": "\x1b]0;x br"}), FailureKind.BAD_HTTP),
    "long by its own word": (raw(head_of(200, {"Content-Length": "9" * 12})), FailureKind.TOO_LARGE),
    "long without a word": (raw(head_of(200, {}) + b"x" * (8 * MIB + 1)), FailureKind.TOO_LARGE),
    "gzip bomb": (
        page(gzip.compress(bytes(100 * MIB)), headers={"Content-Encoding": "gzip"}),
        FailureKind.TOO_LARGE,
    ),
    "gzip of nothing, for ever": (
        raw(UNSIZED_GZIP + gzip.compress(b"") * (9 * MIB // 20)),
        FailureKind.TOO_LARGE,
    ),
    "redirect loop": (redirect("/"), FailureKind.REDIRECTS),
    "redirect to a file": (redirect("file:///etc/passwd"), FailureKind.BAD_ADDRESS),
    "redirect to a script": (redirect("javascript:alert(1)"), FailureKind.BAD_ADDRESS),
    "redirect to half a host": (redirect("http://["), FailureKind.BAD_ADDRESS),
    "redirect to a wrong port": (redirect("http://127.0.0.1:99999999/"), FailureKind.BAD_ADDRESS),
    "redirect with credentials": (redirect("http://a:b@127.0.0.1/"), FailureKind.BAD_ADDRESS),
    "redirect without a target": (page("", 301), FailureKind.BAD_HTTP),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_a_broken_answer_is_one_failure_and_the_next_page_comes(fetcher: Fetcher, name: str) -> None:
    handler, kind = BROKEN[name]
    async with FaultServer({"/": handler, "/next": page("next")}) as server:
        fetcher.allow(server.url())
        failure = failed(await fetcher.get(server.url(), deadline_s=15))
        assert failure.kind is kind, failure
        assert server.targets().count("/") <= 7
        answer = await fetcher.get(server.url("/next"))
        assert isinstance(answer, Fetched)
        assert answer.content == b"next"


async def test_a_connection_that_broke_is_tried_again(fetcher: Fetcher) -> None:
    routes = {"/": in_turn(reset(), raw(PLAIN + b"half"), page("whole"))}
    async with FaultServer(routes) as server:
        fetcher.allow(server.url())
        answer = await fetcher.get(server.url())
    assert isinstance(answer, Fetched)
    assert answer.content == b"whole"


async def test_a_kept_connection_that_the_server_closed_is_no_failure(fetcher: Fetcher) -> None:
    ends = raw(head_of(200, {"Content-Length": "2"}) + b"ok")  # closes without saying so
    async with FaultServer({"/": ends}) as server:
        fetcher.allow(server.url())
        for _ in range(3):
            assert isinstance(await fetcher.get(server.url()), Fetched)


async def test_bytes_beyond_the_length_never_become_the_next_answer(fetcher: Fetcher) -> None:
    forged = page("forged")
    honest = head_of(200, {"Content-Length": "2"}) + b"ok"
    extra = head_of(200, {"Content-Length": "6"}) + b"forged"
    async with FaultServer(
        {"/": raw(honest + extra, close=False), "/next": page("next"), "/f": forged}
    ) as server:
        fetcher.allow(server.url())
        first = await fetcher.get(server.url())
        second = await fetcher.get(server.url("/next"))
    assert isinstance(first, Fetched)
    assert isinstance(second, Fetched)
    assert (first.content, second.content) == (b"ok", b"next")


async def test_members_of_gzip_are_joined_and_padding_is_dropped(fetcher: Fetcher) -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 512
    async with FaultServer({"/": page(body, headers={"Content-Encoding": "x-gzip"})}) as server:
        fetcher.allow(server.url())
        answer = await fetcher.get(server.url())
    assert isinstance(answer, Fetched)
    assert answer.content == b"one two"


@pytest.mark.parametrize("size", [8 * MIB, 8 * MIB - 1, 256 * 1024, 256 * 1024 + 1])
async def test_a_body_up_to_the_limit_is_whole(fetcher: Fetcher, size: int) -> None:
    async with FaultServer({"/": zipped(bytes(size)), "/plain": page(bytes(size))}) as server:
        fetcher.allow(server.url())
        for path in ("/", "/plain"):
            answer = await fetcher.get(server.url(path))
            assert isinstance(answer, Fetched)
            assert len(answer.content) == size


async def test_a_bomb_costs_little_memory_and_never_holds_the_loop(fetcher: Fetcher) -> None:
    bomb = gzip.compress(bytes(300 * MIB), 9)
    async with FaultServer({"/": page(bomb, headers={"Content-Encoding": "gzip"}), "/w": page()}) as server:
        fetcher.allow(server.url())
        await fetcher.get(server.url("/w"))
        slowest = 0.0

        async def tick() -> None:
            nonlocal slowest
            while True:
                before = time.thread_time()  # other programs of the machine do not count
                await asyncio.sleep(0)
                slowest = max(slowest, time.thread_time() - before)

        tracemalloc.start()
        ticking = asyncio.create_task(tick())
        failure = failed(await fetcher.get(server.url()))
        ticking.cancel()
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert failure.kind is FailureKind.TOO_LARGE
    assert peak < 24 * MIB
    assert slowest < 0.1


async def test_relative_redirects_lead_on_and_the_last_address_is_told(fetcher: Fetcher) -> None:
    routes = {
        "/a/b": redirect("../c?x=1", 301),
        "/c": redirect("//127.0.0.1:{port}/d#part", 307),
        "/d": redirect("новости", 308),
        "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8": page("there"),
    }
    async with FaultServer({}) as server:
        routes["/c"] = redirect(f"//127.0.0.1:{server.port}/d#part", 307)
        routes["/d"] = redirect("новости".encode().decode("latin-1"), 308)
        server.routes = routes
        fetcher.allow(server.url())
        answer = await fetcher.get(server.url("/a/b"))
    assert isinstance(answer, Fetched)
    assert answer.content == b"there"
    assert answer.url == server.url("/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8")


@pytest.mark.parametrize(("hops", "arrives"), [(6, True), (7, False)])
async def test_six_redirects_are_followed_and_no_more(fetcher: Fetcher, hops: int, arrives: bool) -> None:
    routes = {f"/{n}": redirect(f"/{n + 1}") for n in range(hops)} | {f"/{hops}": page()}
    async with FaultServer(routes) as server:
        fetcher.allow(server.url())
        outcome = await fetcher.get(server.url("/0"))
    assert isinstance(outcome, Fetched) is arrives
    if not arrives:
        assert failed(outcome).kind is FailureKind.REDIRECTS


BAD_ADDRESSES = [
    "",
    "kaskad.tv",
    "file:///etc/passwd",
    "ftp://kaskad.tv/",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://",
    "http://[",
    "http://[::1",
    "http://kaskad.tv:99999999/",
    "http://kaskad.tv:0/",
    "http://user:secret@kaskad.tv/",
    "http://xn--.../",
    "http://" + "a" * 64 + ".tv/",
    "http://" + "а" * 64 + ".рф/",
    "http://ка\u202eскад.tv/",
    "http://kaskad.tv/\x1b]0;x\x07",
    "http://1.2.3.999/",
    "http://0x/",
    "http://\ud800.tv/",
    "x" * 100_000,
]


@pytest.mark.parametrize("url", BAD_ADDRESSES)
async def test_what_is_no_address_is_refused_at_once(fetcher: Fetcher, url: str) -> None:
    failure = failed(await fetcher.get(url))
    assert failure.kind in {FailureKind.BAD_ADDRESS, FailureKind.FORBIDDEN_ADDRESS}, failure
    assert failure.url is not None
    assert len(failure.url) <= 2083
    assert "secret" not in f"{failure.url} {failure.detail}"


async def test_a_closed_port_is_refused(fetcher: Fetcher) -> None:
    async with FaultServer({}) as server:
        url = server.url()
    fetcher.allow(url)
    failure = failed(await fetcher.get(url))
    assert failure.kind is FailureKind.REFUSED
    assert failure.elapsed_s < 2


@pytest.mark.parametrize(
    ("number", "attempts"), [(socket.EAI_NONAME, 1), (socket.EAI_AGAIN, 3), (socket.EAI_FAIL, 1)]
)
async def test_an_unknown_host_is_looked_up_again_only_when_that_may_help(number: int, attempts: int) -> None:
    asked: list[str] = []

    async def names(host: str, port: int) -> list[Address]:
        asked.append(host)
        raise socket.gaierror(number, "said by the test")

    async with Fetcher(FetchSettings(environ={}, backoff_s=0.01), resolver=names) as fetcher:
        failure = failed(await fetcher.get("https://kaskad.tv/"))
    assert (failure.kind, failure.detail) == (FailureKind.UNKNOWN_HOST, "said by the test")
    assert asked == ["kaskad.tv"] * attempts


async def test_a_look_up_that_stalls_ends_with_the_deadline() -> None:
    async def names(host: str, port: int) -> list[Address]:
        await asyncio.sleep(30)
        return []

    async with Fetcher(FetchSettings(environ={}), resolver=names) as fetcher:
        failure = failed(await fetcher.get("http://kaskad.tv/", deadline_s=0.3))
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.elapsed_s < 0.8


async def test_the_systems_own_look_up_never_holds_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: object, **__: object) -> list[object]:
        time.sleep(0.6)
        raise socket.gaierror(socket.EAI_NONAME, "late")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    async with Fetcher(FetchSettings(environ={})) as fetcher:
        await fetcher.get("http://10.0.0.1/")
        failure = failed(await fetcher.get("http://kaskad.tv/", deadline_s=0.2))
    assert failure.kind is FailureKind.TIMEOUT
    assert failure.elapsed_s < 0.55


async def test_an_error_nobody_thought_of_is_a_failure_too(
    fetcher: Fetcher, caplog: pytest.LogCaptureFixture
) -> None:
    async def names(host: str, port: int) -> list[Address]:
        raise ExceptionGroup("several", [UnicodeError("label too long"), ZeroDivisionError()])

    async with Fetcher(FetchSettings(environ={}), resolver=names) as fetcher:
        failure = failed(await fetcher.get("http://kaskad.tv/"))
    assert failure.kind in {FailureKind.BAD_HTTP, FailureKind.BAD_ADDRESS}


async def test_a_mistake_of_our_own_is_a_failure_too(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def target(*_said: object) -> None:
        raise LookupError

    monkeypatch.setattr(redirects, "target", target)
    async with FaultServer({"/": page()}) as server:
        fetcher.allow(server.url())
        assert failed(await fetcher.get(server.url())).kind is FailureKind.BAD_HTTP
        monkeypatch.undo()
        assert isinstance(await fetcher.get(server.url()), Fetched)
    assert "unexpected error" in caplog.text


async def test_the_loop_goes_on_while_one_piece_of_the_network_is_decoded() -> None:
    async def one_chunk() -> AsyncGenerator[bytes, None]:
        yield gzip.compress(bytes(6 * MIB), 9)

    rounds = 0

    async def count() -> None:
        nonlocal rounds
        while True:
            rounds += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    content = bytearray()
    await read(one_chunk(), "gzip", 8 * MIB, content)
    counting.cancel()
    assert len(content) == 6 * MIB
    assert rounds >= 20


def test_pauses_grow_and_differ() -> None:
    """So that many readers of a site that was down do not come back together."""
    fault = Fault(FailureKind.TIMEOUT, again=True)
    for attempt, middle in ((1, 0.25), (2, 0.5), (3, 1.0)):
        pauses = [pause_s(fault, attempt, backoff_s=0.25, patience_s=3.0) or 0.0 for _ in range(100)]
        assert min(pauses) >= middle / 2 and max(pauses) <= middle * 1.5
        assert max(pauses) - min(pauses) > middle / 2
