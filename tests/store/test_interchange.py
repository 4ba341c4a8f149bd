"""An export taken in by an empty archive makes the same archive; hostile lines leave nothing behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.model import Article, Headline, ListKind, Place, Section
from kaskad_tui.store import connection
from kaskad_tui.store.archive import Archive
from kaskad_tui.store.custodian import Custodian
from kaskad_tui.store.interchange import LONGEST_LINE, LineError, read
from kaskad_tui.store.interchange_sources import SourceLine
from tests.store.conftest import NOW
from tests.store.test_archive_upkeep import DAY, article, headline, imported, lines

STAYS = {
    "meta": "of the file",
    "operation": "what could be undone is of one computer",
    "operation_change": "as `operation`",
    "validators": "a site is asked once more in full",
    "tally": "counted by the triggers",
    "sqlite_sequence": "of `operation`",
}
"""Tables that an export does not carry, and why."""
BAD = "Мост\u001b[31m крас\u202eный\u0007\ud800"
"""A colour, an override of the direction, a bell, half a pair."""


async def rich(archive: Archive) -> None:
    """Fill every table."""
    top = [headline(n) for n in (3, 1, 2)]
    await archive.save_headlines("kaskad", [headline(n) for n in range(1, 13)], NOW, listed=True)
    keys = [await archive.save_article("kaskad", article(n)) for n in range(1, 9)]
    for n, text in ((3, "Иначе."), (3, "Ещё раз иначе."), (4, "Другое.")):
        await archive.save_article("kaskad", replace(article(n, text), fetched=NOW + n * DAY))
    await archive.save_article(
        "other.org", replace(article(50), headline=Headline("x", "https://other.org/x", "X"))
    )
    for one in archive.headlines(keys[4:6]):
        own = replace(article(9, "Коротко."), headline=one, extractor=Article.FEED)
        await archive.save_articles("kaskad", [], [own])
    await archive.mark(keys[:3], read=True, undoable=True)
    await archive.mark(keys[2:4], bookmarked=True, undoable=True)
    await archive.save_place(keys[1], Place(2, 40))
    await archive.mark_gone(keys[5])
    await archive.save_lists("kaskad", {ListKind.TOP: tuple(top), ListKind.VIDEO: (headline(77),)}, NOW - DAY)
    await archive.save_lists("kaskad", {ListKind.TOP: tuple(reversed(top))}, NOW)
    await archive.save_sections("kaskad", [Section("novosti", "Новости", "https://kaskad.tv/novosti")])
    await archive.save_imprint("kaskad", ["© НТРК", "18+"])
    for name, value in (("same:61", "3"), ("depth:", "12"), ("sync:sport", "40"), ("chosen-theme", "dark")):
        await archive.save_state("kaskad", name, value)
    await archive.save_state("empty.org", "depth:", "3")
    while await archive.index():
        pass


def tables(db: apsw.Connection) -> Iterator[str]:
    for name, sql in db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
        if "VIRTUAL" not in sql and not name.startswith("search") and name not in STAYS:
            yield name


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of a file with names in place of numbers."""
    db = connection.reading(path)
    articles = {
        key: f"{source}/{id_}"
        for key, source, id_ in db.execute(
            "SELECT key, name, id FROM headline h JOIN source s ON s.number = h.source"
        )
    }
    sources = dict(list(db.execute("SELECT number, name FROM source")))
    sections = {0: ""} | dict(list(db.execute("SELECT number, title FROM section_name")))
    found = {}
    for table in tables(db):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        rows = []
        for row in db.execute(f"SELECT * FROM {table}"):
            named = dict(zip(columns, row, strict=True))
            if "key" in named:
                named["key"] = articles[named["key"]]
            if isinstance(named.get("source"), int):
                named["source"] = sources[named["source"]]
            if table == "headline":
                named["section"] = sections[named["section"]]
            if table in ("source", "section_name"):
                del named["number"]
            rows.append(tuple(named.values()))
        found[table] = sorted(rows, key=repr)
    db.close()
    return found


async def test_every_table_is_the_same_or_stays_for_a_reason(archive: Archive, tmp_path: Path) -> None:
    await rich(archive)
    other = Archive.open(tmp_path / "other.db", clock=lambda: NOW + 9 * DAY)
    await imported(other, lines(archive))
    mine, theirs = contents(archive.path), contents(other.path)
    assert [row for row in mine.pop("state") if row[1] != "state:chosen-theme"] == theirs.pop("state")
    assert theirs == mine
    assert all(mine[table] for table in mine), "every table has something to lose"
    assert lines(other) == lines(archive)
    assert await imported(other, lines(archive)) == 0
    assert contents(other.path) | {"state": []} == mine | {"state": []}
    await other.close()


