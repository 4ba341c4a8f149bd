"""Texts that stand where they are easily lost: hidden rests, linked titles, behind caps."""

from __future__ import annotations

from kaskad_tui.extract import Page, extract_page
from kaskad_tui.extract.outlining import MAX_LEAVES
from kaskad_tui.model import PageKind

_ONE = "Паром «Северянка» впервые вышел в рейс после двух лет ремонта, сообщили в порту во вторник."
_TWO = "На борту поместятся сорок машин и двести пассажиров, рейсы будут ходить дважды в день."
_THREE = "Билеты продают в кассах порта и на пристани, дети до семи лет едут бесплатно весь год."
_TITLE = "Паром вернулся на линию"
_URL = "https://a.example/news/parom-vernulsya-na-liniyu-1234"


def read(body: str, url: str = _URL) -> Page:
    return extract_page(f"<title>{_TITLE}</title>{body}".encode(), url)


def test_a_text_hidden_paragraph_by_paragraph() -> None:
    hidden = "".join(
        f"<div class='more' style='display:none'><p>{one} {number}</p></div>"
        for number, one in enumerate((_ONE, _TWO, _THREE, _ONE, _TWO))
    )
    text = read(f"<h1>{_TITLE}</h1><div><div><p>{_THREE}</p></div>{hidden}</div>").text
    assert [text.count(one) for one in (_ONE, _TWO, _THREE)] == [2, 2, 2]
    alone = read(f"<h1>{_TITLE}</h1><div><p>{_THREE}</p></div><div>{hidden}</div>").text
    assert _ONE not in alone


def test_a_text_for_readers_without_scripts() -> None:
    text = f"<p>{_ONE}</p><p>{_TWO}</p><p>{_THREE}</p>"
    page = read(f"<h1>{_TITLE}</h1><div><noscript>{text * 3}</noscript></div>")
    assert page.kind is PageKind.ARTICLE
    assert _TWO in page.text
    assert _ONE not in read(f"<h1>{_TITLE}</h1><p>{_TWO}</p><noscript><p>{_ONE}</p></noscript>").text


def test_a_title_that_links_to_its_own_page() -> None:
    lines = "".join(
        f"<li><a href='/news/{n}00-pro-port-i-more'>Ещё о порте и море {n}</a></li>" for n in range(5)
    )
    own = f"<div><h2><a href='{_URL}'>{_TITLE}</a></h2><p>{_ONE}</p><p>{_TWO}</p></div><ul>{lines}</ul>"
    page = read(own)
    assert page.kind is PageKind.ARTICLE
    assert page.text == f"{_ONE}\n\n{_TWO}"


def test_a_linked_heading_over_nearly_all_of_the_text() -> None:
    text = f"<p>{_ONE}</p><p>{_TWO}</p><p>{_THREE}</p>" * 4
    page = read(
        f"<div><h3><a href='/news/9876-parom-vernulsya'>{_TITLE}</a></h3>{text}</div>", "https://a.example/"
    )
    assert page.kind is PageKind.ARTICLE
    assert page.text.count(_THREE) == 4


def test_text_behind_the_cap_of_blocks_is_kept() -> None:
    many = "".join(f"<p>{number}. {_ONE}</p>" for number in range(MAX_LEAVES + 500))
    text = read(f"<h1>{_TITLE}</h1><div>{many}</div>").text
    assert f"{MAX_LEAVES + 499}. {_ONE}" in text
    assert text.count(_ONE) == MAX_LEAVES + 500


def test_a_printed_title_behind_the_text_hides_nothing() -> None:
    text = f"<p>{_ONE}</p><p>{_TWO}</p><p>{_THREE}</p>" * 3
    page = read(f"<div>{text}</div><aside><h2>{_TITLE}</h2><p>Подробнее о линии.</p></aside>")
    assert page.kind is PageKind.ARTICLE
    assert page.text.count(_ONE) == 3
    before = f"<div><p>{_TWO}</p></div><h1>{_TITLE}</h1><div>{text}</div>"
    assert read(before).text.count(_TWO) == 3


def test_a_text_in_two_boxes_of_a_kind_goes_on_behind_related_news() -> None:
    text = f"<p>{_ONE}</p><p>{_TWO}</p>" * 3
    more = "<aside><h2>Читайте также</h2><a href='/news/1-pro-port'>О порте</a></aside>"
    last = f"<p>{_THREE}</p>" * 2
    page = read(
        f"<h1>{_TITLE}</h1><main><div class='part'>{text}{more}</div><div class='part'>{last}</div></main>"
    )
    assert page.text.count(_THREE) == 2
    other = read(
        f"<h1>{_TITLE}</h1><main><div class='part'>{text}{more}</div><div class='next'>{last}</div></main>"
    )
    assert _THREE not in other.text


def test_a_first_level_heading_in_a_piece_of_the_text_does_not_end_it() -> None:
    piece = "<div><div class='text'>{}</div></div>"
    first, second = f"<p>{_ONE}</p>" * 6, f"<h1>Что дальше</h1><p>{_TWO}</p><p>{_THREE}</p>"
    page = read(f"<h1>{_TITLE}</h1><article>{piece.format(first)}{piece.format(second)}</article>")
    assert _THREE in page.text
    next_one = f"<h1>Другая новость</h1>{piece.format(f'<p>{_TWO}</p><p>{_THREE}</p>')}"
    page = read(f"<h1>{_TITLE}</h1><article>{piece.format(first)}{next_one}</article>")
    assert _THREE not in page.text


def test_the_box_that_the_description_is_taken_from_is_the_text() -> None:
    text = f"<p>{_ONE}</p><p>{_TWO}</p><p>{_THREE}</p><p>{_TWO[:-1]} и зимой.</p>"
    offers = "".join(
        f"<h3><a href='https://b.example/ostrov/{n}'>Остров номер {n}</a></h3>"
        "<p>Отдых на островах: дома, лодки, сады и тихие пляжи для всей семьи.</p>"
        for n in range(8)
    )
    body = f"<h1>{_TITLE}</h1><section><div>{text}</div></section><section><div>{offers}</div></section>"
    described = f'<meta property="og:description" content="{_ONE}">'
    page = read(described + body)
    assert _ONE in page.text
    assert "Отдых" not in page.text
    assert "Отдых" in read(body).text
