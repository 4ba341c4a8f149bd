"""The app against the worst faults: it goes on, answers keys, says what is the matter, and recovers."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kaskad_tui.config.settings import RefreshSettings, Settings, UiSettings
from kaskad_tui.i18n import set_language
from kaskad_tui.model import Article
from kaskad_tui.reader import FreshnessState, NetworkSettings, Reader, View, network
from kaskad_tui.ui.app import KaskadApp
from kaskad_tui.wording.failures import sentence
from tests.faults.conftest import READ, Everywhere
from tests.faults.table import FAULTS, SLOW

SETTINGS = Settings(ui=UiSettings(theme="dark"), refresh=RefreshSettings(every_minutes=0))
WORST = [name for name, fault in FAULTS.items() if fault.worst]
HEALTHY = {FreshnessState.FRESH, FreshnessState.REFRESHING, FreshnessState.NEVER, FreshnessState.FIRST_LOAD}


async def until(condition: Callable[[], bool], seconds: float = 8) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


def test_they_are_at_least_ten() -> None:
    assert len(WORST) >= 10


@pytest.mark.parametrize("name", WORST)
async def test_the_app_goes_on(
    routes: Everywhere, site: str, filled: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_language("en")
    fault = FAULTS[name]
    routes.fault = fault.handler
    monkeypatch.setattr(network, "_PAGE_S", 0.6 if SLOW in fault.words else 15.0)
    folder = Path(shutil.copytree(filled, tmp_path / "data"))
    reader = Reader.open(base_url=site, data_dir=folder, network=NetworkSettings(prefetch=2, gap_s=0.0))
    before = list(reader.order(View()).keys)
    app = KaskadApp(reader, SETTINGS)
    async with app.run_test(size=(120, 40)) as pilot:
        # while the first refresh runs into the fault, and after it
        while reader.freshness.busy or reader.freshness.state in HEALTHY:
            started = time.perf_counter()
            await pilot.press("j", "k")
            assert time.perf_counter() - started < 5  # how soon is measured in tests/benchmarks
        assert reader.freshness.failure is not None
        said = sentence(reader.freshness.failure)
        assert any(words in said for words in fault.words), said
        assert list(reader.order(View()).keys) == before
        reader.prefetch(before)
        key = reader.find(READ)
        assert key is not None
        assert isinstance(await reader.open_article(key.key), Article)

        monkeypatch.setattr(network, "_PAGE_S", 15.0)
        routes.fault = None
        if fault.words[0] != "asks to wait":
            await pilot.press("r")
            await until(lambda: not reader.freshness.busy and reader.freshness.failure is None)
            assert reader.freshness.state is FreshnessState.FRESH
            assert reader.freshness.failure is None
        assert [one for one in reader.order(View()).keys if one in before] == before
        assert [item.bookmarked for item in reader.headlines([key.key])] == [True]


async def test_a_wish_to_wait_is_kept_whatever_key_is_pressed(
    routes: Everywhere, site: str, filled: Path, tmp_path: Path
) -> None:
    routes.fault = FAULTS["429 with a time"].handler
    folder = Path(shutil.copytree(filled, tmp_path / "data"))
    reader = Reader.open(base_url=site, data_dir=folder)
    await reader.refresh()
    assert reader.freshness.state is FreshnessState.WAIT
    assert reader.freshness.failure is not None
    assert reader.freshness.failure.retry_at is not None
    routes.fault = None
    await reader.refresh()
    assert reader.freshness.state is FreshnessState.WAIT
    await reader.close()
