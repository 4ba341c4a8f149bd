"""Every screen and every empty or broken state of the main screen, as scenes that one app plays in turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from kaskad_tui.model import Article, Failure, FailureKind, Headline, Image, Picture, Video
from kaskad_tui.reader import Goal, Progress, View
from kaskad_tui.wording.syncing import progress
from tests.ui.harness import HEADED, LINKED, PLAIN, TABLED, Stage, moment

Scene = Callable[[Stage], Awaitable[None]]

IMAGE = Image("https://kaskad.tv/images/news/bridge.jpg", None, "Мост после ремонта")
VIDEO = Video("https://rutube.ru/video/1/", "Разводка моста")


async def the_list(stage: Stage) -> None:
    await stage.in_list(2)


async def article(stage: Stage) -> None:
    await stage.in_article(HEADED)


async def article_scrolled(stage: Stage) -> None:
    await stage.in_article(HEADED)
    stage.screen.article.scroll_pages(1)


async def article_with_table(stage: Stage) -> None:
    await stage.in_article(TABLED)


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


# lists with nothing in them, or with less
async def empty_section(stage: Stage) -> None:
    await stage.in_list()
    stage.screen.listing.change(View("Объявления"))
    await stage.settle()
    assert not len(stage.screen.headlines.order)


async def all_read(stage: Stage) -> None:
    await stage.in_list()
    await stage.reader.mark_all_read(View())
    stage.screen.listing.change(View(filter="unread"))
    await stage.settle()
    assert not len(stage.screen.headlines.order)


async def unread(stage: Stage) -> None:
    await stage.in_list()
    stage.screen.listing.change(View(filter="unread"))


async def bookmarks(stage: Stage) -> None:
    await stage.in_list()
    keys = [stage.key_of(HEADED), stage.key_of(PLAIN)]
    await stage.reader.mark(keys, bookmarked=True, undoable=False)
    stage.screen.listing.change(View(filter="bookmarked"))


async def muted(stage: Stage) -> None:
    await stage.in_list()
    stage.screen.narrowing._words = ("мост", "дом*")
    stage.screen.listing.reload()
    await stage.settle()
    assert stage.screen.narrowing.hidden


# messages
async def message(stage: Stage) -> None:
    await stage.in_list(3)
    await stage.press("A")
    stand_still(stage)


async def message_long(stage: Stage) -> None:
    await stage.in_list(3)
    stage.screen.bars.say_failure(Failure(FailureKind.TLS, url="https://kaskad.tv/", detail="expired"))
    stand_still(stage)


def stand_still(stage: Stage) -> None:
    """Let a message stay: how long a picture takes is not known."""
    timer = stage.screen.bars._message_timer
    assert timer is not None
    timer.stop()


# articles that are none
async def planted(stage: Stage, **what: object) -> None:
    """Open an article of the archive that says only this."""
    item = Headline("71000", "https://kaskad.tv/novosti/71000-x", "Мост открыли", teaser="Вчера в полдень.")
    article = Article(replace(item, source=stage.reader.source), None, (), "")
    changed = replace(article, **what)  # type: ignore[arg-type]  # names of fields
    await stage.with_archive(lambda archive: archive._write(forget))
    await stage.with_archive(lambda archive: archive.save_article(stage.reader.source, changed))
    stage.screen.forget([stage.key_of("71000")])
    stage.screen.reading.open(stage.stored(stage.key_of("71000")))


def forget(db: object) -> None:
    db.execute("DELETE FROM article WHERE key = (SELECT key FROM headline WHERE id = '71000')")  # type: ignore[attr-defined]  # a connection


async def only_video(stage: Stage) -> None:
    await planted(stage, videos=(VIDEO,))


async def only_pictures(stage: Stage) -> None:
    await planted(stage, images=(IMAGE, replace(IMAGE, caption=None)))


async def no_text(stage: Stage) -> None:
    await planted(stage)


async def partly(stage: Stage) -> None:
    await planted(stage, body=("Мост открыли.",), text="Мост открыли.", complete=False)


def without_text(stage: Stage) -> Headline:
    """Return an article that the archive has no text of."""
    index = stage.screen.news.find(1, lambda item: not item.has_body)
    assert index is not None
    found = stage.screen.news.headline(index)
    assert found is not None
    return found


def failing(kind: FailureKind, status: int | None = None) -> Scene:
    async def scene(stage: Stage) -> None:
        await stage.in_list()

        async def fails(key: int) -> Failure:
            return Failure(kind, url=stage.stored(key).url, status=status)

        stage.reader.open_article = fails  # type: ignore[method-assign]  # there is no network
        try:
            stage.screen.reading.open(without_text(stage))
            await stage.settle()
        finally:
            del stage.reader.open_article

    return scene


async def not_renewed(stage: Stage) -> None:
    key = stage.key_of(HEADED)
    stage.screen.reading.failed(key, Failure(FailureKind.TIMEOUT, url=stage.stored(key).url))
    stage.screen.article.show(None)
    stage.screen.reading.shown = None
    await stage.in_list()
    await stage.in_article(HEADED)


async def loading(stage: Stage) -> None:
    await stage.in_list()
    headline = without_text(stage)
    stage.screen.headlines.go_to_key(headline.key)
    stage.screen.panes.focus_article()
    stage.screen.reading._show(headline, None, loading=True)


async def feed_text(stage: Stage) -> None:
    await stage.feed_gives(stage.key_of(PLAIN), "Так сказано в ленте.")
    await stage.in_article(PLAIN)
    await stage.press("x")


# pictures
async def picture(stage: Stage) -> None:
    async def found(_url: str) -> Picture:
        return Picture(4, 2, bytes((200, 30, 30, 30, 160, 60)) * 4)

    stage.reader.picture = found  # type: ignore[method-assign,assignment]  # there is no network
    await planted(stage, body=("Мост открыли.",), text="Мост открыли.", images=(IMAGE,))
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
    "muted": muted,
    "unread": unread,
    "all-read": all_read,
    "empty-section": empty_section,
    "search-begun": search_begun,
    "search-typed": search_typed,
    "search-hits": search_hits,
    "search-conditions": search_conditions,
    "search-wrong": search_wrong,
    "search-nothing": search_nothing,
    "sections": sections,
    "sections-narrowed": sections_narrowed,
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
    "message": message,
    "message-long": message_long,
    "not-in-archive": not_in_archive,
    "not-readable": failing(FailureKind.NO_ARTICLE),
    "browser-check": failing(FailureKind.BROWSER_CHECK, 403),
    "deleted": failing(FailureKind.NOT_FOUND, 404),
    "not-renewed": not_renewed,
    "loading": loading,
    "only-video": only_video,
    "only-pictures": only_pictures,
    "no-text": no_text,
    "partly": partly,
    "picture": picture,
    "picture-view": picture_view,
    "gone": gone,
    "search-reading": search_reading,
    "no-bookmarks": no_bookmarks,
    "bookmarks": bookmarks,
    "changes": changes,
    "versions": versions,
    "feed-text": feed_text,
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
