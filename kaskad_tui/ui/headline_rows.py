"""What one item or separator of the list says, as runs of (text, role); no styles, no widgets.

Columns: 0 cursor bar, 1 mark, 3 time, 10 headline (UI targets, «Space, in cells»).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kaskad_tui.i18n import signs
from kaskad_tui.model import Headline
from kaskad_tui.reader import Label
from kaskad_tui.ui.article.wrapping import cells, cut
from kaskad_tui.ui.fitting import fit
from kaskad_tui.ui.marks import Marks
from kaskad_tui.wording import dates

Run = tuple[str, str]
"""Text and role; roles are the component classes `headlines--ROLE` of the list."""

NO_TIME_BELOW = 50
"""A list on a screen narrower than this has no column of times."""
_TIME_CELLS = 6
"""What the column of times has room for, but for the empty cell at its end."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """What all rows of a list have in common."""

    width: int
    lines: int
    """Lines of text of an item, 1 or 2."""
    marks: Marks
    now: datetime
    grouped: bool
    """Day separators stand above; the column of times then holds the time of day alone."""
    timeless: bool = False
    """No column of times."""
    quiet_section: str | None = None
    """The section that most headlines are of; it is not repeated at each."""
    visited: datetime | None = None
    """When the list was last left: what came since is new."""
    labels: Mapping[str, Label] = field(default_factory=dict)
    """Title and colour of each source, in a list of several: they stand in the section's place."""

    @property
    def text_column(self) -> int:
        """Where the headline begins."""
        return 3 if self.timeless else 10


def time_column(headline: Headline, look: RowLook) -> tuple[str, str]:
    """Return the words beside the two lines of a headline: the time, and the year of an old date."""
    moment = headline.published
    if moment is None:
        return "", ""
    day = dates.reader_day(moment, headline.day_only)
    today = dates.reader_day(look.now)
    if look.grouped or day == today:
        return ("" if headline.day_only else dates.clock_time(moment)), ""
    if day.year != today.year:
        short = dates.short(moment, look.now, headline.day_only).rsplit(" ", 1)
        return short[0], short[-1]
    words = dates.short(moment, look.now, headline.day_only)
    # «yesterday» is wider than the column
    return (words if cells(words) <= _TIME_CELLS else dates.short_day(day)), ""


def item(headline: Headline, look: RowLook, *, cursor: bool) -> list[list[Run]]:
    """Return the lines of an item, each as wide as the list."""
    room = max(1, look.width - look.text_column - 1)
    words = fit(headline.title, room, look.lines)
    words += [""] * (look.lines - len(words))
    role = "cursor-title" if cursor else ("read" if headline.read else "unread")
    first, second = time_column(headline, look)
    source = look.labels.get(headline.source)
    if source is not None:
        # its colour alone says nothing: as much of its name as stands below the time
        tail = cells(f" · {source.title}") if words[-1] else cells(source.title)
        whole = tail <= room - cells(words[-1]) and not words[-1].endswith(signs("…"))
        second = second or (
            "" if whole and cells(source.title) > _TIME_CELLS else cut(source.title, _TIME_CELLS, "")
        )
    fresh = (
        look.visited is not None
        and not headline.read
        and headline.first_seen is not None
        and headline.first_seen > look.visited
    )
    badges = [
        (sign, kind)
        for sign, kind, on in (
            (look.marks.bookmarked, "star", headline.bookmarked),
            (look.marks.changed, "changed", headline.changed),
        )
        if on
    ]
    # a name that stands there whole is not said twice
    beside = second if look.lines > 1 and not look.timeless and not badges else ""
    named = source is not None and beside == source.title
    rows: list[list[Run]] = []
    for number, text in enumerate(words):
        mark: Run = (look.marks.unread, "mark") if number == 0 and not headline.read else (" ", "gap")
        row: list[Run] = [(look.marks.cursor if cursor else " ", "bar"), mark, (" ", "gap")]
        if source is not None and (number or look.lines == 1):
            # below the mark of what is unread; beside it where there is one line only
            row[1 if number else 2] = look.marks.source, f"source-{source.color}"
        if look.timeless:
            if number == look.lines - 1 and badges and (headline.read or number):
                row[1] = badges[0]
        else:
            row += _beside(number, look, badges, first, second, "new-time" if fresh else "time")
        row.append((text, role))
        whole = number == look.lines - 1 and not named and not text.endswith(signs("…"))
        rows.append(_filled(row, look, headline if whole else None, text, room))
    return rows


def _beside(
    number: int, look: RowLook, badges: list[Run], first: str, second: str, time_role: str
) -> list[Run]:
    """Return the column of times: seven cells."""
    if number == 0:
        row: list[Run] = [(cut(first, _TIME_CELLS, "").ljust(_TIME_CELLS), time_role)]
        if look.lines == 1 and badges:
            return [(first[:5].ljust(5), time_role), badges[0], (" ", "gap")]
        return [*row, (" ", "gap")]
    if second and not badges:
        return [(second + " " * (_TIME_CELLS - cells(second)), "time"), (" ", "gap")]
    row = []
    for badge in badges:
        row += [badge, (" ", "gap")]
    return [*row, (" " * (7 - sum(cells(text) for text, _role in row)), "gap")]


def _filled(row: list[Run], look: RowLook, last: Headline | None, text: str, room: int) -> list[Run]:
    """Fill a line to its width; the section stands behind the last words where there is room."""
    left = room - cells(text)
    source = look.labels.get(last.source) if last is not None else None
    section = source.title if source is not None else last.section if last is not None else None
    if section and (source is not None or section != look.quiet_section):
        label = f" · {section}" if text else section
        if cells(label) <= left:
            row.append((label, "section"))
            left -= cells(label)
    row.append((" " * (left + 1), "gap"))
    return row


def separator(day: date, count: int | None, look: RowLook) -> list[Run]:
    """Return the line above a day: its name, and at the right how many headlines it has."""
    today = dates.reader_day(look.now)
    name = dates.day_heading(day, today)
    number = "" if count is None else str(count)
    room = max(0, look.width - 3 - len(number) - 3)
    name = cut(name, room)
    gap = max(1, look.width - 3 - cells(name) - len(number) - 2)
    return [("   ", "gap"), (name, "day"), (" " * gap, "gap"), (number, "count"), ("  ", "gap")]
