"""The titles of a list, to be looked through while the reader types; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_LEAST_STEM = 4
"""Letters from which on the stem of a word stands for the word: «мосты» finds «мостом»."""


_BETWEEN = re.compile(r"[\W_]+")


def _plain(text: str) -> str:
    """Return the words of a text, each behind a space, in the form in which they are compared."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return f" {_BETWEEN.sub(' ', plain)}"


def _terms(text: str) -> list[str]:
    """Return how words of a title have to begin: as each typed word, or its stem, for its other forms."""
    from kaskad_tui.store.search.words import stem

    terms = []
    for word in _plain(text).split():
        cut = stem(word) if word.isalpha() else word
        terms.append(" " + (cut if len(cut) >= _LEAST_STEM and word.startswith(cut) else word))
    return terms


class Titles:
    """Found by the beginnings of their words, in any form and letter case, ё as е."""

    def __init__(self, titles: Mapping[int, str]) -> None:
        self._plain = {key: _plain(title) for key, title in titles.items()}

    def add(self, titles: Mapping[int, str]) -> None:
        """Take titles that came in since, or that are other ones now."""
        self._plain.update((key, _plain(title)) for key, title in titles.items())

    def join(self, other: Titles) -> None:
        """Take the titles of another list, too."""
        self._plain |= other._plain

    def matching(self, text: str) -> frozenset[int]:
        """Return the keys of the titles that have all words of `text`; of all titles without a word."""
        found = list(self._plain.items())
        for term in _terms(text):
            found = [(key, title) for key, title in found if term in title]
        return frozenset(key for key, _title in found)
