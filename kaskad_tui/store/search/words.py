"""Words as the search compares them: any letter case, ё = е, without stress marks, cut to their stems."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# a stress mark belongs to its word («за́мок»), and so does the breve of a decomposed «й»
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_MARK = re.compile(r"[\u0300-\u036f]")
_local = threading.local()


class Word(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    folded: str


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text: runs of letters and digits, whatever stands between them."""
    for found in _WORD.finditer(text):
        yield Word(found.start(), found.end(), folded(found.group()))


@lru_cache(maxsize=30_000)
def folded(word: str) -> str:
    """Return the form in which words are the same to a reader: «Ёлка», «елка» and «ЁЛКА» are."""
    if not word.isascii():
        # composed first: the breve of й is a part of the letter, a stress mark is not
        word = _MARK.sub("", unicodedata.normalize("NFC", word))
    return word.casefold().replace("ё", "е")


@lru_cache(maxsize=30_000)
def stem(word: str) -> str:
    """Return the stem of a folded word; the same for all its forms, as far as rules can tell."""
    try:
        stemmer = _local.stemmer
    except AttributeError:
        from Stemmer import Stemmer  # only who searches or writes needs it

        stemmer = _local.stemmer = Stemmer("russian")  # one for each thread: it keeps state
    return str(stemmer.stemWord(word)) or word


def stems(text: str) -> str:
    """Return the stems of a text, with spaces between."""
    return " ".join([stem(folded(found)) for found in _WORD.findall(text)])
