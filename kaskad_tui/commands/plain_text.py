"""An article cut into lines that know their places, and pages of them, for the line mode."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaskad_tui.commands.plain_pages import Sheet, pages, wrapped
from kaskad_tui.model import Place


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or what is cut into lines as one: an item of a list, a row of a table."""

    text: str
    block: int = -1
    """Index in `Article.body`; -1 before it, its length behind it."""
    start: int = 0
    """Character of the block's text that it begins with."""
    mark: str = ""
    """Stands before its first line: a bullet, a number."""
    gap: bool = True
    """An empty line is above."""


class Line(NamedTuple):
    """One line, and the place in the article that it begins with."""

    text: str
    place: Place


def _lines(parts: Iterable[Part], columns: int | None) -> Iterator[Line]:
    first = True
    for part in parts:
        if part.gap and not first:
            yield Line("", Place(part.block, part.start))
        first, at, mark = False, part.start, part.mark
        for row in part.text.split("\n"):
            room = None if columns is None else max(10, columns - len(mark))
            for piece in wrapped(row, room):
                yield Line(mark + piece, Place(part.block, at))
                mark, at = " " * len(mark), at + len(piece) + 1


class Text:
    """The article that lies open: its pages, and which of them is printed."""

    def __init__(self, parts: Sequence[Part], fits: Sheet) -> None:
        self._parts = parts
        self.number = 0
        """The page that was printed last, from 0."""
        self._lay(fits)

    def _lay(self, fits: Sheet) -> None:
        self._fits = fits
        self._lines = list(_lines(self._parts, fits.columns))
        self._pages = pages([line.text for line in self._lines], fits)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def at_end(self) -> bool:
        """The last page is printed."""
        return self.number + 1 >= self.count

    @property
    def page(self) -> list[str]:
        """The lines of the page."""
        start, end = self._pages[self.number]
        return [line.text for line in self._lines[start:end]]

    @property
    def head(self) -> list[str]:
        """What stands above the text: title, date, remarks."""
        return [line.text for line in self._lines if line.place.block < 0]

    @property
    def place(self) -> Place:
        """Where the page begins, as the screens keep it too."""
        start, end = self._pages[self.number]
        return self._lines[start].place if self.number and end else Place(-1, 0)

    def fit(self, fits: Sheet) -> None:
        """Cut anew where the terminal has another size now; the printed page stays the same place."""
        if fits != self._fits:
            place = self.place
            self._lay(fits)
            self.number = 0
            self.go_to(place)

    def page_of(self, place: Place) -> int:
        """Return the page that has a place."""
        return max(0, bisect_right(self._pages, self._line_of(place), key=lambda page: page[0]) - 1)

    def go_to(self, place: Place) -> None:
        """Let a page begin with the line that has this place."""
        line = self._line_of(place)
        if not line:
            self._lay(self._fits)
            self.number = 0
            return
        texts = [one.text for one in self._lines]
        above = pages(texts[:line], self._fits)
        below = [(start + line, end + line) for start, end in pages(texts[line:], self._fits)]
        self._pages, self.number = above + below, len(above)

    def _line_of(self, place: Place) -> int:
        if place.block < 0:
            return 0
        key, first = (place.block, place.offset), len(self.head)
        line = bisect_right(self._lines, key, first, key=lambda one: (one.place.block, one.place.offset)) - 1
        return max(first, line)

    def find(self, words: str) -> list[Place]:
        """Return where words stand in the title and the text, letter by letter, in any case, ё as е."""
        wanted = _folded(words)
        return [
            Place(part.block, part.start + at)
            for part in self._parts
            for at in _hits(_folded(part.text), wanted)
        ]


def _folded(text: str) -> str:
    small = text.lower()
    return (small if len(small) == len(text) else text).replace("ё", "е")


def _hits(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted.strip() else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))
