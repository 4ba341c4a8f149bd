"""All sources as one list."""

from __future__ import annotations

from array import array
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kaskad_tui.extract.profile import Profile, SourceSettings
from kaskad_tui.model import Article, Failure, FailureKind
from kaskad_tui.reader import ALL, Everything, Freshness, FreshnessState, Order, Site, View
from kaskad_tui.reader.everything import merged, together
from kaskad_tui.reader.remembered import Remembered
from tests.fault_server import FaultServer, page
from tests.reader.conftest import Desk

NEWEST = datetime(2022, 12, 27, 9, 0, tzinfo=UTC)
TEXT = "Мост через реку закрыли на ремонт до конца недели, сообщили в городской администрации. " * 5


def feed(name: str, minutes: list[int]) -> str:
    items = "".join(
        f"<item><title>{name} {n}</title><link>/{name}/{1000 + n}-x</link>"
        f"<pubDate>{format_datetime(NEWEST - timedelta(minutes=n))}</pubDate></item>"
        for n in minutes
    )
    return f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>"


def article(title: str) -> str:
    return f"<html><title>{title}</title><h1>{title}</h1><p>{TEXT}</p><p>{TEXT}</p>"


@pytest.fixture
async def paper() -> AsyncIterator[FaultServer]:
    rss = {"Content-Type": "application/rss+xml"}
    routes = {
        "/a.xml": page(feed("a", [0, 2, 4]), headers=rss),
        "/b.xml": page(feed("b", [1, 3]), headers=rss),
        **{f"/a/{1000 + n}-x": page(article(f"a {n}")) for n in (0, 2, 4)},
        **{f"/b/{1000 + n}-x": page(article(f"b {n}")) for n in (1, 3)},
    }
    async with FaultServer(routes) as server:
        yield server


def site(server: FaultServer, name: str, settings: SourceSettings | None = None) -> Site:
    profile = Profile(
        name, title=name.upper(), feeds=(f"/{name}.xml",), settings=settings or SourceSettings()
    )
    return Site(profile, server.url().rstrip("/"))


@pytest.fixture
async def both(desk: Desk, paper: FaultServer) -> AsyncIterator[Everything]:
    host = desk.reader()
    made = Everything(host, [site(paper, "a"), site(paper, "b")], "Все")
    made.subscribe(desk.events.append)
    yield made
    await made.close()


def titles(reader: Everything, view: View | None = None) -> list[str]:
    return [item.title for item in reader.headlines(reader.order(view or View()).keys)]


async def test_the_lists_are_one_newest_first(both: Everything) -> None:
    refreshed = await both.refresh_all()
    assert refreshed.failure is None and refreshed.new == 5
    assert titles(both) == ["a 0", "b 1", "a 2", "b 3", "a 4"]
    assert list((await both.order_async(View())).keys) == list(both.order(View()).keys)
    assert list(both.order(View(), 2).keys) == list(both.order(View()).keys[:2])
    assert (both.count(View()), both.unread()) == (5, 5)


async def test_a_section_is_a_source(both: Everything) -> None:
    await both.refresh_all()
    assert [(one.id, one.title) for one in both.sections()] == [("", "Все"), ("a", "A"), ("b", "B")]
    assert titles(both, View("B")) == titles(both, View("b")) == ["b 1", "b 3"]
    assert both.unread("B") == 2


async def test_each_article_is_read_by_its_own_source(both: Everything) -> None:
    await both.refresh_all()
    for key in both.order(View()).keys[:2]:
        opened = await both.open_article(key)
        assert isinstance(opened, Article) and opened.complete
        assert opened.headline.title in ("a 0", "b 1") and TEXT.strip() in opened.text


async def test_all_read_is_one_step_and_undo_takes_it_back(both: Everything) -> None:
    await both.refresh_all()
    first = both.order(View()).keys[0]
    await both.mark([first], read=True)
    assert await both.mark_all_read(View()) == 4
    assert both.unread() == 0
    undone = await both.undo()
    assert undone is not None and not isinstance(undone, Failure) and len(undone.keys) == 4
    assert both.unread() == 4
    await both.undo()
    assert both.unread() == 5
    assert await both.undo() is None


