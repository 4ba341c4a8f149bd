"""Garbage is collected between keys, never while they come, and the interpreter is left as it was."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator

import pytest

from kaskad_tui.ui import pauses
from kaskad_tui.ui.pauses import Pauses
from tests.ui.conftest import OnStage


@pytest.fixture
def full_collections(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    monkeypatch.setattr(pauses, "QUIET_S", 0.2)
    found: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop" and info["generation"] == 2:
            found.append(info["collected"])

    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)


def _waste(count: int = 60_000) -> list[list[object]]:
    return [[] for _ in range(count)]


def test_a_full_collection_waits_until_no_key_comes(full_collections: list[int]) -> None:
    async def work() -> None:
        assert not gc.isenabled(), "what the start makes stays"
        held.begin()
        kept = []
        for _ in range(8):
            kept.append(_waste())  # by the interpreter's own rules, reason enough for several
            held.stir()
            await asyncio.sleep(0)
        assert not full_collections
        await asyncio.sleep(0.5)
        assert len(full_collections) == 1
        assert gc.get_freeze_count() > 0
        held.stir()
        await asyncio.sleep(0.5)
        assert len(full_collections) == 1, "nothing was made since"
        kept.append(_waste())
        held.stir()
        await asyncio.sleep(0.5)
        assert len(full_collections) == 2

    gc.collect()
    full_collections.clear()
    with Pauses() as held:
        asyncio.run(work())


def test_the_interpreter_is_left_as_it_was() -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    with Pauses():
        assert sys.getswitchinterval() < before[0]
    assert (sys.getswitchinterval(), gc.get_threshold()) == before
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_who_does_not_enter_it_is_not_concerned(full_collections: list[int]) -> None:
    async def work() -> None:
        Pauses().stir()
        await asyncio.sleep(0.1)

    asyncio.run(work())
    assert gc.get_freeze_count() == 0


async def test_garbage_is_collected_once_the_first_picture_stands(stage: OnStage) -> None:
    begun: list[None] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pauses, "begin", lambda _self: begun.append(None))
        async with stage() as shown:
            await shown.press("j")
    assert begun


async def test_keys_in_the_app_count(stage: OnStage, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage() as shown:
        stirred: list[None] = []
        monkeypatch.setattr(shown.app.pauses, "stir", lambda: stirred.append(None))
        await shown.press("j", "question_mark", "escape")  # also in an overlay
        assert len(stirred) >= 3
