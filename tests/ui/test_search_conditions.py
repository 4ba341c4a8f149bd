"""The conditions of a search as data: what holds, how it is called, what can be chosen."""

from __future__ import annotations

from datetime import date

import pytest

from kaskad_tui.i18n import set_language
from kaskad_tui.store.search.query import parse
from kaskad_tui.ui import search_choices
from kaskad_tui.ui.search_conditions import Conditions, Kind, complaint, labels

TODAY = date(2022, 12, 27)


@pytest.fixture(autouse=True)
def in_russian() -> None:
    set_language("ru")


def texts(query: str, conditions: Conditions = Conditions(), *, ranked: bool = False) -> list[str]:  # noqa: B008  # frozen
    return [label.text for label in labels(conditions.on(parse(query)), TODAY, ranked=ranked)]


def test_nothing_narrows_at_first() -> None:
    assert texts("янтарь") == ["все годы", "все разделы", "сначала новые", "любые"]
    assert texts("янтарь", ranked=True)[2] == "сначала лучшие"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("с:2021 по:2021", "2021"),
        ("с:2019 по:2021", "2019–2021"),
        ("с:18.05.2021", "с 18 мая 2021"),
        ("по:01.12.2022", "по 1 дек"),
        ("с:18.05.2021 по:18.05.2021", "18 мая 2021"),
        ("с:18.05.2021 по:03.06.2021", "18 мая 2021 – 3 июн 2021"),
    ],
)
def test_times_in_words(query: str, words: str) -> None:
    assert texts(query)[0] == words


def test_what_is_typed_counts_before_what_was_chosen() -> None:
    chosen = Conditions(first=date(2020, 1, 1), last=date(2020, 12, 31), section="Спорт", state="unread")
    assert texts("янтарь", chosen) == ["2020", "Спорт", "сначала новые", "непрочитанные"]
    assert texts("с:2021 по:2021 раздел:культура это:закладка", chosen) == [
        "2021",
        "культура",
        "сначала новые",
        "закладки",
    ]


@pytest.mark.parametrize("kind", ["when", "section", "order", "state"])
def test_exactly_what_holds_is_marked_among_the_choices(kind: Kind) -> None:
    offers = search_choices.offers(
        kind,
        Conditions(),
        parse("янтарь"),
        ranked=False,
        sections=["Спорт", "Культура"],
        today=TODAY,
        oldest=date(2018, 3, 1),
    )
    assert [offer.holds for offer in offers] == [True] + [False] * (len(offers) - 1)
    for offer in offers:
        query = offer.conditions.on(parse("янтарь"))
        again = search_choices.offers(
            kind,
            offer.conditions,
            query,
            ranked=offer.conditions.order == "best",
            sections=["Спорт", "Культура"],
            today=TODAY,
            oldest=date(2018, 3, 1),
        )
        assert [other.text for other in again if other.holds] == [offer.text]


def test_all_years_of_the_archive_can_be_chosen() -> None:
    offers = search_choices.offers(
        "when",
        Conditions(),
        parse(""),
        ranked=False,
        sections=(),
        today=TODAY,
        oldest=date(2018, 3, 1),
    )
    assert [offer.text for offer in offers][-5:] == ["2022", "2021", "2020", "2019", "2018"]


@pytest.mark.parametrize(
    ("filter_", "part"),
    [
        ("с:вчера", "не дата"),
        ("TO:завтра", "не дата"),
        ("это:новое", "это:закладка"),
        ("section:", "название"),
    ],
)
def test_each_wrong_condition_has_its_sentence(filter_: str, part: str) -> None:
    assert filter_ in complaint(filter_)
    assert part in complaint(filter_)
