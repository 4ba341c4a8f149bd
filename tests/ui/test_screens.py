"""Pictures of the main screens as text; `pytest tests/ui --update-screens` writes them anew."""

from __future__ import annotations

import difflib
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from kaskad_tui.i18n import Language
from kaskad_tui.reader import Goal, Progress, Reader, View
from kaskad_tui.wording.syncing import progress
from tests.ui.conftest import OnStage
from tests.ui.harness import HEADED, LINKED, PLAIN, TABLED, Seed, Stage, closed_port, moment, on_stage

SCREENS = Path(__file__).parents[1] / "screens"
SIZES = ((60, 20), (90, 30), (130, 40))
SMALLEST = ((44, 14), (40, 12), (39, 12), (40, 11))
LANGUAGES: tuple[Language, ...] = ("ru", "en")

_PORT = re.compile(r"(127\.0\.0\.1:)(\d+)")
_SECONDS = re.compile(r"\d+[.,]\d (?=[сs]\b)")

Compare = Callable[[str, Stage], None]
Scene = Callable[[Stage], Awaitable[None]]


def settled(picture: str) -> str:
    """Return a picture without what differs from run to run: ports and durations."""
    picture = _PORT.sub(lambda found: found[1] + "0" * len(found[2]), picture)
    return _SECONDS.sub(lambda found: re.sub(r"\d", "0", found[0]), picture)


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Iterator[Compare]:
    """Hold a picture against its file."""
    update = bool(request.config.getoption("--update-screens", default=False))

    def held(name: str, stage: Stage) -> None:
        width, height = stage.app.size
        file = SCREENS / f"{name}-{width}x{height}-{stage.language}.txt"
        picture = settled(stage.picture()).rstrip("\n") + "\n"
        assert max(map(len, picture.split("\n"))) <= width
        if update:
            SCREENS.mkdir(exist_ok=True)
            file.write_text(picture, encoding="utf-8")
            return
        assert file.exists(), f"no picture of {file.name} yet: pytest tests/ui --update-screens writes it"
        kept = file.read_text(encoding="utf-8")
        if picture != kept:
            diff = difflib.unified_diff(
                kept.split("\n"), picture.split("\n"), file.name, "now", lineterm="", n=1
            )
            pytest.fail("the screen is another one now\n" + "\n".join(diff), pytrace=False)

    yield held


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


SCENES: Mapping[str, Scene] = {
    "list": the_list,
    "article": article,
    "article-scrolled": article_scrolled,
    "article-table": article_with_table,
    "find": find,
    "links": link_letters,
    "sidebar": sidebar,
    "filter-typed": filter_typed,
    "filter-kept": filter_kept,
    "filter-empty": filter_empty,
    "today": today,
    "search-begun": search_begun,
    "search-typed": search_typed,
    "search-hits": search_hits,
    "search-conditions": search_conditions,
    "search-nothing": search_nothing,
    "sections": sections,
    "sections-narrowed": sections_narrowed,
    "contents": contents,
    "help": help_,
    "details": details,
    "not-in-archive": not_in_archive,
    "gone": gone,
    "search-reading": search_reading,
    "no-bookmarks": no_bookmarks,
    "changes": changes,
    "versions": versions,
    "sync": syncing,
}
"""In this order, in one app: opening marks as read, the last ones change the archive."""
RUSSIAN_ALONE = {
    "article-scrolled",
    "article-table",
    "sections-narrowed",
    "contents",
    "filter-typed",
    "search-typed",
    "search-reading",
}
"""Scenes in which the program says too little itself for a second language."""


async def put_away(stage: Stage) -> None:
    """End what a scene began."""
    await stage.close_overlays()
    stage.screen.searching.leave()
    if stage.screen.narrowing.active:
        stage.screen.narrowing.drop()
    if stage.screen.listing.view.since is not None:
        stage.screen.listing.change(View())
    await stage.settle()
    stage.screen.edits.to_text()
    stage.screen.long_work.tell(())
    stage.screen.article.end_hints()
    stage.screen.finding.end()


def scenes(language: Language) -> dict[str, Scene]:
    return {name: scene for name, scene in SCENES.items() if language == "ru" or name not in RUSSIAN_ALONE}


def named(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_main_screens_look_as_they_did(
    size: tuple[int, int], language: Language, stage: OnStage, compare: Compare, subtests: pytest.Subtests
) -> None:
    async with stage(size=size, language=language) as shown:
        for name, scene in scenes(language).items():
            with subtests.test(screen=name):
                await scene(shown)
                await shown.at_rest()
                compare(name, shown)
            await put_away(shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_a_first_start_without_a_network_looks_as_it_did(
    size: tuple[int, int], language: Language, seed: Seed, tmp_path: Path, compare: Compare
) -> None:
    reader = Reader.open(base_url=f"http://127.0.0.1:{closed_port()}", data_dir=tmp_path)

    def sample() -> Reader:
        return Reader.open(base_url=seed.base_url, data_dir=tmp_path / "sample", offline=True)

    async with on_stage(reader, size=size, language=language, open_sample=sample) as shown:
        await shown.until(lambda: shown.screen.refreshing.last is not None, "the refusal")
        await shown.painted()
        assert shown.screen.panes.starting
        compare("first-start", shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SMALLEST, ids=named)
async def test_the_smallest_screens_look_as_they_did(
    size: tuple[int, int], language: Language, stage: OnStage, compare: Compare
) -> None:
    async with stage(size=size, language=language) as shown:
        await the_list(shown)
        await shown.at_rest()
        compare("list", shown)
        await article(shown)
        await shown.at_rest()
        compare("article", shown)


def test_no_picture_is_left_over() -> None:
    known = {
        f"{name}-{named(size)}-{language}.txt"
        for language in LANGUAGES
        for names, sizes in (((*scenes(language), "first-start"), SIZES), (("list", "article"), SMALLEST))
        for name in names
        for size in sizes
    }
    assert {file.name for file in SCREENS.iterdir()} == known
