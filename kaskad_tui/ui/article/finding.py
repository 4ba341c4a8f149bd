"""Find in the text: hits by piece and character, whatever the width."""

from __future__ import annotations

import re
from typing import NamedTuple

from kaskad_tui.ui.article.layout import Layout
from kaskad_tui.ui.article.painting import Layer
from kaskad_tui.ui.article.pieces import Pieces

_SPACE = re.compile(r"\s")


class Hit(NamedTuple):
    """Characters `start` to `end` of the text of a piece."""

    piece: int
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` in small letters, ё as е, any space as a space; exactly as long as it was."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return _SPACE.sub(" ", small.replace("ё", "е"))


class Finder:
    """The hits of a query and the one that is current."""

    def __init__(self, pieces: Pieces, query: str) -> None:
        self.query = query
        self.hits: list[Hit] = []
        self.current = -1
        """Index in `hits`, -1 when there is none."""
        self.by_piece: dict[int, list[int]] = {}
        wanted = fold(query)
        if not wanted.strip():
            return
        for number, piece in enumerate(pieces):
            folded = fold(piece.content.text)
            at = folded.find(wanted)
            while at >= 0:
                self.by_piece.setdefault(number, []).append(len(self.hits))
                self.hits.append(Hit(number, at, at + len(wanted)))
                at = folded.find(wanted, at + len(wanted))

    @property
    def hit(self) -> Hit | None:
        """The current hit."""
        return self.hits[self.current] if self.current >= 0 else None

    def layers(self, piece: int) -> list[Layer]:
        """Return how the hits of a piece look."""
        return [
            Layer(self.hits[n].start, self.hits[n].end, "hit-current" if n == self.current else "hit")
            for n in self.by_piece.get(piece, ())
        ]

    def lines(self, layout: Layout) -> tuple[int, ...]:
        """Return the lines of the hits; the first line of a piece that is not wrapped yet."""
        return tuple(
            layout.line_of_offset(hit.piece, hit.start)
            if layout.is_wrapped(hit.piece)
            else layout.top_of(hit.piece)
            for hit in self.hits
        )

    def start_from(self, piece: int, offset: int) -> None:
        """Make the first hit at or after a place the current one, else the first of all."""
        self.current = next(
            (n for n, hit in enumerate(self.hits) if (hit.piece, hit.end) > (piece, offset)),
            0 if self.hits else -1,
        )

    def step(self, by: int) -> None:
        """Make the next (1) or previous (-1) hit the current one, round the ends."""
        if self.hits:
            self.current = (self.current + by) % len(self.hits)
