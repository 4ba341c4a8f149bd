"""How the pane is divided: margins at the sides, the row of the title above, air below."""

from __future__ import annotations

from dataclasses import dataclass

from kaskad_tui.ui.article.painting import Frame

NARROW = 50
"""Cells below which margins shrink to 1 and tables become «name: value» lines."""

TWOFOLD = 100
"""Cells from which on an old and a new text stand beside each other."""


def frame_for(width: int, max_measure: int, centred: bool) -> Frame:
    """Return the margins and the measure of a pane of `width` cells."""
    left, right = (1, 1) if width < NARROW else (3, 1)
    measure = max(1, min(width - left - right, max_measure))
    if centred:
        left = max(left, (width - measure) // 2)
    return Frame(min(left, max(0, width - 1)), measure, width)


def frame_for_edits(width: int, max_measure: int, centred: bool) -> Frame:
    """Return the same for what was changed: two texts where they fit, and room for the signs beside them."""
    if width >= TWOFOLD:
        max_measure = 2 * max_measure + 7
    left, measure, _width = frame_for(width, max_measure, centred)
    signs = min(left, 1)
    return Frame(left - signs, measure + signs, width)


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands above the text, by the height of the pane."""

    sticky: bool
    """The first row belongs to the title once it has scrolled off."""
    gap: bool
    """The row below that one is empty then."""

    @classmethod
    def for_height(cls, height: int) -> Rows:
        """Return the rows of a pane: the lower it is, the fewer."""
        return cls(height >= 14, height >= 20)

    @property
    def reserved(self) -> int:
        """Rows above the first line of the article."""
        return int(self.sticky)

    def virtual_height(self, lines: int, height: int) -> int:
        """Return the rows of an article of `lines` lines, the air below it included when it scrolls."""
        whole = self.reserved + lines
        return whole if whole <= height else whole + (2 if self.gap else 1)

    def first_line(self, scroll: int, title_lines: int) -> int:
        """Return the first line of the article that is seen: the empty row under the title hides one."""
        return scroll + int(self.gap and scroll >= title_lines > 0)

    def scroll_for(self, line: int, title_lines: int) -> int:
        """Return the scroll that makes `line` the first that is seen; the head is always shown whole."""
        if not self.gap:
            return line
        return 0 if line <= title_lines else line - 1

    def page(self, height: int) -> int:
        """Return how many lines of text a pane shows."""
        return max(1, height - self.reserved - int(self.gap))
