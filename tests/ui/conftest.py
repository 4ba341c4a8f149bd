"""The stage's fixtures, and `--update-screens` (with `pytest tests/ui`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from kaskad_tui.demo.server import SampleSiteThread
from kaskad_tui.reader import Reader
from tests.ui.harness import Seed, Stage, fill, moment, on_stage, surroundings_of_the_stage, unpainted


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-screens", action="store_true", help="write the pictures in tests/screens as they are now"
    )


@pytest.fixture(autouse=True)
def surroundings() -> Iterator[None]:
    """The same moment, zone, terminal and language for every test."""
    with surroundings_of_the_stage():
        yield


@pytest.fixture
def quick() -> Iterator[None]:
    """Paint only the pictures that are asked for."""
    with unpainted():
        yield


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seed]:
    """The sample edition, served, and an archive filled from it once."""
    with surroundings_of_the_stage(), SampleSiteThread(now=moment()) as site:
        made = Seed(tmp_path_factory.mktemp("seed"), site)
        asyncio.run(fill(made.folder, made.base_url))
        yield made


OpenReader = Callable[..., Reader]


@pytest.fixture
def open_reader(seed: Seed, tmp_path: Path) -> OpenReader:
    """Open a reader on this test's own copy of the archive; a second call opens the same copy again."""
    folder = tmp_path / "data"

    def opened(*, offline: bool = True) -> Reader:
        if not folder.exists():
            seed.copy(folder)
        return Reader.open(base_url=seed.base_url, data_dir=folder, offline=offline)

    return opened


OnStage = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.fixture
async def stage(open_reader: OpenReader) -> AsyncIterator[Callable[..., AbstractAsyncContextManager[Stage]]]:
    """Return what runs the app on this test's archive, offline unless told otherwise."""

    def run(*, offline: bool = True, **how: object) -> AbstractAsyncContextManager[Stage]:
        return on_stage(open_reader(offline=offline), **how)  # type: ignore[arg-type]  # those of on_stage

    yield run
