"""Keys of what lies over or stands beside the main screen: the Latin names, the letters of ЙЦУКЕН, Ctrl."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kaskad_tui.model import Image, Picture
from kaskad_tui.ui.keys import BY_ID, with_russian
from kaskad_tui.ui.screens.details import Page
from kaskad_tui.ui.screens.picture import PictureView
from tests.ui.conftest import OnStage
from tests.ui.harness import PLAIN, Stage

pytestmark = pytest.mark.usefixtures("quick")


def keys_of(*ids: str) -> tuple[str, ...]:
    return tuple(key for id_ in ids for key in with_russian(BY_ID[id_].keys))


def test_letters_of_both_layouts_are_tried() -> None:
    assert {"q", "й", "h", "р", "escape"} <= set(keys_of("leave", "back"))
    assert {"ctrl+d", "ctrl+в"} <= set(keys_of("move.half_down"))


@pytest.mark.parametrize(
    ("id_", "ends"),
    [
        ("why", keys_of("leave", "back", "why")),
        ("sections", ()),
        ("sources", ()),
        ("theme", ()),
        ("sync", ()),
        ("help", ()),
        ("palette", ()),
        ("start.address", ()),
    ],
)
async def test_an_overlay_is_closed(
    id_: str, ends: tuple[str, ...], stage: OnStage, subtests: pytest.Subtests
) -> None:
    async with stage(size=(100, 24)) as shown:
        await shown.in_list(2)
        for key in ("escape", "ctrl+c", "ctrl+с", *ends):
            with subtests.test(key=key):
                shown.screen.act(id_)
                await shown.settle()
                assert shown.overlay
                await shown.press(key)
                assert not shown.overlay
                assert shown.screen.headlines.cursor == 2 and not shown.left


async def test_the_page_of_the_network_is_scrolled(stage: OnStage, subtests: pytest.Subtests) -> None:
    async with stage(size=(40, 12)) as shown:
        await shown.press("exclamation_mark")
        await shown.painted()
        page = shown.app.screen.query_one(Page)
        page.styles.max_height = 2
        await shown.painted()
        assert page.max_scroll_y > 0
        downs = keys_of("move.down", "move.page_down", "read.on", "move.end")
        ups = keys_of("move.up", "move.page_up", "move.top")
        for keys, start, moved in ((downs, 0.0, page_down), (ups, float(page.max_scroll_y), page_up)):
            for key in keys:
                with subtests.test(key=key):
                    page.scroll_to(y=start, animate=False, immediate=True)
                    await shown.settle()
                    await shown.press(key)
                    await shown.until(lambda moved=moved: moved(page), key)  # type: ignore[misc]  # bound here


def page_down(page: Page) -> bool:
    return page.scroll_y > 0


def page_up(page: Page) -> bool:
    return page.scroll_y < page.max_scroll_y


async def test_pictures_are_walked(stage: OnStage, subtests: pytest.Subtests) -> None:
    images = [Image(f"https://kaskad.tv/{n}.jpg", None, f"Снимок {n}") for n in range(3)]
    opened: list[str] = []

    async def fetch(_image: Image) -> Picture:
        return Picture(2, 2, bytes(12))

    async def over(number: int = 1) -> PictureView:
        view = PictureView(images, number, fetch=fetch, browse=opened.append, signs="half")
        shown.screen.overlay(view, None)
        await shown.settle()
        return view

    async with stage(size=(60, 20)) as shown:
        await shown.in_list()
        on = keys_of("read.next_unread", "move.down", "read.on", "move.page_down")
        back = keys_of("read.previous_unread", "move.up", "move.page_up")
        ways = [(key, 2) for key in (*on, "l", "д", "right")] + [
            (key, 0) for key in (*back, "h", "р", "left")
        ]
        for key, number in ways:
            with subtests.test(key=key):
                view = await over()
                await shown.press(key)
                assert view._number == number
                await shown.close_overlays()
        for key in keys_of("out.browser"):
            with subtests.test(key=key):
                opened.clear()
                await over()
                await shown.press(key)
                assert opened == [images[1].url]
                await shown.close_overlays()
        for key in keys_of("leave", "article.pictures", "history.back"):
            with subtests.test(key=key):
                await over()
                await shown.press(key)
                assert not shown.overlay


async def test_changes_and_versions_are_walked(stage: OnStage, subtests: pytest.Subtests) -> None:
    async with stage(size=(130, 40)) as shown:
        await shown.in_article(PLAIN)
        await shown.edits(shown.key_of(PLAIN))

        async def walk(keys: tuple[str, ...], begin: Callable[[Stage], int], step: int) -> None:
            for key in keys:
                with subtests.test(key=key):
                    before = begin(shown)
                    await shown.press(key)
                    assert begin(shown) == before + step
                    await shown.press("N" if step > 0 else "n")

        await shown.press("d")
        await walk(keys_of("read.next_unread"), edit, 1)
        await shown.press("n")
        await walk(keys_of("find.previous"), edit, -1)
        for key in keys_of("article.changes"):
            with subtests.test(key=key):
                await shown.press(key)
                assert not shown.screen.edits.active
                await shown.press("d")
        for down, up in zip(keys_of("move.down"), keys_of("move.up"), strict=True):
            with subtests.test(down=down, up=up):
                await shown.press("tab")
                assert shown.screen.panes.in_sidebar
                before = shown.screen.sidebar.cursor
                await shown.press(down)
                assert shown.screen.sidebar.cursor != before
                await shown.press(up)
                assert shown.screen.sidebar.cursor == before
                await shown.press("escape")


def edit(stage: Stage) -> int:
    return stage.screen.article.edit[0]
