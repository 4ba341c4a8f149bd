"""Actions by their names, keys that are text in an input, the layout in use, the user's own keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaskad_tui.i18n import Language, set_language
from kaskad_tui.ui.keys import ACTIONS, action_text
from kaskad_tui.ui.palette import Palette
from tests.ui.conftest import OnStage
from tests.ui.harness import SETTINGS, Stage

KEYS = {action.id: action.keys for action in ACTIONS}


def in_english(id_: str, text: str) -> str:
    return text.format(n=id_.rpartition(".")[2])


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_palette_finds_every_action_by_both_names(language: Language, subtests: pytest.Subtests) -> None:
    set_language("ru")
    russian = {action.id: action_text(action) for action in ACTIONS}
    set_language(language)
    palette = Palette(KEYS)
    for action in ACTIONS:
        for query in (russian[action.id], in_english(action.id, action.text)):
            with subtests.test(action=action.id, query=query):
                best = next(iter(palette.fitting(query)))
                assert best.text == action_text(action)


def test_the_palette_lists_everything_before_a_word_is_typed() -> None:
    assert len(list(Palette(KEYS).fitting(""))) == len(ACTIONS)


@pytest.mark.parametrize(("key", "name"), [("ctrl+p", "bookmark or not"), ("Ж", "закладка")])
async def test_the_palette_does_what_is_chosen(key: str, name: str, stage: OnStage) -> None:
    async with stage(language="ru" if key == "Ж" else "en") as shown:
        await shown.in_list(1)
        row = shown.screen.headlines.cursor_key
        await shown.press(key)
        await shown.type(name)
        await shown.until(lambda: name.split()[0] in shown.picture().split("\n", 8)[-1], "a hit")
        await shown.press("enter")
        await shown.until(lambda: not shown.overlay or shown.stored(row).bookmarked, "the choice")
        if shown.overlay:
            await shown.press("enter")
        await shown.until(lambda: shown.stored(row).bookmarked, "the bookmark")


async def test_the_help_does_what_is_chosen(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(1)
        row = shown.screen.headlines.cursor_key
        await shown.press("question_mark")
        await shown.type("bookmark or")
        await shown.press("enter")
        assert shown.stored(row).bookmarked


async def test_the_help_finds_a_key_by_its_sign(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.press("question_mark", "asterisk")
        await shown.painted()
        assert "bookmark or not" in shown.picture()
        assert "line down" not in shown.picture()


async def test_letters_are_text_in_an_input(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article()
        await shown.press("slash")
        await shown.type("q1оtQ")
        line = shown.screen.query_one("#find")
        assert getattr(line, "value", "") == "q1оtQ"
        assert not shown.left
        await shown.press("escape")
        assert shown.screen.panes.in_article
        await shown.press("s")
        await shown.type("q")
        assert shown.overlay == "Chooser"
        assert not shown.left
        await shown.press("escape")
        assert shown.screen.panes.in_article


async def test_the_footer_speaks_the_layout_of_the_last_key(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list()
        assert (await shown.says()).startswith("j k")
        await shown.press("о")
        assert (await shown.says()).startswith("о л")
        await shown.press("down")
        assert (await shown.says()).startswith("о л")
        await shown.press("j")
        assert (await shown.says()).startswith("j k")


async def test_the_users_keys_hold_and_the_old_ones_do_not(stage: OnStage) -> None:
    settings = replace(SETTINGS, keys={"move.down": "X", "mark.bookmark": "B"})
    async with stage(settings=settings) as shown:
        await shown.in_list()
        await shown.press("X")
        assert shown.screen.headlines.cursor == 1
        await shown.press("Ч")
        assert shown.screen.headlines.cursor == 2
        await shown.press("j", "down")
        assert shown.screen.headlines.cursor == 2
        await shown.press("B")
        assert shown.current.bookmarked
        assert (await shown.says()).startswith(("X k", "bookmarked"))


async def test_while_links_wear_letters_no_other_key_acts(stage: OnStage) -> None:
    async with stage() as shown:
        await linked(shown)
        await shown.press("q")
        assert not shown.left
        assert shown.screen.panes.in_article


async def test_a_letter_opens_its_link_and_its_russian_twin_too(stage: OnStage) -> None:
    from kaskad_tui.ui.layouts import SAME_PLACE

    async with stage() as shown:
        opened: list[str] = []
        shown.screen.outside.open = opened.append  # type: ignore[method-assign,assignment]  # no browser here
        for twin in (False, True):
            await linked(shown)
            hint = shown.screen.article.hints[0]
            await shown.press(*(SAME_PLACE[letter] if twin else letter for letter in hint.letters))
            assert opened.pop() == hint.target.url
        await linked(shown)
        hint = shown.screen.article.hints[0]
        await shown.press(*(letter.upper() for letter in hint.letters))
        assert shown.copied == [hint.target.url]


async def linked(stage: Stage) -> None:
    """Put letters on the links at the end of an article."""
    await stage.in_article("62127")
    stage.screen.article.to_end()
    await stage.settle()
    await stage.press("L")
    assert stage.screen.article.hints


def test_the_palette_names_the_users_own_keys() -> None:
    found = {choice.id: choice.note for choice in Palette({**KEYS, "mark.bookmark": ("B",)}).fitting("")}
    assert found["mark.bookmark"] == "B"


def test_the_palette_takes_a_plain_letter_for_one_with_dots() -> None:
    set_language("ru")
    assert "всё прочитано" in [choice.text for choice in Palette(KEYS).fitting("все прочитано")]
