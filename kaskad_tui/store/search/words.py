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

COMMON_STARTS = frozenset(
    (
        "про под при пер пре что пос пол раз два кот сто ста это все одн как сам три чет чер две ост зап рас "
        "тре мет вод сор мес вос его соб пор кон пок пов пот пом ком пра рос рай гос обл нов над был для"
    ).split()
)
"""Beginnings with which so many words begin that looking at all of these takes long. Part of the index: a
change needs a migration."""


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


_CASES = tuple("|а|у|ом|е|ы|и|ов|о|ой|ам|ами|ах".split("|")), "бвгджзклмнпрстфхцчшщ", 4
_SOFT_CASES = tuple("й|я|ю|ем|е|и|ев|ям|ями|ях".split("|")), "е", 3
"""Case endings of nouns (канал, музей), the letters that they follow, the shortest stem looked for."""


@lru_cache(maxsize=2_000)
def akin(word: str) -> tuple[str, ...]:
    """Return the stem of a folded word, and other stems that forms of it have if it is a noun.

    Some forms are cut too short, as they look like those of a verb («канала»: «кана», «каналу»: «канал»).
    For the words of a query only: the index holds one stem a word.
    """
    own = stem(word)
    found = {own}
    for endings, before, least in (_CASES, _SOFT_CASES):
        for ending in endings:
            base = word.removesuffix(ending)
            if len(base) + len(ending) > len(word) or len(base) < 4 or base[-1] not in before:
                continue
            made = {stem(base + other) for other in endings}
            if base in made and own in made:
                found.update(one for one in (made if own == base else (base,)) if _near(one, own, least))
    return (own, *sorted(found - {own}))


def _near(one: str, other: str, least: int) -> bool:
    """Tell whether one stem is the other and a letter or two that could not be an ending of their own."""
    short, long = sorted((one, other), key=len)
    rest = long[len(short) :]
    return long.startswith(short) and len(short) >= least and len(rest) < 3 and rest not in ("ов", "ев")


def stems(text: str) -> str:
    """Return the stems of a text, with spaces between."""
    return " ".join([stem(folded(found)) for found in _WORD.findall(text)])


def starts(word: str) -> tuple[str, ...]:
    """Return the beginnings of a folded word that are indexed by themselves: one letter, two, a common three.

    An ordinary beginning of three letters is found among the words themselves fast enough.
    """
    found = (word[:1], word[:2]) if len(word) > 1 else (word,)
    return (*found, word[:3]) if word[:3] in COMMON_STARTS else found


def is_start(word: str) -> bool:
    """Say whether this beginning of words is indexed by itself."""
    return len(word) < 3 or word in COMMON_STARTS
