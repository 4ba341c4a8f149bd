"""What a browser does not show at first, and what of it belongs to the text that it shows."""

from __future__ import annotations

import re

from lxml import etree

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_STEPS = 20
"""So many neighbours of a hidden element are looked at on either side."""
_LEAST = 400
_WITHOUT_SCRIPTS = 600
"""A `noscript` of so many characters is the text for readers without scripts, not a notice to them."""


def is_hidden(el: etree._Element) -> bool:
    """Tell whether an element says that it is not shown."""
    if el.tag in ("body", "html"):
        return False  # shown by a script
    if el.get("hidden") is not None and el.get("hidden") != "until-found":
        return True
    style = el.get("style")
    return bool(style and _HIDDEN.search(style))


def _paragraphs(el: etree._Element) -> list[etree._Element]:
    return [el] if el.tag == "p" else [child for child in el if child.tag == "p"]


def _size(paragraphs: list[etree._Element]) -> int:
    return sum(len("".join(one.itertext())) for one in paragraphs[:40])


def continues(el: etree._Element) -> bool:
    """Tell whether a hidden element goes on with the text that its neighbours show («read more»).

    It holds paragraphs, some at once or one in each of a row of its like, behind a shown paragraph.
    """
    if el.tag not in ("div", "section", "span") or el.get("role") or el.get("aria-modal"):
        return False
    paragraphs = _paragraphs(el)
    if not paragraphs:
        return False
    shown = 0
    for before in el.itersiblings(preceding=True):
        shown += 1
        if is_hidden(before):
            if _alike(before, el):
                paragraphs += _paragraphs(before)
                continue
        elif _size(_paragraphs(before)) >= 60:
            break
        if shown >= _STEPS and not _alike(before, el):
            return False
        if shown >= 10 * _STEPS:
            return False
    else:
        return False
    for count, after in enumerate(el.itersiblings()):
        if count >= _STEPS or len(paragraphs) >= 40:
            break
        if is_hidden(after) and _alike(after, el):
            paragraphs += _paragraphs(after)
    return len(paragraphs) >= 3 and _size(paragraphs) >= _LEAST


def _alike(one: etree._Element, other: etree._Element) -> bool:
    return bool(one.tag == other.tag and one.get("class") == other.get("class"))


def replaces_script(el: etree._Element) -> bool:
    """Tell whether a `noscript` holds a text of its own."""
    if el.tag != "noscript" or next(el.iterancestors("head"), None) is not None:
        return False
    return sum(len(text.strip()) for text in el.itertext()) >= _WITHOUT_SCRIPTS
