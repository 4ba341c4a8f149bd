"""What a page says of its article in a sentence or two, and where it prints that: there stands the text."""

from __future__ import annotations

from collections.abc import Sequence

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.labels import fold
from kaskad_tui.extract.structured import strings

_START = 60
"""So many letters of a description are looked for in a paragraph's beginning."""
_LONGEST = 600
DESCRIBED = 2.0
"""A box with a paragraph that the description is taken from wins against one worth up to so much more."""


def descriptions(context: Context) -> list[str]:
    """Return what the page says of its article."""
    meta = context.structured.meta
    found = [meta[name] for name in ("description", "og:description", "twitter:description") if name in meta]
    for article in context.structured.articles[:2]:
        found += strings(article.get("description"))[:1] + strings(article.get("alternativeHeadline"))[:1]
    return [text for text in dict.fromkeys(found) if len(text) >= 20]


def described(context: Context, leaves: Sequence[Box], values: Sequence[float]) -> list[int]:
    """Return the indexes of the paragraphs that begin with what a description begins with, in order."""
    starts = {fold(text)[:_START] for text in descriptions(context)}
    starts = {start for start in starts if len(start) == _START}
    if not starts:
        return []
    return [
        leaf.lo
        for leaf, value in zip(leaves, values, strict=True)
        if value > 20 and any(start in fold(leaf.text[:_LONGEST]) for start in starts)
    ]
