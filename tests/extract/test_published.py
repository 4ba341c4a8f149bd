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
        # set apart by a style sheet alone
        ("", "<div><b>Анна Керн</b><span>27.12.2022</span><span>2 ответа</span></div>", ""),
        ("", "<div><b>Порт</b><i>27.12.2022</i><i>Обновлено 3.01.2023</i></div>", ""),
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


def test_a_date_that_stands_in_the_heading() -> None:
    markup = "<title>Паром вернулся</title><h1>Паром вернулся <small>27.12.2022 • Порт</small></h1>" + _TEXT
    assert day(extract_page(markup.encode(), "https://a.example/news/parom-1234")) == "2022-12-27"


@pytest.mark.parametrize(
    "address", ["2022/12/27/parom", "parom-20221227", "27-12-2022", "parom_27.12.2022.html"]
)
def test_a_day_in_the_address(address: str) -> None:
    markup = f"<title>Паром вернулся</title><h1>Паром вернулся</h1>{_TEXT}"
    assert day(extract_page(markup.encode(), f"https://a.example/news/{address}")) == "2022-12-27"


@pytest.mark.parametrize(
    "inside",
    [
        "<h4>Опубликовано</h4><div>27.12.2022</div>",
        "<p>Изменено: 3.01.2023<br>Опубликовано: 27.12.2022</p>",
        "<time datetime='2022-12-27'></time><div class=comment><time datetime='2022-12-29'></time></div>"
        "<time class=updated datetime='2022-12-28'></time>",
    ],
)
def test_the_only_date_that_says_what_it_is_counts_inside_the_text(inside: str) -> None:
    behind = "<h4>Ещё новости порта</h4><div>Порт 9.01.2023</div>"
    markup = f"<title>Паром вернулся</title><h1>Паром вернулся</h1><div>{_TEXT}{inside}{_TEXT}</div>{behind}"
    assert day(extract_page(markup.encode(), "https://a.example/news/parom-1234")) == "2022-12-27"


def test_no_other_s_marked_day_behind_that_of_the_change() -> None:
    behind = "<p>Раздел</p>" * 9 + "<div><time datetime='2022-12-29'></time></div>"
    assert read(under="<div>Обновлено 28.12.2022</div>", behind=behind).published is None


@pytest.mark.parametrize(
    ("head", "printed", "published"),
    [
        ("<meta name=date content='2022-12-20'>", "27.12.2022", "2022-12-27"),
        ("<meta name=dc.date content='2022-12-20'>", "", "2022-12-20"),
        ("<meta name=pubdate content='2022-12-20'>", "27.12.2022", "2022-12-20"),
        ("<meta property=article:published_time content='3/9/2022'>", "9 марта 2022", "2022-03-09"),
        (  # what is printed is the day of the change
            "<meta name=date content='2022-12-20'><meta property=og:updated_time content='2022-12-27'>",
            "27.12.2022",
            "2022-12-20",
        ),
    ],
)
def test_a_field_that_may_date_anything_yields_to_print(head: str, printed: str, published: str) -> None:
    assert day(read(under=f"<div>{printed}</div>", head=head)) == published


@pytest.mark.parametrize(
    ("given", "printed", "published"),
    [
        ("2022-12-27T03:22:07Z", "<time datetime='2022-12-26T22:22:07-0500'>10:22</time>", "2022-12-26"),
        ("2022-12-27T03:22:07Z", "December 26, 2022, 10:22 PM EST", "2022-12-26"),
        ("2022-12-26T22:57:00-05:00", "December 27, 2022 3:57 AM", "2022-12-27"),  # in UTC
        ("2022-12-26T22:57:00-05:00", "December 27, 2022 9:57 AM", "2022-12-26"),  # another moment
    ],
)
def test_the_same_moment_in_the_zone_that_is_printed(given: str, printed: str, published: str) -> None:
    page = read(
        under=f"<div>{printed}</div>",
        head=f"<meta property=article:published_time content='{given}'>",
        language="en",
    )
    assert day(page) == published
    assert page.published is not None
    assert abs(page.published - datetime.fromisoformat(given)).total_seconds() < 60


def test_a_page_without_a_text_of_its_own_is_dated_by_what_it_says() -> None:
    head = "<meta property=article:published_time content='2022-12-27T10:00:00+03:00'>"
    markup = f"<html><head><title>Паром</title>{head}</head><body><img src='/p.jpg'></body></html>"
    page = extract_page(markup.encode(), "https://a.example/foto/parom-1234")
    assert page.kind.value == "other" and day(page) == "2022-12-27"
    assert extract_page(markup.encode(), "https://a.example/").published is None


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
