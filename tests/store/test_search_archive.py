"""What the archive finds, in which order, and that the index follows every change."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from kaskad_tui.model import Article, Headline
from kaskad_tui.store import connection, schema
from kaskad_tui.store.archive import Archive
from kaskad_tui.store.search.marking import Pattern
from kaskad_tui.store.search.query import parse
from tests.store.conftest import KALININGRAD, NOW

DAY = timedelta(days=1)


def news(number: int, title: str, days: float = 0, section: str | None = None) -> Headline:
    moment = NOW.astimezone(KALININGRAD) - days * DAY
    return Headline(str(number), f"https://kaskad.tv/n/{number}", title, moment, section=section)


def article(headline: Headline, text: str) -> Article:
    return Article(headline, None, tuple(text.split("\n\n")), text, fetched=NOW)


async def found(archive: Archive, query: str, *, ranked: bool = False, typing: bool = False) -> list[str]:
    hits = await archive.search_async(parse(query, typing=typing), ranked=ranked)
    assert hits.exact and hits.total == len(hits)
    return [item.id for item in archive.headlines(hits.keys)]


@pytest.fixture
async def filled(archive: Archive) -> Archive:
    items = [
        news(1, "Ёлку на площади Победы зажгут в Калининграде", 5, section="Новости"),
        news(2, "Янтарный комбинат показал самородок", 4, section="Культура"),
        news(3, "Матч перенесли", 3, section="Спорт"),
        news(4, "Мост закроют до весны", 2, section="Новости"),
    ]
    await archive.save_headlines("kaskad", items, NOW, listed=True)
    await archive.save_article(
        "kaskad", article(items[2], "Игру в калининградском парке отложили из-за шторма.")
    )
    await archive.save_article(
        "kaskad", article(items[3], "Ремонт моста в Калининграде начнётся утром. Елка ждёт.")
    )
    other = Headline(
        "https://example.org/x", "https://example.org/x", "Калининград глазами гостей", NOW - 9 * DAY
    )
    await archive.save_headlines("example.org", [other], NOW, listed=True)
    return archive


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("калининградом", ["4", "1", "https://example.org/x"]),
        ("КАЛИНИНГРАД мосты", ["4"]),
        ("ёлка", ["4", "1"]),
        ("ЕЛКИ", ["4", "1"]),
        ("«площадь победа»", ["1"]),
        ("«победа площадь»", []),
        ("калинингр*", ["4", "3", "1", "https://example.org/x"]),
        ("ка*", ["4", "3", "1", "https://example.org/x"]),
        ("ка* мост", ["4"]),
        ("из-за", ["3"]),
        ("калининград source:example", ["https://example.org/x"]),
        ("калининград section:новости", ["4", "1"]),
        ("section:спорт", ["3"]),
        ("калининград from:2026-11-20", ["4"]),
        ("калининград to:19.11.2026", ["1", "https://example.org/x"]),
        ("from:2026-11-20 to:2026-11-20", ["2"]),
        ("section:нету", []),
        ("source:нету", []),
        ("", []),
        ("...", []),
        ('калининград" OR мост*)', []),
    ],
)
async def test_queries(filled: Archive, query: str, ids: list[str]) -> None:
    assert await found(filled, query) == ids


async def test_while_typing_every_beginning_finds_the_word(filled: Archive) -> None:
    for size in range(1, len("калининградом") + 1):
        assert "4" in await found(filled, "калининградом"[:size], typing=True), size
    assert await found(filled, "янтарь", typing=True) == ["2"]


async def test_marks_narrow_a_query(filled: Archive) -> None:
    one, four = (filled.by_id("kaskad", id_) for id_ in "14")
    assert one is not None and four is not None
    await filled.mark([one.key], read=True, bookmarked=True, undoable=True)
    assert await found(filled, "калининград is:unread source:kaskad") == ["4"]
    assert await found(filled, "калининград is:bookmarked") == ["1"]
    assert await found(filled, "это:закладка") == ["1"]
    assert await found(filled, "ка* is:bookmarked is:unread") == []


async def test_old_articles_that_come_in_later_stand_behind(archive: Archive) -> None:
    await archive.save_headlines("s", [news(9, "Мост новый", 0)], NOW, listed=True)
    await archive.save_headlines("s", [news(1, "Мост старый", 900)], NOW, listed=True)
    await archive.save_headlines("s", [news(5, "Мост средний", 30)], NOW, listed=True)
    assert await found(archive, "мост") == ["9", "5", "1"]


async def test_hits_of_one_minute_stand_as_in_the_list(archive: Archive) -> None:
    items = [news(n, f"Мост {n}", 0) for n in range(300, 0, -1)]
    random.Random(1).shuffle(items)
    await archive.save_headlines("s", items, NOW, listed=True)
    while await archive.index(1.0):
        pass
    ids = await found(archive, "мост")
    assert ids == [str(n) for n in range(300, 0, -1)]
    items = [news(1000 + n, f"Порт {n}", 50) for n in (3, 1, 2)]
    await archive.save_headlines("s", items, NOW, listed=True)
    assert await found(archive, "порт") == ["1003", "1002", "1001"]


async def test_pages_of_hits_and_their_total(archive: Archive) -> None:
    items = [news(n, f"Мост {n}", n) for n in range(1200)]
    await archive.save_headlines("s", items, NOW, listed=True)
    while await archive.index(1.0):
        pass
    first = archive.search(parse("мост"), limit=50)
    assert (len(first), first.total, first.exact) == (50, 1000, False)
    page = archive.search(parse("мост"), limit=50, offset=1170)
    assert (len(page), page.total, page.exact) == (30, 1200, True)
    assert [item.id for item in archive.headlines(page.keys)] == [str(n) for n in range(1170, 1200)]
    some = archive.search(parse("мост from:2026-11-01"), limit=5)
    assert (len(some), some.total, some.exact) == (5, 24, True)


async def test_relevance_prefers_titles_and_many_mentions(archive: Archive) -> None:
    items = [news(1, "Погода", 0), news(2, "Янтарь нашли", 9), news(3, "Музей", 5)]
    filler = "Вчера вечером жители города обсуждали разные дела. " * 5
    await archive.save_article("s", article(items[0], filler + "Один янтарь."))
    await archive.save_article("s", article(items[1], filler))
    await archive.save_article("s", article(items[2], filler + "Янтарь, янтарём, о янтаре, янтаря."))
    assert await found(archive, "янтарь", ranked=True) == ["2", "3", "1"]
    assert await found(archive, "янтарь") == ["1", "3", "2"]


async def test_the_index_follows_titles_dates_and_texts(filled: Archive) -> None:
    await filled.save_headlines("kaskad", [news(4, "Трамвай пойдёт", 400)], NOW + DAY, listed=True)
    assert await found(filled, "трамвай") == ["4"]
    assert await found(filled, "калининград source:kaskad") == ["1", "4"]
    changed = replace(article(news(4, "Трамвай пойдёт", 400), "Совсем другой текст."), fetched=NOW + 2 * DAY)
    await filled.save_article("kaskad", changed)
    assert await found(filled, "ремонт") == []
    assert await found(filled, "другие тексты") == ["4"]


async def test_a_refetch_of_the_same_text_asks_for_no_indexing(filled: Archive, path: Path) -> None:
    four = filled.by_id("kaskad", "4")
    assert four is not None
    known = filled.article(four.key)
    assert known is not None
    db = connection.reading(path)
    before = db.execute("SELECT max(id) FROM search_data").get
    await filled.save_article("kaskad", replace(known, fetched=NOW + DAY))
    assert db.execute("SELECT max(id) FROM search_data").get == before
    db.close()


async def test_the_index_is_the_same_as_one_made_anew(path: Path) -> None:
    archive = Archive.open(path, clock=lambda: NOW)
    chance = random.Random(7)
    vocabulary = "мост порт море янтарь ветер школа театр снег ёлка дорога".split()
    for round_ in range(60):
        number = chance.randint(1, 12)
        text = " ".join(chance.choices(vocabulary, k=4))
        item = news(number, " ".join(chance.choices(vocabulary, k=2)), chance.randint(0, 900))
        if chance.random() < 0.5:
            await archive.save_headlines("s", [item], NOW + round_ * DAY, listed=True)
        else:
            await archive.save_article("s", replace(article(item, text), fetched=NOW + round_ * DAY))
    assert archive.unindexed() == 0
    results = {word: await found(archive, word) for word in vocabulary}
    assert any(results.values())
    await archive.close()
    db = connection.writing(path, 1)
    for table in ("search", "search_start"):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    db.execute("DELETE FROM search_doc; INSERT OR REPLACE INTO search_todo SELECT key FROM headline")
    db.close()
    again = Archive.open(path, clock=lambda: NOW)
    assert again.unindexed() == 12
    while await again.index():
        pass
    assert {word: await found(again, word) for word in vocabulary} == results
    await again.close()


async def test_an_archive_of_the_first_schema_is_indexed_behind_and_goes_on_after_a_kill(
    tmp_path: Path,
) -> None:
    path = tmp_path / "archive.db"
    db = connection.writing(path, 1)
    connection.settled(db)
    schema.migrate(db, path, latest=1)
    db.execute("INSERT INTO source VALUES (1, 's')")
    for key in range(1, 401):
        db.execute(
            "INSERT INTO headline (key, source, id, number, url, title, published, offset_s, first_seen, "
            "seen, sort, listed) VALUES (?1, 1, ?1, ?1, 'http://s/', 'Мосты города', ?2, 7200, 1, 1, ?2, 1)",
            (key, key * 3600),
        )
        db.execute(
            "INSERT INTO article VALUES (?, 1, 1, NULL, '[]', 'Старый янтарь', '[]', '[]', '[]', '{}')",
            (key,),
        )
    db.close()
    archive = Archive.open(path, clock=lambda: NOW)
    assert (tmp_path / f"archive-before-v{schema.SCHEMA_VERSION}.db").exists()
    assert archive.unindexed() == 400
    assert await archive.index(0.01)
    part = 400 - archive.unindexed()
    assert 0 < part < 400
    hits = archive.search(parse("янтарь"), limit=5)
    assert [item.id for item in archive.headlines(hits.keys)] == [str(n) for n in range(400, 395, -1)]
    copy = tmp_path / "killed"  # what a kill -9 leaves: the files as they are
    copy.mkdir()
    for name in ("archive.db", "archive.db-wal"):
        shutil.copyfile(tmp_path / name, copy / name)
    await archive.close()
    archive = Archive.open(copy / "archive.db", clock=lambda: NOW)
    assert archive.unindexed() == 400 - part
    while await archive.index():
        pass
    assert len(archive.search(parse("янтари мост"))) == 400
    await archive.close()


async def test_a_foreign_shell_can_read_the_index(filled: Archive, path: Path) -> None:
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    assert db.execute("SELECT count(*) FROM search WHERE search MATCH 'калининград'").get == 3
    db.close()


async def test_excerpts_need_the_text_only(filled: Archive) -> None:
    hits = filled.search(parse("утра"))
    text = filled.texts(hits.keys)[hits.keys[0]]
    assert Pattern(parse("утро")).excerpt(text, 30).text.count("утром") == 1


async def test_an_unlisted_article_is_found_too(archive: Archive) -> None:
    await archive.save_headlines("s", [news(8, "Забытый мост", 3)], NOW, listed=False)
    assert await found(archive, "забытые") == ["8"]


async def test_forms_that_the_stemmer_cuts_apart_are_found_marked_and_stand_in_phrases(
    archive: Archive,
) -> None:
    items = [
        news(1, "Старый музей открыли у Вислинского лимана", 3),
        news(2, "Экскурсии по старым музеям и лиманам", 2),
        news(3, "Музыка над заливом", 1),
    ]
    await archive.save_headlines("kaskad", items, NOW, listed=True)
    assert await found(archive, "музеем") == await found(archive, "музей") == ["2", "1"]
    assert await found(archive, "лиман") == ["2", "1"]
    assert await found(archive, '"старого музея"') == ["2", "1"]
    assert Pattern(parse("лиманами")).spans("у лимана") == ((2, 8),)
    assert Pattern(parse('"старого музея"')).spans("по старым музеям") == ((3, 9), (10, 16))
