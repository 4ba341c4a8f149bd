"""The process as seen from the loop: a stand-in does on request what a hostile page may do to the worker."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaskad_tui.extract.page import Page
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.reader.extraction import Extraction

NOW = datetime(2022, 12, 27, tzinfo=UTC)
STAND_IN = """
import os, pickle, sys, time
from kaskad_tui.extract.page import Page
from kaskad_tui.model import PageKind
source, sink = sys.stdin.buffer, sys.stdout.buffer
while head := source.read(4):
    content, url, profile, content_type, now = pickle.loads(source.read(int.from_bytes(head, "big")))
    if content == b"hang": time.sleep(60)
    if content == b"die": os._exit(1)
    page = Page(kind=PageKind.OTHER, url=url, text=content.decode(), title=str(os.getpid()))
    answer = pickle.dumps(("ok", page))
    if content == b"garbage": answer = b"no pickle"
    if content == b"other": answer = pickle.dumps("text")
    if content == b"refuse": answer = pickle.dumps(("error", "out of memory"))
    if content == b"endless": sink.write((0xFFFFFFFF).to_bytes(4, "big")); sink.flush(); time.sleep(60)
    sink.write(len(answer).to_bytes(4, "big") + answer)
    sink.flush()
"""


@pytest.fixture
async def extraction() -> AsyncIterator[Extraction]:
    made = Extraction((sys.executable, "-c", STAND_IN), deadline_s=3)
    yield made
    await made.close()


async def read(extraction: Extraction, content: bytes, deadline_s: float = 3) -> Page | Failure:
    return await extraction.read(
        content, "https://a.example/", profile=None, content_type=None, now=NOW, deadline_s=deadline_s
    )


async def text_of(extraction: Extraction, content: bytes) -> str:
    page = await read(extraction, content)
    assert isinstance(page, Page)
    return page.text


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_one_process_answers_all_pages_in_order(extraction: Extraction) -> None:
    pages = await asyncio.gather(*(read(extraction, str(number).encode()) for number in range(20)))
    assert [page.text for page in pages if isinstance(page, Page)] == [str(number) for number in range(20)]
    assert len({page.title for page in pages if isinstance(page, Page)}) == 1


async def test_large_pages_pass_through_the_pipe(extraction: Extraction) -> None:
    assert len(await text_of(extraction, b"x" * 3_000_000)) == 3_000_000


@pytest.mark.parametrize("content", [b"die", b"garbage", b"other", b"endless", b"refuse"])
async def test_a_process_that_fails_is_replaced(extraction: Extraction, content: bytes) -> None:
    failure = await read(extraction, content)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.UNREADABLE
    assert failure.url == "https://a.example/"
    assert await text_of(extraction, b"next") == "next"


async def test_a_page_that_takes_too_long_is_given_up_and_its_process_killed(extraction: Extraction) -> None:
    await text_of(extraction, b"first")
    pid = extraction.pid
    assert pid is not None
    failure = await read(extraction, b"hang", deadline_s=0.2)
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.detail) == (FailureKind.UNREADABLE, "more than 0.2 s")
    assert not is_alive(pid)
    assert await text_of(extraction, b"next") == "next"


async def test_the_answer_to_a_page_nobody_waits_for_is_not_taken_for_the_next(
    extraction: Extraction,
) -> None:
    await text_of(extraction, b"first")
    waiting = asyncio.create_task(read(extraction, b"hang"))
    await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await text_of(extraction, b"next") == "next"


async def test_a_process_that_was_killed_while_idle_is_started_anew(extraction: Extraction) -> None:
    await text_of(extraction, b"first")
    assert extraction.pid is not None
    os.kill(extraction.pid, signal.SIGKILL)
    while extraction.running:
        await asyncio.sleep(0.01)
    assert await text_of(extraction, b"next") == "next"


async def test_the_terminals_signals_do_not_reach_it(extraction: Extraction) -> None:
    await text_of(extraction, b"first")
    assert extraction.pid is not None
    assert os.getsid(extraction.pid) != os.getsid(0)


async def test_a_file_of_the_folder_is_never_taken_for_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("lxml", "pickle", "kaskad_tui"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    true = Extraction()
    page = await read(true, b"<p>first")
    await true.close()
    assert isinstance(page, Page)


async def test_warming_starts_it_before_the_first_page(extraction: Extraction) -> None:
    extraction.warm()
    extraction.warm()
    while extraction.pid is None:
        await asyncio.sleep(0.01)
    pid = extraction.pid
    page = await read(extraction, b"first")
    assert isinstance(page, Page)
    assert page.title == str(pid)


async def test_closing_leaves_no_process() -> None:
    extraction = Extraction((sys.executable, "-c", STAND_IN))
    await text_of(extraction, b"first")
    pid = extraction.pid
    assert pid is not None
    await extraction.close()
    assert not is_alive(pid)
    failure = await read(extraction, b"late")
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.UNREADABLE


async def test_closing_while_it_warms_up_and_closing_twice() -> None:
    extraction = Extraction((sys.executable, "-c", STAND_IN))
    extraction.warm()
    await extraction.close()
    await extraction.close()
    assert extraction.pid is None


async def test_a_program_that_cannot_be_started_is_a_failure() -> None:
    extraction = Extraction(("/nonexistent/python",))
    failure = await read(extraction, b"x")
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.UNREADABLE
    await extraction.close()
