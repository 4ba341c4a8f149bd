"""Lists with nothing in them, messages in the footer, articles that are none: states as scenes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from kaskad_tui.model import Article, Failure, FailureKind, Headline, Image, Video
from kaskad_tui.reader import Attempt, Freshness, FreshnessState, View
from kaskad_tui.ui.screens.details import Details
from kaskad_tui.wording import failures, recovery
from tests.ui.harness import HEADED, PLAIN, Stage, moment

Scene = Callable[[Stage], Awaitable[None]]

IMAGE = Image("https://kaskad.tv/images/news/bridge.jpg", None, "Мост после ремонта")
VIDEO = Video("https://rutube.ru/video/1/", "Разводка моста")


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
    stage.screen.beside.show()
    stage.screen.listing.reload()
    await stage.settle()
    assert stage.screen.narrowing.hidden


async def muted_shown(stage: Stage) -> None:
    await muted(stage)
    await stage.press("m")
    stand_still(stage)


async def tried(stage: Stage) -> None:
    """The state of the network after a refresh of which a part came."""
    await stage.in_list()
    site = "https://kaskad.tv"
    refused = Failure(FailureKind.DENIED, f"{site}/sport", status=403)
    late = Failure(FailureKind.TIMEOUT, f"{site}/syuzhety-i-reportazhi-kaliningradskoj-oblasti")
    attempts = (
        Attempt(f"{site}/novosti", "list", None, 0.4),
        Attempt(refused.url or "", "list", refused, 0.2),
        Attempt(late.url or "", "list", late, 12.0),
        Attempt(f"{site}/rss.xml", "feed", None, 0.1),
    )
    partial = Freshness(FreshnessState.PARTIAL, moment(), moment(), 2, 4, refused)
    stage.screen.overlay(Details(partial, [failures.sentence(refused)], attempts), None)


# messages
async def message(stage: Stage) -> None:
    await stage.in_list(3)
    await stage.press("A")
    stand_still(stage)


async def message_long(stage: Stage) -> None:
    await stage.in_list(3)
    stage.screen.bars.say_failure(Failure(FailureKind.TLS, url="https://kaskad.tv/", detail="expired"))
    stand_still(stage)


def saying(kind: FailureKind) -> Scene:
    async def scene(stage: Stage) -> None:
        await stage.in_list(3)
        stage.screen.bars.say_failure(Failure(kind, url="/home/anna/.local/share/kaskad-tui/archive.db"))
        stand_still(stage)

    return scene


async def recovered(stage: Stage) -> None:
    await stage.in_list(3)
    aside = "/home/anna/.local/share/kaskad-tui/archive-damaged-20261124.db"
    stage.screen.bars.message(recovery.sentence(aside, 1204, 1, 22), seconds=15)
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
