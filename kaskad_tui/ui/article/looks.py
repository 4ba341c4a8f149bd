"""Roles and marks → styles, from the component classes of the view (see `styles/article.tcss`)."""

from __future__ import annotations

from itertools import count
from typing import Final

from rich.style import Style
from textual.widget import Widget

from kaskad_tui.ui.article.inline import ADDED, CODE, EMPHASIS, KEY, MUTED, REMOVED, STRIKE, STRONG
from kaskad_tui.ui.article.lines import Run

_WORDS = "title meta text heading caption quote bar bullet code code-inline link head more".split()
_PROGRAM = "note remark warning error key next sticky hit hit-current hint".split()
_EDITS = "changes added removed edit-current sign sign-added sign-removed sign-current".split()
ROLES: Final = frozenset((*_WORDS, *_PROGRAM, *_EDITS))
"""Each is a component class `article--ROLE`."""

_link_ids = count(1)


class Looks:
    """The styles of one view; `clear` when its colours change."""

    def __init__(self, view: Widget) -> None:
        self._view = view
        self._styles: dict[tuple[str, int, str | None, tuple[int, int] | None], Style] = {}
        self._over: dict[tuple[str, Style], Style] = {}
        self._ids: dict[tuple[str, tuple[int, int]], str] = {}

    def clear(self) -> None:
        """Forget all."""
        self._styles.clear()
        self._over.clear()

    def of(self, run: Run, url: str | None, link: tuple[int, int]) -> Style:
        """Return the style of a run.

        Args:
            run: what is painted.
            url: where it leads.
            link: tells this link from others, so that all its lines are one link to the terminal.
        """
        key = (run.role, run.flags, url, link if url else None)
        style = self._styles.get(key)
        if style is None:
            style = self._styles[key] = self._build(run.role, run.flags, url, link)
        return style

    def _build(self, role: str, flags: int, url: str | None, link: tuple[int, int]) -> Style:
        view = self._view
        if flags & KEY:
            role = "key"
        elif flags & MUTED:
            role = "note"
        style = view.get_component_rich_style(f"article--{role}")
        if flags & CODE:
            style += view.get_component_rich_style("article--code-inline", partial=True)
        for flag, mark in ((ADDED, "added"), (REMOVED, "removed")):
            if flags & flag:
                style += view.get_component_rich_style(f"article--{mark}", partial=True)
        style += Style(
            bold=True if flags & STRONG else None,
            italic=True if flags & EMPHASIS else None,
            strike=True if flags & STRIKE else None,
        )
        if url:
            style += view.get_component_rich_style("article--link", partial=True) + Style(link=url)
            # one id for all lines of the link, see painting._same_link
            style._link_id = self._ids.setdefault((url, link), f"k{next(_link_ids)}")
        return style

    def over(self, role: str, style: Style) -> Style:
        """Return `style` with the look of a layer over it."""
        key = (role, style)
        found = self._over.get(key)
        if found is None:
            if role == "selection":
                found = style + self._view.selection_style
            else:
                found = style + self._view.get_component_rich_style(f"article--{role}", partial=True)
            self._over[key] = found
        return found
