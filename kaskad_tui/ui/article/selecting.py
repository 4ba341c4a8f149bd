"""Text under a selection, whose offsets are (character, piece): no resize or wrap above moves it."""

from __future__ import annotations

import re

from textual.geometry import Offset
from textual.selection import Selection

from kaskad_tui.ui.article.blocks import Block
from kaskad_tui.ui.article.layout import Layout
from kaskad_tui.ui.article.lines import Line
from kaskad_tui.ui.article.pieces import Pieces

_WORD = re.compile(r"\w+(?:[-‑'’]\w+)*")


def selected_span(selection: Selection, piece: int) -> tuple[int, int] | None:
    """Return the characters of `piece` that are selected, None when none are."""
    span = selection.get_span(piece)
    if span is None:
        return None
    start, end = span
    return max(0, start), (1 << 30) if end < 0 else end


def selected_text(selection: Selection, pieces: Pieces) -> str:
    """Return what is selected: paragraphs unwrapped, an empty line between blocks, bullets kept."""
    first = selection.start.y if selection.start else 0
    last = selection.end.y if selection.end else len(pieces) - 1
    parts: list[str] = []
    for number in range(max(0, first), min(last, len(pieces) - 1) + 1):
        span = selected_span(selection, number)
        if span is None:
            continue
        piece = pieces[number]
        text = _part(piece.content, *span)
        if not text and number in (first, last):
            continue
        if parts:
            parts.append("\n" if piece.gap == 0 else "\n\n")
        parts.append(text)
    return "".join(parts)


def _part(block: Block, start: int, end: int) -> str:
    """Return characters `start` to `end`, with the bullet of each item selected from its beginning."""
    parts: list[str] = []
    for item in block.items:
        stop = item.start + len(item.text)
        if item.start >= end or stop < start or (stop == start and item.text):
            continue
        text = item.text[max(0, start - item.start) : max(0, end - item.start)]
        if start <= item.start and not (len(block.items) == 1 and end < stop):
            text = "".join(affix.text for affix in item.first if affix.role == "bullet") + text
        parts.append(text)
    return "\n".join(parts)


# by keyboard: offsets are (character, piece) as above
def first_in_sight(layout: Layout, line: int) -> Offset:
    """Return where the first words at or below a line of the article begin."""
    piece, at, found = layout.line(line)
    if found is not None and _says(found):
        return Offset(found.start, piece)
    return _next_line(layout, max(0, piece), at, 1)


def next_line(layout: Layout, at: Offset, way: int) -> Offset:
    """Return where the next line with words begins (-1: the one above), at either end the end itself."""
    return _next_line(layout, at.y, layout.line_of_offset(at.y, at.x) - layout.top_of(at.y), way)


def _next_line(layout: Layout, piece: int, index: int, way: int) -> Offset:
    while 0 <= piece < len(layout.pieces):
        lines = layout.lines(piece)
        index += way
        if 0 <= index < len(lines):
            if _says(lines[index]):
                return Offset(lines[index].start, piece)
        else:
            piece += way
            index = -1 if way > 0 or piece < 0 else len(layout.lines(piece))
    last = len(layout.pieces) - 1
    return Offset(len(layout.pieces[last].content.text), last) if way > 0 else Offset(0, 0)


def _says(line: Line) -> bool:
    return any(run.offset >= 0 and run.text.strip() for run in line.runs)


def next_word(layout: Layout, at: Offset, way: int) -> Offset:
    """Return where the next word ends (-1: where the one before begins), at either end of the text there."""
    piece = at.y
    while 0 <= piece < len(layout.pieces):
        text = layout.pieces[piece].content.text
        words = list(_WORD.finditer(text))
        if way > 0:
            ends = [word.end() for word in words if piece != at.y or word.end() > at.x]
            if ends:
                return Offset(ends[0], piece)
        else:
            starts = [word.start() for word in words if piece != at.y or word.start() < at.x]
            if starts:
                return Offset(starts[-1], piece)
        piece += way
    return next_line(layout, at, way)
