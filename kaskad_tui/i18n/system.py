"""Why a file could not be had, in the language that is set: the system says it in English."""

from __future__ import annotations

import errno
import os

from kaskad_tui.i18n import _


def reason(error: OSError | ValueError | str) -> str:
    """Return why a file could not be had: for an error, or for what the system said; else its own words."""
    said = error if isinstance(error, str) else getattr(error, "strerror", None) or str(error)
    words = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("access is not allowed"),
        errno.EPERM: _("this is not allowed"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("part of the path is no folder"),
        errno.EEXIST: _("there is such a file already"),
        errno.ENOSPC: _("no space left on the disk"),
        errno.EDQUOT: _("no space left that you may use"),
        errno.EROFS: _("the disk is read-only"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ELOOP: _("links that lead in a circle"),
        errno.EMFILE: _("too many open files"),
        errno.EIO: _("the disk cannot be read or written"),
    }
    for code, text in words.items():
        if said == os.strerror(code):
            return text
    return _("the path holds a character that no path can") if said == "embedded null byte" else said
