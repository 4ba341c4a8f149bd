"""What the footer answers to a key that finds nothing to do, and every failure's sentence, as text."""

from __future__ import annotations

import pytest

from kaskad_tui.i18n import Language, set_language
from kaskad_tui.model import Failure, FailureKind, PictureProblem
from kaskad_tui.wording import failures, pictures
from tests.ui.conftest import OnStage
from tests.ui.harness import PLAIN, TABLED
from tests.ui.test_screens import LANGUAGES, SCREENS, hold

pytestmark = pytest.mark.usefixtures("quick")

IN_THE_LIST = (
    "mark.undo",
    "list.muted",
    "history.back",
    "history.forward",
    "find.previous",
    "article.changes",
    "out.browser",
    "out.copy_address",
    "out.copy_text",
    "out.export",
    "copy_or_cancel",
    "refresh",
    "mark.bookmark",
    "mark.undo",
    "mark.all_read",
    "mark.all_read",
    "read.next_unread",
    "read.previous_unread",
)
IN_AN_ARTICLE = (
    "article.contents",
    "article.links",
    "article.pictures",
    "article.videos",
    "article.table_right",
    "article.next_heading",
    "article.previous_heading",
    "article.changes",
    "article.wider",
    "article.narrower",
    "out.copy_text",
)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_said(language: Language, stage: OnStage, request: pytest.FixtureRequest) -> None:
    lines: list[str] = []
    async with stage(size=(100, 24), language=language) as shown:
        bars = shown.screen.bars

        async def say(id_: str) -> None:
            bars.clear()
            shown.screen.act(id_)
            await shown.settle()
            said, keys = bars._message or ("", ())
            ways = "".join(f"   [{action}] {word}" for action, word in keys)
            lines.extend((f"# {id_}", f"   {said}{ways}".rstrip()))
            await shown.close_overlays()

        index = shown.screen.headlines.find(1, lambda item: not item.has_body)
        assert index is not None
        await shown.in_list(index)
        for id_ in IN_THE_LIST:
            await say(id_)
        await shown.in_article(PLAIN)
        for id_ in IN_AN_ARTICLE:
            await say(id_)
        await shown.in_article(TABLED)
        await say("article.feed_text")
    hold("\n".join(lines), SCREENS / f"said-{language}.txt", request)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure(language: Language, request: pytest.FixtureRequest) -> None:
    set_language(language)
    lines = []
    for kind in FailureKind:
        url = (
            "/home/anna/archive.db" if kind.value.startswith("store") else "https://kaskad.tv/novosti/1-most"
        )
        failure = Failure(kind, url=url)
        lines += [f"# {kind.value}", f"   {failures.sentence(failure)}", f"   {failures.short(failure)}"]
    for problem in PictureProblem:
        lines += [f"# picture, {problem.value}", f"   {pictures.sentence(problem)}"]
    hold("\n".join(lines), SCREENS / f"failures-{language}.txt", request)
