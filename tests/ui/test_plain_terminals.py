"""Sixteen colours, no colour, no Unicode, sparse lists: what is sent is what the terminal asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.color import ColorType

from kaskad_tui.config.settings import ListSettings
from kaskad_tui.i18n import Language
from kaskad_tui.reader import Reader
from kaskad_tui.ui import themes
from kaskad_tui.ui.app import choose_theme
from kaskad_tui.ui.marks import UNICODE
from kaskad_tui.ui.signs import ASCII, poor_encoding
from tests.ui.conftest import OnStage
from tests.ui.harness import SETTINGS, Stage, closed_port, on_stage, with_ui
from tests.ui.scenes import SCENES, put_away

IN_THE_NEWS = set("№°§©")
"""Signs of the articles and of the imprint that have no like in ASCII."""


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


def foreign(picture: str) -> set[str]:
    """Return what is neither ASCII nor a letter."""
    return {character for character in picture if not character.isascii() and not character.isalpha()}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("size", "language"), [((130, 40), "ru"), ((60, 20), "en")], ids=str)
async def test_ascii_is_ascii_on_every_screen(
    size: tuple[int, int], language: Language, stage: OnStage, subtests: pytest.Subtests
) -> None:
    async with stage(size=size, language=language, settings=with_ui(ascii=True)) as shown:
        for name, scene in SCENES.items():
            with subtests.test(screen=name):
                await scene(shown)
                await shown.at_rest()
                picture = shown.picture()
                assert not foreign(picture) - IN_THE_NEWS
                assert max(len(line) for line in picture.split("\n")) <= size[0]
            await put_away(shown)
        await shown.press("colon")
        await shown.painted()
        assert not foreign(shown.picture()) - IN_THE_NEWS


async def test_ascii_of_a_first_start(tmp_path: Path) -> None:
    reader = Reader.open(base_url=f"http://127.0.0.1:{closed_port()}", data_dir=tmp_path)
    async with on_stage(reader, language="ru", settings=with_ui(ascii=True)) as shown:
        await shown.until(lambda: shown.screen.refreshing.last is not None, "the refusal")
        await shown.painted()
        assert "x " in shown.picture()
        assert not foreign(shown.picture())


@pytest.mark.parametrize(
    ("environ", "poor"),
    [
        ({"LANG": "ru_RU.UTF-8"}, None),
        ({"LANG": "C"}, None),
        ({}, None),
        ({"LANG": "ru_RU.KOI8-R"}, "koi8-r"),
        ({"LC_ALL": "ru_RU.CP1251", "LANG": "ru_RU.UTF-8"}, "cp1251"),
        ({"LC_ALL": "", "LC_CTYPE": "de_DE.ISO-8859-15@euro"}, "iso8859-15"),
        ({"LANG": "xx_XX.nothing"}, None),
    ],
)
def test_an_encoding_without_our_signs(environ: dict[str, str], poor: str | None) -> None:
    assert poor_encoding(environ) == poor


async def test_a_poor_encoding_has_ascii_signs(stage: OnStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.KOI8-R")
    async with stage() as shown:
        await shown.in_list(1)
        await shown.painted()
        assert not foreign(shown.picture()) - IN_THE_NEWS


def test_every_sign_keeps_its_cells() -> None:
    assert all(cell_len(chr(sign)) == len(plain) for sign, plain in ASCII.items())
    assert all(ord(getattr(UNICODE, name)) in ASCII for name in UNICODE.__slots__)


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
