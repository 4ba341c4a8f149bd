"""Standard output and error: UTF-8 whatever the locale, clean, honest about what could not be written."""

from __future__ import annotations

import errno
import io
import os
import sys

from kaskad_tui.i18n import _
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.sanitize import clean, clean_line

MAX_LINES = 3
MAX_CHARACTERS = 2000

_PIPE_GONE = {errno.EPIPE, errno.ESHUTDOWN}


class OutputClosedError(Exception):
    """Whoever read standard output has had enough; nobody is to be told."""


class OutputError(Exception):
    """Standard output cannot be written; the message says why, in the language that is set."""


def prepare() -> None:
    """Make both streams UTF-8, and fill the holes that closed ones leave.

    A hole must be filled: the next file that is opened would take its number, and an archive that is
    «standard error» is soon a damaged one.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def emit(text: str) -> None:
    """Write data to standard output.

    Raises:
        OutputClosedError: the pipe's other end is closed.
        OutputError: there is no standard output, or no room on the device.
    """
    if sys.stdout is None:
        raise OutputError(_("There is no standard output to write to."))
    try:
        sys.stdout.write(text)
    except (OSError, ValueError) as error:
        raise _translated(error) from None


def flush() -> None:
    """Hand everything that was emitted to the system: only then it is known to be written.

    Raises:
        OutputClosedError, OutputError: as for `emit`.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError) as error:
        raise _translated(error) from None


def _translated(error: OSError | ValueError) -> OutputClosedError | OutputError:
    number = error.errno if isinstance(error, OSError) else None
    if number in _PIPE_GONE:
        return OutputClosedError()
    if number == errno.ENOSPC:
        return OutputError(_("The output could not be written: no room is left on the device."))
    reason = clean_line(why(error), 200)
    return OutputError(_("The output could not be written: {reason}").format(reason=reason))


def abandon() -> None:
    """Lead both streams to nowhere, so that the interpreter's own last flush neither fails nor speaks."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass  # a captured stream without a number, or no null device: there is nothing else to try


def say(message: str) -> None:
    """Write one message to standard error: clean, at most three lines and 2,000 characters.

    Where it cannot be written it is lost: there is nobody left to tell.
    """
    lines = [line.rstrip() for line in clean(message).split("\n") if line.strip()]
    text = "\n".join(["kaskad-tui: " + lines[0] if lines else "kaskad-tui", *lines[1:]][:MAX_LINES])
    if len(text) >= MAX_CHARACTERS:
        text = text[: MAX_CHARACTERS - 2] + "…"
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        pass
