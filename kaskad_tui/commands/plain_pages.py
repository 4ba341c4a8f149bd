"""Text cut into lines and pages, for a terminal that only prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from shutil import get_terminal_size

from kaskad_tui.commands.plain import cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """What fits: columns of a line and lines of a page; None is no end."""

    columns: int | None = None
    lines: int | None = None


def sheet(longest: int) -> Sheet:
    """Return what fits now, at most `longest` columns; all of it unless a person sits at both ends."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return Sheet()
    size = get_terminal_size()
    # a terminal that does not know its size says 0; the last column stays free: some break the line there
    return Sheet(max(20, min(longest, (size.columns or 80) - 1)), max(4, (size.lines or 24) - 2))


def wrapped(text: str, columns: int | None, indent: str = "") -> list[str]:
    """Return one paragraph in lines of at most `columns`; a longer word stays whole.

    Args:
        text: one line; what is cut continues behind `indent`.
        columns: None: nothing is cut.
        indent: what each line but the first begins with.
    """
    if columns is None or cells(text) <= columns:
        return [text]
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        width = cells(word)
        if line and used + 1 + width > columns:
            lines.append(line)
            line, used = indent + word, len(indent) + width
        else:
            line, used = (f"{line} {word}", used + 1 + width) if line else (word, width)
    return [*lines, line]


def laid_out(paragraphs: Iterable[str], columns: int | None) -> list[str]:
    """Return the lines of a text; of a paragraph that has several (a list, code) each is cut by itself."""
    return [
        piece
        for paragraph in paragraphs
        for line in paragraph.split("\n")
        for piece in wrapped(line, columns)
    ]


def pages(lines: Sequence[str], fits: Sheet) -> list[tuple[int, int]]:
    """Return where the pages of a text begin and end, none of them empty; no line at all is one without.

    A page does not begin with the gap between two paragraphs: those lines are on none.
    """
    if fits.lines is None or fits.columns is None:
        return [(0, len(lines))]
    found: list[tuple[int, int]] = []
    start, used = 0, 0
    for at, line in enumerate(lines):
        rows = 1 + max(0, cells(line) - 1) // (fits.columns + 1)
        if at > start and used + rows > fits.lines:
            found.append((start, at - (not lines[at - 1])))
            start, used = at, 0
        if at == start and not line:
            start = at + 1
        else:
            used += rows
    return [*found, (start, len(lines))] if start < len(lines) or not found else found
