"""The list as the reader narrows it: words that are typed, today, muted words, and the other way round."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kaskad_tui.config.settings import ListSettings, Settings
from kaskad_tui.model import ListKind
from kaskad_tui.reader import View
from tests.ui.conftest import OnStage
from tests.ui.harness import SETTINGS, Stage, moment


def listed(**changes: object) -> Settings:
    return replace(SETTINGS, list=ListSettings(**changes))  # type: ignore[arg-type]  # names of fields


def titles(stage: Stage) -> list[str]:
    return [item.title for item in stage.reader.headlines(stage.screen.headlines.order.keys)]


# filter as you type
async def test_rows_narrow_with_every_letter(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(3)
        counts = [len(titles(shown))]
        await shown.press("f")
        for letter in "мост":
            await shown.press(letter)
            counts.append(len(titles(shown)))
            assert all("м" in title.lower() for title in titles(shown))
        assert counts == sorted(counts, reverse=True)
        assert 0 < counts[-1] < counts[0]
        assert shown.screen.headlines.cursor_key in shown.screen.headlines.order.keys
        assert "“мост”" in shown.header
        await shown.press("backspace", "backspace")
        assert len(titles(shown)) >= counts[-1]


async def test_a_kept_filter_is_dropped_by_escape_and_the_row_stays(stage: OnStage) -> None:
    async with stage(language="en") as shown:
        await shown.in_list(3)
        rows = len(titles(shown))
        await shown.press("а")  # the Russian layout's f
        await shown.type("ЁЛОЧ")
        await shown.press("down")
        assert shown.screen.panes.in_list
        assert 0 < len(titles(shown)) < rows
        assert "show all" in await shown.says()
        key = shown.screen.headlines.cursor_key
        await shown.press("escape")
        assert len(titles(shown)) == rows
        assert shown.screen.headlines.cursor_key == key
        await shown.press("f")
        await shown.type("x")
        await shown.press("escape")
        assert len(titles(shown)) == rows
        assert shown.screen.panes.in_list
        await shown.press("q")
        assert shown.left == [0]


async def test_while_it_is_typed_rows_are_counted_and_the_keys_said(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(3)
        rows = len(titles(shown))

        async def last_line() -> str:
            await shown.painted()
            return " ".join(shown.picture().split("\n")[-1].split())

        await shown.press("f")
        assert await last_line() == "/ words of the title Enter to the list Esc all"
        await shown.type("мост")
        assert await last_line() == f"/ мост {len(titles(shown))} of {rows} Enter to the list Esc all"
        await shown.type("ыы")
        assert "not found" in await last_line()
        await shown.press("escape")
        assert (await last_line()).startswith("j k move")


async def test_q_drops_the_filter_first(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.press("f")
        await shown.type("мост")
        await shown.press("enter", "q")
        assert not shown.left
        assert not shown.screen.narrowing.active


async def test_a_filter_without_hits_says_so(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.press("f")
        await shown.type("ыыы")
        await shown.press("enter")
        assert not titles(shown)
        assert "No title has these words" in shown.picture()
        assert "show all" in await shown.says()


async def test_all_read_under_a_filter_marks_what_is_shown(stage: OnStage) -> None:
    async with stage() as shown:
        unread = shown.reader.unread()
        await shown.press("f")
        await shown.type("мост")
        await shown.press("enter")
        found = await shown.reader.unread_among(shown.screen.headlines.order.keys)
        assert 0 < found < unread
        await shown.press("A")
        assert shown.reader.unread() == unread - found
        await shown.press("z")
        assert shown.reader.unread() == unread


async def test_what_comes_in_is_filtered_too(stage: OnStage) -> None:
    async with stage() as shown:
        shown.screen.touched = False
        await shown.press("f")
        await shown.type("мост")
        await shown.press("enter")
        before = len(titles(shown))
        await shown.arrives(title="Совсем другое")
        assert len(titles(shown)) == before
        await shown.arrives(title="Новый мост")
        await shown.press("i")
        assert titles(shown)[0] == "Новый мост"
        assert len(titles(shown)) == before + 1


async def test_another_list_begins_without_the_filter(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.press("f")
        await shown.type("мост")
        await shown.press("enter", "v")
        assert not shown.screen.narrowing.active
        assert len(titles(shown)) == shown.reader.count(View(filter="unread"))


# today
async def test_today_is_among_the_sections(stage: OnStage) -> None:
    async with stage(language="ru") as shown:
        await shown.press("s")
        await shown.type("сег")
        await shown.press("enter")
        found = shown.reader.headlines(shown.screen.headlines.order.keys)
        assert {item.published and item.published.date() for item in found} == {moment().date()}
        assert "Сегодня" in shown.header
        unread = shown.screen.listing.unread
        assert f"{unread} непрочитан" in shown.header
        await shown.press("v")
        assert "Непрочитанные · Сегодня" in shown.header
        assert len(titles(shown)) == unread
        await shown.press("s", "enter")  # the cursor stands on today
        assert len(titles(shown)) == len(found)


async def test_midnight_passes(stage: OnStage, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage() as shown:
        shown.screen.act("list.today")
        await shown.settle()
        assert titles(shown)
        monkeypatch.setenv("KASKAD_TUI_NOW", (moment() + timedelta(days=1)).isoformat())
        shown.screen.listing.reload()
        await shown.settle()
        assert not titles(shown)
        assert "Nothing of today" in shown.picture()


# muted words
async def test_muted_words_hide_and_are_counted(stage: OnStage) -> None:
    async with stage() as shown:
        whole = titles(shown)
        unread = shown.screen.listing.unread
    async with stage(settings=listed(mute=("мосты", "волк*"))) as shown:
        left = titles(shown)
        hidden = [title for title in whole if title not in left]
        assert hidden
        assert all("мост" in title.lower() or "волк" in title.lower() for title in hidden)
        assert not any("моста" in title.lower().split() for title in left)
        assert f"{len(hidden)} hidden" in shown.header
        assert shown.screen.listing.unread == unread - len(hidden)
        await shown.press("m")
        assert titles(shown) == whole
        assert "hidden" not in shown.header
        await shown.press("ь")
        assert titles(shown) == left


async def test_what_is_muted_is_never_marked(stage: OnStage) -> None:
    async with stage(settings=listed(mute=("мост",))) as shown:
        hidden = shown.screen.narrowing.hidden
        assert hidden
        await shown.press("A")
        assert shown.reader.unread() == hidden
        assert shown.screen.listing.unread == 0
        await shown.press("m")
        assert await shown.reader.unread_among(shown.screen.headlines.order.keys) == hidden


async def test_a_muted_headline_that_comes_in_waits_nowhere(stage: OnStage) -> None:
    async with stage(settings=listed(mute=("гороскоп",))) as shown:
        await shown.in_list(2)
        shown.screen.touched = True
        before = titles(shown)
        await shown.arrives(title="Гороскопы на завтра")
        assert shown.screen.listing.pending == 0
        assert titles(shown) == before
        assert shown.screen.narrowing.hidden == 1


async def test_without_muted_words_m_says_where_they_are_named(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.press("m")
        assert "[list] mute" in await shown.says()


# what stays
async def test_what_was_read_stays_until_the_list_is_left(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.press("v")
        before = list(shown.screen.headlines.order.keys)
        row = shown.screen.headlines.order.keys[2]
        await shown.in_list(2)
        await shown.press("u")
        await shown.in_list(5)
        await shown.arrives(title="Пришла, пока читали")
        assert list(shown.screen.headlines.order.keys) == before
        assert shown.stored(row).read
        await shown.press("i")
        assert list(shown.screen.headlines.order.keys)[1:] == before
        await shown.press("v", "v", "v")
        assert row not in shown.screen.headlines.order.keys


async def test_a_lost_bookmark_stays_until_the_list_is_left(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(1)
        await shown.press("asterisk", "v", "v", "asterisk")
        assert len(titles(shown)) == 1
        await shown.arrives()
        shown.screen.listing.reload()
        await shown.settle()
        assert len(titles(shown)) == 1


# the other way round
async def test_the_oldest_first(stage: OnStage) -> None:
    async with stage() as shown:
        newest_first = list(shown.screen.headlines.order.keys)
    async with stage(settings=listed(sort="oldest")) as shown:
        assert list(shown.screen.headlines.order.keys) == newest_first[::-1]
        assert shown.screen.headlines.cursor == 0
        await shown.in_list(4)
        shown.screen.touched = True
        row = shown.screen.headlines.cursor_key
        (new,) = await shown.arrives()
        assert shown.screen.headlines.order.keys[-1] == new  # at the end it moves nothing
        assert shown.screen.headlines.cursor_key == row
        assert shown.screen.listing.pending == 0
        await shown.press("v")
        assert shown.screen.headlines.cursor == 0


async def test_a_long_list_with_the_oldest_first_begins_with_the_oldest(
    stage: OnStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaskad_tui.ui.features.listing._FIRST", 20)
    async with stage(settings=listed(sort="oldest")) as shown:
        order = shown.screen.headlines.order.keys
        assert len(order) > 20
        assert shown.screen.headlines.cursor == 0
        times = [item.published for item in shown.reader.headlines(order) if item.published]
        assert times == sorted(times)


async def test_the_top_five_keep_their_numbers(stage: OnStage) -> None:
    async with stage() as shown:
        second = shown.reader.lists()[ListKind.TOP][1]
    word = max(second.title.split(), key=len).strip("«».,!?:")
    async with stage(settings=listed(mute=(word,))) as shown:
        lines = [line.text for line in shown.screen.sidebar._lines]
        at = next(n for n, line in enumerate(shown.screen.sidebar._lines) if line.sign == "2")
        assert lines[at] == "muted" and not any(word in line for line in lines)
        await shown.press("2")
        assert not shown.screen.panes.in_article and "is muted" in await shown.says()
        await shown.press("m", "2")
        assert shown.screen.reading.article.key == second.key


async def test_counts_leave_out_what_is_muted(stage: OnStage) -> None:
    async with stage(settings=listed(mute=("мост",))) as shown:
        muted = shown.screen.narrowing.muted
        listed_ = muted & set(shown.reader.order(View(filter="unread")).keys)
        hidden = shown.reader.headlines(sorted(listed_))
        assert hidden
        for section in {item.section for item in hidden}:
            mine = sum(item.section == section for item in hidden)
            assert shown.reader.unread(section, muted) == shown.reader.unread(section) - mine
        assert shown.screen.listing._count(None) == str(
            shown.reader.unread() - shown.screen.narrowing.hidden_unread
        )
