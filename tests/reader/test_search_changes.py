"""What a site changed, word by word; the search and the computed lists as the service gives them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.model import ListKind
from kaskad_tui.reader import View
from kaskad_tui.reader.changes import Paragraph, compare
from tests.reader.conftest import Desk

OLD = (
    "Утром аэропорт закрыл туман: видимость упала до двухсот метров. Самолёты ждали посадки.\n\n"
    "Первый без изменений.\n\nВторой без изменений.\n\n"
    "По данным табло, вовремя не сели два борта.\n\n"
    "Погибших нет, сообщили в аэропорту.\n\nПоследний."
)
NEW = (
    "Утром аэропорт закрыл туман: видимость упала до ста пятидесяти метров. Самолёты ждали посадки.\n\n"
    "Первый без  изменений.\n\nВторой без изменений.\n\n"
    "По данным табло, вовремя не сели три борта, один ушёл на запасной аэродром.\n\nПоследний."
)
WORDS = st.lists(st.sampled_from(["мост", "порт", "и", "снег", "«да»", "\n\n"]), max_size=40).map(" ".join)


def marked(paragraph: Paragraph) -> str:
    signs = {"same": "", "removed": "-", "added": "+"}
    return " ".join(f"{signs[part.kind]}[{part.text}]" for part in paragraph.parts)


def test_words_that_changed_stand_inside_their_sentence() -> None:
    changes = compare("Туман задержал два рейса", OLD, "Туман задержал три рейса", NEW)
    assert marked(changes.title) == "[Туман задержал] -[два] +[три] [рейса]"
    folded = list(changes.folded())
    assert [item if isinstance(item, int) else item.kind for item in folded] == [
        "changed",
        2,
        "changed",
        "removed",
        1,
    ]
    first = folded[0]
    assert isinstance(first, Paragraph)
    assert marked(first) == (
        "[Утром аэропорт закрыл туман: видимость упала до] -[двухсот] +[ста пятидесяти] "
        "[метров. Самолёты ждали посадки.]"
    )
    assert changes.edits == 4
    assert (changes.removed, changes.added) == (1 + 1 + 2 + 5, 1 + 2 + 7)


def test_signs_and_spaces_are_no_change() -> None:
    changes = compare("«Мост» — всё", "Раз  два…", '"Мост" - всё', "Раз два...")
    assert changes.edits == 0 and list(changes.folded()) == [1]


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_changes(old: str, new: str) -> None:
    changes = compare("", old, "", new)

    def side(other: str) -> str:
        kept = (part.text for p in changes.paragraphs for part in p.parts if part.kind != other)
        return " ".join(" ".join(kept).split())

    assert side("removed") == " ".join(new.split())
    assert side("added") == " ".join(old.split())


@given(WORDS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    changes = compare(text, text, text, text)
    assert (changes.edits, changes.removed, changes.added) == (0, 0, 0)


async def test_an_edit_of_the_site_is_seen_and_can_be_read(desk: Desk) -> None:
    reader = desk.reader()
    await reader.refresh()
    key = reader.order(View()).keys[0]
    await reader.open_article(key)
    story = desk.site.stories[111]
    desk.clock.pass_(hours=1)
    desk.site.change(111, paragraphs=(story.paragraphs[0].replace("утром", "вечером"), *story.paragraphs[1:]))
    await reader.refetch(key)
    (item,) = reader.headlines([key])
    assert item.changed
    old, new = reader.versions(key)
    assert new.replaced is None and old.replaced is not None
    changes = reader.changes(old, new)
    assert (changes.edits, changes.removed, changes.added) == (1, 1, 1)


async def test_the_same_page_fetched_again_is_no_edit(desk: Desk) -> None:
    reader = desk.reader()
    await reader.refresh()
    key = reader.order(View()).keys[0]
    await reader.open_article(key)
    desk.clock.pass_(hours=1)
    desk.site.change(111, published=desk.site.stories[111].published + timedelta(minutes=5))
    await reader.refetch(key)
    assert len(reader.versions(key)) == 1 and not reader.headlines([key])[0].changed


async def test_hits_come_with_their_marks(desk: Desk) -> None:
    reader = desk.reader()
    await reader.refresh()
    await reader.index_behind()
    assert reader.unindexed() == 0
    query = reader.query("маршрутом")
    found = reader.search(query)
    assert found.exact and found.total == len(found) >= 1
    pattern = reader.pattern(query)
    for hit in reader.hits(found.keys, pattern, width=60):
        assert [hit.headline.title[a:b].casefold() for a, b in hit.title_spans] == ["маршрут"]
        assert len(hit.excerpt) <= 60
    assert (await reader.search_async(query, ranked=True)).total == found.total
    assert reader.search(reader.query("")).total == 0


@pytest.mark.parametrize("times", [1, 3])
async def test_indexing_behind_can_be_given_up(desk: Desk, times: int) -> None:
    reader = desk.reader()
    for _ in range(times):
        reader.index_behind()
    await asyncio.sleep(0)
    await desk.restart(reader)


async def test_lists_that_the_site_leaves_empty_are_computed_and_say_so(desk: Desk) -> None:
    reader = desk.reader()
    await reader.refresh()
    keys = reader.order(View()).keys
    for key in keys[:8]:
        await reader.open_article(key)
    filled = await reader.filled_lists(keys[0])
    assert ListKind.POPULAR_WEEK in filled.computed
    assert [item.id for item in filled.lists[ListKind.POPULAR_WEEK]] == ["103", "101", "102"]
    assert ListKind.TOP not in filled.computed
    assert filled.lists[ListKind.TOP] == reader.lists()[ListKind.TOP]
    assert set(filled.computed) <= {ListKind.POPULAR_WEEK, ListKind.RELATED}
