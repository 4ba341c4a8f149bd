from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from kaskad_tui.extract.page import Page
from kaskad_tui.model import Headline, Image, ListKind, PageKind, Section
from kaskad_tui.reader.assembling import (
    Identity,
    all_sections,
    article_of,
    differs,
    filled,
    is_readable,
    merged,
    needs_amp,
    own_headlines,
    own_lists,
    section_of,
)
from kaskad_tui.sources import Site, load_site, parse_profile

SITE = load_site()
TITLES = {"novosti": "Новости", "syuzhety": "Сюжеты"}
ZONE = timezone(timedelta(hours=2))
MOMENT = datetime(2022, 12, 27, 11, 23, tzinfo=ZONE)
MIDNIGHT = MOMENT.replace(hour=0, minute=0)
FETCHED = datetime(2022, 12, 27, 10, 4, tzinfo=UTC)
FULL = Page(
    kind=PageKind.ARTICLE,
    url="https://kaskad.tv/novosti/5-a",
    title="Заголовок",
    body=("Текст.",),
    text="Текст.",
)
AMP = replace(FULL, url=FULL.url and FULL.url + "/amp", published=MOMENT, author="Служба новостей")


def headline(id: str = "5", title: str = "Заголовок", url: str = "https://kaskad.tv/novosti/5-a") -> Headline:
    return Headline(id=id, url=url, title=title)


def test_the_amp_version_is_asked_for_what_the_full_page_leaves_open() -> None:
    assert needs_amp(FULL, SITE.profile)
    assert needs_amp(replace(FULL, published=MOMENT), SITE.profile)
    assert needs_amp(replace(FULL, published=MIDNIGHT, day_only=True, author="А"), SITE.profile)
    assert needs_amp(Page(kind=PageKind.OTHER), SITE.profile)
    assert not needs_amp(replace(FULL, published=MOMENT, author="А"), SITE.profile)
    assert not needs_amp(FULL, None)
    assert not needs_amp(FULL, parse_profile('name = "a"\n'))


def test_the_full_page_holds_where_both_speak() -> None:
    page = merged(replace(FULL, author="Имя"), replace(AMP, title="Другой", body=("Иной.",), text="Иной."))
    assert (page.title, page.author, page.body, page.published) == ("Заголовок", "Имя", ("Текст.",), MOMENT)
    assert page.url == FULL.url


def test_a_remnant_of_a_text_gives_way_to_the_amp_version() -> None:
    page = merged(FULL, replace(AMP, body=("Длинный текст.",) * 3, text="Длинный текст. " * 3))
    assert page.body == ("Длинный текст.",) * 3


def test_a_page_without_an_article_is_replaced_by_the_amp_version() -> None:
    assert merged(Page(kind=PageKind.OTHER, url=FULL.url), AMP) == replace(AMP, url=FULL.url)
    assert merged(FULL, Page(kind=PageKind.OTHER)) == FULL


def test_lists_of_both_versions_come_together() -> None:
    one, two = headline("1"), headline("2")
    page = merged(
        replace(FULL, lists={ListKind.TOP: (one,), ListKind.VIDEO: ()}),
        replace(AMP, lists={ListKind.TOP: (two,), ListKind.VIDEO: (two,), ListKind.POPULAR: (two,)}),
    )
    assert page.lists == {ListKind.TOP: (one,), ListKind.VIDEO: (two,), ListKind.POPULAR: (two,)}


def test_an_article_of_pictures_alone_can_be_read() -> None:
    assert is_readable(Page(kind=PageKind.ARTICLE, images=(Image("https://kaskad.tv/1.jpg"),)))
    assert not is_readable(Page(kind=PageKind.ARTICLE))
    assert not is_readable(replace(FULL, kind=PageKind.LISTING))


def test_headlines_become_the_sites_own_each_once() -> None:
    own = own_headlines(
        SITE,
        [
            headline("whatever", url="https://www.kaskad.tv/syuzhety/7-b/amp#top"),
            headline("7", "Повтор", "https://kaskad.tv/novosti/7-c"),
            headline("8", url="https://other.example/novosti/8-x"),
            headline("9", url="https://kaskad.tv/kontakty"),
            headline("10", "", "https://kaskad.tv/novosti/10-x"),
            headline("", "Без адреса", ""),
        ],
        TITLES,
    )
    (only,) = own
    assert (only.id, only.url, only.section) == ("7", "https://www.kaskad.tv/syuzhety/7-b", "Сюжеты")
    assert (only.title, only.source) == ("Заголовок", "kaskad")


