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
        ({"@type": "Organization", "name": "Port Gazette"}, "Port Gazette"),  # nobody else is named
        ({"@type": "Organization", "name": "https://a.example/#me"}, None),
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


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ('<a href="/author/tex">Tex Hollywood</a> - December 21, 2023', "Tex Hollywood"),
        ('<a href="/staff/839/e-flores/">Elizabeth Flores</a> &nbsp;<br>PORT TODAY', "Elizabeth Flores"),
        ('By<a href="/content/author/s-sidik">Saima Sidik</a>', "Saima Sidik"),
        (
            '<a href="/authors/ivan">Иван Иванов</a>, <a href="/authors/petr">Пётр Петров</a>',
            "Иван Иванов, Пётр Петров",
        ),
        ('<a href="/autoren/ak">ak</a>', None),
        ('<a href="/author/x">Read more</a>', None),
        ('<a href="/topics/port">Port News</a>', None),
        ("by MrAJCosplay, Dec 19th 2023", "MrAJCosplay"),
        ("By Associated Press", "Associated Press"),
        ("By the harbour", None),
        ("von Anna Kern, PORT AKTUELL", "Anna Kern"),
        ("By Anna KernCity Columnist", "Anna Kern"),
    ],
)
def test_authors_of_the_line_under_the_title(line: str, author: str | None) -> None:
    assert read(line=line).author == author


def test_a_link_before_the_title_or_behind_the_text_names_no_author() -> None:
    link = '<a href="/author/tex">Tex Hollywood</a>'
    markup = f"<title>Паром вернулся</title><div>{link}</div><h1>Паром вернулся</h1>{_TEXT}<div>{link}</div>"
    assert extract_page(markup.encode(), "https://a.example/news/parom-1234").author is None


def test_a_printed_person_goes_before_a_claim_that_is_none() -> None:
    claim = linked(author={"@type": "Person", "name": "Port Gazette Online"})
    assert read(claim, '<a href="/author/ak">Anna Kern</a>').author == "Anna Kern"
    assert read(claim + '<meta name="author" content="Port Media">', "Port Gazette, By Anna Kern").author


def test_a_word_inside_a_line_does_not_make_a_claim_sure() -> None:
    assert (
        read('<meta name="author" content="Nachrichten">', "Geschrieben am 5. Mai in Nachrichten").author
        is None
    )


@pytest.mark.parametrize(
    ("heading", "claims", "title"),
    [
        ("<span>Порт</span> Паром вернулся в строй", "Паром вернулся в строй", "Паром вернулся в строй"),
        ("Порт снова работает, паром вернулся", "паром вернулся", "Порт снова работает, паром вернулся"),
        ("<span>Порт</span><br>Паром вернулся", "Порт: Паром вернулся", "Порт: Паром вернулся"),
    ],
)
def test_a_line_over_the_title_is_no_part_of_it(heading: str, claims: str, title: str) -> None:
    markup = f'<meta property="og:title" content="{claims}"><title>{claims}</title><h1>{heading}</h1>{_TEXT}'
    assert extract_page(markup.encode(), "https://a.example/news/parom-1234").title == title


def test_a_heading_that_leads_home_names_the_site() -> None:
    site, title = "Портовая газета нашего города", "Паром «Северянка» вернулся в строй после ремонта"
    markup = f"<title>{site} » {title}</title><h1><a href='/'>{site}</a></h1><h2>{title}</h2>{_TEXT}"
    assert extract_page(markup.encode(), "https://a.example/news/parom-1234").title == title


def test_a_line_under_the_title_in_its_heading_is_no_part_of_it() -> None:
    markup = (
        "<title>Паром вернулся | Порт</title><meta property='og:title' content='Паром вернулся'>"
        f"<h1>Паром вернулся<br><small>27.12.2022 • Порт</small></h1>{_TEXT}"
    )
    assert extract_page(markup.encode(), "https://a.example/news/parom-1234").title == "Паром вернулся"


