"""Header and footer: one line each, drawn of parts that give way when there is no room."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from kaskad_tui.ui.article.wrapping import cells, cut

Part = tuple[str, str]
"""Text and role, one of `ROLES`."""
Line = tuple[tuple[Part, ...], tuple[Part, ...]]
"""What stands at the left, and at the right."""

ROLES = ("key", "word", "name", "strong", "accent", "error", "rule", "remark")


class Bar(Widget):
    """A line of words; asks its maker for them at each width."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"bar--{role}" for role in ROLES}

    def __init__(
        self, make: Callable[[int], Line], *, left: int = 3, right: int = 2, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._make = make
        self._left, self._right = left, right
        """Empty cells at the ends."""
        self._shown: list[Part] = []

    def renew(self) -> None:
        """Repaint when it says something else now."""
        if self._laid_out() != self._shown:
            self.refresh()

    def _laid_out(self) -> list[Part]:
        """Return the line from edge to edge."""
        left, right = self._make(self.size.width)
        margin = min(self._left, 1) if self.app.size.width < 50 else self._left
        room = self.size.width - margin - self._right
        end = sum(cells(text) for text, _role in right)
        parts: list[Part] = [(" " * margin, "word")]
        used = 0
        for text, role in left:
            text = cut(text, max(0, room - end - used - (1 if end else 0)))
            used += cells(text)
            parts.append((text, role))
        return [*parts, (" " * max(0, room - used - end), "word"), *right]

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        self._shown = self._laid_out()
        segments = [
            Segment(text, self.get_component_rich_style(f"bar--{role}")) for text, role in self._shown if text
        ]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)
