"""The list of what the search of the archive found: the list of headlines with rows of another kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.cache import LRUCache

from kaskad_tui.model import Headline
from kaskad_tui.reader import Hit, Pattern, Reader
from kaskad_tui.ui import hit_rows
from kaskad_tui.ui.headline_order import HeadlineOrder
from kaskad_tui.ui.headline_rows import RowLook, Run
from kaskad_tui.ui.hit_rows import HitLook
from kaskad_tui.ui.marks import Marks
from kaskad_tui.ui.widgets.headline_list import HeadlineList


class HitList(HeadlineList):
    """Hits in the order they were found in. An excerpt is cut when its row comes into sight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"headlines--hit"}

    def __init__(self, reader: Reader, *, marks: Marks) -> None:
        super().__init__(reader.headlines, marks=marks, id="hits")
        self._reader = reader
        self._pattern: Pattern | None = None
        self._hits: LRUCache[tuple[int, int], Hit] = LRUCache(256)

    def show_hits(self, keys: HeadlineOrder, pattern: Pattern, *, cursor: int | None, partial: bool) -> None:
        """Show hits; see `show`."""
        self._pattern = pattern
        self._hits.clear()
        self.show(keys, cursor=cursor, partial=partial)

    def forget(self, keys: Collection[int] = ()) -> None:
        """Ask for these again, and for their texts."""
        self._hits.clear()
        super().forget(keys)

    def _item(self, headline: Headline, look: RowLook, cursor: bool) -> list[list[Run]]:
        hit_look = HitLook(look)
        hit = self._hit(headline, hit_look.excerpt_characters(headline))
        return hit_rows.item(hit, hit_look, cursor=cursor)

    def _hit(self, headline: Headline, width: int) -> Hit:
        hit = self._hits.get((headline.key, width))
        if hit is None:
            found: Sequence[Hit] = ()
            if self._pattern is not None:
                found = self._reader.hits([headline.key], self._pattern, width)
            hit = found[0] if found else Hit(headline, (), "", ())
            self._hits.set((headline.key, width), hit)
        return hit
