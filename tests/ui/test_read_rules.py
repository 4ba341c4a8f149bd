"""By which rule an article counts as read: opened, its end was in sight, or by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from tests.ui.conftest import OnStage
from tests.ui.harness import HEADED, PLAIN, SETTINGS, Stage


async def opened(stage: Stage, number: str) -> int:
    """Open an article as unread; return its row."""
    key = stage.key_of(number)
    await stage.reader.mark([key], read=False)
    await stage.in_list()
    stage.screen.headlines.go_to_key(key)
    await stage.press("enter")
    await stage.settle()
    return key


def is_read(stage: Stage, key: int) -> bool:
    return stage.reader.headlines([key])[0].read


@pytest.mark.parametrize(
    ("rule", "at_once", "at_end", "way"),
    [
        ("opened", True, True, ("G",)),
        ("manual", False, False, ("G",)),
        ("end", False, True, ("G",)),
        ("end", False, True, ("pagedown",) * 30),
        ("end", False, True, ("space",) * 30),
        ("end", False, True, ("j",) * 200),
    ],
)
async def test_a_long_article_is_read_by_the_rule(
    stage: OnStage,
    rule: Literal["opened", "end", "manual"],
    at_once: bool,
    at_end: bool,
    way: tuple[str, ...],
) -> None:
    settings = replace(SETTINGS, reading=replace(SETTINGS.reading, mark_read=rule))
    async with stage(size=(60, 20), settings=settings) as shown:
        key = await opened(shown, HEADED)
        assert is_read(shown, key) is at_once
        for name in way:
            if shown.screen.article.at_end:
                break
            await shown.press(name)
        await shown.settle()
        assert shown.screen.article.key == key and shown.screen.article.at_end
        assert is_read(shown, key) is at_end


async def test_what_fits_on_the_screen_is_read_to_its_end(stage: OnStage) -> None:
    settings = replace(SETTINGS, reading=replace(SETTINGS.reading, mark_read="end"))
    async with stage(size=(130, 60), settings=settings) as shown:
        key = await opened(shown, PLAIN)
        assert shown.screen.article.at_end
        assert is_read(shown, key)
        await shown.press("u")
        assert not is_read(shown, key)
        await shown.press("j", "k")
        await shown.settle()
        assert not is_read(shown, key), "a mark by hand holds"
