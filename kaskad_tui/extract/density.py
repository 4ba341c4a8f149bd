"""The own cut: how much each leaf speaks for being text, and where most of it stands near the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.evidence import DESCRIBED, described
from kaskad_tui.extract.labels import COMMENTS, END, fold, is_counter, label_key, opens_meta
from kaskad_tui.extract.promos import is_promo
from kaskad_tui.extract.tables import in_data_tables
from kaskad_tui.extract.waste import CHROME_ROLES, find_waste

SENTENCE_END = re.compile(r"[.!?…:;][»\"”')\]]*\s*$|[»\"”]\s*$")
_LEGAL = re.compile(r"©|\bcopyright\b|\(c\)\s|все права (?:защищены|на материалы)|all rights reserved", re.I)
_WHOLE = frozenset(("html", "body", "main", "article"))
_SOME = 3
"""A box with so many paragraphs can be the text because the page's description is taken from it."""
LEVEL_FACTOR = 0.78
"""A text whose nearest common box with the title is one level farther out is so much less likely the text."""


class Item(Protocol):
    """What a page announces another article with: the leaves `[lo, hi)`."""

    lo: int
    hi: int


def says(text: str) -> float:
    """Return how much a character says: one of Chinese or Japanese as much as a few of an alphabet."""
    start = text[:80]
    if not start or max(start) < "\u2e80":
        return 1.0
    return 2.5 if 3 * sum("\u3040" <= sign <= "\u9fff" for sign in start) > len(start) else 1.0


def is_prose(box: Box) -> bool:
    """Tell whether a leaf is running text."""
    size = len(box.text)
    if box.level or box.link_chars > 0.5 * size:
        return False
    if size >= 80 and (lines := box.text.count("\n", 0, 2000)) and min(size, 2000) < 12 * lines:
        return False  # a column of words or numbers
    return size >= 80 or (size >= 25 and bool(SENTENCE_END.search(box.text)))


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
    own = (size - box.link_chars) * says(text)
    if size < 200 and opens_meta(text):
        return -5.0
    if is_promo(text) or (_LEGAL.search(text[:160]) and size < 1500):
        return -5.0
    if is_prose(box):
        commas = text.count(",")
        return min(1000.0, own * (1.0 - share)) + min(30, commas * 3)
    return own * 0.2 if box.tag in ("p", "li", "blockquote", "dd") else -2.0


def prose_of(leaf: Box) -> float:
    """Return how much running text a leaf holds, in characters of an alphabet."""
    return len(leaf.text) * says(leaf.text) if is_prose(leaf) else 0.0


def running(leaves: Sequence[Box]) -> list[float]:
    """Return the running sums of the leaves' prose without links: before each leaf, one more than leaves."""
    sums = [0.0]
    for leaf in leaves:
        own = (len(leaf.text) - leaf.link_chars) * says(leaf.text) if is_prose(leaf) else 0.0
        sums.append(sums[-1] + own)
    return sums


def _places(leaf: Box) -> set[tuple[int, str, str]]:
    """Return where a leaf stands: in its box, and in a box of that kind in the one round it."""
    parent = leaf.parent
    if parent is None:
        return set()
    found = {(id(parent), "", "")}
    if parent.parent is not None:
        found.add((id(parent.parent), parent.tag, parent.get("class")))
    return found


