"""Why the header says what it says: the sentence, and everything that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kaskad_tui.i18n import _, language
from kaskad_tui.reader import Attempt, Freshness
from kaskad_tui.sanitize import clean_line
from kaskad_tui.ui.article.wrapping import cut
from kaskad_tui.ui.screens.overlay import Overlay
from kaskad_tui.wording import dates, failures


def attempt_lines(attempts: Sequence[Attempt], width: int = 66) -> list[Content]:
    """Return a line for each page that was asked for: its address, what came of it, how long it took."""
    lines = []
    for attempt in attempts:
        address = clean_line(attempt.url.split("://", 1)[-1].rstrip("/"), 200)
        if attempt.what == "feed":
            address = _("{host}, feed").format(host=address.split("/")[0])
        result = failures.short(attempt.failure) if attempt.failure else _("came")
        seconds = _("{n} s").format(n=f"{attempt.elapsed_s:.1f}")
        seconds = seconds.replace(".", ",") if language() == "ru" else seconds
        words = 26 if width >= 66 else 18
        room = max(10, width - words - 11)
        sign = ("× ", "$error") if attempt.failure else ("  ", "")
        lines.append(
            Content.styled(*sign)
            + Content(cut(address, room).ljust(room))
            + Content.styled(f" {cut(result, words - 1):<{words}}{seconds:>7}", "$text-muted")
        )
    return lines


class Details(Overlay[None]):
    """One page of words."""

    def __init__(self, freshness: Freshness, lines: Sequence[str], attempts: Sequence[Attempt]) -> None:
        super().__init__()
        self._freshness = freshness
        self._lines = lines
        self._attempts = attempts

    def compose(self) -> ComposeResult:
        """Lay out the words."""
        updated = self._freshness.updated
        parts = [Content(line) for line in self._lines] or [Content(self._in_order())]
        if updated is not None:
            parts.append(Content(_("The list last came: {time}.").format(time=dates.full(updated))))
        width = min(84, self.app.size.width) - 8
        with Vertical(classes="overlay details"):
            yield Static(Content(_("The state of the network")), classes="overlay-title")
            for part in parts:
                yield Static(part, classes="overlay-text")
            yield Static(Content("\n").join(attempt_lines(self._attempts[:20], width)))
            yield Static(Content(_("Esc closes")), classes="overlay-remark")

    def _in_order(self) -> str:
        """Return what there is to say where nothing failed."""
        if self._freshness.busy:
            return _("The site is being asked right now.")
        if self._freshness.updated is None:
            return _("The site has not been asked yet.")
        return _("Everything came as it should.")
