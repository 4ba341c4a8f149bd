"""What is text and what stands in its box, by rules that know no site."""

from __future__ import annotations

import pytest

from kaskad_tui.extract import Page, extract_page
from kaskad_tui.extract.checks import _ERROR
from kaskad_tui.extract.promos import is_contact, is_credit, is_promo
from kaskad_tui.model import PageKind

_ONE = "Паром «Северянка» впервые вышел в рейс после двух лет ремонта, сообщили в порту во вторник."
_TWO = "На борту поместятся сорок машин и двести пассажиров, рейсы будут ходить дважды в день."
_THREE = "Билеты продают в кассах порта и на пристани, дети до семи лет едут бесплатно весь год."
_BODY = f"<p>{_ONE}</p><p>{_TWO}</p><p>{_THREE}</p>"
_TITLE = "Паром вернулся на линию"


def read(body: str, head: str = "") -> Page:
    markup = f"<html><head><title>{_TITLE}</title>{head}</head><body>{body}</body></html>"
    return extract_page(markup.encode(), "https://a.example/news/parom-1234")


@pytest.mark.parametrize(
    "box",
    [
        "<aside><p>{}</p></aside>",
        "<div class='c-newsletter'><p>{}</p></div>",
        "<div class='RelatedArticles_box'><p>{}</p></div>",
        "<div id='author-bio'><p>{}</p></div>",
        "<p class='visually-hidden'>{}</p>",
        "<form><p>{}</p></form>",
    ],
)
def test_a_small_box_that_names_itself_is_no_text(box: str) -> None:
    other = "Корабли заходят сюда с весны."
    page = read(f"<h1>{_TITLE}</h1><div><p>{_ONE}</p><p>{_TWO}</p>{box.format(other)}<p>{_THREE}</p></div>")
    assert other not in page.text
    assert page.text.split("\n\n") == [_ONE, _TWO, _THREE]


def test_lines_without_a_link_are_no_advertisement_whatever_their_box_is_called() -> None:
    points = "<h3>Коротко</h3><ul><li>Паром отремонтировали.</li><li>Рейсы дважды в день.</li></ul>"
    page = read(f"<h1>{_TITLE}</h1><div><div class='paragraphAd'>{points}</div>{_BODY}</div>")
    assert page.text.split("\n\n")[:2] == ["Коротко", "Паром отремонтировали.\nРейсы дважды в день."]
    advert = "<h3>Купите</h3><ul><li><a href='//b.example/'>Сапоги.</a></li><li>Шляпы.</li></ul>"
    page = read(f"<h1>{_TITLE}</h1><div><div class='paragraphAd'>{advert}</div>{_BODY}</div>")
    assert page.text.split("\n\n") == [_ONE, _TWO, _THREE]


