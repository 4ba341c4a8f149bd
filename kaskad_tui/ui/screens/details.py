"""Why the header says what it says: the sentence, and everything that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from kaskad_tui.i18n import _, language
from kaskad_tui.reader import Attempt, Freshness
from kaskad_tui.sanitize import clean_line
from kaskad_tui.ui.article.wrapping import cells, cut
from kaskad_tui.ui.footer_text import Entry, entries
from kaskad_tui.ui.keys import bound
from kaskad_tui.ui.screens.overlay import Overlay
from kaskad_tui.wording import dates, failures


def attempt_lines(attempts: Sequence[Attempt], width: int = 66) -> list[Content]:
    """Return a line (two where it is narrow) for each page that was asked for: what came, in what time."""
    results = [failures.short(attempt.failure) if attempt.failure else _("came") for attempt in attempts]
    words = min(max(map(cells, results), default=0) + 2, width - 31)
    lines = []
    for attempt, result in zip(attempts, results, strict=True):
        address = clean_line(attempt.url.split("://", 1)[-1].rstrip("/"), 200)
        if attempt.what == "feed":
            address = _("{host}, feed").format(host=address.split("/")[0])
        seconds = _("{n} s").format(n=f"{attempt.elapsed_s:.1f}")
        seconds = seconds.replace(".", ",") if language() == "ru" else seconds
        sign = ("× ", "$error") if attempt.failure else ("  ", "")
        row = Content.styled(*sign)
        if width < 56:  # beside the result too little of the address would be left
            lines.append(row + Content(cut(address, width - 2)))
            result = cut(result, width - 4 - cells(seconds))
            row = Content.styled(f"  {result}", "$text-muted")
            lines.append(row + Content.styled(seconds.rjust(width - row.cell_length), "$text-muted"))
            continue
        room = max(10, width - words - 11)
        row += Content(cut(address, room).ljust(room))
        lines.append(row + Content.styled(f" {cut(result, words - 1):<{words}}{seconds:>7}", "$text-muted"))
    return lines


class Page(VerticalScroll, inherit_bindings=False):
    """Words that scroll where they do not fit, by the keys of the lists."""

    BINDINGS = bound(
        ("move.down", "scroll_down"),
        ("move.up", "scroll_up"),
        ("move.page_down", "page_down"),
        ("move.page_up", "page_up"),
        ("read.on", "page_down"),
        ("move.top", "scroll_home"),
        ("move.end", "scroll_end"),
    )


class Details(Overlay[None]):
    """One page of words."""

    BINDINGS = bound(("leave", "close"), ("back", "close"), ("why", "close"))
    most = 84

    def __init__(self, freshness: Freshness, lines: Sequence[str], attempts: Sequence[Attempt]) -> None:
        super().__init__()
        self._freshness = freshness
        self._lines = lines
        self._attempts = attempts

    def heading(self) -> tuple[str, str]:
        """Return what it is about."""
        return _("The state of the network"), ""

    def keys(self) -> Sequence[Entry]:
        """Return the keys that move, where there is more than fits, and the way out."""
        more = self.query_one(Page).max_scroll_y > 0
        return [*(entries(self.hints, [("move.down", _("scroll"))]) if more else []), ("Esc", _("close"))]

    def inside(self) -> ComposeResult:
        """Lay out the words."""
        updated = self._freshness.updated
        parts = [Content(line) for line in self._lines] or [Content(self._in_order())]
        if updated is not None:
            parts.append(Content(_("The list last came: {time}.").format(time=dates.full(updated))))
        with Page(classes="overlay-inside"):
            for part in parts:
                yield Static(part, classes="overlay-text")
            yield Static(self._tried(), id="attempts")

    def on_resize(self) -> None:
        """Cut the lines for another width."""
        self.query_one("#attempts", Static).update(self._tried())
        self.call_after_refresh(self.renew_bars)

    def _tried(self) -> Content:
        return Content("\n").join(attempt_lines(self._attempts[:20], self.room))

    def _in_order(self) -> str:
        """Return what there is to say where nothing failed."""
        if self._freshness.busy:
            return _("The site is being asked right now.")
        if self._freshness.updated is None:
            return _("The site has not been asked yet.")
        return _("Everything came as it should.")
