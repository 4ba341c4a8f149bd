"""Pages that are not what they should be: cut ones, others in their place, checks of the browser."""

from __future__ import annotations

import pytest

from kaskad_tui.model import Article, FailureKind
from kaskad_tui.reader import ArticleFailed
from tests.reader.conftest import Desk
from tests.reader.paper import Answer
from tests.reader.test_prefetch import filled


async def test_a_page_that_broke_off_is_shown_and_never_replaces_a_whole_one(desk: Desk) -> None:
    desk.site.feed = False
    reader, keys = await filled(desk)
    path = desk.site.stories[111].path
    whole = desk.site.answer_for(path).body
    short = len(whole.encode()) - 300
    desk.site.answers[path + "/amp"] = Answer(404)
    lying = (("Content-Length", str(short)),)
    desk.site.answers[path] = Answer(body=whole, headers=lying)
    cut = await reader.open_article(keys[0])
    assert isinstance(cut, Article)
    assert not cut.complete
    assert cut.body
    del desk.site.answers[path]
    again = await reader.open_article(keys[0])
    assert isinstance(again, Article)
    assert again.complete
    desk.site.answers[path] = Answer(
        body=whole.replace("Преголю", "реку"), headers=(("Content-Length", str(short)),)
    )
    desk.events.clear()
    third = await reader.refetch(keys[0])
    assert isinstance(third, Article)
    assert (third.complete, third.body) == (True, again.body)
    assert [event.failure.kind for event in desk.told(ArticleFailed)] == [FailureKind.BROKEN_OFF]


@pytest.mark.parametrize("status", [403, 503])
async def test_a_check_of_the_browser_is_told_by_the_page_of_a_refusal(desk: Desk, status: int) -> None:
    check = "<html><title>Just a moment...</title><script>x()</script><p>Checking your browser</p></html>"
    reader, _keys = await filled(desk)
    desk.site.answers["/novosti"] = Answer(status, check)
    refreshed = await reader.refresh()
    kinds = {attempt.what: attempt.failure and attempt.failure.kind for attempt in refreshed.attempts}
    assert kinds["list"] is FailureKind.BROWSER_CHECK
    desk.site.answers["/novosti"] = Answer(status, "<html><p>Доступ запрещён администратором</p></html>")
    refreshed = await reader.refresh()
    kinds = {attempt.what: attempt.failure and attempt.failure.kind for attempt in refreshed.attempts}
    assert kinds["list"] in (FailureKind.DENIED, FailureKind.SERVER_ERROR)


@pytest.mark.parametrize(
    "there",
    [
        "<html><title>Домен продаётся</title><h1>Домен продаётся</h1><p>Обращайтесь по телефону.</p></html>",
        "<html><head><title>Сайт на ремонте</title></head><body><p>Ведутся технические работы.</p></html>",
        "<html><p>Временно недоступно</p></html>",
    ],
)
async def test_what_stands_where_an_article_was_does_not_take_its_place(desk: Desk, there: str) -> None:
    reader, keys = await filled(desk)
    whole = await reader.open_article(keys[0])
    assert isinstance(whole, Article)
    path = desk.site.stories[111].path
    desk.site.answers[path] = desk.site.answers[path + "/amp"] = Answer(body=there)
    again = await reader.refetch(keys[0])
    assert isinstance(again, Article)
    assert (again.body, again.gone) == (whole.body, False)
    assert [event.failure.kind for event in desk.told(ArticleFailed)] == [FailureKind.NO_ARTICLE]


async def test_a_text_that_its_site_shortened_is_taken(desk: Desk) -> None:
    reader, keys = await filled(desk)
    assert isinstance(await reader.open_article(keys[0]), Article)
    desk.site.change(111, paragraphs=("Заметка снята по просьбе участников событий.",), amp=False)
    again = await reader.refetch(keys[0])
    assert isinstance(again, Article)
    assert again.text == "Заметка снята по просьбе участников событий."
