from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from kaskad_tui.demo.edition import ZONE, Article, EditionError, bundled, load, parse
from kaskad_tui.demo.moments import schedule
from tests.demo.conftest import small

STARTS = [time(0, 10), time(5), time(7, 59), time(8), time(12, 4), time(23, 59)]


def at(clock: time) -> datetime:
    return datetime.combine(datetime(2026, 11, 24), clock, tzinfo=ZONE)


def spread(articles: tuple[Article, ...]) -> list[Article]:
    return [article for article in articles if article.draft.fixed is None]


@pytest.mark.parametrize("clock", STARTS)
@pytest.mark.parametrize("edition", [bundled, small])
def test_none_is_in_the_future_and_dates_rise_with_numbers(clock: time, edition: type) -> None:
    start = at(clock)
    articles = schedule(edition(), start)
    assert all(article.moment < start for article in articles)
    for newer, older in pairwise(articles):
        assert newer.number > older.number
        assert newer.moment > older.moment


@pytest.mark.parametrize("clock", STARTS)
def test_hours_are_those_of_a_newsroom(clock: time) -> None:
    # At night the newest are those of the evening before; nobody published between midnight and six.
    for article in spread(schedule(small(), at(clock))):
        assert time(6) <= article.moment.time() <= time(22)


def test_a_late_start_leaves_the_wishes_alone() -> None:
    articles = spread(schedule(small(), at(time(23, 59))))
    assert all(article.moment.time() == article.draft.wish for article in articles if not article.draft.gone)


def test_an_early_start_keeps_the_first_day_on_its_day_and_apart() -> None:
    start = at(time(12, 4))
    today = [one for one in schedule(small(), start) if one.draft.day == 0]
    assert {one.moment.date() for one in today} == {start.date()}
    assert len({one.moment for one in today}) == len(today)
    assert today[0].moment == start - timedelta(minutes=3)


def test_the_same_start_gives_the_same_moments_in_any_zone() -> None:
    start = at(time(12, 4))
    assert schedule(small(), start) == schedule(small(), start.astimezone(UTC))


def test_the_bundled_edition_keeps_close_to_its_wishes() -> None:
    # Numbers that disagree with the wished days would drag older articles along.
    start = at(time(23, 59))
    midnight = start.replace(hour=0, minute=0)
    for article in spread(schedule(bundled(), start)):
        draft = article.draft
        wish = (
            midnight - timedelta(days=draft.day) + timedelta(hours=draft.wish.hour, minutes=draft.wish.minute)
        )
        assert abs(article.moment - wish) <= timedelta(minutes=30), draft.slug


def test_a_fixed_date_stands() -> None:
    for clock in STARTS:
        given = next(one for one in schedule(bundled(), at(clock)) if one.number == 40213)
        assert given.moment.isoformat() == "2022-12-27T11:23:00+02:00"


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("x.html", "title: A\n\n<p>", "NNNNN-slug"),
        ("1-a.html", "title: A\nsection: b\nday: 0\ntime: 10:00\n", "empty line"),
        ("1-a.html", "section: b\nday: 0\ntime: 10:00\n\n<p>", "lacks title"),
        ("1-a.html", "title: A\nsection: b\nday: eins\ntime: 10:00\n\n<p>", "eins"),
        ("1-a.html", "title: A\nsection: b\nday: 0\ntime: 25:00\n\n<p>", "1-a.html"),
        ("1-a.html", "colour: A\n\n<p>", "not understood"),
    ],
)
def test_a_broken_file_is_named(name: str, content: str, complaint: str) -> None:
    with pytest.raises(EditionError, match=complaint):
        parse(name, content)


def test_two_articles_cannot_share_a_number(tmp_path: Path) -> None:
    for slug in ("a", "b"):
        (tmp_path / f"7-{slug}.html").write_text("title: A\nsection: b\nday: 0\ntime: 10:00\n\n<p>x</p>\n")
    with pytest.raises(EditionError, match="number 7"):
        load(tmp_path)
    with pytest.raises(EditionError, match="no articles"):
        load(tmp_path / "nothing")
