"""From the start of the process to the first headline on the screen, and the memory at a large archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.benchmarks import empty_app
from tests.benchmarks.figures import Figure, span
from tests.benchmarks.programs import Programs, newest_mark
from tests.terminal import Terminal

GOAL, MANY_GOAL, MEMORY_GOAL = 1.5, 1.2, 2.5
STRETCH = 1.3


@dataclass(slots=True)
class _Runs:
    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    """Spent until the text was there: what follows it is not in it."""
    memory_mb: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)


def measure(programs: Programs, runs: int) -> Sequence[Figure]:
    """Start each program in turn, `runs` times, after one that warms the caches."""
    what: dict[str, tuple[Callable[[], Terminal], str, str]] = {
        "empty": (programs.empty, empty_app.MARKER, "j"),
        "few": (lambda: programs.reader(programs.few), newest_mark(programs.few), "jG\x1b[5~g"),
        "many": (lambda: programs.reader(programs.many), newest_mark(programs.many), "jG\x1b[5~g"),
    }
    found = {name: _Runs() for name in what}
    for run in range(runs + 1):
        for name, (begin, text, keys) in what.items():
            kept = found[name] if run else _Runs()
            _once(begin, text, keys, kept)
    wall = {name: median(kept.wall_ms) for name, kept in found.items()}
    cpu = {name: median(kept.cpu_ms) for name, kept in found.items()}
    memory = {name: median(kept.memory_mb) for name, kept in found.items()}
    peak = {name: median(kept.peak_mb) for name, kept in found.items()}

    def made(values: dict[str, float], one: str, other: str, unit: str) -> str:
        return f"{values[one]:.0f} : {values[other]:.0f} {unit}"

    def ratio(name: str, values: dict[str, float], one: str, other: str, goal: float | None) -> Figure:
        return Figure(name, values[one] / values[other], "x", goal, made(values, one, other, "ms"))

    spread = "; ".join(f"{name} {span(kept.wall_ms, 'ms')}" for name, kept in found.items())
    best = {name: min(kept.cpu_ms) for name, kept in found.items()}
    return (
        ratio("start, 100 articles : empty app", wall, "few", "empty", GOAL),
        Figure("the same, stretch", wall["few"] / wall["empty"], "x", STRETCH, spread),
        ratio("the same, processor time", cpu, "few", "empty", None),
        ratio("the same, processor time at best", best, "few", "empty", None),
        ratio("start, many articles : 100 articles", wall, "many", "few", MANY_GOAL),
        ratio("the same, processor time", cpu, "many", "few", None),
        Figure(
            "memory, many articles : empty app",
            memory["many"] / memory["empty"],
            "x",
            MEMORY_GOAL,
            f"{made(memory, 'many', 'empty', 'MB')}; at their highest {made(peak, 'many', 'empty', 'MB')}; "
            f"100 articles {memory['few']:.0f} MB",
        ),
    )


def _once(begin: Callable[[], Terminal], text: str, keys: str, kept: _Runs) -> None:
    with begin() as terminal:
        kept.wall_ms.append((terminal.wait_for(text) - terminal.started) * 1000)
        kept.cpu_ms.append(terminal.cpu_s() * 1000)
        terminal.settle(0.8)
        for key in _keys(keys):
            terminal.send(key)
            terminal.settle(0.4)
        kept.memory_mb.append(terminal.memory_mb())
        kept.peak_mb.append(terminal.memory_mb("VmHWM"))
        terminal.send("q")
        terminal.finish()


def _keys(keys: str) -> list[str]:
    """`"jG\\x1b[5~"` → `["j", "G", "\\x1b[5~"]`."""
    found: list[str] = []
    for character in keys:
        if found and found[-1].startswith("\x1b") and not found[-1].endswith("~"):
            found[-1] += character
        else:
            found.append(character)
    return found
