"""The command palette: every action by its Russian or English name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from kaskad_tui.i18n import _
from kaskad_tui.paths import styles_dir
from kaskad_tui.ui.keys import ACTIONS, Action, action_names, action_text
from kaskad_tui.ui.screens.chooser import folded
from kaskad_tui.ui.screens.help import key_names

if TYPE_CHECKING:
    from kaskad_tui.ui.screens.main import MainScreen


class Palette(CommandPalette):
    """The framework's palette over our actions."""

    CSS_PATH = styles_dir() / "overlays.tcss"

    def __init__(self) -> None:
        super().__init__(providers=[Actions], placeholder=_("What to do…"))


class Actions(Provider):
    """The table of actions, searched in both languages; the better of the two counts."""

    @property
    def _main(self) -> MainScreen:
        screen: MainScreen = self.screen  # type: ignore[assignment]  # the palette opens over the main screen alone
        return screen

    def _do(self, action: Action) -> Callable[[], None]:
        return partial(self._main.act, action.id)

    def _keys(self, action: Action) -> str | None:
        return key_names(self._main.program.keys[action.id])[0] or None

    async def discover(self) -> Hits:
        """Yield everything."""
        for action in ACTIONS:
            yield DiscoveryHit(action_text(action), self._do(action), help=self._keys(action))

    async def search(self, query: str) -> Hits:
        """Yield what fits."""
        matcher = self.matcher(folded(query))
        for action in ACTIONS:
            score = max(matcher.match(folded(name)) for name in action_names(action))
            if score > 0:
                yield Hit(score, action_text(action), self._do(action), help=self._keys(action))
