"""Palette and help find an action by its name in either language, whichever is set."""

from __future__ import annotations

import pytest
from textual.command import Hit

from kaskad_tui.config.reference import default_toml
from kaskad_tui.i18n import Language, set_language
from kaskad_tui.ui.keys import ACTIONS, BY_ID, action_names, action_text, keymap
from kaskad_tui.ui.palette import Actions
from kaskad_tui.ui.screens.help import Help
from kaskad_tui.ui.screens.main import MainScreen
from tests.ui.conftest import OnStage


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
async def test_the_palette_finds_in_either_language(
    stage: OnStage, language: Language, query: str, found: str
) -> None:
    async with stage(language=language) as on:
        screen = on.app.screen
        assert isinstance(screen, MainScreen)
        hits = [hit async for hit in Actions(screen).search(query)]
        assert action_text(BY_ID[found]) in {str(hit.match_display) for hit in hits if isinstance(hit, Hit)}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_help_looks_in_both_names(language: Language) -> None:
    set_language(language)
    choices = {choice.id: choice for choice in Help({})._choices}
    for action in ACTIONS:
        words = f"{choices[action.id].text} {choices[action.id].also}"
        assert all(name in words for name in action_names(action))


def test_the_documented_example_of_keys_is_an_action() -> None:
    line = default_toml().splitlines()[-1]
    id_, keys = line.split('"')[1], line.split('"')[3]
    assert keymap({id_: keys})
