"""Places, marks and lists as they are found again: after a resize, in another session, under a filter."""

from __future__ import annotations

import pytest

from kaskad_tui.model import ListKind
from kaskad_tui.reader import ArticleChanged, View
from tests.ui.conftest import OnStage
from tests.ui.harness import HEADED, LINKED, Stage, moment, with_ui


def words_at_top(stage: Stage) -> str:
    """Return what is read at the top of the article, without the margins."""
    view = stage.screen.article
    return " ".join(" ".join(view.render_line(y).text.split()) for y in range(1, 7))


async def test_the_place_survives_every_resize(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(HEADED)
        shown.screen.article.scroll_pages(1)
        shown.screen.article.scroll_lines(4)
        await shown.painted()
        place = shown.screen.article.place
        first = words_at_top(shown).split("% ")[-1].split()[:3]
        for width, height in ((90, 30), (60, 20), (44, 14), (130, 40)):
            await shown.resize(width, height)
            assert shown.screen.article.place == place
            assert shown.screen.panes.in_article
        assert words_at_top(shown).split("% ")[-1].split()[:3] == first


async def test_the_place_survives_a_restart_at_another_width(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(HEADED)
        shown.screen.article.scroll_pages(2)
        await shown.settle()
        place = shown.screen.article.place
        assert place.block > 3
    async with stage(size=(70, 24)) as shown:
        assert shown.reader.remembered.visited == moment()
        assert shown.screen.headlines.go_to_key(shown.key_of(HEADED))
        await shown.press("enter")
        assert shown.screen.article.place == place


async def test_each_article_keeps_its_own_place(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(HEADED)
        shown.screen.article.scroll_pages(1)
        await shown.settle()
        place = shown.screen.article.place
        shown.screen.reading.open(shown.stored(shown.key_of(LINKED)))
        await shown.settle()
        assert shown.screen.article.scroll_y == 0
        shown.screen.reading.open(shown.stored(shown.key_of(HEADED)))
        await shown.settle()
        assert shown.screen.article.place == place


async def test_a_newer_text_keeps_the_line_that_is_read(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(HEADED)
        shown.screen.article.scroll_pages(1)
        await shown.settle()
        before = words_at_top(shown)
        shown.screen.refreshing.tell(ArticleChanged(shown.key_of(HEADED)))
        await shown.settle()
        assert words_at_top(shown) == before


async def test_marks_are_there_after_a_restart_and_z_takes_them_back(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(3)
        first = shown.screen.headlines.cursor_key
        await shown.press("asterisk", "u")
        second = shown.screen.headlines.cursor_key
        assert second != first
        await shown.press("u")
        assert [shown.stored(key).read for key in (first, second)] == [True, True]
    async with stage() as shown:
        assert shown.stored(first).bookmarked
        assert [shown.stored(key).read for key in (first, second)] == [True, True]
        await shown.press("z")
        assert [shown.stored(key).read for key in (first, second)] == [True, False]
        await shown.press("z", "z")
        assert not shown.stored(first).read
        assert not shown.stored(first).bookmarked
        await shown.press("z")
        assert "nothing to undo" in await shown.says()


async def test_all_read_is_one_step_back(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(2)
        await shown.press("u")
        unread, before = shown.reader.unread(), [item.read for item in shown.reader.headlines(keys_of(shown))]
        await shown.press("A")
        assert shown.reader.unread() == 0
        assert f"{unread} marked read" in await shown.says()
        await shown.press("A")
        assert "read already" in await shown.says()
        await shown.press("z")
        assert [item.read for item in shown.reader.headlines(keys_of(shown))] == before


def keys_of(stage: Stage) -> list[int]:
    return list(stage.screen.headlines.order.keys)


async def test_reading_marks_read_but_z_does_not_take_that_back(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(1)
        key = shown.screen.headlines.cursor_key
        await shown.press("enter", "escape", "z")
        assert shown.stored(key).read
        assert "nothing to undo" in await shown.says()


async def test_what_was_read_stays_in_the_unread_list_until_it_is_left(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list()
        await shown.press("v")
        rows = keys_of(shown)
        await shown.press("j", "enter")
        key = shown.screen.article.key
        await shown.press("escape")
        assert shown.stored(key).read
        assert keys_of(shown) == rows
        assert shown.screen.headlines.cursor_key == key
        await shown.press("v", "v", "v")
        assert key not in keys_of(shown)
        assert len(keys_of(shown)) == len(rows) - 1


@pytest.mark.parametrize("size", [(60, 20), (90, 30), (130, 40)])
async def test_1_to_5_open_the_top_five_whatever_is_seen(stage: OnStage, size: tuple[int, int]) -> None:
    async with stage(size=size) as shown:
        top = shown.reader.lists()[ListKind.TOP]
        assert len(top) == 5
        for number in (1, 5, 3):
            await shown.press(str(number))
            assert shown.screen.article.key == top[number - 1].key
            assert shown.screen.panes.in_article
        await shown.press("escape")
        assert shown.screen.panes.in_list


async def test_back_from_a_narrow_article_is_the_same_line(stage: OnStage) -> None:
    async with stage(size=(60, 20)) as shown:
        await shown.in_list(20)
        await shown.painted()
        before, top = shown.picture(), shown.screen.headlines.scroll_offset.y
        await shown.press("enter")
        await shown.painted()
        assert not shown.screen.headlines.is_on_screen
        await shown.press("escape")
        await shown.painted()
        assert shown.screen.headlines.cursor == 20
        assert shown.screen.headlines.scroll_offset.y == top
        assert shown.picture().count("▌") == before.count("▌") == 2


async def test_following_the_cursor_marks_and_fetches_nothing(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list()
        asked: list[int] = []
        shown.reader.open_article = asked.append  # type: ignore[method-assign,assignment]  # would be seen
        await shown.press("j", "j")
        key = shown.screen.headlines.cursor_key
        await shown.until(lambda: shown.screen.article.key == key, "following")
        assert not shown.stored(key).read
        assert not asked


async def test_the_cursor_keeps_its_row_while_headlines_come_in(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(14)
        await shown.press("j")
        await shown.painted()
        headlines = shown.screen.headlines
        key, line = headlines.cursor_key, headlines.geometry.top(headlines.cursor) - headlines.scroll_offset.y
        rows = shown.picture().split("\n")[3:-1]
        new = await shown.arrives(3)
        await shown.painted()
        assert "↑ 3 new" in shown.header
        assert headlines.cursor_key == key
        assert [row[:39] for row in shown.picture().split("\n")[3:-1]] == [row[:39] for row in rows]
        # also where they are in the list: what is read does not move
        shown.screen.listing._pending.clear()
        shown.screen.listing.reload()
        await shown.painted()
        assert set(new) < set(headlines.order.keys)
        assert headlines.cursor_key == key
        assert headlines.geometry.top(headlines.cursor) - headlines.scroll_offset.y == line


async def test_before_the_first_key_new_headlines_come_straight_in(stage: OnStage) -> None:
    async with stage() as shown:
        assert not shown.screen.touched
        (new,) = await shown.arrives()
        assert shown.screen.headlines.order.keys[0] == new
        assert shown.screen.headlines.cursor == 0


async def test_older_headlines_come_in_below_at_once(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(2)
        await shown.press("j")
        key, count = shown.screen.headlines.cursor_key, len(shown.screen.headlines.order)
        saved = await shown.arrives(2, days=-400)
        assert len(shown.screen.headlines.order) == count + 2
        assert set(shown.screen.headlines.order.keys[-2:]) == set(saved)
        assert shown.screen.headlines.cursor_key == key
        assert not shown.screen.listing.pending


async def test_a_section_shows_its_own_and_the_way_back(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(5)
        await shown.press("s")
        await shown.type("спорт")
        await shown.press("enter")
        sections = {item.section for item in shown.reader.headlines(keys_of(shown))}
        assert sections == {"Спорт"}
        assert "Спорт" in shown.header
        assert shown.screen.headlines.cursor == 0
        await shown.press("s")
        await shown.type("all")
        await shown.press("enter")
        assert len({item.section for item in shown.reader.headlines(keys_of(shown)[:64])}) > 1


async def test_the_site_comes_back_and_r_finds_it(stage: OnStage) -> None:
    async with stage(offline=False) as shown:
        await shown.until(lambda: shown.screen.refreshing.last is not None, "the first refresh")
        assert shown.screen.refreshing.last is not None
        assert shown.screen.refreshing.last.failure is None
        await shown.press("r")
        await shown.until(lambda: not shown.reader.busy, "the refresh")
        assert "updated 12:04" in shown.header


async def test_an_article_is_fetched_when_it_is_opened(stage: OnStage) -> None:
    async with stage(offline=False) as shown:
        await shown.in_list()
        index = shown.screen.headlines.find(1, lambda item: not item.has_body)
        assert index is not None
        await shown.in_list(index)
        key = shown.screen.headlines.cursor_key
        await shown.press("enter")
        article = shown.screen.article.shown.article
        assert article is not None
        assert article.complete
        assert shown.stored(key).has_body


async def test_the_mouse_opens_a_headline_and_turns_the_wheel(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.pilot.click("#headlines", offset=(12, 5))
        await shown.settle()
        assert shown.screen.panes.in_article
        assert shown.screen.article.key == shown.screen.headlines.order.keys[1]


async def test_opening_fetches_the_next_ones_ahead_and_following_fetches_nothing(
    stage: OnStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[tuple[int, ...]] = []
    async with stage() as shown:
        monkeypatch.setattr(shown.reader, "prefetch", lambda keys: wanted.append(tuple(keys)))
        await shown.press("j")
        await shown.settle()
        assert wanted == []
        await shown.press("enter")
        keys = shown.screen.headlines.order.keys
        assert wanted[-1][:3] == tuple(keys[2:5])
        await shown.press("escape")
        assert wanted[-1] == ()


async def test_what_the_command_line_says_goes_before_what_was_chosen(stage: OnStage) -> None:
    async with stage(settings=with_ui(theme="auto")) as shown:
        await shown.reader.shared.choose("theme", "kaskad-sepia")
        await shown.reader.shared.choose("width", "60")
    async with stage(settings=with_ui(theme="auto")) as shown:
        assert (shown.app.theme, shown.screen.article.max_measure) == ("kaskad-sepia", 60)
    said = with_ui(theme="auto", insisted=frozenset({"theme", "width"}))
    async with stage(settings=said) as shown:
        assert (shown.app.theme, shown.screen.article.max_measure) == ("kaskad-dark", 72)


async def test_contents_say_how_far_it_is_and_where_we_are(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(HEADED)
        headings = shown.screen.article.headings
        assert headings[-1].minutes > headings[0].minutes
        shown.screen.article.to_heading(headings[1])
        await shown.painted()
        await shown.press("c")
        assert shown.screen.sidebar.cursor == 1
        assert f"{headings[-1].minutes} min" in shown.picture()


async def test_any_key_takes_a_message_away(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(1)
        await shown.press("m")
        assert "muted" in await shown.says()
        await shown.press("W")  # bound to nothing
        assert "muted" not in await shown.says()


async def test_the_list_is_as_it_is_now_after_the_full_width(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(5)
        before = shown.screen.news.scroll_offset.y
        for key in ("F", "F", "F", "J", "J"):
            await shown.press(key)
            await shown.painted()
        await shown.painted()
        await shown.press("F")
        await shown.painted()
        assert shown.screen.news.scroll_offset.y == before
        row = next(line for line in shown.picture().split("\n") if line.startswith("▌"))
        assert shown.screen.headlines.cursor == 7
        assert shown.current.title.split()[0] in row


async def test_a_link_to_an_article_that_nobody_has_seen_opens_here(
    stage: OnStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage() as shown:
        one = shown.reader.headlines(shown.reader.order(View(), 8).keys)[6]
        monkeypatch.setattr(shown.reader, "find", lambda _url: None)
        monkeypatch.setattr(shown.reader, "offline", False)
        shown.screen.program.follow_link(one.url, copy=False)
        await shown.until(lambda: shown.screen.article.key == one.key, "the article")
        assert shown.screen.panes.in_article
