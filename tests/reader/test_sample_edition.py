"""The reader on the bundled sample edition, in both dressings: what a user who starts `demo` gets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from kaskad_tui.demo.server import SampleSite
from kaskad_tui.model import Article, Failure, FailureKind, ListKind
from kaskad_tui.reader import FreshnessState, Reader, View

NOW = datetime(2026, 11, 24, 12, 4, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture(params=["stock", "bare"])
async def sample(request: pytest.FixtureRequest) -> AsyncIterator[SampleSite]:
    site = SampleSite()
    await site.start(dressing=request.param, now=NOW)
    yield site
    await site.stop()


@pytest.fixture
async def reader(sample: SampleSite, tmp_path: Path) -> AsyncIterator[Reader]:
    made = Reader.open(base_url=sample.base_url, data_dir=tmp_path, clock=lambda: NOW)
    yield made
    await made.close()


async def test_a_first_refresh_fills_all_panes(reader: Reader, sample: SampleSite) -> None:
    done = await reader.refresh()
    assert done.failure is None
    assert reader.freshness.state is FreshnessState.FRESH, reader.freshness
    items = reader.headlines(reader.order(View()).keys)
    assert len(items) >= 14
    newest = sample.newsroom.articles[:10]
    assert [item.title for item in items[:10]] == [one.title for one in newest]
    assert all(item.published is not None for item in items[:10])
    assert all(item.section for item in items[:10])
    assert len(reader.lists()[ListKind.TOP]) == 5
    assert all(item.key and item.url for items in reader.lists().values() for item in items)
    assert {"novosti", "syuzhety"} <= {section.id for section in reader.sections()}


async def test_every_page_of_the_list_is_reached_and_then_there_is_an_end(
    reader: Reader, sample: SampleSite
) -> None:
    await reader.refresh()
    pages = 1
    while True:
        older = await reader.older()
        assert older.failure is None
        pages += 1
        if older.end:
            break
        assert pages < 20
    assert pages >= 6
    have = {item.id for item in reader.headlines(reader.order(View()).keys)}
    sections = {section.id for section in reader.sections()}
    printed = {str(one.number) for one in sample.newsroom.articles if one.draft.section in sections}
    assert printed <= have
    assert len(printed) >= 70


async def test_a_dozen_articles_open_with_everything_they_have(reader: Reader, sample: SampleSite) -> None:
    await reader.refresh()
    for key in reader.order(View()).keys[:12]:
        article = await reader.open_article(key)
        assert isinstance(article, Article), article
        assert article.complete
        assert article.text
        assert article.author
        assert article.headline.published is not None
        (before,) = reader.headlines([key])
        assert article.headline.title == before.title


async def test_the_articles_of_each_section_are_in_its_view(reader: Reader) -> None:
    done = await reader.refresh_all()
    assert done.failure is None
    for section in reader.sections():
        assert len(reader.order(View(section=section.id))) > 0, section


async def test_a_deleted_article_is_not_found(reader: Reader) -> None:
    failure = await reader.read("1")
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.NOT_FOUND


async def test_the_imprint_is_there(reader: Reader) -> None:
    imprint = await reader.fetch_imprint()
    assert isinstance(imprint, tuple)
    text = "\n".join(imprint)
    assert "18+" in text
    assert "75488" in text


async def test_the_section_of_a_bare_number_is_never_a_guess(reader: Reader, sample: SampleSite) -> None:
    article = await reader.read("62005")
    assert isinstance(article, Article)
    # one dressing prints it, the other says nothing under an address that was made of the number alone
    assert article.headline.section in {"Культура", None}
    asked = await reader.read(f"{sample.base_url}/kultura/62005-tuman", typed=True)
    assert isinstance(asked, Article)
    await reader.refresh_all()
    kept = reader.find("62005")
    assert kept is not None
    assert kept.section != "Новости"
