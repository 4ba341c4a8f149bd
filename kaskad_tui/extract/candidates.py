"""What could be the text of a page, and how well each agrees with its title, its description and its lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaskad_tui.extract.boxes import Box, common
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.density import LEVEL_FACTOR, Cut, is_prose
from kaskad_tui.extract.evidence import descriptions
from kaskad_tui.extract.leads import agrees

_AGREES = 1.25
"""So much more a candidate is worth that the description is taken from, or whose first paragraph it is."""
_FAR_MORE = 1.5
"""A container is taken for the text when it holds the text found by density and is worth so much more."""
_STREAM = 3
"""A container with so many linked headings holds other articles too."""
_KINDS = ("article", "main", "itemscope", "itemprop")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Boxes that could be the text."""

    rule: str
    """How they were found."""
    boxes: tuple[Box, ...]
    value: float
    """What their leaves are worth as text."""
    level: int
    """How far out the nearest box is that holds both the boxes and the title; 0 with the title in them."""
    tells: tuple[str, ...]
    """What agrees: the title in it, the description, the lead."""

    @property
    def points(self) -> float:
        """What it is worth with its place and what agrees."""
        more = sum(1 for one in self.tells if one != "title")
        return float(self.value * LEVEL_FACTOR**self.level * _AGREES**more)

    def holds(self, other: Candidate) -> bool:
        """Tell whether all of another candidate lies in this one."""
        return all(any(mine.holds(box) for mine in self.boxes) for box in other.boxes)


def weigh(context: Context, cut: Cut, title: Box | None, rule: str, boxes: Sequence[Box]) -> Candidate:
    """Return boxes as a candidate."""
    inside = [leaf for box in boxes for leaf in context.outline.within(box)]
    tells = []
    if title is not None and any(box.holds(title) for box in boxes):
        tells.append("title")
    if any(box.lo <= index < box.hi for index in cut.told for box in boxes):
        tells.append("description")
    first = next((leaf for leaf in inside if is_prose(leaf) and cut.values[leaf.lo] > 20), None)
    if first is not None and agrees(first.text, descriptions(context)):
        tells.append("lead")
    level = 0 if "title" in tells else min((cut.level(box) for box in boxes), default=20)
    return Candidate(rule, tuple(boxes), sum(cut.sum(box) for box in boxes), level, tuple(tells))


def containers(context: Context, cut: Cut, title: Box | None) -> list[Candidate]:
    """Return of each kind of element that a page can hold its text in the one worth most."""
    best: dict[str, tuple[float, Box]] = {}
    for box in cut.groups:
        kind = _kind(box)
        if kind and (value := cut.sum(box)) > 0:
            value *= LEVEL_FACTOR ** cut.level(box)
            if kind not in best or value > best[kind][0]:
                best[kind] = value, box
    return [weigh(context, cut, title, kind, (best[kind][1],)) for kind in _KINDS if kind in best]


def _kind(box: Box) -> str:
    if box.tag == "article":
        return "article"
    if box.tag == "main" or box.get("role") == "main":
        return "main"
    if box.get("itemprop") in ("text", "mainContentOfPage"):
        return "itemprop"
    types = box.get("itemtype")
    return "itemscope" if types.endswith(("Article", "BlogPosting")) else ""


def better(context: Context, own: Candidate, others: Sequence[Candidate]) -> Candidate | None:
    """Return the container that holds the text found by density and much more of what is text.

    It must agree with the page in all that the text agrees in, and hold no stream of other articles.
    """
    inside = {leaf.lo for box in own.boxes for leaf in context.outline.within(box)}
    for one in others:
        if one.value > _FAR_MORE * own.value and one.holds(own) and set(own.tells) <= set(one.tells):
            leaves = [leaf for box in one.boxes for leaf in context.outline.within(box)]
            if sum(leaf.lo not in inside and _linked_heading(leaf) for leaf in leaves) < _STREAM:
                return one
    return None


def _linked_heading(leaf: Box) -> bool:
    return bool(leaf.level) and leaf.link_chars > 0.8 * len(leaf.text)


def note(context: Context, found: Sequence[Candidate]) -> None:
    """Write down what could be the text, each with its points as a part of the best one's."""
    best = max(1.0, *(one.points for one in found))
    for one in found:
        if one.boxes:
            said = ", ".join((f"{one.points:.0f}", *one.tells))
            context.decide("candidate", one.rule, max(0.0, one.points / best), said, common(one.boxes))