async def test_only_what_a_filter_means_is_marked(both: Everything) -> None:
    await both.refresh_all()
    assert await both.mark_all_read(View("b")) == 2
    assert both.unread("a") == 3 and both.unread("b") == 0


async def test_one_source_that_fails_leaves_the_others(desk: Desk, paper: FaultServer) -> None:
    both = Everything(desk.reader(), [site(paper, "a"), site(paper, "none")], "Все")
    refreshed = await both.refresh_all()
    assert refreshed.failure is None and refreshed.new == 3
    state = both.freshness
    assert (state.state, state.done, state.total) == (FreshnessState.PARTIAL, 1, 2)
    assert state.failure is not None
    await both.close()


async def test_each_source_has_its_own_interval(desk: Desk, paper: FaultServer) -> None:
    seldom = site(paper, "b", SourceSettings(refresh=60))
    never = site(paper, "c", SourceSettings(refresh=0))
    both = Everything(desk.reader(), [site(paper, "a"), seldom, never], "Все")
    assert both.every_minutes(10) == 10
    await both.refresh_all()
    paper.requests.clear()
    desk.clock.pass_(minutes=10)
    await both.refresh_timed(10)
    assert {target for target in paper.targets() if target.endswith(".xml")} == {"/a.xml"}
    desk.clock.pass_(minutes=50)
    await both.refresh_timed(10)
    assert {target for target in paper.targets() if target.endswith(".xml")} == {"/a.xml", "/b.xml"}
    await both.close()


async def test_what_is_remembered_is_no_source_s(both: Everything) -> None:
    await both.remembered.choose("theme", "x")
    assert both.remembered.choice("theme") == "x"
    for name in ("a", "b"):
        assert Remembered(both._archive, name, both._clock).choice("theme") is None
    assert ALL not in {one.id for one in both.sections()}


async def test_the_host_lives_on_when_it_is_closed(desk: Desk, paper: FaultServer) -> None:
    host = desk.reader()
    both = Everything(host, [site(paper, "a")], "Все")
    await both.refresh_all()
    await both.close()
    assert host.read_only is None
    assert await host.undo() is None


def rows(*pairs: tuple[int, int]) -> Order:
    return Order(array("q", (key for key, _time in pairs)), array("q", (time for _key, time in pairs)))


def test_orders_are_merged_by_time() -> None:
    order = merged([rows((1, 30), (2, 10)), rows(), rows((3, 20), (4, 10))])
    assert list(order.keys) == [1, 3, 2, 4] and list(order.times) == [30, 20, 10, 10]
    assert list(merged([rows((1, 30)), rows((3, 20))], 1).keys) == [1]
    assert len(merged([])) == 0


def test_the_state_of_all_together() -> None:
    fresh = Freshness(FreshnessState.FRESH, updated=NEWEST)
    older = replace(fresh, updated=NEWEST - timedelta(hours=1))
    busy = Freshness(FreshnessState.REFRESHING, updated=NEWEST, done=1, total=3)
    down = Freshness(
        FreshnessState.OFFLINE,
        since=NEWEST,
        failure=Failure(FailureKind.UNKNOWN_HOST, url="http://a.example/"),
    )
    refused = replace(down, state=FreshnessState.REFUSED)
    first = Freshness(FreshnessState.FIRST_LOAD, total=2)
    assert together([older, fresh]) == fresh
    assert together([Freshness(), Freshness()]).state is FreshnessState.NEVER
    assert (together([fresh, busy]).done, together([fresh, busy]).total) == (1, 3)
    assert together([fresh, first]).state is FreshnessState.REFRESHING
    assert together([Freshness(), first]).state is FreshnessState.FIRST_LOAD
    assert together([down, refused]).state is FreshnessState.REFUSED
    some = together([fresh, down, older])
    assert (some.state, some.done, some.total, some.updated) == (FreshnessState.PARTIAL, 2, 3, NEWEST)