class Cut:
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
        for index in context.known:
            values[index] = min(0.0, values[index]) - 1.0
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
            chrome = box.tag in ("nav", "aside", "footer") or box.get("role") in CHROME_ROLES
            if chrome and (title is None or not box.holds(title)):
                for index in range(box.lo, box.hi):
                    values[index] = min(0.0, values[index]) - 2.0
        self.weights = weights = running(leaves)
        total = sum(len(leaf.text) for leaf, value in zip(leaves, values, strict=True) if value > 20)
        self.waste = find_waste([*groups, *leaves], weights, title, total, names=context.profile is None)
        for box in self.waste:
            for index in range(box.lo, box.hi):
                values[index] = min(0.0, values[index])
        self._bar_related(leaves, values, start)
        self._after_end(leaves, values, start)
        self.values = values
        self.sums = [0.0]
        for value in values:
            self.sums.append(self.sums[-1] + value)
        self.told = described(context, leaves, values)
        """Paragraphs that the page's description is taken from."""
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
        places: set[tuple[int, str, str]] = set()
        prose = 0.0
        ended = False
        for index in range(start + 1, len(leaves)):
            box = leaves[index]
            if ended:
                if values[index] > 0 and not places & _places(box):
                    values[index] = -0.1 * min(100.0, values[index])
                continue
            if values[index] > 20:
                prose += values[index]
                places |= _places(box)
            elif prose > 150 and len(box.text) < 60:
                key = label_key(box.text)
                comments = key in COMMENTS and box.tag != "li" and not box.text.rstrip().endswith("0")
                ended = comments or (key in END and total - prose < prose)

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
        """Return the box with the most text directly in it, near the title, or that the page tells of."""
        best: tuple[float, Box] | None = None
        rival: tuple[float, Box] | None = None
        for box in self.groups:
            if box.tag in ("ul", "ol", "blockquote", "tr"):
                continue
            direct = 0.0
            for child in box.children:
                if child.runs is not None:
                    direct += max(-10.0, self.values[child.lo])
                elif child.tag in ("ul", "ol", "blockquote", "table", "figure"):
                    direct += 0.7 * self.sum(child)
                else:
                    direct += 0.3 * max(0.0, self.sum(child))
            score = direct * LEVEL_FACTOR ** self.level(box)
            if direct > 0 and (best is None or score > best[0]):
                best = score, box
            if (
                score > (rival[0] if rival else 0.0)
                and any(box.lo <= index < box.hi for index in self.told)
                and sum(value > 20 for value in self.values[box.lo : box.hi]) >= _SOME
            ):
                rival = score, box
        for leaf in self.context.outline.leaves:  # a text of one paragraph that stands alone in its box
            value = self.values[leaf.lo]
            if (
                value > 0
                and leaf.parent is not None
                and leaf.tag in ("div", "td", "article", "section", "main")
            ):
                score = value * LEVEL_FACTOR ** self.level(leaf)
                if best is None or score > best[0]:
                    best = score, leaf
        if (
            best
            and rival
            and DESCRIBED * rival[0] > best[0]
            and not (best[1].holds(rival[1]) or rival[1].holds(best[1]))
        ):
            best = rival
        return best[1] if best else None

    def best(self) -> float:
        """Return what the densest box and its kin are worth."""
        seed = self.densest()
        if seed is None:
            return 0.0
        own = self.grow(seed)
        return sum(self.sum(box) for box in [*own, *self.kin(seed, own)])

    def grow(self, seed: Box) -> list[Box]:
        """Return the seed with what belongs to it: neighbours of prose up to the box that holds the title."""
        members = [seed]
        box = seed
        total = max(1.0, self.sum(seed))
        end = self._next_title(self._alike(seed), max(seed.hi - 1, self.title.lo if self.title else -1))
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
                if (
                    child is box
                    or child.lo >= end
                    or not self._joins(child, seed, total, title_inside, max(member.hi for member in members))
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

    def _alike(self, seed: Box) -> list[Box]:
        """Return the boxes with the seed's element and class."""
        kind = seed.get("class")
        boxes = (*self.groups, *self.context.outline.leaves)
        return [box for box in boxes if box.tag == seed.tag and box.get("class") == kind]

    def _next_title(self, alike: Sequence[Box], start: int) -> int:
        """Return where the next first-level heading stands that is not in a box of the text's kind."""
        leaves = self.context.outline.leaves
        outer = sorted((box.lo, box.hi) for box in alike)
        reached, at = 0, 0
        for leaf in leaves:
            while at < len(outer) and outer[at][0] <= leaf.lo:
                reached = max(reached, outer[at][1])
                at += 1
            if leaf.level == 1 and leaf.lo > start and leaf.lo >= reached:
                return leaf.lo
        return len(leaves)

    def kin(self, seed: Box, members: Sequence[Box]) -> list[Box]:
        """Return the other boxes of the seed's own kind: a text that the page prints in several pieces.

        They bear the same element and class, lie in the same article before the next first-level heading
        that is not in one of them, and hold mostly prose, or beside the seed little but a table of data or
        a list that links nowhere.
        """
        kind = seed.get("class")
        if not kind or seed.tag in ("p", "li"):
            return []
        leaves = self.context.outline.leaves
        start = self.title.lo if self.title is not None else seed.lo
        alike = self._alike(seed)
        end = self._next_title(alike, start)
        home: Box | None = seed.parent
        while home is not None and home.tag not in ("article", "main"):
            home = home.parent
        if home is not None:
            end = min(end, home.hi)
        found: list[Box] = []
        for box in alike:
            if not start < box.lo < end:
                continue
            if any(box.lo < member.hi and member.lo < box.hi for member in (*members, *found)):
                continue
            inside = leaves[box.lo : box.hi]
            text = sum(len(leaf.text) for leaf in inside)
            linked = sum(leaf.link_chars for leaf in inside)
            prose = self.weights[box.hi] - self.weights[box.lo]
            if (self.sum(box) > 25 and prose > 0.5 * text > 2 * linked) or (
                text > 10 * linked and box.parent is seed.parent and self._is_listed(box, text)
            ):
                found.append(box)
        return found

    def _is_listed(self, box: Box, text: int) -> bool:
        """Tell whether a box holds little but rows of data or items, none of it waste."""
        leaves = self.context.outline.leaves[box.lo : box.hi]
        rows = in_data_tables([box])
        listed = sum(len(leaf.text) for leaf in leaves if leaf.tag == "li" or leaf.lo in rows)
        return listed > 0.6 * text and not any(one.lo < box.hi and box.lo < one.hi for one in self.waste)
