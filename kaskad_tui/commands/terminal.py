"""Whether the reader's screens can be shown here."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from kaskad_tui.commands import streams
from kaskad_tui.i18n import _


def usable(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether keys come from a terminal and the screen is one that can be drawn on; say so where not.

    The screens are drawn on standard error, so that all three streams count.
    """
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        reason = _("The reader needs a terminal on standard input, output and error.")
    elif environ.get("TERM") == "dumb":
        reason = _("This terminal cannot place text on the screen (TERM=dumb).")
    else:
        return True
    streams.say(
        reason
        + "\n"
        + _("Without one: kaskad-tui --plain reads line by line; and these commands: {commands}.").format(
            commands="headlines, top, read, convert, mark, search, history, sync, store, demo --serve-only"
        )
    )
    return False