def test_a_site_without_a_pattern_knows_its_articles_by_address() -> None:
    site = Site(parse_profile('name = "a"\nbase_url = "https://a.example"\n'))
    (only,) = own_headlines(site, [headline("", url="https://a.example/x/?utm_source=q")], {})
    assert only.id == "/x"


def test_lists_without_own_articles_are_left_out() -> None:
    lists = own_lists(SITE, {ListKind.TOP: (headline(),), ListKind.VIDEO: (headline(url=""),)}, TITLES)
    assert list(lists) == [ListKind.TOP]


@pytest.mark.parametrize(
    ("url", "printed", "title"),
    [
        ("https://kaskad.tv/novosti/5-a", None, "Новости"),
        ("https://kaskad.tv/novosti/5-a", "сюжеты", "Сюжеты"),
        ("https://kaskad.tv/novosti/5-a", "Рубрика", "Новости"),
        ("https://kaskad.tv/kultura/5-a", "Культура", "Культура"),
        ("https://kaskad.tv/kultura/5-a", None, None),
        ("https://kaskad.tv/kultura/5-a", "syuzhety", "Сюжеты"),
    ],
)
def test_an_articles_section_bears_the_title_that_the_list_of_sections_has(
    url: str, printed: str | None, title: str | None
) -> None:
    assert section_of(SITE, url, printed, TITLES) == title


def test_a_feed_says_nothing_else_than_the_list_beside_it() -> None:
    listed = replace(headline(), published=MIDNIGHT, day_only=True, teaser="Кратко")
    feed = replace(headline(title="Иначе"), published=MOMENT, section="Новости", teaser="Длинно")
    both = filled(feed, listed)
    assert (both.title, both.published, both.day_only) == ("Заголовок", MOMENT, False)
    assert (both.section, both.teaser) == ("Новости", "Кратко")
    assert filled(feed, None) == feed


def test_the_profiles_sections_stand_first_and_the_menu_adds_to_them() -> None:
    menu = [
        Section("kultura", "Культура", "http://127.0.0.1:1/kultura"),
        Section("novosti", "Все", "https://kaskad.tv/novosti"),
        Section("kontakty", "Контакты", "https://kaskad.tv/kontakty"),
        Section("", "Главная", "https://kaskad.tv/"),
    ]
    sections = all_sections(SITE, menu)
    assert [section.id for section in sections] == ["novosti", "syuzhety", "kultura"]
    assert sections[0].title == "Новости"
    assert sections[2].url == "https://kaskad.tv/kultura"


def test_what_the_page_leaves_open_the_lists_have_said() -> None:
    identity = Identity("kaskad", "5", "https://kaskad.tv/novosti/5-b")
    known = replace(headline(), key=3, published=MOMENT, read=True, section="Новости", source="kaskad")
    made = article_of(replace(FULL, title=None), identity, known, section=None, lists={}, fetched=FETCHED)
    assert made.headline == replace(known, url=identity.url)
    assert made.fetched == FETCHED
    blunt = replace(FULL, published=MIDNIGHT, day_only=True)
    made = article_of(blunt, identity, known, section=None, lists={}, fetched=FETCHED)
    assert (made.headline.published, made.headline.day_only) == (MOMENT, False)
    made = article_of(replace(FULL, title=None), identity, None, section=None, lists={}, fetched=FETCHED)
    assert (made.headline.id, made.headline.source, made.headline.title) == ("5", "kaskad", identity.url)


def test_a_difference_is_what_a_reader_would_see() -> None:
    identity = Identity("kaskad", "5", "https://kaskad.tv/novosti/5-b")
    made = article_of(FULL, identity, None, section=None, lists={}, fetched=FETCHED)
    assert differs(None, made)
    assert not differs(made, replace(made, fetched=FETCHED + timedelta(hours=1)))
    assert differs(made, replace(made, body=("Иной.",)))
    assert differs(made, replace(made, author="Имя"))
    assert differs(made, replace(made, headline=replace(made.headline, title="Иной")))
    assert differs(made, replace(made, gone=True))


def test_the_amp_version_knows_the_full_pages_address() -> None:
    assert merged(FULL, replace(AMP, canonical=FULL.url)).canonical == FULL.url
