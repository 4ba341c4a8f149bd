"""Which boxes of a page are the article's text.

Candidates (what the page marks as the text, an own cut by density near the title, the text given in
JSON-LD) are
weighed against each other; then the edges are cleaned. Nothing is cut by a word alone in the midst of
prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kaskad_tui.extract.blocks import is_data_table
from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import author_line, is_date_line
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.labels import COMMENTS, END, fold, is_counter, label_key, opens_meta

_SENTENCE_END = re.compile(r"[.!?…:;][»\"”')\]]*\s*$|[»\"”]\s*$")
_ALSO = re.compile(
    r"^(?:читайте|читать|смотрите|см\.)\s+(?:также|ещё|еще|по теме)|^(?:материалы?|новости"
    r"|ещё|еще)?\s*по теме\s*:|^ранее по теме|^подробнее\s*:"
    r"|^(?:related|read more|read also|read next|see also|more on this|more:|related:|watch:"
    r"|lesen sie auch|mehr zum thema|lire aussi|leggi anche|czytaj)",
    re.I,
)
_CHROME_TAGS = frozenset(("nav", "aside", "footer"))
_CHROME_ROLES = frozenset(
    ("navigation", "complementary", "contentinfo", "search", "banner", "menu", "dialog")
)
_WHOLE = frozenset(("html", "body", "main", "article"))
_LEVEL_FACTOR = 0.78
"""A text whose nearest common box with the title is one level farther out is so much less likely the text."""


class Item(Protocol):
    """What a page announces another article with: the leaves `[lo, hi)`."""

    lo: int
    hi: int


@dataclass(slots=True)
class Body:
    """The boxes that hold the text and the leaves in them that belong to it."""

    boxes: list[Box] = field(default_factory=list)
    leaves: list[Box] = field(default_factory=list)
    """Kept, in reading order."""
    near: list[Box] = field(default_factory=list)
    """Leaves round the text, no part of it, nearest to the title first: date and author stand there."""
    region: Box | None = None
    """The smallest box with the title and the text."""
    prose: float = 0.0
    """Characters of running text in it."""
    items: int = 0
    """Linked headings in it: other articles' titles."""


def groups_of(root: Box) -> list[Box]:
    """Return all groups of a page, outer before inner."""
    found: list[Box] = []
    stack = [root]
    while stack:
        box = stack.pop()
        if box.children:
            found.append(box)
            stack.extend(reversed(box.children))
    return found


def is_prose(box: Box) -> bool:
    """Tell whether a leaf is running text."""
    size = len(box.text)
    if box.level or box.link_chars > 0.5 * size:
        return False
    return size >= 80 or (size >= 25 and bool(_SENTENCE_END.search(box.text)))


def leaf_value(box: Box, furniture: frozenset[str]) -> float:
    """Return how much a leaf speaks for being text (characters), negative for furniture."""
    text = box.text
    size = len(text)
    if size < 80 and (fold(text) in furniture or is_counter(text)):
        return -15.0
    if box.pre:
        return min(600.0, size * 0.7)
    share = box.link_chars / size if size else 0.0
    if box.level:
        return -40.0 if share > 0.8 else 0.0
    if share > 0.5:
        return -10.0 - min(box.link_chars, 120) * 0.4
    own = size - box.link_chars
    if size < 200 and opens_meta(text):
        return -5.0
    if is_prose(box):
        commas = text.count(",")
        return min(1000.0, own * (1.0 - share)) + min(30, commas * 3)
    return own * 0.2 if box.tag in ("p", "li", "blockquote", "dd") else -2.0


