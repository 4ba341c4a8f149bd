"""What one hit of the archive's search says in the list: date, headline and excerpt, with what was found.

Columns: 0 cursor bar, 1 mark, 3 date, 16 headline and excerpt; 10 in a list below 50 cells; without a column
of times the date stands before the excerpt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaskad_tui.i18n import signs
from kaskad_tui.model import Headline
from kaskad_tui.reader import Hit
from kaskad_tui.ui.article.wrapping import cells, cut
from kaskad_tui.ui.fitting import fit_at
from kaskad_tui.ui.headline_rows import RowLook, Run
from kaskad_tui.wording import dates

Span = tuple[int, int]

WIDE = 50
"""Cells of a list from which on a date with its year stands on one line."""
_SLACK = 14
"""Cells that two lines of words may leave empty at their ends."""


@dataclass(frozen=True, slots=True)
class HitLook:
    """Where things stand in an item."""

    rows: RowLook

    @property
    def column(self) -> int:
        """Where headline and excerpt begin."""
        if self.rows.timeless:
            return 3
        return 16 if self.rows.width >= WIDE else 10

    @property
    def room(self) -> int:
        """Cells of a line of headline or excerpt."""
        return max(1, self.rows.width - self.column - 1)

    @property
    def beside(self) -> int:
        """Cells of the column of dates."""
        return max(0, self.column - 4)

    def title(self, headline: Headline) -> list[tuple[int, str]]:
        """Return the lines of a headline, each with the number of its first character."""
        return fit_at(headline.title, self.room, max(1, self.rows.lines - 1))

    def excerpt_characters(self, headline: Headline) -> int:
        """Return how long an excerpt may be: it has the lines that the headline leaves."""
        lines = self.rows.lines - len(self.title(headline))
        before = cells(self.date_before(headline))
        return max(1, self.room * lines - before - (_SLACK if lines > 1 else 0))

    def date_before(self, headline: Headline) -> str:
        """Return the date where it stands before the excerpt."""
        if not self.rows.timeless or headline.published is None:
            return ""
        return dates.short(headline.published, self.rows.now, headline.day_only) + " · "

    def dates(self, headline: Headline) -> list[str]:
        """Return what stands beside the lines: the day and the time; of another year the day alone."""
        moment = headline.published
        if moment is None or self.rows.timeless:
            return []
        day = dates.reader_day(moment, headline.day_only)
        if day.year == dates.reader_day(self.rows.now).year:
            return [dates.short_day(day)] + ([] if headline.day_only else [dates.clock_time(moment)])
        year = str(day.year)
        return [f"{dates.short_day(day)} {year}"] if self.beside > 6 else [dates.short_day(day), year]


def item(hit: Hit, look: HitLook, *, cursor: bool) -> list[list[Run]]:
    """Return the lines of a hit, each as wide as the list."""
    headline, rows = hit.headline, look.rows
    role = "cursor-title" if cursor else ("read" if headline.read else "unread")
    texts = [
        (list(_marked(text, start, hit.title_spans, role)), text) for start, text in look.title(headline)
    ]
    left = rows.lines - len(texts)
    if left and hit.excerpt:
        before, excerpt = look.date_before(headline), hit.excerpt
        if excerpt.startswith("…"):
            before, excerpt = before + signs("…"), excerpt[1:]
        shift = len(before) + len(excerpt) - len(hit.excerpt)
        spans = [(start + shift, end + shift) for start, end in hit.excerpt_spans]
        if excerpt.endswith("…"):
            excerpt = excerpt[:-1] + signs("…")
        lines = fit_at(before + excerpt, look.room, left)
        texts += [(list(_marked(text, start, spans, "section")), text) for start, text in lines]
    texts += [([], "")] * (rows.lines - len(texts))
    badges = [
        (sign, kind)
        for sign, kind, on in (
            (rows.marks.bookmarked, "star", headline.bookmarked),
            (rows.marks.changed, "changed", headline.changed),
        )
        if on
    ]
    words = look.dates(headline)
    lines_of: list[list[Run]] = []
    for number, (runs, text) in enumerate(texts):
        last = number == rows.lines - 1
        mark: Run = (rows.marks.unread, "mark") if number == 0 and not headline.read else (" ", "gap")
        if rows.timeless and last and badges:
            mark = badges[0]
        row: list[Run] = [(rows.marks.cursor if cursor else " ", "bar"), mark, (" ", "gap")]
        if not rows.timeless:
            row += _beside(words[number] if number < len(words) else "", badges if last else (), look)
        row += runs
        row.append((" " * (look.room - cells(text) + 1), "gap"))
        lines_of.append(row)
    return lines_of


def _beside(words: str, badges: Sequence[Run], look: HitLook) -> Iterator[Run]:
    """Yield the column of dates, the empty cell at its end included."""
    words = cut(words, look.beside, "")
    if words:
        yield words, "time"
    used = cells(words)
    for badge in badges if used + 3 * len(badges) <= look.beside else ():
        if used:
            yield " ", "gap"
        yield badge
        used += 1 + bool(used)
    yield " " * (look.column - 3 - used), "gap"


def _marked(text: str, start: int, spans: Sequence[Span], role: str) -> Iterator[Run]:
    """Yield a line that begins with character `start` of a text, parted where hits begin and end."""
    at = 0
    for begin, end in spans:
        begin, end = max(begin - start, at), min(end - start, len(text))
        if begin < end:
            if at < begin:
                yield text[at:begin], role
            yield text[begin:end], f"{role}+hit"
            at = end
    if at < len(text):
        yield text[at:], role
