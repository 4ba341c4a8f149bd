from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kaskad_tui.model import Article, Headline, Image, Link, ListKind, Place, Section, Video
from kaskad_tui.store import connection
from kaskad_tui.store.archive import Archive, StoredValidators, View

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def article(text: str = "Первый.\n\nВторой.", minutes: int = 0, **values: object) -> Article:
    """An article with a paragraph a block, fetched so many minutes after NOW."""
    made = Article(
        headline=Headline("1", "http://site/1", "Заголовок", NOW - timedelta(hours=3), section="Новости"),
        author="Ирина",
        body=tuple(text.split("\n\n")) if text else (),
        text=text,
        fetched=NOW + timedelta(minutes=minutes),
    )
    return replace(made, **values)  # type: ignore[arg-type] # keyword values of a factory


def versions(archive: Archive, key: int) -> list[str]:
    db = connection.reading(archive.path)
    found = [row[0] for row in db.execute("SELECT text FROM version WHERE key = ? ORDER BY number", (key,))]
    db.close()
    return found


async def test_an_article_comes_back_whole(archive: Archive) -> None:
    aside = Headline("7", "http://site/7", "Рядом", NOW - timedelta(days=1), day_only=True, section="Сюжеты")
    sent = article(
        images=(Image("http://site/a.jpg", "alt", "подпись"), Image("http://site/b.jpg")),
        videos=(Video("http://video/1", "Ролик"),),
        links=(Link("http://other/", "ссылка"),),
        lists={ListKind.RELATED: (aside,)},
    )
    key = await archive.save_article("s", sent)
    back = archive.article(key)
    assert back is not None
    assert replace(back, headline=sent.headline, lists={}) == replace(sent, lists={})
    assert back.headline == replace(sent.headline, source="s", key=key, has_body=True, first_seen=NOW)
    (related,) = back.lists[ListKind.RELATED]
    assert replace(related, key=0, first_seen=None, source="") == aside
    assert archive.headlines([related.key])[0].title == "Рядом"
    assert archive.count("s", View()) == 1, "the one beside is in no order"
    await archive.mark([related.key], read=True, undoable=False)
    again = archive.article(key)
    assert again is not None and again.lists[ListKind.RELATED][0].read
    assert archive.article(999) is None and archive.article(related.key) is None


async def test_opening_lists_an_article_that_has_a_date(archive: Archive) -> None:
    undated = replace(article().headline, id="2", published=None)
    await archive.save_article("s", article())
    await archive.save_article("s", article(headline=undated))
    assert [item.id for item in archive.headlines(archive.order("s", View()).keys)] == ["1"]


async def test_an_incomplete_text_replaces_no_complete_one(archive: Archive) -> None:
    key = await archive.save_article("s", article("Начало", complete=False))
    await archive.save_article("s", article("Нач", 1, complete=False))
    back = archive.article(key)
    assert back is not None and back.text == "Начало" and not back.complete
    await archive.save_article("s", article("Начало и конец.", -5))
    back = archive.article(key)
    assert back is not None and back.text == "Начало и конец." and back.complete
    assert not back.headline.changed and versions(archive, key) == [], "a teaser grew: no edit"
    await archive.save_article("s", article("Оборвалось", 9, complete=False))
    await archive.save_article("s", article("", 10))
    back = archive.article(key)
    assert back is not None and back.text == "Начало и конец." and back.headline.has_body


async def test_an_edit_keeps_the_old_text(archive: Archive) -> None:
    key = await archive.save_article("s", article("Было так."))
    await archive.save_article("s", article("Было  так.\n", 1))
    back = archive.article(key)
    assert back is not None and not back.headline.changed, "white space is no edit"
    await archive.save_article("s", article("Стало так.", 2))
    await archive.save_article("s", article("Стало иначе.", 3))
    await archive.save_article("s", article("Было так.", 1))
    back = archive.article(key)
    assert back is not None and back.text == "Стало иначе." and back.headline.changed
    assert versions(archive, key) == ["Было  так.\n", "Стало так."]


async def test_what_other_rules_read_is_kept_but_called_no_edit_of_the_site(archive: Archive) -> None:
    key = await archive.save_article("s", article("Было так."))
    await archive.save_article("s", article("Стало так.", 1, extractor=2))
    await archive.save_article("s", article("Стало так.", 2, extractor=3))
    back = archive.article(key)
    assert back is not None and back.text == "Стало так." and not back.headline.changed
    assert back.extractor == 3, "the same words, read anew"
    await archive.save_article("s", article("Стало иначе.", 3, extractor=3))
    back = archive.article(key)
    assert back is not None and back.headline.changed
    assert [(version.text, version.extractor) for version in archive.versions(key)] == [
        ("Было так.", 0),
        ("Стало так.", 3),
        ("Стало иначе.", 3),
    ]


