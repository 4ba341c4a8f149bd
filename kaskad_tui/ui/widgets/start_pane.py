"""What stands where there is nothing to read: what was tried, why it failed, three ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.binding import BindingsMap
from textual.content import Content
from textual.widget import Widget

from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import FailureKind
from kaskad_tui.reader import Freshness, Refreshed
from kaskad_tui.ui.article.wrapping import wrap
from kaskad_tui.ui.keys import START, bindings
from kaskad_tui.wording import dates, failures

_WIDTH = 66
_BY_BROWSER = frozenset(
    {FailureKind.BROWSER_CHECK, FailureKind.DENIED, FailureKind.NO_HEADLINES, FailureKind.UNREADABLE}
)
"""What a browser may get past."""


@dataclass(frozen=True, slots=True)
class StartState:
    """What the pane speaks of."""

    freshness: Freshness
    last: Refreshed | None
    """What the last refresh tried."""
    site: str
    """Host of the site."""
    sample: int | None
    """Articles of the sample edition; None where it cannot be opened from here."""


class StartPane(Widget, can_focus=True):
    """The screen of a first start without a network."""

    def __init__(self, state: Callable[[], StartState]) -> None:
        super().__init__(id="start")
        self._bindings = BindingsMap(bindings(START))
        self._state = state

    def renew(self) -> None:
        """Repaint with what is known now."""
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the whole pane."""
        state = self._state()
        freshness, last, site = state.freshness, state.last, state.site
        width = max(20, min(_WIDTH, self.size.width - 6))
        # where rows are few there is room for the reason and the ways out alone
        short = self.app.size.height < 18
        lines: list[Content] = [Content.styled(_("Nothing to read yet"), "bold $strong"), Content("")]
        if freshness.busy:
            words = _("Asking {site}…").format(site=site)
        else:
            reason = failures.sentence(freshness.failure, site) if freshness.failure else ""
            empty = _("The archive is still empty, so there is nothing to show.")
            words = reason if short and reason else f"{reason} {empty}".strip()
        lines += [Content(words[start:end]) for start, end in wrap(words, width)]
        lines.append(Content(""))
        if last is not None and not freshness.busy and not short:
            from kaskad_tui.ui.screens.details import attempt_lines

            lines += [line.truncate(width) for line in attempt_lines(last.attempts[:6], width)]
            lines += [Content("")] * (2 if self.app.size.height >= 24 else 1)
        notes = self.app.size.height >= 18
        ways = self._way("r", _("try again"), self._when(freshness) if notes else "", width)
        if freshness.failure is not None and freshness.failure.kind in _BY_BROWSER:
            ways += self._way("o", _("open the site in the browser"), "", width)
        if state.sample is not None:
            note = ngettext(
                "{n} article inside the program, no network needed",
                "{n} articles inside the program, no network needed",
                state.sample,
            ).format(n=state.sample)
            ways += self._way("Enter", _("open the sample edition"), note if notes else "", width, True)
        note = _("any news site, by its address") if notes else ""
        ways += self._way("S", _("choose or add a source"), note, width)
        return Content("\n").join([*lines, *(row for row in ways if row.plain.strip() or not short)])

    def _when(self, freshness: Freshness) -> str:
        until = freshness.failure.retry_at if freshness.failure else None
        return _("the site asks to wait until {time}").format(time=dates.clock_time(until)) if until else ""

    def _way(self, key: str, text: str, note: str, width: int, chosen: bool = False) -> list[Content]:
        narrow = width < 36
        bar = Content.styled(("▌" if chosen else " ") + " " * (not narrow), "$accent")
        head = (
            bar
            + Content.styled(key.ljust(6 if narrow else 8), "bold")
            + Content.styled(text, "bold $strong" if chosen else "")
        )
        rows = [head]
        if note:
            rows += [
                bar + Content(" " * (6 if narrow else 8)) + Content.styled(note[start:end], "$text-muted")
                for start, end in wrap(note, width - 4)
            ]
        if chosen:
            widest = max(width, *(row.cell_length for row in rows))
            rows = [row.pad_right(widest + 1 - row.cell_length).stylize("on $panel") for row in rows]
        return [*rows, Content("")]
