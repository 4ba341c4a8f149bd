"""Where rows stand: lines of items and separators, and days as the reader's clock has them."""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.ui.headline_order import Geometry, HeadlineOrder

HOUR = 3600
START = 1_795_000_000
"""18 November 2026."""


def order_of(times: list[int], *, oldest_first: bool = False) -> HeadlineOrder:
    in_order = sorted(times, reverse=not oldest_first)
    keys = array("q", range(1, len(times) + 1))
    return HeadlineOrder(keys, array("q", in_order))


orders = st.builds(
    order_of,
    st.lists(st.integers(START - 400 * HOUR, START), max_size=60),
    oldest_first=st.booleans(),
)
geometries = st.builds(Geometry, orders, st.sampled_from([1, 2, 3]), st.sampled_from([1, 2]))


@given(geometries)
def test_the_top_line_of_an_item_belongs_to_it(geometry: Geometry) -> None:
    for index in range(len(geometry.order)):
        for line in range(geometry.item):
            spot = geometry.at(geometry.top(index) + line)
            assert spot is not None
            assert (spot.index, spot.line, spot.separator) == (index, line, False)


@given(geometries)
def test_every_line_belongs_to_something_and_nothing_to_two(geometry: Geometry) -> None:
    seen = [geometry.at(y) for y in range(geometry.total)]
    assert None not in seen
    assert len(set(seen)) == geometry.total
    items = [spot for spot in seen if spot is not None and not spot.separator]
    assert len(items) == len(geometry.order) * geometry.item
    assert [spot.index for spot in items] == sorted(spot.index for spot in items)


@given(geometries)
def test_beyond_the_ends_there_is_nothing(geometry: Geometry) -> None:
    assert geometry.at(-1) is None
    assert geometry.at(geometry.total) is None


@given(geometries)
def test_a_separator_stands_right_above_the_first_of_its_day(geometry: Geometry) -> None:
    for group, start in enumerate(geometry.order.starts):
        first = geometry.top_with_separator(start)
        assert geometry.top(start) - first == geometry.separator
        spot = geometry.at(first)
        assert spot is not None
        assert (spot.index, spot.separator) == (start, True)
        assert geometry.order.group_of(start) == group


@given(orders)
def test_groups_cover_all_rows(order: HeadlineOrder) -> None:
    if order.starts:
        assert order.starts[0] == 0
        assert sum(order.group_size(group) for group in range(len(order.starts))) == len(order)
        assert len(set(order.days)) == len(order.days)


@given(st.lists(st.integers(START - 400 * HOUR, START), min_size=1, max_size=60), st.data())
def test_rows_are_found_by_their_key(times: list[int], data: st.DataObject) -> None:
    order = order_of(times)
    index = data.draw(st.integers(0, len(times) - 1))
    guess = data.draw(st.integers(-3, len(times) + 3))
    assert order.index(order.keys[index]) == index
    assert order.near(order.keys[index], guess) == index
    assert order.index(0) is None


@given(st.lists(st.integers(START - 100 * HOUR, START), min_size=1, max_size=40), st.data())
def test_without_leaves_the_others_in_their_sequence(times: list[int], data: st.DataObject) -> None:
    order = order_of(times)
    held = data.draw(st.sets(st.sampled_from(list(order.keys))))
    left = order.without(held)
    assert list(left.keys) == [key for key in order.keys if key not in held]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    """A zone with summer time: Berlin has days of 23 and of 25 hours."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)], ids=["23 hours", "25 hours"])
def test_a_day_of_another_length_is_one_group(day: date, zone: ZoneInfo) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    moments = [
        datetime(day.year, day.month, day.day, 0, 0, tzinfo=zone) + timedelta(days=days, minutes=minutes)
        for days in (-1, 0, 1)
        for minutes in (0, 1, 5)
    ]
    moments += [datetime(day.year, day.month, day.day, 23, 59, tzinfo=zone), noon]
    order = order_of([int(moment.timestamp()) for moment in moments])
    expected = sorted({moment.astimezone(zone).date() for moment in moments}, reverse=True)
    assert order.days == expected
    assert order.group_size(order.days.index(day)) == 5


@given(st.lists(st.integers(0, 400 * 24 * 60), min_size=1, max_size=40))
def test_groups_are_the_days_of_the_calendar_over_a_year(minutes: list[int]) -> None:
    """The days are those of the local clock, whatever it does."""
    moments = sorted((START - 60 * minute for minute in minutes), reverse=True)
    order = order_of(moments)
    if order.starts:
        days = [datetime.fromtimestamp(moment).astimezone().date() for moment in moments]
        assert order.days == list(dict.fromkeys(days))


def test_a_list_of_about_one_item_a_day_has_no_separators() -> None:
    assert not order_of([START - 24 * HOUR * day for day in range(30)]).starts
    assert len(order_of([START - 6 * HOUR * n for n in range(30)]).starts) in (8, 9)


def test_times_beyond_the_calendar_do_no_harm() -> None:
    order = order_of([2**62, START, START - 5, -(2**62), 0])
    assert len(order) == 5
    assert Geometry(order, 3, 2).total == 5 * 3 + 2 * len(order.starts)


def test_100_000_rows_are_grouped_at_once() -> None:
    times = array("q", range(START, START - 100_000 * 60, -60))
    before = time.process_time()
    order = HeadlineOrder(array("q", range(100_000)), times)
    assert len(order.starts) in (70, 71)
    assert time.process_time() - before < 0.5  # an idle core needs 0.02


@given(orders, st.sets(st.integers(1, 60)))
def test_rows_are_taken_out_and_kept(order: HeadlineOrder, some: set[int]) -> None:
    some &= set(order.keys)
    only, rest = order.only(some), order.without(some)
    assert sorted([*only.keys, *rest.keys]) == sorted(order.keys)
    assert set(only.keys) == some
    assert list(only.keys) == [key for key in order.keys if key in some]


@given(
    st.lists(st.integers(START - 400 * HOUR, START), max_size=60, unique=True),
    st.sets(st.integers(1, 60)),
    st.booleans(),
)
def test_what_left_the_list_is_kept_at_its_place(times: list[int], gone: set[int], oldest: bool) -> None:
    before = order_of(times, oldest_first=oldest)
    now = before.without(gone)
    if len(now) > 1:  # with fewer the way cannot be seen, and hardly matters
        assert now.keeping(before).keys == before.keys
    assert set(now.keeping(before).keys) == set(before.keys)
    assert before.keeping(now) is before
