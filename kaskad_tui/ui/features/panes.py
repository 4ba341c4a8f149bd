"""The panes: which has the focus, which are seen at this width, and moving inside them."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import Widget

from kaskad_tui.ui.features.feature import Feature, Handler


class Panes(Feature):
    """Focus and movement. Classes on the screen say what is seen; style sheets draw it."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions of movement."""
        return {
            "move.down": lambda: self._lines(1),
            "move.up": lambda: self._lines(-1),
            "move.top": lambda: self._ends(0),
            "move.end": lambda: self._ends(1),
            "move.page_down": lambda: self._pages(1),
            "move.page_up": lambda: self._pages(-1),
            "move.half_down": lambda: self._pages(0.5),
            "move.half_up": lambda: self._pages(-0.5),
            "article.page_up": lambda: self._pages(-1),
            "pane.next": lambda: self._turn(1),
            "pane.previous": lambda: self._turn(-1),
            "sidebar": self.toggle_sidebar,
            "article.full_width": self._full,
            "back": self.back,
            "leave": self.leave,
        }

    @property
    def narrow(self) -> bool:
        """One pane at a time."""
        return self.screen.has_class("-narrow")

    @property
    def wide(self) -> bool:
        """Three panes side by side; a search has two."""
        return self.screen.has_class("-three") and not self.screen.searching.active

    @property
    def in_list(self) -> bool:
        """The list has the focus."""
        return self.screen.focused is self.headlines

    @property
    def in_article(self) -> bool:
        """The article has the focus."""
        return self.screen.focused is self.article

    @property
    def in_sidebar(self) -> bool:
        """The sidebar has the focus."""
        return self.screen.focused is self.screen.sidebar

    @property
    def reading(self) -> bool:
        """The reader went into an article and did not come back yet."""
        return self.screen.has_class("-reading")

    @property
    def starting(self) -> bool:
        """The screen that stands where there is nothing to read is shown."""
        return self.screen.has_class("-start")

    @property
    def sidebar_seen(self) -> bool:
        """The sidebar is on the screen."""
        if self.wide:
            return not self.screen.has_class("-no-sidebar") and not self.screen.has_class("-full")
        return self.screen.has_class("-sidebar")

    # focus
    def focus_list(self) -> None:
        """Go to the list."""
        self.screen.finding.end()
        edited = self.screen.edits.headline
        self.screen.edits.end()
        self.screen.contents.end()
        self.screen.reader.prefetch(())
        self.screen.remove_class("-sidebar", "-full")
        # no style of a wider window hangs on it, and to restyle the screen is half of what opening costs
        self.screen.remove_class("-reading", update=self.narrow)
        self.screen.program.name_window()
        self._focus(self.screen.start if self.starting else self.headlines)
        if edited is not None:
            self.screen.reading.show_again(edited)
        elif self.screen.reading.shown is None:
            self.screen.reading.follow()

    def focus_article(self) -> None:
        """Go into the article."""
        self.screen.remove_class("-sidebar")
        self.screen.add_class("-reading", update=self.narrow)
        self._focus(self.article)

    def keep_focus(self) -> None:
        """After a change of size: a pane that gave way cannot keep the focus."""
        focused = self.screen.focused
        if focused is not None and all(widget.display for widget in focused.ancestors_with_self):
            return
        if self.reading:
            self.focus_article()
        else:
            self.focus_list()

    def focus_sidebar(self) -> None:
        """Go to the sidebar."""
        self._focus(self.screen.sidebar)

    def _focus(self, widget: Widget) -> None:
        self.article.behind = self.screen.has_class("-sidebar") and not self.wide
        # at once: a key that follows may already wait
        self.screen.set_focus(widget, scroll_visible=False)
        self.screen.bars.renew()

    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar."""
        if self.wide:
            hidden = self.screen.has_class("-no-sidebar")
            self.screen.set_class(not hidden, "-no-sidebar")
            if not hidden and self.in_sidebar:
                self.focus_list()
        elif self.screen.has_class("-sidebar"):
            self._leave_sidebar()
        else:
            self.screen.add_class("-sidebar")
            self.focus_sidebar()
        self.screen.bars.renew()

    def _leave_sidebar(self) -> None:
        self.screen.remove_class("-sidebar")
        if self.reading:
            self.focus_article()
        else:
            self.focus_list()

    def _full(self) -> None:
        full = not self.screen.has_class("-full")
        self.screen.set_class(full, "-full")
        if full and not self.in_article:
            self.screen.reading.open_current()
        self.screen.bars.renew()

    def open_sidebar(self) -> None:
        """Go to the sidebar, wherever it is."""
        if self.wide:
            self.screen.remove_class("-no-sidebar", "-full")
        else:
            self.screen.add_class("-sidebar")
        self.focus_sidebar()

    def _turn(self, step: int) -> None:
        if self.screen.edits.active and (self.in_article or self.in_sidebar):
            self.screen.edits.to_versions()
            return
        if self.screen.searching.in_hits:
            self.screen.searching.to_conditions()
            return
        panes: list[Widget] = [self.headlines, self.article]
        if self.screen.has_class("-full"):
            panes = [self.article]
        if self.sidebar_seen:
            panes.append(self.screen.sidebar)
        here = panes.index(self.screen.focused) if self.screen.focused in panes else 0
        there = panes[(here + step) % len(panes)]
        if there is self.headlines:
            self.focus_list()
        elif there is self.article:
            self.focus_article()
        else:
            self.focus_sidebar()

    def back(self) -> None:
        """One step back; never out of the program."""
        if self.in_article and self.screen.selecting.end():
            return
        if self.screen.finding.active and self.in_article:
            self.screen.finding.end()
        elif self.in_sidebar and self.screen.contents.active:
            self.screen.contents.close()
        elif self.in_sidebar:
            self._leave_sidebar()
        elif self.screen.edits.active and self.in_article:
            self.screen.edits.back()
        elif self.screen.has_class("-full") and not self.narrow:
            self.screen.remove_class("-full")
            self.screen.bars.renew()
        elif not self.in_list:
            self.focus_list()
        elif self.screen.searching.active:
            self.screen.searching.leave()
        elif self.screen.narrowing.active:
            self.screen.narrowing.drop()

    def leave(self) -> None:
        """Back; in the list out of the program."""
        narrowed = self.screen.searching.active or self.screen.narrowing.active
        if (self.in_list and not narrowed) or self.starting:
            self.screen.app.exit()
        else:
            self.back()

    def show_start(self) -> None:
        """Show the screen for an empty archive without a site, or take it away."""
        wanted = self.screen.nothing_to_read
        if wanted == self.starting:
            if wanted:
                self.screen.start.renew()
            return
        self.screen.set_class(wanted, "-start")
        if wanted:
            self.screen.start.renew()
        self.focus_list()

    # movement
    def _lines(self, step: int) -> None:
        if self.in_article:
            self.article.scroll_lines(step)
        elif self.in_sidebar:
            self.screen.sidebar.move(step)
        else:
            self.headlines.move(step)

    def _ends(self, end: int) -> None:
        if self.in_article:
            self.article.to_end() if end else self.article.to_top()
        elif self.in_sidebar:
            self.screen.sidebar.go_to(self.screen.sidebar.last * end)
        else:
            self.headlines.go_to((len(self.headlines.order) - 1) * end)

    def _pages(self, pages: float) -> None:
        if self.in_article:
            self.article.scroll_pages(1 if pages > 0 else -1, half=abs(pages) < 1)
        elif self.in_sidebar:
            self.screen.sidebar.move(int(pages * 6))
        else:
            self.headlines.page(pages)
