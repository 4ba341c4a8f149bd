"""The language of queries, and what is marked: any text is a query, every mark is a hit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.store.search.marking import Pattern
from kaskad_tui.store.search.query import Query, Term, days, parse, without
from kaskad_tui.store.search.words import akin, folded, stem, stems, words

TEXTS = st.text(st.sampled_from('ёЁе́й«»"*:-. \nабвгABC1section:is:from:') | st.characters(), max_size=80)


def terms(text: str, *, typing: bool = False) -> list[tuple[tuple[str, ...], bool]]:
    return [(term.words, term.prefix) for term in parse(text, typing=typing).terms]


def test_words_are_folded() -> None:
    assert terms("Ёлка ЗА́МОК йод") == [(("елка",), False), (("замок",), False), (("йод",), False)]


@pytest.mark.parametrize("text", ['"новости дня"', "«новости дня»", "„новости дня“", '"новости дня'])
def test_a_phrase_in_any_quotes_also_an_open_one(text: str) -> None:
    assert terms(text) == [(("новости", "дня"), False)]


def test_a_word_with_a_hyphen_is_a_phrase() -> None:
    assert terms("из-за 12,5") == [(("из", "за"), False), (("12", "5"), False)]


def test_beginnings() -> None:
    assert terms("янт* мост") == [(("янт",), True), (("мост",), False)]
    assert terms('"новости кал"*') == [(("новости", "кал"), True)]
    assert terms("янт мос", typing=True) == [(("янт",), False), (("мос",), True)]
    assert terms("янт мос ", typing=True)[-1] == (("мос",), False)
    assert terms('"янт мос"', typing=True) == [(("янт", "мос"), False)]


def test_filters_in_both_languages() -> None:
    query = parse('мост section:"Новости дня" source:Kaskad from:2022-05 to:2022 is:unread is:bookmarked')
    assert query == Query(
        (Term(("мост",)),),
        "Новости дня",
        "kaskad",
        date(2022, 5, 1),
        date(2022, 12, 31),
        frozenset({"unread", "bookmarked"}),
    )
    russian = "мост раздел:«Новости дня» источник:kaskad с:05.2022 по:2022 это:непрочитанное это:закладка"
    assert parse(russian) == query


def test_what_cannot_be_meant_is_named_but_not_while_it_is_typed() -> None:
    assert parse("мост from:завтра is:new").unknown == ("from:завтра", "is:new")
    assert parse("мост from:20", typing=True) == Query((Term(("мост",)),))
    assert parse("from:20 мост", typing=True).unknown == ("from:20",)


def test_a_colon_alone_is_no_filter() -> None:
    assert terms("мост: в 18:30") == [
        (("мост",), False),
        (("в",), False),
        (("18", "30"), False),
    ]
    assert not parse("http://kaskad.tv/x").unknown


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("02.2023", date(2023, 2, 1), date(2023, 2, 28)),
        ("18.05.2022", date(2022, 5, 18), date(2022, 5, 18)),
        ("2022-05-18", date(2022, 5, 18), date(2022, 5, 18)),
    ],
)
def test_days(text: str, first: date, last: date) -> None:
    assert days(text) == (first, last)


@pytest.mark.parametrize("text", ["", "22", "2022-13", "31.02.2022", "0000", "2022-", "٢٠٢٢"])
def test_no_days(text: str) -> None:
    assert days(text) is None


@given(TEXTS, st.booleans())
def test_any_text_is_a_query_of_folded_words(text: str, typing: bool) -> None:
    query = parse(text, typing=typing)
    for term in query.terms:
        assert term.words
        for word in term.words:
            assert word == folded(word) and [found.folded for found in words(word)] == [word]


@given(TEXTS)
def test_stems_are_words_of_their_own(text: str) -> None:
    assert stems(text).split(" ") == [stem(word.folded) for word in words(text)] or not stems(text)


@given(st.text(st.sampled_from("абвгд -.\n"), max_size=200), st.text(st.sampled_from("абвгд* "), max_size=9))
def test_marks_are_words_in_order(text: str, query: str) -> None:
    pattern = Pattern(parse(query))
    places = {(word.start, word.end) for word in words(text)}
    spans = pattern.spans(text)
    assert set(spans) <= places and list(spans) == sorted(set(spans))


@given(st.text(st.sampled_from("абвг -.\n"), max_size=400), st.integers(5, 60))
def test_an_excerpt_fits_and_holds_a_hit(text: str, width: int) -> None:
    pattern = Pattern(parse("аб в*"))
    shown = pattern.excerpt(text, width)
    assert len(shown.text) <= width and "\n" not in shown.text
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.spans)
    if pattern.spans(text):
        assert shown.spans


def test_an_excerpt_is_cut_around_the_hit() -> None:
    text = "Самородок подняли в карьере ночной сменой. " * 8 + "Такой крупный янтарь здесь не находили."
    shown = Pattern(parse("янтарём")).excerpt(text, 40)
    assert shown.text.startswith("…") and "янтарь" in shown.text
    assert [shown.text[start:end] for start, end in shown.spans] == ["янтарь"]


def test_an_excerpt_prefers_the_place_with_most_words_of_the_query() -> None:
    text = "мост стоит. " + "вода и песок, " * 30 + "мост ремонтируют до весны" + " и ещё" * 40
    assert "ремонтируют" in Pattern(parse("мост ремонт весна")).excerpt(text, 60).text


def test_a_phrase_is_marked_only_where_it_stands() -> None:
    text = "новости дня, но не новости и не день"
    spans = Pattern(parse("«новости дня»")).spans(text)
    assert [text[start:end] for start, end in spans] == ["новости", "дня"]


def test_forms_and_goings_on_are_marked() -> None:
    text = "Янтарный комбинат показал янтарь, янтаря, антарктиду"
    spans = Pattern(parse("янтарь", typing=True)).spans(text)
    assert [text[start:end] for start, end in spans] == ["Янтарный", "янтарь", "янтаря"]
    spans = Pattern(parse("янтарь")).spans(text)
    assert [text[start:end] for start, end in spans] == ["янтарь", "янтаря"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("дом section:спорт мост", "дом мост"),
        ("раздел:«Прямая речь» «белый дом»", "«белый дом»"),
        ('section:"Прямая речь', ""),
        ("дом is:unread", "дом is:unread"),
        ("  дом  мост ", "  дом  мост "),
    ],
)
def test_filters_of_a_kind_are_taken_out_of_the_text(text: str, left: str) -> None:
    assert without(text, "section") == left
    assert parse(without(text, "section")).section is None


def test_a_space_ends_a_filter_that_is_typed() -> None:
    assert parse("is:unr", typing=True).unknown == ()
    assert parse("is:unr ", typing=True).unknown == ("is:unr",)


@pytest.mark.parametrize(
    "forms",
    [
        "музей музея музеем музеями",
        "лиман лимана лиману лиманами",
        "канал канала каналу каналы",
        "кредит кредите кредита кредитов",
        "спортсмен спортсмена спортсменом",
        "проблема проблему проблем проблемами",
        "правило правила правилам",
    ],
)
def test_forms_whose_stems_differ_are_found_by_each_other(forms: str) -> None:
    for asked in forms.split():
        assert {stem(form) for form in forms.split()} <= set(akin(asked))


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("армии", "армения"),
        ("остров", "острый"),
        ("марков", "марка"),
        ("роман", "романтик"),
        ("мост", "мостик"),
    ],
)
def test_words_of_their_own_stay_apart(asked: str, other: str) -> None:
    assert stem(other) not in akin(asked)[1:]


def test_a_word_that_is_no_noun_of_that_kind_has_one_stem() -> None:
    for word in ("калининградом", "янтарный", "2026", "the", "ну", "кто"):
        assert akin(word)[0] == stem(word)
    assert akin("янтарный") == ("янтарн",)
