"""What the length of an article costs: its first screen, a page down in it, and keys while one is read in.

Three lengths in one archive, opened in turns; keys are timed beside those of the same reader at rest.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median

from tests.benchmarks import archives
from tests.benchmarks.figures import Figure
from tests.benchmarks.programs import Programs
from tests.fault_server import FaultServer, page
from tests.terminal import Terminal, plain

SIZES = {"5 KB": 5_000, "50 KB": 50_000, "1 MB": 1_000_000}
"""Bytes of Markdown."""
OPEN_GOAL, PAGE_BYTES, KEY_GOAL = 1.5, 15_000, 3.0
_NOISE_MS = 10.0
"""A key at rest counts as this at least: below, the terminal itself is the noise."""
_FIRST = 90_000
_PAGES = 12
"""Pages of 1 MB on the site; the next three are fetched ahead whenever one is opened."""


def measure(programs: Programs, runs: int) -> Sequence[Figure]:
    """Open articles of each length, newest first, `runs` of each; then press keys while pages come in."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        count = asyncio.run(_fill(folder / "sizes", runs + 1))
        opened, pages = _open(programs, folder / "sizes", count)
        rest, busy = _keys(folder / "site", 30 * runs)
    small, large = opened["5 KB"], opened["1 MB"]
    made = "; ".join(f"{name} {median(values):.1f} ms" for name, values in opened.items())
    resting = max(_p95(rest), _NOISE_MS)
    return (
        Figure("first screen, 1 MB : 5 KB", median(large) / median(small), "x", OPEN_GOAL, made),
        Figure("first screen, 50 KB : 5 KB", median(opened["50 KB"]) / median(small), "x", OPEN_GOAL),
        Figure(
            "PageDown in an article of 1 MB, written",
            median(pages),
            "bytes",
            PAGE_BYTES,
            f"at most {max(pages):,.0f}",
        ),
        Figure(
            "a key while pages of 1 MB are read in : at rest, p95",
            _p95(busy) / resting,
            "x",
            KEY_GOAL,
            f"{_p95(busy):.1f} : {_p95(rest):.1f} ms; medians {median(busy):.1f} : {median(rest):.1f} ms",
        ),
    )


async def _fill(folder: Path, rounds: int) -> int:
    """Make an archive whose articles have the three lengths in turn; return their number."""
    from kaskad_tui.store.archive import Archive

    folder.mkdir(parents=True)
    archive = Archive.open(folder / "archive.db")
    chance = Random(5)
    model = next(archives.articles(1))
    count = 0
    for _round in range(rounds):
        for size in SIZES.values():
            body = archives.body(chance, size)
            number = _FIRST + count
            body[0] = f"{archives.body_mark(number)} {body[0]}"
            headline = replace(
                model.headline,
                id=str(number),
                url=f"https://kaskad.tv/novosti/{number}-zametka",
                title=f"{archives.title_mark(number)} {size}",
                published=archives.NEWEST - timedelta(minutes=10 * count),
            )
            await archive.save_article(
                archives.SOURCE, replace(model, headline=headline, body=tuple(body), text="\n\n".join(body))
            )
            count += 1
    await archive.close()
    return count


def _open(programs: Programs, data: Path, count: int) -> tuple[dict[str, list[float]], list[float]]:
    """Return milliseconds to the text by length, and the bytes of a PageDown in the longest."""
    opened: dict[str, list[float]] = {name: [] for name in SIZES}
    pages: list[float] = []
    names = list(SIZES)
    with programs.reader(data, follow=False) as reader:
        reader.wait_for(archives.title_mark(_FIRST))
        reader.settle(1.5)
        for number in range(count):
            since, began = len(reader.written), time.perf_counter()
            reader.send("\r")
            shown = reader.wait_for(archives.body_mark(_FIRST + number), 20.0, since)
            if number >= len(names):  # the first of each length only warms up
                opened[names[number % len(names)]].append((shown - began) * 1000)
            reader.settle(1.0)
            if names[number % len(names)] == "1 MB":
                for _press in range(3):
                    since = len(reader.written)
                    reader.send("\x1b[6~")
                    reader.settle(0.3)
                    pages.append(len(reader.written) - since)
            reader.send("\x1b")
            reader.settle(0.4)
            reader.send("j")
            reader.settle(0.3)
    return opened, pages


def _keys(folder: Path, keys: int) -> tuple[list[float], list[float]]:
    """Return milliseconds to the answer of each key, at rest and while pages of 1 MB are read in."""
    command = [sys.executable, "-m", "tests.benchmarks.sizes"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        site = f"http://127.0.0.1:{int(server.stdout.readline())}"
        options = ["--lang", "ru", "--data-dir", str(folder), "--base-url", site]
        with Terminal([sys.executable, "-m", "kaskad_tui", *options]) as reader:
            reader.wait_for(f"Статья {_PAGES}")
            reader.settle(1.5)
            rest = [_press(reader, "jk"[number % 2]) for number in range(keys)]
            reader.send("g")
            reader.settle(1.0)
            busy: list[float] = []
            for _article in range(_PAGES // 4):
                reader.send("\r")
                reader.collect(0.05)
                reader.send("\x1b")
                reader.collect(0.2)  # or the next key would be taken together with Esc
                busy += [_press(reader, "jk"[number % 2]) for number in range(keys * 4 // _PAGES)]
                reader.send("j" * 4)
                reader.collect(0.1)
            reader.send("q")
        server.stdin.close()
    return rest, busy


def _press(reader: Terminal, key: str) -> float:
    began = time.perf_counter()
    reader.send(key)
    if not reader.read(5.0):
        raise TimeoutError(f"no answer to {key!r}; at the end: {plain(reader.written)[-1500:]!r}")
    took = (time.perf_counter() - began) * 1000
    reader.collect(0.03)
    return took


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


async def serve() -> None:
    """Answer as a site with a list of long articles, and say at which port, until the input ends."""
    chance = Random(6)
    rows = []
    routes = {}
    for number in range(1, _PAGES + 1):
        path = f"/novosti/{number}-statya"
        when = archives.NEWEST - timedelta(minutes=number)
        rows.append(
            f'<div><h2><a href="{path}">Статья {number} о жизни города</a></h2>'
            f'<time datetime="{when.isoformat()}">{when:%d.%m.%Y %H:%M}</time></div>'
        )
        text = "".join(f"<p>{block}</p>" for block in archives.body(chance, 1_000_000))
        title = f"Статья {number} о жизни города"
        routes[path] = page(
            f"<html><title>{title}</title><body><main><h1>{title}</h1>"
            f'<time datetime="{when.isoformat()}"></time>{text}</main>'
        )
    listing = page(f"<html><title>Новости</title><body><main>{''.join(rows)}</main>")
    async with FaultServer({**routes, "/": listing, "/novosti": listing}) as server:
        print(server.port, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
