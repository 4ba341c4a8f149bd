"""Dates as pages print them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.extract.dates import find_date, parse_machine, zone_of

ZONE = zone_of("Europe/Kaliningrad")
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27.12.2022 11:23", "2022-12-27T11:23:00+02:00"),
        ("27 декабря 2022, 11:23", "2022-12-27T11:23:00+02:00"),
        ("27 декабря 2022 года в 11:23", "2022-12-27T11:23:00+02:00"),
        ("27 декабря 2022 г. 11:23", "2022-12-27T11:23:00+02:00"),
        ("Вторник, 27 Декабрь 2022 11:23", "2022-12-27T11:23:00+02:00"),
        ("11:23, 27 декабря 2022", "2022-12-27T11:23:00+02:00"),
        ("27.12.22, 11:23", "2022-12-27T11:23:00+02:00"),
        ("Опубликовано: 27.12.2022 11:23:45", "2022-12-27T11:23:45+02:00"),
        ("5 сент. 2024, 18:00 МСК", "2024-09-05T18:00:00+03:00"),
        ("2026-09-18 21:30:00", "2026-09-18T21:30:00+02:00"),
        ("27\u00a0мая\u00a02021 09:05", "2021-05-27T09:05:00+02:00"),
        ("Dec 27, 2022 at 11:23 pm", "2022-12-27T23:23:00+02:00"),
        ("27. Dezember 2022, 11.23 Uhr", "2022-12-27T11:23:00+02:00"),
        ("27 de diciembre de 2022 11:23", "2022-12-27T11:23:00+02:00"),
        ("сегодня, 14:05", "2026-11-24T14:05:00+02:00"),
        ("Вчера в 9:30", "2026-11-23T09:30:00+02:00"),
        ("2 часа назад", "2026-11-24T12:00:00+02:00"),
        ("31 декабря, 23:59", "2025-12-31T23:59:00+02:00"),
    ],
)
def test_a_moment(text: str, expected: str) -> None:
    found = find_date(text, zone=ZONE, now=NOW)
    assert found and found.moment.isoformat() == expected
    assert not found.day_only


@pytest.mark.parametrize(
    "text", ["27.12.22", "27 декабря 2022", "27/12/2022", "December 27, 2022", "2022-12-27", "12/27/2022"]
)
def test_a_day(text: str) -> None:
    found = find_date(text, zone=ZONE)
    assert found and found.day_only
    assert found.moment.isoformat() == "2022-12-27T00:00:00+02:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "сегодня, 14:05",
        "2 часа назад",
        "тел. 35-99-33",
        "192.168.10.10",
        "31.02.2022",
        "01.13.2024",
        "версия 1.2.3",
        "45 мая 2020",
        "1 из 2022",
        "в 11:23",
        "5 мая",
    ],
)
def test_no_date(text: str) -> None:
    assert find_date(text, zone=ZONE) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-09-18T21:30:00+02:00", "2026-09-18T21:30:00+02:00"),
        ("2026-09-18T21:30:00.123Z", "2026-09-18T21:30:00+00:00"),
        ("2026-09-18T21:30", "2026-09-18T21:30:00+02:00"),
        ("20260918T213000+0300", "2026-09-18T21:30:00+03:00"),
        ("Fri, 18 Sep 2026 21:30:00 +0200", "2026-09-18T21:30:00+02:00"),
        ("Fri, 18 Sep 2026 21:30:00 GMT", "2026-09-18T21:30:00+00:00"),
        ("1672132980", "2022-12-27T09:23:00+00:00"),
    ],
)
def test_machine_forms(text: str, expected: str) -> None:
    found = parse_machine(text, zone=ZONE)
    assert found and found[0].isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31T23:59:00-01:00",
        "0001-01-01T00:00:00Z",
        "2022-13-01",
        "x" * 500,
        "",
        None,
        "2022-02-30T10:00",
    ],
)
def test_absurd_machine_dates_are_none(text: str | None) -> None:
    assert parse_machine(text, zone=ZONE) is None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 12, 30)))
def test_every_printed_form_comes_back(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    for text in (
        f"{moment:%d.%m.%Y %H:%M}",
        f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M}",
        f"{moment:%Y-%m-%d %H:%M:%S}",
        f"{moment:%d-%m-%Y %H:%M}",
    ):
        found = find_date(text)
        assert found and found.moment == moment.replace(tzinfo=UTC), text


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    found = find_date(text, zone=ZONE, now=NOW)
    assert found is None or found.moment.tzinfo is not None
    machine = parse_machine(text, zone=ZONE)
    assert machine is None or machine[0].tzinfo is not None


@given(
    st.from_regex(
        r"\d{1,4}[./-]\d{1,4}[./-]\d{1,6}([ T,]\d{1,3}:\d{1,3}(:\d\d)?)?([+-]\d\d:?\d\d|Z)?", fullmatch=True
    )
)
def test_nothing_that_looks_like_a_date_raises(text: str) -> None:
    find_date(text, zone=ZONE, now=NOW)
    parse_machine(text, zone=ZONE)
