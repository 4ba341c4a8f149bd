"""Author and date where the page is sure of them, and none where it is not."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from kaskad_tui.extract import Page, extract_page

_TEXT = (
    "<p>Паром «Северянка» впервые вышел в рейс после двух лет ремонта, сообщили в порту во вторник.</p>" * 3
)


def read(head: str = "", line: str = "") -> Page:
    markup = (
        f"<html><head><title>Паром вернулся</title>{head}</head><body><h1>Паром вернулся</h1>"
        f"<div>{line}</div><div>{_TEXT}</div></body></html>"
    )
    return extract_page(markup.encode(), "https://a.example/news/parom-1234")


def linked(**fields: object) -> str:
    data = {"@type": "NewsArticle", "headline": "Паром вернулся", **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("given", "author"),
    [
        ({"@type": "Person", "name": "Anna Kern"}, "Anna Kern"),
        ({"@type": "Person", "name": "View all posts by Anna Kern"}, "Anna Kern"),
        ({"@type": "Person", "name": "Anna Kern The Associated Press"}, "Anna Kern"),
        ([{"@type": "Organization", "name": "Port Gazette"}, {"name": "Anna Kern"}], "Anna Kern"),
        ({"@type": "Organization", "name": "Port Gazette"}, None),
    ],
)
def test_authors_in_json_ld(given: object, author: str | None) -> None:
    assert read(linked(author=given)).author == author


@pytest.mark.parametrize(
    ("given", "author"),
    [
        ("Anna Kern", "Anna Kern"),
        ("Anna Kern und Max von Rohr", "Anna Kern und Max von Rohr"),
        ("Port Media GmbH", None),
        ("portgazette", None),
        ("Redaktion Nord", None),
    ],
)
def test_authors_in_meta(given: str, author: str | None) -> None:
    assert read(f'<meta name="author" content="{given}">').author == author


def test_a_name_that_is_printed_is_sure() -> None:
    assert read('<meta name="author" content="portgazette">', "portgazette").author == "portgazette"


def test_further_names_of_the_byline() -> None:
    page = read(linked(author={"name": "Anna Kern"}), "By Anna Kern and Max Rohr")
    assert page.author == "Anna Kern, Max Rohr"


@pytest.mark.parametrize(
    ("given", "printed", "published"),
    [
        ("2022-11-06T23:00:00Z", "7 ноября 2022", "2022-11-07T00:00:00+01:00"),
        ("2022-11-06T23:30:00Z", "7 ноября 2022, 01:30", "2022-11-07T01:30:00+02:00"),
        ("2023-12-20T01:00:21Z", "December 19, 2023", "2023-12-19T23:00:21-02:00"),
        ("2022-11-06T13:00:00Z", "6 ноября 2022", "2022-11-06T13:00:00+00:00"),
        ("2022-11-06T13:00:00Z", "9 ноября 2022", "2022-11-06T13:00:00+00:00"),
        ("2022-11-06T13:00:00+03:00", "7 ноября 2022", "2022-11-06T13:00:00+03:00"),
    ],
)
def test_a_moment_in_utc_takes_the_day_that_is_printed(given: str, printed: str, published: str) -> None:
    page = read(linked(datePublished=given), printed)
    assert page.published is not None
    assert page.published == datetime.fromisoformat(given)
    assert page.published.isoformat() == published
