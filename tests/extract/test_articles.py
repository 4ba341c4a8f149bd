"""Articles in every dressing, each read as it is, without class and id, and with them renamed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from kaskad_tui.extract import Page, extract_page
from kaskad_tui.model import ListKind, PageKind
from tests.extract import sample_pages as sample

SAME = (
    "kind",
    "id",
    "title",
    "published",
    "day_only",
    "author",
    "section",
    "body",
    "text",
    "images",
    "videos",
    "links",
)


def read(page: str, url: str | None = sample.ADDRESS) -> Page:
    return extract_page(page.encode(), url, profile=sample.PROFILE)


@pytest.mark.parametrize("mangle", sample.MANGLES)
@pytest.mark.parametrize("dressing", sample.DRESSINGS)
def test_every_dressing_gives_the_article(dressing: str, mangle: str) -> None:
    page = read(sample.MANGLES[mangle](sample.DRESSINGS[dressing]))
    assert page.kind is PageKind.ARTICLE
    assert page.title == sample.TITLE
    assert page.text == sample.TEXT
    assert page.published == datetime.fromisoformat("2026-09-18T21:30:00+02:00")
    assert not page.day_only
    assert page.author == "Служба новостей"
    assert page.id == "512"
    assert page.section == "Новости"
    assert [image.url for image in page.images] == ["https://vesti.example/images/2026/prichal.jpg"]
    assert [link.url for link in page.links] == ["https://vesti.example/novosti/498-prichal"]


@pytest.mark.parametrize("dressing", ["stock", "bare", "amp"])
def test_names_of_classes_change_nothing(dressing: str) -> None:
    page = sample.DRESSINGS[dressing]
    first, *others = [read(mangle(page)) for mangle in sample.MANGLES.values()]
    for other in others:
        assert all(getattr(first, name) == getattr(other, name) for name in SAME)
        assert first.lists == other.lists
        assert first.imprint == other.imprint
        assert first.sections == other.sections


def test_all_dressings_give_the_same_markdown() -> None:
    bodies = {read(page).body for page in sample.DRESSINGS.values()}
    assert len(bodies) == 1
    (body,) = bodies
    assert "**Как это было**  \nВетер," in body[2]
    assert body[3] == "### Что говорят врачи"
    assert body[5] == "- переохлаждения нет;\n- домой отпустят завтра."
    assert body[6] == "\\- И всё-таки я вернусь, – сказал он."
    assert body[7] == "27\\. Именно столько часов длилась история."


@pytest.mark.parametrize("dressing", sample.DRESSINGS)
def test_without_a_profile_the_text_is_the_same(dressing: str) -> None:
    page = extract_page(sample.DRESSINGS[dressing].encode(), sample.ADDRESS)
    assert (page.title, page.text) == (sample.TITLE, sample.TEXT)


@pytest.mark.parametrize("dressing", sample.DRESSINGS)
def test_without_an_address_the_text_is_the_same(dressing: str) -> None:
    page = extract_page(sample.DRESSINGS[dressing].encode(), None, profile=sample.PROFILE)
    assert (page.kind, page.title, page.text) == (PageKind.ARTICLE, sample.TITLE, sample.TEXT)


SHORT = "<p>Мост закрыли до утра.</p>"
ONE = "<p>Движение по мосту остановили из-за тумана, сообщили в дорожной службе; откроют его к девяти.</p>"


@pytest.mark.parametrize("mangle", sample.MANGLES)
@pytest.mark.parametrize("body", [SHORT, ONE])
@pytest.mark.parametrize("make", [sample.stock, sample.bare, sample.amp])
def test_a_text_of_one_paragraph_wins_over_the_teasers_beside_it(
    make: Callable[[str], str], body: str, mangle: str
) -> None:
    page = read(sample.MANGLES[mangle](make(body)))
    assert page.text == body.removeprefix("<p>").removesuffix("</p>")


def test_the_blocks_beside_the_text() -> None:
    page = read(sample.bare())
    assert {kind: [item.id for item in items] for kind, items in page.lists.items()} == {
        ListKind.TOP: ["601", "602"],
        ListKind.POPULAR_WEEK: ["570"],
        ListKind.POPULAR: ["590", "591"],
    }
    assert page.lists[ListKind.TOP][0].title == "Мост откроют в пятницу, и это уже точно"
    assert page.lists[ListKind.TOP][0].url == "https://vesti.example/novosti/601-a"


def test_titles_without_links_are_no_headlines() -> None:
    page = read(
        "<h1>Заголовок статьи о мосте</h1><p>Мост открыли утром, пишут газеты.</p><h3>ТОП 5"
        " Сегодня</h3><ul><li>Без адреса</li></ul>"
    )
    assert page.lists == {}


@pytest.mark.parametrize("tag", ["p", "div", "li"])
def test_a_page_of_plain_lines(tag: str) -> None:
    """Everything in one box, blocks of titles without addresses included."""
    before = ["Вести залива", sample.TITLE, "18.09.2026 21:30"]
    body = [part for part in sample.TEXT.split("\n\n") if "\n" not in part]
    after = [
        "Автор Служба новостей",
        "на главную все новости",
        "Автор Служба новостей",
        "все новости",
        "видео дня",
    ]
    titles = [f"{title}, рассказали очевидцы из порта и рыбаки с причала" for _slug, title in sample.TOP]
    blocks = [
        "ТОП 5 Сегодня",
        *titles,
        "популярное за неделю",
        "новости по теме:",
        "Популярные новости",
        *titles,
    ]
    lines = [
        *before,
        *body,
        *after,
        *blocks,
        "© НТРК «Вести залива»",
        "Взморье, ул. Портовая, 2",
        "Основной сайт",
    ]
    inner = "".join(f"<{tag}>{line}</{tag}>" for line in lines)
    page = read(f"<html><head><title>{sample.TITLE}</title></head><body>{inner}</body></html>")
    assert page.text.split("\n\n" if tag != "li" else "\n") == body
    assert page.author == "Служба новостей"
    assert page.lists == {}
    assert "© НТРК «Вести залива»" in page.imprint[0]


def test_dates_of_a_category_module() -> None:
    page = read(
        "<h1>Заголовок статьи о мосте</h1><p>Мост открыли утром, пишут газеты.</p><h3>Популярные"
        " новости</h3><ul class='category-module'>"
        "<li><a href='/novosti/9-x'>Первая новость недели</a><span>2026-09-18 21:30:00</span></li>"
        "<li><a href='/novosti/8-y'>Вторая новость недели</a><span>2026-09-17 20:00:00</span></li></ul>"
    )
    items = page.lists[ListKind.POPULAR]
    assert [item.published and item.published.isoformat() for item in items] == [
        "2026-09-18T21:30:00+02:00",
        "2026-09-17T20:00:00+02:00",
    ]


def test_the_imprint_stands_as_blocks() -> None:
    for page in (sample.stock(), sample.bare(), sample.amp()):
        imprint = read(page).imprint
        assert imprint[0] == "© НТРК «Вести залива»"
        assert imprint[-1] == "18+"
        assert len(imprint) == 5


def test_the_menu_gives_sections() -> None:
    for page in (sample.stock(), sample.bare()):
        assert [(section.id, section.title) for section in read(page).sections] == [
            ("novosti", "Новости"),
            ("syuzhety", "Сюжеты"),
            ("sport", "Спорт"),
        ]


@pytest.mark.parametrize("line", ["Автор", "Автор:", "Автор\u00a0", ""])
def test_a_label_without_a_name_is_no_author(line: str) -> None:
    page = sample.bare().replace("Автор Служба новостей sn@vesti.example", line)
    assert read(page).author is None
    assert read(page).text == sample.TEXT


def test_a_sentence_that_begins_like_a_label_stays() -> None:
    body = sample.BODY + "<p>Автор книги рассказал, что писал её на причале.</p>"
    assert read(sample.bare(body)).text.endswith("Автор книги рассказал, что писал её на причале.")


def test_words_of_the_furniture_stay_inside_the_text() -> None:
    body = (
        "<p>Проект называется «Все новости», и это правда, как ни странно.</p><p>Все новости</p>"
        "<p>Так гласит вывеска над входом в редакцию.</p>"
    )
    assert read(sample.bare(body)).text.split("\n\n")[1] == "Все новости"


def test_the_printed_title_counts() -> None:
    page = sample.stock().replace(
        f"<title>{sample.TITLE} - Вести залива</title>", "<title>Вести залива</title>"
    )
    assert read(page).title == sample.TITLE
    assert read(page).text == sample.TEXT


def test_the_menu_title_is_not_the_article_s() -> None:
    page = sample.stock().replace(
        '<div class="item-page"', '<div><h1>Новости</h1></div><div class="item-page"'
    )
    assert read(page).title == sample.TITLE


def test_a_canonical_address_elsewhere_gives_no_identity() -> None:
    page = sample.bare().replace(
        "<head>", '<head><link rel="canonical" href="https://evil.example/novosti/1-x">'
    )
    assert read(page).id == "512"
    assert extract_page(page.encode(), sample.ADDRESS).id == sample.ADDRESS


def test_hidden_addresses_stand_as_a_browser_shows_them() -> None:
    cloak = (
        "<p>Пишите: <span id='cloak1'>Этот адрес электронной почты защищён от спам-ботов. У вас"
        " должен быть включен JavaScript"
        " для просмотра.</span><script>var prefix = 'ma' + 'il' + 'to'; var addy1 = '&#101;g' +"
        " '&#111;r' + '&#64;';"
        "addy1 = addy1 + 'p&#111;rt' + '&#46;' + 'example'; document.write(addy1);</script></p>"
    )
    assert read(sample.bare(sample.BODY + cloak)).text.endswith("Пишите: egor@port.example")


def test_the_error_page_is_no_article() -> None:
    page = (
        "<html><head><title>404 - Ошибка: 404</title></head><body><h1>404</h1><p>Материал не найден</p>"
        "<a href='/'>На главную</a></body></html>"
    )
    assert read(page).kind is PageKind.OTHER


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Just a moment...</title><script>x()</script></head><body><p>Checking"
        " your browser before accessing the site.</p></body></html>",
        "<html><head><title>DDoS-Guard</title><script"
        " src='/.well-known/ddos-guard/js-challenge/index.js'></script></head>"
        "<body><h1>Проверка браузера перед переходом на сайт</h1></body></html>",
        "<html><head><meta http-equiv='refresh'"
        " content='1'><script>document.cookie='__ddg1=1';location.reload()</script></head><body>"
        "</body></html>",
    ],
)
def test_a_check_of_the_browser_says_so(page: str) -> None:
    found = extract_page(page.encode(), sample.ADDRESS, profile=sample.PROFILE)
    assert found.kind is PageKind.OTHER
    assert found.browser_check


def test_an_article_about_such_a_check_is_an_article() -> None:
    body = (
        "<p>Сайт порта показывает «Проверка браузера», и больше ничего, жалуются моряки. Мы"
        " спросили, почему так вышло.</p>" * 3
    )
    assert read(sample.bare(body)).kind is PageKind.ARTICLE
    assert not read(sample.bare(body)).browser_check


@pytest.mark.parametrize("tag", ["main", "article", "section", "header"])
def test_a_page_that_leaves_out_the_tags_round_head_and_body_is_read(tag: str) -> None:
    body = f"<h1>{sample.TITLE}</h1>{sample.BODY}"
    page = extract_page(
        f"<!doctype html><meta charset=utf-8><title>{sample.TITLE}</title><{tag}>{body}</{tag}>".encode()
    )
    assert page.title == sample.TITLE
    assert page.text == extract_page(f"<title>{sample.TITLE}</title><body>{body}</body>".encode()).text != ""