class _Cut:
    """The own cut: values, sums over boxes, growth from the densest box."""

    def __init__(
        self,
        context: Context,
        title: Box | None,
        groups: Sequence[Box],
        barred: Sequence[Box],
        others: Sequence[Item],
    ) -> None:
        self.context = context
        self.title = title
        self.groups = groups
        leaves = context.outline.leaves
        values = [leaf_value(box, context.furniture) for box in leaves]
        for index, leaf in enumerate(leaves):
            if len(leaf.text) < 60 and fold(leaf.text) in context.repeated:
                values[index] = min(0.0, values[index])
            elif leaf.tag == "figcaption" or (
                leaf.parent is not None and leaf.parent.tag in ("figcaption", "figure")
            ):
                values[index] = min(5.0, values[index])
        start = title.lo if title is not None else -1
        for index in range(start + 1):
            values[index] = min(0.0, values[index])
        for box in barred:
            for index in range(box.lo, box.hi):
                values[index] = min(0.0, values[index]) - 2.0
        for item in others:
            if title is None or not item.lo <= title.lo < item.hi:
                for index in range(item.lo, item.hi):
                    values[index] = min(0.0, values[index])
        for box in groups:
            chrome = box.tag in _CHROME_TAGS or box.get("role") in _CHROME_ROLES
            if chrome and (title is None or not box.holds(title)):
                for index in range(box.lo, box.hi):
                    values[index] = min(0.0, values[index]) - 2.0
        self._bar_related(leaves, values, start)
        self._after_end(leaves, values, start)
        self.values = values
        self.sums = [0.0]
        for value in values:
            self.sums.append(self.sums[-1] + value)
        self.levels: dict[int, int] = {}
        box_up: Box | None = title
        level = 0
        while box_up is not None:
            self.levels[id(box_up)] = level
            level += 1
            box_up = box_up.parent

    def _bar_related(self, leaves: Sequence[Box], values: list[float], start: int) -> None:
        """Take the value from the small box of links that a heading of related things opens."""
        for label in leaves[start + 1 :]:
            if len(label.text) > 60 or label_key(label.text) not in END or is_prose(label):
                continue
            box = label
            while (
                box.parent is not None and box.parent.lo == label.lo and self._is_link_box(leaves, box.parent)
            ):
                box = box.parent
            hi = box.hi
            parent = box.parent
            if box is label and parent is not None:
                for sibling in parent.children[parent.children.index(box) + 1 :]:
                    if (sibling.runs is not None and is_prose(sibling)) or sibling.level:
                        break
                    if sibling.runs is None and not self._is_link_box(leaves, sibling):
                        break
                    hi = sibling.hi
            for index in range(box.lo, hi):
                values[index] = min(0.0, values[index]) - 1.0

    @staticmethod
    def _is_link_box(leaves: Sequence[Box], box: Box) -> bool:
        inside = leaves[box.lo : box.hi]
        if len(inside) > 40 or box.tag in _WHOLE:
            return False
        text = sum(len(leaf.text) for leaf in inside)
        return sum(leaf.link_chars for leaf in inside) > 0.25 * text

    def _after_end(self, leaves: Sequence[Box], values: list[float], start: int) -> None:
        """Below a last heading of related things only neighbours of the text before it still count."""
        total = sum(value for value in values[start + 1 :] if value > 20)
        parents: set[int] = set()
        prose = 0.0
        ended = False
        for index in range(start + 1, len(leaves)):
            box = leaves[index]
            if ended:
                if values[index] > 0 and id(box.parent) not in parents:
                    values[index] = -0.1 * min(100.0, values[index])
                continue
            if values[index] > 20:
                prose += values[index]
                parents.add(id(box.parent))
            elif prose > 150 and len(box.text) < 60:
                key = label_key(box.text)
                ended = key in COMMENTS or (key in END and total - prose < prose)

    def sum(self, box: Box) -> float:
        """Return the value of all leaves in a box."""
        return self.sums[box.hi] - self.sums[box.lo]

    def level(self, box: Box) -> int:
        """Return how far out the nearest box is that holds both `box` and the title."""
        if not self.levels:
            return 0
        one: Box | None = box
        while one is not None:
            if id(one) in self.levels:
                return self.levels[id(one)]
            one = one.parent
        return 20

    def densest(self) -> Box | None:
        """Return the box with the most text directly in it, near the title."""
        best: tuple[float, Box] | None = None
        for box in self.groups:
            if box.tag in ("ul", "ol", "blockquote", "tr"):
                continue
            direct = 0.0
            for child in box.children:
                if child.runs is not None:
                    direct += self.values[child.lo]
                elif child.tag in ("ul", "ol", "blockquote", "table", "figure"):
                    direct += 0.7 * self.sum(child)
                else:
                    direct += 0.3 * self.sum(child)
            score = direct * _LEVEL_FACTOR ** self.level(box)
            if direct > 0 and (best is None or score > best[0]):
                best = score, box
        for leaf in self.context.outline.leaves:  # a text of one paragraph that stands alone in its box
            value = self.values[leaf.lo]
            if (
                value > 0
                and leaf.parent is not None
                and leaf.tag in ("div", "td", "article", "section", "main")
            ):
                score = value * _LEVEL_FACTOR ** self.level(leaf)
                if best is None or score > best[0]:
                    best = score, leaf
        return best[1] if best else None

    def grow(self, seed: Box) -> list[Box]:
        """Return the seed with what belongs to it: neighbours of prose up to the box that holds the title."""
        members = [seed]
        box = seed
        total = max(1.0, self.sum(seed))
        for _step in range(12):
            if box.tag in ("article", "main", "body") or "articleBody" in box.get("itemprop"):
                break
            if self.title is not None and box.holds(self.title):
                break
            parent = box.parent
            if parent is None or parent.tag in ("html",):
                break
            title_inside = self.title is not None and parent.holds(self.title)
            for child in parent.children:
                if child is box or not self._joins(
                    child, seed, total, title_inside, max(member.hi for member in members)
                ):
                    continue
                members.append(child)
                total += max(0.0, self.sum(child))
            box = parent
        members.sort(key=lambda member: member.lo)
        return members

    def _joins(self, child: Box, seed: Box, total: float, near: bool, behind: int) -> bool:
        value = self.sum(child)
        if value <= 0:
            return False
        before = child.hi <= seed.lo
        if before and self.title is not None and child.lo <= self.title.lo:
            return False
        if child.runs is not None:
            return is_prose(child) and (child.tag in ("p", "div", "blockquote", "") or before)
        repeated = self.context.repeated
        leaves = [leaf for leaf in self.context.outline.within(child) if fold(leaf.text) not in repeated]
        text = sum(len(box.text) for box in leaves)
        linked = sum(box.link_chars for box in leaves)
        if linked > 0.25 * text or any(box.level and box.link_chars > 0.8 * len(box.text) for box in leaves):
            return False
        prose = sum(len(box.text) for box in leaves if is_prose(box))
        if child.tag in ("ul", "ol", "blockquote", "table", "p"):
            return prose > 0.5 * text or before is False
        if before:
            return prose > 0.6 * text
        share = 0.4 if child.lo == behind and child.tag == seed.tag else 0.7
        return prose > share * text and (child.tag == seed.tag or near) and value > 0.05 * total


