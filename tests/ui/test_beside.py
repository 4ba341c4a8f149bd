"""What the site leaves empty is worked out here, said so, and moves nothing that the reader looks at."""

from __future__ import annotations

import pytest

from kaskad_tui.model import ListKind
from kaskad_tui.reader import View
from kaskad_tui.store.archive import Archive
from kaskad_tui.ui.features import beside
from tests.ui.conftest import OnStage
from tests.ui.harness import Stage

WORDS = "picked by this program"


@pytest.fixture(autouse=True)
def long_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test say when the rest is over: a busy machine takes longer than it for what comes before."""
    monkeypatch.setattr(beside, "_REST_S", 3600.0)


def rest(stage: Stage) -> None:
    """Let the reader have stayed long enough with the article."""
    timer = stage.screen.beside._timer
    assert timer is not None and timer._interval == 3600.0
    stage.screen.beside._fill()


async def done(stage: Stage, *statements: str) -> None:
    async def write(archive: Archive) -> None:
        for statement in statements:
            await archive._write(lambda db, text=statement: list(db.execute(text)))  # type: ignore[misc]

    await stage.with_archive(write)


async def without_week(stage: Stage) -> None:
    """Let the site have no list of the week any more, as it is at its beginning."""
    await done(
        stage,
        "DELETE FROM list WHERE kind = 'popular_week'",
        "DELETE FROM list_item WHERE kind = 'popular_week'",
    )
    stage.screen.beside.show()
    await stage.settle()


async def unrelated(stage: Stage) -> int:
    """Open an article that has likes in the archive, but names no related ones; return its row."""
    reader = stage.reader
    for item in reader.headlines(reader.order(View()).keys):
        if item.has_body and await reader._archive.related(item.key, 5):
            await done(stage, f"UPDATE article SET lists = '{{}}' WHERE key = {item.key}")
            await stage.in_article(item.id)
            return item.key
    raise AssertionError("no two articles of the sample edition are alike")


def computed(stage: Stage) -> list[ListKind]:
    return sorted(stage.screen.sidebar._computed)


async def test_empty_lists_are_filled_after_a_rest_and_stand_last(stage: OnStage) -> None:
    async with stage(size=(130, 40)) as shown:
        await without_week(shown)
        key = await unrelated(shown)
        assert ListKind.POPULAR_WEEK not in shown.screen.sidebar.lists
        rest(shown)
        await shown.until(lambda: len(computed(shown)) == 2, "both lists")
        assert computed(shown) == [ListKind.POPULAR_WEEK, ListKind.RELATED]
        related = shown.screen.sidebar.lists[ListKind.RELATED]
        assert related and key not in {item.key for item in related}
        lines = [line.text for line in shown.screen.sidebar._lines]
        assert lines.count(WORDS) == 2
        own = max(lines.index(name) for name in lines if name in ("TOP 5 TODAY", "POPULAR NEWS"))
        assert own < lines.index(WORDS), "what comes later stands below what was there"
        await shown.in_sidebar(shown.screen.sidebar.last)
        await shown.painted()
        assert WORDS in shown.picture()
        found = shown.screen.sidebar.current
        assert found is not None
        await shown.press("enter")
        assert shown.screen.article.key == found.key


async def test_nothing_moves_under_the_cursor_of_the_sidebar(stage: OnStage) -> None:
    async with stage(size=(130, 40)) as shown:
        await without_week(shown)
        await unrelated(shown)
        await shown.in_sidebar(2)
        rest(shown)
        await shown.settle()
        assert computed(shown) == []
        shown.screen.panes.focus_article()
        await shown.settle()
        assert computed(shown) == [ListKind.POPULAR_WEEK, ListKind.RELATED]


async def test_what_the_site_names_is_never_replaced(stage: OnStage) -> None:
    async with stage(size=(130, 40)) as shown:
        await unrelated(shown)
        rest(shown)
        await shown.settle()
        assert computed(shown) == [ListKind.RELATED]
        week = shown.reader.lists()[ListKind.POPULAR_WEEK]
        assert shown.screen.sidebar.lists[ListKind.POPULAR_WEEK] == week


async def test_another_article_takes_its_related_ones_along(stage: OnStage) -> None:
    async with stage(size=(130, 40)) as shown:
        await unrelated(shown)
        rest(shown)
        await shown.settle()
        assert ListKind.RELATED in computed(shown)
        await shown.press("J")
        assert ListKind.RELATED not in computed(shown)


async def test_marks_show_in_what_was_worked_out(stage: OnStage) -> None:
    async with stage(size=(130, 40)) as shown:
        await unrelated(shown)
        rest(shown)
        await shown.settle()
        item = next(one for one in shown.screen.sidebar.lists[ListKind.RELATED] if not one.read)
        await shown.reader.mark([item.key], read=True)
        await shown.settle()
        assert next(one for one in shown.screen.sidebar.lists[ListKind.RELATED] if one.key == item.key).read
