"""Run the benchmarks: `python -m tests.benchmarks [--only start keys …] [--runs N]`; see README.md here."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import archives, keys, rest, sizes, start
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.programs import Programs

PARTS: dict[str, Callable[[Programs, int], Sequence[Figure]]] = {
    "start": start.measure,
    "keys": keys.measure,
    "rest": rest.measure,
    "sizes": sizes.measure,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--runs", type=int, default=9, help="starts of each program; keys are four times as many"
    )
    parser.add_argument("--many", type=int, default=100_000, help="articles of the large archive")
    parser.add_argument("--keep", type=Path, help="folder that keeps the archives for the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        make = options.only != ["sizes"]  # which makes its own
        programs = Programs(*(_archive(folder, count, make=make) for count in (100, options.many)))
        figures: list[Figure] = []
        for part in options.only:
            print(f"… {part}", file=sys.stderr, flush=True)
            figures += PARTS[part](programs, options.runs)
    print(_machine())
    print(table(figures))
    return 1 if any(figure.missed for figure in figures) else 0


def _archive(folder: Path, count: int, *, make: bool) -> Path:
    data = folder / f"articles-{count}"
    if make and not (data / "made").exists():
        print(f"… an archive of {count:,} articles", file=sys.stderr, flush=True)
        archives.make(data, count)
        (data / "made").touch()
    return data


def _machine() -> str:
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores; "
        f"CPython {platform.python_version()}; textual {version('textual')}; load {load} at the end\n"
    )


if __name__ == "__main__":
    sys.exit(main())
