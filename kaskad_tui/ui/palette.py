"""The command palette: every action by its Russian or English name, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.fuzzy import FuzzySearch

from kaskad_tui.i18n import _
from kaskad_tui.ui.footer_text import Entry
from kaskad_tui.ui.keys import ACTIONS, BY_ID, action_names, action_text
from kaskad_tui.ui.screens.chooser import Choice, Chooser, folded
from kaskad_tui.ui.screens.help import key_names


class Palette(Chooser):
    """Returns the id of the action to do; letters may be left out of what is typed."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        choices = [Choice(one.id, action_text(one), key_names(keys[one.id])[0]) for one in ACTIONS]
        super().__init__(_("Commands"), choices, hint=_("What to do…"))
        self._search = FuzzySearch()

    def keys(self) -> Sequence[Entry]:
        """Return the keys of what does things."""
        return [(_("type"), _("to find")), ("Enter", _("do it")), ("Esc", _("close"))]

    def fitting(self, query: str) -> Iterable[Choice]:
        """Return what fits, by the better of its two names."""
        wanted = folded(query.strip())
        if not wanted:
            return self._choices
        scores = {
            choice.id: max(
                self._search.match(wanted, folded(name))[0] for name in action_names(BY_ID[choice.id])
            )
            for choice in self._choices
        }
        found = [choice for choice in self._choices if scores[choice.id] > 0]
        return sorted(found, key=lambda choice: -scores[choice.id])
