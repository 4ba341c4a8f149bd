"""Pages made to cost: at most 400 MB and 30 s for a command, with the page's text or a clear message."""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands.program import Program, assert_one_message
from tests.fault_server import Handler, drip, head_of, page
from tests.faults.server import ThreadedFaultServer

MIB = 1024 * 1024
MOST_MB = 400.0
MOST_S = 30.0
TEXT = "Об этом сообщили в пресс-службе области, работы продлятся до весны. " * 6
LAST = "Последний абзац, ниже которого ничего нет, тоже должен остаться в тексте. " * 4
LINUX = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")


def document(middle: str, title: str = "Заголовок") -> bytes:
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<article><h1>{title}</h1><p>{TEXT}</p>{middle}<p>{LAST}</p></article></body></html>"
    ).encode()


N = 100_000
PAGES = {
    "nested": document("<div>" * N + "<p>внутри</p>" + "</div>" * N),
    "nested inline": document("<b><i>" * (N // 2) + "внутри" + "</i></b>" * (N // 2)),
    "attributes": document("<p " + " ".join(f"a{n}=1" for n in range(N)) + ">внутри</p>"),
    "links": document("".join(f"<a href=/n/{n}>{n}</a> " for n in range(2 * N))),
    "line breaks": document("слово<br>" * (2 * N)),
    "title": document("", "Заголовок " * (MIB // 20)),
    "paragraphs": document("".join(f"<p>Абзац {n}, в котором сказано больше слова." for n in range(15_000))),
    "unclosed": document("<table><tr><td>" * 20_000),
    "8 MiB of words": document(f"<p>{'слово ' * 600_000}</p>"),
}

INDEX = document("<ul>" + "".join(f'<li><a href="/n/{n}">{n}</a>' for n in range(N)) + "</ul>")


@dataclass(frozen=True)
class Cost:
    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def measured(program: Program, *words: str) -> Cost:
    """Run a command and add up the memory of the program and its children, many times a second."""
    started = time.monotonic()
    out, err = program.home / "out", program.home / "err"
    with out.open("wb") as out_file, err.open("wb") as err_file:
        running = subprocess.Popen(
            program.command(*words), stdin=subprocess.DEVNULL, stdout=out_file, stderr=err_file
        )
        most = 0.0
        while running.poll() is None:
            most = max(most, megabytes(running.pid))
            assert time.monotonic() - started < 2 * MOST_S
            time.sleep(0.01)
    seconds = time.monotonic() - started
    return Cost(running.returncode, out.read_text("utf-8"), err.read_text("utf-8"), seconds, most)


def megabytes(pid: int) -> float:
    """Return the memory of a process and its children now."""
    total = 0.0
    for each in [pid, *_children(pid)]:
        try:
            status = Path(f"/proc/{each}/status").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
    return total


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(word) for word in task.read_text().split()]
        except OSError:
            continue
    return found


HEAVY = frozenset({"links", "line breaks", "paragraphs", "nested inline", "8 MiB of words"})
"""These take seconds each: tests/fuzz has them."""


@LINUX
@pytest.mark.parametrize("name", sorted(PAGES.keys() - HEAVY))
def test_a_saved_page_costs_no_more_than_is_promised(bare: Program, name: str) -> None:
    file = bare.home / "page.html"
    file.write_bytes(PAGES[name])
    cost = measured(bare, "convert", str(file), "--format", "text")
    print(f"{name}: {cost.seconds:.1f} s, {cost.megabytes:.0f} MB", file=sys.stderr)
    assert cost.seconds < MOST_S
    assert cost.megabytes < MOST_MB
    assert cost.code == 0, cost.err
    assert TEXT.strip() in cost.out
    assert LAST.strip() in cost.out


BOMB = gzip.compress(document("<p>" + "слово " * 30_000_000 + "</p>"))
ANSWERS: dict[str, tuple[Handler, str]] = {
    "a bomb": (page(BOMB, headers={"Content-Encoding": "gzip"}), "larger than 8 MiB"),
    "beyond 8 MiB": (page(document("<p>" + "x" * 9 * MIB)), "larger than 8 MiB"),
    "an endless body": (
        drip(head_of(200, {"Content-Type": "text/html"}), b"<p>word " * 20_000, 0.001),
        "larger than 8 MiB",
    ),
}


@LINUX
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_costs_no_more_than_is_promised(bare: Program, name: str) -> None:
    handler, words = ANSWERS[name]
    with ThreadedFaultServer({"/novosti/5-x": handler}) as server:
        cost = measured(bare, "--data-dir", str(bare.home / "data"), "read", server.url("/novosti/5-x"))
    print(f"{name}: {cost.seconds:.1f} s, {cost.megabytes:.0f} MB", file=sys.stderr)
    assert cost.code == 1
    assert_one_message(cost.err, [words])
    assert cost.seconds < MOST_S
    assert cost.megabytes < MOST_MB
