"""A body as blocks with runs of text: between the boxes of the page and its Markdown.

Here lists get their items, tables their cells, emphasis its right borders; whatever Markdown cannot hold
(a list in a cell, a block in a link, bold in bold) is brought into a form that it can.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from kaskad_tui.extract.boxes import CODE, STRONG, Box, Run
from kaskad_tui.extract.runs import merged, tidy_runs
from kaskad_tui.extract.tables import Cell, caption_of, cells_of, is_data_table, leaves_of

BlockKind = Literal["p", "h", "ul", "ol", "quote", "pre", "table"]
MAX_NESTING = 40


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
    language: str = ""
    """Of a preformatted text: what the page says it is written in."""


_LANGUAGE = re.compile(
    r"\b(?:language|lang|highlight-source|brush:?)[-\s]\s*([a-z][a-z0-9+#]{0,19})(?=$|[\s;])"
)
_NUMBERED = re.compile(r"[ \t]*(\d{1,6})(?:[ \t|]|$)")


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
        elif tag == "dl" and nested:
            if (made := _terms(box, keep, depth)).items:
                blocks.append(made)
        elif tag == "table" and nested and is_data_table(box):
            for leaf in caption_of(box):
                blocks += _leaf(leaf, keep)
            if rows := cells_of(box, keep):
                blocks.append(Block("table", rows=rows))
        elif box.runs is not None:
            blocks.extend(_leaf(box, keep))
        else:
            stack.extend(reversed(box.children))
    return _with_code(blocks)


def _with_code(blocks: list[Block]) -> list[Block]:
    """Return blocks with each piece of code in one: paragraphs of one line joined, numbers of lines gone."""
    made: list[Block] = []
    alone = False
    for block in blocks:
        code = block.kind == "p" and all(run.marks == CODE or not run.text.strip() for run in block.runs)
        lines = plain(block.runs) if code else ""
        if code and alone and made:
            before = made[-1]
            made[-1] = Block("pre", [Run(plain(before.runs) + "\n" + lines)])
        elif code and "\n" in lines:
            made.append(Block("pre", [Run(lines)]))
        elif block.kind == "pre":
            if made and made[-1].kind == "pre" and _only_numbers(plain(made[-1].runs)):
                made.pop()
            made.append(block)
        else:
            made.append(block)
        alone = code
    return made


def _only_numbers(text: str) -> bool:
    lines = text.split("\n")
    if len(lines) < 2 or not all(re.fullmatch(r"\s*\d{1,6}\s*", line) for line in lines):
        return False
    return [int(line) for line in lines] == list(range(int(lines[0]), int(lines[0]) + len(lines)))


def _without_numbers(box: Box) -> str:
    """Return code without the numbers before its lines, where each stands in an element of its own."""
    lines = box.text.split("\n")
    found = [_NUMBERED.match(line) for line in lines]
    given = [int(one.group(1)) for one in found if one is not None]
    if len(lines) < 3 or given != list(range(1, len(lines) + 1)) or len(list(box.el.iter())) <= len(lines):
        return box.text
    return "\n".join(_NUMBERED.sub("", line, count=1) for line in lines)


def _terms(box: Box, keep: Callable[[Box], bool], depth: int) -> Block:
    """Return a list of definitions: a term, in bold, and what it is told of it make an item."""
    made = Block("ul")
    stack = box.children[::-1]
    while stack:
        child = stack.pop()
        if child.tag not in ("dt", "dd") and child.runs is None:
            stack.extend(reversed(child.children))
            continue
        blocks = build_blocks([child], keep, depth + 1)
        if child.tag == "dt":
            for block in blocks:
                block.runs = [
                    run._replace(marks=run.marks | STRONG) for run in block.runs if not run.marks & CODE
                ]
            blocks = [Block("p", tidy_runs(block.runs)) if block.kind == "p" else block for block in blocks]
        if blocks and (child.tag == "dt" or not made.items):
            made.items.append(blocks)
        elif blocks:
            made.items[-1] += blocks
    return made


def _language(box: Box) -> str:
    """Return the language that a preformatted text, or what is in it or round it, names in an attribute."""
    around = box.el.getparent()
    inner = box.el[0] if len(box.el) else None
    for el in (box.el, inner, around):
        if el is None:
            continue
        named = el.get("data-lang") or el.get("data-language")
        given = f"language-{named}" if named else el.get("class") or ""
        if found := _LANGUAGE.search(given.lower()):
            return found.group(1)
    return ""


def _leaf(box: Box, keep: Callable[[Box], bool]) -> list[Block]:
    if box.runs is None or not keep(box):
        return []
    if box.pre:
        return [Block("pre", [Run(_without_numbers(box))], language=_language(box))]
    runs = tidy_runs(box.runs)
    if box.level:
        # a heading's own bold is its look, not emphasis; its line breaks are a matter of width
        plain = [Run(run.text.replace("\n", " "), run.marks & CODE, run.href) for run in runs]
        return [Block("h", merged(plain), box.level)]
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
            blocks = [block for leaf in leaves_of(child) for block in _leaf(leaf, keep)]
        if blocks:
            made.items.append(blocks)
    return made


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
