"""Sixteen colours, no colour, no Unicode, sparse lists: what is sent is what the terminal asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.color import ColorType

from kaskad_tui.config.settings import ListSettings
from kaskad_tui.ui import themes
from kaskad_tui.ui.app import choose_theme
from kaskad_tui.ui.marks import UNICODE
from tests.ui.conftest import OnStage
from tests.ui.harness import SETTINGS, Stage, with_ui

MARKS = set("".join(getattr(UNICODE, name) for name in UNICODE.__slots__)) - {"·", "…"}


def colours(stage: Stage) -> set[ColorType]:
    styles = [part.style for row in stage.segments() for part in row if part.style]
    return {colour.type for style in styles for colour in (style.color, style.bgcolor) if colour is not None}


async def test_sixteen_colours_are_only_sixteen(stage: OnStage) -> None:
    async with stage(settings=with_ui(theme="ansi")) as shown:
        assert colours(shown) <= {ColorType.DEFAULT, ColorType.STANDARD}
        await shown.in_article()
        await shown.painted()
        assert colours(shown) <= {ColorType.DEFAULT, ColorType.STANDARD}
        await shown.press("question_mark")
        await shown.painted()
        assert colours(shown) <= {ColorType.DEFAULT, ColorType.STANDARD}


async def test_without_colour_the_cursor_is_reversed(stage: OnStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage() as shown:
        assert shown.app.theme == themes.ANSI.name
        await shown.in_list(1)
        await shown.painted()
        rows = [row for row in shown.segments() if any(part.text.startswith(UNICODE.cursor) for part in row)]
        assert len(rows) == 2
        assert all(any(part.style and part.style.reverse for part in row) for row in rows)


async def test_ascii_is_ascii(stage: OnStage) -> None:
    async with stage(settings=with_ui(ascii=True)) as shown:
        await shown.in_list(1)
        await shown.press("asterisk")
        await shown.painted()
        found = MARKS & set(shown.picture())
        await shown.in_sidebar(1)
        await shown.painted()
        found |= MARKS & set(shown.picture())
        await shown.in_article()
        await shown.painted()
        found |= MARKS & set(shown.picture())
        assert not found


@pytest.mark.parametrize(("density", "lines"), [("line", 1), ("dense", 2), ("roomy", 3)])
async def test_densities(density: str, lines: int, stage: OnStage) -> None:
    settings = replace(SETTINGS, list=ListSettings(density=density))  # type: ignore[arg-type]  # one of three
    async with stage(settings=settings) as shown:
        assert shown.screen.headlines.geometry.item == lines
        await shown.in_list(5)
        await shown.painted()
        assert shown.picture().count(UNICODE.cursor) == min(lines, 2)


@pytest.mark.parametrize(
    ("setting", "environ", "name"),
    [
        ("auto", {"TERM": "xterm-256color"}, "kaskad-dark"),
        ("auto", {"TERM": "xterm", "COLORTERM": "truecolor"}, "kaskad-dark"),
        ("auto", {"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "kaskad-light"),
        ("auto", {"TERM": "linux"}, "kaskad-16"),
        ("sepia", {"TERM": "linux"}, "kaskad-sepia"),
        ("ansi", {"COLORTERM": "truecolor"}, "kaskad-16"),
        ("light", {"NO_COLOR": "1"}, "kaskad-16"),
    ],
)
def test_the_theme_goes_by_setting_and_terminal(setting: str, environ: dict[str, str], name: str) -> None:
    assert choose_theme(setting, environ) == name


async def test_every_theme_can_be_chosen_while_the_app_runs(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(1)
        await shown.at_rest()
        before = shown.picture()
        for theme in ("kaskad-light", "kaskad-contrast", "kaskad-sepia", "textual-dark", "nord"):
            shown.app.theme = theme
            await shown.painted()
            assert shown.picture() == before
        shown.app.theme = themes.ANSI.name  # without tones a line sets the footer apart
        await shown.painted()
        assert shown.picture().split("\n")[-2] == "─" * 130