@pytest.mark.parametrize("length", [600, 300_000])
def test_an_h1_too_long_for_a_title_is_printed_once(length: int) -> None:
    long = " ".join(["Паром вернулся"] * (length // 15))
    article = f"<h1>{long}</h1><div>{_BODY}</div>"
    assert read(article).body[0] == long, "not the title: a text that is only set like a heading"
    claimed = extract_page(f"<title>{long}</title>{article}".encode(), "https://a.example/news/parom-1234")
    assert claimed.title is not None and claimed.title.startswith("Паром вернулся Паром")
    assert claimed.text.split("\n\n") == [_ONE, _TWO, _THREE]


@pytest.mark.parametrize("name", ["related", "newsletter", "comments-off", "share print author"])
def test_a_name_never_takes_the_text_away(name: str) -> None:
    page = read(f"<h1>{_TITLE}</h1><div class='{name}'>{_BODY}</div>")
    assert page.text.split("\n\n") == [_ONE, _TWO, _THREE]
    page = read(f"<h1>{_TITLE}</h1><div>{_BODY.replace('<p>', f'<p class={name.split()[0]}>')}</div>")
    assert page.text.split("\n\n") == [_ONE, _TWO, _THREE]


def test_the_lead_belongs_to_the_text() -> None:
    lead = "Рейсы через залив открыли раньше срока"
    described = f'<meta name="description" content="{lead}">'
    markup = f"<header><h1>{_TITLE}</h1><div>{lead}</div></header><div>Порт</div><div>{_BODY}</div>"
    assert read(markup, described).text.startswith(lead)
    assert lead not in read(markup).text


def test_a_text_in_pieces_is_one() -> None:
    piece = (
        "<div class='row'><div class='piece x1'>{}</div><div class='side'><a href='/a'>Лодки</a></div></div>"
    )
    pieces = "".join(piece.format(f"<p>{one}</p><p>{one[:-1]} снова.</p>") for one in (_ONE, _TWO, _THREE))
    text = read(f"<article><h1>{_TITLE}</h1><div>{pieces}</div></article>").text
    assert all(one in text for one in (_ONE, _TWO, _THREE))


def test_a_hidden_rest_of_the_text_is_read() -> None:
    rest = "".join(f"<p>{one} {one}</p>" for one in (_ONE, _TWO, _THREE))
    markup = f"<h1>{_TITLE}</h1><div><p>{_TWO}</p><div style='display:none'>{rest}</div></div>"
    assert read(markup).text.count(_ONE) == 2
    alone = f"<h1>{_TITLE}</h1><div>{_BODY}</div><div><div style='display:none'>{rest}</div></div>"
    assert read(alone).text.count(_ONE) == 1


def test_a_linked_heading_in_an_article_does_not_end_it() -> None:
    long = " ".join([_ONE, _TWO, _THREE])
    under = f"<p>{long}</p>" * 4
    parts = "".join(f"<h2><a href='/news/{n}-1234567'>Пристань {n}</a></h2>{under}" for n in range(3))
    head = '<meta property="og:type" content="article">'
    page = read(f"<h1>{_TITLE}</h1><div><p>{_ONE}</p>{parts}</div>", head)
    assert page.kind is PageKind.ARTICLE
    assert page.text.count(_THREE) == 12


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our daily newsletter",
        "Get the best stories straight to your inbox",
        "Anzeige",
        "Story continues below advertisement",
        "An dieser Stelle findest du einen externen Inhalt",
        "Подпишитесь на наш Telegram-канал",
        "1 / 7",
    ],
)
def test_lines_to_the_visitor(line: str) -> None:
    assert is_promo(line)


@pytest.mark.parametrize(
    "line",
    [
        _ONE,
        "Газета подписала договор с типографией.",
        "He signed up for the army in 1941.",
        "Реклама подорожала на десять процентов, говорят в союзе издателей.",
        "The newsletter's editor was arrested on Friday.",
    ],
)
def test_lines_of_a_text(line: str) -> None:
    assert not is_promo(line)
    assert not is_credit(line)
    assert not is_contact(line)


def test_credits() -> None:
    assert is_credit("Ferry in the port (Image: Getty)")
    assert is_credit("Photo: Jane Doe")


@pytest.mark.parametrize("title", ["404", "404 - Ошибка: 404", "Ошибка 500", "Сайт | 404"])
def test_titles_of_error_pages(title: str) -> None:
    assert _ERROR.search(title)


@pytest.mark.parametrize(
    "title", ["Бег на 1.500 метров", "500 человек вышли на улицы", "Рейс 404 прибыл вовремя"]
)
def test_titles_with_numbers(title: str) -> None:
    assert not _ERROR.search(title)


def test_single_signs_among_latin_letters_are_no_cyrillic() -> None:
    text = "Die Fähre für größere Gäste führt über die Förde nach Süden. " * 5
    page = f"<html><body><h1>Fähre</h1><p>{text}</p></body></html>".encode("cp1252")
    assert "größere Gäste" in extract_page(page).text


def test_a_second_copy_of_the_text_is_left_out() -> None:
    long = [" ".join([one, one.lower()]) for one in (_ONE, _TWO, _THREE)]
    copy = "".join(f"<p>{one}</p>" for one in long)
    page = read(f"<h1>{_TITLE}</h1><div><div class='wide'>{copy}</div><div class='narrow'>{copy}</div></div>")
    assert page.text.split("\n\n") == long
    again = read(f"<h1>{_TITLE}</h1><div>{copy}{copy}</div>")
    assert again.text.split("\n\n") == [*long, *long]
