"""What a site changed in a text: word by word, paragraph by paragraph. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from kaskad_tui.store.sameness import essence

Kind = Literal["same", "removed", "added", "changed"]

_LIKE = 0.4
"""Paragraphs of which so large a part of the words agrees are one that was changed."""
_WINDOW = 24
"""So many paragraphs ahead the old form of a new one is looked for."""
_MOST_WORDS = 3000
"""Longer paragraphs are not compared word by word."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words one behind the other that share a fate; a space stands between two parts."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one of the texts, or of both."""

    kind: Kind
    """`changed` has parts of several kinds, each other kind one part of that kind."""
    parts: tuple[Part, ...]

    @property
    def changed(self) -> bool:
        """Whether there is anything to show."""
        return self.kind != "same"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is between two versions."""

    title: Paragraph
    paragraphs: tuple[Paragraph, ...]
    removed: int
    """Words, the title's included."""
    added: int

    @property
    def edits(self) -> int:
        """How many places differ: words that stand together are one, as n and N walk them."""
        return sum(
            changed
            for paragraph in (self.title, *self.paragraphs)
            for changed, _parts in groupby(paragraph.parts, lambda part: part.kind != "same")
        )

    def folded(self) -> Iterator[Paragraph | int]:
        """Yield the changed paragraphs, and in place of unchanged ones how many they are."""
        same = 0
        for paragraph in self.paragraphs:
            if not paragraph.changed:
                same += 1
                continue
            if same:
                yield same
            same = 0
            yield paragraph
        if same:
            yield same


def compare(old_title: str, old_text: str, new_title: str, new_text: str) -> Changes:
    """Return what changed from one version to another.

    Args:
        old_title: plain text, as `new_title`.
        old_text: plain text with an empty line between paragraphs, as `new_text`.
        new_title: see above.
        new_text: see above.
    """
    title = _paragraph(old_title, new_title)
    paragraphs = tuple(_paragraphs(_split(old_text), _split(new_text)))
    counts = {"removed": 0, "added": 0, "same": 0}
    for paragraph in (title, *paragraphs):
        for part in paragraph.parts:
            counts[part.kind] += count_words(part.text)
    return Changes(title, paragraphs, counts["removed"], counts["added"])


def count_words(text: str) -> int:
    """Return how many words a text has; a dash alone is none."""
    return sum(any(map(str.isalnum, word)) for word in text.split())


def _split(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.split("\n\n") if paragraph.strip()]


def _paragraphs(old: Sequence[str], new: Sequence[str], *, whole: bool = True) -> Iterator[Paragraph]:
    matcher = SequenceMatcher(None, [essence(p) for p in old], [essence(p) for p in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from (Paragraph("same", (Part("same", text),)) for text in new[c:d])
        elif whole:  # of a list or a table that was changed, the lines are compared
            yield from _paragraphs(_lines(old[a:b]), _lines(new[c:d]), whole=False)
        else:
            yield from _replaced(old[a:b], new[c:d])


def _lines(paragraphs: Sequence[str]) -> list[str]:
    return [line.strip() for paragraph in paragraphs for line in paragraph.split("\n") if line.strip()]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Pair the paragraphs of a changed stretch in their order, as far as they are alike."""
    left = list(old)
    added: list[str] = []
    for text in new:
        alike = [_likeness(other, text) for other in left[:_WINDOW]]
        best = max(alike, default=0.0)
        if best < _LIKE:
            added.append(text)
            continue
        place = alike.index(best)
        yield from _exchanged(left[:place], added)
        yield _paragraph(left[place], text)
        del left[: place + 1]
        added.clear()
    yield from _exchanged(left, added)


def _exchanged(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    yield from (Paragraph("removed", (Part("removed", text),)) for text in old)
    yield from (Paragraph("added", (Part("added", text),)) for text in new)


def _likeness(one: str, other: str) -> float:
    a, b = _words(one), _words(other)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if len(a) + len(b) > 2 * _MOST_WORDS or matcher.quick_ratio() < _LIKE:
        return 0.0
    return matcher.ratio()


def _words(text: str) -> list[str]:
    """Return the words as they are compared: signs that only look different are the same."""
    return [essence(word) or word for word in text.split()]


def _paragraph(old: str, new: str) -> Paragraph:
    if essence(old) == essence(new):
        return Paragraph("same", (Part("same", new),)) if new else Paragraph("same", ())
    if not old or not new:
        kind: Literal["added", "removed"] = "removed" if old else "added"
        return Paragraph(kind, (Part(kind, old or new),))
    before, after = old.split(), new.split()
    parts: list[Part] = []
    if len(before) + len(after) > 2 * _MOST_WORDS:
        return Paragraph("changed", (Part("removed", old), Part("added", new)))
    matcher = SequenceMatcher(None, _words(old), _words(new), autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Part("same", " ".join(after[c:d])))
            continue
        if b > a:
            parts.append(Part("removed", " ".join(before[a:b])))
        if d > c:
            parts.append(Part("added", " ".join(after[c:d])))
    return Paragraph("changed", tuple(parts))
