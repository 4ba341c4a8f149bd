"""The heaviest pages: seconds each, so that only `python -m pytest tests/fuzz` has them."""

from __future__ import annotations

from pathlib import Path

import pytest

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
)


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
