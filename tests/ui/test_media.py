"""Pictures and videos of an article: asked for, shown, refused; the text stays where it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Literal

import pytest

from kaskad_tui.config.settings import ReadingSettings, UiSettings
from kaskad_tui.model import Article, Failure, FailureKind, Headline, Image, Picture, PictureProblem, Video
from tests.ui.conftest import OnStage
from tests.ui.harness import FILMED, HEADED, SETTINGS, Stage

RED_GREEN = Picture(40, 20, (bytes((200, 30, 30)) * 20 + bytes((30, 160, 60)) * 20) * 20)
TALL = Picture(300, 600, bytes(300 * 600 * 3))
TEXT = tuple(f"Абзац номер {number}. " + "Слово за словом. " * 20 for number in range(30))
ONE, TWO = (
    Image("https://kaskad.tv/images/one.jpg", None, "Подпись под снимком"),
    Image("https://example.org/images/two.jpg", "Второй снимок", None),
)
PICTURED = Article(
    Headline("3", "https://kaskad.tv/novosti/3-x", "Снимки"),
    None,
    (*TEXT[:20], "Подпись под снимком", *TEXT[20:]),
    "",
    images=(ONE, TWO),
)


class Pictures:
    """Answers in place of the reader, when it is let."""

    def __init__(self, stage: Stage, found: Picture | PictureProblem | Failure = RED_GREEN) -> None:
        self.found = found
        self.asked: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        stage.reader.picture = self._get  # type: ignore[method-assign]  # there is no network

    async def _get(self, url: str) -> Picture | PictureProblem | Failure:
        self.asked.append(url)
        await self.gate.wait()
        return self.found


async def read(stage: Stage, article: Article) -> None:
    stage.screen.article.show(article, article.headline)
    stage.screen.panes.focus_article()
    await stage.painted()


def colours(stage: Stage) -> set[tuple[str, str]]:
    """The colours of the half-blocks on the screen, above and below."""
    found = set()
    for row in stage.segments():
        for part in row:
            if "▀" in part.text and part.style and part.style.color and part.style.bgcolor:
                found.add((part.style.color.name, part.style.bgcolor.name))
    return found


async def test_the_only_picture_comes_at_its_place_with_its_caption_below(stage: OnStage) -> None:
    async with stage(size=(90, 30)) as shown:
        pictures = Pictures(shown)
        await read(shown, replace(PICTURED, images=(ONE,)))
        assert not pictures.asked
        await shown.press("I")
        await shown.painted()
        assert pictures.asked == [ONE.url]
        lines = shown.picture().split("\n")
        caption = next(number for number, line in enumerate(lines) if "Подпись под снимком" in line)
        assert ["▀" * 40 in line for line in lines[caption - 11 : caption]] == [False, *[True] * 10]
        assert ("#c81e1e", "#c81e1e") in colours(shown) and ("#1ea03c", "#1ea03c") in colours(shown)
        assert shown.screen.article.pictures.in_sight() == [ONE]


async def test_of_several_one_is_chosen_and_without_a_caption_it_stands_at_the_end(stage: OnStage) -> None:
    async with stage(size=(90, 30)) as shown:
        pictures = Pictures(shown)
        await read(shown, PICTURED)
        await shown.press("I")
        await shown.painted()
        assert shown.overlay == "Chooser"
        words = " ".join(shown.picture().split())
        assert "1. Подпись под снимком kaskad.tv" in words and "2. Второй снимок example.org" in words
        await shown.press("down", "enter")
        await shown.painted()
        assert pictures.asked == [TWO.url]
        assert shown.screen.article.pictures.in_sight() == [TWO]
        assert "Второй снимок" in shown.picture()


async def test_once_it_is_there_it_fills_the_window_and_the_others_follow(stage: OnStage) -> None:
    async with stage(size=(80, 24)) as shown:
        pictures = Pictures(shown)
        await read(shown, PICTURED)
        await shown.press("I", "enter", "I")
        await shown.painted()
        assert shown.overlay == "PictureView"
        assert "Подпись под снимком  ·  1 of 2" in shown.picture()
        pictures.found = TALL
        await shown.press("т")
        await shown.painted()
        assert "Второй снимок  ·  2 of 2" in shown.picture()
        assert sum("▀" in line for line in shown.picture().split("\n")) == 23
        await shown.resize(60, 16)
        assert sum("▀" in line for line in shown.picture().split("\n")) == 14
        pictures.found = PictureProblem.BROKEN
        await shown.press("n")
        await shown.painted()
        assert "damaged or breaks off" in shown.picture() and "▀" not in shown.picture()
        await shown.press("o")
        assert shown.copied == [ONE.url] and not shown.overlay


async def test_text_and_place_stay_when_a_picture_comes_above(stage: OnStage) -> None:
    settings = replace(SETTINGS, reading=ReadingSettings(pictures="always"))
    async with stage(size=(90, 30), settings=settings) as shown:
        pictures = Pictures(shown, TALL)
        pictures.gate.clear()
        await read(shown, PICTURED)
        shown.screen.media.opened(PICTURED)
        shown.screen.article.to_end()
        await asyncio.sleep(0)
        before = shown.screen.article.place
        pictures.gate.set()
        await shown.painted()
        assert pictures.asked == [ONE.url, TWO.url]
        assert shown.screen.article.place == before
        shown.screen.media.opened(PICTURED)
        await shown.settle()
        assert len(pictures.asked) == 2


async def test_nothing_is_fetched_unasked_and_never_is_never(stage: OnStage) -> None:
    words: tuple[Literal["ask", "never"], ...] = ("ask", "never")
    for word in words:
        settings = replace(SETTINGS, reading=ReadingSettings(pictures=word))
        async with stage(size=(90, 30), settings=settings) as shown:
            pictures = Pictures(shown)
            await shown.in_article(HEADED)
            shown.screen.article.to_end()
            await shown.settle()
            assert not pictures.asked
            await shown.press("I")
            assert bool(pictures.asked) is (word == "ask")
            assert ("switched off" in await shown.says()) is (word == "never")


async def test_with_always_an_opened_article_brings_its_picture_and_a_followed_one_not(
    stage: OnStage,
) -> None:
    settings = replace(SETTINGS, reading=ReadingSettings(pictures="always"))
    async with stage(size=(120, 40), settings=settings) as shown:
        pictures = Pictures(shown)
        shown.screen.headlines.go_to_key(shown.key_of(HEADED))
        await shown.at_rest()
        assert not pictures.asked
        await shown.press("enter")
        assert len(pictures.asked) == 1


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (PictureProblem.NO_PILLOW, "pipx inject kaskad-tui pillow"),
        (PictureProblem.SVG, "a drawing (SVG)"),
        (PictureProblem.NO_PICTURE, "no JPEG, PNG, WebP or GIF"),
        (PictureProblem.TOO_MANY_PIXELS, "40 million pixels"),
        (PictureProblem.BROKEN, "damaged or breaks off"),
        (PictureProblem.GIVEN_UP, "too much time or memory"),
        (Failure(FailureKind.TOO_LARGE, url=ONE.url), "larger than 8 MiB"),
        (Failure(FailureKind.NOT_FOUND, url=ONE.url, status=404), "kaskad.tv/images/one.jpg"),
    ],
    ids=str,
)
async def test_what_cannot_be_shown_is_one_sentence_and_reading_goes_on(
    stage: OnStage, found: PictureProblem | Failure, words: str
) -> None:
    async with stage(size=(100, 24)) as shown:
        Pictures(shown, found)
        await read(shown, replace(PICTURED, images=(ONE,)))
        await shown.press("I")
        assert words in await shown.says()
        assert "▀" not in shown.picture().replace("▀▀", "") or not shown.screen.article.pictures.in_sight()
        await shown.press("space")
        assert shown.screen.article.scroll_y > 5


async def test_a_late_picture_of_another_article_is_not_shown_and_ctrl_c_cancels(stage: OnStage) -> None:
    async with stage(size=(90, 30)) as shown:
        pictures = Pictures(shown)
        pictures.gate.clear()
        await read(shown, replace(PICTURED, images=(ONE,)))
        shown.screen.act("article.pictures")
        await shown.until(lambda: pictures.asked)
        shown.screen.act("copy_or_cancel")
        assert "Cancelled" in await shown.says()
        shown.screen.act("article.pictures")
        await shown.until(lambda: len(pictures.asked) == 2)
        shown.screen.article.show(FILMED, FILMED.headline)
        pictures.gate.set()
        await shown.painted()
        assert not shown.screen.article.pictures.in_sight()


async def test_without_colours_brightness_is_drawn_with_signs(
    stage: OnStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    white = Picture(30, 20, bytes((255, 255, 255)) * 600)
    cases: tuple[tuple[str, str, str, bool], ...] = (
        ("NO_COLOR", "1", "█", False),
        ("COLORTERM", "", "@", True),
    )
    for name, value, sign, ascii_only in cases:
        monkeypatch.setenv(name, value)
        settings = replace(SETTINGS, ui=UiSettings(theme="dark", ascii=ascii_only))
        async with stage(size=(90, 30), settings=settings) as shown:
            Pictures(shown, white)
            await read(shown, replace(PICTURED, images=(ONE,)))
            await shown.press("I")
            await shown.painted()
            assert sign * 30 in shown.picture(), shown.picture()
            assert not colours(shown)
        monkeypatch.delenv(name)


async def test_videos_go_to_the_browser_and_several_are_chosen_from(
    stage: OnStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def browse(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.setattr("webbrowser.open", browse)
    second = Video("https://vk.com/video-1_2", None)
    async with stage(size=(90, 30)) as shown:
        await read(shown, FILMED)
        assert "This item has only a video." in shown.picture()
        assert "V videos" in await shown.says()
        await shown.press("V")
        await shown.press("М")
        await read(shown, replace(FILMED, videos=(*FILMED.videos, second)))
        await shown.press("V")
        await shown.painted()
        words = " ".join(shown.picture().split())
        assert "1. Разводка моста rutube.ru" in words and "2. vk.com" in words
        await shown.press("down", "enter")
        assert opened == [FILMED.videos[0].url] * 2 + [second.url]
        assert "Sent to the browser: https://vk.com/video-1_2" in await shown.says()
        await read(shown, replace(FILMED, videos=(Video("javascript:alert(1)", "x"),)))
        await shown.press("V")
        assert len(opened) == 3 and "no web address" in await shown.says()
        await read(shown, replace(PICTURED, images=()))
        for key, words in (("V", "no videos"), ("I", "no pictures")):
            await shown.press(key)
            assert words in await shown.says()
