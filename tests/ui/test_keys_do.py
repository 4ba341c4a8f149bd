"""Every key of the table does what its action says: its Latin name, its Russian letter, in every pane."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from kaskad_tui.reader import Reader
from kaskad_tui.ui.keys import ACTIONS, ANY, PANES, START, Action, with_russian
from tests.ui.conftest import OnStage
from tests.ui.deeds import DEEDS
from tests.ui.harness import Seed, Stage, on_stage, surroundings_of_the_stage


def panes_of(action: Action) -> tuple[str, ...]:
    return PANES if ANY in action.where else tuple(where for where in action.where if where in PANES)


def named(action: Action) -> str:
    return action.id


def test_every_action_has_a_deed() -> None:
    assert set(DEEDS) == {action.id for action in ACTIONS}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(seed: Seed, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """One app for all keys: each deed begins with bringing it to where it wants to be."""
    folder = seed.copy(tmp_path_factory.mktemp("keys"))
    with surroundings_of_the_stage():
        reader = Reader.open(base_url=seed.base_url, data_dir=folder, offline=True)
        async with on_stage(reader, size=(120, 24)) as made:
            yield made


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("action", [item for item in ACTIONS if panes_of(item)], ids=named)
async def test_each_key_does_it_in_each_pane(
    action: Action, shared: Stage, subtests: pytest.Subtests
) -> None:
    deed = DEEDS[action.id]
    for number, where in enumerate(panes_of(action)):
        for key in with_russian(action.keys):
            if number and key.startswith("shift+") and key != "shift+tab":
                continue  # a Russian capital as kitty 0.26 sends it: once is enough
            with subtests.test(where=where, key=key):
                await deed(shared, partial(shared.press, key), where)
        if not action.keys:
            await deed(shared, partial(acts, shared, action.id), where)


@pytest.mark.parametrize("action", [item for item in ACTIONS if START in item.where], ids=named)
async def test_each_key_does_it_where_there_is_nothing_to_read(
    action: Action, seed: Seed, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    def sample() -> Reader:
        folder = seed.copy(tmp_path / f"sample{len(list(tmp_path.iterdir()))}")
        return Reader.open(base_url=seed.base_url, data_dir=folder, offline=True)

    reader = Reader.open(data_dir=tmp_path / "empty", offline=True)
    async with on_stage(reader, size=(80, 24), open_sample=sample) as shown:
        assert shown.screen.panes.starting
        for key in with_russian(action.keys):
            with subtests.test(key=key):
                await DEEDS[action.id](shown, partial(shown.press, key), START)


async def test_q_really_ends_the_app(stage: OnStage) -> None:
    async with stage() as shown:
        del shown.app.exit  # the stage's own, which only notes it
        await shown.press("q")
        await shown.until(lambda: not shown.app.is_running, "the end")
        assert shown.app.return_code == 0


async def acts(stage: Stage, id_: str) -> None:
    """Do an action that has no key of its own, as the palette does."""
    stage.screen.act(id_)
    await stage.settle()
