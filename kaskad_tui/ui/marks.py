"""The signs that the screen draws: plain Unicode, or ASCII for those who ask."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of signs; each is one cell wide, `ellipsis` excepted."""

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
    ellipsis: str = "…"


UNICODE = Marks()
ASCII = Marks(
    unread="*",
    bookmarked="+",
    changed="~",
    cursor=">",
    focus="=",
    line="|",
    thumb="#",
    hit="-",
    hit_thumb="#",
    busy="@",
    failed="x",
    newer="^",
    choice="v",
    back="<",
    bullet="-",
    full="=",
    ellipsis="...",
)
