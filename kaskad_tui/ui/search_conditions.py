"""The conditions of a search beside its words: what is chosen for them, and how they are called; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from kaskad_tui.i18n import _
from kaskad_tui.reader import Query
from kaskad_tui.wording import dates

Kind = Literal["when", "section", "order", "state"]
Order = Literal["newest", "best"]
State = Literal["unread", "read", "bookmarked", "changed"]

FILTERS: Mapping[Kind, tuple[str, ...]] = {"when": ("from", "to"), "section": ("section",), "state": ("is",)}
"""The filters of the query language that say the same as a condition."""
_DATE_FILTERS = frozenset({"from", "to", "с", "по"})
_STATE_FILTERS = frozenset({"is", "это"})


@dataclass(frozen=True, slots=True)
class Conditions:
    """What was chosen; what is typed into the query counts before it."""

    first: date | None = None
    last: date | None = None
    section: str | None = None
    state: State | None = None
    order: Order | None = None
    """None: the newest while the query is typed, the best ones on Enter."""

    def on(self, query: Query) -> Query:
        """Return a query with these conditions."""
        dated = query.first or query.last
        return replace(
            query,
            first=query.first if dated else self.first,
            last=query.last if dated else self.last,
            section=query.section or self.section,
            states=query.states or frozenset({self.state} if self.state else ()),
        )


@dataclass(frozen=True, slots=True)
class Label:
    """How a condition is called where it is chosen."""

    kind: Kind
    text: str
    short: str
    """Where there is little room."""


def labels(query: Query, today: date, *, ranked: bool) -> tuple[Label, ...]:
    """Return the conditions that hold for a query, in the order they are shown."""
    when, states = _when(query, today), ", ".join(states_in_words()[item] for item in sorted(query.states))
    order = order_in_words()["best" if ranked else "newest"]
    return (
        Label("when", when or _("all years"), when or _("years")),
        Label("section", query.section or _("all sections"), query.section or _("sections")),
        Label("order", order, _("best") if ranked else _("newest")),
        Label("state", states or _("any"), states or _("any")),
    )


def states_in_words() -> Mapping[State, str]:
    """Return how the states of an article are called."""
    return {
        "unread": _("unread"),
        "read": _("read already"),
        "bookmarked": _("bookmarks"),
        "changed": _("edited"),
    }


def order_in_words() -> Mapping[Order, str]:
    """Return how the orders of hits are called."""
    return {"newest": _("newest first"), "best": _("best first")}


def _when(query: Query, today: date) -> str:
    first, last = query.first, query.last
    if first is None and last is None:
        return ""
    if first and last:
        years = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return years
        if first == last:
            return _day(first, today)
        return f"{_day(first, today)} – {_day(last, today)}"
    return (
        _("from {day}").format(day=_day(first, today))
        if first
        else _("until {day}").format(day=_day(last or today, today))
    )


def _day(day: date, today: date) -> str:
    return dates.short_day(day) if day.year == today.year else f"{dates.short_day(day)} {day.year}"


@dataclass(frozen=True, slots=True)
class Period:
    """A time that can be chosen."""

    text: str
    first: date | None = None
    last: date | None = None


def periods(today: date, oldest: date | None) -> list[Period]:
    """Return the times to choose from: all, the last days, and each year that the archive has."""
    years = range(today.year, (oldest or today).year - 1, -1)
    return [
        Period(_("all years")),
        Period(_("today"), today),
        Period(_("the last 7 days"), today - timedelta(days=6)),
        Period(_("the last 30 days"), today - timedelta(days=29)),
        *(Period(str(year), date(year, 1, 1), date(year, 12, 31)) for year in years),
    ]


def complaint(filter_: str) -> str:
    """Return what is wrong with a filter that cannot be understood (`from:abc`), and what can be."""
    name = filter_.partition(":")[0].casefold()
    if name in _DATE_FILTERS:
        text = _("“{filter}” is no date: 2022, 05.2022 and 18.05.2022 are.")
    elif name in _STATE_FILTERS:
        text = _("“{filter}” says nothing: is:unread, is:read, is:bookmarked and is:changed do.")
    else:
        text = _("“{filter}” lacks a name behind the colon.")
    return text.format(filter=filter_)