async def test_what_a_feed_gives_stands_beside_the_text(archive: Archive) -> None:
    key = await archive.save_article("s", article("На странице."))
    (item,) = archive.headlines([key])
    for text in ("В ленте.", "В ленте иначе."):
        own = replace(article(text), headline=item, extractor=Article.FEED)
        await archive.save_articles("s", [], [own])
    page, given = archive.article(key), archive.feed_text(key)
    assert page is not None and page.text == "На странице." and not page.from_feed
    assert given is not None and given.text == "В ленте иначе." and given.from_feed and given.complete
    assert (given.author, given.images, given.links) == (page.author, page.images, page.links)
    assert archive.feed_text(key + 1) is None
    assert not given.headline.changed and versions(archive, key) == []


async def test_an_article_without_text_has_no_body(archive: Archive) -> None:
    key = await archive.save_article("s", article(""))
    back = archive.article(key)
    assert back is not None and back.body == () and not back.headline.has_body


async def test_gone_is_noted_until_the_site_has_it_again(archive: Archive) -> None:
    key = await archive.save_article("s", article())
    await archive.mark_gone(key)
    back = archive.article(key)
    assert back is not None and back.gone and back.text
    await archive.save_article("s", article(minutes=1))
    back = archive.article(key)
    assert back is not None and not back.gone


async def test_marks_and_first_sight_survive_a_save(archive: Archive) -> None:
    key = await archive.save_article("s", article())
    await archive.mark([key], read=True, bookmarked=True, undoable=False)
    await archive.save_article("s", article("Другой текст.", 60))
    (back,) = archive.headlines([key])
    assert back.read and back.bookmarked and back.first_seen == NOW


async def test_the_place_is_kept(archive: Archive) -> None:
    key = await archive.save_article("s", article())
    assert archive.place(key) is None
    await archive.save_place(key, Place(-1, 0))
    await archive.save_place(key, Place(3, 17))
    assert archive.place(key) == Place(3, 17)


async def test_lists_keep_their_order_and_only_newer_ones_replace(archive: Archive) -> None:
    def items(*numbers: int) -> tuple[Headline, ...]:
        return tuple(Headline(str(n), f"http://site/{n}", f"T{n}") for n in numbers)

    def top() -> list[str]:
        return [item.id for item in archive.lists("s").get(ListKind.TOP, ())]

    assert archive.lists("s") == {}
    await archive.save_lists("s", {ListKind.TOP: items(3, 1, 2, 1), ListKind.VIDEO: ()}, NOW)
    assert top() == ["3", "1", "2"] and ListKind.VIDEO not in archive.lists("s")
    await archive.save_lists("s", {ListKind.TOP: items(9)}, NOW - timedelta(seconds=1))
    assert top() == ["3", "1", "2"]
    assert not await archive.save_lists("s", {ListKind.TOP: ()}, NOW + timedelta(hours=1))
    assert top() == ["3", "1", "2"]
    assert not await archive.save_lists("s", {ListKind.TOP: items(3, 1, 2)}, NOW + timedelta(hours=2))
    await archive.save_lists("s", {ListKind.TOP: items(9)}, NOW + timedelta(hours=1))
    assert top() == ["3", "1", "2"], "the same list seen later is newer"
    assert await archive.save_lists("s", {ListKind.TOP: items(2, 4)}, NOW + timedelta(hours=3))
    assert top() == ["2", "4"]
    await archive.mark([archive.lists("s")[ListKind.TOP][0].key], read=True, undoable=True)
    assert [item.read for item in archive.lists("s")[ListKind.TOP]] == [True, False]
    assert archive.count("s", View()) == 0


async def test_sections_imprint_state_and_validators(archive: Archive) -> None:
    sections = [Section("novosti", "Новости", "http://site/novosti"), Section("", "Все", "http://site/")]
    assert archive.sections("s") == () and archive.imprint("s") == () and archive.state("s", "x") is None
    assert await archive.save_sections("s", sections)
    assert not await archive.save_sections("s", sections)
    assert not await archive.save_sections("s", [])
    assert archive.sections("s") == tuple(sections) and archive.sections("t") == ()
    assert await archive.save_imprint("s", ["Учредитель", "18+"])
    assert not await archive.save_imprint("s", [])
    assert archive.imprint("s") == ("Учредитель", "18+")
    await archive.save_state("s", "sections", "own value")
    await archive.save_state("s", "sections", "other value")
    assert archive.state("s", "sections") == "other value" and archive.sections("s") == tuple(sections)
    await archive.save_validators("http://site/", StoredValidators('"a"', None))
    assert archive.validators("http://site/") == StoredValidators('"a"', None)
    await archive.save_validators("http://site/", StoredValidators(None, None))
    assert archive.validators("http://site/") is None


async def test_an_article_is_loaded_once_until_anything_is_written(archive: Archive, path: Path) -> None:
    key = await archive.save_article("s", article())
    first = archive.article(key)
    assert first is not None and archive.article(key) is first
    await archive.mark([key], read=True, undoable=True)
    read = archive.article(key)
    assert read is not None and read is not first and read.headline.read
    other = Archive.open(path, clock=lambda: NOW, busy_s=0.2)
    try:
        await other.mark([key], read=False, undoable=True)
    finally:
        await other.close()
    unread = archive.article(key)
    assert unread is not None and not unread.headline.read
    assert archive.article(key + 1) is None and archive.article(key) == unread
