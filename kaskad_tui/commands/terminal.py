"""Whether the reader's screens can be shown here."""

from __future__ import annotations

import sys

from kaskad_tui.commands import streams
from kaskad_tui.i18n import _


def usable() -> bool:
    """Tell whether keys come from a terminal and the screen is one; say so where not.

    The screens are drawn on standard error, so that all three streams count.
    """
    if all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return True
    streams.say(
        _("The reader needs a terminal on standard input, output and error.")
        + "\n"
        + _("These commands work without one: {commands}.").format(
            commands="headlines, top, read, convert, mark, demo --serve-only"
        )
    )
    return False
