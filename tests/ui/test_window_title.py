"""The title of the terminal's window: follows what is read, holds no sequence, is given back."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from kaskad_tui.ui.ground import speaks
from kaskad_tui.ui.window_title import WindowTitle
from tests.terminal import Terminal
from tests.ui.conftest import OnStage
from tests.ui.harness import HEADED, with_ui

PROGRAM = [sys.executable, "-m", "kaskad_tui", "demo", "--lang", "ru", "--data-dir"]


def titles(written: list[str]) -> list[str]:
    return [text[4:-1] for text in written if text.startswith("\x1b]2;") and text.endswith("\x07")]


async def test_the_title_follows_the_article(stage: OnStage) -> None:
    async with stage() as shown:
        written: list[str] = []
        shown.app.window_title._write = written.append
        await shown.in_list(3)
        assert not written  # following the cursor names nothing
        await shown.in_article(HEADED)
        await shown.press("escape", "v")
        headline = shown.stored(shown.key_of(HEADED))
        assert titles(written)[0] == f"{headline.title} – Каскад"[:120]
        assert titles(written)[1:] == ["All news – Каскад", "Unread – Каскад"]


async def test_no_title_by_the_setting(stage: OnStage) -> None:
    async with stage(settings=with_ui(title=False)) as shown:
        written: list[str] = []
        shown.app.window_title._write = written.append
        await shown.in_article(HEADED)
        assert not written


@pytest.mark.parametrize("hostile", ["a\x07b", "a\x1b]0;x\x07b", "a\x9cb", "a\u202eb", "я" * 1000])
def test_a_title_holds_nothing_that_acts(hostile: str) -> None:
    written: list[str] = []
    title = WindowTitle(written.append)
    title.show(hostile)
    title.enter()
    (named,) = titles(written)
    assert named.isprintable()
    assert len(named) <= 120


@pytest.mark.parametrize("term", ["", "dumb", "linux", "vt100"])
def test_where_no_title_is_nothing_is_sent(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not speaks({"TERM": term})
    monkeypatch.setenv("TERM", term)
    written: list[str] = []
    title = WindowTitle(written.append)
    title.show("Новости")
    title.enter()
    title.leave()
    assert not written


def test_the_title_is_given_back_at_the_end_and_in_the_shell(tmp_path: Path) -> None:
    restore, save = b"\x1b]2;\x07\x1b[23;2t", b"\x1b[22;2t"
    with Terminal([*PROGRAM, str(tmp_path)]) as terminal:
        terminal.wait_for("ТОП-5")
        assert save in terminal.written
        assert "\x1b]2;Все новости – Каскад".encode() in terminal.written
        assert restore not in terminal.written
        before = len(terminal.written)
        terminal.send("\x1a")
        end = time.monotonic() + 20
        while restore not in terminal.written and time.monotonic() < end:
            terminal.read(0.1)
        asleep = len(terminal.written)
        assert restore in terminal.written[before:]
        terminal.settle(0.3)
        os.kill(terminal.pid, signal.SIGCONT)
        while save not in terminal.written[asleep:] and time.monotonic() < end:
            terminal.read(0.1)
        back = len(terminal.written)
        assert save in terminal.written[asleep:]
        terminal.settle(0.3)
        terminal.send("q")
        assert terminal.finish() == 0
        assert terminal.written[back:].count(restore) == 1


@pytest.mark.parametrize("mouse", [True, False])
def test_the_mouse_is_off_by_the_setting(mouse: bool, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f"[ui]\nmouse = {str(mouse).lower()}\n")
    with Terminal([*PROGRAM, str(tmp_path), "--config", str(config)]) as terminal:
        terminal.wait_for("ТОП-5")
        terminal.send("q")
        assert terminal.finish() == 0
        assert (b"\x1b[?1000h" in terminal.written) is mouse
        assert (b"\x1b[?1003h" in terminal.written) is mouse
