"""Copies, restoring, pruning, export and import, versions: what the owner of an archive does with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.model import Article, FailureError, FailureKind, Headline, Image, Link, ListKind, Place, Video
from kaskad_tui.store import connection, schema, upkeep
from kaskad_tui.store.archive import Archive, View
from kaskad_tui.store.custodian import Custodian
from kaskad_tui.store.interchange import Line, LineError, read
from kaskad_tui.store.sameness import same
from kaskad_tui.store.search.query import parse
from tests.store.conftest import KALININGRAD, NOW

DAY = timedelta(days=1)


def headline(number: int, title: str = "Мост откроют") -> Headline:
    moment = NOW.astimezone(KALININGRAD) - number * DAY
    return Headline(
        str(number), f"https://kaskad.tv/n/{number}", f"{title} {number}", moment, section="Новости"
    )


def article(number: int, text: str = "Первый абзац.\n\nВторой абзац.") -> Article:
    return Article(
        headline(number),
        "Служба новостей",
        tuple(text.split("\n\n")),
        text,
        images=(Image("https://kaskad.tv/a.jpg", "подпись", None),),
        videos=(Video("https://vk.com/video1", "видео"),),
        links=(Link("https://kaskad.tv/", "главная"),),
        lists={ListKind.RELATED: (headline(900, "Похожее"),)},
        fetched=NOW,
        extractor=7,
    )


async def filled(archive: Archive) -> Archive:
    await archive.save_headlines("kaskad", [headline(n) for n in range(1, 31)], NOW, listed=True)
    keys = [await archive.save_article("kaskad", article(n)) for n in range(1, 21)]
    await archive.save_article(
        "kaskad", replace(article(3, "Первый абзац.\n\nДругой абзац."), fetched=NOW + DAY, extractor=8)
    )
    await archive.mark(keys[:5], read=True, undoable=True)
    await archive.mark(keys[15:17], bookmarked=True, undoable=True)
    await archive.save_place(keys[1], Place(2, 40))
    await archive.mark_gone(keys[7])
    return archive


def lines(archive: Archive) -> list[str]:
    return list(Custodian(archive).exported())


async def imported(archive: Archive, texts: Sequence[str]) -> int:
    return await Custodian(archive).merge([read(text) for text in texts])


def kind(error: pytest.ExceptionInfo[FailureError]) -> FailureKind:
    return error.value.failure.kind


async def test_export_then_import_gives_the_same_store(archive: Archive, tmp_path: Path) -> None:
    first = lines(await filled(archive))
    assert len(first) == 32, "and one line of the source"
    other = Archive.open(tmp_path / "other.db", clock=lambda: NOW + 9 * DAY)
    assert await imported(other, first) == 31
    assert lines(other) == first
    for view in (View(), View("Новости"), View(filter="unread"), View(filter="bookmarked")):
        one, two = archive.order("kaskad", view), other.order("kaskad", view)
        assert [item.id for item in archive.headlines(one.keys)] == [
            item.id for item in other.headlines(two.keys)
        ]
    assert len(other.search(parse("мосты"))) == len(archive.search(parse("мосты"))) == 30
    key = other.by_id("kaskad", "3")
    assert key is not None and other.versions(key.key)[1].number == 2
    assert [version.extractor for version in other.versions(key.key)] == [7, 8]
    assert await imported(other, first) == 0
    assert lines(other) == first
    await other.close()


async def test_an_import_merges_marks_and_keeps_the_better_text(archive: Archive, tmp_path: Path) -> None:
    exported = lines(await filled(archive))
    other = Archive.open(tmp_path / "other.db", clock=lambda: NOW)
    await other.save_headlines("kaskad", [headline(n) for n in (1, 2, 40)], NOW, listed=True)
    newer = replace(article(1, "Новее."), fetched=NOW + 5 * DAY)
    await other.save_article("kaskad", newer)
    forty = other.by_id("kaskad", "40")
    assert forty is not None
    await other.mark([forty.key], bookmarked=True, undoable=True)
    await imported(other, exported)
    one = other.by_id("kaskad", "1")
    assert one is not None and one.read and one.has_body
    kept = other.article(one.key)
    assert kept is not None and kept.text == "Новее."
    assert other.by_id("kaskad", "40") == forty or other.count("kaskad", View(filter="bookmarked")) == 3
    await other.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 100_000,
        '{"source": "s", "id": "1"}',
        '{"source": "s", "id": "1", "url": "javascript:alert(1)"}',
        '{"source": "\\u001b[2J", "id": "1", "url": "https://x/"}',
    ],
)
def test_what_is_no_article_is_refused(text: str) -> None:
    with pytest.raises(LineError):
        read(text)


async def test_hostile_text_is_cleaned(archive: Archive) -> None:
    bad = "Мост\u001b[31m крас\u202eный\u0007"
    shape = {
        "source": "s\n",
        "id": "1",
        "url": "https://x.org/1",
        "title": bad,
        "body": [bad, 5, ""],
        "text": bad,
        "images": [["file:///etc/passwd", bad, bad], ["https://x.org/a.png", bad, 7], "x"],
        "links": [["https://x.org/", bad]],
        "lists": {"top": [{"id": "2", "url": "https://x.org/2", "title": bad}], "evil": [1]},
        "versions": [{"title": bad, "body": [bad], "text": bad}, 3],
        "published": "nonsense",
        "place": [1, "x"],
        "read": "yes",
    }
    assert await imported(archive, [json.dumps(shape)]) == 1
    text = "".join(lines(archive))
    assert "\\u001b" not in text and "\u202e" not in text and "\u0007" not in text and "passwd" not in text
    first = json.loads(lines(archive)[0])
    assert first["read"] is False and first["published"] is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=6,
    ),
    st.sampled_from(
        "source id url title published day_only section teaser read first_seen seen gone listed place "
        "fetched complete author body text images videos links lists versions page_title".split()
    ),
)
def test_any_value_anywhere_is_an_article_or_refused(value: object, name: str) -> None:
    shape = {"source": "s", "id": "1", "url": "https://x.org/1", "title": "T", "body": ["x"], name: value}
    try:
        line = Line(shape)
    except LineError:
        return
    assert line.headline.title and line.source


async def test_prune_drops_texts_only(archive: Archive) -> None:
    await filled(archive)
    custodian = Custodian(archive)
    for one in archive.headlines(archive.order("kaskad", View()).keys):
        await archive.save_articles("kaskad", [], [replace(article(1, "Из ленты."), headline=one)])
    before = custodian.info()
    pruned = await custodian.prune(before=NOW - 10 * DAY)
    # 11 … 20 have texts older than ten days, two of them are bookmarked; 10 is just as old
    assert (pruned.texts, pruned.versions) == (8, 0)
    after = custodian.info()
    assert (after.headlines, after.unread, after.bookmarked) == (
        before.headlines,
        before.unread,
        before.bookmarked,
    )
    assert after.texts == before.texts - 8
    old, marked = archive.by_id("kaskad", "12"), archive.by_id("kaskad", "16")
    assert old is not None and not old.has_body and archive.article(old.key) is None
    assert marked is not None and marked.has_body
    assert archive.feed_text(old.key) is None and archive.feed_text(marked.key) is not None
    assert len(archive.search(parse("мост"))) == 30
    assert len(archive.search(parse("абзацы"))) == after.texts
    pruned = await custodian.prune(keep=2)
    assert (pruned.texts, pruned.versions) == (8, 1)
    assert custodian.info().texts == 4 and custodian.is_sound()


async def test_a_copy_and_its_return(path: Path, tmp_path: Path) -> None:
    archive = Archive.open(path, clock=lambda: NOW)
    await filled(archive)
    custodian, target = Custodian(archive), tmp_path / "copy.db"
    custodian.copy_to(target)
    before = lines(archive)
    with pytest.raises(FailureError):
        custodian.copy_to(target)
    with pytest.raises(FailureError) as error:
        upkeep.restore(path, target, NOW, 0.1)
    assert kind(error) is FailureKind.STORE_LOCKED
    key = archive.order("kaskad", View()).keys[0]
    await archive.mark([key], bookmarked=True, undoable=True)
    await archive.close()
    aside = upkeep.restore(path, target, NOW, 0.1)
    assert aside is not None and aside.name == "archive-before-restore-2026-11-24.db"
    for file, expected in ((path, 2), (aside, 3)):
        opened = Archive.open(file, clock=lambda: NOW)
        assert opened.recovered is None and opened.read_only is None
        assert opened.count("kaskad", View(filter="bookmarked")) == expected
        assert expected == 3 or lines(opened) == before
        await opened.close()


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"x" * 5000])
async def test_what_is_no_copy_changes_nothing(path: Path, tmp_path: Path, content: bytes) -> None:
    archive = await filled(Archive.open(path, clock=lambda: NOW))
    await archive.close()
    before = path.read_bytes()
    bad = tmp_path / "bad.db"
    bad.write_bytes(content)
    for backup in (bad, tmp_path / "missing.db"):
        with pytest.raises(FailureError):
            upkeep.restore(path, backup, NOW, 0.1)
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["archive.db", "archive.db-session"]


async def test_an_archive_of_the_first_schema_is_read_where_it_cannot_be_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    db = connection.writing(path, 1)
    schema.migrate(db, path, latest=1)
    db.execute("INSERT INTO source VALUES (1, 's')")
    db.execute(
        "INSERT INTO headline (key, source, id, number, url, title, first_seen, seen, sort, listed, "
        "has_body) VALUES (1, 1, '1', 1, 'https://x/', 'Мост', 1, 1, 1, 1, 1)"
    )
    db.execute("INSERT INTO article VALUES (1, 1, 1, NULL, '[\"x\"]', 'x', '[]', '[]', '[]', '{}')")
    db.close()
    reader = connection.reading(path)
    schema.readable(reader, path)
    from kaskad_tui.store import versions

    assert [version.title for version in versions.versions(reader, 1)] == ["Мост"]
    assert upkeep.info(reader, path).unindexed == 0
    reader.close()


async def test_versions_hold_the_title_of_their_time(archive: Archive) -> None:
    key = await archive.save_article("kaskad", article(1, "Задержали два рейса."))
    retitled = replace(headline(1), title="Задержали три рейса")
    await archive.save_headlines("kaskad", [retitled], NOW + DAY, listed=True)
    after = replace(article(1, "Задержали три рейса."), headline=retitled, fetched=NOW + DAY)
    await archive.save_article("kaskad", after)
    first, second = archive.versions(key)
    assert (first.number, first.title, first.text) == (1, "Мост откроют 1", "Задержали два рейса.")
    assert (first.seen, first.replaced) == (NOW, NOW + DAY)
    assert (second.title, second.text, second.replaced) == (
        "Задержали три рейса",
        "Задержали три рейса.",
        None,
    )
    item = archive.by_id("kaskad", "1")
    assert item is not None and item.changed


async def test_a_changed_title_alone_is_an_edit(archive: Archive) -> None:
    key = await archive.save_article("kaskad", article(1))
    retitled = replace(headline(1), title="Мост закроют")
    await archive.save_article("kaskad", replace(article(1), headline=retitled, fetched=NOW + DAY))
    assert [version.title for version in archive.versions(key)] == ["Мост откроют 1", "Мост закроют"]


@pytest.mark.parametrize(
    "other",
    [
        'Мост "Эстакадный" - откроют...\n\nВ понедельник.',
        "Мост «Эстакадный» — откроют…\nВ понедельник.",
        "Мост «Эстакадный» — откроют…\n\nОбновлено: 27.12.2022, 11:23\n\nВ понедельник.\n\nПросмотров: 1 234",
        "27 декабря 2022, 11:23\n\nМост «Эстакадный» — откроют…\n\nВ понедельник.",
    ],
)
async def test_furniture_dates_and_signs_are_no_edit(archive: Archive, other: str) -> None:
    text = "Мост «Эстакадный» — откроют…\n\nВ понедельник."
    key = await archive.save_article("kaskad", article(1, text))
    await archive.save_article("kaskad", replace(article(1, other), fetched=NOW + DAY))
    assert len(archive.versions(key)) == 1
    item = archive.by_id("kaskad", "1")
    assert item is not None and not item.changed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("два рейса", "три рейса"),
        ("5 рейсов", "6 рейсов"),
        ("В среду", "В пятницу, 5 мая, откроют"),
        ("а", ""),
    ],
)
def test_what_a_reader_would_notice_is_not_the_same(one: str, other: str) -> None:
    assert not same(one, other)
