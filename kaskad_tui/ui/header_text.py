"""What the header says: which list, how many unread, and how fresh; pure.

Narrow screens drop, in this order: the word «unread», the name and what is hidden, the word «updated»,
«· archive», «! why», the word «new», the numbers of the unread and of the new ones, the list's name. The
state's own words go last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kaskad_tui.i18n import _, ngettext
from kaskad_tui.reader import Freshness, FreshnessState
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.marks import Marks
from kaskad_tui.ui.widgets.bar import Line, Part
from kaskad_tui.wording import dates

_BAR = 12
"""Cells of the progress bar."""


@dataclass(frozen=True, slots=True)
class HeaderState:
    """Everything that the header speaks of."""

    name: str
    """Of the source, in capitals."""
    view: str
    """Of the list: section or filter."""
    unread: int
    pending: int
    """Headlines that came in and are not in the list yet."""
    freshness: Freshness
    now: datetime
    marks: Marks
    article: str = ""
    """Where the reader is («2 из 124») when one pane shows the article alone."""
    bookmarked: bool = False
    percent: int | None = None
    hidden: int = 0
    """Headlines that muted words hide."""
    work: tuple[str, ...] = ()
    """How far long work is that the reader asked for, what matters most first."""


def header(state: HeaderState, width: int) -> Line:
    """Return the parts at the left and at the right that fit on `width` cells."""
    room = width - (1 if width < 50 else 3) - 3
    if state.article:
        right: list[Part] = [(state.marks.bookmarked, "accent")] if state.bookmarked else []
        if state.percent is not None:
            right.append((f"   {state.percent}\N{NO-BREAK SPACE}%", "word"))
        return ((f"{state.marks.back} {state.view} · {state.article}", "word"),), tuple(right)
    for level in range(10):
        left, right = _left(state, level), _right(state, level)
        if sum(cells(text) for text, _role in (*left, *right)) + 2 <= room:
            break
    return tuple(left), tuple(right)


def _left(state: HeaderState, level: int) -> list[Part]:
    parts: list[Part] = [] if level >= 2 else [(f"{state.name}   ", "name")]
    if level >= 9:
        return []
    parts += [(state.view, "strong"), (f" {state.marks.choice}", "word")]
    if state.unread and level < 7:
        number = (
            ngettext("{n} unread", "{n} unread", state.unread).format(n=state.unread)
            if level < 1
            else str(state.unread)
        )
        parts.append((f"  {number}", "word"))
    if state.hidden and level < 2:
        hidden = ngettext("{n} hidden", "{n} hidden", state.hidden).format(n=state.hidden)
        parts.append((f" · {hidden}", "word"))
    return parts


def _right(state: HeaderState, level: int) -> list[Part]:
    parts = _work(state, level) if state.work else _freshness(state, level)
    if state.pending and level < 8:
        number = ngettext("{n} new", "{n} new", state.pending).format(n=state.pending)
        number = str(state.pending) if level >= 6 else number
        parts.append((f"{'   ' if parts else ''}{state.marks.newer} {number}", "accent"))
    return parts


def _work(state: HeaderState, level: int) -> list[Part]:
    """Return how far the work is, and how to end it; the less room, the less of it."""
    kept = state.work[: max(1, len(state.work) - max(0, level - 1) // 2)]
    words: list[Part] = [(f"{state.marks.busy} ", "accent"), (" · ".join(kept), "strong")]
    return words if level >= 6 else [*words, ("   Ctrl+C ", "key"), (_("end it"), "word")]


def _updated(state: HeaderState, level: int) -> str:
    moment = state.freshness.updated
    if moment is None:
        return ""
    time = dates.since(moment, state.now)
    return time if level >= 3 else _("updated {time}").format(time=time)


def _rest(state: HeaderState) -> str:
    """Return until when a failing site is left alone; "" when it is not."""
    until = state.freshness.failure.retry_at if state.freshness.failure else None
    if until is None or until <= state.now:
        return ""
    return _(" · rest until {time}").format(time=dates.since(until, state.now))


def _freshness(state: HeaderState, level: int) -> list[Part]:
    freshness, marks = state.freshness, state.marks
    since = dates.since(freshness.since, state.now) if freshness.since else ""
    rest = _rest(state) if level < 4 else ""
    match freshness.state:
        case FreshnessState.NEVER:
            return []
        case FreshnessState.FRESH:
            return [(_updated(state, level), "word")]
        case FreshnessState.FIRST_LOAD:
            return [(f"{marks.busy} ", "accent"), (_("looking for news…"), "strong")]
        case FreshnessState.REFRESHING:
            done, total = freshness.done, max(freshness.total, 1)
            count = _("{done} of {total}").format(done=done, total=total)
            full = min(_BAR, _BAR * done // total)
            bar: list[Part] = [(marks.full * full, "accent"), ("─" * (_BAR - full), "rule"), (" ", "word")]
            return [(f"{marks.busy} ", "accent"), *(bar if level < 3 else []), (count, "strong")]
        case FreshnessState.PARTIAL:
            missing = _(", except {missing} of {total}").format(
                missing=freshness.total - freshness.done, total=freshness.total
            )
            parts: list[Part] = [(_updated(state, level), "word"), (missing, "error")]
            if rest:
                parts.append((rest, "word"))
        case FreshnessState.OFFLINE:
            words = _("no network since {time}").format(time=since) if since else _("no network")
            parts = [(f"{marks.failed} ", "error"), (words, "error")]
            if rest:
                parts.append((rest, "word"))
            elif level < 4 and freshness.updated is not None:
                parts.append((_(" · archive"), "word"))
        case FreshnessState.REFUSED:
            status = freshness.failure.status if freshness.failure else None
            words = _("site refuses: {status}").format(status=status) if status else _("site gives no list")
            parts = [(f"{marks.failed} ", "error"), (words, "error")]
            if rest:
                parts.append((rest, "word"))
            elif level < 4 and since:
                parts.append((_(" · since {time}").format(time=since), "word"))
        case FreshnessState.WAIT:
            until = freshness.failure.retry_at if freshness.failure else None
            words = (
                _("site asks to wait until {time}").format(time=dates.since(until, state.now))
                if until
                else _("site asks to wait")
            )
            parts = [(f"{marks.failed} ", "error"), (words, "error")]
        case FreshnessState.BROWSER_CHECK:
            parts = [(f"{marks.failed} ", "error"), (_("site checks the browser"), "error")]
            if rest:
                parts.append((rest, "word"))
            return parts if level >= 5 else [*parts, ("   o ", "key"), (_("open it there"), "word")]
    return parts if level >= 5 else [*parts, ("   ! ", "key"), (_("why"), "word")]
