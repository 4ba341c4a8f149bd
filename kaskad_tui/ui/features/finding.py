"""Inside the article: find, link letters, headings, contents, tables, width."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.events import Key

from kaskad_tui.i18n import _
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.ui.layouts import SAME_PLACE

if TYPE_CHECKING:
    from kaskad_tui.ui.screens.main import MainScreen

_LATIN = {russian: latin for latin, russian in SAME_PLACE.items()}
_WIDTH_STEP = 4
WIDTHS = range(40, 121)
"""Lines of a text may be as long as one of these, in cells."""


class Finding(Feature):
    """What helps to find one's way in a text."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.query = ""
        """What is looked for; "" while nothing is."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions inside an article."""
        return {
            "article.find": self._ask,
            "find.previous": lambda: self.step(-1),
            "article.links": self._letters,
            "article.next_heading": lambda: self._heading(1),
            "article.previous_heading": lambda: self._heading(-1),
            "article.table_right": lambda: self._table(1),
            "article.table_left": lambda: self._table(-1),
            "article.wider": lambda: self._widen(_WIDTH_STEP),
            "article.narrower": lambda: self._widen(-_WIDTH_STEP),
        }

    @property
    def active(self) -> bool:
        """Hits are shown."""
        return bool(self.query)

    @property
    def hinting(self) -> bool:
        """Links wear letters."""
        return bool(self.article.hints)

    def _ask(self) -> None:
        self.screen.bars.ask(self.query, "find", _("words of this text"))

    def find(self, query: str) -> None:
        """Show the hits of a query; an empty one ends the find."""
        self.query = query.strip()
        if self.query:
            self.article.find(self.query)
        else:
            self.article.end_find()
        self.screen.panes.focus_article()
        self._show()

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) hit of a find, change of the site, or hit of the search."""
        if self.active or self.screen.edits.active or self.screen.searching.active:
            self.screen.reading.catch_up()
            if not self.article.find_next(step):
                self.screen.bars.message(_("It does not stand in this text"))
            self._show()
        else:
            self.screen.bars.message(_("Nothing is looked for: / begins"))

    def end(self) -> None:
        """Take the hits away."""
        self.query = ""
        self.article.end_find()
        self._show()

    def _show(self) -> None:
        self.screen.article_scrolled()
        self.screen.bars.renew()

    def _letters(self) -> None:
        if not self.article.start_hints():
            self.screen.bars.message(_("No links in sight"))
        self._show()

    def hint_key(self, event: Key) -> bool:
        """Take a key while links wear letters; False when it is none of them."""
        if event.key == "escape":
            self.article.end_hints()
        elif event.character and event.character.isalpha():
            character = event.character
            latin = _LATIN.get(character, character)
            if latin == "c" and self.screen.contents.headings:  # no link has it
                self.article.end_hints()
                self.screen.contents.open()
            else:
                self.article.hint_key(latin)
        elif event.key in {"left_shift", "right_shift", "shift"}:
            return True
        else:
            self.article.end_hints()
        self._show()
        return True

    def _heading(self, step: int) -> None:
        if not self.article.heading(step):
            self.screen.bars.message(_("No more headings"))

    def _table(self, step: int) -> None:
        if not self.article.table_scroll(step):
            self.screen.bars.message(_("No wide table in sight"))

    def _widen(self, cells: int) -> None:
        width = self.article.max_measure + cells
        if width in WIDTHS:
            self.article.max_measure = width
            self.run(self.reader.shared.choose("width", str(width)), "preference")
        self.screen.bars.message(_("Lines of at most {n} columns").format(n=self.article.max_measure))
