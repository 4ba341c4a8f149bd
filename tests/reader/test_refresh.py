from __future__ import annotations

import asyncio
import sqlite3

import pytest

from kaskad_tui.model import Article, FailureKind, ListKind, Place
from kaskad_tui.reader import (
    Freshness,
    FreshnessChanged,
    FreshnessState,
    HeadlinesChanged,
    ListsChanged,
    Reader,
    SectionsChanged,
    Site,
    View,
    load_site,
)
from kaskad_tui.reader.service import ARCHIVE_FILE
from tests.reader.conftest import Desk
from tests.reader.paper import Answer, PaperSite

LIST, FEED = "/novosti", "/novosti?format=feed&type=rss"


def ids(reader: Reader, view: View | None = None) -> list[str]:
    return [item.id for item in reader.headlines(reader.order(view or View()).keys)]


async def test_a_refresh_brings_the_list_and_what_the_feed_adds(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    assert reader.freshness == Freshness()
    done = await reader.refresh()
    assert done.failure is None
    assert ids(reader) == [
        "111",
        "110",
        "109",
        "108",
        "107",
        "106",
        "105",
    ]  # five of the list, two of the feed
    assert done.new == 7
    first = reader.headlines(reader.order(View(), 1).keys)[0]
    assert first.title == site.stories[111].title
    assert first.published == site.stories[111].published
    assert first.section == "Новости"
    assert first.source == "kaskad"
    assert reader.freshness == Freshness(FreshnessState.FRESH, updated=desk.clock())


async def test_what_the_front_page_alone_has_beside_is_fetched_there(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    await reader.refresh()
    assert [item.id for item in reader.lists()[ListKind.TOP]] == ["103", "101", "102"]
    assert "/" in site.requests
    assert desk.told(ListsChanged)
    assert any("НТРК" in block for block in reader.imprint())
    assert [section.id for section in reader.sections()][:2] == ["novosti", "syuzhety"]
    # headlines that stand beside are in no list of news
    assert "101" not in ids(reader)
    assert reader.find("101") is not None


async def test_lists_on_the_list_page_spare_the_front_page(desk: Desk, site: PaperSite) -> None:
    site.front_lists = False
    reader = desk.reader()
    await reader.refresh()
    assert [item.id for item in reader.lists()[ListKind.TOP]] == ["103", "101", "102"]
    assert "/" not in site.requests


async def test_the_attempts_say_what_was_asked(desk: Desk, site: PaperSite) -> None:
    done = await desk.reader().refresh()
    assert [(attempt.what, attempt.failure) for attempt in done.attempts] == [
        ("list", None),
        ("feed", None),
        ("feed", None),  # the front page's, for what is new in other sections
        ("front", None),
    ]
    assert done.attempts[0].url == site.base_url + LIST
    assert all(attempt.elapsed_s >= 0 for attempt in done.attempts)


async def test_events_tell_of_progress_and_of_what_came(desk: Desk) -> None:
    reader = desk.reader()
    await reader.refresh()
    states = [event.freshness for event in desk.told(FreshnessChanged)]
    assert states[0].state is FreshnessState.FIRST_LOAD
    assert states[-1].state is FreshnessState.FRESH
    new = [key for event in desk.told(HeadlinesChanged) for key in event.new]
    assert sorted(new) == sorted(reader.order(View()).keys)
    desk.events.clear()
    await reader.refresh()
    states = [event.freshness for event in desk.told(FreshnessChanged)]
    assert states[0].state is FreshnessState.REFRESHING
    assert [state.done for state in states[:3]] == [0, 1, 2]
    assert not desk.told(HeadlinesChanged)
    assert not desk.told(SectionsChanged)


async def test_a_second_refresh_joins_the_first(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    one, two = await asyncio.gather(reader.refresh(), reader.refresh())
    assert one == two
    assert site.requests.count(LIST) == 1


async def test_who_stops_waiting_does_not_stop_the_others(desk: Desk, site: PaperSite) -> None:
    site.gate = asyncio.Event()
    reader = desk.reader()
    waiting = asyncio.create_task(reader.refresh())
    other = asyncio.create_task(reader.refresh())
    while not site.requests:
        await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    site.gate.set()
    assert (await other).failure is None


async def test_closing_in_the_middle_of_a_refresh_ends_it(desk: Desk, site: PaperSite) -> None:
    site.gate = asyncio.Event()
    reader = desk.reader()
    waiting = asyncio.create_task(reader.refresh())
    while not site.requests:
        await asyncio.sleep(0.01)
    await desk.restart(reader)
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_site_without_a_feed_misses_nothing(desk: Desk, site: PaperSite) -> None:
    site.feed = False
    reader = desk.reader()
    done = await reader.refresh()
    assert done.failure is None
    assert reader.freshness.state is FreshnessState.FRESH
    assert len(ids(reader)) == 5


async def test_a_feed_that_fails_leaves_the_refresh_partial(desk: Desk, site: PaperSite) -> None:
    site.answers[FEED] = Answer(403, "<p>Нельзя</p>")
    reader = desk.reader()
    done = await reader.refresh()
    assert done.failure is None
    state = reader.freshness
    assert state.state is FreshnessState.PARTIAL
    assert state.updated == desk.clock()
    assert (state.done, state.total) == (2, 3)
    assert state.failure is not None
    assert state.failure.kind is FailureKind.DENIED


async def test_the_feed_stands_in_for_a_list_that_fails(desk: Desk, site: PaperSite) -> None:
    site.answers[LIST] = Answer(403, "<p>Нельзя</p>")
    site.answers["/"] = Answer(403, "<p>Нельзя</p>")
    reader = desk.reader()
    done = await reader.refresh()
    assert done.failure is None
    assert len(ids(reader)) == 7
    assert reader.freshness.state is FreshnessState.PARTIAL


async def test_the_front_page_stands_in_for_an_empty_list(desk: Desk, site: PaperSite) -> None:
    site.feed = False
    site.answers[LIST] = Answer(body="<html><body><h1>Новости</h1><p>Скоро здесь.</p></body></html>")
    reader = desk.reader()
    done = await reader.refresh()
    assert done.failure is None
    assert ids(reader) == ["111", "110", "109", "108", "107"]


async def test_a_site_that_refuses_takes_nothing_away(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    await reader.refresh()
    before = ids(reader)
    desk.clock.pass_(minutes=30)
    for target in (LIST, FEED, "/"):
        site.answers[target] = Answer(403, "<p>Нельзя</p>")
    done = await reader.refresh()
    assert done.failure is not None
    assert (done.failure.kind, done.failure.status) == (FailureKind.DENIED, 403)
    assert ids(reader) == before
    assert reader.freshness.state is FreshnessState.REFUSED
    assert reader.freshness.since == desk.clock()


async def test_a_site_that_is_down_is_offline_since_the_last_list(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader()
    await reader.refresh()
    updated = desk.clock()
    await site.stop()
    desk.clock.pass_(hours=2)
    done = await reader.refresh()
    assert done.failure is not None
    assert done.failure.kind is FailureKind.REFUSED
    assert [attempt.what for attempt in done.attempts] == ["list", "feed"]  # no www with --base-url
    assert reader.freshness.state is FreshnessState.OFFLINE
    assert reader.freshness.since == updated
    # and after a restart without a network
    reader = await desk.restart(reader)
    assert reader.freshness == Freshness(FreshnessState.FRESH, updated=updated)
    await reader.refresh()
    assert (reader.freshness.state, reader.freshness.since) == (FreshnessState.OFFLINE, updated)
    assert len(ids(reader)) == 7


async def test_a_site_that_asks_to_wait_is_left_alone_until_then(desk: Desk, site: PaperSite) -> None:
    wait = Answer(429, "<p>Позже</p>", headers=(("Retry-After", "600"),))
    for target in (LIST, FEED, "/"):
        site.answers[target] = wait
    reader = desk.reader()
    done = await reader.refresh()
    assert done.failure is not None
    assert done.failure.kind is FailureKind.RATE_LIMITED
    assert reader.freshness.state is FreshnessState.WAIT
    asked = len(site.requests)
    site.answers.clear()
    desk.clock.pass_(minutes=5)
    assert (await reader.refresh()).failure is not None
    assert len(site.requests) == asked
    desk.clock.pass_(minutes=6)
    assert (await reader.refresh()).failure is None


async def test_what_a_site_asks_for_holds_over_a_restart(desk: Desk, site: PaperSite) -> None:
    for target in (LIST, FEED, "/"):
        site.answers[target] = Answer(429, "<p>Позже</p>", headers=(("Retry-After", "600"),))
    reader = desk.reader()
    await reader.refresh()
    asked = len(site.requests)
    site.answers.clear()
    for _start in range(2):
        desk.clock.pass_(minutes=4)
        reader = await desk.restart(reader)
        failure = (await reader.refresh()).failure
        assert failure is not None
        assert failure.kind is FailureKind.RATE_LIMITED
        assert failure.retry_at is not None
        assert len(site.requests) == asked
    desk.clock.pass_(minutes=3)
    reader = await desk.restart(reader)
    assert (await reader.refresh()).failure is None


async def test_a_rest_belongs_to_the_address_that_asked_for_it(desk: Desk, site: PaperSite) -> None:
    for target in (LIST, FEED, "/"):
        site.answers[target] = Answer(429, "<p>Позже</p>", headers=(("Retry-After", "600"),))
    reader = desk.reader()
    await reader.refresh()
    await desk.restart(reader)
    site.answers.clear()
    # the same server under another name, as typed
    reader = desk.reader(base_url=site.base_url.replace("127.0.0.1", "localhost"))
    assert (await reader.refresh()).failure is None


async def test_offline_by_wish_asks_nothing(desk: Desk, site: PaperSite) -> None:
    reader = desk.reader(offline=True)
    done = await reader.refresh()
    assert done.failure is not None
    assert done.failure.kind is FailureKind.OFFLINE
    assert reader.freshness.state is FreshnessState.OFFLINE
    assert site.requests == []


async def test_a_section_has_its_own_list_and_view(desk: Desk, site: PaperSite) -> None:
    site.publish(112, 113, section="syuzhety")
    reader = desk.reader()
    done = await reader.refresh("syuzhety")
    assert done.failure is None
    assert ids(reader) == ["113", "112"]
    assert ids(reader, View(section="Сюжеты")) == ["113", "112"]
    assert ids(reader, View(section="syuzhety")) == ["113", "112"]
    assert ids(reader, View(section="Новости")) == []
    assert reader.unread("syuzhety") == reader.unread() == 2


async def test_all_sections_refresh_as_one(desk: Desk, site: PaperSite) -> None:
    site.publish(90, 91, section="syuzhety")
    reader = desk.reader()
    done = await reader.refresh_all()
    assert done.failure is None
    assert {"91", "90", "111"} <= set(ids(reader))
    assert [attempt.url for attempt in done.attempts if attempt.what == "list"] == [
        f"{site.base_url}/novosti",
        f"{site.base_url}/syuzhety",
    ]


async def test_a_gap_between_the_new_and_the_known_is_closed(desk: Desk, site: PaperSite) -> None:
    site.feed = False
    reader = desk.reader()
    await reader.refresh()
    site.publish(*range(112, 124))
    done = await reader.refresh()
    assert done.new == 12
    assert ids(reader) == [str(number) for number in range(123, 106, -1)]
    assert site.requests.count("/novosti?start=5") == 1
    assert site.requests.count("/novosti?start=15") == 0


async def test_an_edited_title_replaces_the_earlier_one_and_keeps_the_marks(
    desk: Desk, site: PaperSite
) -> None:
    reader = desk.reader()
    await reader.refresh()
    (key,) = reader.order(View(), 1).keys
    await reader.mark([key], read=True, bookmarked=True)
    site.change(111, title="Совсем другой заголовок для той же новости")
    desk.clock.pass_(minutes=1)
    desk.events.clear()
    await reader.refresh()
    (item,) = reader.headlines([key])
    assert item.title == "Совсем другой заголовок для той же новости"
    assert (item.read, item.bookmarked) == (True, True)
    assert [event.updated for event in desk.told(HeadlinesChanged)] == [(key,)]


async def test_an_archive_that_takes_nothing_says_so_and_articles_are_read_all_the_same(
    desk: Desk, site: PaperSite
) -> None:
    reader = desk.reader()
    await reader.refresh()
    before = reader.freshness
    await desk.restart(reader)
    await desk.close()
    db = sqlite3.connect(desk.folder / ARCHIVE_FILE)
    db.execute("PRAGMA user_version = 999")  # of a newer program, which lets this one read alone
    db.close()
    reader = Reader.open(base_url=site.base_url, data_dir=desk.folder, clock=desk.clock)
    try:
        assert reader.read_only is not None
        assert reader.read_only.kind is FailureKind.STORE_NEWER
        assert await reader.mark(reader.order(View()).keys, read=True) == reader.read_only
        assert await reader.mark_all_read(View()) == reader.read_only
        assert await reader.undo() == reader.read_only
        await reader.save_place(1, Place(0, 0))
        done = await reader.refresh()
        assert done.failure == reader.read_only
        assert (await reader.older()).failure == reader.read_only
        assert reader.freshness.updated == before.updated
        assert reader.freshness.failure == reader.read_only
        article = await reader.read("111")
        assert isinstance(article, Article)
        assert article.text
    finally:
        await reader.close()


async def test_another_host_of_the_site_answers_and_stays_in_use(desk: Desk, site: PaperSite) -> None:
    class TwoHosts(Site):
        def others(self) -> tuple[Site, ...]:
            return (Site(self.profile, site.base_url),)

    closed = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
    port = closed.sockets[0].getsockname()[1]
    closed.close()
    await closed.wait_closed()
    two = TwoHosts(load_site().profile, f"http://127.0.0.1:{port}")
    reader = Reader.open(site=two, data_dir=desk.folder, clock=desk.clock)
    reader._network.allow(site.base_url)  # no test can have a public address
    try:
        done = await reader.refresh()
        assert done.failure is None
        assert [(a.what, a.failure is None) for a in done.attempts][:3] == [
            ("list", False),
            ("feed", False),
            ("www", True),
        ]
        assert ids(reader) == ["111", "110", "109", "108", "107", "106", "105"]  # the feed, too
        assert reader.freshness.state is FreshnessState.FRESH
        assert reader.front_url == site.base_url + "/"
        assert isinstance(await reader.read("111"), Article)
    finally:
        await reader.close()


async def test_a_site_that_cannot_be_reached_fails_the_refresh_of_all_sections_too(
    desk: Desk, site: PaperSite
) -> None:
    await site.stop()
    done = await desk.reader().refresh_all()
    assert done.failure is not None and done.failure.kind is FailureKind.REFUSED
