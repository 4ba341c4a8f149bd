"""The lists beside the articles: the site's own, and what is worked out here where it leaves them empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaskad_tui.model import Headline, ListKind, Lists
from kaskad_tui.ui.features.feature import Feature

if TYPE_CHECKING:
    from textual.timer import Timer

    from kaskad_tui.ui.screens.main import MainScreen

_REST_S = 0.5
"""Nothing is worked out before the reader has stayed so long with an article."""


class Beside(Feature):
    """What the sidebar shows while it shows lists."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self._key = 0
        """The article that is shown."""
        self._related: tuple[Headline, ...] = ()
        """What its page names as related."""
        self._filled: Lists = {}
        self._late: Lists | None = None
        """Came while the reader was in the sidebar: there nothing moves under the cursor."""
        self._timer: Timer | None = None

    def show(self) -> None:
        """Show the newest lists, with the marks of now."""
        lists = dict(self.reader.lists())
        if self._related:
            lists[ListKind.RELATED] = self._now(self._related)
        computed = {kind: self._now(items) for kind, items in self._filled.items() if not lists.get(kind)}
        shown, narrowing = lists | computed, self.screen.narrowing
        muted = {item.key for items in shown.values() for item in items if narrowing.is_muted(item)}
        self.screen.sidebar.show(shown, computed, muted)

    def _now(self, items: tuple[Headline, ...]) -> tuple[Headline, ...]:
        return tuple(self.reader.headlines([item.key for item in items if item.key]))

    def article_shown(self, key: int, related: tuple[Headline, ...]) -> None:
        """Take in which article is shown (0 is none), and what its page names as related."""
        if (key, related) == (self._key, self._related):
            return
        if key != self._key:
            self.screen.contents.end()
        changed = related != self._related
        if key != self._key and self._filled.get(ListKind.RELATED):
            self._filled = {kind: items for kind, items in self._filled.items() if kind != ListKind.RELATED}
            changed = True
        self._key, self._related, self._late = key, related, None
        if changed:
            self.show()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.screen.set_timer(_REST_S, self._fill)

    def _fill(self) -> None:
        key = self._key

        async def work() -> None:
            filled = await self.reader.filled_lists(key or None)
            if key == self._key:
                self._late = {kind: filled.lists[kind] for kind in filled.computed}
                self.sidebar_left()

        self.run(work(), "beside", exclusive=True)

    def sidebar_left(self) -> None:
        """Show what was worked out meanwhile, unless the reader is in the sidebar."""
        if self._late is not None and not self.screen.panes.in_sidebar:
            self._filled, self._late = self._late, None
            self.show()
