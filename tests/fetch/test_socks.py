"""SOCKS proxies: through a small one on loopback, and what is said without the package that speaks it."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.outcome import Fetched
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import Failure, FailureKind
from tests.fault_server import FaultServer, page, redirect


@asynccontextmanager
async def socks(target_port: int, asked: list[tuple[str, int]]) -> AsyncIterator[int]:
    """A SOCKS 5 proxy (RFC 1928) that leads every name to a port of this machine; yields its own port."""
    tasks: set[asyncio.Task[None]] = set()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _version, count = await reader.readexactly(2)
        await reader.readexactly(count)
        writer.write(b"\x05\x00")
        _version, _command, _zero, kind = await reader.readexactly(4)
        assert kind == 3, "a name is passed on as a name"
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        asked.append((host, int.from_bytes(await reader.readexactly(2), "big")))
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target_port)
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(serve(reader, writer))
        tasks.add(task)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
async def test_a_page_comes_through_a_socks_proxy(scheme: str) -> None:
    asked: list[tuple[str, int]] = []
    async with FaultServer({"/": page("by socks")}) as site, socks(site.port, asked) as port:
        settings = FetchSettings(environ={}, proxy=f"{scheme}://127.0.0.1:{port}", secure_ports={})
        async with Fetcher(settings) as fetcher:
            outcome = await fetcher.get("http://kaskad.example/")
    assert isinstance(outcome, Fetched), outcome
    assert outcome.content == b"by socks"
    assert asked == [("kaskad.example", 80)]


async def test_it_is_no_way_to_private_numbers() -> None:
    asked: list[tuple[str, int]] = []
    async with FaultServer({"/": redirect("http://192.168.1.1/")}) as site, socks(site.port, asked) as port:
        settings = FetchSettings(environ={"ALL_PROXY": f"socks5://127.0.0.1:{port}"}, secure_ports={})
        async with Fetcher(settings) as fetcher:
            outcome = await fetcher.get("http://kaskad.example/")
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.FORBIDDEN_ADDRESS
    assert len(asked) == 1


async def test_without_its_package_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, package=None: None if name == "socksio" else find(name, package),
    )
    async with Fetcher(FetchSettings(environ={"ALL_PROXY": "socks5://127.0.0.1:9"})) as fetcher:
        outcome = await fetcher.get("https://kaskad.tv/")
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.PROXY
    assert "kaskad-tui[socks]" in outcome.detail
