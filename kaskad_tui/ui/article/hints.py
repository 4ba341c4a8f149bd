"""Letters for links: two keystrokes to any link on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LETTERS = "fdsajklghrueiwoqptyvnbmxz"
"""Easiest first. No `c`: among link letters it opens the contents."""


@dataclass(frozen=True, slots=True)
class Target:
    """A link that is on the screen."""

    piece: int
    offset: int
    """Character of the piece's text at which its visible part begins."""
    end: int
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A target and the letters that choose it."""

    letters: str
    target: Target


def label(targets: Iterable[Target]) -> tuple[Hint, ...]:
    """Return hints of one letter for the first targets, of two for the rest when there are many."""
    found = list(targets)
    singles = len(LETTERS)
    if len(found) <= singles:
        names = list(LETTERS[: len(found)])
    else:
        # as few first letters as needed open a second one
        openers = -(-(len(found) - singles) // (len(LETTERS) - 1))
        openers = min(openers, singles)
        names = list(LETTERS[: singles - openers])
        names += [first + second for first in LETTERS[singles - openers :] for second in LETTERS]
    return tuple(Hint(name, target) for name, target in zip(names, found, strict=False))


class Hints:
    """What is left to choose from while letters are typed."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self.all = label(targets)
        self.typed = ""

    @property
    def open(self) -> tuple[Hint, ...]:
        """The hints that begin with what was typed."""
        return tuple(hint for hint in self.all if hint.letters.startswith(self.typed))

    def key(self, letter: str) -> Hint | None:
        """Type a letter; return the hint that is chosen by it, None when none is (yet). See `open`."""
        self.typed += letter
        return next((hint for hint in self.all if hint.letters == self.typed), None)
