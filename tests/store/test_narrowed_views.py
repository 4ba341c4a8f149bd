"""Views of a day, the other way round, without muted words; each without a sort or a scan of the archive."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kaskad_tui.model import Filter, Headline
from kaskad_tui.reader.narrowing import Titles
from kaskad_tui.store import connection, schema, views
from kaskad_tui.store.archive import Archive
from kaskad_tui.store.search import muting
from kaskad_tui.store.views import View

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SINCE = int((NOW - timedelta(hours=12)).timestamp())
TITLES = (
    "Гороскоп на вторник",
    "Мост открыли",
    "Открытие моста отложили",
    "О гороскопах и не только",
    "Ёлка у моста",
    "Дом, который построили в центре",
)


def headline(number: int, title: str, hours_ago: float = 0.0) -> Headline:
    return Headline(
        str(number), f"http://site/{number}", title, NOW - timedelta(hours=hours_ago), section="Новости"
    )


@pytest.fixture
async def news(archive: Archive) -> AsyncIterator[Archive]:
    """Six headlines, one every five hours."""
    items = [headline(n, title, n * 5) for n, title in enumerate(TITLES)]
    await archive.save_headlines("s", items, NOW, listed=True)
    yield archive


def titles(archive: Archive, view: View) -> list[str]:
    order = archive.order("s", view)
    assert len(order) == archive.count("s", view)
    assert list(order.times) == sorted(order.times, reverse=not view.oldest_first)
    return [item.title for item in archive.headlines(order.keys)]


async def test_only_what_is_of_today(news: Archive) -> None:
    today = View(since=SINCE)
    assert titles(news, today) == list(TITLES[:3])
    await news.mark(news.order("s", today).keys[:1], read=True, undoable=False)
    assert titles(news, replace(today, filter="unread")) == list(TITLES[1:3])
    assert titles(news, replace(today, section="Новости", filter="unread")) == list(TITLES[1:3])
    assert titles(news, replace(today, filter="bookmarked")) == []
    assert titles(news, View("Нет", since=SINCE)) == []


async def test_the_oldest_first(news: Archive) -> None:
    assert titles(news, View(oldest_first=True)) == list(reversed(TITLES))
    assert len(news.order("s", View(oldest_first=True), limit=2)) == 2
    first = news.order("s", View(oldest_first=True), limit=1).keys
    assert [item.title for item in news.headlines(first)] == [TITLES[-1]]


async def test_all_read_leaves_out_what_is_hidden(news: Archive) -> None:
    hidden = await news.muted(["гороскоп"])
    assert await news.mark_all_read("s", View(), hidden) == 4
    assert {item.title for item in news.headlines(sorted(hidden)) if not item.read} == {TITLES[0], TITLES[3]}
    assert await news.unread_among(hidden) == 2
    undone = await news.undo("s")
    assert undone is not None and len(undone.keys) == 4


async def muted(archive: Archive, *words: str) -> set[str]:
    return {item.title for item in archive.headlines(sorted(await archive.muted(words)))}


@pytest.mark.parametrize("indexed", [True, False])
async def test_muted_words_are_found_in_all_forms(
    news: Archive, indexed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not indexed:  # a store of the first schema that cannot be upgraded
        monkeypatch.setattr(schema, "has_search", lambda _db: False)
    assert await muted(news, "гороскопом") == {TITLES[0], TITLES[3]}
    assert await muted(news, "МОСТЫ", "елки") == {TITLES[1], TITLES[2], TITLES[4]}
    assert await muted(news, "открытие моста") == {TITLES[2]}
    assert await muted(news, "постро*") == {TITLES[5]}
    assert await muted(news, "мос") == set()  # a word, not a part of one
    assert await muted(news) == await muted(news, "", "  ", "!") == set()


async def test_a_muted_word_of_the_text_alone_mutes_nothing(archive: Archive) -> None:
    from kaskad_tui.model import Article

    await archive.save_article("s", Article(headline(1, "Утро"), None, ("Гороскоп.",), "Гороскоп."))
    assert await muted(archive, "гороскоп") == set()
    assert await muted(archive, "утро") == {"Утро"}


async def test_a_title_that_changed_is_judged_as_it_is_now(news: Archive) -> None:
    later = NOW + timedelta(hours=1)
    await news.save_headlines("s", [replace(headline(0, "Погода на вторник"))], later, listed=True)
    assert await muted(news, "гороскоп") == {TITLES[3]}
    assert await muted(news, "погода") == {"Погода на вторник"}


@pytest.mark.parametrize(
    "words", [["a OR b"], ['"'], ["title:x", "NEAR(a b)"], ["(", "*", "-"], ["\x00"], ["й" * 5000]]
)
async def test_no_word_is_a_query(news: Archive, words: list[str]) -> None:
    assert await muted(news, *words) == set()


async def test_no_narrowed_view_is_sorted_or_scanned(news: Archive) -> None:
    db = connection.reading(news.path)
    names: tuple[Filter, ...] = ("all", "unread", "bookmarked")
    for section in (None, "Новости"):
        for name in names:
            for oldest in (False, True):
                view = View(section, name, SINCE, oldest)
                selected = views.selection(db, "s", view)
                assert selected is not None
                way = "ASC" if oldest else "DESC"
                query = f"SELECT key, sort FROM {selected[0]} ORDER BY sort {way}, number {way}, key {way}"
                plan = " ".join(str(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {query}", selected[1]))
                assert "COVERING INDEX" in plan and "sort>?" in plan and "TEMP B-TREE" not in plan
    db.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("мост", {1, 2, 4}),
        ("МОСТОМ", {1, 2, 4}),
        ("елк", {4}),
        ("ёлка мост", {4}),
        ("постр", {5}),
        ("откр мост", {1, 2}),
        ("открытый", {2}),
        ("остр", set()),
        ("«мост» -", {1, 2, 4}),
        ("ничего такого", set()),
        ("", set(range(6))),
        ("[", set(range(6))),
    ],
)
def test_titles_are_looked_through_while_typing(typed: str, found: set[int]) -> None:
    assert Titles(dict(enumerate(TITLES))).matching(typed) == found


def test_a_decomposed_letter_is_the_letter() -> None:
    assert Titles({1: "Трамваи\u0306"}).matching("трамвай") == {1}


def test_a_hundred_thousand_titles_take_no_time() -> None:
    titles = Titles({n: f"{TITLES[n % 6]} номер {n}" for n in range(100_000)})
    spent = []
    for typed in ("м", "мо", "мост", "мост открыли"):
        before = time.thread_time()
        titles.matching(typed)
        spent.append(time.thread_time() - before)
    assert max(spent) < 0.25, spent


async def test_muting_does_not_look_at_every_title(news: Archive) -> None:
    db = connection.reading(news.path)
    seen: list[str] = []

    def trace(_cursor: object, sql: str, _values: object) -> bool:
        seen.append(sql)
        return True

    db.exec_trace = trace
    muting.keys(db, muting.terms(["гороскоп"]), indexed=True)
    assert all("search_todo" in sql or "MATCH" in sql for sql in seen)
    db.close()
