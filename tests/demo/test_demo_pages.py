from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest

from kaskad_tui.demo.edition import bundled as edition
from tests.demo.conftest import Visitor

TITLE = "Правительство России подвело итоги работы колл-центров службы 112"
# As the stored page has them, character for character: no-break spaces (shown here as ~) and the end of each.
PARAGRAPHS = [
    text.replace("~", "\xa0")
    for text in (
        "Во время совещания в Координационном центре заместитель Председателя Правительства Дмитрий "
        "Чернышенко подвёл~итоги работы Правительства по организации обратной связи с гражданами "
        "и~работе кол-центров службы 122 в регионах России.",
        "С 2020 года на единую службу 122, организованную по поручению Президента России, поступило "
        "более 107~миллионов~звонков, из них 59~миллионов~в этом году. Пик пришёлся на февраль, когда в"
        " стране фиксировался высокий уровень~заболеваемости «Омикроном».~",
        "С начала частичной мобилизации по поручению Председателя Правительства Михаила~Мишустина~в "
        "кратчайшие сроки было организовано информирование граждан по волнующим их вопросам через "
        "кол-центры 122 и ресурсы «Объясняем.рф». Горячая линия122 за этот период обработала~около двух"
        " миллионов~звонков.~В Калининградской области в кол-центр 122 поступило более 13 тысяч звонков"
        " по вопросам мобилизации.~",
        "«Мы проделали в этом году большую работу и смогли быстро развернуть ключевые инструменты по "
        "поддержке и информированию граждан в связи с частичной мобилизацией. Механизм совместной "
        "работы министерств, ведомств и регионов на площадке Координационного Центра доказал свою "
        "эффективность. Я благодарю всех участников за оперативность, отдельная благодарность "
        "руководителям цифровой трансформации на местах», –~подчеркнул~Дмитрий Чернышенко.",
        "Одним из ключевых источников~информации~о проведении частичной мобилизации для граждан стал "
        "портал «Объясняем.рф». За время существования раздела «Частичная мобилизация» на сайте "
        "зафиксировано более 50~миллионов~просмотров, суммарный охват постов в соцсетях составил "
        "239~миллионов. Наиболее популярными стали ответы про порядок вступления в добровольцы и "
        "отправку посылок военнослужащим.~",
    )
]


class _Balance(HTMLParser):
    """Collects elements that are closed but not open, or open at the end."""

    VOID = frozenset(
        ("meta", "link", "base", "br", "hr", "img", "input", "area", "col", "source", "wbr", "embed")
    )

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.wrong.append(f"{tag} closes itself")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong.append(f"{tag} in {self.open[-3:]} at {self.getpos()}")


def lines(page: str) -> list[str]:
    """Return a page's text by its block elements, invisible elements left out."""
    page = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", "", page)
    page = re.sub(r"</?(?:p|div|h\d|li|ul|article|br)\b[^>]*>", "\n", page)
    return [
        text for text in (unescape(re.sub(r"<[^>]+>", "", line)) for line in page.split("\n")) if text.strip()
    ]


@pytest.mark.parametrize("rest", ["", "/amp", "?tmpl=component&print=1"])
def test_the_given_article_is_word_for_word(bundled: Visitor, rest: str) -> None:
    page = lines(bundled.page(f"/novosti/40213{rest}"))
    at = page.index(PARAGRAPHS[0])
    assert page[at : at + 5] == PARAGRAPHS
    assert TITLE in [line.strip() for line in page]


def test_its_feed_entry_is_the_same(bundled: Visitor) -> None:
    count = len([draft for draft in edition() if not draft.gone])
    feed = bundled.page(f"/?format=feed&type=rss&start={count - 1}")
    assert [unescape(text) for text in re.findall(r"<p>(.*?)</p>", feed)] == PARAGRAPHS


def test_the_amp_page_keeps_the_seen_order(bundled: Visitor) -> None:
    page = lines(bundled.page("/novosti/40213/amp"))
    at = page.index(PARAGRAPHS[-1])
    assert page[:3] == [
        "Телеканал Каскад. Новости Калининграда и Калининградской области",
        TITLE,
        "27.12.2022 11:23",
    ]
    assert page[at + 1 : at + 6] == [
        "Автор Служба новостей",
        "на главную все новости",
        "Автор Служба новостей",
        "все новости",
        "видео дня",
    ]
    names = ["видео дня", "ТОП 5 Сегодня", "популярное за неделю", "новости по теме:", "Популярные новости"]
    names += ["© НТРК «Каскад»"]
    assert [line for line in page if line in names] == [
        *names[:4],
        "ТОП 5 Сегодня",
        "популярное за неделю",
        *names[4:],
    ]
    assert page[-2:] == ["18+", "Основной сайт"]


def test_the_imprint_stands_on_every_page(bundled: Visitor) -> None:
    for address in ("/", "/novosti", "/novosti/40213", "/novosti/40213/amp", "/kontakty"):
        page = unescape(bundled.page(address))
        for text in (
            "© НТРК «Каскад»",
            "Калининград, пл.Маршала Василевского, 2, 6‑й этаж",
            "Служба новостей: +7(4012) 35-99-33",
            "Приёмная (тел./факс): +7(4012) 35-99-34",
            "Размещение рекламы: +7(4012) 35-99-35, +7(4012) 52-18-16",
            "Учредитель ООО\xa0«НТРК\xa0„Каскад“». Главный редактор Руденко Сергей Юрьевич",
            "Свидетельство о\xa0регистрации "
            "СМИ\xa0ЭЛ\xa0№\xa0ФС77‑75488 от\xa019.04.2019\xa0г. Выдано федеральной "
            "службой по\xa0надзору в\xa0сфере связи, информационных технологий и\xa0массовых коммуникаций "
            "(Роскомнадзор).",
            "<p>18+</p>",
        ):
            assert text in page, (address, text)


