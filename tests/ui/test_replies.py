"""What the reader answers: late replies, failures, surprises. One sentence each, and the app lives on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from kaskad_tui.model import Article, Failure, FailureKind
from kaskad_tui.reader import ArticleChanged, MarksChanged
from kaskad_tui.wording import failures
from tests.ui.conftest import OnStage
from tests.ui.harness import HEADED, LINKED, PLAIN, Stage

Opens = Callable[[int], Awaitable[Article | Failure]]


class Gate:
    """Holds the answers of `open_article` until each is let through."""

    def __init__(self, stage: Stage) -> None:
        self._opens: Opens = stage.reader.open_article
        self._open: dict[int, asyncio.Event] = {}
        self.asked: list[int] = []
        self.answered: list[int] = []
        stage.reader.open_article = self._held  # type: ignore[method-assign]  # a slow site

    async def _held(self, key: int) -> Article | Failure:
        self.asked.append(key)
        return await asyncio.shield(asyncio.ensure_future(self._later(key)))

    async def _later(self, key: int) -> Article | Failure:
        await self._open.setdefault(key, asyncio.Event()).wait()
        self.answered.append(key)
        return await self._opens(key)

    def let(self, key: int) -> None:
        """Let the answer for an article through."""
        self._open.setdefault(key, asyncio.Event()).set()


async def begin(stage: Stage, number: str) -> int:
    """Begin to open an article; its answer is held."""
    key = stage.key_of(number)
    stage.screen.reading.open(stage.stored(key))
    await stage.until(lambda: stage.screen.panes.in_article, "the article pane")
    return key


async def test_a_late_reply_for_another_article_is_not_shown(stage: OnStage) -> None:
    async with stage() as shown:
        gate = Gate(shown)
        first = await begin(shown, HEADED)
        await shown.until(lambda: first in gate.asked)
        second = await begin(shown, LINKED)
        await shown.until(lambda: second in gate.asked)
        gate.let(second)
        await shown.settle()
        gate.let(first)
        await shown.until(lambda: first in gate.answered)
        await shown.settle()
        assert shown.screen.article.key == second
        assert shown.screen.reading.shown is not None
        assert shown.screen.reading.shown.key == second


async def test_a_reply_does_not_come_back_over_what_the_cursor_shows(stage: OnStage) -> None:
    async with stage() as shown:
        gate = Gate(shown)
        first = await begin(shown, HEADED)
        await shown.until(lambda: first in gate.asked)
        shown.screen.panes.focus_list()
        shown.screen.headlines.go_to(0)
        other = shown.screen.headlines.cursor_key
        await shown.until(lambda: shown.screen.article.key == other, "following")
        gate.let(first)
        await shown.settle()
        assert shown.screen.article.key == other
        assert shown.screen.panes.in_list


async def test_news_of_an_article_that_is_not_shown_changes_nothing(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_article(HEADED)
        before = shown.picture()
        shown.screen.refreshing.tell(ArticleChanged(shown.key_of(PLAIN)))
        shown.screen.refreshing.tell(MarksChanged((shown.key_of(PLAIN),)))
        await shown.painted()
        assert shown.picture() == before


async def test_a_long_load_says_so_and_a_short_one_does_not(stage: OnStage) -> None:
    async with stage() as shown:
        gate = Gate(shown)
        index = shown.screen.headlines.find(1, lambda item: not item.has_body)
        assert index is not None
        headline = shown.screen.headlines.headline(index)
        assert headline is not None
        shown.screen.reading.open(headline)
        await shown.until(lambda: headline.key in gate.asked)
        assert "Loading" not in shown.picture()
        await shown.until(lambda: "Loading" in shown.picture(), "the word")
        gate.let(headline.key)
        await shown.painted()
        assert "Loading" not in shown.picture()


async def test_ctrl_c_cancels_what_runs(stage: OnStage) -> None:
    async with stage() as shown:
        gate = Gate(shown)
        key = await begin(shown, HEADED)
        await shown.until(lambda: key in gate.asked)
        await shown.press("ctrl+c")
        assert "Cancelled" in await shown.says()
        gate.let(key)


KINDS = [kind for kind in FailureKind if kind is not FailureKind.OFFLINE]


async def test_each_failure_is_a_sentence_in_the_articles_place(
    stage: OnStage, subtests: pytest.Subtests
) -> None:
    async with stage(size=(120, 28)) as shown:
        index = shown.screen.headlines.find(1, lambda item: not item.has_body)
        assert index is not None
        headline = shown.screen.headlines.headline(index)
        assert headline is not None
        for kind in KINDS:
            with subtests.test(kind=kind.value):
                failure = Failure(kind, "https://kaskad.tv/novosti/1-x", 503, detail="it is so")

                async def fails(_key: int, failure: Failure = failure) -> Failure:
                    return failure

                shown.reader.open_article = fails  # type: ignore[method-assign,assignment]  # a test's site
                shown.screen.reading.open(headline)
                await shown.painted()
                view = shown.screen.article
                column = [view.render_line(y).text for y in range(view.size.height)]
                seen = "".join("".join(column).split())
                wanted = "".join(failures.sentence(failure).split())
                assert seen.count(wanted) == 1, seen
                assert "again" in "".join(column)


async def test_a_mark_that_cannot_be_kept_is_told_and_not_shown(stage: OnStage) -> None:
    full = Failure(FailureKind.STORE_FULL)
    async with stage() as shown:
        await shown.in_list(1)
        before = shown.picture()

        async def fails(*_: object, **__: object) -> Failure:
            return full

        for name in ("mark", "mark_all_read", "undo"):
            setattr(shown.reader, name, fails)
        for key in ("asterisk", "u", "A", "z"):
            await shown.press(key)
            assert failures.sentence(full)[:25] in await shown.says()
        shown.screen.bars.clear()
        await shown.painted()
        assert shown.picture().count("★") == before.count("★")
        assert shown.picture().count("●") == before.count("●")


async def test_a_surprise_inside_becomes_one_message(stage: OnStage) -> None:
    async with stage() as shown:
        await shown.in_list(1)

        async def breaks(*_: object, **__: object) -> Failure:
            raise RuntimeError("Traceback [/x] [b")

        shown.reader.mark = breaks  # type: ignore[method-assign]  # what nobody thought of
        await shown.press("asterisk")
        said = await shown.says()
        assert "RuntimeError" in said
        assert "Traceback" not in said
        await shown.press("j")
        assert shown.screen.headlines.cursor == 2
