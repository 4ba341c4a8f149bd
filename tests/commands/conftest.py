from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaskad_tui.demo.server import SampleSiteThread
from tests.commands.program import GIVEN, Program


@pytest.fixture
def bare(tmp_path: Path) -> Program:
    """The program of a new user who speaks English."""
    home = tmp_path / "home"
    home.mkdir()
    return Program(home, ("--lang", "en"))


@pytest.fixture(scope="session")
def site() -> Iterator[SampleSiteThread]:
    with SampleSiteThread() as running:
        yield running


@pytest.fixture(scope="session")
def filled(site: SampleSiteThread, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program whose archive has one refresh and the given article in it."""
    home = tmp_path_factory.mktemp("filled")
    made = Program(home, ("--lang", "en", "--base-url", site.site.base_url, "--data-dir", str(home / "data")))
    assert made.run("headlines").code == 0
    assert made.run("read", GIVEN).code == 0
    return made


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
