"""Pictures of the main screens as text; `pytest tests/ui --update-screens` writes them anew."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kaskad_tui.extract.profile import Profile
from kaskad_tui.i18n import Language, language, set_language
from kaskad_tui.model import Failure, FailureKind, Headline
from kaskad_tui.reader import ALL, Catalogue, Everything, Freshness, FreshnessState, Reader
from kaskad_tui.sources.writing import profile_text
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.header_text import HeaderState, header
from kaskad_tui.ui.marks import UNICODE
from tests.ui.conftest import OnStage
from tests.ui.harness import Seed, Stage, closed_port, moment, on_stage
from tests.ui.scenes import SCENES as PLAYED
from tests.ui.scenes import article, put_away, the_list

SCREENS = Path(__file__).parents[1] / "screens"
SIZES = ((60, 20), (90, 30), (130, 40))
SMALLEST = ((44, 14), (40, 12), (39, 12), (40, 11))
LANGUAGES: tuple[Language, ...] = ("ru", "en")

APART = (
    "first-start",
    "first-start-offline",
    "first-start-details",
    "first-start-asking",
    "first-start-refused",
    "first-start-check",
    "first-start-wait",
    "sources",
    "sources-new",
    "all-sources",
    "source-without-texts",
)
"""Pictures of apps of their own."""
SAID = ("said", "failures")
"""See `test_sayings`."""
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

_PORT = re.compile(r"(127\.0\.0\.1:)(\d+)")
_SECONDS = re.compile(r"\d+[.,]\d (?=[сs]\b)")

Compare = Callable[[str, Stage], None]

pytestmark = pytest.mark.usefixtures("quick")


def settled(picture: str) -> str:
    """Return a picture without what differs from run to run: ports and durations."""
    picture = _PORT.sub(lambda found: found[1] + "0" * len(found[2]), picture)
    return _SECONDS.sub(lambda found: re.sub(r"\d", "0", found[0]), picture)


def hold(picture: str, file: Path, request: pytest.FixtureRequest) -> None:
    """Hold a picture against its file, or write it."""
    picture = settled(picture).rstrip("\n") + "\n"
    if request.config.getoption("--update-screens", default=False):
        SCREENS.mkdir(exist_ok=True)
        file.write_text(picture, encoding="utf-8")
        return
    assert file.exists(), f"no picture of {file.name} yet: pytest tests/ui --update-screens writes it"
    kept = file.read_text(encoding="utf-8")
    if picture != kept:
        diff = difflib.unified_diff(kept.split("\n"), picture.split("\n"), file.name, "now", lineterm="", n=1)
        pytest.fail("the screen is another one now\n" + "\n".join(diff), pytrace=False)


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Iterator[Compare]:
    """Hold what is on the stage against its file."""

    def held(name: str, stage: Stage) -> None:
        width, height = stage.app.size
        picture = stage.picture()
        assert max(map(len, picture.split("\n"))) <= width
        hold(picture, SCREENS / f"{name}-{width}x{height}-{stage.language}.txt", request)

    yield held


def named(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_main_screens_look_as_they_did(
    size: tuple[int, int], language: Language, stage: OnStage, compare: Compare, subtests: pytest.Subtests
) -> None:
    async with stage(size=size, language=language) as shown:
        for name, scene in PLAYED.items():
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
@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_where_there_is_nothing_to_read_it_looks_as_it_did(
    size: tuple[int, int], language: Language, tmp_path: Path, compare: Compare
) -> None:
    reader = Reader.open(data_dir=tmp_path, offline=True)
    async with on_stage(reader, size=size, language=language) as shown:
        compare("first-start-offline", shown)
        await shown.press("exclamation_mark")
        await shown.painted()
        compare("first-start-details", shown)
        await shown.press("escape")
        for name, freshness in beginnings().items():
            reader._refresher.freshness = freshness
            shown.screen.start.renew()
            shown.screen.bars.renew()
            await shown.painted()
            compare(name, shown)


def beginnings() -> dict[str, Freshness]:
    """Return what a first start can come to."""
    now, site = moment(), "https://kaskad.tv/novosti"
    refused = Failure(FailureKind.DENIED, site, status=403)
    check = Failure(FailureKind.BROWSER_CHECK, site, status=403)
    wait = Failure(FailureKind.RATE_LIMITED, site, status=429, retry_at=now + 5 * MINUTE)
    return {
        "first-start-asking": Freshness(FreshnessState.FIRST_LOAD),
        "first-start-refused": Freshness(FreshnessState.REFUSED, since=now, failure=refused),
        "first-start-check": Freshness(FreshnessState.BROWSER_CHECK, since=now, failure=check),
        "first-start-wait": Freshness(FreshnessState.WAIT, since=now, failure=wait),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_several_sources_look_as_they_did(
    size: tuple[int, int], language: Language, seed: Seed, tmp_path: Path, compare: Compare
) -> None:
    other = Profile(name="zarya", title="Вечерняя заря", base_url="https://zarya.example")
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "zarya.toml").write_text(profile_text(other), encoding="utf-8")
    reader = Reader.open(
        base_url=seed.base_url,
        data_dir=seed.copy(tmp_path / "data"),
        offline=True,
        sources=Catalogue(folder),
    )
    items = [
        Headline(str(n), f"https://zarya.example/{n}", f"Заря над городом, выпуск {n}", moment() - n * HOUR)
        for n in range(1, 6)
    ]
    async with on_stage(reader, size=size, language=language) as shown:
        await shown.with_archive(lambda archive: archive.save_headlines("zarya", items, moment(), True))
        await shown.press("S")
        await shown.painted()
        compare("sources", shown)
        await shown.type("https://example.org")
        await shown.painted()
        compare("sources-new", shown)
        await shown.press("escape")
        every = shown.app.sources.reader(ALL)
        assert every is not None
        shown.app.show_reader(every)
        await shown.until(lambda: isinstance(shown.reader, Everything), "the list of all")
        await shown.in_list(1)
        await shown.at_rest()
        compare("all-sources", shown)
        one = shown.app.sources.reader("zarya")
        assert one is not None
        shown.app.show_reader(one)
        await shown.until(lambda: shown.reader.source == "zarya", "the list of one")
        await shown.in_list(1)
        await shown.at_rest()
        compare("source-without-texts", shown)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [width for width, _height in SIZES])
def test_the_header_tells_every_state_as_it_did(
    width: int, language: Language, request: pytest.FixtureRequest
) -> None:
    set_language(language)
    lines = []
    for name, state in header_states().items():
        left, right = ("".join(text for text, _role in part) for part in header(state, width))
        gap = " " * (width - 6 - cells(left) - cells(right))
        lines += [f"# {name}", f"   {left}{gap}{right}".rstrip()]
    hold("\n".join(lines), SCREENS / f"header-{width}-{language}.txt", request)


def header_states() -> dict[str, HeaderState]:
    """Return every truth that the header can tell, and what may stand beside it."""
    now = moment()
    updated, since = now - 14 * MINUTE, now - 2 * HOUR
    fresh = Freshness(FreshnessState.FRESH, updated=updated)
    failed = replace(fresh, since=since)
    refused = replace(failed, state=FreshnessState.REFUSED, failure=Failure(FailureKind.DENIED, status=403))
    retry = now + 5 * MINUTE
    wait = Failure(FailureKind.RATE_LIMITED, status=429, retry_at=retry)
    rests = Failure(FailureKind.TIMEOUT, retry_at=retry)
    truths = {
        "never": Freshness(),
        "fresh": fresh,
        "fresh since yesterday": replace(fresh, updated=now - 20 * HOUR),
        "refreshing": replace(fresh, state=FreshnessState.REFRESHING, done=3, total=8),
        "first load": Freshness(FreshnessState.FIRST_LOAD),
        "partial": replace(failed, state=FreshnessState.PARTIAL, done=6, total=8),
        "offline": replace(failed, state=FreshnessState.OFFLINE),
        "offline, resting": replace(failed, state=FreshnessState.OFFLINE, failure=rests),
        "offline, never came": Freshness(FreshnessState.OFFLINE),
        "refused": refused,
        "no list": replace(refused, failure=Failure(FailureKind.NO_HEADLINES)),
        "wait": replace(failed, state=FreshnessState.WAIT, failure=wait),
        "browser check": replace(failed, state=FreshnessState.BROWSER_CHECK),
    }
    view = {"ru": "Все новости", "en": "All news"}[language()]
    base = HeaderState("КАСКАД", view, 41, 0, fresh, now, UNICODE)
    states = {name: replace(base, freshness=truth) for name, truth in truths.items()}
    return states | {
        "new ones": replace(base, pending=3),
        "new ones, refused": replace(base, pending=3, freshness=refused),
        "muted": replace(base, hidden=5),
        "nothing unread": replace(base, unread=0),
        "long work": replace(base, work=("40 %", "480", "1200")),
        "article alone": replace(base, article="2 / 124", percent=34, bookmarked=True),
    }


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
        for names, sizes in (((*PLAYED, *APART), SIZES), (("list", "article"), SMALLEST))
        for name in names
        for size in sizes
    }
    known |= {f"header-{width}-{language}.txt" for language in LANGUAGES for width, _height in SIZES}
    known |= {f"{name}-{language}.txt" for language in LANGUAGES for name in SAID}
    assert {file.name for file in SCREENS.iterdir()} == known
