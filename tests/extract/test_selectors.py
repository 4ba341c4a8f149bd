"""A profile's selectors win over every general rule."""

from datetime import UTC, datetime

import pytest

from kaskad_tui.extract import Page, Profile, extract_page
from kaskad_tui.extract.profile import Selectors
from kaskad_tui.extract.selectors import compiled
from kaskad_tui.model import PageKind

TEXT = "Мост через реку закрыли на ремонт до конца недели, сообщили в городской администрации. "
PAGE = f"""<html><head><title>Мост закрыт — Газета</title></head><body>
<div class=promo><h1>Подпишитесь</h1>
<p>{"Читайте нас в мессенджере каждый день, это удобно и быстро. " * 30}</p></div>
<div class=story><div class=head>Мост закрыт</div><span class=when>3 марта 2021, 10:15</span>
<span class=who>Редакция</span>
<div class=part><p>{TEXT * 3}</p><div class=ad>Купите слона у нас на рынке, он хорош и недорог.</div></div>
<div class=middle>Реклама на сайте, телефон по запросу в рабочее время.</div>
<div class=part><p>{TEXT * 2}</p></div></div></body></html>""".encode()

LIST = """<html><body><ul class=menu><li>
<a href="/a/1001-odin">О нас и о газете, с начала времён</a></li></ul>
<div class=wide><a href="/a/2001-dva">Другая новость, которая в список не входит</a></div>
<div class=row><a href="/a/3001-tri">Первый заголовок нужного списка</a></div>
<div class=row><a href="/a/3002-che">Второй заголовок нужного списка</a></div>
<a class=older href="/arkhiv/2">старше</a></body></html>""".encode()


def _read(selectors: Selectors, content: bytes = PAGE) -> Page:
    profile = Profile("gazeta", selectors=selectors)
    return extract_page(content, "https://gazeta.example/a/1", profile=profile)


def _rules(page: Page) -> dict[str, str]:
    return {decision.what: decision.rule for decision in page.decisions}


def test_each_part_comes_from_where_the_profile_points() -> None:
    page = _read(
        Selectors(
            title=".head", published=".when", author=".who", body=".story .part", drop=(".ad", ".no-such")
        )
    )
    assert page.kind is PageKind.ARTICLE
    assert page.title == "Мост закрыт"
    assert page.published == datetime(2021, 3, 3, 10, 15, tzinfo=UTC)
    assert page.author == "Редакция"  # no name of a person: without the profile it is left out
    assert page.text == f"{(TEXT * 3).strip()}\n\n{(TEXT * 2).strip()}"
    rules = _rules(page)
    assert {rules[what] for what in ("title", "published", "author", "body")} == {
        "profile: title", "profile: published", "profile: author", "profile: body",
    }  # fmt: skip
    assert rules["dropped"] == "profile: drop"


def test_without_selectors_the_same_page_is_read_by_the_general_rules() -> None:
    page = _read(Selectors())
    assert not any(rule.startswith("profile") for rule in _rules(page).values())
    assert page.author is None


def test_what_matches_nothing_leaves_it_to_the_general_rules() -> None:
    page = _read(Selectors(title=".none", body=".none", published=".none"))
    plain = _read(Selectors())
    assert (page.title, page.text, page.published) == (plain.title, plain.text, plain.published)


def test_an_author_that_the_profile_does_not_find_is_nobody() -> None:
    assert _read(Selectors(author=".none", body=".part")).author is None


def test_the_text_behind_a_dropped_element_stays() -> None:
    content = f"<h1>Мост закрыт</h1><p>{TEXT * 3}<b class=ad>Реклама</b> И ещё одно слово.</p>".encode()
    page = _read(Selectors(drop=(".ad",)), content)
    assert "Реклама" not in page.text and page.text.endswith("И ещё одно слово.")


def test_a_list_holds_the_headlines_of_the_named_elements_alone() -> None:
    page = _read(Selectors(headlines=".row", next="a.older"), LIST)
    assert page.kind is PageKind.LISTING
    assert [one.title for one in page.headlines] == [
        "Первый заголовок нужного списка",
        "Второй заголовок нужного списка",
    ]
    assert page.next_url == "https://gazeta.example/arkhiv/2"


@pytest.mark.parametrize("selector", ["..", "p >", "a[", "p::before-and-more(", "(" * 2000])
def test_a_selector_that_is_none_is_said(selector: str) -> None:
    with pytest.raises(ValueError):
        compiled(selector)
