from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from kaskad_tui.model import Headline, Section
from kaskad_tui.store import connection, views
from kaskad_tui.store.archive import Archive, View

ZONE = timezone(timedelta(hours=2))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def headline(number: int | str, hours_ago: float | None = 0, **values: object) -> Headline:
    """A headline, published so many hours before NOW in the source's zone."""
    published = None if hours_ago is None else (NOW - timedelta(hours=hours_ago)).astimezone(ZONE)
    made = Headline(
        str(number), f"http://site/novosti/{number}", f"Заголовок {number}", published, section="Новости"
    )
    return replace(made, **values)  # type: ignore[arg-type] # keyword values of a factory


async def test_order_is_by_time_then_by_number(archive: Archive) -> None:
    items = [headline(9, 1), headline(10, 1), headline(7, 0), headline(100, 3)]
    saved = await archive.save_headlines("s", items, NOW, listed=True)
    assert len(set(saved.keys)) == 4 and set(saved.new) == set(saved.keys)
    order = archive.order("s", View())
    assert [item.id for item in archive.headlines(order.keys)] == ["7", "10", "9", "100"]
    assert order.times[0] == NOW.timestamp()
    assert list(archive.order("s", View(), limit=2).keys) == list(order.keys)[:2]
    assert (await archive.order_async("s", View())).keys == order.keys
    assert not len(archive.order("unknown", View()))


async def test_ids_without_number_keep_the_order_of_the_page(archive: Archive) -> None:
    items = [headline(f"http://site/{name}", 1) for name in "abc"]
    await archive.save_headlines("s", items, NOW, listed=True)
    order = archive.order("s", View())
    assert [item.id[-1] for item in archive.headlines(order.keys)] == ["a", "b", "c"]


async def test_without_a_date_first_sight_counts(archive: Archive) -> None:
    await archive.save_headlines("s", [headline(1, None), headline(2, 5)], NOW, listed=True)
    await archive.save_headlines("s", [headline(1, None)], NOW + timedelta(hours=9), listed=True)
    order = archive.order("s", View())
    assert list(order.times) == [NOW.timestamp(), (NOW - timedelta(hours=5)).timestamp()]
    assert archive.headlines(order.keys)[0].published is None


async def test_everything_comes_back_as_it_was(archive: Archive) -> None:
    item = headline(1, 2, teaser="Начало", day_only=False)
    key = (await archive.save_headlines("s", [item], NOW, listed=True)).keys[0]
    (back,) = archive.headlines([key, 12345])
    assert back == replace(item, source="s", key=key, first_seen=NOW)
    assert back.published is not None and back.published.utcoffset() == timedelta(hours=2)
    assert archive.by_id("s", "1") == back
    assert archive.by_id("s", "2") is None and archive.by_id("t", "1") is None


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-23, minutes=-59))),
        datetime(1890, 1, 1, tzinfo=timezone(timedelta(hours=1, minutes=22, seconds=17))),
    ],
)
async def test_no_date_is_out_of_range(archive: Archive, moment: datetime) -> None:
    key = (await archive.save_headlines("s", [headline(1, published=moment)], NOW, listed=True)).keys[0]
    back = archive.headlines([key])[0].published
    assert back is not None and back.isoformat() == moment.isoformat()


async def test_later_values_replace_and_missing_ones_do_not(archive: Archive) -> None:
    key = (await archive.save_headlines("s", [headline(1, 2, teaser="A")], NOW, listed=True)).keys[0]
    await archive.mark([key], read=True, bookmarked=True, undoable=True)
    later = headline(1, 1, title="Новый", url="http://mirror/1", section="Сюжеты", teaser="B")
    saved = await archive.save_headlines("s", [later], NOW + timedelta(hours=1), listed=True)
    assert saved == ((), (key,), (key,))
    bare = Headline("1", "http://mirror/1", "")
    saved = await archive.save_headlines("s", [bare], NOW + timedelta(hours=2), listed=True)
    assert saved == ((), (), (key,))
    older = headline(1, 3, title="Старый", url="http://old/1", section="Другое", teaser="C")
    await archive.save_headlines("s", [older], NOW - timedelta(hours=3), listed=False)
    (back,) = archive.headlines([key])
    expected = replace(later, source="s", key=key, first_seen=NOW, read=True, bookmarked=True)
    assert back == expected
    assert archive.unread("s") == 0


async def test_a_day_does_not_replace_the_time_of_that_day(archive: Archive) -> None:
    exact = headline(1, 2)
    await archive.save_headlines("s", [exact], NOW, listed=True)
    assert exact.published is not None
    day = exact.published.replace(hour=0, minute=0)
    later = NOW + timedelta(hours=1)
    await archive.save_headlines("s", [replace(exact, published=day, day_only=True)], later, listed=True)
    back = archive.by_id("s", "1")
    assert back is not None and back.published == exact.published and not back.day_only
    moved = replace(exact, published=day + timedelta(days=1), day_only=True)
    await archive.save_headlines("s", [moved], later, listed=True)
    back = archive.by_id("s", "1")
    assert back is not None and back.published == day + timedelta(days=1) and back.day_only


