"""The page as boxes: what a browser would set as blocks of text, in the order of reading.

A leaf holds runs of text; a group holds boxes. Everything later (title, body, lists) is decided on boxes, so
that no class name and no nesting of wrappers matters. `outlining` makes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

STRONG, EM, CODE, STRIKE = 1, 2, 4, 8
"""Looks of a run, to be added."""


class Run(NamedTuple):
    """A piece of text with one look."""

    text: str
    marks: int = 0
    """STRONG, EM, CODE, STRIKE, added."""
    href: str | None = None
    """As written in the page; only within the cap of links."""


class Box:
    """A block of the page: a leaf with `runs`, or a group with `children`."""

    __slots__ = (
        "children", "el", "hi", "level", "link_chars", "lo", "parent", "pre", "runs", "said", "tag", "text",
        "wraps",
    )  # fmt: skip

    def __init__(self, tag: str, el: etree._Element, parent: Box | None) -> None:
        self.tag = tag
        """Name of the element; "" for a stretch of text between blocks."""
        self.el = el
        """The element, or the one that the stretch of text stands in."""
        self.parent = parent
        self.children: list[Box] = []
        self.runs: list[Run] | None = None
        self.text = ""
        """Of a leaf: as it reads, lines parted by a line feed."""
        self.link_chars = 0
        """Of a leaf: characters that stand in links."""
        self.level = 0
        """Of a leaf: 1-6 in a heading, else 0."""
        self.pre = False
        self.lo = 0
        self.hi = 0
        """The leaves `outline.leaves[lo:hi]` lie in this box (a leaf: itself)."""
        self.wraps = 0
        """How many meaningless wrappers round this box were dissolved."""
        self.said: tuple[frozenset[str], bool, bool] | None = None
        """What `waste` made of its names, asked for twice."""

    def get(self, name: str) -> str:
        """Return an attribute of the box's own element, "" where it has none (or is a bare stretch)."""
        return (self.el.get(name) or "") if self.tag else ""

    def holds(self, other: Box) -> bool:
        """Tell whether `other` lies in this box or is it."""
        box: Box | None = other
        while box is not None:
            if box is self:
                return True
            box = box.parent
        return False


@dataclass(slots=True)
class Media:
    """A picture, a frame or a player, and where it stands."""

    el: etree._Element
    at: int
    """Index of the leaf that it stands in or before."""
    box: Box
    href: str | None
    """The link round it."""


@dataclass(slots=True)
class Outline:
    """The whole page."""

    root: Box
    leaves: list[Box] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    times: list[tuple[etree._Element, int]] = field(default_factory=list)
    """`time` elements with the index of their leaf."""

    def within(self, box: Box) -> list[Box]:
        """Return the leaves in `box`, in reading order."""
        return self.leaves[box.lo : box.hi]


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


def common(boxes: Sequence[Box]) -> Box | None:
    """Return the smallest box that holds all of some boxes."""
    if not boxes:
        return None
    one: Box | None = boxes[0]
    while one is not None and not all(one.holds(box) for box in boxes):
        one = one.parent
    return one
