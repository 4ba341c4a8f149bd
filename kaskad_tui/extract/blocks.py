"""A body as blocks with runs of text: between the boxes of the page and its Markdown.

Here lists get their items, tables their cells, emphasis its right borders; whatever Markdown cannot hold
(a list in a cell, a block in a link, bold in bold) is brought into a form that it can.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from kaskad_tui.extract.boxes import CODE, EM, STRIKE, STRONG, Box, Run

BlockKind = Literal["p", "h", "ul", "ol", "quote", "pre", "table"]
MAX_NESTING = 40


@dataclass(slots=True)
class Cell:
    """A cell of a table."""

    runs: list[Run]
    header: bool = False


@dataclass(slots=True)
class Block:
    """A block of a body."""

    kind: BlockKind
    runs: list[Run] = field(default_factory=list)
    """Of a paragraph, a heading, a preformatted text."""
    level: int = 0
    start: int = 1
    """Number of an ordered list's first item."""
    items: list[list[Block]] = field(default_factory=list)
    """Of a list: each item's blocks."""
    blocks: list[Block] = field(default_factory=list)
    """Of a quotation."""
    rows: list[list[Cell]] = field(default_factory=list)
    """Of a table: rows of equal length."""


_LETTER = re.compile(r"[^\W_]")
_PUNCTUATION_START = re.compile(r"^[^\w\s]+")
_PUNCTUATION_END = re.compile(r"[^\w\s]+$")


def tidy_runs(runs: Iterable[Run]) -> list[Run]:
    """Return runs whose emphasis begins and ends where CommonMark sees it.

    Blanks move out of emphasis; punctuation at its border moves out where a letter follows or precedes
    («**«Слово»**дня» would not be bold); emphasis without a letter is none; a whole-word look stays.
    """
    pieces: list[Run] = []
    for run in runs:
        marks = run.marks
        if marks & CODE:
            marks = CODE
        text = run.text
        if marks & (STRONG | EM | STRIKE) and not _LETTER.search(text):
            marks &= CODE
        if marks & (STRONG | EM | STRIKE):
            parts = re.split(r"(\n)", text)
            for part in parts:
                inner = part.strip()
                if not inner:
                    pieces.append(Run(part, 0, run.href))
                    continue
                head = part[: len(part) - len(part.lstrip())]
                tail = part[len(part.rstrip()) :]
                pieces.extend([Run(head, 0, run.href), Run(inner, marks, run.href), Run(tail, 0, run.href)])
        else:
            pieces.append(Run(text, marks, run.href))
    pieces = _merged(pieces)
    return _merged(_border_marks(pieces))


def _border_marks(pieces: list[Run]) -> list[Run]:
    result: list[Run] = []
    for index in range(len(pieces) - 1):  # «**a***b*» reads as anything: one of the two looks goes
        one, other = pieces[index], pieces[index + 1]
        looks = one.marks and other.marks and one.href is None and other.href is None
        if looks and one.marks != other.marks and not one.text.endswith("\n"):
            shorter = index if len(one.text) < len(other.text) else index + 1
            pieces[shorter] = pieces[shorter]._replace(marks=0)
    for index, run in enumerate(pieces):
        emphasis = run.marks & (STRONG | EM | STRIKE)
        if not emphasis or run.href is not None:
            result.append(run)
            continue
        before = result[-1] if result else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        text, head, tail = run.text, "", ""
        left = before.text[-1:] if before else ""
        right = after.text[:1] if after else ""
        if left and not left.isspace() and (found := _PUNCTUATION_START.match(text)) and left.isalnum():
            head, text = found.group(0), text[found.end() :]
        if right and not right.isspace() and right.isalnum() and (found := _PUNCTUATION_END.search(text)):
            text, tail = text[: found.start()], found.group(0)
        inner = text.strip()
        if not inner:
            result.append(Run(run.text, run.marks & CODE, run.href))
            continue
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        result.extend([Run(head + lead), Run(inner, run.marks), Run(trail + tail)])
    return result


