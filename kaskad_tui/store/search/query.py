"""What a typed query means. Pure: any text is a query, and what cannot be understood is named in it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from kaskad_tui.sanitize import clean_line
from kaskad_tui.store.search.words import words

State = Literal["unread", "read", "bookmarked", "changed"]

MOST_CHARACTERS = 1000
"""Of a query; the rest is not looked at."""
MOST_TERMS = 32

_QUOTES = str.maketrans("«»„“”", '"' * 5)
_PART = re.compile(r'(?:([^\W\d_]+):)?(?:"([^"]*)("?)|([^\s"]*))(\*?)')
_KEYS = {
    "section": "section",
    "раздел": "section",
    "source": "source",
    "источник": "source",
    "from": "from",
    "с": "from",
    "to": "to",
    "по": "to",
    "is": "is",
    "это": "is",
}
_STATES: dict[str, State] = {
    "unread": "unread",
    "непрочитанное": "unread",
    "read": "read",
    "прочитанное": "read",
    "bookmarked": "bookmarked",
    "закладка": "bookmarked",
    "changed": "changed",
    "изменено": "changed",
}
_DATES = (
    re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?"),
    re.compile(r"(?:(?:(?P<d>\d{1,2})\.)?(?P<m>\d{1,2})\.)?(?P<y>\d{4})"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one behind the other; mostly one."""

    words: tuple[str, ...]
    """Folded, never empty."""
    prefix: bool = False
    """The last one is the beginning of a word."""


@dataclass(frozen=True, slots=True)
class Query:
    """All of it has to hold for a hit."""

    terms: tuple[Term, ...] = ()
    section: str | None = None
    """The beginning of a section's title, or its id; one line."""
    source: str | None = None
    """A part of a source's name; folded."""
    first: date | None = None
    """The first day of publication, in the source's own time."""
    last: date | None = None
    """The last one, included."""
    states: frozenset[State] = frozenset()
    unknown: tuple[str, ...] = ()
    """Filters that say nothing that can be meant (`from:abc`); they do not hold."""

    @property
    def empty(self) -> bool:
        """Nothing is asked for."""
        return not (self.terms or self.section or self.source or self.first or self.last or self.states)


def parse(text: str, *, typing: bool = False) -> Query:
    """Return the query of a text.

    Args:
        text: words («…» and "…" make a phrase, * behind a word its beginning) and filters: `section:`,
            `source:`, `from:`, `to:`, `is:`, in Russian `раздел:`, `источник:`, `с:`, `по:`, `это:`.
        typing: it is still being typed: its last word counts as the beginning of one, a filter that is not
            complete yet is not complained of.
    """
    ended = text[-1:].isspace()
    text = clean_line(text[: 8 * MOST_CHARACTERS]).translate(_QUOTES)[:MOST_CHARACTERS]
    query = Query()
    terms: list[Term] = []
    unknown: list[str] = []
    open_end = False
    for part in _PART.finditer(text):
        if not part.group():
            continue
        name, quoted, closed, bare, star = part.groups()
        open_end = part.end() == len(text) and not closed and not star
        key = _KEYS.get(name.casefold()) if name else None
        if key is not None:
            changed = _filter(query, key, quoted if quoted is not None else bare)
            if changed is not None:
                query = changed
            elif not (typing and open_end and not ended):
                unknown.append(clean_line(part.group(), 60))
            open_end = False
            continue
        for content, last in ((name, False), (quoted if quoted is not None else bare, True)):
            found = tuple(word.folded for word in words(content or ""))
            if found and len(terms) < MOST_TERMS:
                star_here = last and (bool(star) or (bare or "").endswith("*"))
                terms.append(Term(found, prefix=star_here))
    if typing and open_end and terms and not ended:
        terms[-1] = replace(terms[-1], prefix=True)
    return replace(query, terms=tuple(dict.fromkeys(terms)), unknown=tuple(unknown))


def without(text: str, *kinds: str) -> str:
    """Return a typed query without its filters of some kinds (`section`, `source`, `from`, `to`, `is`)."""
    parts = [part for part in _PART.finditer(text.translate(_QUOTES)) if part.group()]
    kept = [part for part in parts if _KEYS.get((part[1] or "").casefold()) not in kinds]
    return " ".join(text[part.start() : part.end()] for part in kept) if len(kept) < len(parts) else text


def _filter(query: Query, key: str, value: str) -> Query | None:
    """Return a query with one more filter; None when its value cannot be meant."""
    value = clean_line(value)
    if key == "section" and value:
        return replace(query, section=value)
    if key == "source" and value:
        return replace(query, source=value.casefold())
    if key == "is":
        state = _STATES.get(value.casefold())
        return replace(query, states=query.states | {state}) if state else None
    span = days(value) if key in ("from", "to") else None
    if span is None:
        return None
    return replace(query, first=span[0]) if key == "from" else replace(query, last=span[1])


def days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of `2022`, `2022-05`, `2022-05-18`, `05.2022` or `18.05.2022`."""
    for pattern in _DATES:
        found = pattern.fullmatch(text) if text.isascii() else None
        if found is None:
            continue
        year, month, day = (int(found[name]) if found[name] else 0 for name in "ymd")
        try:
            first = date(year, month or 1, day or 1)
            end = first.month if month else 12
            return first, date(year, end, day or monthrange(year, end)[1])
        except ValueError:
            return None
    return None
