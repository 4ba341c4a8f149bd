"""Dates as people say them, in both languages and in the reader's zone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.i18n import language, set_language
from kaskad_tui.wording import dates

KALININGRAD = timezone(timedelta(hours=2))
NOW = datetime(2022, 12, 27, 12, 4, tzinfo=KALININGRAD)


@pytest.fixture(autouse=True)
def russian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = language()
    set_language("ru")
    monkeypatch.setenv("TZ", "Europe/Kaliningrad")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
    set_language(before)


def at(day: int, hour: int = 11, minute: int = 23, month: int = 12, year: int = 2022) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=KALININGRAD)


def test_a_full_date() -> None:
    assert dates.full(at(27)) == "27 декабря 2022, 11:23"
    assert dates.full(at(27), day_only=True) == "27 декабря 2022"
    assert dates.full(None) == ""
    set_language("en")
    assert dates.full(at(27)) == "27 December 2022, 11:23"


@pytest.mark.parametrize(
    ("moment", "russian_words", "english_words"),
    [
        (at(27), "11:23", "11:23"),
        (at(26, 23, 59), "вчера", "yesterday"),
        (at(25), "25 дек", "25 Dec"),
        (at(18, month=5, year=2021), "18 мая 2021", "18 May 2021"),
    ],
)
def test_a_short_date_has_the_year_once_it_is_another_one(
    moment: datetime, russian_words: str, english_words: str
) -> None:
    assert dates.short(moment, NOW) == russian_words
    set_language("en")
    assert dates.short(moment, NOW) == english_words


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        (date(2022, 12, 27), "СЕГОДНЯ, ВТОРНИК"),
        (date(2022, 12, 26), "ВЧЕРА, ПОНЕДЕЛЬНИК"),
        (date(2022, 12, 25), "25 ДЕКАБРЯ, ВОСКРЕСЕНЬЕ"),
        (date(2021, 12, 31), "31 ДЕКАБРЯ 2021"),
    ],
)
def test_the_heading_of_a_day(day: date, heading: str) -> None:
    assert dates.day_heading(day, NOW.date()) == heading


def test_the_reader_s_zone_decides_the_day() -> None:
    late = datetime(2022, 12, 26, 23, 30, tzinfo=UTC)
    assert dates.reader_day(late) == date(2022, 12, 27)
    assert dates.reader_day(late, day_only=True) == date(2022, 12, 26)


@given(st.datetimes(timezones=st.sampled_from([UTC, KALININGRAD])), st.booleans())
def test_any_moment_has_words(moment: datetime, day_only: bool) -> None:
    assert dates.full(moment, day_only)
    assert dates.short(moment, NOW, day_only)
