"""Pictures over loopback: fetched once, decoded apart, every trouble a value and soon."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from kaskad_tui.model import Failure, FailureKind, Picture, PictureProblem
from kaskad_tui.reader import Reader, load_site, pictures
from kaskad_tui.reader.pictures import Pictures, parsed
from tests.fault_server import FaultServer, drip, head_of, page, raw, redirect, reset, stall
from tests.pictures.samples import announcing, drawn

HEAD = head_of(200, {"Content-Type": "image/png"})
ENDLESS = (HEAD, *[b"\x89PNG\r\n\x1a\n" + bytes(1 << 20)] * 9)

ROUTES = {
    "/good.png": page(drawn(), headers={"Content-Type": "image/png"}),
    "/lies.png": page("<html>not a picture</html>", headers={"Content-Type": "image/png"}),
    "/lies.html": page(drawn("WEBP"), headers={"Content-Type": "text/html"}),
    "/bomb.png": page(announcing(50_000, 50_000)),
    "/cut.jpg": page(drawn("JPEG", (600, 400))[:3000]),
    "/drawing.svg": page("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "/endless.png": raw(*ENDLESS),
    "/announced.png": raw(head_of(200, {"Content-Length": "99999999999"}), b"\x89PNG"),
    "/reset.png": reset(head_of(200, {"Content-Length": "999"}) + b"\x89PNG"),
    "/gone.png": page("", status=404),
    "/inside.png": redirect("http://127.0.0.2:1/secret.png"),
    "/dripping.png": drip(HEAD, b"\x00", 0.05),
    "/silent.png": stall(),
}


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with FaultServer(ROUTES) as running:
        yield running


@pytest.fixture
async def reader(server: FaultServer, tmp_path: Path) -> AsyncIterator[Reader]:
    made = Reader.open(base_url=server.url(), data_dir=tmp_path)
    yield made
    await made.close()


async def get(reader: Reader, server: FaultServer, path: str) -> Picture | PictureProblem | Failure:
    return await reader.picture(server.url(path))


async def test_a_picture_is_fetched_once(reader: Reader, server: FaultServer) -> None:
    first = await get(reader, server, "/good.png")
    assert isinstance(first, Picture) and (first.width, first.height) == (40, 20)
    assert await get(reader, server, "/good.png") is first
    assert server.targets() == ["/good.png"]
    assert "image/png" in server.requests[0].headers["accept"]


async def test_it_is_what_its_bytes_are(reader: Reader, server: FaultServer) -> None:
    assert isinstance(await get(reader, server, "/lies.html"), Picture)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/lies.png", PictureProblem.NO_PICTURE),
        ("/bomb.png", PictureProblem.TOO_MANY_PIXELS),
        ("/cut.jpg", PictureProblem.BROKEN),
        ("/drawing.svg", PictureProblem.SVG),
        ("/endless.png", FailureKind.TOO_LARGE),
        ("/announced.png", FailureKind.TOO_LARGE),
        ("/reset.png", FailureKind.BROKEN_OFF),
        ("/gone.png", FailureKind.NOT_FOUND),
        ("/inside.png", FailureKind.FORBIDDEN_ADDRESS),
    ],
)
async def test_every_trouble_is_a_value_and_the_next_picture_comes(
    reader: Reader, server: FaultServer, path: str, why: PictureProblem | FailureKind
) -> None:
    found = await get(reader, server, path)
    assert (found.kind if isinstance(found, Failure) else found) == why
    assert isinstance(await get(reader, server, "/good.png"), Picture)


async def test_an_address_in_a_page_cannot_lead_inside(server: FaultServer, tmp_path: Path) -> None:
    made = Reader.open(data_dir=tmp_path)  # the real site: nobody typed an address of this computer
    try:
        for url in (server.url("/good.png"), "http://10.0.0.1/x.png", "http://169.254.169.254/x.png"):
            found = await made.picture(url)
            assert isinstance(found, Failure) and found.kind is FailureKind.FORBIDDEN_ADDRESS
        found = await made.picture("file:///etc/passwd")
        assert isinstance(found, Failure) and found.kind is FailureKind.BAD_ADDRESS
        assert not server.requests
    finally:
        await made.close()


async def test_one_of_the_sites_own_is_asked_for_at_the_host_in_use(
    reader: Reader, server: FaultServer
) -> None:
    for kept_by_an_earlier_run in ("http://127.0.0.1:1/good.png", "https://kaskad.tv/good.png"):
        assert isinstance(await reader.picture(kept_by_an_earlier_run), Picture)
    assert server.targets() == ["/good.png"]


@pytest.mark.parametrize("path", ["/dripping.png", "/silent.png"])
async def test_who_stops_waiting_is_not_held(reader: Reader, server: FaultServer, path: str) -> None:
    task = asyncio.create_task(get(reader, server, path))
    await asyncio.sleep(0.3)
    begun = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - begun < 1
    assert isinstance(await get(reader, server, "/good.png"), Picture)


async def test_without_pillow_nothing_is_fetched(
    reader: Reader, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _name: None)
    assert await get(reader, server, "/good.png") is PictureProblem.NO_PILLOW
    assert not server.requests


async def test_offline_it_is_not_asked_for(server: FaultServer, tmp_path: Path) -> None:
    made = Reader.open(base_url=server.url(), data_dir=tmp_path, offline=True)
    try:
        found = await get(made, server, "/good.png")
        assert isinstance(found, Failure) and found.kind is FailureKind.OFFLINE
        assert not server.requests
    finally:
        await made.close()


class Content:
    """In place of the network."""

    site = load_site()

    async def picture(self, url: str) -> bytes:
        return drawn()


def decoder(command: Sequence[str], deadline_s: float = 10.0) -> Pictures:
    return Pictures(Content(), command, deadline_s)  # type: ignore[arg-type]  # all that it asks of a network


@pytest.mark.parametrize(
    "script",
    [
        "import time; time.sleep(60)",
        "raise SystemExit(1)",
        "print('40 20')",
        "print('-1 20', 'x' * 99)",
        "print('99999 99999')",
        "while True: print('x' * 1000000)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    ],
)
async def test_a_process_that_fails_is_a_problem_within_its_time(script: str) -> None:
    begun = time.monotonic()
    made = decoder((sys.executable, "-c", script), 1.5)
    assert await made.get("http://example.org/x.png") is PictureProblem.GIVEN_UP
    assert time.monotonic() - begun < 5
    assert await decoder(("/no/such/program",)).get("http://example.org/x.png") is PictureProblem.GIVEN_UP


def test_only_whole_answers_are_pictures() -> None:
    assert parsed(b"2 1\n" + bytes(6)) == Picture(2, 1, bytes(6))
    assert parsed(b"svg\n") is PictureProblem.SVG
    for wrong in (
        b"",
        b"2 1\n" + bytes(5),
        b"0 0\n",
        b"nonsense\n",
        b"1 1 1\n123",
        b"2000 2000\n" + bytes(12_000_000),
    ):
        assert parsed(wrong) is PictureProblem.GIVEN_UP
