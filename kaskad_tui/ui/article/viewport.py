"""The part of an article that a pane of some size shows, and where it goes when it moves. Knows no widget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kaskad_tui.model import Place
from kaskad_tui.ui.article.contents import Heading, headings
from kaskad_tui.ui.article.frame import NARROW, TWOFOLD, Rows, frame_for, frame_for_edits
from kaskad_tui.ui.article.hints import Target
from kaskad_tui.ui.article.layout import Layout
from kaskad_tui.ui.article.lines import Line, Setting
from kaskad_tui.ui.article.painting import Frame
from kaskad_tui.ui.article.pieces import Pieces
from kaskad_tui.ui.article.tables import is_wide, last_column
from kaskad_tui.ui.article.wrapping import cells

TOP = Place(-1, 0)
"""The beginning: the title."""


class Row(NamedTuple):
    """What stands in a row of the pane."""

    piece: int = -1
    at: int = 0
    """Which line of the piece."""
    line: Line | None = None
    sticky: bool = False
    """The row that repeats the title."""


class Viewport:
    """Lines `top` to `top` + `height` of an article."""

    def __init__(self) -> None:
        self.frame = Frame(0, 1, 0)
        self.rows = Rows(False, False)
        self.height = 0
        self.top = 0
        """The first line; the row above it and the empty row under a sticky title are not counted."""
        self.layout = Layout(Pieces(), Setting(1))

    @property
    def pieces(self) -> Pieces:
        """What is shown."""
        return self.layout.pieces

    def open(self, pieces: Pieces, *, again: bool) -> None:
        """Show other pieces; those of the same article shown `again` keep what was parsed of them."""
        if again:
            pieces.adopt(self.pieces)
        self.layout = Layout(pieces, self.layout.setting)
        self.top = 0

    def fit(self, width: int, height: int, max_measure: int, centred: bool, *, edits: bool = False) -> None:
        """Take a size; wraps nothing yet. With `edits` for what was changed in a text."""
        self.frame = (frame_for_edits if edits else frame_for)(width, max_measure, centred)
        self.rows = Rows.for_height(height)
        self.height = height
        setting = Setting(self.frame.measure, stacked=width < NARROW, twofold=edits and width >= TWOFOLD)
        if self.layout.setting != setting:
            self.layout = Layout(self.pieces, setting)

    # sizes

    @property
    def title_lines(self) -> int:
        """Lines of the title."""
        return len(self.layout.lines(0)) if self.pieces else 0

    @property
    def stuck(self) -> bool:
        """The title has scrolled off, and the first row repeats it."""
        return self.rows.sticky and self.top >= self.title_lines > 0

    @property
    def total(self) -> int:
        """Rows of the whole, as far as is known now."""
        return self.rows.virtual_height(self.layout.total, self.height)

    @property
    def max_top(self) -> int:
        """The largest `top`."""
        return max(0, self.total - self.height)

    @property
    def at_end(self) -> bool:
        """The last line is in sight."""
        return self.top >= self.max_top

    @property
    def fraction(self) -> float:
        """How far the reader is, 0 to 1; 1 for what fits on the screen."""
        return min(1.0, self.top / self.max_top) if self.max_top else 1.0

    @property
    def first_line(self) -> int:
        """The first line of the article that is seen."""
        return self.rows.first_line(self.top, self.title_lines)

    # moving

    def go(self, y: int) -> None:
        """Put line `y` at the top."""
        top = self.layout.settle(max(0, y), self.height)
        self.top = min(top, self.max_top)

    def move(self, lines: int) -> None:
        """Move by lines, negative is up."""
        self.go(self.layout.move(self.top, lines, self.height))

    def page(self, pages: int, half: bool) -> None:
        """Move by pages or half pages; of a full page one line stays in sight."""
        lines = self.rows.page(self.height)
        self.move(pages * max(1, lines // 2 if half else lines - 1))

    def to_end(self) -> None:
        """Go to the end."""
        self.layout.settle(self.layout.total, self.height)
        self.go(self.max_top)

    def to_line(self, line: int) -> None:
        """Make `line` the first that is seen."""
        self.go(self.rows.scroll_for(line, self.title_lines))

    def reveal(self, piece: int, offset: int) -> bool:
        """Bring a character into sight; return whether the text had to move."""
        line = self.layout.line_of_offset(piece, offset)
        if self.first_line <= line and self.row_of_line(line) < self.height - 1:
            return False
        self.go(line - self.height // 3)
        return True

    def wrap_more(self, budget_s: float) -> None:
        """Wrap more of what is not in sight; what is in sight stays."""
        self.top = self.layout.wrap_more(self.top, budget_s)

    # places

    @property
    def place(self) -> Place:
        """The place of the first line that is seen."""
        return self.layout.place_at(self.first_line) if self.top else TOP

    def to_place(self, place: Place) -> None:
        """Put a place at the top."""
        if place == TOP:
            self.go(0)
        else:
            self.to_line(self.layout.line_of(place))

    # what is in sight

    def row(self, y: int) -> Row:
        """Return what stands in row `y` of the pane."""
        if y < self.rows.reserved:
            return Row(sticky=self.stuck)
        if y == 1 and self.rows.gap and self.stuck:
            return Row()
        return Row(*self.layout.line(self.top + y - self.rows.reserved))

    def row_of_line(self, line: int) -> int:
        """Return the row of the pane that shows `line`; it may be out of sight."""
        return line - self.top + self.rows.reserved

    def lines_in_sight(self) -> Iterator[Row]:
        """Yield the rows that show lines of the article."""
        for y in range(self.height):
            row = self.row(y)
            if row.line is not None:
                yield row

    def rows_of(self, piece: int) -> range:
        """Return the rows of the pane that `piece` is in."""
        first = self.row_of_line(self.layout.top_of(piece))
        return range(max(0, first), min(self.height, first + len(self.layout.lines(piece))))

    def link_at(self, x: int, y: int) -> str | None:
        """Return the address of the link in a cell of the pane."""
        row = self.row(y)
        at = x - self.frame.left
        for run in row.line.runs if row.line else ():
            size = cells(run.text)
            if 0 <= at < size:
                return self.pieces[row.piece].content.links[run.link] if run.link >= 0 else None
            at -= size
        return None

    def targets(self) -> list[Target]:
        """Return the links in sight."""
        found: dict[tuple[int, int], Target] = {}
        for row in self.lines_in_sight():
            piece = self.pieces[row.piece]
            for run in row.line.runs if row.line else ():
                if run.link >= 0 and run.text.strip() and (row.piece, run.link) not in found:
                    found[row.piece, run.link] = Target(
                        row.piece,
                        run.offset,
                        run.offset + len(run.text),
                        piece.content.links[run.link],
                        piece.link_text(run.link),
                    )
        return list(found.values())

    # headings and tables

    def headings(self) -> tuple[Heading, ...]:
        """Return the headings of the body."""
        return headings(self.pieces)

    def heading(self, step: int) -> Heading | None:
        """Return the next (1) or previous (-1) heading seen from the first line in sight."""
        if not self.pieces:
            return None
        here = self.first_line
        piece = self.layout.locate(here)[0]
        found = self.headings()
        if step > 0:
            return next((h for h in found if h.piece > piece or self._start(h.piece, piece) > here), None)
        return next(
            (h for h in reversed(found) if h.piece < piece or self._start(h.piece, piece) < here), None
        )

    def _start(self, wanted: int, piece: int) -> int:
        """Return the first line with text of a piece, when it is the one in question; else where we are."""
        return self.layout.line_of_offset(wanted, 0) if wanted == piece else self.first_line

    def scroll_table(self, step: int) -> int:
        """Move the first wide table in sight by a column; return its piece, -1 when there is none."""
        for number in dict.fromkeys(row.piece for row in self.lines_in_sight()):
            piece = self.pieces[number]
            for item in piece.content.items:
                if item.table is not None and is_wide(item.table, self.frame.measure):
                    last = last_column(item.table, self.frame.measure)
                    piece.column = max(1, min(piece.column + step, last))
                    self.layout.forget(number)
                    self.go(self.top)
                    return number
        return -1
