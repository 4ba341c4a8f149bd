"""The overlay of sources: all of them, one of them, or an address to be looked at and added."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from kaskad_tui.i18n import _
from kaskad_tui.sanitize import clean_line
from kaskad_tui.ui.screens.chooser import Choice, Chooser

ADD = "+"
"""Begins the id of the choice that adds an address; no source is named so."""


class SourceChooser(Chooser):
    """Returns the name of a source, `ADD` and an address, or None when it was closed."""

    def __init__(self, choices: Sequence[Choice], *, current: str, may_add: bool) -> None:
        hint = _("a name, or the address of a site to add") if may_add else ""
        super().__init__(_("Sources"), choices, current=current, hint=hint)
        self._may_add = may_add

    def further(self, query: str) -> list[Choice]:
        """Offer to add what looks like an address."""
        text = clean_line(query, 500).strip()
        looks = "://" in text or ("." in text.strip(".") and " " not in text)
        return (
            [Choice(f"{ADD}{text}", _("Add {address}").format(address=text))]
            if self._may_add and looks
            else []
        )

    def mark(self, choice: Choice) -> Content:
        """Return the mark of the source in its colour."""
        return Content.styled("▪ ", f"$source-{choice.color}") if choice.color else Content("  ")
