"""The signs that the screen draws; see `signs` for those who have only ASCII."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of signs; each is one cell wide."""

    unread: str = "●"
    bookmarked: str = "★"
    changed: str = "≠"
    cursor: str = "▌"
    focus: str = "▔"
    line: str = "│"
    thumb: str = "┃"
    hit: str = "┤"
    hit_thumb: str = "┫"
    busy: str = "↻"
    failed: str = "×"
    newer: str = "↑"
    choice: str = "▾"
    back: str = "‹"
    bullet: str = "·"
    full: str = "━"
    source: str = "▪"


UNICODE = Marks()
