"""The lead: what a page prints between its title and the text's box and what belongs to the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import author_line, is_date_line
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.density import Cut, is_prose
from kaskad_tui.extract.evidence import descriptions
from kaskad_tui.extract.labels import fold, is_counter, opens_meta

_FAR = 60
"""Title and text with more leaves between them have no lead."""
_NEAR_LEVEL = 3
_WORD = re.compile(r"\w+")


def agrees(text: str, said: Sequence[str]) -> bool:
    """Tell whether a line is one of the descriptions, or most of one."""
    key = fold(text)
    if len(key) < 20:
        return False
    words = set(_WORD.findall(text.casefold()))
    for description in said:
        other = fold(description)
        if key in other or (len(other) >= 40 and other[:100] in key and len(key) < 2 * len(other)):
            return True
        if len(words) >= 6 and len(words & set(_WORD.findall(description.casefold()))) >= 0.85 * len(words):
            return True
    return False


def find_lead(context: Context, title: Box | None, first: int, cut: Cut) -> list[Box]:
    """Return the leaves before the text that belong to it.

    Args:
        context: the page.
        title: the leaf that prints the title.
        first: index of the text's first leaf.
        cut: the page's values and waste.
    """
    if title is None or not 1 < first - title.lo <= _FAR:
        return []
    said = descriptions(context)
    wasted = {index for box in cut.waste for index in range(box.lo, box.hi)}
    found: list[Box] = []
    for leaf in context.outline.leaves[title.lo + 1 : first]:
        text = leaf.text
        if (
            leaf.lo in wasted
            or leaf.lo in context.known
            or leaf.link_chars > 0.3 * len(text)
            or len(text) < 20
            or leaf.tag == "figcaption"
        ):
            continue
        if is_date_line(text, context) or author_line(text, context) is not None or is_counter(text):
            continue
        if opens_meta(text) or fold(text) in context.repeated or fold(text) == fold(title.text):
            continue
        near = is_prose(leaf) and cut.values[leaf.lo] > 20 and cut.level(leaf) <= _NEAR_LEVEL
        if near or agrees(text, said):
            found.append(leaf)
    return found
