"""Every screen and every empty or broken state of the main screen, as scenes that one app plays in turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from kaskad_tui.model import FailureKind, Picture
from kaskad_tui.reader import Goal, Progress, View
from kaskad_tui.wording.syncing import progress
from tests.ui import states
from tests.ui.harness import HEADED, LINKED, PLAIN, TABLED, Stage, moment

Scene = Callable[[Stage], Awaitable[None]]


async def the_list(stage: Stage) -> None:
    await stage.in_list(2)


async def list_end(stage: Stage) -> None:
    await stage.in_list(len(stage.screen.headlines.order) - 1)


async def article(stage: Stage) -> None:
    await stage.in_article(HEADED)


async def article_scrolled(stage: Stage) -> None:
    await stage.in_article(HEADED)
    stage.screen.article.scroll_pages(1)


async def article_with_table(stage: Stage) -> None:
    await stage.in_article(TABLED)
    while not stage.screen.article.table_scroll(0):
        stage.screen.article.scroll_pages(1)
        await stage.settle()


async def find(stage: Stage) -> None:
    await stage.in_article(HEADED)
    await stage.press("slash")
    await stage.type("дом")
    await stage.press("enter", "n")


async def link_letters(stage: Stage) -> None:
    await stage.in_article(LINKED)
    stage.screen.article.to_end()
    await stage.settle()
    await stage.press("L")
    assert stage.screen.article.hints


async def sidebar(stage: Stage) -> None:
    await stage.in_sidebar(1)


async def sections(stage: Stage) -> None:
    await stage.in_list()
    await stage.press("s")


async def sections_narrowed(stage: Stage) -> None:
    await stage.in_list()
    await stage.press("s")
    await stage.type("сп")


async def sections_nothing(stage: Stage) -> None:
    await sections(stage)
    await stage.type("ыыы")


async def contents(stage: Stage) -> None:
    await stage.in_article(HEADED)
    await stage.press("c")


async def help_(stage: Stage) -> None:
    await stage.in_list()
    await stage.press("question_mark")


async def details(stage: Stage) -> None:
    await stage.in_list()
    await stage.press("exclamation_mark")


async def no_bookmarks(stage: Stage) -> None:
    await stage.in_list()
    await stage.press("v", "v")
    assert not len(stage.screen.headlines.order)


async def filter_typed(stage: Stage) -> None:
    await stage.in_list()
    await stage.press("f")
    await stage.type("мосты")


async def filter_kept(stage: Stage) -> None:
    await filter_typed(stage)
    await stage.press("enter")


async def filter_empty(stage: Stage) -> None:
    await stage.in_list()
    await stage.press("f")
    await stage.type("ыыы")
    await stage.press("enter")


async def today(stage: Stage) -> None:
    await stage.in_list()
    stage.screen.act("list.today")


async def not_in_archive(stage: Stage) -> None:
    await stage.in_list()
    index = stage.screen.headlines.find(1, lambda item: not item.has_body)
    assert index is not None
    await stage.in_list(index)
    await stage.press("enter")


async def search_begun(stage: Stage) -> None:
    await stage.in_list(3)
    await stage.press("slash")


async def search_typed(stage: Stage) -> None:
    await search_begun(stage)
    await stage.type("музе")


async def search_hits(stage: Stage) -> None:
    await search_begun(stage)
    await stage.type("музей")
    await stage.press("enter", "j")


async def search_conditions(stage: Stage) -> None:
    await search_hits(stage)
    await stage.press("tab", "right")


async def search_reading(stage: Stage) -> None:
    await search_hits(stage)
    await stage.press("enter", "n")


async def search_wrong(stage: Stage) -> None:
    await search_begun(stage)
    await stage.type({"ru": "с:вчера дом", "en": "from:yesterday дом"}[stage.language])
    await stage.press("enter")


async def search_nothing(stage: Stage) -> None:
    await search_begun(stage)
    await stage.type("жираф")
    await stage.press("enter")


async def search_narrowed(stage: Stage) -> None:
    """Words that are found, under a condition that nothing meets."""
    await search_begun(stage)
    await stage.type({"ru": "музей с:2030", "en": "музей from:2030"}[stage.language])
    await stage.press("enter")


async def gone(stage: Stage) -> None:
    key = stage.key_of(PLAIN)
    await stage.with_archive(lambda archive: archive.mark_gone(key))
    await stage.in_article(PLAIN)


async def changes(stage: Stage) -> None:
    await stage.in_article(HEADED)
    key = stage.key_of(HEADED)
    if len(stage.reader.versions(key)) < 2:
        await stage.edits(key)
    await stage.press("d")


async def versions(stage: Stage) -> None:
    await changes(stage)
    await stage.press("tab")


async def syncing(stage: Stage) -> None:
    """A sync under way, as far as the header tells of it."""
    await stage.in_list()
    oldest = moment() - timedelta(days=40)
    done = Progress(goal=Goal(), pages=40, number=40, last_page=5500, new=391, oldest=oldest, elapsed_s=60.0)
    stage.screen.long_work.tell(progress(done))
    stage.screen.bars.renew()


async def digest(stage: Stage) -> None:
    await stage.in_article(LINKED)


async def full_width(stage: Stage) -> None:
    await stage.in_article(HEADED)
    stage.screen.act("article.full_width")


async def find_asked(stage: Stage) -> None:
    await stage.in_article(HEADED)
    await stage.press("slash")
    await stage.type("дом")


async def find_nothing(stage: Stage) -> None:
    await stage.in_article(HEADED)
    await stage.press("slash")
    await stage.type("жираф")
    await stage.press("enter")


async def help_found(stage: Stage) -> None:
    await help_(stage)
    await stage.type({"ru": "заклад", "en": "bookm"}[stage.language])


async def palette(stage: Stage) -> None:
    await stage.in_list()
    await stage.press("colon")


async def palette_typed(stage: Stage) -> None:
    await palette(stage)
    await stage.type({"ru": "проч", "en": "unread"}[stage.language])


async def palette_nothing(stage: Stage) -> None:
    await palette(stage)
    await stage.type("xqx")


def overlay(id_: str) -> Scene:
    async def scene(stage: Stage) -> None:
        await stage.in_list()
        stage.screen.act(id_)

    return scene


async def imprint(stage: Stage) -> None:
    await stage.in_list()
    stage.screen.act("imprint")


# pictures
async def picture(stage: Stage) -> None:
    async def found(_url: str) -> Picture:
        return Picture(4, 2, bytes((200, 30, 30, 30, 160, 60)) * 4)

    stage.reader.picture = found  # type: ignore[method-assign,assignment]  # there is no network
    await states.planted(stage, body=("Мост открыли.",), text="Мост открыли.", images=(states.IMAGE,))
    await stage.painted()
    if not stage.screen.article.pictures.in_sight():
        await stage.press("I")
    await stage.until(stage.screen.article.pictures.in_sight, "the picture")


async def picture_view(stage: Stage) -> None:
    await picture(stage)
    await stage.press("I")
    assert stage.overlay == "PictureView"


async def new_ones(stage: Stage) -> None:
    await stage.in_list(2)
    await stage.arrives(3)
    assert stage.screen.listing.pending


async def list_with_marks(stage: Stage) -> None:
    await stage.press("i")
    keys = stage.screen.news.order.keys
    await stage.reader.mark([keys[0]], bookmarked=True, undoable=False)
    await stage.edits(stage.key_of(HEADED))
    await stage.in_list(1)


SCENES: Mapping[str, Scene] = {
    "list": the_list,
    "article": article,
    "article-scrolled": article_scrolled,
    "article-table": article_with_table,
    "digest": digest,
    "find": find,
    "find-asked": find_asked,
    "find-nothing": find_nothing,
    "links": link_letters,
    "sidebar": sidebar,
    "filter-typed": filter_typed,
    "filter-kept": filter_kept,
    "filter-empty": filter_empty,
    "today": today,
    "list-end": list_end,
    "muted": states.muted,
    "muted-shown": states.muted_shown,
    "unread": states.unread,
    "all-read": states.all_read,
    "empty-section": states.empty_section,
    "search-begun": search_begun,
    "search-typed": search_typed,
    "search-hits": search_hits,
    "search-conditions": search_conditions,
    "search-wrong": search_wrong,
    "search-nothing": search_nothing,
    "search-narrowed": search_narrowed,
    "sections": sections,
    "sections-narrowed": sections_narrowed,
    "sections-nothing": sections_nothing,
    "contents": contents,
    "help": help_,
    "help-found": help_found,
    "palette": palette,
    "palette-typed": palette_typed,
    "palette-nothing": palette_nothing,
    "colours": overlay("theme"),
    "sync": syncing,
    "sync-choice": overlay("sync"),
    "address": overlay("start.address"),
    "imprint": imprint,
    "details": details,
    "details-tried": states.tried,
    "message": states.message,
    "message-long": states.message_long,
    "message-disk-full": states.saying(FailureKind.STORE_FULL),
    "message-read-only": states.saying(FailureKind.STORE_READ_ONLY),
    "message-recovered": states.recovered,
    "not-in-archive": not_in_archive,
    "not-readable": states.failing(FailureKind.NO_ARTICLE),
    "browser-check": states.failing(FailureKind.BROWSER_CHECK, 403),
    "deleted": states.failing(FailureKind.NOT_FOUND, 404),
    "not-renewed": states.not_renewed,
    "loading": states.loading,
    "only-video": states.only_video,
    "only-pictures": states.only_pictures,
    "no-text": states.no_text,
    "partly": states.partly,
    "picture": picture,
    "picture-view": picture_view,
    "gone": gone,
    "search-reading": search_reading,
    "no-bookmarks": no_bookmarks,
    "bookmarks": states.bookmarks,
    "changes": changes,
    "versions": versions,
    "feed-text": states.feed_text,
    "full-width": full_width,
    "new-ones": new_ones,
    "list-marks": list_with_marks,
}
"""In this order, in one app: opening marks as read, the last ones change the archive."""


async def put_away(stage: Stage) -> None:
    """End what a scene began."""
    await stage.close_overlays()
    stage.screen.searching.leave()
    if stage.screen.narrowing.active:
        stage.screen.narrowing.drop()
    if stage.screen.listing.view != View():
        stage.screen.listing.change(View())
    if stage.screen.narrowing._words:
        stage.screen.narrowing._words, stage.screen.narrowing._muted = (), frozenset()
        stage.screen.narrowing.shows_muted = False
        stage.screen.beside.show()
        await stage.screen.listing.fit()
    stage.screen.remove_class("-full", "-asking")
    stage.screen.bars.clear()
    vars(stage.reader).pop("picture", None)
    while await stage.reader.undo():
        pass
    await stage.settle()
    stage.screen.edits.to_text()
    stage.screen.long_work.tell(())
    if stage.screen.texts.other is not None:
        stage.screen.act("article.feed_text")
    stage.screen.article.end_hints()
    stage.screen.finding.end()
