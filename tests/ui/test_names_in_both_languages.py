"""Palette and help find an action by its name in either language, whichever is set."""

from __future__ import annotations

import pytest

from kaskad_tui.config.reference import default_toml
from kaskad_tui.i18n import Language, set_language
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.keys import ACTIONS, START, action_names, keymap
from kaskad_tui.ui.palette import Palette
from kaskad_tui.ui.screens.help import Help, key_names

KEYS = {action.id: action.keys for action in ACTIONS}


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("закладк", "mark.bookmark"),
        ("bookmark", "mark.bookmark"),
        ("о сайте", "imprint"),
        ("about", "imprint"),
    ],
)
def test_the_palette_finds_in_either_language(language: Language, query: str, found: str) -> None:
    set_language(language)
    assert found in {choice.id for choice in Palette(KEYS).fitting(query)}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_help_looks_in_both_names(language: Language) -> None:
    set_language(language)
    help_ = Help({})
    for action in ACTIONS:
        for name in action_names(action):
            assert action.id in {row.id for _heading, rows in help_.groups(name) for row in rows}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_help_has_every_key_when_nothing_is_looked_for(language: Language) -> None:
    set_language(language)
    rows = [row for _heading, rows in Help({}).groups("") for row in rows]
    shown_keys = {key for row in rows for key in row.keys.replace("1–5", "1 2 3 4 5").split()}
    for action in ACTIONS:
        if action.keys and action.where != (START,):
            assert key_names(action.keys[:1])[0] in shown_keys, action.id
    assert all(cells(row.text) <= 34 for row in rows)


def test_the_documented_example_of_keys_is_an_action() -> None:
    line = default_toml().splitlines()[-1]
    id_, keys = line.split('"')[1], line.split('"')[3]
    assert keymap({id_: keys})
