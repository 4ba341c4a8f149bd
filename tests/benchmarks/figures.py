"""What was measured, beside what is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    value: float
    unit: str
    """`x` is a ratio to the floor."""
    goal: float | None = None
    """The most that it may be; None is only to know."""
    detail: str = ""
    """What the figure is made of."""

    @property
    def missed(self) -> bool:
        """Whether there is a goal and it was not reached."""
        return self.goal is not None and self.value > self.goal


def table(figures: Iterable[Figure]) -> str:
    """Return a Markdown table."""
    rows = [("what", "measured", "goal", "", "made of")]
    for figure in figures:
        goal = "" if figure.goal is None else f"≤ {_shown(figure.goal, figure.unit)}"
        verdict = "" if figure.goal is None else "**missed**" if figure.missed else "pass"
        rows.append((figure.name, _shown(figure.value, figure.unit), goal, verdict, figure.detail))
    rows.insert(1, ("---",) * 5)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _shown(value: float, unit: str) -> str:
    digits = 0 if unit == "bytes" else 2
    return f"{value:,.{digits}f} {unit}".strip()


def span(values: Sequence[float], unit: str, digits: int = 0) -> str:
    """Return the least and the most of several runs."""
    return f"{min(values):.{digits}f}–{max(values):.{digits}f} {unit}"
