"""Which headlines have a word in their title that the reader does not want to see, in any of its forms."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from kaskad_tui.store.search.finding import expression
from kaskad_tui.store.search.marking import Pattern
from kaskad_tui.store.search.query import Query, Term
from kaskad_tui.store.search.words import words


def terms(entries: Sequence[str]) -> tuple[Term, ...]:
    """Return what entries of a list of words mean: each a word, or words that stand together.

    A `*` at the end makes the last word the beginning of one. What has no word in it means nothing.
    """
    found = []
    for entry in entries:
        folded = tuple(word.folded for word in words(entry))
        if folded:
            found.append(Term(folded, prefix=entry.rstrip().endswith("*")))
    return tuple(found)


def pattern(wanted: Sequence[Term]) -> Pattern:
    """Return what finds these terms in a title that is no row of the index yet."""
    return Pattern(Query(tuple(wanted)))


def keys(db: apsw.Connection, wanted: Sequence[Term], *, indexed: bool) -> frozenset[int]:
    """Return the headlines of all sources with one of these terms in the title.

    Args:
        db: a connection that reads.
        wanted: what `terms` returns.
        indexed: the store has an index; without one every title is looked at.
    """
    if not wanted:
        return frozenset()
    either = " OR ".join(expression(term) for term in wanted)
    found: set[int] = set()
    waiting = "SELECT key, title FROM headline"
    if indexed:
        found.update(
            row[0]
            for row in db.execute(
                "SELECT d.key FROM search s JOIN search_doc d ON d.doc = s.rowid WHERE search MATCH ?",
                (f"title : ({either})",),
            )
        )
        waiting += " WHERE key IN (SELECT key FROM search_todo)"
    spans = pattern(wanted).spans
    for key, title in db.execute(waiting):
        if spans(title):
            found.add(key)
        else:
            found.discard(key)  # the index has an older title
    return frozenset(found)
