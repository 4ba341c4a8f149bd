"""What was saved of a damaged archive, as a sentence."""

from __future__ import annotations

from kaskad_tui.i18n import _
from kaskad_tui.sanitize import clean_line


def sentence(set_aside: str, headlines: int, texts: int, marks: int) -> str:
    """Return two lines: what happened, and where the damaged file is.

    Args:
        set_aside: path of the damaged file.
        headlines: so many could be saved.
        texts: so many articles with their texts.
        marks: so many headlines that are read or bookmarked.
    """
    return (
        _(
            "The archive was damaged. Saved from it: headlines {headlines}, texts {texts}, marks {marks}."
        ).format(headlines=headlines, texts=texts, marks=marks)
        + "\n"
        + _("The damaged file is kept: {file}").format(file=clean_line(set_aside, 300))
    )
