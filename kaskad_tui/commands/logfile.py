"""`--log FILE`: what the program did, for who looks for a fault; never texts of pages, never credentials."""

from __future__ import annotations

import logging
import logging.handlers
import os
import re
import stat
import sys
import traceback
from pathlib import Path
from types import TracebackType

from kaskad_tui.commands.arguments import UsageError
from kaskad_tui.i18n import _
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.paths import typed_path
from kaskad_tui.sanitize import clean_line

MAX_BYTES = 1_000_000
KEPT = 2
"""Older files beside it: FILE.1, FILE.2."""
_LINE = 1000
_CREDENTIALS = re.compile(r"//[^/\s]*@")
_ROOM = "kaskad_tui"


class _Lines(logging.Formatter):
    """One record is one line, clean; an exception adds its place, not its words: they may quote a page."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {record.getMessage()}"
        lines = [clean_line(_CREDENTIALS.sub("//", line[: 4 * _LINE]), _LINE)]
        if record.exc_info:
            lines += self._places(record.exc_info)
        return "\n".join(lines)

    def _places(
        self,
        info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> list[str]:
        kind, _error, where = info
        frames = traceback.extract_tb(where)[-12:]
        name = kind.__name__ if kind is not None else ""
        return [f"    {name}", *(f"    {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)]


def start(name: str, prog: str) -> None:
    """Write the log of this run to a file, behind what is in it.

    Raises:
        UsageError: it cannot be written.
    """
    path = typed_path(name)
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            raise OSError(0, _("it is no file"))  # a pipe would keep the program waiting for its reader
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.close(descriptor)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", errors="replace"
        )
    except (OSError, ValueError) as error:
        reason = why(error)
        raise UsageError(
            _("argument {name}: {value!r} cannot be written: {reason}").format(
                name="--log", value=name, reason=clean_line(reason, 200)
            ),
            prog,
        ) from None
    handler.setFormatter(_Lines())
    logging.raiseExceptions = False  # a full disk is no reason to speak into the screen
    logger = logging.getLogger(_ROOM)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    from kaskad_tui import __version__

    logger.info("%s %s, Python %s", prog, __version__, sys.version.split()[0])
