"""Nothing but public addresses and what the user typed is ever connected to."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import pytest

from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.guard import Address, is_public
from kaskad_tui.fetch.outcome import Fetched
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import Failure, FailureKind
from tests.fault_server import FaultServer, page, redirect


class Names:
    """A resolver of the test's own, which counts."""

    def __init__(self, *answers: list[str]) -> None:
        self.asked: list[tuple[str, int]] = []
        self._answers = list(answers)

    async def __call__(self, host: str, port: int) -> list[Address]:
        self.asked.append((host, port))
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [ipaddress.ip_address(number) for number in answer]


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Everything that a socket was told to connect to."""
    attempts: list[object] = []

    async def connect(loop: object, sock: object, address: object) -> None:
        attempts.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.SelectorEventLoop, "sock_connect", connect)
    return attempts


FORBIDDEN = [
    "127.0.0.1",
    "localhost",
    "anything.localhost",
    "127.1",
    "0x7f.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "127.0.0.1.",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "224.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::8.8.8.8]",
    "[2002:7f00:1::]",
    "[2001:0:808:808::1]",
    "[fe80::1]",
    "[fc00::1]",
    "[fec0::1]",
    "[ff02::1]",
]


@pytest.mark.parametrize("host", FORBIDDEN)
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_private_number_is_refused_without_a_packet(
    no_connection: list[object], scheme: str, host: str
) -> None:
    names = Names(["127.0.0.1"])
    async with Fetcher(FetchSettings(environ={}), resolver=names) as fetcher:
        outcome = await fetcher.get(f"{scheme}://{host}:8080/latest/meta-data")
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.FORBIDDEN_ADDRESS
    assert no_connection == []
    assert names.asked == []


@pytest.mark.parametrize("number", ["8.8.8.8", "2a00:1450:4001::1", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_numbers_are_public_even_wrapped(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize("ports", [{}, {80: 443}], ids=["plain", "https first"])
@pytest.mark.parametrize("hidden", ["127.0.0.1", "10.1.2.3", "::1", "::ffff:192.168.1.1"])
async def test_a_name_with_one_private_answer_among_public_ones_is_refused(
    no_connection: list[object], hidden: str, ports: dict[int, int]
) -> None:
    names = Names(["8.8.8.8", hidden])
    async with Fetcher(FetchSettings(environ={}, secure_ports=ports), resolver=names) as fetcher:
        outcome = await fetcher.get("http://news.example/")
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.FORBIDDEN_ADDRESS
    assert "news.example" in outcome.detail
    assert no_connection == []
    assert names.asked == [("news.example", ports.get(80, 80))]


async def test_a_name_is_looked_up_once_and_the_judged_number_is_connected_to(
    no_connection: list[object],
) -> None:
    names = Names(["8.8.8.8"], ["127.0.0.1"])  # what a rebinding server says next
    async with Fetcher(FetchSettings(environ={}, attempts=1), resolver=names) as fetcher:
        outcome = await fetcher.get("http://news.example:81/")
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.REFUSED
    assert no_connection == [("8.8.8.8", 81)]
    assert names.asked == [("news.example", 81)]


async def test_the_name_stays_in_the_host_header() -> None:
    names = Names(["127.0.0.1"])
    async with FaultServer({"/": page()}) as server:
        async with Fetcher(FetchSettings(environ={}), resolver=names) as fetcher:
            url = server.url("/", host="news.example")
            fetcher.allow(url)
            assert isinstance(await fetcher.get(url), Fetched)
        assert server.requests[0].headers["host"] == f"news.example:{server.port}"


async def test_a_number_that_does_not_answer_gives_way_to_the_next() -> None:
    names = Names(["::1", "127.0.0.1"])  # nothing listens on ::1
    async with (
        FaultServer({"/": page()}) as server,
        Fetcher(FetchSettings(environ={}), resolver=names) as fetcher,
    ):
        url = server.url("/", host="news.example")
        fetcher.allow(url)
        assert isinstance(await fetcher.get(url), Fetched)
    assert len(names.asked) == 1


async def test_a_typed_name_may_be_private_at_its_own_port_only() -> None:
    async with FaultServer({"/": page()}) as typed, FaultServer({"/": page()}) as other:
        async with Fetcher(FetchSettings(environ={}), resolver=Names(["127.0.0.1"])) as fetcher:
            fetcher.allow(typed.url("/", host="news.example"))
            assert isinstance(await fetcher.get(typed.url("/", host="news.example")), Fetched)
            outcome = await fetcher.get(other.url("/", host="news.example"))
        assert isinstance(outcome, Failure)
        assert outcome.kind is FailureKind.FORBIDDEN_ADDRESS
        assert other.connections == 0


async def test_allowing_means_exactly_one_origin(fetcher: Fetcher) -> None:
    async with FaultServer({"/": page()}) as typed, FaultServer({"/": page()}) as other:
        assert fetcher.allow(typed.url("/any/path"))
        assert isinstance(await fetcher.get(typed.url()), Fetched)
        neighbours = [
            other.url(),
            typed.url().replace("http:", "https:"),
            typed.url("/", host="localhost"),
            typed.url("/", host="127.1"),
        ]
        for url in neighbours:
            outcome = await fetcher.get(url)
            assert isinstance(outcome, Failure)
            assert outcome.kind is FailureKind.FORBIDDEN_ADDRESS, url
        assert other.connections == 0
        assert typed.connections == 1


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1/", "127.0.0.1", "http://u:p@127.0.0.1/", "http://127.0.0.1:0/"]
)
def test_what_is_no_address_cannot_be_allowed(url: str) -> None:
    assert not Fetcher(FetchSettings(environ={})).allow(url)


async def test_a_redirect_is_judged_like_any_address(fetcher: Fetcher) -> None:
    async with FaultServer({"/": page("secret")}) as forbidden:
        targets = [
            forbidden.url(),
            f"http://0x7f.1:{forbidden.port}/",
            f"http://[::ffff:127.0.0.1]:{forbidden.port}/",
            f"//localhost:{forbidden.port}/",
            "http://169.254.169.254/latest/",
        ]
        async with FaultServer({f"/{n}": redirect(target) for n, target in enumerate(targets)}) as server:
            fetcher.allow(server.url())
            for number in range(len(targets)):
                outcome = await fetcher.get(server.url(f"/{number}"))
                assert isinstance(outcome, Failure)
                assert outcome.kind is FailureKind.FORBIDDEN_ADDRESS
        assert forbidden.connections == 0


async def test_a_redirect_to_another_origin_that_was_typed_is_followed(fetcher: Fetcher) -> None:
    async with (
        FaultServer({"/": page("there")}) as second,
        FaultServer({"/": redirect(second.url())}) as first,
    ):
        fetcher.allow(first.url())
        fetcher.allow(second.url())
        outcome = await fetcher.get(first.url())
    assert isinstance(outcome, Fetched)
    assert (outcome.url, outcome.content) == (second.url(), b"there")


async def test_a_real_look_up_of_loopback_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(host: str, port: int, **_: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    async with FaultServer({"/": page()}) as server, Fetcher(FetchSettings(environ={})) as fetcher:
        outcome = await fetcher.get(server.url("/", host="router.example"))
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.FORBIDDEN_ADDRESS
    assert server.connections == 0
