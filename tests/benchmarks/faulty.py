"""How soon the app answers a key while its refresh runs into a fault, beside the same app that asks nobody.

    python -m tests.benchmarks.faulty

Keys go through a pseudo-terminal; a key is answered when the first byte comes. The goal: p95 of at most three
times that of the idle app; an idle one below 10 ms counts as 10, for the terminal itself is the noise there.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.figures import Figure, table
from tests.fault_server import FaultServer
from tests.faults.table import FAULTS
from tests.terminal import Terminal

NAMES = tuple(name for name, fault in FAULTS.items() if fault.worst)
GOAL = 3.0
NOISE_S = 0.010


async def serve(name: str) -> None:
    """Answer everything with a fault, and say at which port, until the input ends."""
    fault = FAULTS[name].handler
    paths = ("/", "/novosti", "/feed", "/stall", "/robots.txt")
    async with FaultServer(dict.fromkeys(paths, fault)) as server:
        print(server.port, flush=True)
        await asyncio.to_thread(sys.stdin.read)


def answered(folder: Path, port: int | None, keys: int) -> list[float]:
    """Return the seconds until each of so many keys was answered; None for a port asks nobody."""
    way = ["--offline"] if port is None else ["--base-url", f"http://127.0.0.1:{port}"]
    command = [sys.executable, "-m", "kaskad_tui", "--lang", "en", "--data-dir", str(folder), *way]
    times = []
    with Terminal(command) as terminal:
        terminal.wait_for("Article number", 30)
        terminal.settle(0.3, 3)
        for number in range(keys):
            if port is not None and number % 10 == 0:
                terminal.send("R")  # the refresh again: many of the faults are over soon
                terminal.collect(0.05)
            sent = time.perf_counter()
            terminal.send("j" if number % 2 == 0 else "k")
            while not terminal.read(2):
                pass
            times.append(time.perf_counter() - sent)
            terminal.collect(0.03)
        terminal.send("q")
    return times


def p95(times: list[float]) -> float:
    """Return the time within which 95 of 100 were answered (seconds)."""
    return statistics.quantiles(times, n=20)[-1]


def fill(folder: Path) -> None:
    """Make an archive with some headlines of the site."""
    from datetime import timedelta

    from kaskad_tui.clock import now
    from kaskad_tui.model import Headline
    from kaskad_tui.store.archive import Archive

    async def work() -> None:
        archive = Archive.open(folder / "archive.db")
        items = [
            Headline(
                str(n), f"https://kaskad.tv/novosti/{n}-x", f"Article number {n}", now() - timedelta(hours=n)
            )
            for n in range(1, 101)
        ]
        await archive.save_headlines("kaskad", items, now(), True)
        await archive.close()

    asyncio.run(work())


def measure(keys: int) -> list[Figure]:
    """Return the ratio of each fault to the idle app."""
    figures = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fill(folder)
        idle = p95(answered(folder, None, keys))
        figures.append(Figure("idle, p95", idle * 1000, "ms"))
        for name in NAMES:
            command = [sys.executable, "-m", "tests.benchmarks.faulty", "--serve", name]
            with subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            ) as server:
                assert server.stdin is not None and server.stdout is not None
                busy = p95(answered(folder, int(server.stdout.readline()), keys))
                server.stdin.close()
            ratio = busy / max(idle, NOISE_S)
            figures.append(Figure(name, ratio, "x", GOAL, f"{busy * 1000:.1f} ms"))
    return figures


def main() -> int:
    """Print the table; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.faulty")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--keys", type=int, default=60)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.serve))
        return 0
    figures = measure(options.keys)
    print(table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
