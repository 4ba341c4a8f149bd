"""Where each headline stands in the list: items of one height, and a separator above each day.

Pure arithmetic over the two arrays of an order; 100,000 rows cost one look per day, not per row.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import compress
from operator import itemgetter

_PER_DAY = 1.5
"""Below so many headlines a day separators would be half of the list."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a line of the list belongs to."""

    index: int
    """Of the item, or of the first item below the separator."""
    line: int
    """Line within the item or separator, from 0."""
    separator: bool


def _day(epoch: int) -> date:
    try:
        return datetime.fromtimestamp(epoch).astimezone().date()
    except (OverflowError, ValueError, OSError):
        return date(1970, 1, 1)


class HeadlineOrder:
    """The rows of a list, newest or oldest first, in groups of the reader's days; without times in none."""

    def __init__(self, keys: array[int], times: array[int] | None = None) -> None:
        self.keys = keys
        """Rows in the archive."""
        self._times = times or array("q")
        self._index: dict[int, int] | None = None
        self.starts: list[int] = []
        """Index of the first item of each day; empty when there are too few a day for separators."""
        self.days: list[date] = []
        """The day of each group."""
        self._group()

    def __len__(self) -> int:
        return len(self.keys)

    def _group(self) -> None:
        at, size = 0, len(self._times)
        while at < size:
            day = _day(self._times[at])
            self.starts.append(at)
            self.days.append(day)
            at = self._after(day, at)
        if self.starts and size / len(self.starts) < _PER_DAY and size > len(self.starts) // 2 + 3:
            self.starts, self.days = [], []

    def _after(self, day: date, low: int) -> int:
        """Return the index of the first row behind `low` that is of another day."""
        try:
            midnight = datetime.combine(day, time()).timestamp()
            following = datetime.combine(day + timedelta(days=1), time()).timestamp()
        except (OverflowError, ValueError, OSError):
            return low + 1
        low, high = low + 1, len(self.keys)
        while low < high:
            middle = (low + high) // 2
            if midnight <= self._times[middle] < following:
                low = middle + 1
            else:
                high = middle
        return low

    def index(self, key: int) -> int | None:
        """Return where a row stands, None when it does not."""
        if self._index is None:
            self._index = {found: at for at, found in enumerate(self.keys)}
        return self._index.get(key)

    def near(self, key: int, guess: int) -> int | None:
        """Return the same as `index`, at once when the row is where it was."""
        if 0 <= guess < len(self.keys) and self.keys[guess] == key:
            return guess
        return self.index(key)

    def without(self, held: Container[int]) -> HeadlineOrder:
        """Return the order without some rows."""
        return self._picked([key not in held for key in self.keys])

    def only(self, wanted: Container[int]) -> HeadlineOrder:
        """Return the order of some of its rows."""
        return self._picked([key in wanted for key in self.keys])

    def _picked(self, wanted: Sequence[bool]) -> HeadlineOrder:
        return HeadlineOrder(
            array("q", compress(self.keys, wanted)), array("q", compress(self._times, wanted))
        )

    def keeping(self, before: HeadlineOrder) -> HeadlineOrder:
        """Return the order with the rows of `before` that it has no more, each at its time."""
        known = set(self.keys)
        lost = [(time, key) for key, time in zip(before.keys, before._times, strict=True) if key not in known]
        if not lost:
            return self
        rising = len(self) > 1 and self._times[0] < self._times[-1]
        rows = sorted(
            (*zip(self._times, self.keys, strict=True), *lost), key=itemgetter(0), reverse=not rising
        )
        return HeadlineOrder(array("q", (key for _, key in rows)), array("q", (time for time, _ in rows)))

    def group_of(self, index: int) -> int:
        """Return the day's group in which an item stands, -1 without groups."""
        return bisect_right(self.starts, index) - 1

    def group_size(self, group: int) -> int:
        """Return how many items a day has."""
        end = self.starts[group + 1] if group + 1 < len(self.starts) else len(self.keys)
        return end - self.starts[group]


@dataclass(frozen=True, slots=True)
class Geometry:
    """Lines of an order at a density."""

    order: HeadlineOrder
    item: int
    """Lines of an item, the empty one below it included."""
    separator: int
    """Lines of a separator, the empty one below it included."""

    @property
    def total(self) -> int:
        """Lines of the whole list."""
        return len(self.order) * self.item + len(self.order.starts) * self.separator

    def top(self, index: int) -> int:
        """Return the first line of an item."""
        return index * self.item + (self.order.group_of(index) + 1) * self.separator

    def top_with_separator(self, index: int) -> int:
        """Return the first line of an item, or of the separator right above it."""
        group = self.order.group_of(index)
        begins = group >= 0 and self.order.starts[group] == index
        return self.top(index) - (self.separator if begins else 0)

    def at(self, y: int) -> Spot | None:
        """Return what line `y` belongs to, None beyond the end."""
        if not 0 <= y < self.total:
            return None
        starts = self.order.starts
        low, high = 0, len(starts)
        while low < high:  # the last group whose separator begins at or above y
            middle = (low + high) // 2
            if starts[middle] * self.item + middle * self.separator <= y:
                low = middle + 1
            else:
                high = middle
        if low:
            group = low - 1
            inside = y - (starts[group] * self.item + group * self.separator)
            if inside < self.separator:
                return Spot(starts[group], inside, separator=True)
            y = y - low * self.separator
        return Spot(y // self.item, y % self.item, separator=False)
