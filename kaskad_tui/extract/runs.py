"""Runs of text: emphasis brought to borders that CommonMark sees."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kaskad_tui.extract.boxes import CODE, EM, STRIKE, STRONG, Run

_LETTER = re.compile(r"[^\W_]")
_PUNCTUATION = re.compile(r"^(?:[^\w\s]|_)+")


def tidy_runs(runs: Iterable[Run]) -> list[Run]:
    """Return runs whose emphasis begins and ends where CommonMark sees it.

    Blanks move out of emphasis; punctuation at its border moves out where a letter follows or precedes
    («**«Слово»**дня» would not be bold); emphasis without a letter is none; a whole-word look stays.
    """
    runs = list(runs)
    if not any(run.marks for run in runs):
        return merged(runs)
    pieces: list[Run] = []
    for run in runs:
        marks = run.marks
        if marks & CODE:
            marks = CODE
        text = run.text
        if marks & (STRONG | EM | STRIKE) and not _LETTER.search(text):
            marks &= CODE
        if marks & (STRONG | EM | STRIKE):
            parts = re.split(r"(\n)", text)
            for part in parts:
                inner = part.strip()
                if not inner:
                    pieces.append(Run(part, 0, run.href))
                    continue
                head = part[: len(part) - len(part.lstrip())]
                tail = part[len(part.rstrip()) :]
                pieces.extend([Run(head, 0, run.href), Run(inner, marks, run.href), Run(tail, 0, run.href)])
        else:
            pieces.append(Run(text, marks, run.href))
    pieces = merged(pieces)
    return merged(_border_marks(pieces))


def _border_marks(pieces: list[Run]) -> list[Run]:
    result: list[Run] = []
    for index in range(len(pieces) - 1):  # «**a***b*» reads as anything: one of the two looks goes
        one, other = pieces[index], pieces[index + 1]
        looks = one.marks and other.marks and one.href == other.href
        if looks and one.marks != other.marks and not one.text.endswith("\n"):
            shorter = index if len(one.text) < len(other.text) else index + 1
            pieces[shorter] = pieces[shorter]._replace(marks=0)
    for index, run in enumerate(pieces):
        emphasis = run.marks & (STRONG | EM | STRIKE)
        if not emphasis:
            result.append(run)
            continue
        before = result[-1] if result else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        text, head, tail = run.text, "", ""
        left = before.text[-1:] if before else ""
        right = after.text[:1] if after else ""
        if left.isalnum() and (found := _PUNCTUATION.match(text)):
            head, text = found.group(0), text[found.end() :]
        if right.isalnum() and (found := _PUNCTUATION.match(text[::-1])):
            text, tail = text[: -found.end()], text[-found.end() :]
        inner = text.strip()
        if not inner:
            result.append(Run(run.text, run.marks & CODE, run.href))
            continue
        lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        marks = run.marks
        touching = (left.isalnum() and not head + lead) or (right.isalnum() and not trail + tail)
        if marks & STRIKE and touching:
            marks = STRIKE  # a letter, strokes and stars in a row are seen as none of them
        edges = Run(head + lead, 0, run.href), Run(trail + tail, 0, run.href)
        result.extend([edges[0], Run(inner, marks, run.href), edges[1]])
    return result


def merged(runs: Iterable[Run]) -> list[Run]:
    """Return runs with neighbours of one look joined."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and joined[-1].marks == run.marks and joined[-1].href == run.href:
            joined[-1] = joined[-1]._replace(text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined
