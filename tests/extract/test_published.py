"""Which of a page's dates is the one of publication."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from kaskad_tui.extract import Page, extract_page
from kaskad_tui.extract.dates import find_date

_TEXT = (
    "<p>Паром «Северянка» впервые вышел в рейс после двух лет ремонта, сообщили в порту во вторник.</p>" * 3
)


def read(
    before: str = "", under: str = "", behind: str = "", *, head: str = "", language: str = "ru"
) -> Page:
    markup = (
        f"<html lang={language}><head><title>Паром вернулся</title>{head}</head><body>{before}"
        f"<h1>Паром вернулся</h1>{under}<div>{_TEXT}</div>{behind}</body></html>"
    )
    return extract_page(markup.encode(), "https://a.example/news/parom-1234")


def day(page: Page) -> str | None:
    return page.published.date().isoformat() if page.published else None


@pytest.mark.parametrize(
    ("before", "under", "behind"),
    [
        ("", "<div>27.12.2022</div>", "<div>Вебинар 19.1.23, 10:00</div>"),
        ("", "<div>27.12.2022</div>", "<h4>Комментарии</h4><div>Анна 28.12.2022 в 10:25</div>"),
        ("", "", "<div>Опубликовано: 27.12.2022</div><div>Анна 28.12.2022 в 10:25</div>"),
        ("<div>Сегодня 3.02.2023, 10:00</div>", "<div>Опубликовано 27.12.2022</div>", ""),
        ("", "<div>Обновлено: 3.01.2023</div><div>27.12.2022</div>", ""),
        ("", "<div>Последнее обновление:</div><div>3.01.2023</div><div>27.12.2022</div>", ""),
        ("", "<div>Обновлено 3.01.2023, опубликовано 27.12.2022</div>", ""),
        ("", "<div><time>27 декабря 2022</time> просмотров и прочих слов тут слишком много уже</div>", ""),
        ("<div><time datetime='2022-12-27'>вторник</time></div>" + "<p>Раздел</p>" * 7, "", ""),
        ("<div>Дата публикации: 27.12.2022</div>" + "<p>Раздел</p>" * 7, "", ""),
    ],
)
def test_the_printed_date(before: str, under: str, behind: str) -> None:
    assert day(read(before, under, behind)) == "2022-12-27"


@pytest.mark.parametrize(
    ("before", "under", "behind"),
    [
        ("<div>3.02.2023</div>" + "<p>Раздел</p>" * 7, "", ""),  # the day of the visit at the page's head
        ("", "<div>Обновлено 3.01.2023</div>", ""),
        ("", "", "<h4>Комментарии</h4><div>Анна 28.12.2022 в 10:25</div>"),
        ("<p>Раздел</p>", "", "<h4>Читайте также</h4><div>28.12.2022</div>"),
    ],
)
def test_no_date_rather_than_another_one(before: str, under: str, behind: str) -> None:
    assert read(before, under, behind).published is None


def test_the_only_marked_date_of_the_page_counts_wherever_it_stands() -> None:
    marked = "<footer><meta itemprop='datePublished' content='2022-12-27T10:00:00+0300'></footer>"
    assert day(read(behind=marked)) == "2022-12-27"
    other = "<footer><meta itemprop='datePublished' content='2022-12-28T10:00:00+0300'></footer>"
    assert read("<main>", behind="</main>" + marked + other).published is None


@pytest.mark.parametrize(
    ("given", "language", "expected", "day_only"),
    [
        ("2022-12-26T21:00:00Z", "ru", "2022-12-27", True),
        ("2022-12-26T23:00:00Z", "de", "2022-12-27", True),
        ("2022-12-27T00:00:00+03:00", "ru", "2022-12-27", True),
        ("2022-12-27T00:00:00Z", "en", "2022-12-27", True),
        ("2022-12-26T23:00:00Z", "en", "2022-12-26", False),
        ("2022-12-27T21:00:17Z", "ru", "2022-12-27", False),
    ],
)
def test_a_midnight_is_a_day(given: str, language: str, expected: str, day_only: bool) -> None:
    data = {"@type": "NewsArticle", "headline": "Паром вернулся", "datePublished": given}
    page = read(head=f'<script type="application/ld+json">{json.dumps(data)}</script>', language=language)
    assert (day(page), page.day_only) == (expected, day_only)


@pytest.mark.parametrize(
    "text",
    [
        "27. Dez. 2022", "27 déc. 2022", "27 dic 2022", "27 dicembre 2022", "27 grudnia 2022",
        "27 de dezembro de 2022",
        "27 грудня 2022 р.", "27 Aralık 2022", "27 decembrie 2022", "27 december 2022", "27. prosince 2022",
        "27. joulukuuta 2022", "2022. december 27.", "27 Δεκεμβρίου 2022", "27 ديسمبر / ديسمبر 2022",
        "2022年12月27日", "2022年 12月 27日（火）", "2022년 12월 27일", "2022 Dec 27;15(1)",
        "27-го декабря 2022", "Dienstag, 27. Dezember 2022", "27th of December, 2022",
    ],
)  # fmt: skip
def test_a_day_in_other_languages(text: str) -> None:
    found = find_date(text)
    assert found and found.moment == datetime(2022, 12, 27, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2022年12月27日 9:05", "2022年12月27日09時05分", "27 Aralık 2022 09:05"])
def test_a_moment_in_other_languages(text: str) -> None:
    found = find_date(text)
    assert found and found.moment == datetime(2022, 12, 27, 9, 5, tzinfo=UTC) and not found.day_only


@pytest.mark.parametrize("text", ["27 человек 2022", "2022 год 27", "27 марок 2022", "Windows 11 2022"])
def test_other_words_are_no_months(text: str) -> None:
    assert find_date(text) is None


def test_one_marked_article_is_an_article() -> None:
    links = "".join(
        f"<li><a href='/news/other-{n}-{n * 111}'>Другая новость номер {n}</a></li>" for n in range(9)
    )
    marked = "<div itemscope itemtype='https://schema.org/NewsArticle'>"
    body = f"{marked}<h1>Паром вернулся</h1><p>Снова в рейсе.</p></div>"
    page = extract_page(
        f"<title>Паром вернулся</title>{body}<ul>{links}</ul>".encode(), "https://a.example/news/1-p"
    )
    assert page.kind.value == "article"
