"""The search of the archive in the app: typing, hits, conditions, and the way back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from rich.color import ColorType

from kaskad_tui.model import Headline
from kaskad_tui.reader import Hit, Hits, Pattern, Query, Reader
from kaskad_tui.ui.layouts import russian_names
from kaskad_tui.ui.widgets.hit_list import HitList
from kaskad_tui.ui.widgets.search_box import ConditionsBar, SearchBox
from tests.ui.conftest import OnStage
from tests.ui.harness import Stage, key_event, moment, with_ui


async def look(stage: Stage, text: str, *then: str) -> None:
    """Type a query in the list, then press more keys."""
    await stage.press("slash")
    await stage.type(text)
    await stage.press(*then)


def line(stage: Stage) -> str:
    return stage.screen.query_one(SearchBox).input.value


def titles(stage: Stage) -> list[str]:
    shown = stage.screen.headlines
    assert isinstance(shown, HitList)
    return [item.title for item in stage.reader.headlines(shown.order.keys)]


def marked(stage: Stage, role: str) -> list[str]:
    """Return the words on the screen that stand on the ground of a hit."""
    style = stage.screen.query_one(HitList).get_component_rich_style(f"headlines--{role}", partial=True)
    parts = [part for row in stage.segments() for part in row if part.style]
    return [part.text for part in parts if part.style and part.style.bgcolor == style.bgcolor]


# typing
@pytest.mark.parametrize("key", ["slash", *russian_names("slash")])
async def test_the_key_of_each_layout_opens_it_in_the_list_alone(key: str, stage: OnStage) -> None:
    async with stage() as shown:
        await shown.press(key)
        assert shown.screen.searching.typing
        await shown.press(key)  # in the line it is a letter as any other
        assert line(shown) == {"slash": "/", "full_stop": "."}[key]


async def test_letters_are_text_while_the_query_is_typed(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "jqGnт.о,?")
        assert line(shown) == "jqGnт.о,?"
        assert shown.screen.searching.typing
        assert not shown.left


async def test_hits_come_as_letters_come_and_the_newest_stand_first(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "му")
        some = shown.screen.searching.total
        await shown.type("зей")
        assert 0 < shown.screen.searching.total < some
        found = shown.reader.headlines(shown.screen.headlines.order.keys)
        dated = [item.published for item in found if item.published]
        assert dated == sorted(dated, reverse=True)
        assert len(dated) > 3


async def test_word_forms_are_hits_and_marked_in_list_and_text(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "мостами", "enter")
        await shown.at_rest()
        assert any("мост " in title for title in titles(shown))
        words = {word.casefold() for word in marked(shown, "hit")}
        assert {"мост", "мосту"} & words
        assert shown.screen.article.find_count > 0
        assert shown.screen.article.find_position == 0


async def test_enter_orders_by_relevance_and_goes_to_the_list(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей")
        newest = titles(shown)
        assert "newest first" in shown.picture()
        await shown.press("enter")
        assert shown.screen.searching.in_hits
        best = titles(shown)
        assert best != newest
        assert "музей" in best[0].casefold()
        assert "best first" in shown.picture()


async def test_enter_on_the_beginning_of_a_word_loses_no_hits(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "светлогорс")
        before = set(titles(shown))
        assert before
        await shown.press("enter")
        assert set(titles(shown)) == before


async def test_keys_that_come_in_one_burst_are_all_heard(stage: OnStage) -> None:
    async with stage() as shown:
        for key in ("slash", *"музей", "enter", "j"):
            shown.app.post_message(key_event(key))
        await shown.settle()
        assert line(shown) == "музей"
        assert shown.screen.searching.in_hits


async def test_what_is_typed_in_a_burst_replaces_the_query_before(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "enter")
        for key in ("slash", *"порт"):
            shown.app.post_message(key_event(key))
        await shown.settle()
        assert line(shown) == "порт"


async def test_the_next_key_cancels_a_slow_look_up(stage: OnStage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = Reader.search_async

    async def slow(self: Reader, query: Query, *, ranked: bool = False, limit: int | None = None) -> Hits:
        word = query.terms[0].words[0]
        asked.append(word)
        await asyncio.sleep(0.3 if word == "д" else 0)
        return await real(self, query, ranked=ranked, limit=limit)

    async with stage() as shown:
        await shown.press("slash")
        monkeypatch.setattr(Reader, "search_async", slow)
        shown.app.post_message(key_event("д"))
        await shown.until(lambda: asked == ["д"], "the first look-up")
        await shown.type("омик")
        assert asked[0] == "д"
        assert len(asked) > 1
        total = shown.screen.searching.total
        await asyncio.sleep(0.35)
        assert shown.screen.searching.total == total


# the list of hits
async def fill_with(stage: Stage, count: int) -> None:
    """Let the archive have so many more articles with «лиман» in the title."""
    items = [
        Headline(
            str(80_000 + number),
            f"https://kaskad.tv/novosti/{80_000 + number}-x",
            f"Лиман и его берега, часть {number}",
            moment() - timedelta(minutes=17 * number),
            section="Новости",
        )
        for number in range(count)
    ]
    await stage.with_archive(
        lambda archive: archive.save_headlines(stage.reader.source, items, moment(), True)
    )


async def test_several_thousand_hits_scroll_like_any_list(
    stage: OnStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage() as shown:
        await fill_with(shown, 3_000)
        await look(shown, "лиман")
        assert shown.screen.searching.total == 3_000
        assert "3000 articles" in shown.picture()
        await shown.press("down", "G")
        assert shown.screen.headlines.cursor == 2_999
        await shown.painted()
        assert "часть 2999" in shown.picture()
        assert "3000 of 3000" in await shown.says()
        asked: list[int] = []
        headlines, hits = Reader.headlines, Reader.hits

        def noted(self: Reader, keys: Sequence[int]) -> list[Headline]:
            asked.append(len(keys))
            return headlines(self, keys)

        def excerpted(self: Reader, keys: Sequence[int], pattern: Pattern, width: int) -> list[Hit]:
            asked.append(len(keys))
            return hits(self, keys, pattern, width)

        monkeypatch.setattr(Reader, "headlines", noted)
        monkeypatch.setattr(Reader, "hits", excerpted)
        await shown.press(*("k" * 40))
        await shown.painted()
        assert max(asked) <= 64
        assert (
            sum(asked) < 250
        )  # a page of headlines or two, and an excerpt for each row that came into sight


async def test_the_first_hits_are_there_before_all_of_them(stage: OnStage) -> None:
    async with stage() as shown:
        await fill_with(shown, 1_500)
        await shown.press("slash")
        for key in "лиман":
            shown.app.post_message(key_event(key))
        await shown.until(lambda: len(shown.screen.headlines.order) == 64, "the first hits")
        assert "more than 1000" in shown.screen.searching._count()
        await shown.until(lambda: len(shown.screen.headlines.order) == 1_500, "all of them")
        assert shown.screen.headlines.cursor == 0


async def test_a_hit_is_read_as_from_the_list(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "enter", "j")
        first = shown.current
        assert not first.read
        await shown.press("enter")
        assert shown.screen.panes.in_article
        assert shown.screen.article.key == first.key
        assert shown.stored(first.key).read
        await shown.press("J")
        assert shown.screen.headlines.cursor == 2
        assert shown.screen.article.key == shown.screen.headlines.cursor_key
        await shown.press("K", "escape")
        assert shown.screen.searching.in_hits
        assert shown.screen.headlines.cursor == 1
        assert shown.screen.headlines.headline(1) == shown.stored(first.key)


async def test_space_goes_on_to_the_next_hit_read_or_not(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "enter")
        keys = list(shown.screen.headlines.order.keys)
        await shown.reader.mark(keys, read=True)
        await shown.press("enter")
        shown.screen.article.to_end()
        await shown.press("space")
        assert shown.screen.article.key == keys[1]
        assert shown.screen.panes.in_article


async def test_n_walks_the_hits_of_the_shown_text_from_list_and_article(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "дом", "enter")
        while shown.screen.article.find_count < 3:
            await shown.press("j")
            shown.screen.reading.follow()
        cursor = shown.screen.headlines.cursor
        await shown.press("n", "n")
        assert shown.screen.article.find_position == 2
        assert shown.screen.searching.in_hits
        assert shown.screen.headlines.cursor == cursor
        await shown.press("enter")
        assert shown.screen.article.find_position == 2  # opening keeps it
        await shown.press("n")
        assert shown.screen.article.find_position == 3
        assert "3 of" in await shown.says()
        await shown.press("N", "N", "N")
        assert shown.screen.article.find_position == shown.screen.article.find_count


async def test_n_right_after_a_move_is_about_the_row_under_the_cursor(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "дом", "enter")
        await shown.at_rest()
        await shown.press("j", "n")
        assert shown.screen.article.key == shown.screen.headlines.cursor_key
        assert shown.screen.article.find_position == 1


async def test_a_find_inside_a_hit_ends_and_the_hits_are_marked_again(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "дом", "enter", "enter")
        count = shown.screen.article.find_count
        await shown.press("slash")
        await shown.type("ъ")
        await shown.press("enter")
        assert shown.screen.article.find_count != count
        await shown.press("escape")
        assert shown.screen.panes.in_article
        assert shown.screen.article.find_count == count


async def test_all_read_means_the_hits(stage: OnStage) -> None:
    async with stage() as shown:
        before = shown.reader.unread()
        await look(shown, "музей", "enter")
        keys = list(shown.screen.headlines.order.keys)
        await shown.press("A")
        assert all(item.read for item in shown.reader.headlines(keys))
        assert before - shown.reader.unread() <= len(keys) < before
        await shown.press("z")
        assert shown.reader.unread() == before


# the way back
@pytest.mark.parametrize("size", [(130, 40), (90, 30), (60, 20)])
async def test_escape_goes_back_to_where_the_reader_was(size: tuple[int, int], stage: OnStage) -> None:
    async with stage(size=size) as shown:
        await shown.in_list(37)
        shown.screen.headlines.scroll_lines(-3)
        await shown.at_rest()
        before, place = shown.picture(), shown.screen.headlines.scroll_offset
        await look(shown, "музей", "enter", "j", "enter", "escape", "escape")
        assert shown.screen.headlines is shown.screen.news
        await shown.at_rest()
        assert shown.screen.headlines.cursor == 37
        assert shown.screen.headlines.scroll_offset == place
        after = shown.picture()
        assert after.split("\n")[1:-1] == before.split("\n")[1:-1]
        assert shown.screen.article.find_count == 0


async def test_a_list_that_was_moved_while_it_was_hidden_shows_its_cursor(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(37)
        await look(shown, "музей", "enter")
        shown.screen.news.go_to(0)
        await shown.press("escape")
        await shown.painted()
        assert shown.screen.news.scroll_offset.y == 0


async def test_q_goes_back_too_and_ends_nothing(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "enter", "q")
        assert not shown.left
        assert shown.screen.headlines is shown.screen.news


async def test_news_that_come_in_meanwhile_wait_and_the_hits_stay(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(5)
        shown.screen.listing.settled = shown.screen.touched = True
        key = shown.screen.headlines.cursor_key
        await look(shown, "музей", "enter")
        found = titles(shown)
        await shown.arrives(2, "Музей, о котором ещё не знали")
        assert titles(shown) == found
        await shown.press("escape")
        assert shown.screen.headlines.cursor_key == key
        assert shown.screen.listing.pending == 2


@pytest.mark.parametrize("key", ["v", "i"])
async def test_keys_of_the_news_lead_out_of_the_search(key: str, stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(3)
        shown.screen.listing.settled = shown.screen.touched = True
        await look(shown, "музей", "enter")
        await shown.arrives(1)
        await shown.press(key)
        assert shown.screen.headlines is shown.screen.news
        assert shown.screen.panes.in_list


async def test_the_search_is_as_it_was_left(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "enter", "j", "j")
        key = shown.screen.headlines.cursor_key
        await shown.press("escape", "slash", "down")
        assert line(shown) == "музей"
        assert shown.screen.headlines.cursor_key == key


async def test_earlier_queries_come_back(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "enter")
        await look(shown, "порт", "enter")
        await look(shown, "дом", "up")
        assert line(shown) == "порт"
        await shown.press("up", "up")
        assert line(shown) == "музей"
        await shown.press("down", "down")
        assert line(shown) == "дом"
        assert shown.screen.searching.typing
        await shown.press("down")
        assert shown.screen.searching.in_hits


# conditions
async def test_a_date_that_is_none_is_explained_and_the_reader_stays_in_the_line(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "from:yesterday дом", "enter")
        assert shown.screen.searching.typing
        await shown.painted()
        assert "“from:yesterday” is no date" in shown.picture()


async def test_a_filter_that_is_still_typed_is_not_complained_of(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "дом is:unr")
        await shown.painted()
        assert "is:unr”" not in shown.picture()
        await shown.type(" ")
        await shown.painted()
        assert "“is:unr” says nothing" in shown.picture()


async def test_a_section_is_chosen_by_keys_and_replaces_a_typed_one(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "section:спорт дом", "enter", "tab", "right", "enter")
        assert shown.overlay == "Chooser"
        await shown.type("культ")
        await shown.press("enter")
        assert line(shown) == "дом"
        found = shown.reader.headlines(shown.screen.headlines.order.keys)
        assert found
        assert {item.section for item in found} == {"Культура"}
        await shown.painted()
        assert "Культура ▾" in shown.picture()
        await shown.press("escape")
        assert shown.screen.searching.in_hits


async def test_every_condition_can_be_typed(stage: OnStage) -> None:
    async with stage() as shown:
        key = shown.key_of("62133")
        await shown.reader.mark([key], bookmarked=True, read=True)
        for query in ("это:закладка", "is:bookmarked is:read from:2020 to:2026", "закладка:нет это:закладка"):
            await look(shown, query, "enter")
            keys = list(shown.screen.headlines.order.keys)
            assert keys == ([key] if "нет" not in query else []), query
            await shown.press("escape")


async def test_the_order_can_be_chosen_and_stays(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "enter", "tab", "right", "right", "enter")
        await shown.type("newest")
        await shown.press("enter", "escape")
        assert not shown.screen.searching.ranked
        await shown.press("slash")
        await shown.type("дом")
        await shown.press("enter")
        assert not shown.screen.searching.ranked


async def test_the_years_of_the_archive_are_offered(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "tab", "enter")
        await shown.painted()
        picture = shown.picture()
        assert "all years" in picture
        assert "2026" in picture
        assert "the last 7 days" in picture
        await shown.type("2026")
        await shown.press("enter")
        await shown.painted()
        assert "2026 ▾" in shown.picture()


async def test_a_condition_is_chosen_with_the_mouse(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей")
        await shown.painted()
        await shown.pilot.click(ConditionsBar, offset=(5, 0))
        await shown.settle()
        assert shown.overlay == "Chooser"


# the index
async def test_an_index_that_is_behind_is_told_and_looked_in_again_when_it_is_not(
    stage: OnStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = 12
    monkeypatch.setattr(Reader, "unindexed", lambda _self: waiting)
    async with stage() as shown:
        await look(shown, "лиман")
        await shown.painted()
        assert "12 articles cannot be" in shown.picture()
        assert shown.screen.searching.total == 0
        await fill_with(shown, 3)
        waiting = 0
        await shown.until(lambda: shown.screen.searching.total == 3, "the second look")
        await shown.painted()
        assert "articles cannot be" not in shown.picture()


# sizes and looks
async def test_every_size_keeps_query_hits_and_cursor(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "enter", "j", "j")
        key = shown.screen.headlines.cursor_key
        for size in ((90, 30), (60, 20), (44, 14), (40, 12), (130, 40)):
            await shown.resize(*size)
            assert shown.screen.searching.in_hits
            assert shown.screen.headlines.cursor_key == key
            assert "музей" in shown.picture()
        await shown.press("slash")
        for size in ((60, 20), (40, 12), (90, 30)):
            await shown.resize(*size)
            assert shown.screen.searching.typing


async def test_the_sidebar_slides_over_the_article(stage: OnStage) -> None:
    async with stage() as shown:
        await look(shown, "музей", "enter", "t")
        await shown.painted()
        assert shown.screen.panes.in_sidebar
        assert shown.screen.sidebar.region.width > 20
        await shown.press("t")
        assert shown.screen.searching.in_hits


async def test_the_cursor_of_the_line_is_seen_in_sixteen_colours(stage: OnStage) -> None:
    async with stage(settings=with_ui(theme="ansi")) as shown:
        await look(shown, "дом")
        await shown.painted()
        (cursor,) = [
            part for part in shown.screen.query_one(SearchBox).input.render_line(0) if part.text == " "
        ]
        assert cursor.style
        assert cursor.style.reverse
        colours = (cursor.style.color, cursor.style.bgcolor)
        assert {colour.type for colour in colours if colour} == {ColorType.DEFAULT}


async def test_hits_are_bold_and_underlined_in_sixteen_colours(stage: OnStage) -> None:
    async with stage(settings=with_ui(theme="ansi")) as shown:
        await look(shown, "музей", "enter")
        await shown.at_rest()
        parts = [part for row in shown.segments() for part in row if part.style]
        colours = {c.type for p in parts if p.style for c in (p.style.color, p.style.bgcolor) if c}
        assert colours <= {ColorType.DEFAULT, ColorType.STANDARD}
        hits = [part for part in parts if part.text.casefold() in {"музей", "музее"}]
        assert len(hits) > 3
        assert (
            sum(bool(part.style and part.style.underline) for part in hits) >= len(hits) - 1
        )  # the line itself


async def test_hits_are_seen_without_colours(stage: OnStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage() as shown:
        await look(shown, "музей", "enter", "n")
        await shown.at_rest()
        rows = [row for row in shown.segments() if row and row[0].text.startswith("▌")]
        assert len(rows) == 3
        assert all(any(part.style and part.style.reverse for part in row) for row in rows)
        parts = [part for row in shown.segments() for part in row if part.style]
        assert any(p.style and p.style.underline and p.text.casefold() == "музее" for p in parts)
        assert any(p.style and p.style.reverse and p.text.casefold().startswith("музе") for p in parts)
