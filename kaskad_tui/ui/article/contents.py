"""The headings of a body: where they are and how far the reader has to go to them."""

from __future__ import annotations

from dataclasses import dataclass

from kaskad_tui.ui.article.page import CHARACTERS_A_MINUTE
from kaskad_tui.ui.article.pieces import Pieces


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body."""

    piece: int
    """Its piece in the view, for `ArticleView.to_line`."""
    block: int
    """Its block in `Article.body`."""
    level: int
    """1 to 6, as written."""
    text: str
    minutes: int
    """Reading time from the beginning of the text, at least 1."""


def headings(pieces: Pieces) -> tuple[Heading, ...]:
    """Return the headings in order; only they are parsed."""
    found: list[Heading] = []
    characters = 0
    for number, piece in enumerate(pieces):
        level = piece.heading_level
        if level:
            text = piece.content.text.split("\n", 1)[0]
            minutes = max(1, -(-characters // CHARACTERS_A_MINUTE))
            found.append(Heading(number, piece.block, level, text, minutes))
        characters += len(piece.markdown)
    return tuple(found)
