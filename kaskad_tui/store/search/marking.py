"""Where the words of a query stand in a text, and the piece of the text around them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaskad_tui.store.search.query import Query, Term
from kaskad_tui.store.search.words import Word, akin, stem, words

LEAST_STEM = 5
"""Letters from which on the stem of a word's beginning is a beginning too: «янтарь» goes on as «янтарный»."""

Span = tuple[int, int]
"""Start and end in characters."""


class Excerpt(NamedTuple):
    """A piece of a text on one line."""

    text: str
    """With «…» where the text goes on."""
    spans: tuple[Span, ...]
    """Hits in `text`."""


def beginnings(word: str) -> tuple[str, ...]:
    """Return what words that begin as `word` may begin with in the index, which holds stems."""
    cut = stem(word)
    return (cut,) if len(cut) >= LEAST_STEM and word.startswith(cut) else (word,)


class Pattern:
    """The terms of a query, ready to be looked for in many texts."""

    def __init__(self, query: Query) -> None:
        self._single: dict[str, int] = {}
        self._starts: list[tuple[str, int]] = []
        self._phrases: list[tuple[Term, int]] = []
        self._known: dict[str, int | None] = {}
        for number, term in enumerate(query.terms):
            if len(term.words) > 1:
                self._phrases.append((term, number))
                continue
            for cut in akin(term.words[0]):
                self._single.setdefault(cut, number)
            if term.prefix:
                self._starts += [(start, number) for start in beginnings(term.words[0])]

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return where hits stand in a text, in order, none over another."""
        return tuple((start, end) for start, end, _term in self._hits(text))

    def excerpt(self, text: str, width: int) -> Excerpt:
        """Return at most `width` characters of a text, with as many different words of the query as can be.

        Without a hit it is the text's beginning.
        """
        line = " ".join(text.split())
        hits = self._hits(line)
        if len(line) <= width:
            return Excerpt(line, tuple((start, end) for start, end, _term in hits))
        first = _best(hits, max(1, width * 2 // 3))
        start = 0 if first is None else _start(line, hits[first][0], width)
        before = "…" if start else ""
        end = _end(line, start, start + width - len(before), 0 if first is None else hits[first][1])
        piece = line[start:end].rstrip(" ,:;—–-") if end < len(line) else line[start:end]
        after = "…" if end < len(line) and not piece.endswith("…") else ""
        shift = len(before) - start
        shown = tuple(
            (max(a, start) + shift, min(b, start + len(piece)) + shift)
            for a, b, _term in hits
            if a < start + len(piece) and b > start
        )
        return Excerpt(before + piece + after, shown)

    def _hits(self, text: str) -> list[tuple[int, int, int]]:
        """Return (start, end, number of the term) in order, none over another."""
        if not (self._single or self._starts or self._phrases):
            return []
        found = list(words(text))
        marked: dict[int, int] = {}
        known = self._known
        for place, word in enumerate(found):
            folded = word.folded
            if folded not in known:
                known[folded] = self._term(folded)
            term = known[folded]
            if term is not None:
                marked[place] = term
        for phrase, number in self._phrases:
            for place in _places(found, phrase):
                for step in range(len(phrase.words)):
                    marked.setdefault(place + step, number)
        return [(found[place].start, found[place].end, marked[place]) for place in sorted(marked)]

    def _term(self, folded: str) -> int | None:
        """Return the number of the term that a word alone meets."""
        term = self._single.get(stem(folded))
        if term is None:
            term = next((number for start, number in self._starts if folded.startswith(start)), None)
        return term


def _places(found: Sequence[Word], phrase: Term) -> Iterator[int]:
    """Yield the words with which a phrase begins."""
    wanted = [akin(word) for word in phrase.words]
    size = len(wanted)
    starts = beginnings(phrase.words[-1]) if phrase.prefix else ()
    for place in range(len(found) - size + 1):
        if stem(found[place].folded) not in wanted[0]:
            continue
        rest = [stem(word.folded) for word in found[place + 1 : place + size]]
        last = found[place + size - 1].folded
        same = [cut in either for cut, either in zip(rest, wanted[1:], strict=True)]
        if all(same[:-1]) and (same[-1] or last.startswith(starts)):
            yield place


def _best(hits: Sequence[tuple[int, int, int]], width: int) -> int | None:
    """Return the hit from which on most different terms stand within `width` characters."""
    best, most = None, 0
    for place, (start, _end, _term) in enumerate(hits[:200]):
        terms = set()
        for _begin, end, term in hits[place : place + 50]:
            if end - start > width:
                break
            terms.add(term)
        count = max(1, len(terms))
        if count > most:
            best, most = place, count
    return best


def _start(line: str, hit: int, width: int) -> int:
    """Return where an excerpt begins: with a word, a little before the hit."""
    start = max(0, hit - width // 4)
    if not start:
        return 0
    start = line.find(" ", start - 1, hit) + 1 or hit
    return start


def _end(line: str, start: int, end: int, hit: int) -> int:
    """Return where an excerpt ends: behind a word and the hit, with room for «…» before `end`."""
    if end >= len(line):
        return len(line)
    space = line.rfind(" ", start + 1, end)
    # a word that is longer than the line is cut through
    return end - 1 if space < min(hit, end - 1) or space <= start else space
