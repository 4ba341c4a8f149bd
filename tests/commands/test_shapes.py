"""The shapes of the JSON output, and the text and Markdown of a document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.commands import json_shapes, plain
from kaskad_tui.commands.document import Document, of_article, of_page
from kaskad_tui.extract import Page
from kaskad_tui.i18n import language, set_language
from kaskad_tui.model import Article, Headline, Image, Link, ListKind, PageKind, Video

LOCAL = timezone(timedelta(hours=2))
MOMENT = datetime(2022, 12, 27, 11, 23, tzinfo=LOCAL)
HEADLINE = Headline(
    id="40213",
    url="https://kaskad.tv/novosti/40213-itogi",
    title="Итоги [года]",
    published=MOMENT,
    section="Новости",
    source="kaskad",
    key=7,
    read=True,
)
ARTICLE = Article(
    headline=HEADLINE,
    author="Служба новостей",
    body=("Первый **абзац**.", "Второй."),
    text="Первый абзац.\n\nВторой.",
    images=(Image("https://kaskad.tv/a.jpg", alt="Мост", caption="Мост (вид)"),),
    videos=(Video("https://vk.com/video1", title=None),),
    links=(Link("https://kaskad.tv/x", "сюда"),),
    lists={ListKind.TOP: (HEADLINE,)},
    fetched=datetime(2022, 12, 27, 12, 0, 1, 500, tzinfo=LOCAL),
)
LISTING = Document(
    kind=PageKind.LISTING,
    url="https://kaskad.tv/novosti",
    id=None,
    title="Новости",
    published=None,
    day_only=False,
    author=None,
    section=None,
    source=None,
    headlines=(replace(HEADLINE, source="", read=False, day_only=True),),
)


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    before = language()
    set_language("ru")
    yield
    set_language(before)


def test_a_headline() -> None:
    assert json_shapes.headline(HEADLINE) == {
        "id": "40213",
        "url": "https://kaskad.tv/novosti/40213-itogi",
        "title": "Итоги [года]",
        "published": "2022-12-27T11:23:00+02:00",
        "section": "Новости",
        "source": "kaskad",
        "read": True,
        "bookmarked": False,
    }


def test_an_article() -> None:
    shape = json_shapes.document(of_article(ARTICLE))
    assert shape == {
        "kind": "article",
        "id": "40213",
        "url": "https://kaskad.tv/novosti/40213-itogi",
        "title": "Итоги [года]",
        "published": "2022-12-27T11:23:00+02:00",
        "author": "Служба новостей",
        "section": "Новости",
        "source": "kaskad",
        "markdown": "Первый **абзац**.\n\nВторой.",
        "text": "Первый абзац.\n\nВторой.",
        "images": [{"url": "https://kaskad.tv/a.jpg", "alt": "Мост", "caption": "Мост (вид)"}],
        "videos": [{"url": "https://vk.com/video1", "title": None}],
        "links": [{"url": "https://kaskad.tv/x", "text": "сюда"}],
        "blocks": {
            "top": [
                {
                    "id": "40213",
                    "url": "https://kaskad.tv/novosti/40213-itogi",
                    "title": "Итоги [года]",
                    "published": "2022-12-27T11:23:00+02:00",
                }
            ],
            "popular_week": [],
            "popular": [],
            "related": [],
            "video": [],
        },
        "fetched": "2022-12-27T10:00:01+00:00",
    }
    assert list(json_shapes.document(of_article(ARTICLE), "a.html"))[:2] == ["kind", "file"]


def test_a_listing_has_headlines_in_place_of_a_body() -> None:
    shape = json_shapes.document(LISTING, "list.html")
    assert "markdown" not in shape
    assert "text" not in shape
    assert shape["headlines"] == [
        {
            "id": "40213",
            "url": "https://kaskad.tv/novosti/40213-itogi",
            "title": "Итоги [года]",
            "published": "2022-12-27",
            "section": "Новости",
            "source": None,
            "read": None,
            "bookmarked": None,
        }
    ]
    assert shape["fetched"] is None


def test_what_a_page_does_not_say_is_null() -> None:
    shape = json_shapes.document(of_page(Page(kind=PageKind.ARTICLE, body=("x",), text="x"), None))
    for key in ("id", "url", "title", "published", "author", "section", "source", "fetched"):
        assert shape[key] is None


@given(
    st.lists(st.dictionaries(st.text(), st.text() | st.none() | st.integers() | st.booleans()), max_size=4)
)
def test_an_array_in_parts_is_the_array(values: list[dict[str, str | int | None]]) -> None:
    array = json_shapes.Array()
    text = "".join(array.part(value) for value in values) + array.end()
    assert json.loads(text) == values
    assert "".join(map(json_shapes.line, values)).count("\n") == len(values)


def test_markdown() -> None:
    assert plain.markdown(of_article(replace(ARTICLE, headline=replace(HEADLINE, day_only=True)))) == (
        "# Итоги \\[года\\]\n\n"
        "*27 декабря 2022 · Служба новостей · Новости*\n\n"
        "Первый **абзац**.\n\nВторой.\n\n"
        "- [Фото: Мост (вид)](https://kaskad.tv/a.jpg)\n"
        "- [Видео: https://vk.com/video1](https://vk.com/video1)\n"
    )


def test_text_is_the_paragraphs_only() -> None:
    assert plain.text(of_article(ARTICLE)) == "Первый абзац.\n\nВторой.\n"


def test_a_listing_for_people() -> None:
    assert plain.text(LISTING) == "Итоги [года]\n"
    assert plain.markdown(LISTING) == (
        "# Новости\n\n- [Итоги \\[года\\]](https://kaskad.tv/novosti/40213-itogi)\n"
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("27. декабря", "27\\. декабря"),
        ("# не заголовок", "\\# не заголовок"),
        ("- тире", "\\- тире"),
        ("_a_ *b* c", "\\_a\\_ \\*b\\* c"),
        ("– тире", "– тире"),
    ],
)
def test_a_title_stays_a_title_in_markdown(text: str, escaped: str) -> None:
    assert plain.escaped(text) == escaped


def test_rows_are_aligned_and_cut_at_the_width() -> None:
    items = [
        replace(HEADLINE, read=False, bookmarked=True, published=datetime(2022, 12, 27, 9, 5, tzinfo=UTC)),
        replace(HEADLINE, id="5", title="漢字" * 40, published=datetime(2021, 5, 18, 9, tzinfo=UTC)),
    ]
    rows = plain.headline_rows(items, datetime(2022, 12, 27, 12, tzinfo=UTC), 60)
    assert rows[0].startswith("●★ ")
    assert rows[0].endswith("40213  Итоги [года]")
    assert rows[1].endswith("…")
    assert [plain.cells(row) <= 60 for row in rows] == [True, True]
    assert plain.cells(rows[0][: rows[0].index("Итоги")]) == plain.cells(rows[1][: rows[1].index("漢")])


def test_nothing_is_cut_where_there_is_no_terminal() -> None:
    item = replace(HEADLINE, title="слово " * 100)
    assert plain.headline_rows([item], MOMENT, None)[0].endswith(item.title)
