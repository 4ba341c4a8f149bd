"""Find in the text: hits by piece and character, whatever the width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kaskad_tui.ui.article.pieces import Piece

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

    def __init__(self, pieces: Sequence[Piece], query: str) -> None:
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
