"""What a key costs: a cursor move, a page, the opening of an article, each beside the floor's key."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks import archives, empty_app
from tests.benchmarks.figures import Figure
from tests.benchmarks.programs import Programs, newest_mark
from tests.terminal import Terminal

MOVE_BYTES, PAGE_BYTES = 1_000, 15_000
MOVE_GOAL, OPEN_GOAL = 3.0, 10.0
PAGE_DOWN, TOP, ESCAPE = "\x1b[6~", "g", "\x1b"
_EVERY = 4
_IN_SIGHT = 8
"""Headlines that are surely in sight below the first."""


@dataclass(slots=True)
class _Presses:
    first_ms: list[float] = field(default_factory=list)
    """From the key to the first byte of the answer."""
    cpu_ms: list[float] = field(default_factory=list)
    """Of the whole answer."""
    cpu_to_text_ms: list[float] = field(default_factory=list)
    """Until the text was there."""
    sizes: list[float] = field(default_factory=list)


def measure(programs: Programs, runs: int) -> Sequence[Figure]:
    """Press keys in turns in all programs at once; each rests while another answers."""
    with programs.empty() as empty, programs.reader(programs.many, follow=False) as reader:
        empty.wait_for(empty_app.MARKER)
        reader.wait_for(newest_mark(programs.many))
        for terminal in (empty, reader):
            terminal.settle(1.5)
        floor, move, scroll, page = _Presses(), _Presses(), _Presses(), _Presses()
        for press in range(_EVERY * runs):
            _press(empty, "j", floor)
            # down and up again, so that the list does not scroll
            _press(reader, "j" if press // _IN_SIGHT % 2 == 0 else "k", move)
        for _ in range(2 * runs):
            _press(reader, PAGE_DOWN, page)
        reader.send(TOP + "j" * 20)  # 12 headlines are in sight: from here on each press scrolls
        reader.settle(0.5)
        for _ in range(2 * runs):
            _press(reader, "j", scroll)
        reader.send(TOP)
        reader.settle(0.5)
        opening, floor_text = _openings(empty, reader, programs, 2 * runs)
        in_article = _Presses()
        for _ in range(2 * runs):
            _press(reader, "j", in_article)
    with programs.reader(programs.many) as reader:
        reader.wait_for(newest_mark(programs.many))
        reader.settle(1.5)
        following = _Presses()
        for _ in range(2 * runs):
            _press(reader, "j", following, quiet_s=0.4)
    return (
        _ratio("cursor move : empty app's key, processor time", move.cpu_ms, floor.cpu_ms, MOVE_GOAL),
        _ratio("the same, time to the first byte", move.first_ms, floor.first_ms, MOVE_GOAL),
        _bytes("cursor move, written", move.sizes, MOVE_BYTES),
        _bytes("cursor move that scrolls the list, written", scroll.sizes, None),
        _bytes("cursor move and the article that follows, written", following.sizes, None),
        _bytes("PageDown in the list, written", page.sizes, PAGE_BYTES),
        _bytes("line down in an article, written", in_article.sizes, None),
        _ratio("opening 20 KB : empty app's key, time to the text", opening.first_ms, floor_text, OPEN_GOAL),
        _ratio("the same, processor time to the text", opening.cpu_to_text_ms, floor.cpu_ms, OPEN_GOAL),
        _ratio("the same, until all of it is wrapped and marked as read", opening.cpu_ms, floor.cpu_ms, None),
        _bytes("opening 20 KB, written", opening.sizes, None),
    )


def _press(terminal: Terminal, key: str, kept: _Presses, quiet_s: float = 0.08) -> None:
    cpu, began = terminal.cpu_s(), time.perf_counter()
    terminal.send(key)
    size = len(terminal.read(5.0))
    kept.first_ms.append((time.perf_counter() - began) * 1000)
    size += len(terminal.settle(quiet_s))
    kept.cpu_ms.append((terminal.cpu_s() - cpu) * 1000)
    kept.sizes.append(size)


def _openings(
    empty: Terminal, reader: Terminal, programs: Programs, runs: int
) -> tuple[_Presses, list[float]]:
    """Open one article after another with Enter, from the list; the floor's counter in turn, to its text."""
    kept = _Presses()
    floor: list[float] = []
    newest = archives.FIRST + int(programs.many.name.rpartition("-")[2]) - 1
    for number in range(runs):
        pressed = _Presses()
        _press(empty, "j", pressed)
        floor += pressed.first_ms
        cpu, since, began = reader.cpu_s(), len(reader.written), time.perf_counter()
        reader.send("\r")
        shown = reader.wait_for(archives.body_mark(newest - number), 10.0, since)
        kept.first_ms.append((shown - began) * 1000)
        kept.cpu_to_text_ms.append((reader.cpu_s() - cpu) * 1000)
        reader.settle(0.6)
        kept.cpu_ms.append((reader.cpu_s() - cpu) * 1000)
        kept.sizes.append(len(reader.written) - since)
        reader.send(ESCAPE)
        reader.settle(0.4)
        reader.send("j")
        reader.settle(0.3)
    reader.send("\r")
    reader.settle(0.6)
    return kept, floor


def _ratio(name: str, values: list[float], floor: list[float], goal: float | None) -> Figure:
    return Figure(
        name,
        median(values) / median(floor),
        "x",
        goal,
        f"{median(values):.1f} : {median(floor):.1f} ms; at best {min(values):.1f} : {min(floor):.1f}",
    )


def _bytes(name: str, sizes: list[float], goal: float | None) -> Figure:
    return Figure(name, median(sizes), "bytes", goal, f"at most {max(sizes):,.0f}")
