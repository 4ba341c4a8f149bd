"""`kaskad-tui sync`: the site's own archive, page by page into the past."""

from __future__ import annotations

import asyncio
import sys
import time
from argparse import Namespace

from kaskad_tui.commands import plain, streams
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _
from kaskad_tui.reader import Goal, Progress
from kaskad_tui.wording import syncing
from kaskad_tui.wording.failures import sentence

_TERMINAL_S = 0.25
_FILE_S = 10.0
"""Between two lines of progress, on a terminal (where it is one line) and elsewhere."""


def run(session: Session, options: Namespace) -> int:
    """Sync; return the exit code."""
    goal = Goal(pages=options.pages, since=options.since, full_text=options.full_text)
    return run_loop(lambda: _sync(session, goal))


async def _sync(session: Session, goal: Goal) -> int:
    async with session.reader() as reader:
        shown = _Shown()
        try:
            done = await reader.sync(goal, shown)
        except asyncio.CancelledError:
            shown.end()
            streams.say(_("Interrupted. The same command goes on from here."))
            raise
        shown.end()
        if done.failure is not None:
            streams.say(sentence(done.failure) + "\n" + _("The same command goes on from here."))
        streams.emit(syncing.summary(done, full_text=goal.full_text) + "\n")
        return Exit.OK if done.failure is None else Exit.FAILED


class _Shown:
    """Writes the progress to standard error: one line, written over, on a terminal; else one now and then."""

    def __init__(self) -> None:
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._last = 0.0
        self._length = 0

    def __call__(self, progress: Progress) -> None:
        moment = time.monotonic()
        if moment - self._last < (_TERMINAL_S if self._terminal else _FILE_S) and not progress.waiting_s:
            return
        self._last = moment
        line = " · ".join(syncing.progress(progress))
        if not self._terminal:
            self._write(line + "\n")
            return
        from shutil import get_terminal_size

        line = plain.cut(line, max(20, get_terminal_size().columns - 1))
        length = plain.cells(line)
        self._write("\r" + line + " " * max(0, self._length - length))
        self._length = length

    def end(self) -> None:
        """Clear the line."""
        if self._terminal and self._length:
            self._write("\r" + " " * self._length + "\r")
            self._length = 0

    def _write(self, text: str) -> None:
        try:
            if sys.stderr is not None:
                sys.stderr.write(text)
                sys.stderr.flush()
        except (OSError, ValueError):
            pass  # there is nobody to tell; what comes in is kept all the same
