"""Long work: asked for from the palette, seen in the header, ended by Ctrl+C, gone on with later."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kaskad_tui.reader import Freshness, Goal, NetworkSettings, Progress, Reader, Refreshed, View
from kaskad_tui.ui.header_text import HeaderState, header
from kaskad_tui.ui.marks import UNICODE
from kaskad_tui.ui.widgets.bar import Bar
from kaskad_tui.wording import syncing
from tests.ui.conftest import OnStage
from tests.ui.harness import Seed, Stage, key_event, on_stage


def opened(seed: Seed, folder: Path, gap_s: float) -> Reader:
    """Open a reader on an archive that knows nothing yet."""
    return Reader.open(base_url=seed.base_url, data_dir=folder, network=NetworkSettings(gap_s=gap_s))


async def said(stage: Stage) -> str:
    """Return the words of the footer; a sync that goes on is no rest to wait for."""
    await asyncio.sleep(0.05)
    return " ".join(stage.line(bar) for bar in stage.screen.query(Bar))


async def begin(stage: Stage, *down: str) -> None:
    """Ask for a sync: how far by so many steps down, headlines alone."""
    stage.screen.act("sync")
    await stage.settle()
    assert stage.overlay == "Chooser"
    for key in (*down, "enter", "enter"):
        stage.app.post_message(key_event(key))
        await asyncio.sleep(0.05)


async def test_a_sync_brings_everything_in_without_moving_the_list(seed: Seed, tmp_path: Path) -> None:
    async with on_stage(opened(seed, tmp_path, 0.0)) as shown:
        await shown.until(lambda: shown.screen.refreshing.last is not None, "the first refresh")
        await shown.in_list(3)
        before, had = shown.current, shown.reader.count(View())
        await begin(shown, *["down"] * 4)
        await shown.until(lambda: "page" in shown.header or not shown.screen.long_work.words, "its progress")
        await shown.settle()
        assert shown.reader.count(View()) > had
        assert shown.current == before
        assert "pages of the list" in await shown.says()
        assert shown.screen.long_work.words == ()
        assert "updated" in shown.header


async def test_ctrl_c_ends_a_sync_at_once_and_the_next_one_goes_on(seed: Seed, tmp_path: Path) -> None:
    async with on_stage(opened(seed, tmp_path, 0.0)) as shown:
        await shown.until(lambda: shown.screen.refreshing.last is not None, "the first refresh")
    async with on_stage(opened(seed, tmp_path, 30.0)) as shown:
        await shown.until(lambda: shown.screen.refreshing.last is not None, "the refresh")
        asked = len(seed.site.site.requests)
        await begin(shown, *["down"] * 4)
        await shown.until(lambda: "page 1" in shown.header, "the first page")
        assert "Ctrl+C" in shown.header
        shown.screen.act("sync")
        assert "already" in await said(shown)
        started = asyncio.get_running_loop().time()
        await shown.press("ctrl+c")
        assert asyncio.get_running_loop().time() - started < 1
        assert shown.screen.long_work.words == ()
        assert "goes on from here" in await shown.says()
        assert "Ctrl+C" not in shown.header
        assert len([one for one in list(seed.site.site.requests)[asked:] if "start=" in one]) == 0
        assert shown.reader._archive.state(shown.reader.source, "sync:") == "1"


async def test_ctrl_c_ends_a_refresh(stage: OnStage) -> None:
    async with stage(offline=False) as shown:
        before = shown.reader.freshness

        async def forever(_section: str | None, *, everything: bool = False) -> Refreshed:
            await asyncio.Event().wait()
            raise AssertionError(everything)

        shown.reader._refresher.refresh = forever  # type: ignore[method-assign,assignment]  # a site that drips
        shown.screen.act("refresh.all")
        await shown.until(lambda: shown.reader.busy, "the refresh")
        shown.screen.act("copy_or_cancel")
        await shown.settle()
        assert not shown.reader.busy
        assert "Cancelled" in await shown.says()
        assert shown.reader.freshness == before
        await shown.press("ctrl+c")
        assert "Q quits" in await shown.says()


async def test_the_header_is_painted_four_times_a_second_at_most(stage: OnStage) -> None:
    async with stage() as shown:
        painted = []
        shown.screen.bars.header.renew = lambda: painted.append(1)  # type: ignore[method-assign]  # only counted
        begun = asyncio.get_running_loop().time()
        for number in range(200):
            shown.screen.long_work.tell((f"page {number}",))
            await asyncio.sleep(0.003)
        await asyncio.sleep(0.3)
        took = asyncio.get_running_loop().time() - begun
        assert 2 <= len(painted) <= took * 4 + 8  # some for what else renews it
        assert shown.screen.long_work.words == ("page 199",)


def test_the_header_gives_way_from_the_back() -> None:
    now = datetime(2026, 11, 24, 10, 4, tzinfo=UTC)
    progress = Progress(goal=Goal(), number=12, last_page=5500, new=110, oldest=now - timedelta(days=3))
    progress.pages, progress.elapsed_s = 12, 18.0
    words = syncing.progress(progress)
    state = HeaderState("КАСКАД", "Все новости", 12, 3, Freshness(), now, UNICODE, work=words)
    shown = {
        width: "".join(text for side in header(state, width) for text, _role in side)
        for width in (160, 110, 90, 60, 40)
    }
    assert "page 12 of 5500" in shown[160] and "left" in shown[160] and "Ctrl+C" in shown[160]
    assert all("page 12 of 5500" in line for width, line in shown.items() if width > 40)
    assert [len(line) for line in shown.values()] == sorted(map(len, shown.values()), reverse=True)
    assert all(len(line) <= width for width, line in shown.items())
