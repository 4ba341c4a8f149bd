"""Header and footer: one line each, drawn of parts that give way when there is no room."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from kaskad_tui.ui.article.wrapping import cells, cut

Part = tuple[str, str]
"""Text and role: `key`, `word`, `name`, `strong`, `accent`, `error`."""
Line = tuple[tuple[Part, ...], tuple[Part, ...]]
"""What stands at the left, and at the right."""

ROLES = ("key", "word", "name", "strong", "accent", "error", "rule")


class Bar(Widget):
    """A line of words; asks its maker for them at each width."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"bar--{role}" for role in ROLES}

    def __init__(self, make: Callable[[int], Line], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make = make
        self._shown: Line | None = None

    def renew(self) -> None:
        """Repaint when the words are others now."""
        if self._make(self.size.width) != self._shown:
            self.refresh()

    def _style(self, role: str) -> Style:
        return self.get_component_rich_style(f"bar--{role}")

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        self._shown = left, right = self._make(width)
        margin = 1 if width < 50 else 3
        room = width - margin - 2
        end = sum(cells(text) for text, _role in right)
        segments = [Segment(" " * margin, self.rich_style)]
        used = 0
        for text, role in left:
            text = cut(text, max(0, room - end - used - (1 if end else 0)))
            used += cells(text)
            segments.append(Segment(text, self._style(role)))
        segments.append(Segment(" " * max(0, room - used - end), self.rich_style))
        segments += [Segment(text, self._style(role)) for text, role in right]
        return Strip(segments).adjust_cell_length(width, self.rich_style)
