"""Which line stands where: pieces are wrapped when they come into view, the others have an estimated height.

All methods that wrap return where the line at the top went, so that what is on the screen never moves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from time import monotonic

from kaskad_tui.model import Place
from kaskad_tui.ui.article.heights import Heights
from kaskad_tui.ui.article.lines import Line, Setting
from kaskad_tui.ui.article.pieces import Pieces


class Layout:
    """The lines of an article for one width."""

    def __init__(self, pieces: Pieces, setting: Setting) -> None:
        self.pieces = pieces
        self.setting = setting
        self._lines: list[tuple[Line, ...] | None] = [None] * len(pieces)
        self._heights = Heights(pieces.estimates(setting))
        self.wrapped = 0
        """How many pieces were wrapped so far."""
        self._rest: Iterator[int] | None = None

    @property
    def total(self) -> int:
        """Lines of the article, as far as is known now."""
        return self._heights.total

    @property
    def exact(self) -> bool:
        """True once every piece was wrapped."""
        return self.wrapped == len(self.pieces)

    def lines(self, piece: int) -> tuple[Line, ...]:
        """Return the lines of a piece; wraps it the first time."""
        found = self._lines[piece]
        if found is None:
            found = self.pieces[piece].lines(self.setting)
            self._lines[piece] = found
            self._heights[piece] = len(found)
            self.wrapped += 1
        return found

    def is_wrapped(self, piece: int) -> bool:
        """Return whether the height of `piece` is known."""
        return self._lines[piece] is not None

    def forget(self, piece: int) -> None:
        """Wrap `piece` anew when it is next needed."""
        if self._lines[piece] is not None:
            self._lines[piece] = None
            self.wrapped -= 1
            self._rest = None

    def top_of(self, piece: int) -> int:
        """Return the first line of `piece` (the empty ones above it included)."""
        return self._heights.before(piece)

    def locate(self, y: int) -> tuple[int, int]:
        """Return the piece that line `y` is in, and the line within it."""
        return self._heights.locate(y)

    def line(self, y: int) -> tuple[int, int, Line | None]:
        """Return the piece at line `y`, the line within it and what stands there."""
        if not 0 <= y < self.total:
            return -1, 0, None
        piece, at = self.locate(y)
        lines = self.lines(piece)
        return piece, at, lines[at] if at < len(lines) else None

    # where the top goes

    def settle(self, y: int, rows: int) -> int:
        """Wrap what `rows` lines from `y` on show, at the end those above; return where line `y` went."""
        if not self.pieces:
            return 0
        piece, at = self.locate(y)
        if not self.is_wrapped(piece):
            before = max(1, self._heights[piece])
            at = min(at * len(self.lines(piece)) // before, max(0, len(self.lines(piece)) - 1))
        have, last = len(self.lines(piece)) - at, piece
        while have < rows and last + 1 < len(self.pieces):
            last += 1
            have += len(self.lines(last))
        above, first = at, piece
        while have + above < rows and first > 0:
            first -= 1
            above += len(self.lines(first))
        return self.top_of(piece) + at

    def move(self, y: int, lines: int, rows: int) -> int:
        """Return where the top goes when it moves by `lines` (negative is up)."""
        if not self.pieces:
            return 0
        y = self.settle(y, rows)
        piece, at = self.locate(y)
        if lines < 0:
            while at < -lines and piece > 0:
                piece -= 1
                at += len(self.lines(piece))
            return self.settle(self.top_of(piece) + max(0, at + lines), rows)
        at += lines
        while at >= len(self.lines(piece)) and piece + 1 < len(self.pieces):
            at -= len(self.lines(piece))
            piece += 1
        return self.settle(self.top_of(piece) + at, rows)

    def wrap_more(self, y: int, budget_s: float) -> int:
        """Wrap pieces for about `budget_s`, downward from `y` first; return where line `y` went."""
        piece, at = self.locate(y)
        if self._rest is None:
            self._rest = iter((*range(piece, len(self.pieces)), *range(piece - 1, -1, -1)))
        self.lines(piece)
        deadline = monotonic() + budget_s
        for number in self._rest:
            if self._lines[number] is None:
                self.lines(number)
                if monotonic() > deadline:
                    break
        return self.top_of(piece) + at

    # places

    def place_at(self, y: int) -> Place:
        """Return the place of line `y`."""
        if not self.pieces:
            return Place(-1, 0)
        piece, at = self.locate(y)
        lines = self.lines(piece)
        start = lines[min(at, len(lines) - 1)].start if lines else 0
        found = self.pieces[piece]
        return Place(found.block, found.base + start)

    def line_of(self, place: Place) -> int:
        """Return the line that shows `place`."""
        if not self.pieces:
            return 0
        key = (place.block, place.offset)
        piece = max(0, bisect_right(self.pieces, key, key=lambda piece: (piece.block, piece.base)) - 1)
        return self.line_of_offset(piece, max(0, place.offset - self.pieces[piece].base))

    def line_of_offset(self, piece: int, offset: int) -> int:
        """Return the line that shows character `offset` of the text of `piece`."""
        best = 0
        for number, line in enumerate(self.lines(piece)):
            if line.start > offset:
                break
            if line.runs or number == 0:
                best = number
        return self.top_of(piece) + best
