"""The heaviest pages: seconds each, so that only `python -m pytest tests/fuzz` has them."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.faulty import fill
from tests.commands.program import Program, assert_one_message
from tests.fault_server import drip, head_of, page, raw, stall
from tests.faults.server import ThreadedFaultServer
from tests.faults.test_bounded_work import (
    HEAVY,
    INDEX,
    LAST,
    LINUX,
    MOST_MB,
    MOST_S,
    PAGES,
    TEXT,
    Cost,
    measured,
    megabytes,
)
from tests.terminal import Terminal, plain


@pytest.fixture
def bare(tmp_path: Path) -> Program:
    home = tmp_path / "home"
    home.mkdir()
    return Program(home, ("--lang", "en"))


def assert_text_or_message(cost: Cost) -> None:
    """The whole text; on a computer that is too slow for it a message, in time."""
    if cost.code == 0:
        assert TEXT.strip() in cost.out
        assert LAST.strip() in cost.out
    else:
        assert cost.code == 1
        assert_one_message(cost.err)
        assert "gave up" in cost.err or "could not be read" in cost.err
    assert cost.seconds < MOST_S
    assert cost.megabytes < MOST_MB


@LINUX
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(HEAVY))
def test_a_saved_page_costs_no_more_than_is_promised(bare: Program, name: str) -> None:
    file = bare.home / "page.html"
    file.write_bytes(PAGES[name])
    assert_text_or_message(measured(bare, "convert", str(file), "--format", "text"))


@LINUX
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_over_the_network_costs_no_more_than_is_promised(bare: Program, name: str) -> None:
    with ThreadedFaultServer({"/novosti/5-x": page(PAGES[name])}) as server:
        address = server.url("/novosti/5-x")
        cost = measured(bare, "--data-dir", str(bare.home / "data"), "read", address, "--format", "text")
    assert_text_or_message(cost)


@LINUX
@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_app_goes_on_beside_a_heavy_page(tmp_path: Path, name: str) -> None:
    """Keys are answered while the page is read; the reader and its processes stay within bounds."""
    fill(tmp_path)
    handler = page(PAGES[name])
    with ThreadedFaultServer({f"/novosti/{n}-x": handler for n in range(1, 101)}) as server:
        way = ["--data-dir", str(tmp_path), "--base-url", server.url("").rstrip("/")]
        with Terminal([sys.executable, "-m", "kaskad_tui", "--lang", "en", *way]) as terminal:
            terminal.wait_for("Article number", 30)
            terminal.settle(0.5, 4)
            terminal.send("\r")
            most, end = 0.0, time.monotonic() + MOST_S
            while time.monotonic() < end:
                terminal.send("\t")
                assert terminal.read(5), "a key was not answered"
                for _ in range(5):
                    most = max(most, megabytes(terminal.pid))
                    terminal.read(0.02)
                if any(
                    text in plain(terminal.written[-20_000:])
                    for text in ("пресс-службе", "could not be", "Заголовок")
                ):
                    break
            else:
                pytest.fail("neither the text nor a message")
            terminal.send("Q")
            assert terminal.finish() == 0
    assert most < MOST_MB


@LINUX
def test_a_hundred_thousand_links_that_are_no_article_are_a_message(bare: Program) -> None:
    file = bare.home / "page.html"
    file.write_bytes(INDEX)
    cost = measured(bare, "convert", str(file))
    assert cost.seconds < MOST_S
    assert cost.megabytes < MOST_MB
    if cost.code:
        assert_one_message(cost.err, ["Neither an article nor a list of news"])


@LINUX
@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "name", ["silent", "half a head", "half a body", "drips a head", "drips a body", "early hints"]
)
def test_whatever_the_network_does_a_command_ends_in_time(bare: Program, name: str) -> None:
    """With the true deadlines."""
    sized = head_of(200, {"Content-Type": "text/html", "Content-Length": "1000000"})
    slow = {
        "silent": stall(seconds=90),
        "half a head": stall(b"HTTP/1.1 200 OK\r\nConte", 90),
        "half a body": stall(sized + b"<p>x", 90),
        "drips a head": drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.2),
        "drips a body": drip(sized, b"x", 0.2),
        "early hints": drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.2),
    }[name]
    with ThreadedFaultServer({"/novosti/5-x": slow, "/novosti/5-x/amp": raw()}) as server:
        address = server.url("/novosti/5-x")
        cost = measured(bare, "--data-dir", str(bare.home / "data"), "read", address)
    assert cost.code == 1
    assert_one_message(cost.err, ["did not answer in time"])
    assert cost.seconds < MOST_S