def test_every_page_of_the_bundled_edition_is_balanced(bundled: Visitor) -> None:
    addresses = ["/", "/novosti?start=10", "/kontakty", "/nowhere", "/novosti/1/amp"]
    for draft in edition():
        if not draft.gone:
            addresses += [f"/{draft.section}/{draft.number}", f"/{draft.section}/{draft.number}/amp"]
    for address in addresses:
        reader = _Balance()
        reader.feed(bundled.ask(address)[2].decode())
        assert (reader.wrong, reader.open) == ([], []), address


def test_the_bundled_edition_is_big_enough(bundled: Visitor) -> None:
    assert len(edition()) >= 80
    for address in ("/novosti", "/"):
        for page in range(6):
            assert "novosti/" in re.sub(
                r"(?s)<head>.*?</head>", "", bundled.page(f"{address}?start={page * 10}")
            )
    assert "Заметка" not in bundled.page("/")


def test_no_link_or_picture_of_the_bundled_edition_leads_nowhere(bundled: Visitor) -> None:
    addresses: set[str] = set()
    for draft in edition():
        if not draft.gone:
            page = bundled.page(f"/{draft.section}/{draft.number}")
            addresses.update(
                re.findall(r'(?:src|href)="(/(?:novosti|syuzhety|sport|kultura|images)[^"#]*)"', page)
            )
    dead = sorted(address for address in addresses if bundled.ask(unescape(address))[0] != 200)
    assert dead == ["/novosti/61999-stranitsa-kotoroj-bolshe-net"]


def test_side_blocks_have_content(visitor: Visitor) -> None:
    page = visitor.page("/syuzhety/2003")
    names = ["видео дня", "ТОП 5 Сегодня", "популярное за неделю", "новости по теме:", "Популярные новости"]
    counts = {}
    for name in names:
        block = re.search(rf">{name}</(?:h3|div)>\s*<ul[^>]*>(.*?)</ul>", page, re.DOTALL)
        assert block, name
        counts[name] = len(re.findall(r"<li", block[1]))
    assert counts == {
        "видео дня": 1,
        "ТОП 5 Сегодня": 5,
        "популярное за неделю": 5,
        "новости по теме:": 4,
        "Популярные новости": 6,
    }


def test_an_article_that_is_gone_is_named_but_not_there(visitor: Visitor) -> None:
    gone = "/novosti/1425-zametka-1425"
    assert gone in visitor.page("/novosti")
    assert "1425-zametka" not in visitor.page("/sitemap.xml")
    page = visitor.page(gone, status=404)
    assert "Заметка" not in page
    assert "ТОП 5" not in page
    assert "wbamp-error" in visitor.page(f"{gone}/amp", status=404)


def test_a_split_text_is_whole_on_its_page_and_cut_in_the_list() -> None:
    from kaskad_tui.demo.server import SampleSiteThread
    from tests.demo.conftest import NOON, small

    with SampleSiteThread(dressing="stock", now=NOON, drafts=small()) as site:
        visitor = Visitor(site.site.base_url)
        for address, whole in (("/sport/2001", True), ("/sport/2001/amp", True), ("/sport", False)):
            page = visitor.page(address)
            assert "<p>Начало.</p>" in page
            assert ("<p>Остальное.</p>" in page) is whole
            assert "system-readmore" not in page
        visitor.close()


def test_typed_texts_are_turned_as_the_software_does(visitor: Visitor) -> None:
    page = visitor.page("/syuzhety/2003")
    assert 'src="/images/2026/les.jpg"' in page
    amp = visitor.page("/syuzhety/2003/amp")
    assert '<amp-youtube data-videoid="abc_DEF-1"' in amp
    assert '<amp-iframe src="https://vk.com/video_ext.php?oid=-1&amp;id=2"' in amp
    assert re.search(r"<(?:img|iframe)\b|\sstyle=", amp) is None
    assert "Автор Пелагея Ветрова <a href=" in amp
    assert "Весь день. 24 ноября" in visitor.page("/novosti/2004")


def test_structured_data_of_the_amp_page(visitor: Visitor) -> None:
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', visitor.page("/syuzhety/2002/amp")
    )
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "Заметка «2002» & другие"
    assert data["mainEntityOfPage"] == f"{visitor.base_url}/syuzhety/2002-zametka-2002"
    assert data["datePublished"].startswith("2026-11-24T")


def test_stock_cloaks_addresses_of_letters() -> None:
    from kaskad_tui.demo.cloak import cloaked

    hidden = cloaked('<p>Пишите: <a href="mailto:a@example.org">a@example.org</a> или b.c@example.org</p>')
    assert "@example.org" not in hidden
    assert hidden.count("<span id=") == 2
    scripts = re.findall(r"var addy_text\w+ = '(.*?)' \+ '&#64;' \+ '(.*?)';", hidden)
    assert [f"{unescape(name)}@{unescape(host)}" for name, host in scripts] == [
        "a@example.org",
        "b.c@example.org",
    ]
    assert cloaked('<img src="a@b.c.png" />') == '<img src="a@b.c.png" />'