def _merged(runs: Iterable[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if merged and merged[-1].marks == run.marks and merged[-1].href == run.href:
            merged[-1] = merged[-1]._replace(text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def build_blocks(boxes: Iterable[Box], keep: Callable[[Box], bool], depth: int = 0) -> list[Block]:
    """Return the blocks of `boxes`, in order.

    Args:
        boxes: leaves and groups, in reading order.
        keep: tells of each leaf whether it belongs to the body.
        depth: how deep in lists and quotations.
    """
    blocks: list[Block] = []
    stack: list[Box] = list(boxes)[::-1]
    while stack:
        box = stack.pop()
        tag = box.tag
        nested = depth < MAX_NESTING
        if tag in ("ul", "ol", "dir", "menu") and nested and not box.runs:
            made = _list(box, keep, depth)
            if made.items:
                blocks.append(made)
        elif tag == "li" and nested:
            items = build_blocks(box.children, keep, depth + 1) if box.children else _leaf(box, keep)
            if items:  # an item without a list round it
                if not (blocks and blocks[-1].kind == "ul" and blocks[-1].level == -1):
                    blocks.append(Block("ul", level=-1))
                blocks[-1].items.append(items)
        elif tag == "blockquote" and nested:
            inner = build_blocks(box.children, keep, depth + 1) if box.children else _leaf(box, keep)
            if inner:
                blocks.append(Block("quote", blocks=inner))
        elif tag == "table" and nested and is_data_table(box):
            table = _table(box, keep)
            if table is not None:
                blocks.append(table)
        elif box.runs is not None:
            blocks.extend(_leaf(box, keep))
        else:
            stack.extend(reversed(box.children))
    return blocks


def _leaf(box: Box, keep: Callable[[Box], bool]) -> list[Block]:
    if box.runs is None or not keep(box):
        return []
    if box.pre:
        return [Block("pre", [Run(box.text)])]
    runs = tidy_runs(box.runs)
    if box.level:
        # a heading's own bold is its look, not emphasis; its line breaks are a matter of width
        plain = [Run(run.text.replace("\n", " "), run.marks & CODE, run.href) for run in runs]
        return [Block("h", _merged(plain), box.level)]
    return [Block("p", runs)] if runs else []


def _list(box: Box, keep: Callable[[Box], bool], depth: int) -> Block:
    start = box.get("start")
    number = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    made = Block("ol" if box.tag == "ol" else "ul", start=number)
    for child in box.children:
        if child.tag in ("ul", "ol", "dir", "menu") and made.items and not child.runs:
            inner = _list(child, keep, depth + 1)  # badly nested: it belongs to the item before it
            if inner.items:
                made.items[-1].append(inner)
            continue
        if child.runs is not None:
            blocks = _leaf(child, keep)
        elif child.tag == "li" and depth + 1 < MAX_NESTING:
            blocks = build_blocks(child.children, keep, depth + 1)
        elif depth + 1 < MAX_NESTING:
            blocks = build_blocks([child], keep, depth + 1)
        else:
            blocks = [block for leaf in _leaves(child) for block in _leaf(leaf, keep)]
        if blocks:
            made.items.append(blocks)
    return made


def _leaves(box: Box) -> list[Box]:
    found: list[Box] = []
    stack = [box]
    while stack:
        one = stack.pop()
        if one.runs is not None:
            found.append(one)
        stack.extend(reversed(one.children))
    return found


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
    """Tell whether a table holds data: at least two rows and columns of short cells, no table in it."""
    if table.el.get("role") in ("presentation", "none"):
        return False
    rows = _rows_of(table)
    if len(rows) < 2 or max(len(row.children) or 1 for row in rows) < 2:
        return False
    cells = chars = long = links = 0
    for row in rows:
        for cell in row.children or [row]:
            cells += 1
            size = 0
            for leaf in _leaves(cell):
                if leaf.level and leaf.level <= 3 and leaf.tag not in ("th",):
                    return False
                size += len(leaf.text)
                links += leaf.link_chars
            chars += size
            long += size > 400
    if any(box.tag == "table" for row in rows for box in _groups(row)):
        return False
    return long <= cells * 0.1 and chars > 0 and (links < chars * 0.6 or (cells > 8 and links < chars * 0.9))


def _groups(box: Box) -> list[Box]:
    found: list[Box] = []
    stack = list(box.children)
    while stack:
        one = stack.pop()
        if one.children:
            found.append(one)
            stack.extend(one.children)
    return found


def _span(cell: Box, name: str) -> int:
    value = cell.el.get(name) if cell.tag in ("td", "th") else None
    return min(int(value), 50) if value and re.fullmatch(r"\d{1,4}", value) and int(value) else 1


def _cell_runs(cell: Box, keep: Callable[[Box], bool]) -> list[Run]:
    runs: list[Run] = []
    for leaf in _leaves(cell):
        if leaf.runs is None or not keep(leaf):
            continue
        if runs:
            runs.append(Run("\n"))
        runs.extend(leaf.runs)
    return tidy_runs(runs)


def _table(table: Box, keep: Callable[[Box], bool]) -> Block | None:
    """Return a table with its spans filled: a spanned cell stands once, the places it covers are empty."""
    rows: list[list[Cell]] = []
    covered: dict[tuple[int, int], bool] = {}
    for y, row in enumerate(_rows_of(table)):
        line: list[Cell] = []
        children = row.children or ([row] if row.runs is not None else [])
        x = 0
        for cell in children:
            while covered.get((y, x)):
                line.append(Cell([]))
                x += 1
            runs = _cell_runs(cell, keep)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for dy in range(height):
                for dx in range(width):
                    covered[(y + dy, x + dx)] = True
            line.append(
                Cell(runs, cell.tag == "th" or (row.parent is not None and row.parent.tag == "thead"))
            )
            line.extend(Cell([]) for _ in range(width - 1))
            x += width
        while covered.get((y, x)):
            line.append(Cell([]))
            x += 1
        rows.append(line)
    rows = [row for row in rows if any(cell.runs for cell in row)]
    if not rows:
        return None
    width = min(100, max(len(row) for row in rows))
    return Block("table", rows=[(row + [Cell([]) for _ in range(width)])[:width] for row in rows])


def plain(runs: Iterable[Run]) -> str:
    """Return the text of runs."""
    return "".join(run.text for run in runs)


def text_of(block: Block) -> str:
    """Return a block without any marks; items and rows are lines, cells stand two blanks apart."""
    if block.kind in ("p", "h", "pre"):
        return plain(block.runs)
    if block.kind == "quote":
        return "\n\n".join(text_of(inner) for inner in block.blocks)
    if block.kind == "table":
        lines = (
            "  ".join(plain(cell.runs).replace("\n", " ") for cell in row if cell.runs) for row in block.rows
        )
        return "\n".join(lines)
    return "\n".join(text_of(inner) for item in block.items for inner in item)


def runs_of(blocks: Iterable[Block]) -> list[Run]:
    """Return all runs of the blocks, in reading order."""
    found: list[Run] = []
    stack = list(blocks)[::-1]
    while stack:
        block = stack.pop()
        found.extend(block.runs)
        for row in block.rows:
            for cell in row:
                found.extend(cell.runs)
        inner = [one for item in block.items for one in item] + block.blocks
        stack.extend(reversed(inner))
    return found
