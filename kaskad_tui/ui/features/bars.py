"""What header and footer say, and the messages that take the footer's place for a while."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from kaskad_tui.clock import now
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Failure
from kaskad_tui.ui import footer_text
from kaskad_tui.ui.article.frame import Rows
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.features.feature import Feature
from kaskad_tui.ui.header_text import HeaderState, header
from kaskad_tui.ui.widgets.bar import Bar, Line
from kaskad_tui.wording import failures

if TYPE_CHECKING:
    from textual.timer import Timer

    from kaskad_tui.ui.screens.main import MainScreen
    from kaskad_tui.ui.widgets.find_line import FindLine, Purpose

_MESSAGE_S = 4.0


class Bars(Feature):
    """Makes the words of both bars out of the state of everything else."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.header = Bar(self._header, id="header")
        # the position is a widget of its own: each move of the cursor changes it, and nothing beside it
        self.footer = Bar(lambda _width: (self._footer()[0], ()), right=0, id="footer-keys")
        self.position = Bar(lambda _width: ((), self._footer()[1]), left=0, id="footer-position")
        self._message: tuple[str, tuple[tuple[str, str], ...]] | None = None
        self._message_timer: Timer | None = None
        self._needed = False
        self._line: FindLine | None = None
        """Where the reader types what to find; made at the first use."""

    def ask(self, query: str, purpose: Purpose, hint: str) -> None:
        """Let the reader type in the footer's place, beginning with `query`."""
        from kaskad_tui.ui.widgets.find_line import FindLine

        if self._line is None:
            self._line = FindLine(self._asking)
            self.screen.mount(self._line)
        self.screen.query_one("#footer").add_class("-asked")
        if self.screen.app.size.width < 50:
            hint = _("words")
        self._line.ask(query, purpose, hint)
        self._line.keys.renew()

    def end_asking(self) -> None:
        """Take the line away again."""
        if self._line is not None:
            self._line.display = False
            self.screen.query_one("#footer").remove_class("-asked")

    def _asking(self, width: int) -> Line:
        """Return what stands behind the words that are typed: how many rows have them, and the keys."""
        narrows = self._line is not None and self._line.purpose == "filter"
        ways = [("Enter", _("to the list")), ("Esc", _("all"))]
        entries = ways if narrows else [("Enter", _("find")), ("Esc", _("close"))]
        found = footer_text.of(len(self.headlines.order), self.screen.listing.known)
        count = found if narrows and self.screen.narrowing.active else ""
        gap = 2 if self.screen.app.size.width < 80 else 3
        parts = footer_text.fitted(entries, width - cells(count) - gap, gap)
        return (), ((count, "word"), (" " * gap, "word"), *parts)

    def message(
        self, text: str, *, keys: Sequence[tuple[str, str]] = (), seconds: float = _MESSAGE_S
    ) -> None:
        """Say something in the footer, for a while or until a key; `keys` are (action, word)."""
        self.clear()
        self._message = (text, tuple(keys))
        if cells(text) > self.screen.app.size.width - 24 and not keys:
            # more than a line: it takes the footer's place and as many lines as it needs
            self.screen.query_one("#message", Static).update(Content(text))
            self._take_footer(True)
        self._message_timer = self.screen.set_timer(seconds, self.clear)
        self._renew_footer()

    def say_failure(self, failure: Failure) -> None:
        """Say why something failed."""
        self.message(failures.sentence(failure), seconds=10)

    def clear(self) -> None:
        """Take the message away."""
        if self._message_timer is not None:
            self._message_timer.stop()
            self._message_timer = None
        if self._message is not None:
            self._message = None
            self._take_footer(False)
            self._renew_footer()

    def _take_footer(self, taken: bool) -> None:
        for widget in self.screen.query("#message, #footer"):
            widget.set_class(taken, "-said")

    def renew(self) -> None:
        """Repaint header and footer where they say something else now, and the note of an empty list."""
        self.screen.listing.renew_note()
        self.header.renew()
        self._renew_footer()

    def _renew_footer(self) -> None:
        # where rows are few it comes only for what stands nowhere else
        finding = self.screen.finding
        needed = self._message is not None or finding.active or finding.hinting
        if needed != self._needed:
            self._needed = needed
            self.screen.query_one("#footer").set_class(needed, "-needed")
        self.position.display = bool(self._footer()[1])
        self.footer.renew()
        self.position.renew()
        if self._line is not None and self._line.display:
            self._line.keys.renew()

    @property
    def hints(self) -> footer_text.Hints:
        """How keys are named now."""
        return footer_text.Hints(self.screen.program.keys, self.screen.russian)

    def _position(self) -> tuple[str, str]:
        searching = self.screen.searching
        found = searching.total if searching.active else self.screen.listing.total
        total = max(found, len(self.headlines.order))
        n = self.headlines.cursor + 1
        return (_("{n} of {count}").format(n=n, count=total), f"{n}/{total}") if total else ("", "")

    def _hits(self) -> str:
        """Return how many places of the shown text a search marks, and which one is the current."""
        at, count = self.article.find_position, self.article.find_count
        if at:
            return _("{n} of {count}").format(n=at, count=count)
        return ngettext("{n} hit", "{n} hits", count).format(n=count)

    def _header(self, width: int) -> Line:
        shown = self.screen.reading.shown
        alone = self.screen.panes.narrow and self.screen.panes.reading and shown is not None
        searching = self.screen.searching.active
        state = HeaderState(
            name=self.reader.title.upper(),
            view=_("Archive search") if searching else self.screen.listing.name,
            unread=0 if searching else self.screen.listing.unread,
            hidden=0 if searching else self.screen.narrowing.hidden,
            pending=self.screen.listing.pending,
            freshness=self.reader.freshness,
            now=now(),
            marks=self.screen.marks,
            article=self._position()[0] if alone else "",
            bookmarked=bool(alone and shown and shown.bookmarked),
            work=self.screen.long_work.words,
            percent=int(self.article.fraction * 100) if alone else None,
        )
        return header(state, width)

    def _footer(self) -> Line:
        width = self.screen.app.size.width
        hints = self.hints
        if self._message is not None:
            text, keys = self._message
            entries = [(hints.key(id_), word) for id_, word in keys]
            left, _right = footer_text.footer(entries, (), width) if entries else ((), ())
            return ((text, "strong"), *((("   ", "word"), *left) if left else ())), ()
        if self.screen.overlaid:
            return (), ()  # the overlay has keys of its own
        panes, shown, current = self.screen.panes, self.screen.reading.shown, self.headlines.current
        if panes.starting:
            entries = footer_text.for_start(hints, sample=self.screen.program.has_sample)
            right: tuple[str | footer_text.Entry, ...] = ()
        elif self.screen.finding.hinting:
            entries, right = footer_text.for_links(), ()
            if self.screen.contents.headings and panes.in_article:
                right = (("c", _("contents")),)
        elif self.screen.searching.typing:
            entries = footer_text.for_typing(found=current is not None, recalls=self.screen.searching.recalls)
            right = self._position()
        elif self.screen.searching.choosing:
            entries, right = footer_text.for_conditions(hints), self._position()
        elif self.screen.searching.in_hits:
            entries, right = footer_text.for_hits(hints), self._position()
        elif panes.in_article and self.screen.finding.active:
            view = self.article
            entries = footer_text.for_find(
                hints, self.screen.finding.query, view.find_position, view.find_count
            )
            key = hints.key("read.on")
            right = ((key, _("on")),) if key and width >= 80 else ()
        elif self.screen.edits.active and not panes.in_list:
            entries = footer_text.for_edits(hints, versions=panes.in_sidebar, narrow=panes.narrow)
            number, count = self.article.edit
            labelled = Rows.for_height(self.article.size.height).sticky or panes.in_sidebar
            right = () if labelled or not count else (f"{number}/{count}",)
        elif panes.in_article:
            links = bool(self.article.shown.article and self.article.shown.article.links)
            if shown is None:
                entries, right = footer_text.for_imprint(hints), ()
            else:
                entries = footer_text.for_article(
                    hints,
                    bookmarked=shown.bookmarked,
                    links=links,
                    narrow=panes.narrow,
                    hits=self._hits() if self.screen.searching.active else None,
                    media=self.screen.media.alone,
                    other_text=self.screen.texts.word,
                )
                # in one pane the header has the position
                elsewhere = self.headlines.cursor_key != shown.key  # opened from beside the list
                right = () if panes.narrow or elsewhere else self._position()
        elif panes.in_sidebar and self.screen.contents.active:
            entries, right = footer_text.for_contents(hints), ()
        elif panes.in_sidebar:
            entries, right = footer_text.for_sidebar(hints), ()
        elif current is None:
            entries, right = footer_text.for_empty(hints, narrowed=self.screen.narrowing.active), ()
        else:
            entries = footer_text.for_list(
                hints, bookmarked=current.bookmarked, narrowed=self.screen.narrowing.active
            )
            right = self._position()
        asked = self.screen.finding.hinting or (panes.in_article and self.screen.finding.active)
        return footer_text.footer(entries, right, width, asked=asked)
