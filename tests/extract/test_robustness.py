"""Whatever a page holds: a Page comes back, in bounded time, and nothing in it acts on a terminal."""

from __future__ import annotations

import re
import time
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaskad_tui.extract import Page, extract_page, tree
from kaskad_tui.model import PageKind
from kaskad_tui.sanitize import clean
from tests.extract import sample_pages as sample


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if is_dataclass(value) and not isinstance(value, type):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in texts(item)]
    if isinstance(value, dict):
        return [text for pair in value.items() for text in texts(list(pair))]
    return []


def assert_clean(page: Page) -> None:
    for text in texts(page):
        assert text == clean(text), repr(text)
        text.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2000))
def test_random_bytes(content: bytes) -> None:
    assert_clean(extract_page(content, sample.ADDRESS, profile=sample.PROFILE))


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "<a href='/novosti/5-x'>",
        "</a>",
        "<h1>",
        "</h1>",
        "<ul>",
        "<li>",
        "</ul>",
        "<b>",
        "</b>",
        "<br>",
        "<img src=x>",
        "<iframe src='//youtube.com/embed/x'>",
        "<base href='http://['>",
        "<time datetime='9999-12-31T23:59-01:00'>",
        "<script type='application/ld+json'>"
        '{"@type":["NewsArticle",5],"headline":{"name":[1]},"author":[[]],"datePublished":1e999}</script>',
        "ТОП 5 Сегодня",
        "Автор",
        "27.12.2022 11:23",
        "\x1b]0;x\x07",
        "&#27;[31m",
        "&#x9b;31m",
        "&#xD800;",
        "\u202eабв",
        "Это предложение, в котором есть слова и точка. ",
        "<a href='http://[::1'>",
        "<a href='javascript:alert(1)'>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<ol start='999999999999999999999'>",
        "<pre>",
        "</pre>",
        "<blockquote>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.booleans())
def test_random_markup(pieces: list[str], with_profile: bool) -> None:
    profile = sample.PROFILE if with_profile else None
    assert_clean(extract_page("".join(pieces).encode("utf-8", "replace"), sample.ADDRESS, profile=profile))


def test_escape_sequences_go_wherever_they_stand() -> None:
    evil = "&#27;]0;x&#7;\x9b31m\u202e"
    page = (
        sample.stock()
        .replace("рыбак", evil + "рыбак")
        .replace("Причал", evil + "Причал")
        .replace("Мост", evil + "Мост")
    )
    found = extract_page(page.encode(), sample.ADDRESS, profile=sample.PROFILE)
    assert found.kind is PageKind.ARTICLE
    assert_clean(found)


def test_json_ld_of_any_shape() -> None:
    for text in (
        "[" * 100_000,
        "1" * 5000,
        '{"@type":"NewsArticle","headline":"\\u001b[31mx","articleBody":"\\ud800 y"}',
        "NaN",
        '{"@graph":[[[{"@type":null}]]]}',
        "",
    ):
        page = sample.bare().replace("<head>", f'<head><script type="application/ld+json">{text}</script>')
        found = extract_page(page.encode(), sample.ADDRESS, profile=sample.PROFILE)
        assert found.text == sample.TEXT
        assert_clean(found)


@pytest.mark.parametrize("depth", [300, 1400, 3000, 20_000])
@pytest.mark.parametrize("tag", ["div", "span", "b", "blockquote", "ul><li"])
def test_text_below_any_depth_is_kept(tag: str, depth: int) -> None:
    close = "".join(f"</{part}>" for part in reversed(tag.split("><")))
    page = (
        "<html><head><title>Глубина залива измерена</title></head><body><h1>Глубина залива измерена</h1>"
        f"{f'<{tag}>' * depth}<p>Глубоко внизу стоит фраза, которая не должна пропасть.</p>{close * depth}"
        "<p>И после него стоит ещё одно, на своём месте.</p></body></html>"
    )
    started = time.process_time()
    found = extract_page(page.encode(), sample.ADDRESS)
    assert "которая не должна пропасть" in found.text
    assert "на своём месте" in found.text
    assert time.process_time() - started < 5


@pytest.mark.parametrize("name", ["div", "d" * 5000])
def test_a_tag_keeps_so_few_attributes_that_the_parser_is_not_quadratic(name: str) -> None:
    many = " ".join(f"a{n}='{n}>'" for n in range(60_000))
    root = tree.parse(f"<body><{name} {many}>text</{name}>")
    assert root is not None
    (div,) = [element for element in root.iter() if element.attrib]  # an overlong name is cut
    assert div.text == "text"
    assert 200 <= len(div.attrib) <= 260