async def test_a_time_sharpens_a_known_day_whenever_it_was_fetched(archive: Archive) -> None:
    day = datetime(2026, 11, 23, tzinfo=ZONE)
    await archive.save_headlines("s", [headline(1, published=day, day_only=True)], NOW, listed=True)
    exact = headline(1, published=day + timedelta(hours=9))
    await archive.save_headlines("s", [exact], NOW - timedelta(hours=1), listed=True)
    back = archive.by_id("s", "1")
    assert back is not None and back.published == exact.published and not back.day_only


@pytest.mark.parametrize("cut", ["Заголовок о мос…", "Заголовок о мосте…", "Заголовок о ..."])
async def test_a_cut_title_does_not_replace_the_whole(archive: Archive, cut: str) -> None:
    whole = "Заголовок о мосте и реке"
    for title in (cut, whole, cut):
        await archive.save_headlines("s", [headline(1, title=title)], NOW, listed=True)
    back = archive.by_id("s", "1")
    assert back is not None and back.title == whole


async def test_headlines_beside_are_in_no_order_until_a_listing_has_them(archive: Archive) -> None:
    saved = await archive.save_headlines("s", [headline(1)], NOW, listed=False)
    assert saved.new == () and archive.count("s", View()) == 0 and archive.unread("s") == 0
    assert archive.by_id("s", "1") is not None
    again = await archive.save_headlines("s", [headline(1)], NOW, listed=True)
    assert again.new == saved.keys and archive.count("s", View()) == 1
    await archive.save_headlines("s", [headline(1)], NOW, listed=False)
    assert archive.count("s", View()) == 1


async def test_a_bookmark_is_found_even_if_no_listing_has_it(archive: Archive) -> None:
    (key,) = (await archive.save_headlines("s", [headline(1)], NOW, listed=False)).keys
    await archive.mark([key], bookmarked=True, undoable=True)
    assert list(archive.order("s", View(filter="bookmarked")).keys) == [key]
    assert archive.count("s", View(filter="bookmarked")) == 1


async def test_the_same_article_twice_in_a_list_is_one(archive: Archive) -> None:
    saved = await archive.save_headlines("s", [headline(1), headline(2), headline(1)], NOW, listed=True)
    assert saved.keys[0] == saved.keys[2] and len(saved.new) == 2
    assert archive.count("s", View()) == 2


async def test_views_by_section_and_mark(archive: Archive) -> None:
    items = [headline(1), headline(2, section="Сюжеты"), headline(3), headline(4, section=None)]
    saved = await archive.save_headlines("s", items, NOW, listed=True)
    await archive.save_headlines("t", [headline(1)], NOW, listed=True)
    await archive.save_sections("s", [Section("syuzhety", "Сюжеты", "http://site/syuzhety")])
    await archive.mark(saved.keys[:2], read=True, undoable=False)

    def ids(view: View) -> list[str]:
        found = [item.id for item in archive.headlines(archive.order("s", view).keys)]
        assert len(found) == archive.count("s", view)
        return found

    assert ids(View()) == ["4", "3", "2", "1"]
    assert ids(View("Новости")) == ids(View(" НОВОСТИ ")) == ["3", "1"]
    assert ids(View("syuzhety")) == ids(View("Сюжеты")) == ["2"]
    assert ids(View("Новости", "unread")) == ["3"]
    assert ids(View(filter="unread")) == ["4", "3"]
    assert ids(View("")) == ids(View())
    assert ids(View("Нет такой")) == []
    assert archive.unread("s") == 2 and archive.unread("s", "Новости") == 1


async def test_an_unchanged_refresh_writes_no_row(archive: Archive) -> None:
    items = [headline(n, n) for n in range(50)]
    await archive.save_headlines("s", items, NOW, listed=True)
    writer = archive._opened.writer
    assert writer is not None
    before = writer.total_changes()
    saved = await archive.save_headlines("s", items, NOW + timedelta(hours=1), listed=True)
    assert (saved.new, saved.updated) == ((), ()) and writer.total_changes() == before


async def test_no_view_is_sorted_or_scanned(archive: Archive) -> None:
    """With 100,000 rows a sort costs what the whole first paint may."""
    await archive.save_headlines("s", [headline(1)], NOW, listed=True)
    db = connection.reading(archive.path)
    for section in (None, "Новости"):
        for filter_ in ("all", "unread", "bookmarked"):
            selected = views.selection(db, "s", View(section, filter_))
            assert selected is not None
            plan = " ".join(
                str(row[3])
                for row in db.execute(
                    f"EXPLAIN QUERY PLAN SELECT key, sort FROM {selected[0]} "
                    "ORDER BY sort DESC, number DESC, key DESC LIMIT 200",
                    selected[1],
                )
            )
            assert "COVERING INDEX" in plan and "TEMP B-TREE" not in plan
    db.close()


async def test_a_negative_or_zero_limit_gives_nothing(archive: Archive) -> None:
    await archive.save_headlines("s", [headline(1)], NOW, listed=True)
    assert not len(archive.order("s", View(), limit=0)) and not len(archive.order("s", View(), limit=-1))


def test_the_door_of_the_room_is_light() -> None:
    script = (
        "import sys, kaskad_tui.store.archive;"
        "heavy = ('httpx', 'lxml', 'textual', 'platformdirs', 'sqlite3', 'email', 'tempfile');"
        "print([name for name in heavy if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