def choose_body(
    context: Context, title: Box | None, barred: Sequence[Box] = (), others: Sequence[Item] = ()
) -> Body:
    """Return the article's text as boxes.

    Args:
        context: the page.
        title: the leaf that prints the title, where it is known.
        barred: boxes that are known not to be text (named lists, imprint).
        others: other articles that the page announces with a text of their own.
    """
    groups = groups_of(context.outline.root)
    cut = _Cut(context, title, groups, barred, others)
    if title is not None and (empty := _pictures_only(context, title)) is not None:
        context.decide("body", "marked as articleBody, pictures only", 0.9)
        return Body(region=empty.parent, near=_near(context, title, [], []))
    seed = cut.densest()
    own = cut.grow(seed) if seed is not None else []
    own_value = sum(cut.sum(box) for box in own)
    marked = _marked(context, cut, title)
    if marked and (sum(cut.sum(box) for box in marked) >= 0.4 * own_value or (own and _inside(own, marked))):
        boxes, rule, sure = marked, "marked as articleBody", 0.95 if own and _inside(own, marked) else 0.8
    elif own:
        boxes, rule, sure = own, "densest text near the title", 0.8 if title is not None else 0.6
    else:
        return _without_prose(context, title, cut)
    body = _cleaned(context, boxes, title, barred)
    body.prose = sum(len(box.text) for box in body.leaves if is_prose(box))
    body.items = sum(1 for box in body.leaves if box.level and _leads_elsewhere(box, context))
    context.decide("body", rule, sure, f"{len(body.leaves)} blocks, {body.prose:.0f} characters of prose")
    return body