def test_tags_that_never_end_are_looked_at_once() -> None:
    started = time.process_time()
    extract_page(b"<template" * 32_000, sample.ADDRESS)
    assert time.process_time() - started < 5  # 32 s when each was searched for attributes to the end


def test_links_are_counted_up_to_a_bound_and_their_words_stay() -> None:
    many = "".join(f"<p>Сообщение номер {n} <a href='/n/{n}'>о том же</a>.</p>" for n in range(5_500))
    page = f"<html><body><article><h1>Все</h1>{many}<p>Последнее слово здесь.</p></article></body></html>"
    found = extract_page(page.encode(), sample.ADDRESS)
    assert len(found.links) <= 5_000
    assert "Последнее слово здесь." in found.text


def test_a_paragraph_of_very_many_lines_becomes_several_and_keeps_each_line() -> None:
    lines = [f"Строка номер {n} этой длинной поэмы" for n in range(5_000)]
    page = f"<html><body><article><h1>Поэма</h1><p>{'<br>'.join(lines)}</p></article></body></html>"
    found = extract_page(page.encode(), sample.ADDRESS)
    assert [line.strip() for line in "\n".join(found.body).split("\n")] == lines
    assert max(block.count("\n") for block in found.body) <= 2_500


def test_a_paragraph_of_very_many_links_becomes_several_and_keeps_each_word() -> None:
    linked = " ".join(f"Сказано слово{n}, а потом <a href='/n/{n}'>ещё</a> одно." for n in range(11_000))
    page = f"<html><body><article><h1>Слова</h1><p>{linked}</p></article></body></html>"
    found = extract_page(page.encode(), sample.ADDRESS)
    assert re.findall(r"слово(\d+)", found.text) == [str(n) for n in range(11_000)]
    assert len(found.body) >= 3
    assert len(found.links) == 5_000


def test_a_name_of_an_element_that_would_steer_a_terminal_is_not_repeated() -> None:
    page = sample.bare().replace("<h1", "<d\x01iv><h1").replace("<h2", "<d\x1b[2Jiv><h2")
    assert "\x01" in page
    assert_clean(extract_page(page.encode(), sample.ADDRESS))


def test_no_more_than_eight_mebibytes_of_a_page_are_read() -> None:
    end = b"<title>Beyond the end</title></head><body><h1>Beyond the end</h1></body></html>"
    page = b"<html><head><meta charset=utf-8>" + b" " * tree.MAX_BYTES + end
    assert extract_page(page[-len(end) - 100 :], sample.ADDRESS).title == "Beyond the end"
    assert extract_page(page, sample.ADDRESS).title is None


def test_a_tag_with_very_many_attributes() -> None:
    many = " ".join(f"a{n}='{n}>'" for n in range(60_000))
    started = time.process_time()
    found = extract_page(
        sample.bare().replace("<body>", f"<body><div {many}></div>").encode(),
        sample.ADDRESS,
        profile=sample.PROFILE,
    )
    assert found.text == sample.TEXT
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "piece",
    [
        "<a href='/novosti/{n}-x'>Ссылка номер {n} на новость</a> ",
        "<br>слово{n}",
        "<li>пункт {n}</li>",
        "<p>Предложение номер {n}, и точка.</p>",
        "<table><tr><td>{n}</td><td>x</td></tr></table>",
    ],
)
def test_time_is_about_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        pieces = "".join(piece.replace("{n}", str(n)) for n in range(count))
        page = f"<h1>Заголовок страницы</h1><div>{pieces}</div>".encode()
        started = time.process_time()
        extract_page(page, sample.ADDRESS)
        return time.process_time() - started

    seconds(10)
    small = min(seconds(1500) for _ in range(2))
    assert seconds(12_000) < 8 * 2.5 * small + 0.2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"\0" * 50,
        b"\x89PNG\r\n\x1a\n" + b"x" * 500,
        b"%PDF-1.7 x",
        b"PK\x03\x04abc",
        b"\xff\xd8\xff\xe0abc",
        b"just words",
        b"<",
        b"{",
        b"[]",
    ],
)
def test_nothing_to_read(content: bytes) -> None:
    found = extract_page(content, sample.ADDRESS, profile=sample.PROFILE)
    assert found.kind is PageKind.OTHER
    assert found.text == ""


@pytest.mark.parametrize(
    "content_type", ["image/png", "application/zip", "text/plain; charset=zlib_codec", "x" * 5000, ""]
)
def test_the_declared_type_decides_nothing(content_type: str) -> None:
    found = extract_page(
        sample.bare().encode(), sample.ADDRESS, profile=sample.PROFILE, content_type=content_type
    )
    assert found.text == sample.TEXT


def test_addresses_that_are_none() -> None:
    found = extract_page(sample.bare().encode(), "http://[", profile=sample.PROFILE)
    assert found.text == sample.TEXT
