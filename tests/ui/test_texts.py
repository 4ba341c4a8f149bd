"""The feed's own text is one key away from the page's, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaskad_tui.model import Article, Failure, FailureKind, Place
from kaskad_tui.reader import Reader
from kaskad_tui.sources import Site
from tests.ui.conftest import OnStage, OpenReader
from tests.ui.harness import HEADED, PLAIN, Stage, on_stage

GIVEN = "Так сказано в ленте."
SIZES = ((130, 40), (60, 20))


def said(stage: Stage) -> str:
    """Return what stands on the screen above the footer."""
    return stage.picture().replace("\u00a0", " ").rpartition("\n")[0]


def fed(reader: Reader) -> Reader:
    """Let a source be one whose feed's texts are its texts."""
    profile = reader.site.profile
    site = Site(replace(profile, settings=replace(profile.settings, text="feed")), reader.front_url)
    reader._adopt(site)
    return reader


@pytest.mark.parametrize("key", ["x", "ч"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_feed_s_text_and_back_to_the_place(size: tuple[int, int], key: str, stage: OnStage) -> None:
    async with stage(size=size) as shown:
        await shown.feed_gives(shown.key_of(HEADED), GIVEN)
        await shown.in_article(HEADED)
        assert "feed's text" in await shown.says() or size[0] < 80
        shown.screen.article.scroll_pages(1)
        await shown.settle()
        place = shown.screen.article.place
        assert place != Place(-1, 0)
        await shown.press(key)
        await shown.painted()
        assert GIVEN in said(shown)
        assert "feed's text" in said(shown)
        assert "page's text" in await shown.says() or size[0] < 80
        await shown.press("j", "G")
        await shown.press(key)
        await shown.painted()
        assert shown.screen.article.place == place
        assert GIVEN not in said(shown)
        assert "page's text" not in said(shown)


async def test_another_article_begins_with_its_usual_text(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.feed_gives(shown.key_of(HEADED), GIVEN)
        await shown.in_article(HEADED)
        await shown.press("x")
        await shown.in_article(PLAIN)
        await shown.in_article(HEADED)
        article = shown.screen.article.shown.article
        assert article is not None and not article.from_feed


async def test_a_feed_that_gave_nothing_is_no_way(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.with_archive(lambda archive: archive._write(forgets))
        await shown.in_article(HEADED)
        assert "feed's text" not in await shown.says()
        await shown.press("x")
        assert "gave no text" in await shown.says()


def forgets(db: object) -> None:
    db.execute("DELETE FROM feed_text")  # type: ignore[attr-defined]  # a connection


async def test_a_source_of_feed_texts_shows_them_and_x_fetches_the_page(open_reader: OpenReader) -> None:
    async with on_stage(fed(open_reader(offline=False)), size=(130, 40)) as shown:
        key = shown.key_of(HEADED)
        page = shown.reader.article(key)
        assert page is not None
        await shown.feed_gives(key, GIVEN)
        given = replace(page, body=(GIVEN,), text=GIVEN, extractor=Article.FEED)
        await shown.with_archive(lambda archive: archive._write(forgets_pages))
        await shown.with_archive(lambda archive: archive.save_article("kaskad", given))
        await shown.in_article(HEADED)
        await shown.painted()
        assert GIVEN in said(shown) and "feed's text" in said(shown)
        assert "page's text" in await shown.says()
        await shown.press("x")
        await shown.painted()
        article = shown.screen.article.shown.article
        assert article is not None and article.body == page.body
        assert "page's text" in said(shown)
        await shown.press("x")
        await shown.painted()
        assert GIVEN in said(shown) and "feed's text" in said(shown)
        await shown.press("r")
        await shown.painted()
        assert "page's text" in said(shown), "r fetches the page and shows what is read from it"


def forgets_pages(db: object) -> None:
    db.execute("DELETE FROM article")  # type: ignore[attr-defined]  # a connection


async def test_a_page_that_does_not_come_leaves_the_feed_s_text_and_says_why(
    open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(fed(open_reader()), size=(130, 40)) as shown:
        await shown.with_archive(lambda archive: archive._write(forgets_pages))
        await shown.feed_gives(shown.key_of(HEADED), GIVEN)
        await shown.in_article(HEADED)
        assert "page's text" not in await shown.says(), "there is no network"
        await shown.press("x")
        assert "offline" in await shown.says()
        assert GIVEN in said(shown)

        async def refused(_key: int) -> Failure:
            return Failure(FailureKind.TIMEOUT)

        monkeypatch.setattr(shown.reader, "refetch", refused)
        await shown.press("x")
        await shown.painted()
        assert "in time" in await shown.says()
        assert GIVEN in said(shown)
