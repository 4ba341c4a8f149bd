"""Connections: https before http, kept ones that died, and answers longer or shorter than they say."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from pathlib import Path

import pytest

from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.guard import Address
from kaskad_tui.fetch.outcome import FailureWithBody, Fetched
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import Failure, FailureKind
from tests.fault_server import FaultServer, Handler, Request, head_of, page, raw, redirect, stall
from tests.fetch.test_tls import CERTIFICATES, context

TRUST = {"SSL_CERT_FILE": str(CERTIFICATES / "authority.pem")}
CERTIFICATE_NAME = "another.example"


async def loopback(host: str, port: int) -> list[Address]:
    return [ipaddress.ip_address("127.0.0.1")]


def fetched(outcome: Fetched | Failure) -> Fetched:
    assert isinstance(outcome, Fetched), outcome
    return outcome


async def ask(
    plain: FaultServer, secure: FaultServer, times: int = 1, secure_s: float = 8.0
) -> list[Fetched | Failure]:
    """Ask the plain server by a name, with the other one at its https port."""
    settings = FetchSettings(
        environ=TRUST, backoff_s=0.01, secure_ports={plain.port: secure.port}, secure_s=secure_s
    )
    async with Fetcher(settings, resolver=loopback) as fetcher:
        fetcher.allow(plain.url(host=CERTIFICATE_NAME))
        fetcher.allow(secure.url(host=CERTIFICATE_NAME))
        return [await fetcher.get(plain.url("/a?b", host=CERTIFICATE_NAME)) for _ in range(times)]


async def test_a_plain_address_is_asked_for_by_https_first() -> None:
    async with (
        FaultServer({"/a": page("plain")}) as plain,
        FaultServer({"/a": page("safe")}, tls=context("wrong_host")) as secure,
    ):
        (outcome,) = await ask(plain, secure)
    assert fetched(outcome).content == b"safe"
    assert fetched(outcome).url == f"https://{CERTIFICATE_NAME}:{secure.port}/a?b"
    assert plain.requests == []


@pytest.mark.parametrize("certificate", ["expired", "self_signed", "good"])
async def test_without_a_working_https_http_has_to_do_and_is_remembered(certificate: str) -> None:
    """The good certificate is good for another name."""
    async with (
        FaultServer({"/a": page("plain")}) as plain,
        FaultServer({"/a": page("never")}, tls=context(certificate)) as secure,
    ):
        outcomes = await ask(plain, secure, 3)
    assert [fetched(outcome).content for outcome in outcomes] == [b"plain"] * 3
    assert secure.requests == []
    assert secure.connections <= 1


@pytest.mark.parametrize(
    "there", [page("no", 404), page("no", 500), stall(), raw(b"nonsense")], ids=["404", "500", "stall", "raw"]
)
async def test_an_https_that_serves_something_else_is_no_obstacle(there: Handler) -> None:
    async with (
        FaultServer({"/a": page("plain")}) as plain,
        FaultServer({"/a": there}, tls=context("wrong_host")) as secure,
    ):
        (outcome,) = await ask(plain, secure, secure_s=0.5)
    assert fetched(outcome).content == b"plain"


async def test_an_https_that_sends_back_to_http_is_followed() -> None:
    async with FaultServer({"/a": page("plain")}) as plain:
        back = redirect(plain.url("/a", host=CERTIFICATE_NAME))
        async with FaultServer({"/a": back}, tls=context("wrong_host")) as secure:
            (outcome,) = await ask(plain, secure)
    assert fetched(outcome).content == b"plain"


async def test_numbers_and_bare_names_are_asked_as_they_stand(fetcher: Fetcher) -> None:
    async with FaultServer({"/": page()}) as server:
        settings = FetchSettings(environ={}, secure_ports={server.port: 1})
        async with Fetcher(settings, resolver=loopback) as made:
            for host in ("127.0.0.1", "localhost", "intranet", "box.local"):
                made.allow(server.url(host=host))
                assert fetched(await made.get(server.url(host=host))).url == server.url(host=host)


# kept connections
class Once:
    """Answers the first request of each connection; the second one ends as a test says."""

    def __init__(self, then: Handler) -> None:
        self.then = then
        self.seen: set[int] = set()

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        if request.connection in self.seen:
            return await self.then(request, writer)
        self.seen.add(request.connection)
        return await page("there")(request, writer)


async def test_a_kept_connection_that_died_costs_no_pause_and_no_attempt() -> None:
    # a pause would be seen: it is five seconds, and there is one attempt only
    settings = FetchSettings(environ={}, backoff_s=5.0, attempts=1)
    async with FaultServer({"/": Once(raw())}) as server, Fetcher(settings) as fetcher:
        fetcher.allow(server.url())
        await asyncio.gather(*(fetcher.get(server.url()) for _ in range(4)))
        started = time.monotonic()
        for _ in range(4):
            assert fetched(await fetcher.get(server.url())).content == b"there"
        assert time.monotonic() - started < 1


async def test_a_kept_connection_that_fell_silent_is_replaced_soon() -> None:
    settings = FetchSettings(environ={}, kept_s=0.2)
    async with FaultServer({"/": Once(stall())}) as server, Fetcher(settings) as fetcher:
        fetcher.allow(server.url())
        for _ in range(3):
            outcome = fetched(await fetcher.get(server.url()))
            assert outcome.elapsed_s < 1.5
        assert len(server.requests) == 5


async def test_a_slow_server_is_waited_for_over_a_kept_connection_too() -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(0.5)
        return await page("slow")(request, writer)

    settings = FetchSettings(environ={}, kept_s=0.2)
    async with FaultServer({"/": page(), "/slow": slow}) as server, Fetcher(settings) as fetcher:
        fetcher.allow(server.url())
        await fetcher.get(server.url())
        assert fetched(await fetcher.get(server.url("/slow"))).content == b"slow"


async def test_a_new_connection_has_all_its_time() -> None:
    async def slow(request: Request, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(0.5)
        return await page("slow")(request, writer)

    async with FaultServer({"/": slow}) as server, Fetcher(FetchSettings(environ={}, kept_s=0.1)) as fetcher:
        fetcher.allow(server.url())
        assert fetched(await fetcher.get(server.url())).content == b"slow"
        assert len(server.requests) == 1


# whole or cut
PAGE = "<html><body><p>Правительство области</p></body></html>"


def sized(body: bytes, length: int) -> Handler:
    head = head_of(200, {"Content-Type": "text/html", "Content-Length": str(length)})
    return raw(head + body, close=False)


@pytest.mark.parametrize(
    ("handler", "complete"),
    [
        (page(PAGE), True),
        (sized(PAGE.encode(), len(PAGE.encode())), True),
        (sized(PAGE.encode(), len(PAGE)), False),  # characters counted for bytes
        (sized(PAGE.encode() + b"\r\n", len(PAGE.encode())), True),
        (raw(head_of(200, {"Content-Type": "text/html"}) + PAGE.encode()), True),
        (raw(head_of(200, {"Content-Type": "text/html"}) + PAGE.encode()[:-20]), False),
        (raw(head_of(200, {"Content-Type": "text/html"}) + b"<p>bare"), True),
        (page(PAGE[:-20]), True),  # as long as it says: its writer may have meant it
    ],
    ids=["length", "raw", "lying", "line end", "closed", "closed early", "no document", "no end tag"],
)
async def test_a_page_longer_or_shorter_than_it_says_is_marked_as_cut(
    fetcher: Fetcher, handler: Handler, complete: bool
) -> None:
    async with FaultServer({"/": handler}) as server:
        fetcher.allow(server.url())
        assert fetched(await fetcher.get(server.url())).complete is complete
        assert fetched(await fetcher.get(server.url())).complete is complete


# pages of refusals, parts of what broke off
@pytest.mark.parametrize("status", [401, 403, 429, 503])
async def test_the_page_of_a_refusal_is_kept_apart_from_the_failure(fetcher: Fetcher, status: int) -> None:
    async with FaultServer({"/": page("<p>Проверка браузера", status)}) as server:
        fetcher.allow(server.url())
        outcome = await fetcher.get(server.url())
    assert isinstance(outcome, FailureWithBody)
    assert outcome.content.decode() == "<p>Проверка браузера"
    assert outcome.content_type == "text/html; charset=utf-8"
    assert type(outcome.plain) is Failure
    assert (outcome.plain.kind, outcome.plain.status) == (outcome.kind, status)


@pytest.mark.parametrize(
    "handler",
    [
        page("x" * 300_000, 403),
        page("x", 403, {"Content-Encoding": "br"}),
        page("x", 403, {"Content-Encoding": "gzip"}),
        stall(head_of(403, {"Content-Length": "100"}) + b"x"),
    ],
    ids=["long", "brotli", "no gzip", "stall"],
)
async def test_a_page_that_is_no_use_leaves_the_refusal_as_it_is(fetcher: Fetcher, handler: Handler) -> None:
    async with FaultServer({"/": handler}) as server:
        fetcher.allow(server.url())
        outcome = await fetcher.get(server.url())
    assert type(outcome) is Failure
    assert outcome.kind is FailureKind.DENIED
    assert outcome.elapsed_s < 3


async def test_what_came_before_a_break_is_there(fetcher: Fetcher) -> None:
    cut = raw(head_of(200, {"Content-Type": "text/html", "Content-Length": "1000"}) + b"<p>the first half")
    async with FaultServer({"/": cut}) as server:
        fetcher.allow(server.url())
        outcome = await fetcher.get(server.url())
    assert isinstance(outcome, FailureWithBody)
    assert (outcome.kind, outcome.content) == (FailureKind.BROKEN_OFF, b"<p>the first half")


def test_the_certificates_are_there() -> None:
    assert Path(TRUST["SSL_CERT_FILE"]).is_file()