def test_an_underscore_parts_the_site_s_name_in_chinese_titles() -> None:
    page = extract_page(
        "<title>人工智能迈上新台阶_科技_新网</title><p>没有标题。</p>".encode(), "https://a.example/n/1"
    )
    assert page.title == "人工智能迈上新台阶"


def graph(author: object, *persons: object) -> str:
    article = {"@type": "NewsArticle", "headline": "Паром вернулся", "author": author}
    data = {"@graph": [article, *persons]}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("name", "types", "author"),
    [
        ("Anna Kern", "Person", "Anna Kern"),
        ("Anna Kern", ["Person"], "Anna Kern"),
        ("redaktion1", "Person", None),
    ],
)
def test_an_author_that_json_ld_only_refers_to(name: str, types: object, author: str | None) -> None:
    person = {"@id": "https://a.example/#kern", "@type": types, "name": name}
    other = {"@id": "https://a.example/#rohr", "@type": "Person", "name": "Max Rohr"}
    assert read(graph({"@id": "https://a.example/#kern"}, other, person)).author == author


def card(label: str, value: str) -> str:
    return f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="{value}">'


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="citation_author" content="Kern, Anna"><meta name="citation_author" content="Max Rohr">',
         "Anna Kern, Max Rohr"),
        ('<meta name="parsely-author" content="Alexa">', "Alexa"),
        ('<meta property="dc:creator" content="Anna Kern">', "Anna Kern"),
        (card("Geschrieben von", "Zach"), "Zach"),
        (card("Reading time", "Zach"), None),
        (card("Written by", "Nachrichten"), None),
        ('<meta itemprop="author" content="Linny and Peter">', "Linny and Peter"),
        ('<meta itemprop="author" content="Kristen"><meta itemprop="author" content="Alexa">', None),
    ],
)  # fmt: skip
def test_fields_that_name_each_article_s_author(head: str, author: str | None) -> None:
    assert read(head).author == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p>Автор</p><p>Анна Керн</p>", "Анна Керн"),
        ("<p>By</p><p>Anna Kern</p>", "Anna Kern"),
        ("<p>By</p><p>the harbour</p>", None),
        ("Autorin: Anna Kern, Leiterin des Hafens", "Anna Kern"),
        ("Auteur : Anna Kern", "Anna Kern"),
        ("Συντάκτης: Άννα Κερν", "Άννα Κερν"),
        ("Автор: Анна Керн", "Анна Керн"),
        ("<span>By</span><span>Anna Kern</span>", "Anna Kern"),
        ("Posted on December 27, 2022 by Anna Kern", "Anna Kern"),
        ("Dec 27, 2022 by Anna Kern in <a href='/t/port'>Port</a>", "Anna Kern"),
        ("Dec 27, 2022 by <a href='/x/ak'>Anna Kern</a> Port News", "Anna Kern"),
        ("Eine Kolumne von Anna Kern", "Anna Kern"),
        ("Die Fähre wird von Anna Kern gefahren", None),
        ("<span class='author vcard'>von <a class='fn' href='/x'>gizzmo</a></span>", "gizzmo"),
        ("<a rel=author href='/x'>gizzmo</a>", "gizzmo"),
        ("<a rel=author href='/x'>port news</a>", None),
        ("<div class=comment><a rel=author href='/x'>gizzmo</a></div>", None),
        ("<p class=post-author>Anna Kern</p>", "Anna Kern"),
        ("<p class=post-author>Anna Kern</p><p class=post-author>Max Rohr</p>", None),
        ("<p class=post-author>Interview: Anna Kern</p>", None),
        ("<p class=post-title>Anna Kern</p>", None),
    ],
)
def test_authors_that_a_line_or_its_box_calls_so(line: str, author: str | None) -> None:
    assert read(line=line).author == author


def test_who_signs_the_text_at_its_end() -> None:
    markup = f"<title>Паром вернулся</title><h1>Паром вернулся</h1><div>{_TEXT}<p>Автор: Анна Керн</p></div>"
    assert extract_page(markup.encode(), "https://a.example/news/parom-1234").author == "Анна Керн"
