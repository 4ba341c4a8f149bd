"""Find in the text: hits by piece and character, whatever the width."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kaskad_tui.ui.article.layout import Layout
from kaskad_tui.ui.article.lines import Line
from kaskad_tui.ui.article.painting import Layer
from kaskad_tui.ui.article.pieces import Pieces

Span = tuple[int, int]
"""Start and end in characters."""
Spans = Callable[[str], Sequence[Span]]
"""Says where hits stand in a text, in order, none over another."""

_SPACE = re.compile(r"\s")
_PROGRAM = frozenset({"meta", "note", "remark", "warning", "next"})
"""Roles of what is no part of the article."""
_AT_ONCE = 100_000
"""Characters of a text in which the hits of a search of the archive are counted when it is shown."""


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


def literally(query: str) -> Spans:
    """Return what finds a query letter by letter, in any case, е or ё."""
    wanted = fold(query)

    def spans(text: str) -> list[Span]:
        folded, found = fold(text), list[Span]()
        at = folded.find(wanted) if wanted.strip() else -1
        while at >= 0:
            found.append((at, at + len(wanted)))
            at = folded.find(wanted, at + len(wanted))
        return found

    return spans


class Walk:
    """Places of a text in their order, one of which is current."""

    def __init__(self, hits: Iterable[Hit] | None = None) -> None:
        self._hits = None if hits is None else list(hits)
        self.current = 0 if self._hits else -1
        """Index in `hits`, -1 while none is."""

    @property
    def hits(self) -> list[Hit]:
        """All of them, in order."""
        if self._hits is None:
            self._hits = list(self._look())
        return self._hits

    def _look(self) -> Iterable[Hit]:
        """Return the places, when they are first asked for."""
        return ()

    @property
    def hit(self) -> Hit | None:
        """The current one."""
        return self.hits[self.current] if self.current >= 0 else None

    def layers(self, piece: int) -> list[Layer]:
        """Return how the places in a piece look."""
        hit = self.hit
        return [Layer(hit.start, hit.end, "edit-current")] if hit and hit.piece == piece else []

    def lines(self, layout: Layout) -> tuple[int, ...]:
        """Return the lines of the places; the first line of a piece that is not wrapped yet."""
        return tuple(
            layout.line_of_offset(hit.piece, hit.start)
            if layout.is_wrapped(hit.piece)
            else layout.top_of(hit.piece)
            for hit in self.hits
        )

    def start_from(self, piece: int, offset: int) -> None:
        """Make the first one at or after a place current, else the first of all."""
        self.current = next(
            (n for n, hit in enumerate(self.hits) if (hit.piece, hit.end) > (piece, offset)),
            0 if self.hits else -1,
        )

    def step(self, by: int) -> None:
        """Make the next (1) or previous (-1) one current, round the ends."""
        if self.hits:
            self.current = (self.current + by) % len(self.hits)


class Finder(Walk):
    """The hits in the pieces of a pane; the whole text is looked through when all are asked for."""

    def __init__(self, pieces: Pieces, spans: Spans, *, article_alone: bool = False) -> None:
        super().__init__()
        self._pieces = pieces
        self._spans = spans
        self._article_alone = article_alone
        """What the program says itself is left out."""
        self._found: dict[int, Sequence[Span]] = {}

    def _of(self, piece: int) -> Sequence[Span]:
        spans = self._found.get(piece)
        if spans is None:
            content = self._pieces[piece].content
            program = self._article_alone and content.items and content.items[0].role in _PROGRAM
            spans = self._found[piece] = () if program else self._spans(content.text)
        return spans

    def _look(self) -> Iterable[Hit]:
        return (Hit(n, *span) for n in range(len(self._pieces)) for span in self._of(n))

    @property
    def counted(self) -> bool:
        """All hits are known."""
        return self._hits is not None

    def layers(self, piece: int) -> list[Layer]:
        """Return how the hits of a piece look."""
        current = self.hit
        return [
            Layer(*span, "hit-current" if (piece, *span) == current else "hit") for span in self._of(piece)
        ]


class TextSearch:
    """What n and N walk in a pane.

    That is what the reader finds there, else what the site changed while that is shown, else what the archive
    is searched for. The first is forgotten with the article; the last marks every article that is shown.
    """

    def __init__(self) -> None:
        self._pieces = Pieces()
        self._query = ""
        self._marker: Spans | None = None
        self.finder: Finder | None = None
        self.edits: Walk | None = None
        """The places of what is shown that were changed; None for a text."""

    @property
    def walk(self) -> Walk | None:
        """What is walked."""
        return self.finder if self._query or self.edits is None else self.edits

    def open(self, pieces: Pieces, *, again: bool, edits: bool = False) -> None:
        """Look through other pieces; `again`: of the same article; `edits`: of what was changed in it."""
        before = self.finder.hit if self.finder and again else None
        self._pieces = pieces
        self.edits = None
        if edits:
            from kaskad_tui.ui.article.edits import walk_of  # with the first changes, not at the start

            self.edits = walk_of(pieces)
        self._query = self._query if again else ""
        self._look()
        if self.finder and (before or self._query):
            self.finder.start_from(*(before[:2] if before else (0, 0)))

    def find(self, query: str) -> None:
        """Look for what the reader asked for; "" ends that."""
        if query or self._query:
            self._query = query
            self._look()

    def mark(self, marker: Spans | None) -> None:
        """Mark what the archive was searched for, from now on; None ends that."""
        self._marker = marker
        if not self._query:
            self._look()

    def _look(self) -> None:
        if self._query:
            self.finder = Finder(self._pieces, literally(self._query))
        elif self._marker is not None:
            self.finder = Finder(self._pieces, self._marker, article_alone=True)
            # a very long text is looked through where it is shown, and whole once the reader walks its hits
            if sum(len(piece.text) for piece in self._pieces) <= _AT_ONCE:
                _counted = self.finder.hits
        else:
            self.finder = None

    def step(self, by: int, piece: int, offset: int) -> tuple[Hit, ...]:
        """Go to the next (1) or previous (-1) hit, from a place on while none is current.

        Returns:
            the hits that look different now; none when there is no hit at all.
        """
        walk = self.walk
        if walk is None or not walk.hits:
            return ()
        before = walk.hit
        if before is None:
            walk.start_from(piece, offset)
        if before or by < 0:
            walk.step(by)
        return tuple(hit for hit in (before, walk.hit) if hit)

    def layers(self, piece: int) -> list[Layer]:
        """Return how the places in a piece look."""
        return [layer for walk in (self.edits, self.finder) if walk for layer in walk.layers(piece)]

    def signed(self, line: Line, piece: int) -> Line:
        """Return a line as it is, but for the signs beside the current change."""
        if self.edits is None:
            return line
        from kaskad_tui.ui.article.edits import with_current_sign

        return with_current_sign(line, self.edits, piece)

    @property
    def count(self) -> int:
        """How many hits there are, as far as they are known."""
        return len(self.finder.hits) if self.finder and (self._query or self.finder.counted) else 0

    @property
    def position(self) -> int:
        """Number of the current hit, from 1; 0 while none is."""
        return self.finder.current + 1 if self.finder else 0

    @property
    def edit(self) -> tuple[int, int]:
        """Number of the current change, from 1, and how many are shown; (0, 0) for none."""
        return (self.edits.current + 1, len(self.edits.hits)) if self.edits else (0, 0)

    def lines(self, layout: Layout, above: int, *, scrolls: bool) -> tuple[int, ...]:
        """Return the lines of the places, as far as they are known; none where all changes are in sight.

        They are counted from `above` rows over the first line of the layout.
        """
        if self.edits is not None and self.walk is self.edits:
            found = self.edits.lines(layout) if scrolls else ()
        else:
            found = self.finder.lines(layout) if self.finder and self.count else ()
        return tuple(above + line for line in found)
