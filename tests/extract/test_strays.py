"""Lines between the paragraphs that are no part of the text, told by what they are."""

from __future__ import annotations

import pytest

from kaskad_tui.extract import Page, extract_page

_TITLE = "Паром вернулся на линию"
_ONE = "Паром «Северянка» впервые вышел в рейс после двух лет ремонта, сообщили в порту во вторник."
_TWO = "На борту поместятся сорок машин и двести пассажиров, рейсы будут ходить дважды в день."
_THREE = "Билеты продают в кассах порта и на пристани, дети до семи лет едут бесплатно весь год."
_WAY = "<a href='/news/pristan-otkryli-posle-remonta-778899'>Пристань открыли после долгого ремонта{}</a>"


def read(between: str) -> Page:
    body = f"<div><p>{_ONE}</p><p>{_TWO}</p>{between}<p>{_THREE}</p></div>"
    markup = f"<title>{_TITLE}</title><h1>{_TITLE}</h1>{body}"
    return extract_page(markup.encode(), "https://a.example/news/parom-1234")


@pytest.mark.parametrize(
    "stray",
    [
        f"<p>{_WAY.format('')}</p>",
        f"<ul><li>{_WAY.format(' зимой')}</li><li>{_WAY.replace('99', '98').format(' летом')}</li></ul>",
        "<figure><figcaption>Вид на пристань с холма во время ремонта.</figcaption></figure>",
        "<div><div><div>Снимок порта</div></div><div>Смотреть дальше</div></div>",
    ],
)
def test_what_only_stands_between_paragraphs_is_left_out(stray: str) -> None:
    assert read(stray).text.split("\n\n") == [_ONE, _TWO, _THREE]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (
            "<ul><li>Первый рейс в восемь утра</li><li>Второй рейс в полдень</li></ul>",
            "Первый рейс в восемь утра",
        ),
        ("<p>Короткая строка без точки</p>", "Короткая строка без точки"),
        ("<p>Ранее порт сообщал о ремонте: " + _WAY.format("") + ".</p>", "Ранее порт сообщал"),
        (
            "<p><a href='https://b.example/zakon-o-portah-112233'>Закон о портах и пристанях страны</a></p>",
            "Закон о",
        ),
        ("<blockquote><div>Слово капитана</div></blockquote>", "Слово капитана"),
    ],
)
def test_what_belongs_to_the_text_stays(part: str, text: str) -> None:
    assert text in read(part).text


def test_the_addresses_that_a_text_draws_on_stay_at_its_end() -> None:
    sources = "".join(
        f"<li><a href='https://{name}.example/otchyot-o-portah'>https://{name}.example/otchyot</a></li>"
        for name in ("b", "c")
    )
    markup = f"<title>{_TITLE}</title><h1>{_TITLE}</h1><div><p>{_ONE}</p><p>{_TWO}</p><p>{_THREE}</p>"
    markup += f"<h2>Источники</h2><ul>{sources}</ul></div>"
    page = extract_page(markup.encode(), "https://a.example/news/parom-1234")
    assert page.text.split("\n\n")[3:] == [
        "Источники",
        "https://b.example/otchyot\nhttps://c.example/otchyot",
    ]


def test_a_digest_of_links_keeps_them() -> None:
    links = "".join(
        f"<p>{_WAY.replace('99', str(number)).format(f' {number}')}</p>" for number in range(10, 16)
    )
    assert "ремонта 14" in read(links).text


def test_the_credit_of_a_picture_opens_no_imprint() -> None:
    picture = "<figure><img src='/a.jpg'><p>© Фото порта</p></figure>"
    assert read(picture).text.split("\n\n") == [_ONE, _TWO, _THREE]


def test_a_row_of_links_to_elsewhere_is_left_out() -> None:
    offer = "Порт зовёт на работу: матрос на паром и кассир на пристань, смена"
    row = "".join(f"<div><a href='https://b.example/{part}'>{offer} {part}</a></div>" for part in "абв")
    text = "".join(f"<p>{part} {_TWO}</p>" for part in (_ONE, _THREE, _TWO))
    assert offer not in read(f"{text}<div>{row}</div>").text
    assert offer in read(f"{text}<ul>{row.replace('div', 'li')}</ul>").text
