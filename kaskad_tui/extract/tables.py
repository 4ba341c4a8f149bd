"""Tables of the page: which hold data, and their cells with all spans filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kaskad_tui.extract.boxes import Box, Run
from kaskad_tui.extract.runs import tidy_runs


@dataclass(slots=True)
class Cell:
    """A cell of a table."""

    runs: list[Run]
    header: bool = False


_MAX_WIDTH = 100


def _rows_of(table: Box) -> list[Box]:
    rows: list[Box] = []
    stack = list(reversed(table.children))
    while stack:
        box = stack.pop()
        if box.tag == "tr":
            rows.append(box)
        elif box.tag in ("tbody", "thead", "tfoot"):
            stack.extend(reversed(box.children))
    return rows


def is_data_table(table: Box) -> bool:
    """Tell whether a table holds data: rows and columns of short cells, no table or article in it.

    A table whose first row says that it heads the columns may have long cells and headings in them.
    """
    if table.el.get("role") in ("presentation", "none"):
        return False
    rows = _rows_of(table)
    if len(rows) < 2 or max(len(row.children) or 1 for row in rows) < 2:
        return False
    headed = sum(cell.tag == "th" for cell in rows[0].children) >= 2
    cells = chars = long = links = 0
    for row in rows:
        for cell in row.children or [row]:
            cells += 1
            size = 0
            stack = [cell]
            while stack:
                box = stack.pop()
                if box.tag == "table":
                    return False
                stack.extend(box.children)
                if box.runs is None:
                    continue
                if 0 < box.level <= (1 if headed else 3) and box.tag != "th":
                    return False
                size += len(box.text)
                links += box.link_chars
            chars += size
            long += size > 400
    if long > cells * (0.5 if headed else 0.1) or not chars:
        return False
    return links < chars * 0.6 or (cells > 8 and links < chars * 0.9)


def in_data_tables(boxes: Iterable[Box]) -> frozenset[int]:
    """Return the indexes of the leaves that stand in tables of data."""
    found: set[int] = set()
    stack = list(boxes)
    while stack:
        box = stack.pop()
        if box.tag == "table" and box.children and is_data_table(box):
            found.update(range(box.lo, box.hi))
        else:
            stack.extend(box.children)
    return frozenset(found)


def caption_of(table: Box) -> list[Box]:
    """Return the leaves of a table's caption."""
    return [leaf for child in table.children if child.tag == "caption" for leaf in leaves_of(child)]


def _span(cell: Box, name: str) -> int:
    value = cell.el.get(name) if cell.tag in ("td", "th") else None
    return min(int(value), 50) if value and re.fullmatch(r"\d{1,4}", value) and int(value) else 1


def _cell_runs(cell: Box, keep: Callable[[Box], bool]) -> list[Run]:
    """Return what a cell holds on one line: its paragraphs parted by a blank, its items by a semicolon."""
    runs: list[Run] = []
    for leaf in leaves_of(cell):
        if leaf.runs is None or not keep(leaf):
            continue
        if runs:
            item = leaf.tag == "li" and runs[-1].text.rstrip()[-1:] not in (".", ";", ":", ",", "!", "?")
            runs.append(Run("; " if item else "\n"))
        runs.extend(leaf.runs)
    return tidy_runs(runs)


def cells_of(table: Box, keep: Callable[[Box], bool]) -> list[list[Cell]]:
    """Return a table's rows, all as wide as the widest: a spanned cell stands once, what it covers is empty.

    Args:
        table: a table of data.
        keep: tells of each leaf whether it belongs to the body.
    """
    rows: list[list[Cell]] = []
    until: dict[int, int] = {}
    """Column → the last row that a cell above reaches down to."""
    for y, row in enumerate(_rows_of(table)):
        line: list[Cell] = []
        head = row.parent is not None and row.parent.tag == "thead"
        for cell in row.children or ([row] if row.runs is not None else []):
            while until.get(len(line), -1) >= y:
                line.append(Cell([]))
            if len(line) >= _MAX_WIDTH:
                break
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(line), len(line) + width):
                until[column] = y + height - 1
            line.append(Cell(_cell_runs(cell, keep), cell.tag == "th" or head))
            line.extend(Cell([]) for _ in range(width - 1))
        rows.append(line)
    rows = [row for row in rows if any(cell.runs for cell in row)]
    width = min(_MAX_WIDTH, max((len(row) for row in rows), default=0))
    return [(row + [Cell([]) for _ in range(width - len(row))])[:width] for row in rows]


def leaves_of(box: Box) -> list[Box]:
    """Return the leaves in a box, in reading order."""
    found: list[Box] = []
    stack = [box]
    while stack:
        one = stack.pop()
        if one.runs is not None:
            found.append(one)
        stack.extend(reversed(one.children))
    return found