def _leads_elsewhere(box: Box, context: Context) -> bool:
    if box.link_chars <= 0.8 * len(box.text):
        return False
    return any(run.href and context.article_of(run.href) for run in box.runs or ())


def _inside(boxes: Sequence[Box], holders: Sequence[Box]) -> bool:
    return any(holder.holds(box) or box.holds(holder) for box in boxes for holder in holders)


def _marked(context: Context, cut: _Cut, title: Box | None) -> list[Box]:
    """Return the boxes that the page marks as the article's text."""
    found = [
        box
        for box in [*cut.groups, *context.outline.leaves]
        if "articleBody" in box.get("itemprop").split() and cut.sum(box) > 0
    ]
    outer = [box for box in found if not any(other is not box and other.holds(box) for other in found)]
    outer.sort(key=lambda box: box.lo)
    if len(outer) > 1:  # several articles on one page: the one with the most text near the title
        outer = [max(outer, key=lambda box: cut.sum(box) * _LEVEL_FACTOR ** cut.level(box))]
    return outer


def _pictures_only(context: Context, title: Box) -> Box | None:
    """Return the box that is marked as the text, stands beside the title and holds no letter."""
    parent = title.parent
    for box in parent.children if parent is not None else ():
        if box.lo == box.hi and "articleBody" in box.get("itemprop").split() and box.lo > title.lo:
            return box
    return None


def picture_region(context: Context, title: Box) -> Box | None:
    """Return the smallest box round the title with pictures behind it, for an article without a text."""
    box = title.parent
    for _step in range(4):
        if box is None or box.tag in ("body", "html"):
            return None
        if any(media.at > title.lo and box.holds(media.box) for media in context.outline.media):
            return box
        box = box.parent
    return None


def _without_prose(context: Context, title: Box | None, cut: _Cut) -> Body:
    """A text without one sentence (a caption, a table): what follows the title in its own box."""
    if title is None or title.parent is None:
        return Body()
    parent = title.parent
    boxes = [child for child in parent.children if child.lo > title.lo and cut.sum(child) > 0]
    if not boxes:
        return Body(near=_near(context, title, [], []), region=title.parent)
    body = _cleaned(context, boxes, title, ())
    context.decide("body", "what follows the title", 0.3, f"{len(body.leaves)} blocks")
    return body


