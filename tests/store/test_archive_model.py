"""Random sequences of saves, marks and undos against a plain dictionary."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kaskad_tui.model import Filter, Headline
from kaskad_tui.store.archive import Archive, View

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECTIONS = (None, "Новости", "Сюжеты")


@dataclass
class Known:
    """A headline of the model."""

    number: int
    title: str
    published: datetime | None
    section: str | None
    listed: bool
    read: bool = False
    bookmarked: bool = False


@dataclass
class Model:
    """What the archive is expected to hold; times only move forward."""

    rows: dict[int, Known] = field(default_factory=dict)
    undo: list[dict[int, tuple[bool | None, bool | None]]] = field(default_factory=list)

    def save(self, number: int, title: str, hours: int | None, section: str | None, listed: bool) -> None:
        published = None if hours is None else NOW - timedelta(hours=hours)
        row = self.rows.get(number)
        if row is None:
            self.rows[number] = Known(number, title, published, section, listed)
            return
        row.title = title or row.title
        row.published = published or row.published
        row.section = section or row.section
        row.listed = row.listed or listed

    def mark(self, numbers: set[int], read: bool | None, bookmarked: bool | None, undoable: bool) -> int:
        before: dict[int, tuple[bool | None, bool | None]] = {}
        for number in numbers & self.rows.keys():
            row = self.rows[number]
            was = (
                row.read if read is not None and row.read != read else None,
                row.bookmarked if bookmarked is not None and row.bookmarked != bookmarked else None,
            )
            if was != (None, None):
                before[number] = was
                row.read = row.read if read is None else read
                row.bookmarked = row.bookmarked if bookmarked is None else bookmarked
        if before and undoable:
            self.undo.append(before)
        return len(before)

    def take_back(self) -> set[int] | None:
        if not self.undo:
            return None
        before = self.undo.pop()
        for number, (read, bookmarked) in before.items():
            row = self.rows[number]
            row.read = row.read if read is None else read
            row.bookmarked = row.bookmarked if bookmarked is None else bookmarked
        return set(before)

    def view(self, section: str | None, wanted: Filter) -> list[int]:
        rows = [
            row
            for row in self.rows.values()
            if (section is None or row.section == section)
            and (row.bookmarked if wanted == "bookmarked" else row.listed)
            and not (wanted == "unread" and row.read)
        ]
        rows.sort(key=lambda row: (row.published or NOW, row.number), reverse=True)
        return [row.number for row in rows]


numbers = st.integers(1, 12)
saves = st.tuples(
    st.just("save"),
    numbers,
    st.sampled_from(["", "А", "Б"]),
    st.none() | st.integers(-2, 3),
    st.sampled_from(SECTIONS),
    st.booleans(),
)
flags = st.none() | st.booleans()
marks = st.tuples(st.just("mark"), st.sets(numbers, max_size=6), flags, flags, st.booleans())
all_read = st.tuples(
    st.just("all"), st.sampled_from(SECTIONS), st.sampled_from(["all", "unread", "bookmarked"])
)
others = st.tuples(st.sampled_from(["undo", "restart"]))
steps = st.lists(saves | marks | all_read | others, max_size=30)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_the_archive_is_what_a_dictionary_would_be(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder) / "archive.db", steps))


async def run(path: Path, steps: list[tuple[object, ...]]) -> None:
    archive = Archive.open(path, clock=lambda: NOW)
    model = Model()
    keys: dict[int, int] = {}
    for step in steps:
        match step:
            case ("save", int(number), str(title), hours, section, bool(listed)):
                assert hours is None or isinstance(hours, int)
                assert section is None or isinstance(section, str)
                model.save(number, title, hours, section, listed)
                published = None if hours is None else NOW - timedelta(hours=hours)
                item = Headline(str(number), f"http://site/{number}", title, published, section=section)
                saved = await archive.save_headlines("s", [item], NOW, listed)
                assert keys.setdefault(number, saved.keys[0]) == saved.keys[0]
            case ("mark", set(wanted), read, bookmarked, bool(undoable)):
                assert read is None or isinstance(read, bool)
                assert bookmarked is None or isinstance(bookmarked, bool)
                changed = await archive.mark(
                    [keys.get(n, 1000 + n) for n in wanted],
                    read=read,
                    bookmarked=bookmarked,
                    undoable=undoable,
                )
                assert changed == model.mark(wanted, read, bookmarked, undoable)
            case ("all", section, "all" | "unread" | "bookmarked" as wanted_filter):
                assert section is None or isinstance(section, str)
                rows = set(model.view(section, wanted_filter))
                changed = await archive.mark_all_read("s", View(section, wanted_filter))
                assert changed == model.mark(rows, True, None, True)
            case ("undo",):
                undone = await archive.undo("s")
                expected = model.take_back()
                assert (undone and set(undone.keys)) == (expected and {keys[n] for n in expected})
            case ("restart",):
                await archive.close()
                archive = Archive.open(path, clock=lambda: NOW)
        compare(archive, model, keys)
    await archive.close()


def compare(archive: Archive, model: Model, keys: dict[int, int]) -> None:
    filters: tuple[Filter, ...] = ("all", "unread", "bookmarked")
    for section in SECTIONS:
        for wanted in filters:
            expected = [keys[number] for number in model.view(section, wanted)]
            view = View(section, wanted)
            assert list(archive.order("s", view).keys) == expected
            assert archive.count("s", view) == len(expected)
    for item in archive.headlines(list(keys.values())):
        row = model.rows[int(item.id)]
        assert (item.title, item.published, item.section) == (row.title, row.published, row.section)
        assert (item.read, item.bookmarked) == (row.read, row.bookmarked)
