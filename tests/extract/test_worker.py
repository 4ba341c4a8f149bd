"""The extraction as a process, and how little its package costs to import."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaskad_tui.extract import Page
from tests.extract import sample_pages as sample


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kaskad_tui.extract.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        yield process
        process.kill()


def ask(process: subprocess.Popen[bytes], request: object) -> tuple[str, object]:
    assert process.stdin and process.stdout
    data = pickle.dumps(request)
    process.stdin.write(struct.pack(">I", len(data)) + data)
    process.stdin.flush()
    (size,) = struct.unpack(">I", process.stdout.read(4))
    answer = pickle.loads(process.stdout.read(size))
    assert isinstance(answer, tuple)
    return answer[0], answer[1]


def test_pages_come_back_one_after_another(worker: subprocess.Popen[bytes]) -> None:
    for page in (sample.stock(), sample.bare()):
        kind, found = ask(worker, (page.encode(), sample.ADDRESS, sample.PROFILE, "text/html", None))
        assert kind == "ok"
        assert isinstance(found, Page)
        assert found.text == sample.TEXT


def test_a_bad_request_is_an_answer(worker: subprocess.Popen[bytes]) -> None:
    kind, text = ask(worker, ("not bytes", 5))
    assert kind == "error"
    assert "ValueError" in str(text)
    assert ask(worker, (b"<p>x", None, None, None, None))[0] == "ok"


def test_it_ends_with_its_input_and_not_with_an_interrupt(worker: subprocess.Popen[bytes]) -> None:
    assert ask(worker, (b"<p>x", None, None, None, None))[0] == "ok"
    worker.send_signal(signal.SIGINT)
    assert ask(worker, (b"<p>x", None, None, None, None))[0] == "ok"
    assert worker.stdin
    worker.stdin.close()
    assert worker.wait(10) == 0


def test_importing_the_package_brings_no_parser() -> None:
    heavy = ("lxml", "bs4", "markdownify", "feedparser", "httpx")
    code = f"import sys, kaskad_tui.extract; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="limits are read from /proc")
def test_its_memory_is_bounded_before_the_first_page(worker: subprocess.Popen[bytes]) -> None:
    assert ask(worker, (b"<p>x</p>", None, None, None, None))[0] == "ok"
    limits = Path(f"/proc/{worker.pid}/limits").read_text("ascii").splitlines()
    (line,) = [line for line in limits if line.startswith("Max address space")]
    most = line.split()[3]
    assert most.isdecimal()
    assert int(most) < 2**30