def _common(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    one: Box | None = boxes[0]
    while one is not None and not all(one.holds(box) for box in boxes):
        one = one.parent
    return one


def _cleaned(context: Context, boxes: Sequence[Box], title: Box | None, barred: Sequence[Box]) -> Body:
    leaves = [leaf for box in boxes for leaf in context.outline.within(box)]
    if title is not None:
        leaves = [
            leaf for leaf in leaves if leaf.lo > title.lo or (leaf.lo < title.lo - 3 and is_prose(leaf))
        ]
        leaves = [leaf for leaf in leaves if leaf.lo > title.lo]
    leaves = [leaf for leaf in leaves if not any(box.lo <= leaf.lo < box.hi for box in barred)]
    prose = [index for index, leaf in enumerate(leaves) if is_prose(leaf)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(leaves) - 1)
    parents = {id(leaves[index].parent) for index in prose}
    kept: list[Box] = []
    after_label = False
    title_key = fold(title.text) if title is not None else ""
    for index, leaf in enumerate(leaves):
        if is_prose(leaf) and not _also(leaf):
            if not (
                index in (first, last) and opens_meta(leaf.text) and leaf.link_chars > 0.2 * len(leaf.text)
            ):
                after_label = False
                kept.append(leaf)
            continue
        inside = first < index < last
        if _is_furniture(context, leaf, inside, after_label):
            continue
        if len(leaf.text) < 60 and label_key(leaf.text) in END and _followed_by_links(leaves, index):
            after_label = True
            continue
        if not inside and (
            fold(leaf.text) == title_key or _edge_waste(context, leaf, id(leaf.parent) in parents)
        ):
            continue
        kept.append(leaf)
    while kept and kept[-1].level:
        kept.pop()
    body = Body(list(boxes), kept)
    body.region = _common([*boxes, title] if title is not None else list(boxes))
    body.near = _near(context, title, kept, leaves)
    return body


def _also(leaf: Box) -> bool:
    """Tell whether a leaf only leads to another article («Читайте также: …»)."""
    return bool(_ALSO.match(leaf.text)) and leaf.link_chars > 0.3 * len(leaf.text)


def _followed_by_links(leaves: Sequence[Box], index: int) -> bool:
    following = leaves[index + 1 : index + 3]
    return bool(following) and all(box.link_chars > 0.6 * len(box.text) for box in following)


def _in_data_table(leaf: Box) -> bool:
    box: Box | None = leaf.parent
    for _step in range(6):
        if box is None:
            return False
        if box.tag == "table":
            return is_data_table(box)
        box = box.parent
    return False


def _is_furniture(context: Context, leaf: Box, inside: bool, after_label: bool) -> bool:
    text = leaf.text
    linked = leaf.link_chars > 0.6 * len(text)
    if _also(leaf) or (after_label and linked):
        return True
    own_line = leaf.tag not in ("td", "th", "li") and len(text) < 60 and not is_prose(leaf)
    if own_line and fold(text) in context.repeated:
        return True
    if len(text) < 80 and fold(text) in context.furniture:
        return linked or not inside
    if inside and leaf.level and linked:
        return _leads_elsewhere(leaf, context)
    return False


def _edge_waste(context: Context, leaf: Box, beside_prose: bool) -> bool:
    """Tell whether a leaf before the first or behind the last prose is not part of the text."""
    text = leaf.text
    if leaf.link_chars > 0.5 * len(text):
        own = len(text) - leaf.link_chars
        if beside_prose and leaf.tag in ("p", "") and own >= 10 and _SENTENCE_END.search(text):
            return False  # «Ранее … сообщил, что …» with most of it a link
        if leaf.tag != "p" or not beside_prose or (own < 3 and len(text) > 40):
            return True
        return context.article_of(_first_href(leaf)) is not None
    if is_date_line(text, context) or author_line(text, context) is not None or is_counter(text):
        return True
    if len(text) < 200 and opens_meta(text):
        return True
    if leaf.level:
        return False
    return not beside_prose and leaf.tag not in ("p", "li", "td", "th") and not _in_data_table(leaf)


def _first_href(leaf: Box) -> str | None:
    return next((run.href for run in leaf.runs or () if run.href), None)


def _near(context: Context, title: Box | None, kept: Sequence[Box], leaves: Sequence[Box]) -> list[Box]:
    """Return the leaves between title and text, just before the title and just behind the text."""
    everything = context.outline.leaves
    inside = {leaf.lo for leaf in kept}
    start = title.lo if title is not None else (kept[0].lo - 6 if kept else 0)
    first = kept[0].lo if kept else start + 8
    last = kept[-1].lo if kept else first
    order = [*range(start + 1, min(first, start + 25)), *range(start - 1, start - 6, -1)]
    order += [leaf.lo for leaf in leaves if leaf.lo not in inside and leaf.lo > last][:12]
    order += range(last + 1, last + 9)
    seen: set[int] = set()
    near: list[Box] = []
    for index in order:
        if 0 <= index < len(everything) and index not in inside and index not in seen:
            seen.add(index)
            near.append(everything[index])
    return near
