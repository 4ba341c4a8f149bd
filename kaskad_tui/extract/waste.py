"""What stands inside a text's box and is not the text: boxes that say so by their element, role or name.

A name (class or id) only ever counts against a small box beside the text: one that holds a good part of the
page's running text keeps it, whatever it is called, and nothing is taken because of a good name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lxml import etree

from kaskad_tui.extract.boxes import Box

CHROME_TAGS = frozenset(("nav", "aside", "footer", "form", "dialog"))
CHROME_ROLES = frozenset(
    ("navigation", "complementary", "contentinfo", "search", "banner", "menu", "dialog", "toolbar", "alert")
)
_WHOLE = frozenset(("html", "body", "main", "article"))
_NAMES = frozenset(
    """ad ads advert adverts advertisement advertisements advertising adslot sponsor sponsored sponsors
promo promos promotion promotions promoted cta marketing newsletter newsletters signup subscribe
subscription optin related relateds recirc recirculation recommended recommendation recommendations
recommends suggested trending mostread social share sharing shares sharebar sharethis sharer addthis
addtoany follow comment comments disqus respond breadcrumb breadcrumbs pagination pager tags taglist
toolbar tools byline author authors bio biography caption captions credit credits copyright cookie
cookies consent gdpr privacy nav navbar navigation menu sidebar footer toc meta metadata postmeta
entrymeta attribution disclaimer tooltip button buttons login popup modal rating ratings donate
donation werbung anzeige reklama autor autoren kommentare teilen outbrain taboola banner banners""".split()
)
"""Words of class names and ids that name what is not text, as themes and plugins do."""
_UNSEEN = re.compile(
    r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader(?:-text|-only)?|visuallyhidden|u-hidden|is-hidden"
    r"|js-hidden|d-none|hide|hidden)(?=\s|$)",
    re.I,
)
_SHOWN_SOMETIMES = re.compile(
    r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-(?!none)|(?:sm|md|lg|xl|2xl):(?!hidden)|(?:show|visible)-)", re.I
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_HASH = re.compile(r"(?=.*\d)[0-9a-f]{4,}")
"""A name that a program counted up or drew: «ad45»."""
_COMMENTS = frozenset(("comments", "comment", "disqus", "respond", "kommentare"))
_ADS = frozenset(
    ("ad", "ads", "advert", "adverts", "advertisement", "advertisements", "advertising", "adslot", "anzeige")
)
_BARS = frozenset(("toolbar", "tools", "button", "buttons"))
_EMBEDS = frozenset(("social", "share", "sharing", "follow", "author", "meta"))
SHARE = 0.25
"""A box with more than this part of the running text is text, whatever its name."""
_BEFORE_COMMENTS = 250
"""With so many characters of prose before it, a box named for comments may be as long as it likes."""


@lru_cache(maxsize=16384)
def _words_of(name: str) -> frozenset[str]:
    """Return the words of one class; classes that a framework writes with signs name no part."""
    if ":" in name or "[" in name or _HASH.fullmatch(name):
        return frozenset()
    return _NAMES.intersection(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=16384)
def _told_by(names: str) -> tuple[frozenset[str], bool]:
    """Return the words of a class or id, and whether it hides what bears it."""
    words: frozenset[str] = frozenset()
    for name in names.split():
        if told := _words_of(name):
            words |= told
    low = names.lower()
    if not ("hid" in low or "sr-only" in low or "screen-reader" in low or "d-none" in low):
        return words, False
    return words, bool(_UNSEEN.search(names) and not _SHOWN_SOMETIMES.search(names))


def _elements(box: Box) -> list[etree._Element]:
    """Return the element of a box, the wrappers round it, and those round all of a leaf's text."""
    if not box.tag:
        return []
    found = [box.el]
    outer = box.parent.el if box.parent is not None else None
    one = box.el.getparent()
    while one is not None and one is not outer and len(found) < 12:
        found.append(one)
        one = one.getparent()
    if box.runs is not None:
        inner = box.el
        for _step in range(3):
            if (inner.text or "").strip() or len(inner) != 1 or (inner[0].tail or "").strip():
                break
            inner = inner[0]
            found.append(inner)
    return found


def _said(box: Box) -> tuple[frozenset[str], bool, bool]:
    """Return the words of a box's names, whether one hides it, whether its element says it is no text."""
    if box.said is not None:
        return box.said
    words: frozenset[str] = frozenset()
    hidden = False
    chrome = bool(box.tag) and box.el.get("role") in CHROME_ROLES
    for el in _elements(box):
        if el.tag in CHROME_TAGS:
            chrome = True
        for given in (el.get("class"), el.get("id")):
            if given:
                told, hides = _told_by(given[:400])
                if told:
                    words |= told
                if hides:
                    hidden = True
    box.said = words, hidden, chrome
    return box.said


def find_waste(
    boxes: Iterable[Box], weights: Sequence[float], title: Box | None, total: float, *, names: bool
) -> list[Box]:
    """Return the boxes that are no text by their element or name, outermost first.

    Args:
        boxes: groups and leaves.
        weights: running sums of the leaves' characters of prose (one more than there are leaves).
        title: the leaf that prints the title; a box that holds it is never waste.
        total: characters of prose that could be the text.
        names: class names and ids count too. Not for a site with a profile: what it is stands in the
            profile, and nobody who wrote it has seen the names of its template.
    """
    start = title.lo if title is not None else -1
    named: list[tuple[Box, frozenset[str]]] = []
    by_word: Counter[str] = Counter()
    counted: dict[str, int] = {}
    for box in sorted(boxes, key=lambda one: (one.lo, -one.hi)):
        if not box.tag or box.tag in _WHOLE or box.lo <= start:
            continue
        words, hidden, chrome = _said(box)
        if not names:
            words, hidden = frozenset(), False
        if not (words or hidden or chrome):
            continue
        if words and words <= _EMBEDS and next(box.el.iter("blockquote"), None) is not None:
            words = frozenset()  # a post that is quoted, with the buttons under it
        if words and words <= _ADS and box.hi - box.lo > 1 and next(box.el.iter("a"), None) is None:
            words = frozenset()  # several lines that lead nowhere are no advertisement
        if words and words <= _BARS and next(box.el.iter("pre"), None) is not None:
            words = frozenset()  # code with its buttons
        prose = weights[box.hi] - weights[box.lo]
        for word in words:
            if counted.get(word, -1) <= box.lo:
                by_word[word] += int(prose)
                counted[word] = box.hi
        if chrome and prose <= 0.5 * total:
            words = frozenset(("<chrome>",))
        elif hidden and prose <= SHARE * total:
            words = frozenset(("<hidden>",))
        elif prose > SHARE * total:
            behind = box.lo > start and weights[box.lo] - weights[start + 1] > _BEFORE_COMMENTS
            words = words & _COMMENTS if behind else frozenset()
        if words:
            named.append((box, words))
    found: list[Box] = []
    end = -1
    for box, words in named:
        if box.hi > end and any(word in _COMMENTS or by_word[word] <= SHARE * total for word in words):
            found.append(box)
            end = box.hi
    return found
