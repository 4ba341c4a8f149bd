"""What stood on other pages of the same site: lines that repeat are the site's furniture, not an article's.

    first = [extract_page(content) for content in contents]
    memory = SiteMemory.learn(first)
    pages = [extract_page(content, memory=memory) for content in contents]

A page that was learned itself is known by its lines and never counts against itself; pages of one title (the
same article in two dressings) count as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

from kaskad_tui.extract.labels import fold
from kaskad_tui.model import PageKind

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page

ENOUGH = 3
"""A line seen on so many other pages is furniture; on fewer known pages: on all of them, but two at least."""
MAX_LINES = 20_000
_DIGITS = re.compile(r"\d+")
_LONGEST = 300


def line_key(text: str) -> int:
    """Return a line's number: the same for the same letters, whatever its case, signs and figures."""
    plain = fold(text[:_LONGEST])
    if not plain.isalpha():
        plain = _DIGITS.sub("0", plain)
    return int.from_bytes(blake2b(plain.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def lines_of(texts: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers of a page's lines, each once, in order; lines without two letters are left out."""
    return tuple(dict.fromkeys(line_key(text) for text in texts if len(text) > 1))


def fingerprint(lines: Sequence[int]) -> int:
    """Return the number of a page, made of its lines."""
    return sum(lines) & 0xFFFF_FFFF_FFFF_FFFF


@dataclass(frozen=True, slots=True)
class SiteMemory:
    """The lines of a site's known pages; a value that may be pickled and stored."""

    pages: int = 0
    """How many different articles were learned."""
    seen: Mapping[int, int] = field(default_factory=dict)
    """Number of a line → on how many of them it stood (two at least)."""
    members: frozenset[int] = frozenset()
    """Fingerprints of the pages that were learned."""

    @classmethod
    def learn(cls, pages: Iterable[Page]) -> SiteMemory:
        """Return what the pages of one site have in common.

        Args:
            pages: as `extract_page` gave them; only articles teach: a list prints the leads of articles.
        """
        by_title: dict[str, set[int]] = {}
        members: set[int] = set()
        for number, page in enumerate(pages):
            if not page.lines or page.kind is not PageKind.ARTICLE:
                continue
            members.add(fingerprint(page.lines))
            key = fold(page.title or "") or f"{number}"
            by_title.setdefault(key, set()).update(page.lines)
        counts: Counter[int] = Counter()
        for lines in by_title.values():
            counts.update(lines)
        seen = {line: count for line, count in counts.most_common(MAX_LINES) if count >= 2}
        return cls(len(by_title), seen, frozenset(members))

    def furniture(self, lines: Sequence[int]) -> frozenset[int]:
        """Return those lines of a page that are furniture by what was learned."""
        own = fingerprint(lines) in self.members
        others = self.pages - own
        if others < 2:
            return frozenset()
        needed = min(ENOUGH, others) + own
        return frozenset(line for line in lines if self.seen.get(line, 0) >= needed)
