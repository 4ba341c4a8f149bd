"""Pages that are files of this computer."""

from __future__ import annotations

import sys
from pathlib import Path

from kaskad_tui.i18n import _
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.model import Failure
from kaskad_tui.sanitize import clean_line

MAX_BYTES = 8 * 1024 * 1024
"""As for a page over the network."""


class UnreadError(Exception):
    """A file gave nothing; the message says why."""


def content_of(name: str) -> bytes:
    """Return the bytes of a file, one more than the limit at most.

    Raises:
        UnreadError: there is no such file, or it cannot be read.
    """
    try:
        if name == "-":
            if sys.stdin is None:
                raise UnreadError(_("There is no standard input."))
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadError(_("There is no such file.")) from None
    except IsADirectoryError:
        raise UnreadError(_("It is a folder, not a file.")) from None
    except PermissionError:
        raise UnreadError(_("The file may not be read: permission denied.")) from None
    except (OSError, ValueError) as error:
        reason = why(error)
        raise UnreadError(
            _("The file cannot be read: {reason}.").format(reason=clean_line(reason, 200))
        ) from None
    if len(content) > MAX_BYTES:
        raise UnreadError(_("The file is larger than 8 MiB."))
    return content


def unreadable(failure: Failure) -> str:
    """Return the sentence about a page that the extraction gave up."""
    return _("The extraction gave up on it: {reason}.").format(reason=failure.detail or failure.kind.value)
