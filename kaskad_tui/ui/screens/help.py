"""The help: every key by what it does, searchable; Enter does it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kaskad_tui.i18n import _
from kaskad_tui.ui.keys import ACTIONS, GROUPS, Action, action_names, action_text
from kaskad_tui.ui.layouts import russian_names, shown
from kaskad_tui.ui.screens.chooser import Choice, Chooser, folded

_KEYS, _TWINS = 16, 8
"""Cells of the two columns of keys."""


def key_names(keys: tuple[str, ...]) -> tuple[str, str]:
    """Return the keys as people write them, and the same places of the Russian layout."""
    plain = [_("space") if key == "space" else shown(key) for key in keys]
    twins = [shown(names[0]) for key in keys if (names := russian_names(key)) and "+" not in key]
    return " ".join(plain), " ".join(twins)


class Help(Chooser):
    """Returns the id of the action to do."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        self._keys = keys
        self._actions = [action for group in GROUPS for action in ACTIONS if action.group == group]
        choices = [
            Choice(action.id, action_text(action), also=self._words(action)) for action in self._actions
        ]
        super().__init__(_("Keys"), choices, hint=_("what to do: bookmark, colours, Ctrl+P…"))

    def _words(self, action: Action) -> str:
        return " ".join((*action_names(action), action.id, *key_names(self._of(action))))

    def _of(self, action: Action) -> tuple[str, ...]:
        return self._keys.get(action.id, action.keys)

    def compose(self) -> ComposeResult:
        """Lay out the title, the filter, the table and a remark."""
        with Vertical(classes="overlay help"):
            yield Static(Content(self._title), classes="overlay-title")
            yield Input(placeholder=self._hint, compact=True)
            yield OptionList(compact=True)
            yield Static(Content(_("second column: the Russian layout")), classes="overlay-remark")

    def _fits(self, action: Action, choice: Choice, query: str, words: list[str]) -> bool:
        """A single character is meant as a key, more of them as words."""
        if len(query) == 1:
            keys = self._of(action)
            return query in {
                shown(key) for key in (*keys, *(name for key in keys for name in russian_names(key)))
            }
        return all(word in folded(f"{choice.text} {choice.also}") for word in words)

    def _fill(self, query: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        self._shown = self._choices
        words = folded(query).split()
        group = ""
        for number, action in enumerate(self._actions):
            choice = self._choices[number]
            if not self._fits(action, choice, query.strip(), words):
                continue
            if action.group != group:
                group = action.group
                if options.option_count:
                    options.add_option(Option("", disabled=True))
                options.add_option(
                    Option(Content.styled(_(group).upper(), "bold $text-muted"), disabled=True)
                )
            plain, twins = key_names(self._of(action))
            line = Content.styled(plain.ljust(_KEYS), "bold") + Content.styled(
                twins.ljust(_TWINS), "$text-muted"
            )
            options.add_option(Option(line + Content(choice.text), id=f"c{number}"))
        if words and options.option_count:
            options.action_first()
