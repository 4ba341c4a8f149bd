"""Selection by keyboard: from the hit of a find, else from the first line in sight, by lines and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.selection import Selection

from kaskad_tui.i18n import _
from kaskad_tui.ui.article.layout import Layout
from kaskad_tui.ui.article.selecting import first_in_sight, next_line, next_word
from kaskad_tui.ui.features.feature import Feature, Handler

if TYPE_CHECKING:
    from kaskad_tui.ui.screens.main import MainScreen


class Selecting(Feature):
    """Extends what is selected in the article; what the mouse has selected too."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._anchor = self._head = Offset(0, 0)
        """Where it begins, and the end that moves: character and piece."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions that select."""
        return {
            "select.down": partial(self._extend, next_line, 1),
            "select.up": partial(self._extend, next_line, -1),
            "select.right": partial(self._extend, next_word, 1),
            "select.left": partial(self._extend, next_word, -1),
        }

    def _extend(self, step: Callable[[Layout, Offset, int], Offset], way: int) -> None:
        port = self.article.port
        if not len(port.pieces):
            return
        chosen = self.screen.selections.get(self.article)
        if chosen != Selection.from_offsets(self._anchor, self._head):
            self._begin(chosen)
        self._head = step(port.layout, self._head, way)
        self.screen.selections = {self.article: Selection.from_offsets(self._anchor, self._head)}
        if port.reveal(self._head.y, self._head.x):
            self.article.scroll_lines(0)
        self.screen.bars.message(
            _("Selected"), keys=(("copy_or_cancel", _("copy")), ("back", _("cancel"))), seconds=20
        )

    def _begin(self, chosen: Selection | None) -> None:
        port, walk = self.article.port, self.article.search.walk
        hit = walk.hit if walk else None
        if chosen is not None and chosen.start is not None and chosen.end is not None:
            self._anchor, self._head = chosen.start, chosen.end
        elif hit is not None:
            self._anchor, self._head = Offset(hit.start, hit.piece), Offset(hit.start, hit.piece)
        else:
            self._anchor = self._head = first_in_sight(port.layout, port.first_line)

    def end(self) -> bool:
        """Select nothing any more; False when nothing was selected."""
        chosen = bool(self.screen.selections)
        if chosen:
            self.screen.clear_selection()
            self.screen.bars.clear()
        return chosen
