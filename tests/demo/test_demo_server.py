from __future__ import annotations

import asyncio
import http.client
import random
import signal
import socket
import subprocess
import sys
import time

import pytest

from kaskad_tui.demo.server import SampleSite, SampleSiteThread, serve_forever
from tests.demo.conftest import NOON, Visitor, small


async def exchange(base_url: str, sent: bytes) -> bytes:
    port = int(base_url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    writer.write_eof()
    got = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    await writer.wait_closed()
    return got


async def test_it_serves_in_the_loop_that_asks() -> None:
    site = SampleSite(small())
    base_url = await site.start(now=NOON)
    try:
        got = await exchange(base_url, b"GET /novosti/1000 HTTP/1.1\r\nHost: x\r\n\r\n")
        assert got.startswith(b"HTTP/1.1 200 OK\r\n")
        assert list(site.requests) == ["GET /novosti/1000"]
        assert site.newsroom.article(1000) is not None
        with pytest.raises(RuntimeError, match="already"):
            await site.start()
    finally:
        await site.stop()
    await site.stop()
    with pytest.raises(ConnectionRefusedError):
        await exchange(base_url, b"")


async def test_it_starts_again_on_the_same_port() -> None:
    site = SampleSite(small())
    base_url = await site.start(now=NOON)
    await site.stop()
    assert await site.start(port=int(base_url.rpartition(":")[2]), now=NOON) == base_url
    await site.stop()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET /\r\n\r\n", b"400"),
        (b"GET novosti HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"501"),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", b"405"),
        (b"POST / HTTP/1.1\r\nContent-Length: 9999999\r\n\r\n", b"413"),
        (b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n\r\n", b"431"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (b"GET /\xff\xfe?\xd0=%zz&format=%00 HTTP/1.1\r\nHost: <x>\r\n\r\n", b"404"),
    ],
)
async def test_what_is_no_request_is_refused(sent: bytes, status: bytes) -> None:
    site = SampleSite(small())
    base_url = await site.start(now=NOON)
    try:
        got = await exchange(base_url, sent)
        assert got.startswith(b"HTTP/1.1 " + status)
        assert (await exchange(base_url, b"GET / HTTP/1.0\r\n\r\n")).startswith(b"HTTP/1.1 200")
    finally:
        await site.stop()


async def test_noise_does_not_end_it() -> None:
    chance = random.Random(20221227)
    site = SampleSite(small())
    base_url = await site.start(now=NOON)
    try:
        for _ in range(60):
            await exchange(base_url, chance.randbytes(chance.randint(0, 400)))
            target = bytes(chance.randint(33, 255) for _ in range(chance.randint(1, 80)))
            got = await exchange(base_url, b"GET /" + target + b" HTTP/1.1\r\n\r\n")
            assert got[9:12] in (b"200", b"404")
    finally:
        await site.stop()


async def test_a_visitor_who_does_not_read_cannot_hold_the_end() -> None:
    site = SampleSite(small())
    base_url = await site.start(now=NOON)
    with socket.create_connection(("127.0.0.1", int(base_url.rpartition(":")[2]))) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.setblocking(False)
        with pytest.raises(BlockingIOError):
            while True:
                deaf.send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 100)
                await asyncio.sleep(0)
        await asyncio.wait_for(site.stop(), 2)


def test_headers_of_a_page_are_stock_joomlas(visitor: Visitor) -> None:
    _, headers, body = visitor.ask("/novosti")
    assert headers["cache-control"] == "no-store, no-cache, must-revalidate, post-check=0, pre-check=0"
    assert headers["pragma"] == "no-cache"
    assert headers["expires"] == "Wed, 17 Aug 2005 00:00:00 GMT"
    assert headers["last-modified"] == headers["date"]
    assert headers["set-cookie"].endswith("; path=/; HttpOnly")
    assert "etag" not in headers
    assert int(headers["content-length"]) == len(body)
    assert visitor.ask("/novosti")[1]["set-cookie"] != headers["set-cookie"]


def test_head_tells_the_length_without_the_body(visitor: Visitor) -> None:
    _, told, body = visitor.ask("/novosti", "HEAD")
    assert body == b""
    assert int(told["content-length"]) == len(visitor.ask("/novosti")[2])


def test_a_thread_serves_and_ends() -> None:
    site = SampleSiteThread(now=NOON, drafts=small())
    visitor = Visitor(site.start())
    assert "Заметка" in visitor.page("/")
    with pytest.raises(RuntimeError, match="before"):
        site.start()
    visitor.close()
    site.stop()
    site.stop()
    with pytest.raises(ConnectionRefusedError):
        visitor.ask("/")
    visitor.close()


def test_what_cannot_start_says_so_to_its_caller() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="address"):
        SampleSiteThread(port=taken.getsockname()[1], drafts=small()).start()
    with pytest.raises(ValueError, match="stock, bare"):
        SampleSiteThread(dressing="velvet", drafts=small()).start()


def test_a_callback_that_fails_ends_the_service() -> None:
    def broken(base_url: str) -> None:
        raise BrokenPipeError(base_url)

    with pytest.raises(BrokenPipeError):
        serve_forever(on_ready=broken)


def test_a_process_serves_until_it_is_told_to_end() -> None:
    code = (
        "from kaskad_tui.demo.server import serve_forever\n"
        "serve_forever(on_ready=lambda base_url: print(base_url, flush=True))\n"
        "print('ended')"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        visitor = Visitor(process.stdout.readline().strip())
        assert "НТРК" in visitor.page("/")
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == "ended\n"
        assert process.wait(10) == 0
        visitor.close()


def test_start_and_pages_are_quick() -> None:
    started = time.perf_counter()
    with SampleSiteThread(now=NOON) as site:
        # Goals are 100 ms and 10 ms; the room above them is for a busy machine.
        assert time.perf_counter() - started < 1.0
        connection = http.client.HTTPConnection(site.site.base_url.removeprefix("http://"))
        began = time.perf_counter()
        for number in range(50):
            connection.request("GET", f"/novosti/40213-{number}")
            connection.getresponse().read()
        assert (time.perf_counter() - began) / 50 < 0.1
        connection.close()
