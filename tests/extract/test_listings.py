"""Lists of headlines: what is one, what is furniture, how to go on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kaskad_tui.extract import Page, extract_page
from kaskad_tui.model import ListKind, PageKind
from tests.extract import sample_pages as sample

URL = f"{sample.ORIGIN}/novosti"


def read(page: str, url: str | None = URL, *, with_profile: bool = True) -> Page:
    return extract_page(page.encode(), url, profile=sample.PROFILE if with_profile else None)


@pytest.mark.parametrize("mangle", sample.MANGLES)
def test_a_stock_list(mangle: str) -> None:
    page = read(sample.MANGLES[mangle](sample.listing()))
    assert page.kind is PageKind.LISTING
    assert [item.id for item in page.headlines] == [str(700 - n) for n in range(10)] + [
        "600",
        "601",
        "602",
        "603",
    ]
    first, last = page.headlines[0], page.headlines[-1]
    assert first.title == sample.ITEMS[0][1]
    assert first.url == "https://vesti.example/novosti/700-slug"
    assert first.published and first.published.isoformat() == "2026-09-18T21:30:00+02:00"
    assert first.section == "Новости"
    assert (
        first.teaser
        == "Первый абзац новости номер 0, в котором рассказано главное. Старая новость тоже здесь."
    )
    assert last.published is None
    assert page.next_url == "https://vesti.example/novosti?start=10"
    assert page.page_step == 10
    assert len(page.pages) == 4
    assert page.feeds == (f"{URL}?format=feed&type=rss", f"{URL}?format=feed&type=atom")
    assert [item.id for item in page.lists[ListKind.POPULAR]] == ["590", "591"]


@pytest.mark.parametrize("mangle", sample.MANGLES)
def test_a_list_as_a_table(mangle: str) -> None:
    page = read(sample.MANGLES[mangle](sample.table_listing()))
    assert [item.id for item in page.headlines] == [str(700 - n) for n in range(10)]
    assert page.headlines[3].day_only
    assert (
        page.headlines[3].published and page.headlines[3].published.isoformat() == "2026-09-15T00:00:00+02:00"
    )


@pytest.mark.parametrize("make", [sample.listing, sample.table_listing])
def test_without_profile_and_address(make: Callable[[], str]) -> None:
    page = read(
        make().replace("<head>", f'<head><link rel="canonical" href="{URL}">'), None, with_profile=False
    )
    assert page.kind is PageKind.LISTING
    assert [item.title for item in page.headlines][:10] == [title for _, title, _ in sample.ITEMS]


def test_a_page_past_the_end_is_an_empty_list() -> None:
    page = read(sample.listing(items=0), f"{URL}?start=990")
    assert page.kind is PageKind.LISTING
    assert page.headlines == ()
    assert page.next_url is None
    assert page.lists[ListKind.TOP]


def test_the_last_page_with_one_item() -> None:
    page = read(sample.listing(items=1), f"{URL}?start=40")
    assert [item.id for item in page.headlines][:1] == ["700"]


def test_titles_side_by_side_without_boxes() -> None:
    rows = "".join(
        f"<h3><a href='/novosti/{number}-x'>{title}</a></h3><p>{18 - n}.09.2026"
        f" 11:0{n % 10}</p><p>Несколько слов о том, что случилось в порту.</p>"
        for number, title, n in sample.ITEMS
    )
    page = read(f"<html><head><title>Новости</title></head><body><div>{rows}</div></body></html>")
    assert [item.id for item in page.headlines] == [str(number) for number, _, _ in sample.ITEMS]
    assert (
        page.headlines[2].published and page.headlines[2].published.isoformat() == "2026-09-16T11:02:00+02:00"
    )


def test_words_for_relative_dates_need_the_moment() -> None:
    from datetime import UTC, datetime

    rows = "".join(
        f"<li><a href='/novosti/{n}-x'>Новость номер {n} о делах порта</a> <span>сегодня, 14:05</span></li>"
        for n in range(5)
    )
    html = f"<html><head><title>Новости</title></head><body><ul>{rows}</ul></body></html>".encode()
    without = extract_page(html, URL, profile=sample.PROFILE)
    assert {item.published for item in without.headlines} == {None}
    now = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    found = extract_page(html, URL, profile=sample.PROFILE, now=now).headlines[0].published
    assert found and found.isoformat() == "2026-11-24T14:05:00+02:00"
