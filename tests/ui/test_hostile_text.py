"""Text from outside does no harm: no markup is read in it, and nothing of it steers the terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from kaskad_tui.model import Failure, FailureKind, Headline, ListKind, Section
from kaskad_tui.reader import Reader, View
from tests.reader.paper import PaperSite
from tests.ui.conftest import OnStage
from tests.ui.harness import Stage, moment, on_stage

BRACKETS = "[/x] [b"
ACTION = "[@click=app.quit]жми[/]"
TERMINAL = "\x1b]0;x\x07\x1b[2J\x9b31m\u202e"
TITLE = f"{BRACKETS} {TERMINAL}{ACTION} конец"
SEEN = f"{BRACKETS} {ACTION} конец"


def shows(stage: Stage, text: str) -> bool:
    """Tell whether a text is on the screen, however it is wrapped; nothing there may steer a terminal."""
    rows = ["".join(part.text for part in row) for row in stage.segments()]
    assert not [sign for row in rows for sign in row if ord(sign) < 32 or 127 <= ord(sign) < 160]
    assert "\u202e" not in "".join(rows)
    letters = "".join(text.split())
    columns = [slice(0, 39), slice(40, 103), slice(104, None), slice(None)]
    return any(letters in "".join("".join(row[part] for row in rows).split()) for part in columns)


@pytest.fixture
async def paper() -> AsyncIterator[PaperSite]:
    made = PaperSite()
    made.publish(*range(100, 106))
    made.top = (105, 104, 103)
    for number in (103, 104, 105):
        made.change(number, title=TITLE, paragraphs=(f"{TITLE}. " * 4, f"Второй абзац, {TITLE}."))
    await made.start()
    yield made
    await made.stop()


async def test_titles_and_texts_of_pages_do_no_harm(paper: PaperSite, tmp_path: Path) -> None:
    reader = Reader.open(base_url=paper.base_url, data_dir=tmp_path)
    async with on_stage(reader, size=(130, 40)) as shown:
        await shown.until(lambda: len(shown.screen.headlines.order) == 6, "the list")
        await shown.until(lambda: not shown.reader.busy, "the refresh")
        await shown.in_list()
        await shown.painted()
        assert shows(shown, "[/x] [b [@click=app.quit]жми")
        await shown.press("enter")
        await shown.painted()
        article = shown.screen.article.shown.article
        assert article is not None
        assert TITLE not in article.text
        assert BRACKETS in article.text
        assert shows(shown, SEEN)
        assert shown.screen.sidebar.lists[ListKind.TOP][0].title == SEEN
        assert not shown.left


async def in_the_archive(stage: Stage) -> Headline:
    """Store a hostile headline, section and sidebar as a page that nobody cleaned would give them."""
    item = Headline("71000", "https://kaskad.tv/novosti/71000-x", SEEN, moment(), section=BRACKETS)
    source = stage.reader.source
    await stage.with_archive(lambda archive: archive.save_headlines(source, [item], moment(), True))
    section = Section("x", BRACKETS, "https://kaskad.tv/x")
    await stage.with_archive(lambda archive: archive.save_sections(source, [section]))
    (found,) = [one for one in stage.reader.headlines(stage.reader.order(View()).keys) if one.id == "71000"]
    return found


async def test_the_chooser_the_header_and_the_footer_show_brackets_as_they_are(stage: OnStage) -> None:
    async with stage() as shown:
        await in_the_archive(shown)
        await shown.press("s")
        await shown.type("[/x")
        await shown.painted()
        assert shows(shown, BRACKETS)
        await shown.press("enter")
        await shown.painted()
        assert BRACKETS in shown.header
        assert shows(shown, "[@click=app.quit]")


async def test_messages_show_brackets_as_they_are(stage: OnStage) -> None:
    async with stage() as shown:
        for detail in (BRACKETS, ACTION, f"{BRACKETS} " * 30):
            shown.screen.bars.say_failure(Failure(FailureKind.STORE_UNAVAILABLE, detail, detail=detail))
            await shown.painted()
            assert shows(shown, detail.split()[0])
            shown.screen.bars.message(detail)
            await shown.painted()
            assert shows(shown, detail.split()[0])


async def test_a_failure_in_the_article_pane_shows_brackets_as_they_are(stage: OnStage) -> None:
    async with stage() as shown:
        item = await in_the_archive(shown)

        async def fails(_key: int) -> Failure:
            return Failure(FailureKind.BAD_HTTP, item.url, detail=f"{BRACKETS} {ACTION}")

        shown.reader.open_article = fails  # type: ignore[method-assign,assignment]  # a site that answers so
        shown.screen.reading.open(item)
        await shown.painted()
        assert shows(shown, f"{BRACKETS} {ACTION}")


async def test_what_is_looked_for_is_text(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article()
        await shown.press("slash")
        await shown.type("[/x] [b")
        await shown.press("enter")
        assert BRACKETS in await shown.says()


async def test_details_show_hostile_addresses_as_they_are(stage: OnStage) -> None:
    from kaskad_tui.reader import Attempt, Refreshed

    async with stage() as shown:
        failure = Failure(FailureKind.BAD_HTTP, "https://x/[b", detail=BRACKETS)
        attempts = (Attempt("https://x.example/[/x] [b", "list", failure, 0.1),)
        shown.screen.refreshing.last = Refreshed(0, attempts, failure)
        await shown.press("exclamation_mark")
        await shown.painted()
        assert shows(shown, "[/x]")
        await shown.press("escape")


async def test_the_sidebar_shows_brackets_as_they_are(stage: OnStage) -> None:
    async with stage() as shown:
        item = await in_the_archive(shown)
        lists = {ListKind.TOP: (item,), ListKind.VIDEO: (item,)}
        source, later = shown.reader.source, moment() + timedelta(minutes=1)
        await shown.with_archive(lambda archive: archive.save_lists(source, lists, later))
        shown.screen.beside.show()
        await shown.painted()
        assert shown.screen.sidebar.lists[ListKind.TOP] == (item,)
        assert shows(shown, BRACKETS)
        await shown.in_sidebar(0)
        await shown.press("enter")
        assert shown.screen.article.key == item.key
