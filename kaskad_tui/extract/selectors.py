"""What a profile points at by CSS selectors: the user's word about a site, and it wins over every guess.

Without a profile's selectors nothing here runs, and `cssselect` is not imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from lxml import etree

from kaskad_tui.extract.boxes import Box, Outline
from kaskad_tui.extract.profile import Selectors
from kaskad_tui.sanitize import clean_line

_MOST = 500
"""No selector means more elements than that of one page."""


@lru_cache(maxsize=64)
def compiled(selector: str) -> etree.XPath:
    """Return a CSS selector ready for use.

    Raises:
        ValueError: it is none.
    """
    from cssselect import HTMLTranslator, SelectorError

    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError, RecursionError) as error:
        raise ValueError(clean_line(str(error), 200)) from None


def drop(root: etree._Element, selectors: Sequence[str]) -> int:
    """Take the elements out of a page, the text behind them stays; return how many they were."""
    count = 0
    for selector in selectors:
        for element in _found(root, selector):
            parent = element.getparent()
            if parent is None:
                continue
            tail, before = element.tail or "", element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + tail
            else:
                parent.text = (parent.text or "") + tail
            parent.remove(element)
            count += 1
    return count


def _found(root: etree._Element, selector: str) -> list[etree._Element]:
    found = compiled(selector)(root)
    return (
        [one for one in found[:_MOST] if isinstance(one, etree._Element)] if isinstance(found, list) else []
    )


class Chosen:
    """The elements of one page that the profile's selectors name."""

    def __init__(self, root: etree._Element, selectors: Selectors) -> None:
        def of(selector: str) -> list[etree._Element]:
            return _found(root, selector) if selector else []

        self.title = of(selectors.title)
        self.published = of(selectors.published)
        self.author = of(selectors.author)
        self.body = of(selectors.body)
        self.headlines = of(selectors.headlines)
        self.next = of(selectors.next)


NOTHING = Chosen(etree.Element("html"), Selectors())


def text_of(elements: Iterable[etree._Element]) -> str | None:
    """Return what the first element with a text says, in one line; `content` and `datetime` go before."""
    for element in elements:
        text = clean_line(
            element.get("content") or element.get("datetime") or "".join(element.itertext()), 500
        )
        if text:
            return text
    return None


def holds(elements: Sequence[etree._Element], box: Box) -> bool:
    """Tell whether a leaf stands in one of the elements, or one of them in it."""
    inner = [box.el, *box.el.iterancestors()]
    if any(one is element for one in inner for element in elements):
        return True
    return bool(box.tag) and any(up is box.el for element in elements for up in element.iterancestors())


def boxes_in(elements: Sequence[etree._Element], outline: Outline) -> list[Box]:
    """Return the largest boxes of a page all of whose text stands in the elements, in reading order."""
    if not elements:
        return []
    chosen = [False] * len(outline.leaves)
    inside = {
        id(one): one for element in elements for one in element.iter()
    }  # holds them, so ids stay theirs
    for index, leaf in enumerate(outline.leaves):
        chosen[index] = id(leaf.el) in inside or (bool(leaf.tag) and holds(elements, leaf))
    found: list[Box] = []
    stack = [outline.root]
    while stack:
        box = stack.pop()
        if box.lo == box.hi:
            continue
        if all(chosen[box.lo : box.hi]):
            found.append(box)
        elif any(chosen[box.lo : box.hi]):
            stack.extend(reversed(box.children))
    return found
