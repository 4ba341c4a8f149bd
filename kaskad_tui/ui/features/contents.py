"""Contents of the shown text, and links that wear letters: in the sidebar's place, else over the panes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kaskad_tui.i18n import _
from kaskad_tui.ui import side_lines
from kaskad_tui.ui.features.feature import Feature, Handler

if TYPE_CHECKING:
    from kaskad_tui.ui.article.contents import Heading
    from kaskad_tui.ui.screens.main import MainScreen


class Contents(Feature):
    """Leads to the headings of the text."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.active = False
        """The headings stand in the sidebar because the reader asked for them."""
        self._headings: tuple[Heading, ...] | None = None
        """Those of the shown text, once they were looked for."""
        self._shown: object = None
        """What stands in the sidebar now; None: its lists."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return the action of the contents."""
        return {"article.contents": self.open}

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of the shown text."""
        if self._headings is None:
            self._headings = self.article.headings
        return self._headings

    @property
    def _beside(self) -> bool:
        """There is a sidebar beside the text, and it is free."""
        panes = self.screen.panes
        return panes.wide and panes.sidebar_seen and not self.screen.edits.active

    @property
    def _here(self) -> int:
        """The heading that is being read under; -1 before the first."""
        return sum(heading.block <= self.article.place.block for heading in self.headings) - 1

    def _parts(self) -> tuple[side_lines.Part, ...]:
        highest = min((heading.level for heading in self.headings), default=0)
        return tuple(side_lines.Part(one.text, one.minutes, one.level - highest) for one in self.headings)

    def open(self) -> None:
        """Let the reader choose a heading; where that stands open already, go back to the text."""
        if not self.headings:
            self.screen.bars.message(_("This text has no headings"))
        elif not self._beside:
            self._over()
        elif self.active and self.screen.panes.in_sidebar:
            self.close()
        else:
            self.active = True
            self.renew()
            self.screen.panes.focus_sidebar()

    def _over(self) -> None:
        from kaskad_tui.ui.screens.chooser import Choice, Chooser

        choices = [
            Choice(str(number), "  " * part.depth + part.text, _("{n} min").format(n=part.minutes))
            for number, part in enumerate(self._parts())
        ]

        def chosen(number: str | None) -> None:
            if number is not None:
                self.article.to_heading(self.headings[int(number)])

        self.screen.overlay(Chooser(_("Contents"), choices, current=str(self._here)), chosen)

    def renew(self) -> None:
        """Show in the sidebar what is to stand there now."""
        hints = self.article.hints
        if not (self.active or hints) or not self._beside:
            self.active = False
            if self._shown is not None:
                self._shown = None
                if not self.screen.edits.active:
                    self.screen.sidebar.show_instead(None)
            return
        links = tuple(
            side_lines.Letters(hint.letters, hint.target.text, urlsplit(hint.target.url).hostname or "")
            for hint in hints
        )
        here = self._here
        if (here, links) != self._shown:
            self._shown = here, links
            made = partial(side_lines.of_contents, self._parts(), here, links)
            # the reader's own place among them stays
            cursor = self.screen.sidebar.cursor if self.screen.panes.in_sidebar else max(0, here)
            self.screen.sidebar.show_instead(made, len(self.headings), cursor)

    def pick(self, number: int) -> None:
        """Go to a heading of those in the sidebar."""
        self.screen.panes.focus_article()
        self.article.to_heading(self.headings[number])

    def close(self) -> None:
        """Take the headings away, and go back to the text."""
        self.end()
        self.screen.panes.focus_article()

    def end(self) -> None:
        """Something else is read."""
        self.active, self._headings = False, None
        self.renew()
