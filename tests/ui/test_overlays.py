"""What lies over the panes: its own keys in its last line, a page where it is narrow, nothing below 40x12."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaskad_tui.i18n import Language, set_language
from kaskad_tui.reader import Reader
from kaskad_tui.ui.screens.overlay import Overlay
from kaskad_tui.ui.widgets.bar import Bar
from kaskad_tui.ui.widgets.key_table import KeyRow, KeyTable, split
from tests.ui.conftest import OnStage
from tests.ui.harness import HEADED, LINKED, Stage, closed_port, on_stage

KEYS_OF = {
    "question_mark": "type to find   Enter do it   Esc close",
    "colon": "type to find   Enter do it   Esc close",
    "s": "type to find   Enter choose   Esc close",
    "S": "type to find   Enter choose   Esc close",
    "T": "type to find   Enter choose   Esc close",
    "exclamation_mark": "Esc close",
}


def keys_line(stage: Stage) -> str:
    return stage.line(stage.app.screen.query_one("#overlay-keys", Bar))


async def test_an_overlay_has_its_own_keys_and_the_footer_is_silent(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list()
        for key, words in KEYS_OF.items():
            await shown.press(key)
            assert isinstance(shown.app.screen, Overlay)
            assert keys_line(shown).startswith(words), key
            assert not (await shown.says()).strip()
            assert not shown.picture().split("\n")[-1].strip()
            await shown.close_overlays()
            assert (await shown.says()).startswith("j k move")


async def test_keys_of_an_overlay_stay_whole_at_the_smallest_size(stage: OnStage) -> None:
    async with stage(size=(40, 12), language="ru") as shown:
        await shown.press("question_mark")
        await shown.painted()
        lines = shown.picture().split("\n")
        assert lines[-1].strip() == "буквы искать  Esc закрыть"
        assert lines[1].split() == ["Клавиши", *lines[1].split()[1:]]
        assert "что сделать" in lines[2]


async def test_the_words_close_by_the_keys_that_go_back(stage: OnStage) -> None:
    async with stage() as shown:
        for key in ("q", "h", "р", "exclamation_mark"):
            await shown.press("exclamation_mark")
            assert shown.overlay == "Details"
            await shown.press(key)
            assert not shown.overlay and not shown.left


async def test_a_window_too_small_says_so_also_over_an_overlay(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.press("s")
        await shown.resize(38, 12)
        assert shown.picture().strip().startswith("The window is too small")
        assert "Sections" not in shown.picture()
        await shown.resize(60, 20)
        assert "Sections" in shown.picture()


async def test_arrows_and_enter_do_what_stands_in_the_help(stage: OnStage) -> None:
    async with stage(size=(130, 40)) as shown:
        await shown.in_list()
        await shown.press("question_mark", "enter")
        assert shown.overlay == "Help"  # nothing has the cursor yet
        await shown.press("down", "down", "down", "up")
        assert shown.app.screen.query_one(KeyTable).current == "move.top"
        await shown.type("zebra")
        await shown.press("enter")
        assert "Nothing by that name" in shown.picture() and shown.overlay == "Help"
        await shown.press(*["backspace"] * 5)
        await shown.press("pagedown", "pagedown", "pagedown", "enter")
        assert shown.left == [0] or not shown.overlay


@pytest.mark.parametrize("heights", [(), (5,), (9, 12, 9, 4, 3, 8), (1, 1, 30, 1), (7, 7)])
def test_groups_are_split_into_columns_of_about_one_length(heights: tuple[int, ...]) -> None:
    sides = split(heights)
    assert len(sides) == len(heights) and not any(sides[:1])
    ends = [
        sum(n + 1 for n, side in zip(heights, sides, strict=True) if side is one) for one in (False, True)
    ]
    assert abs(ends[0] - ends[1]) <= max(heights, default=0) + 1


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_found_row_stands_in_one_column(language: Language) -> None:
    set_language(language)
    table = KeyTable()
    row = KeyRow("x", "j k", "о л", "a text that is much longer than what there is room for on one line")
    table._groups, table._found = [("ONE", [row]), ("TWO", [row])], True
    table._lay_out(120)
    assert len(table._columns) == 1
    table._found = False
    table._lay_out(120)
    assert len(table._columns) == 2
    table._lay_out(40)
    assert all(sum(len(text) for text, _role in line.parts) <= 39 for line in table._columns[0])


async def test_contents_and_link_letters_stand_in_the_sidebar_beside_the_text(stage: OnStage) -> None:
    async with stage(size=(130, 40)) as shown:
        await shown.in_article(HEADED)
        await shown.press("c")
        await shown.painted()
        assert "CONTENTS" in shown.picture() and "TOP 5" not in shown.picture()
        await shown.press("j", "enter")
        assert shown.screen.panes.in_article
        await shown.press("K")
        await shown.painted()
        assert "TOP 5" in shown.picture()
        await shown.in_article(LINKED)
        shown.screen.article.to_end()
        await shown.press("L")
        await shown.painted()
        assert "LINKS" in shown.picture()
        await shown.press("escape")
        await shown.painted()
        assert "LINKS" not in shown.picture() and "TOP 5" in shown.picture()
        await shown.press("c")
        await shown.resize(90, 30)
        assert shown.screen.panes.in_article and not shown.screen.contents.active


async def test_where_the_footer_gave_way_it_comes_for_what_stands_nowhere_else(stage: OnStage) -> None:
    async with stage(size=(45, 13)) as shown:

        async def last_line() -> str:
            await shown.painted()
            return shown.picture().split("\n")[-1]

        await shown.in_list()
        assert "?" not in await last_line()
        await shown.press("A")
        assert "undo" in await last_line()
        await shown.press("z")
        await shown.in_article(HEADED)
        await shown.press("slash", *"дом", "enter")
        assert "/ дом  1 of" in await last_line()
        await shown.press("escape")
        assert "/ дом" not in await last_line()


async def test_words_about_the_network_are_whole_and_move(tmp_path: Path) -> None:
    reader = Reader.open(base_url=f"http://127.0.0.1:{closed_port()}", data_dir=tmp_path)
    async with on_stage(reader, size=(40, 12)) as shown:
        await shown.until(lambda: shown.screen.refreshing.last is not None, "the refusal")
        await shown.painted()
        for words in ("try again", "choose or add a source"):
            assert words in shown.picture()
        await shown.press("exclamation_mark")
        await shown.painted()
        assert "refuses the connection" in " ".join(shown.picture().split())
        assert "Esc close" in shown.picture()
        if "j k scroll" in shown.picture():
            before = shown.picture()
            await shown.press("о")
            await shown.painted()
            assert shown.picture() != before
