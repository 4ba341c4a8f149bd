"""What a site changed: d shows it, n and N walk it, Tab leads to the versions, d and Esc back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.conftest import OnStage
from tests.ui.harness import HEADED, LINKED, PLAIN, Stage, with_ui


def shows_text(stage: Stage) -> bool:
    return stage.screen.article.shown.article is not None and not stage.screen.edits.active


def segments_with(stage: Stage, words: str) -> list[str]:
    """Return how the parts of the screen that hold some words are drawn: «strike», «underline»."""
    found = []
    for row in stage.segments():
        for part in row:
            if words in part.text and part.style is not None:
                found.append("strike" * bool(part.style.strike) + "underline" * bool(part.style.underline))
    return found


async def test_changed_words_stand_in_their_sentence_and_are_walked(stage: OnStage) -> None:
    async with stage(size=(130, 40)) as shown:
        await shown.in_article(PLAIN)
        article = shown.screen.article.shown.article
        assert article is not None
        last = " ".join(article.text.split("\n\n")[-1].split()[:3])
        await shown.edits(shown.key_of(PLAIN))
        await shown.at_rest()
        assert "≠ changed" in shown.picture().replace("\u00a0", " ")
        await shown.press("d")
        await shown.painted()
        picture = shown.picture()
        assert "≠ Changed after publication" in picture
        count = shown.screen.article.edit[1]
        assert f"change 1 of {count}" in picture
        assert "VERSIONS" in picture and "on the site now" in picture
        assert segments_with(shown, "вдвое") == ["underline"]
        assert segments_with(shown, last) == ["strike"]
        await shown.press("n", "n")
        assert shown.screen.article.edit == (3, count)
        await shown.press("N")
        assert shown.screen.article.edit == (2, count)
        await shown.painted()
        assert f"change 2 of {count}" in shown.picture()
        await shown.press("d")
        assert shows_text(shown)
        assert shown.screen.panes.in_article


async def test_escape_goes_back_to_where_the_changes_were_asked_for(stage: OnStage) -> None:
    async with stage() as shown:
        key = shown.key_of(PLAIN)
        await shown.in_article(PLAIN)
        await shown.edits(key)
        await shown.press("d", "escape")
        assert shows_text(shown)
        assert shown.screen.panes.in_article
        await shown.press("escape")
        assert shown.screen.panes.in_list
        await shown.press("d")
        assert shown.screen.edits.active and shown.screen.panes.in_article
        await shown.press("escape")
        assert shown.screen.panes.in_list
        assert shows_text(shown)
        assert shown.screen.article.key == key


async def test_the_place_in_the_text_is_as_before(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(HEADED)
        await shown.edits(shown.key_of(HEADED))
        shown.screen.article.scroll_pages(1)
        await shown.settle()
        before = shown.screen.article.place
        await shown.press("d")
        assert shown.screen.article.scroll_y == 0
        shown.screen.article.to_end()
        await shown.press("d")
        assert shown.screen.article.place == before


@pytest.mark.parametrize("size", [(130, 40), (90, 30), (60, 20)])
async def test_the_versions_are_chosen_beside_the_text(size: tuple[int, int], stage: OnStage) -> None:
    async with stage(size=size) as shown:
        key = shown.key_of(PLAIN)
        await shown.in_article(PLAIN)
        await shown.edits(key)
        await shown.edits(key)
        await shown.press("d")
        newest = shown.screen.article.edit
        await shown.press("tab")
        assert shown.screen.panes.in_sidebar
        await shown.press("j", "j")
        await shown.press("enter")
        assert shown.screen.panes.in_article
        await shown.painted()
        assert "The first text that was seen" in shown.picture()
        assert shown.screen.article.edit == (0, 0)
        await shown.press("tab", "k", "tab")
        assert shown.screen.panes.in_article
        assert shown.screen.article.edit[1] >= 3 and newest[1] >= 2
        await shown.press("tab", "d")
        assert shows_text(shown)
        assert shown.screen.panes.in_article
        assert shown.screen.sidebar.current is not None, "the lists are back"


async def test_another_article_ends_them(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(PLAIN)
        await shown.edits(shown.key_of(PLAIN))
        await shown.press("d")
        await shown.press("J")
        assert shows_text(shown)
        await shown.in_article(PLAIN)
        await shown.press("d")
        shown.screen.reading.open(shown.stored(shown.key_of(LINKED)))
        await shown.settle()
        assert shows_text(shown)


async def test_a_version_that_comes_while_they_are_shown_is_taken_in(stage: OnStage) -> None:
    async with stage() as shown:
        key = shown.key_of(PLAIN)
        await shown.in_article(PLAIN)
        await shown.edits(key)
        await shown.press("d")
        await shown.edits(key)
        await shown.painted()
        assert len(shown.reader.versions(key)) == 3
        assert "change 1 of" in shown.picture()
        shown.screen.sidebar.go_to(9)
        assert shown.screen.sidebar.last == 2


async def test_where_nothing_was_changed_it_is_said(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(LINKED)
        await shown.press("d")
        assert "has not changed the text since" in await shown.says()
        assert shows_text(shown)
        await shown.in_list()
        index = shown.screen.headlines.find(1, lambda item: not item.has_body)
        assert index is not None
        await shown.in_list(index)
        await shown.press("d")
        assert "no text of this article" in await shown.says()


async def test_a_text_read_by_other_rules_is_not_blamed_on_the_site(stage: OnStage) -> None:
    async with stage() as shown:
        key = shown.key_of(PLAIN)
        await shown.in_article(PLAIN)
        await shown.edits(key, extractor=1)
        await shown.at_rest()
        assert "≠" not in shown.picture()
        assert not shown.stored(key).changed
        await shown.press("d")
        await shown.painted()
        picture = shown.picture()
        assert "Read by other rules of this program" in picture and "read anew" in picture


async def test_two_texts_stand_side_by_side_where_there_is_room(stage: OnStage) -> None:
    async with stage(size=(150, 40)) as shown:
        await shown.in_article(PLAIN)
        title = shown.screen.reading.shown.title  # type: ignore[union-attr]  # it was just opened
        await shown.edits(shown.key_of(PLAIN))
        await shown.press("d", "F")
        await shown.painted()
        rows = [row for row in shown.picture().splitlines() if row.count(title[:20]) == 2]
        assert rows and "│" in rows[0]
        await shown.press("F")
        await shown.painted()
        assert not [row for row in shown.picture().splitlines() if row.count(title[:20]) == 2]


async def test_the_list_says_it_also_without_a_column_of_times_and_in_ascii(stage: OnStage) -> None:
    async with stage(size=(48, 20), settings=with_ui(ascii=True)) as shown:
        await shown.in_list(0)
        key = shown.current.key
        await shown.edits(key)
        shown.screen.headlines.forget()
        await shown.painted()
        assert any(row.startswith((">~", " ~")) for row in shown.picture().splitlines())
        await shown.press("d")
        await shown.painted()
        assert "~ Changed after publication" in shown.picture()
        assert not set("≠±−│▌") & set(shown.picture())


async def test_a_find_inside_the_changes_has_n_first(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(PLAIN)
        await shown.edits(shown.key_of(PLAIN))
        await shown.press("d", "slash")
        await shown.type("вдвое")
        await shown.press("enter")
        assert shown.screen.article.find_count == 1
        await shown.press("n")
        assert shown.screen.article.edit[0] == 1
        await shown.press("escape")
        assert shown.screen.edits.active
        await shown.press("n")
        assert shown.screen.article.edit[0] == 2


async def test_the_stage_makes_a_real_edit(stage: OnStage) -> None:
    async with stage() as shown:
        key = shown.key_of(PLAIN)
        await shown.edits(key)
        item = shown.stored(key)
        assert item == replace(item, changed=True)


async def test_a_changed_title_is_shown_once_the_page_came(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(PLAIN)
        before = shown.screen.reading.shown
        assert before is not None
        await shown.edits(before.key)
        shown.screen.reading._show(before, shown.reader.article(before.key))  # as a fetch does that has ended
        await shown.painted()
        assert "вдвое" in shown.picture()
