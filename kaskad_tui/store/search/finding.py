"""What the index has for a query: the newest hits at once, all of them, or by relevance."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, product

import apsw

from kaskad_tui.store import names, times
from kaskad_tui.store.search.index import minute
from kaskad_tui.store.search.marking import beginnings
from kaskad_tui.store.search.query import Query, State, Term
from kaskad_tui.store.search.words import akin, is_start, stem

TITLE_WEIGHT = 6.0
"""How much more a word in a title says than one in a text, for the relevance."""
COUNTED = 1000
"""So many hits of a page are counted exactly; of more only that they are more."""

_MOST_WAYS = 16
"""In so many ways the stems of a phrase's words are put together."""
_DAY_S = 86_400
_STATES: dict[State, str] = {
    "unread": "h.read = 0",
    "read": "h.read = 1",
    "bookmarked": "h.bookmarked = 1",
    "changed": "h.changed = 1",
}


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found."""

    keys: array[int]
    """Type code `q`; newest first, or by relevance."""
    total: int
    """How many hits there are in all."""
    exact: bool
    """False: there are more than `total`."""

    def __len__(self) -> int:
        return len(self.keys)


NO_HITS = Hits(array("q"), 0, exact=True)


def find(
    db: apsw.Connection, query: Query, *, ranked: bool = False, limit: int | None = None, offset: int = 0
) -> Hits:
    """Return the hits of a query, newest publication first or by relevance (bm25, newest first if equal).

    Args:
        db: a connection that reads.
        query: an empty one has no hits.
        ranked: by relevance; looks at all hits.
        limit: at most so many; None is all.
        offset: so many are left out before.
    """
    source = _Source.of(db, query)
    if source is None:
        return NO_HITS
    ranked = ranked and source.scored
    order = f"bm25(search, {TITLE_WEIGHT}, 1.0), s.rowid DESC" if ranked else f"{source.row} DESC"
    offset = max(0, offset)
    # the page and what is counted behind it in one go: what a query costs is mostly its beginning
    asked = None if limit is None else max(limit + 1, COUNTED + 1 - offset)
    found_rows = db.execute(
        f"SELECT {source.key}, {source.row} FROM {source.tables} WHERE {source.where} "
        f"ORDER BY {order} LIMIT ? OFFSET ?",
        (*source.values, -1 if asked is None else asked, offset),
    )
    rows: list[tuple[int, int]] = [(key, row) for key, row in found_rows]
    if offset and not rows:
        behind = find(db, query, limit=0)
        return Hits(array("q"), behind.total, behind.exact)
    exact = asked is None or len(rows) < asked
    total = offset + len(rows) if exact else max(COUNTED, offset + len(rows) - 1)
    page = rows if limit is None else rows[: max(0, limit)]
    keys = [row[0] for row in page] if source.with_keys else _keys(db, [row[1] for row in page])
    return Hits(array("q", keys if ranked else _newest_first(db, keys)), total, exact)


@dataclass(slots=True)
class _Source:
    """Where the hits of a query come from, in SQL."""

    tables: str
    where: str
    values: list[object]
    row: str
    """What rises with the time of publication."""
    scored: bool
    """There are words to weigh."""
    with_keys: bool

    @property
    def key(self) -> str:
        """The column of the article's key, where there is one."""
        return "d.key" if self.with_keys else "NULL"

    @classmethod
    def of(cls, db: apsw.Connection, query: Query) -> _Source | None:
        """Return the source of a query; None when it can have no hits."""
        if query.empty:
            return None
        conditions = _Conditions.of(db, query)
        if conditions is None:
            return None
        short = [term for term in query.terms if _is_short(term)]
        long = [term for term in query.terms if not _is_short(term)]
        starts = " AND ".join(f'"{term.words[0]}"' for term in short)
        match = " AND ".join(expression(term) for term in long)
        table = "search" if match else "search_start" if starts else None
        where, values = list[str](), list[object]()
        if table is not None:
            where.append(f"{table} MATCH ?")
            values.append(match or starts)
        row = "s.rowid" if table is not None else "d.doc"
        if match and starts:
            where.append("+s.rowid IN (SELECT rowid FROM search_start WHERE search_start MATCH ?)")
            values.append(starts)
        if conditions.docs is not None:
            where.append(f"{row} BETWEEN ? AND ?")
            values += conditions.docs
        if conditions.few is not None:
            where.append(
                f"{row} IN (SELECT d.doc FROM headline h JOIN search_doc d ON d.key = h.key "
                f"WHERE {conditions.few})"
            )
        tables = f"{table} s" if table is not None else "search_doc d"
        if conditions.where:
            tables += " CROSS JOIN search_doc d ON d.doc = s.rowid" if table is not None else ""
            tables += " CROSS JOIN headline h ON h.key = d.key"
            where += conditions.where
            values += conditions.values
        with_keys = table is None or bool(conditions.where)
        return cls(tables, " AND ".join(where) or "1", values, row, bool(match), with_keys)


