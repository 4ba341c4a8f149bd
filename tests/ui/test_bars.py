"""Header and footer: whole words at every width, the help to the last, Russian letters when typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.i18n import Language, set_language
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.reader import Freshness, FreshnessState
from kaskad_tui.ui import footer_text
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.footer_text import Entry, Hints, footer
from kaskad_tui.ui.header_text import HeaderState, header
from kaskad_tui.ui.keys import ACTIONS
from kaskad_tui.ui.marks import UNICODE
from kaskad_tui.ui.widgets.bar import Line
from tests.ui.harness import moment

KEYS = {action.id: action.keys for action in ACTIONS}


def entries(hints: Hints) -> list[list[Entry]]:
    return [
        footer_text.for_list(hints, bookmarked=False),
        footer_text.for_list(hints, bookmarked=True),
        footer_text.for_article(hints, bookmarked=False, links=True, narrow=False),
        footer_text.for_article(hints, bookmarked=True, links=True, narrow=True),
        footer_text.for_empty(hints),
        footer_text.for_sidebar(hints),
        footer_text.for_start(hints, sample=True),
    ]


def words(line: Line) -> str:
    return "".join(text for text, _role in line[0])


def width_of(line: Line) -> int:
    return sum(cells(text) for text, _role in (*line[0], *line[1]))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("russian", [False, True], ids=["latin", "russian"])
def test_the_footer_drops_whole_entries_and_never_the_help(language: Language, russian: bool) -> None:
    set_language(language)
    for whole in entries(Hints(KEYS, russian)):
        pairs = [f"{key} {word}" for key, word in whole]
        for width in range(40, 200):
            line = footer(whole, ("100 из 12345", "100/12345"), width)
            kept = [pair for pair in pairs if pair in words(line)]
            assert words(line).split() == " ".join(kept).split()
            assert kept[-1] == pairs[-1]
            assert kept[:-1] == pairs[: len(kept) - 1]
            assert width_of(line) <= width


def test_the_footer_at_its_goal_widths() -> None:
    set_language("ru")
    line = footer(footer_text.for_list(Hints(KEYS), bookmarked=False), ("2 из 124", "2/124"), 130)
    assert words(line).startswith("j k выбор   Enter читать   1–5 топ")
    assert words(line).endswith("? все клавиши")
    assert line[1] == (("2 из 124", "word"),)
    narrow = footer(footer_text.for_list(Hints(KEYS), bookmarked=False), ("1002 из 1124", "1002/1124"), 60)
    assert words(narrow).endswith("? все клавиши")


def test_what_was_asked_for_stands_in_the_accent_and_an_entry_at_the_right() -> None:
    set_language("ru")
    found = footer_text.for_find(Hints(KEYS), "два слова", 3, 5)
    line = footer(found, (("пробел", "дальше"),), 130, asked=True)
    assert line[0][:3] == (("/", "accent"), (" два слова ", "strong"), (" 3 из 5", "word"))
    assert line[1] == (("пробел", "key"), (" дальше", "word"))
    assert footer(footer_text.for_links(), (), 130, asked=True)[0][:1] == (("L", "accent"),)
    for width in range(40, 130):
        assert width_of(footer(found, (), width, asked=True)) <= width


def test_russian_letters_stand_in_the_footer_of_the_russian_layout() -> None:
    line = words(footer(footer_text.for_list(Hints(KEYS, russian=True), bookmarked=False), (), 200))
    assert line.startswith("о л ")
    assert ", all keys" in line
    assert "ы sections" in line
    assert "щ browser" in line


def test_the_users_keys_stand_in_the_footer() -> None:
    hints = Hints({**KEYS, "sections": ("x",), "out.browser": ()})
    line = words(footer(footer_text.for_list(hints, bookmarked=False), (), 200))
    assert "x sections" in line
    assert "browser" not in line


@given(
    st.lists(st.tuples(st.text("jkЖ", min_size=1, max_size=3), st.text("абв ", max_size=20)), min_size=1),
    st.integers(40, 250),
)
def test_the_footer_fits_or_holds_the_help_alone(whole: list[Entry], width: int) -> None:
    line = footer(whole, (), width)
    assert width_of(line) <= width or len(line[0]) == 3


STATE = HeaderState(
    name="КАСКАД",
    view="Все новости",
    unread=124,
    pending=0,
    freshness=Freshness(FreshnessState.FRESH, updated=moment()),
    now=moment(),
    marks=UNICODE,
)
TROUBLE = Failure(FailureKind.DENIED, "https://kaskad.tv/", 403, retry_at=moment() + timedelta(minutes=4))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("state", list(FreshnessState))
def test_the_header_tells_the_state_at_every_width(state: FreshnessState, language: Language) -> None:
    set_language(language)
    freshness = Freshness(state, moment(), moment() - timedelta(minutes=9), 3, 9, TROUBLE)
    shown = replace(STATE, freshness=freshness, pending=3)
    last = header(replace(shown, view="В" * 300), 60)
    for width in range(50, 200):
        line = header(shown, width)
        assert width_of(line) < width - 5, (width, line)
        said_now = "".join(text for text, _role in line[1])
        assert all(own in said_now for own, _role in last[1])
    assert state is FreshnessState.NEVER or last[1]


def said(shown: HeaderState, width: int) -> str:
    left, right = header(shown, width)
    return "".join(text for text, _role in (*left, *right))


def test_narrow_headers_drop_in_their_order() -> None:
    freshness = Freshness(FreshnessState.OFFLINE, moment(), moment(), failure=TROUBLE)
    shown = replace(STATE, freshness=freshness, pending=3)
    order = ("unread", "КАСКАД", "rest until 12:08", "why", "3 new", "124", "↑", "Все новости")
    gone: list[str] = []
    for width in range(120, 29, -1):
        text = said(shown, width)
        gone += [word for word in order if word not in text and word not in gone]
        assert "no network" in text
    assert tuple(gone) == order


@pytest.mark.parametrize(
    "state",
    [FreshnessState.OFFLINE, FreshnessState.REFUSED, FreshnessState.BROWSER_CHECK, FreshnessState.PARTIAL],
)
def test_the_header_says_until_when_a_failing_site_rests(state: FreshnessState) -> None:
    freshness = Freshness(state, moment(), moment() - timedelta(minutes=9), 3, 9, TROUBLE)
    assert "rest until 12:08" in said(replace(STATE, freshness=freshness), 130)
    later = replace(STATE, freshness=freshness, now=moment() + timedelta(minutes=5))
    assert "rest until" not in said(later, 130)
