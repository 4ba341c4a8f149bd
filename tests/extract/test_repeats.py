"""Articles by what a page repeats: short names and small numbers in addresses, and what is no news."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kaskad_tui.extract import Page, extract_page
from kaskad_tui.model import ListKind, PageKind

ORIGIN = "https://bereg.example"
TITLES = {
    "ru": (
        "Рыбаки на льду", "Открытие моста", "Зимний каток ждёт гостей", "Мэр ответил жителям",
        "Снегопад остановил поезда", "Школа переезжает", "Новый парк у реки", "Трамвай вернётся весной",
    ),
    "en": (
        "Ice fishing returns", "Bridge opens", "Winter rink awaits guests", "Mayor answers residents",
        "Snow stops trains", "School moves", "New park by the river", "Tram is back in spring",
    ),
}  # fmt: skip
SLUGS = ("rybaki-na-ldu", "most", "katok", "mer-otvetil", "snegopad", "shkola", "novyj-park", "tramvaj")
MENU = {
    "ru": "<nav><a href='/'>Главная</a> <a href='/gorod'>Город</a> <a href='/o-nas'>О нас</a></nav>",
    "en": "<nav><a href='/'>Home</a> <a href='/city'>City</a> <a href='/about-us'>About us</a></nav>",
}
Dress = Callable[[str, str, int, str], str]


def lead(title: str, language: str) -> str:
    said = "об этом рассказали в городе, подробности обещали в ближайшие дни"
    return f"{title}: {said if language == 'ru' else 'officials said that details follow within days'}."


def blog(url: str, title: str, n: int, language: str) -> str:
    return f"<article><h2><a href='{url}'>{title}</a></h2><p>{lead(title, language)}</p></article>"


def dated(url: str, title: str, n: int, language: str) -> str:
    return f"<li><span>{28 - n}.11.2026</span> <a href='{url}'>{title}</a></li>"


def cell(url: str, title: str, n: int, language: str) -> str:
    text = lead(title, language)
    return f"<tr><td><font>{28 - n}.11.26</font> <a href='{url}'><b>{title}</b></a><br>{text}</td></tr>"


def card(url: str, title: str, n: int, language: str) -> str:
    return (
        f"<div><a href='{url}'><img src='/i{n}.jpg'><h3>{title}</h3></a>"
        f"<time datetime='2026-11-{28 - n}T10:00:00+03:00'>{28 - n}.11</time></div>"
    )


PLACES = {
    "/blog/{slug}": "/blog",
    "/{slug}/": "/",
    "/{slug}.html": "/novosti.html",
    "/2026/noyabr/{slug}": "/",
    "/news/{n}.html": "/news",
    "/news.php?id={n}": "/news.php",
    "/?p={n}": "/",
    "/node/{n}": "/",
    "/{folder}/{slug}": "/",
}


def listing(dress: Dress, place: str, language: str, count: int = 8) -> str:
    rows = [
        dress(place.format(slug=slug, n=n + 1, folder=("gorod", "sport")[n % 2]), title, n, language)
        for n, (slug, title) in enumerate(zip(SLUGS, TITLES[language], strict=True))
    ][:count]
    inside = "".join(rows)
    if dress is dated:
        inside = f"<ul>{inside}</ul>"
    if dress is cell:
        inside = f"<table>{inside}</table>"
    return (
        f"<html lang='{language}'><title>Bereg</title><body>{MENU[language]}<h1>Bereg</h1><main>{inside}"
        f"</main><footer><a href='/kontakty'>Наши контакты и адрес</a> © 2026</footer></body></html>"
    )


def read(html: str, path: str = "/") -> Page:
    return extract_page(html.encode(), ORIGIN + path)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("dress", [blog, dated, cell, card])
@pytest.mark.parametrize("place", PLACES)
def test_a_list_whose_addresses_say_nothing(place: str, dress: Dress, language: str) -> None:
    page = read(listing(dress, place, language), PLACES[place])
    assert page.kind is PageKind.LISTING
    missing = [title for title in TITLES[language] if title not in [item.title for item in page.headlines]]
    # two words under a heading without a date could be a menu's
    assert [title for title in missing if len(title.split()) > 2 or dress is not blog] == []
    if dress is not blog:
        assert all(item.published for item in page.headlines)
    assert not {"О нас", "About us", "Наши контакты и адрес"} & {item.title for item in page.headlines}


@pytest.mark.parametrize("dress", [cell, card])
def test_the_last_page_with_two_of_them(dress: Dress) -> None:
    page = read(listing(dress, "/{slug}/", "ru", 2), "/page/7/")
    assert [item.title for item in page.headlines] == list(TITLES["ru"][:2])


def test_a_popular_list_beside_is_one_of_articles_too() -> None:
    beside = "".join(f"<li><a href='/{slug}/'>{title}</a></li>" for slug, title in
                     zip(SLUGS[4:], TITLES["ru"][4:], strict=True))  # fmt: skip
    html = listing(card, "/{slug}/", "ru").replace(
        "</main>", f"</main><aside><h4>Популярное</h4><ul>{beside}</ul></aside>"
    )
    assert [item.title for item in read(html).lists[ListKind.POPULAR]] == list(TITLES["ru"][4:])


def linked(rows: list[tuple[str, str]], dress: str = "<li><a href='{0}'>{1}</a></li>") -> str:
    return "".join(dress.format(*row) for row in rows)


CONTACTS = """<h1>Контакты</h1><p>Телефон редакции: (4012) 12-34-56, с 9 до 18 часов по будням.</p>
<ul><li><a href="/otdel/reklama">Отдел рекламы</a></li><li><a href="/otdel/kadry">Отдел кадров</a></li>
<li><a href="/otdel/buh">Бухгалтерия</a></li><li><a href="/otdel/it">Техническая поддержка</a></li></ul>"""
LOGIN = """<h1>Sign in</h1><form><input name=u><input type=password><button>Go</button></form>
<p><a href="/restore">Forgot your password?</a> <a href="/join">Create an account</a>
<a href="/help/signin">Help with signing in</a></p>"""
DOCS = linked(
    [
        (f"/docs/{slug}", text)
        for slug, text in {
            "install": "Installation", "start": "Quick start", "config": "Configuration file",
            "cli": "Command line", "api": "API reference", "plugins": "Writing plugins", "faq": "Questions",
            "themes": "Themes and colours", "deploy": "Deployment",
        }.items()
    ]
)  # fmt: skip
COMPANY = linked(
    [
        (f"/uslugi/{slug}", text)
        for slug, text in {
            "okna": "Пластиковые окна", "dveri": "Входные двери", "lodzhii": "Остекление лоджий",
            "kryshi": "Ремонт крыш", "poly": "Тёплые полы", "zabory": "Заборы и ворота", "vorota": "Ворота",
            "lestnicy": "Лестницы на заказ", "fasady": "Утепление фасадов", "bani": "Бани под ключ",
            "doma": "Каркасные дома", "proekty": "Проекты домов", "kaminy": "Камины и печи",
            "kolodcy": "Колодцы", "septiki": "Септики", "dorozhki": "Садовые дорожки", "gazon": "Газон",
            "teplicy": "Теплицы", "besedki": "Беседки и навесы", "basseiny": "Бассейны",
            "ceny": "Цены на работы", "akcii": "Скидки и акции", "raboty": "Наши работы",
            "otzyvy": "Отзывы клиентов", "garantii": "Гарантии", "oplata": "Оплата и доставка",
            "partnery": "Наши партнёры", "vakansii": "Вакансии", "rekvizity": "Реквизиты",
            "karta": "Схема проезда",
        }.items()
    ]
)  # fmt: skip
BOARDS = {
    "Общие вопросы": "Обо всём, что не вошло в другие разделы",
    "Рыбалка зимой": "Лунки, снасти, наживка",
    "Лодки и моторы": "Выбор и ремонт",
    "Барахолка": "Куплю и продам",
    "О работе форума": "Правила",
}
FORUM = "".join(
    f"<tr><td><a href='/viewforum.php?f={n}'><b>{name}</b></a><br>{about}</td><td>{n * 7}</td>"
    f"<td>{n * 90}</td><td><a href='/viewtopic.php?p={n}'>Re: вопрос новичка</a><br>"
    f"от <a href='/u/{n}'>Иван</a> {n}.11.2026</td></tr>"
    for n, (name, about) in enumerate(BOARDS.items(), start=1)
)
NO_NEWS = {
    "contacts": CONTACTS,
    "login": LOGIN,
    "docs": f"<h1>Documentation</h1><ul>{DOCS}</ul>",
    "company": f"<ul>{COMPANY}</ul>",
    "company and its words": f"<div>{COMPANY}</div><p>Строим дома с 1998 года по всей области.</p>",
    "forum": f"<table>{FORUM}</table>",
}


@pytest.mark.parametrize("name", NO_NEWS)
def test_what_lists_no_articles(name: str) -> None:
    page = read(f"<html><title>x</title><body>{NO_NEWS[name]}</body></html>")
    assert page.headlines == ()
    assert not [one for one in page.decisions if one.what == "articles"]


def test_links_in_the_text_and_menus_of_an_article_are_no_articles() -> None:
    text = "<p>Совет города обсудил <a href='/tema/{0}'>большие планы на год</a> и решил вернуться к ним.</p>"
    body = "<h1>Заседание</h1>" + "".join(text.format(slug) for slug in SLUGS)
    page = read(f"<html><title>Заседание</title><body>{MENU['ru']}{body}</body></html>", "/sovet")
    assert page.kind is PageKind.ARTICLE
    assert page.text.count("Совет города") == len(SLUGS)
    assert not [one for one in page.decisions if one.what == "articles"]


@pytest.mark.parametrize(
    "menu",
    [
        "<table><tr><td><a href='gorod.html'>Город</a></td><td><a href='sport.html'>Спорт</a></td>"
        "<td><a href='ads.php'>Реклама</a></td></tr></table>",
        "<div><div><a href='/gorod.html'>Город</a></div><div><a href='/sport.html'>Спорт</a></div></div>",
        "<ul><li><a href='/gorod.html'>Город</a><li><a href='/sport.html'>Спорт</a></ul>",
    ],
)
def test_the_sections_of_a_menu_in_any_dressing(menu: str) -> None:
    page = read(listing(dated, "/{slug}.html", "ru").replace(MENU["ru"], menu))
    assert [(one.id, one.title) for one in page.sections] == [
        ("gorod.html", "Город"),
        ("sport.html", "Спорт"),
    ]


def test_a_section_that_a_query_names() -> None:
    menu = "<ul><li><a href='/list.php?cat=3'>Город</a><li><a href='/list.php?cat=4'>Спорт</a></ul>"
    page = read(listing(dated, "/{slug}.html", "ru").replace(MENU["ru"], menu))
    assert [one.id for one in page.sections] == ["list.php?cat=3", "list.php?cat=4"]


@pytest.mark.parametrize("word", ["Далее", "Next page", "След."])
@pytest.mark.parametrize("between", ["", " ", "<i>·</i>"])
def test_the_next_page_is_seen_where_its_number_stands_close(word: str, between: str) -> None:
    links = (
        f"<a href='/page/1/'>1</a> <b>2</b> <a href='/page/3/'>3</a>{between}<a href='/page/3/'>{word}</a>"
    )
    page = read(listing(card, "/{slug}/", "ru").replace("</main>", f"<div>{links}</div></main>"), "/page/2/")
    assert page.next_url == f"{ORIGIN}/page/3/"
    assert set(page.pages) == {f"{ORIGIN}/page/1/", f"{ORIGIN}/page/3/"}


def test_a_teaser_leaves_out_the_link_that_says_read_more() -> None:
    html = listing(blog, "/{slug}/", "ru").replace("дни.</p>", "дни. <a href='/x/'>Читать далее</a></p>")
    page = read(html)
    assert page.headlines[0].teaser == lead(TITLES["ru"][0], "ru")
