"""What a page gives as its text in JSON-LD, held against what it prints.

The given text has no marks and is often cut short; the printed one has captions, boxes and teasers between
its paragraphs. Where most of both is the same, each mends the other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.density import is_prose

_TAG = re.compile(r"<[^<>]{0,500}>")
_WORD = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]|[^\W぀-ヿ㐀-鿿豈-﫿]+")
_ROW = 4
"""So many words in a row are compared."""
_LEAST, _MOST = 300, 400_000
_SAME = 0.8
"""A paragraph with this part of its rows in the given text stands in it."""
_OTHER = 0.3
"""A line with less of its rows there does not."""
_FOUND = 0.8
"""The given text counts when this part of it is printed."""
_WHOLE = 0.9
_MOSTLY = 0.75
"""The given text is the whole one when so much of what was found stands in it."""
_PARAGRAPH = 140


def _rows(text: str) -> list[int]:
    words = _WORD.findall(text.casefold())
    return [hash(tuple(words[at : at + _ROW])) for at in range(len(words) - _ROW + 1)]


class Given:
    """The text of a page's JSON-LD and how much of each leaf stands in it."""

    def __init__(self, context: Context, text: str) -> None:
        plain = html.unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
        rows = frozenset(_rows(plain))
        self.shares: dict[int, float] = {}
        """Index of a leaf with words enough to tell → the part of it that stands in the given text."""
        found: set[int] = set()
        for leaf in context.outline.leaves:
            own = _rows(leaf.text)
            if own:
                same = [row for row in own if row in rows]
                self.shares[leaf.lo] = len(same) / len(own)
                if len(same) >= _SAME * len(own):
                    found.update(same)
        self.printed = len(found) / max(1, len(rows))

    def holds(self, leaf: Box) -> bool:
        """Tell whether a leaf stands in the given text; one of few words does not."""
        return self.shares.get(leaf.lo, 0.0) >= _SAME

    def lacks(self, leaf: Box) -> bool:
        """Tell whether a leaf of some words stands nowhere in the given text."""
        return self.shares.get(leaf.lo, 1.0) < _OTHER

    def share(self, leaves: Iterable[Box]) -> float:
        """Return the part of the leaves' characters that stands in the given text."""
        known = [leaf for leaf in leaves if leaf.lo in self.shares]
        whole = sum(len(leaf.text) for leaf in known)
        return sum(len(leaf.text) for leaf in known if self.holds(leaf)) / whole if whole else 0.0


def given_text(context: Context) -> str | None:
    """Return the longest text that the page gives as an article's, None for none of some length."""
    texts = [article.get("articleBody") for article in context.structured.articles[:5]]
    longest = max((text for text in texts if isinstance(text, str)), key=len, default="")
    return longest if _LEAST <= len(longest) <= _MOST else None


def read_given(context: Context) -> Given | None:
    """Return the given text where the page prints it too."""
    text = given_text(context)
    if text is None:
        return None
    given = Given(context, text)
    return given if given.printed >= _FOUND else None


def box_of(given: Given, leaves: Sequence[Box]) -> Box | None:
    """Return the box whose running text is the given one, neither more nor less."""
    prose = [leaf for leaf in leaves if is_prose(leaf)]
    matched = [leaf for leaf in prose if given.holds(leaf)]
    if len(matched) < 3 or sum(len(leaf.text) for leaf in matched) < 2 * _LEAST:
        return None
    box: Box | None = matched[0].parent
    while box is not None and not box.lo <= matched[-1].lo < box.hi:
        box = box.parent
    if box is None:
        return None
    return box if given.share(leaf for leaf in prose if box.lo <= leaf.lo < box.hi) >= _WHOLE else None


def strangers(given: Given, kept: Sequence[Box]) -> set[int]:
    """Return the leaves of a text that the given one has nothing of: captions, boxes, what stands behind it.

    What stands before its first paragraph (a lead), headings, quotations and long paragraphs beside its own
    stay: a given text often lacks them. Nothing is a stranger where the given text is only a part.
    """
    if given.share(leaf for leaf in kept if is_prose(leaf)) < _MOSTLY:
        return set()
    matched = [leaf for leaf in kept if given.holds(leaf)]
    parents = {id(leaf.parent) for leaf in matched}
    return {
        leaf.lo
        for leaf in kept
        if leaf.lo > matched[0].lo
        and not leaf.level
        and given.lacks(leaf)
        and not (len(leaf.text) >= _PARAGRAPH and is_prose(leaf) and id(leaf.parent) in parents)
        and not _quoted(leaf)
    }


def _quoted(leaf: Box) -> bool:
    box: Box | None = leaf
    for _step in range(3):
        if box is not None and box.tag == "blockquote":
            return True
        box = box.parent if box is not None else None
    return False


def missed(given: Given, kept: Sequence[Box], leaves: Sequence[Box]) -> list[Box]:
    """Return long paragraphs of the given text that the page prints and that are not in the text yet."""
    inside = {leaf.lo for leaf in kept}
    texts = {leaf.text for leaf in kept}
    return [
        leaf
        for leaf in leaves
        if leaf.lo not in inside
        and len(leaf.text) >= _PARAGRAPH
        and leaf.tag != "figcaption"
        and is_prose(leaf)
        and given.holds(leaf)
        and leaf.text not in texts
    ]
