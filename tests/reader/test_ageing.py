from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kaskad_tui.reader.ageing import is_stale

NOW = datetime(2022, 12, 27, 12, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published_ago", "fetched_ago", "stale"),
    [
        (timedelta(hours=1), timedelta(minutes=9), False),
        (timedelta(hours=1), timedelta(minutes=10), True),
        (timedelta(days=3), timedelta(hours=5), False),
        (timedelta(days=3), timedelta(hours=6), True),
        (timedelta(days=400), timedelta(days=6), False),
        (timedelta(days=400), timedelta(days=7), True),
        (timedelta(hours=-3), timedelta(minutes=9), False),
        (timedelta(hours=-3), timedelta(minutes=11), True),
    ],
)
def test_the_older_an_article_the_longer_its_copy_holds(
    published_ago: timedelta, fetched_ago: timedelta, stale: bool
) -> None:
    assert is_stale(NOW - published_ago, NOW - fetched_ago, NOW) is stale


def test_without_dates_a_copy_ages_like_one_of_this_week() -> None:
    assert not is_stale(None, NOW - timedelta(hours=5), NOW)
    assert is_stale(None, NOW - timedelta(hours=7), NOW)
    assert is_stale(NOW, None, NOW)
