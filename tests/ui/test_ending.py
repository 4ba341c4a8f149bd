"""However the program is ended, it ends: by a signal, and with a terminal that is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal import Terminal

PROGRAM = [sys.executable, "-m", "kaskad_tui", "demo", "--lang", "ru", "--data-dir"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_leaves_the_terminal_as_it_was(number: signal.Signals, tmp_path: Path) -> None:
    with Terminal([*PROGRAM, str(tmp_path)]) as terminal:
        terminal.wait_for("ТОП-5")
        os.kill(terminal.pid, number)
        assert terminal.finish() == 128 + number
        assert b"\x1b[?1049l" in terminal.written  # the shell's screen is back


def test_it_ends_when_its_terminal_is_gone(tmp_path: Path) -> None:
    with Terminal([*PROGRAM, str(tmp_path)]) as terminal:
        terminal.wait_for("ТОП-5")
        terminal.hang_up()
        until = time.monotonic() + 20
        while terminal.ended() is None and time.monotonic() < until:
            time.sleep(0.05)
        assert terminal.ended() is not None


BLOCKED = """
import asyncio, queue
from kaskad_tui.ui.ending import end_on_signals

async def main():
    end_on_signals(lambda code: None)
    full = queue.Queue(1)
    full.put(0)
    print("blocked", flush=True)
    full.put(1)  # as the framework's output, when its writer died with the terminal

asyncio.run(main())
"""


def test_it_ends_while_its_output_is_stuck() -> None:
    with subprocess.Popen([sys.executable, "-c", BLOCKED], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"blocked\n"
            process.send_signal(signal.SIGHUP)
            assert process.wait(15) == 128 + signal.SIGHUP
        finally:
            process.kill()
