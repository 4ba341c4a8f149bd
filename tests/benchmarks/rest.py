"""What the reader does while nobody touches it: nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmarks.figures import Figure
from tests.benchmarks.programs import Programs, newest_mark

SECONDS = 5.0


def measure(programs: Programs, runs: int) -> Sequence[Figure]:
    """Leave the reader alone, once in the list and once in an article."""
    figures = []
    with programs.reader(programs.many) as reader:
        reader.wait_for(newest_mark(programs.many))
        for where, key in (("list", ""), ("article", "\r")):
            reader.send(key)
            reader.settle(1.5)
            cpu = reader.cpu_s()
            written = len(reader.collect(SECONDS))
            spent = (reader.cpu_s() - cpu) * 1000
            detail = f"{spent:.0f} ms of processor"
            figures.append(Figure(f"idle in the {where} for 5 s, written", written, "bytes", 0, detail))
    return figures
