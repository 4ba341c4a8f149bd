"""Lines between the paragraphs of a text that are no part of it: ways to other articles, captions, labels.

Each is told by what it is and where it stands, never by its words.
"""

from __future__ import annotations

from collections.abc import Sequence

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.density import SENTENCE_END, is_prose

_SHORT = 25
_LABEL = 60
_DIGEST = 0.3
"""Ways to other articles that are so much of the text are the text: a digest."""
_LINKED = 0.8
_RUN = 3
_LISTS = ("ul", "ol", "dl")
_KEPT_WHOLE = frozenset((*_LISTS, "table", "pre", "blockquote"))


def _holder(leaf: Box, tags: Sequence[str] | frozenset[str], steps: int) -> Box | None:
    """Return the nearest box round a leaf, or the leaf itself, that bears one of the tags."""
    box: Box | None = leaf
    for _step in range(steps):
        if box is None or box.tag in tags:
            return box
        box = box.parent
    return None


def _leads_to_articles(context: Context, leaf: Box, share: float) -> bool:
    """Tell whether so much of a leaf is a link, and one to another article of the site."""
    if leaf.link_chars < share * len(leaf.text):
        return False
    return any(run.href is not None and context.article_of(run.href) for run in leaf.runs or ())


def _list_of_articles(context: Context, box: Box) -> bool:
    """Tell whether a list has two items or more and nearly nothing in it but links to other articles."""
    inside = context.outline.within(box)
    text = sum(len(leaf.text) for leaf in inside)
    linked = sum(leaf.link_chars for leaf in inside)
    if len(box.children) < 2 or linked <= 0.6 * text:
        return False
    if any(leaf.link_chars <= 0.3 * len(leaf.text) for leaf in inside):
        return False
    articles = [context.article_of(run.href) for leaf in inside for run in leaf.runs or () if run.href]
    return bool(articles) and sum(one is not None for one in articles) >= 0.8 * len(articles)


def find_ways(context: Context, kept: Sequence[Box]) -> set[int]:
    """Return the lines and lists that only lead to other articles, unless the text is made of them."""
    found: set[int] = set()
    lists: dict[int, bool] = {}
    for leaf in kept:
        holder = _holder(leaf, _LISTS, 3)
        if holder is not None:
            if id(holder) not in lists:
                lists[id(holder)] = _list_of_articles(context, holder)
            if lists[id(holder)]:
                found.add(leaf.lo)
        elif not leaf.level and len(leaf.text) >= _SHORT and _leads_to_articles(context, leaf, 0.8):
            found.add(leaf.lo)
    found |= _runs_of_links(kept)
    size = sum(len(leaf.text) for leaf in kept)
    return found if sum(len(leaf.text) for leaf in kept if leaf.lo in found) <= _DIGEST * size else set()


def _runs_of_links(kept: Sequence[Box]) -> set[int]:
    """Return lines that are nearly all link, three or more in a row and no neighbours of a paragraph."""
    beside = {id(leaf.parent) for leaf in kept if is_prose(leaf)}
    found: set[int] = set()
    run: list[int] = []
    for leaf in kept:
        linked = not leaf.level and leaf.link_chars >= _LINKED * len(leaf.text)
        if linked and id(leaf.parent) not in beside and _holder(leaf, _KEPT_WHOLE, 8) is None:
            run.append(leaf.lo)
            continue
        found.update(run if len(run) >= _RUN else ())
        run = []
    return found | set(run if len(run) >= _RUN else ())


def find_labels(kept: Sequence[Box]) -> set[int]:
    """Return captions, and short lines without a sentence in boxes of their own apart from the paragraphs."""
    beside = {id(leaf.parent) for leaf in kept if is_prose(leaf)}
    return {
        leaf.lo for leaf in kept if _is_caption(leaf) or (id(leaf.parent) not in beside and _is_label(leaf))
    }


def _is_caption(leaf: Box) -> bool:
    parent = leaf.parent
    return leaf.tag == "figcaption" or (parent is not None and parent.tag in ("figcaption", "figure"))


def _is_label(leaf: Box) -> bool:
    if leaf.tag not in ("div", "section", "") or leaf.level or len(leaf.text) >= _LABEL:
        return False
    if is_prose(leaf) or SENTENCE_END.search(leaf.text):
        return False
    return _holder(leaf, _KEPT_WHOLE, 6) is None