@dataclass(slots=True)
class _Conditions:
    """The filters of a query, in SQL over `headline h`."""

    where: list[str]
    values: list[object]
    docs: tuple[int, int] | None
    """Bounds of the index's rows that can be meant."""
    few: str | None
    """A condition that few rows meet and that has an index."""

    @classmethod
    def of(cls, db: apsw.Connection, query: Query) -> _Conditions | None:
        where, values = list[str](), list[object]()
        if query.source is not None:
            rows = db.execute("SELECT number, name FROM source")
            numbers = [number for number, name in rows if query.source in name.casefold()]
            if not numbers:
                return None
            where.append(f"h.source IN ({', '.join(map(str, numbers))})")
        if query.section is not None:
            sections = _sections(db, query.section)
            if not sections:
                return None
            where.append(f"h.section IN ({', '.join(map(str, sections))})")
        docs = None
        if query.first is not None or query.last is not None:
            first, last = _second(query.first or date.min), _second(query.last or date.max) + _DAY_S - 1
            # wider: the day is one of the source's own time, and a place may be a while behind its minute
            docs = (minute(first - _DAY_S), minute(last + 4 * _DAY_S))
            where.append("h.sort + ifnull(h.offset_s, 0) BETWEEN ? AND ?")
            values += (first, last)
        where += [_STATES[state] for state in sorted(query.states - {"bookmarked"})]
        few = _STATES["bookmarked"] if "bookmarked" in query.states else None
        return cls(where, values, docs, few)


def _second(day: date) -> int:
    return times.epoch(datetime(day.year, day.month, day.day))


def _sections(db: apsw.Connection, wanted: str) -> list[int]:
    """Return the numbers of sections whose title begins so, or whose id it is."""
    start = names.folded(wanted)
    found = [
        number
        for number, folded in db.execute("SELECT number, folded FROM section_name")
        if folded.startswith(start)
    ]
    for source, number in list(db.execute("SELECT name, number FROM source")):
        by_id = names.section_number(db, source, number, wanted)
        found += [by_id] if by_id is not None and by_id not in found else []
    return found


def _is_short(term: Term) -> bool:
    return term.prefix and len(term.words) == 1 and is_start(term.words[0])


def expression(term: Term) -> str:
    """Return a term in the language of FTS5; a word holds letters and digits only."""
    either = {f'"{" ".join(one)}"' for one in islice(product(*map(akin, term.words)), _MOST_WAYS)}
    if term.prefix:
        before = " ".join(stem(word) for word in term.words[:-1])
        either |= {f'"{before} {start}" *' for start in beginnings(term.words[-1])}
    joined = " OR ".join(sorted(either))
    return f"({joined})" if len(either) > 1 else joined


def _keys(db: apsw.Connection, docs: Sequence[int]) -> list[int]:
    """Return the keys of rows of the index, in their order."""
    found: dict[int, int] = {}
    for start in range(0, len(docs), 500):
        part = docs[start : start + 500]
        places = ", ".join("?" * len(part))
        found.update(db.execute(f"SELECT doc, key FROM search_doc WHERE doc IN ({places})", tuple(part)))
    return [found[doc] for doc in docs if doc in found]


def _newest_first(db: apsw.Connection, keys: list[int]) -> list[int]:
    """Order hits exactly as the list has them: the index knows the minute only."""
    found: dict[int, tuple[int, int, int]] = {}
    for start in range(0, len(keys), 500):
        part = keys[start : start + 500]
        places = ", ".join("?" * len(part))
        rows = db.execute(f"SELECT key, sort, number FROM headline WHERE key IN ({places})", tuple(part))
        found.update((key, (sort, number, key)) for key, sort, number in rows)
    return sorted((key for key in keys if key in found), key=found.__getitem__, reverse=True)
