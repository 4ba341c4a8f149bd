"""The numbered lists of the line mode: headlines, hits, the top five, sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kaskad_tui.commands.plain_pages import Sheet, wrapped
from kaskad_tui.i18n import _, pgettext
from kaskad_tui.model import Headline
from kaskad_tui.wording import dates

_AT_ONCE = 20
"""Headlines of a page where no terminal says how many lines it has."""


@dataclass(slots=True)
class Numbered:
    """A list as it was printed: its numbers mean the same until another one is printed."""

    title: str
    keys: list[int]
    """Of headlines, in the list's order: number 1 is the first."""
    fetch: Callable[[Sequence[int]], list[Headline]]
    """Returns headlines as they are in the archive now."""
    grows: bool = False
    """The site may have more behind its end."""
    excerpts: Callable[[Sequence[int]], Mapping[int, str]] | None = None
    """Returns what is printed below headlines: the words around a hit."""
    muted: frozenset[int] = frozenset()
    """Rows that keep their numbers without being read out."""
    pages: list[int] = field(default_factory=list)
    """How many rows stood above each page that was printed; the last one is printed now."""
    until: int = 0
    """How many rows are printed, those of the last page included."""

    def key(self, number: int) -> int | None:
        """Return the key of a number, None when the list does not go so far."""
        return self.keys[number - 1] if 1 <= number <= len(self.keys) else None

    @property
    def at_end(self) -> bool:
        """There is nothing behind what is printed."""
        return self.until >= len(self.keys)

    def unread(self, key: int, step: int) -> int | None:
        """Return the next unread row below (-1: above) a row; where that is none, the printed page counts."""
        here = (
            self.keys.index(key) if key in self.keys else (self.pages[-1] if self.pages else 0) - (step > 0)
        )
        way = self.keys[here + 1 :] if step > 0 else self.keys[: max(0, here)][::-1]
        for start in range(0, len(way), _AT_ONCE):
            for item in self.fetch(way[start : start + _AT_ONCE]):
                if not item.read and item.key not in self.muted:
                    return item.key
        return None

    def next(self, now: datetime, fits: Sheet) -> list[str]:
        """Return the lines of the page behind the printed one, its last rows where there is none."""
        self.pages.append(self.until)
        return self._page(now, fits)

    def previous(self, now: datetime, fits: Sheet) -> list[str]:
        """Return the lines of the page before the printed one, the first one again where there is none."""
        if len(self.pages) > 1:
            self.pages.pop()
        self.until = self.pages[-1] if self.pages else 0
        return self._page(now, fits)

    def _page(self, now: datetime, fits: Sheet) -> list[str]:
        start = self.until
        lines: list[str] = []
        keys = self.keys[start : start + (fits.lines or _AT_ONCE)]
        excerpts = self.excerpts(keys) if self.excerpts is not None else {}
        for item in self.fetch(keys):
            number = self.until + 1
            told = f"{number}. {_('muted')}" if item.key in self.muted else row(number, item, now)
            more = wrapped(told, fits.columns, "   ")
            if item.key in excerpts:
                room = fits.columns and fits.columns - 3
                more += ["   " + line for line in wrapped(excerpts[item.key], room)]
            if lines and fits.lines is not None and len(lines) + len(more) > fits.lines:
                break
            lines += more
            self.until += 1
        return lines

    def where(self) -> str:
        """Return which rows are printed, for the prompt."""
        if not self.keys:
            return ""
        return _("{first} to {last} of {n}").format(
            first=(self.pages[-1] if self.pages else 0) + 1, last=self.until, n=len(self.keys)
        )


def row(number: int, item: Headline, now: datetime) -> str:
    """Return a headline for reading aloud: number, title, then date and marks in words."""
    words = [
        dates.spoken(item.published, now, item.day_only),
        "" if item.read else pgettext("mark of a headline", "unread"),
        pgettext("mark of a headline", "bookmark") if item.bookmarked else "",
        pgettext("mark of a headline", "changed") if item.changed else "",
    ]
    told = ", ".join(word for word in words if word)
    return f"{number}. {item.title} ({told})" if told else f"{number}. {item.title}"