async def test_what_the_archive_knows_better_stays(archive: Archive, tmp_path: Path) -> None:
    await rich(archive)
    other = Archive.open(tmp_path / "other.db", clock=lambda: NOW)
    later = (headline(5),)
    await other.save_lists("kaskad", {ListKind.TOP: later}, NOW + DAY)
    await other.save_sections("kaskad", [Section("sport", "Спорт", "https://kaskad.tv/sport")])
    await other.save_state("kaskad", "depth:", "2")
    await imported(other, lines(archive))
    assert [item.id for item in other.lists("kaskad")[ListKind.TOP]] == ["5"]
    assert [one.id for one in other.sections("kaskad")] == ["sport"]
    assert other.state("kaskad", "depth:") == "2" and other.state("kaskad", "same:61") == "3"
    assert other.imprint("kaskad") == ("© НТРК", "18+")
    await other.close()


async def test_a_hostile_source_line_leaves_nothing_behind(archive: Archive) -> None:
    await archive.save_headlines("s", [headline(1)], NOW, listed=True)
    shape = {
        "about": BAD,
        "source": "s",
        "sections": [[BAD, BAD, "https://x.org/"], ["a", "b", "javascript:alert(1)"], ["a"], 5, [1, 2, 3]],
        "body": [BAD, 7],
        "lists": {
            "top": {"fetched": "2026-11-24T00:00:00+00:00", "ids": ["1", "1", BAD, 5, "99"]},
            "video": {"fetched": "never", "ids": ["1"]},
            "evil": {},
            "popular": [],
        },
        "days": [["2026-11-24", "top", "1", 0], ["x", "top", "1", 0], ["2026-11-24", "evil", "1", 0], [1]],
        "state": {
            "state:chosen-theme": "x",
            "state:profile": "name = 'x'",
            "state:rest": "http://x 3000-01-01",
            "state:depth:": "many",
            "state:depth:a": "9",
            f"state:same:{BAD}": "1",
            "state:same:5": BAD,
            "imprint": "[]",
            "sections": "[1]",
        },
    }
    await imported(archive, [json.dumps(shape)])
    text = "".join(lines(archive))
    assert not any(
        sign in text for sign in ("\\u001b", "\u202e", "\u0007", "\ud800", "\\ud800", "javascript")
    )
    assert [item.id for item in archive.lists("s")[ListKind.TOP]] == ["1"]
    assert ListKind.VIDEO not in archive.lists("s")
    assert [one.url for one in archive.sections("s")] == ["https://x.org/"]
    db = connection.reading(archive.path)
    names = [row[0] for row in db.execute("SELECT name FROM state WHERE source = 's' ORDER BY name")]
    db.close()
    assert names == ["imprint", "sections", "state:depth:a", "state:same:5"]


async def test_halves_of_pairs_and_controls_in_an_article_are_cleaned(archive: Archive) -> None:
    shape: dict[str, object] = {
        "source": "s",
        "id": BAD,
        "url": "https://x.org/1",
        "title": BAD,
        "body": [BAD],
        "author": BAD,
    }
    shape["feed_text"] = {"body": [BAD], "author": BAD, "images": [["https://x.org/a.jpg", BAD, BAD]]}
    shape |= {"section": BAD, "teaser": BAD, "page_title": BAD, "versions": [{"title": BAD, "text": BAD}]}
    await imported(archive, [json.dumps(shape)])
    text = "".join(lines(archive))
    text.encode("utf-8")
    assert not any(sign in text for sign in ("\\u001b", "\u202e", "\u0007", "\ud800"))


@pytest.mark.parametrize(
    "text",
    [
        "x" * (LONGEST_LINE + 1),
        '{"about": "source"}',
        '{"about": "source", "source": "\\u001b\\u0007"}',
        '{"about": {"a": ' * 5000,
    ],
)
def test_lines_that_are_nothing_are_refused(text: str) -> None:
    with pytest.raises(LineError):
        read(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
        max_leaves=8,
    ),
    st.sampled_from("source sections body lists days state".split()),
)
def test_any_value_anywhere_in_a_source_line_is_read(value: object, name: str) -> None:
    line = SourceLine({"about": "source", "source": "s", name: value})
    assert all(section.title for section in line.sections)


async def test_an_export_is_of_one_moment(archive: Archive) -> None:
    await rich(archive)
    export = Custodian(archive).exported()
    first = next(export)
    writer = Archive.open(archive.path, clock=lambda: NOW + timedelta(hours=1))
    await writer.save_headlines("kaskad", [headline(200)], NOW, listed=True)
    await writer.close()
    assert "Мост откроют 200" not in first + "".join(export)
