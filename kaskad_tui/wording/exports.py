"""What is said of an article that was saved as a file, or could not be."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from kaskad_tui.i18n import _
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.sanitize import clean_line


def done(path: Path) -> str:
    """Return where the file is."""
    return _("Saved: {file}").format(file=_short(path))


def refused(folder: Path, error: OSError) -> str:
    """Return why there is no file, and what helps."""
    reason = clean_line(why(error), 200)
    return _("Cannot be saved in {folder}: {reason}. Another folder: [export] in the settings.").format(
        folder=_short(folder), reason=reason
    )


def _short(path: Path) -> str:
    """Return a path as people write it, clean."""
    with suppress(ValueError, RuntimeError):
        return clean_line(str(Path("~") / path.relative_to(Path.home())), 300)
    return clean_line(str(path), 300)
