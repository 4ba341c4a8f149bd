"""The title of the terminal's window: what is read, and the title that was there before at the end."""

from __future__ import annotations

import os
from collections.abc import Callable

from kaskad_tui.sanitize import clean_line
from kaskad_tui.ui.ground import speaks

_SAVE = "\x1b[22;2t"
_RESTORE = "\x1b]2;\x07\x1b[23;2t"
"""First an empty title, for terminals that keep none for later: the shell sets its own."""
_CHARACTERS = 120


class WindowTitle:
    """Says each title once; says nothing where there is none to set."""

    def __init__(self, write: Callable[[str], None], *, wanted: bool = True) -> None:
        self._write = write
        self._able = wanted and speaks(os.environ)
        self._inside = False
        self._text = ""

    def show(self, text: str) -> None:
        """Name the window; `text` is of the site, and loses here what could end the sequence early."""
        text = clean_line(text, _CHARACTERS)
        if text != self._text:
            self._text = text
            if self._inside:
                self._send()

    def enter(self) -> None:
        """Keep the title that the window has, and set ours."""
        if self._able and not self._inside:
            self._inside = True
            self._write(_SAVE)
            self._send()

    def leave(self) -> None:
        """Give the window back the title that it had."""
        if self._inside:
            self._inside = False
            self._write(_RESTORE)

    def _send(self) -> None:
        if self._text:
            self._write(f"\x1b]2;{self._text}\x07")
