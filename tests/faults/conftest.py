from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from kaskad_tui import cli, i18n
from kaskad_tui.extract import reading
from kaskad_tui.extract.memory import SiteMemory
from kaskad_tui.extract.page import Page
from kaskad_tui.extract.profile import Profile
from kaskad_tui.fetch import fetcher
from kaskad_tui.fetch.failures import Fault
from kaskad_tui.fetch.retry import pause_s
from kaskad_tui.model import Failure
from kaskad_tui.reader import extraction, network
from tests.commands.program import Program
from tests.fault_server import Handler, Request, head_of
from tests.faults.server import ThreadedFaultServer
from tests.reader.paper import PaperSite

READ = "111"
"""An article whose text the archive has, with a bookmark."""
UNREAD = "108"
"""One of which it only has the headline."""


class Everywhere(Mapping[str, Handler]):
    """Routes where one handler answers for all; the paper's own pages while there is none."""

    def __init__(self) -> None:
        self.paper = PaperSite()
        self.paper.publish(*range(100, 112))
        self.paper.publish(99, section="syuzhety")
        self.paper.feed = False
        self.fault: Handler | None = None

    def __getitem__(self, path: str) -> Handler:
        return self.fault or self._page

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    async def _page(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        answer = self.paper.answer_for(request.target)
        body = answer.body.encode()
        named = {"Content-Type": answer.content_type, "Content-Length": str(len(body))}
        writer.write(head_of(answer.status, named | dict(answer.headers)) + body)
        return True


class NearExtraction:
    """Reads pages in this process: the one of its own has its own tests, and costs its start each time."""

    def __init__(self, deadline_s: float = 10.0) -> None:
        pass

    def warm(self) -> None:
        pass

    async def close(self) -> None:
        pass

    async def read(
        self,
        content: bytes,
        url: str | None,
        *,
        profile: Profile | None,
        content_type: str | None,
        now: datetime | None,
        memory: SiteMemory | None = None,
        deadline_s: float = 10.0,
    ) -> Page | Failure:
        return await asyncio.to_thread(
            reading.read,
            content,
            url,
            profile=profile,
            content_type=content_type,
            now=now,
            memory=memory,
        )


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@dataclass
class Desk:
    """The program's command line on one archive and one site, in this process."""

    routes: Everywhere
    base_url: str
    folder: Path
    output: Callable[[], tuple[str, str]]
    options: list[str] = field(default_factory=lambda: ["--lang", "en"])

    def run(self, *words: str) -> Ran:
        self.output()
        code = cli.run([*self.options, "--base-url", self.base_url, "--data-dir", str(self.folder), *words])
        out, err = self.output()
        return Ran(code, out, err)


@pytest.fixture(scope="session")
def routes() -> Everywhere:
    return Everywhere()


@pytest.fixture(scope="session")
def site(routes: Everywhere) -> Iterator[str]:
    with ThreadedFaultServer(routes) as server:
        routes.paper.base_url = server.url("").rstrip("/")
        yield server.url("")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, routes: Everywhere) -> Iterator[None]:
    """Pauses a twentieth as long, no process for the extraction, the language as it was."""
    monkeypatch.setattr(network, "_PAGE_S", 15.0)
    monkeypatch.setattr(extraction, "Extraction", NearExtraction)

    def shorter(fault: Fault, attempt: int, *, backoff_s: float, patience_s: float) -> float | None:
        pause = pause_s(fault, attempt, backoff_s=backoff_s, patience_s=patience_s)
        return pause and pause / 20

    monkeypatch.setattr(fetcher, "pause_s", shorter)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    before = i18n.language()
    yield
    i18n.set_language(before)
    routes.fault = None


@pytest.fixture(scope="session")
def filled(routes: Everywhere, site: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of the paper."""
    folder = tmp_path_factory.mktemp("filled") / "data"
    options = ["--lang", "en", "--base-url", site, "--data-dir", str(folder)]
    for words in (["headlines"], ["headlines", "--page", "2"], ["read", READ], ["mark", "bookmark", READ]):
        assert cli.run([*options, *words]) == 0
    return folder


@pytest.fixture
def desk(
    routes: Everywhere, site: str, filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Desk:
    def output() -> tuple[str, str]:
        captured = capsys.readouterr()
        return captured.out, captured.err

    folder = Path(shutil.copytree(filled, tmp_path / "data"))
    return Desk(routes, site, folder, output)


@pytest.fixture
def bare(tmp_path: Path) -> Program:
    """The program, as a process, of a new user who speaks English."""
    home = tmp_path / "home"
    home.mkdir()
    return Program(home, ("--lang", "en"))
