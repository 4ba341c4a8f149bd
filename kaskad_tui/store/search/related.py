"""Articles about the same: by the stems that are rare elsewhere and that their texts share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log, sqrt

import apsw

from kaskad_tui.store.search.words import stem, words

LEAST_SIMILAR = 0.2
"""Cosine of two texts from which on they count as being about the same (measured on the sample edition)."""

_ASKED = 12
"""So many words of an article are searched for."""
_COMPARED = 40
"""So many candidates have their texts compared."""
_OFTEN = 0.2
"""A word that more than this part of all articles has says nothing."""
_TITLE = 3
"""A word of the title counts as so many of the text."""
_MOST_WORDS = 2000


def related(db: apsw.Connection, key: int, limit: int) -> list[int]:
    """Return the keys of the articles most similar to one, at most `limit`; none where none is."""
    base = _counts(db, [key]).get(key)
    total = int(db.execute("SELECT count(*) FROM search_doc").get)
    if not base or total < 2:
        return []
    idf = _idf(db, base, total)
    vector = {word: (1 + log(base[word])) * weight for word, weight in idf.items()}
    asked = sorted(vector, key=lambda word: (-vector[word], word))[:_ASKED]
    if not asked:
        return []
    match = " OR ".join(f'"{word}"' for word in asked)
    rows = db.execute(
        "SELECT d.key FROM search s JOIN search_doc d ON d.doc = s.rowid WHERE search MATCH ? "
        "ORDER BY bm25(search, 3.0, 1.0) LIMIT ?",
        (match, _COMPARED + 1),
    )
    candidates = [row[0] for row in rows if row[0] != key]
    scored = []
    for other, counts in _counts(db, candidates).items():
        similar = _similarity(vector, idf, counts)
        if similar >= LEAST_SIMILAR:
            scored.append((similar, other))
    return [other for _similar, other in sorted(scored, reverse=True)[:limit]]


def _idf(db: apsw.Connection, counts: Mapping[str, int], total: int) -> dict[str, float]:
    """Return how much each stem of a text says: more, the fewer articles have it."""
    found = {}
    for word in counts:
        often: int = db.execute("SELECT doc FROM search_terms WHERE term = ?", (word,)).get or 0
        # what only one article has connects it with none
        if 2 <= often <= max(3, total * _OFTEN):
            found[word] = log(total / often)
    return found


def _counts(db: apsw.Connection, keys: list[int]) -> dict[int, Counter[str]]:
    """Return how often each stem stands in the articles; those of titles count more."""
    places = ", ".join("?" * len(keys))
    rows = db.execute(
        "SELECT h.key, h.title, ifnull(a.text, ifnull(h.teaser, '')) FROM headline h "
        f"LEFT JOIN article a ON a.key = h.key WHERE h.key IN ({places})",
        tuple(keys),
    )
    found: dict[int, Counter[str]] = {}
    for key, title, text in rows:
        counts: Counter[str] = Counter()
        for word in words(title):
            counts[stem(word.folded)] += _TITLE
        for place, word in enumerate(words(text)):
            if place >= _MOST_WORDS:
                break
            counts[stem(word.folded)] += 1
        # a letter or a number alone is no topic
        found[key] = Counter({w: n for w, n in counts.items() if len(w) > 2 and not w.isdigit()})
    return found


def _similarity(vector: Mapping[str, float], idf: Mapping[str, float], counts: Mapping[str, int]) -> float:
    """Return the cosine of two texts, as far as the stems of the first one tell.

    A stem that only the other text has counts half of the first one's mean: so it need not be looked up.
    """
    squares = sum(weight * weight for weight in vector.values())
    product = length = 0.0
    for word, count in counts.items():
        if word in vector:
            weight = (1 + log(count)) * idf[word]
            product += vector[word] * weight
            length += weight * weight
        else:
            length += squares / len(vector) / 2
    return product / sqrt(squares * length) if product else 0.0
