"""The text that a page gives in JSON-LD, held against the one that it prints."""

from __future__ import annotations

import json

from kaskad_tui.extract import Page, extract_page

_TITLE = "Паром вернулся на линию"
_PARAGRAPHS = [
    f"Паром «Северянка» {when} впервые вышел в рейс после двух лет ремонта, сообщили {where} в порту. "
    f"На борту поместятся сорок машин и двести пассажиров, {where} их ждёт буфет, а рейсы {when} не отменят."
    for when, where in (
        ("во вторник", "утром"),
        ("в среду", "днём"),
        ("в четверг", "вечером"),
        ("в пятницу", "ночью"),
    )
]
_CAPTION = "Вид на пристань с холма, откуда отходят все большие и малые суда"


def read(body: str, given: str) -> Page:
    data = {"@type": "NewsArticle", "headline": _TITLE, "articleBody": given}
    head = f"<title>{_TITLE}</title><script type='application/ld+json'>{json.dumps(data)}</script>"
    return extract_page(f"{head}<h1>{_TITLE}</h1>{body}".encode(), "https://a.example/news/parom-1234")


def marked(paragraphs: list[str]) -> str:
    return "".join(f"<p>{one}</p>" for one in paragraphs)


def test_what_stands_between_the_given_paragraphs_is_left_out() -> None:
    box = f"<div><div>{_CAPTION}.</div></div>"
    body = (
        f"<div>{marked(_PARAGRAPHS[:2])}<h2>Новая пристань за рекой</h2>{box}{marked(_PARAGRAPHS[2:])}</div>"
    )
    text = read(body, "\n".join(_PARAGRAPHS)).text
    assert text.split("\n\n") == [*_PARAGRAPHS[:2], "Новая пристань за рекой", *_PARAGRAPHS[2:]]
    assert _CAPTION in read(body, "").text


def test_a_given_text_that_was_cut_short_takes_nothing_away() -> None:
    body = f"<div>{marked(_PARAGRAPHS)}</div>"
    assert read(body, " ".join(_PARAGRAPHS[:2])).text.split("\n\n") == _PARAGRAPHS
    assert read(body, "Совсем другой текст о погоде и ветре. " * 20).text.split("\n\n") == _PARAGRAPHS


def test_a_paragraph_that_stands_elsewhere_is_taken() -> None:
    aside = f"<div class='gallery'><span><div>{_PARAGRAPHS[3]}</div><a href='/a'>Все снимки</a></span></div>"
    body = f"<div><div>{marked(_PARAGRAPHS[:3])}</div></div><aside>{aside}</aside>"
    assert _PARAGRAPHS[3] in read(body, "\n".join(_PARAGRAPHS)).text
    assert _PARAGRAPHS[3] not in read(body, "\n".join(_PARAGRAPHS[:3])).text


def test_the_box_that_is_the_given_text_wins_over_a_longer_one() -> None:
    long = "".join(
        f"<p>{one} {number}</p>" for number in range(9) for one in ("Пост в ленте дня, длинный. " * 9,)
    )
    body = f"<section><div>{marked(_PARAGRAPHS)}</div></section><section><div>{long}</div></section>"
    assert read(body, "\n".join(_PARAGRAPHS)).text.split("\n\n") == _PARAGRAPHS


def test_the_given_text_that_stands_before_what_looks_like_the_title_is_kept() -> None:
    summary = f"<section><div>{marked(_PARAGRAPHS[:3])}</div></section>"
    posts = "".join(f"<p>{'Пост в ленте дня, длинный. ' * 9}{number}</p>" for number in range(9))
    data = {"@type": "NewsArticle", "headline": _TITLE, "articleBody": " ".join(_PARAGRAPHS[:3])}
    head = f"<title>{_TITLE}</title><script type='application/ld+json'>{json.dumps(data)}</script>"
    markup = f"{head}{summary}<section><h2>{_TITLE}</h2>{posts}</section>"
    page = extract_page(markup.encode(), "https://a.example/news/parom-1234")
    assert page.text.split("\n\n") == _PARAGRAPHS[:3]
