"""Text under a selection, whose offsets are (character, piece): no resize or wrap above moves it."""

from __future__ import annotations

from textual.selection import Selection

from kaskad_tui.ui.article.blocks import Block
from kaskad_tui.ui.article.pieces import Pieces


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
