"""Site memory: lines of other pages of the site are no text of this one."""

from __future__ import annotations

import pickle

import pytest

from kaskad_tui.extract import Page, SiteMemory, extract_page
from kaskad_tui.extract.memory import line_key, lines_of

_SLOGAN = "Редакция напоминает: городская неделя чтения пройдёт в библиотеках всех районов области."
_OWN = (
    "Мост через реку Лугу закрыли на ремонт до конца октября, сообщили в дорожной службе.",
    "В школе посёлка открыли спортивный зал, который строили три года на средства района.",
    "Рыбаки вернулись с первым уловом осени, погода на заливе благоприятствовала выходу.",
    "Оркестр сыграл на площади новую программу, собрались несколько сотен слушателей.",
    "Автобусы пойдут по зимнему расписанию с первого ноября, изменятся четыре маршрута.",
)


def source(number: int) -> bytes:
    own = _OWN[number]
    return (
        f"<html><head><title>Новость номер {'абвгд'[number]}</title></head><body><div>"
        f"<h1>Новость номер {'абвгд'[number]}</h1><p>{own}</p>"
        f"<p>Подробности сообщат позже, сказал {own[:9]}.</p>"
        f"<p>{_SLOGAN}</p></div></body></html>"
    ).encode()


def pages(count: int) -> list[Page]:
    return [extract_page(source(number)) for number in range(count)]


def test_a_line_of_three_other_pages_is_no_text() -> None:
    first = pages(5)
    assert _SLOGAN in first[0].text
    memory = SiteMemory.learn(first[1:])
    page = extract_page(source(0), memory=memory)
    assert _SLOGAN not in page.text
    assert _OWN[0] in page.text
    assert any(decision.what == "memory" for decision in page.decisions)


def test_a_page_does_not_count_against_itself() -> None:
    memory = SiteMemory.learn(pages(5))
    for number in range(5):
        text = extract_page(source(number), memory=memory).text
        assert _OWN[number] in text
        assert _SLOGAN not in text


@pytest.mark.parametrize(("known", "dropped"), [(1, False), (2, True), (3, True)])
def test_on_few_pages_it_must_stand_on_all(known: int, dropped: bool) -> None:
    memory = SiteMemory.learn(pages(5)[1 : 1 + known])
    assert (_SLOGAN not in extract_page(source(0), memory=memory).text) is dropped


def test_the_same_article_in_other_dressings_teaches_nothing() -> None:
    page = extract_page(source(0))
    memory = SiteMemory.learn([page, page, page, page])
    assert memory.pages == 1
    assert extract_page(source(0), memory=memory).text == page.text


def test_lists_teach_nothing() -> None:
    items = "".join(
        f"<h2><a href='/novosti/10{n}-o'>Новость номер {'абвгд'[n]}</a></h2><p>{own}</p>"
        for n, own in enumerate(_OWN)
    )
    listing = extract_page(
        f"<html><body><h1>Новости</h1>{items}</body></html>".encode(), "http://a.example/novosti"
    )
    assert SiteMemory.learn([listing] * 3).pages == 0


def test_a_page_that_is_known_whole_is_read_as_it_is() -> None:
    first = extract_page(source(0))
    memory = SiteMemory(4, dict.fromkeys(first.lines, 4))
    assert extract_page(source(0), memory=memory).text == first.text


def test_the_memory_is_a_value() -> None:
    memory = SiteMemory.learn(pages(4))
    assert pickle.loads(pickle.dumps(memory)) == memory
    assert SiteMemory.learn(pages(4)) == memory


def test_figures_and_case_do_not_part_lines() -> None:
    assert line_key("Просмотров: 123") == line_key("ПРОСМОТРОВ 7")
    assert line_key("Просмотров: 123") != line_key("Комментариев: 123")
    assert lines_of(["а", "Одно", "одно!"]) == lines_of(["Одно"])
