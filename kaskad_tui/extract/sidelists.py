"""The named blocks beside a text («ТОП 5 Сегодня»): a heading that the profile knows, then links.

A block without links is empty; a block that the page prints twice is taken once.
"""

from __future__ import annotations

from collections.abc import Sequence

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.dates import find_date
from kaskad_tui.extract.labels import fold
from kaskad_tui.model import Headline, ListKind, Lists
from kaskad_tui.sanitize import clean_line

_MAX_BARE = 12
"""So many titles without an address are taken as one block's."""


def find_lists(context: Context) -> tuple[Lists, list[Box]]:
    """Return the side blocks with their headlines, and all boxes that belong to them (empty blocks too)."""
    lists: dict[ListKind, tuple[Headline, ...]] = {}
    boxes: list[Box] = []
    for leaf in context.outline.leaves:
        kind = context.is_list_label(leaf)
        if kind is None:
            continue
        content = _content(context, leaf)
        boxes.append(leaf)
        boxes.extend(content or _bare_titles(context, leaf))
        items = _items(context, content)
        if items and kind not in lists:
            lists[kind] = items
            context.decide(
                "list", f"heading «{clean_line(leaf.text, 60)}»", 0.95, f"{kind.value}: {len(items)}"
            )
    return lists, boxes


def _opens_block(context: Context, box: Box) -> bool:
    """Tell whether a box begins with a heading or the label of another block."""
    if box.hi <= box.lo:
        return False
    first = context.outline.leaves[box.lo]
    return (
        bool(first.level and first.link_chars < len(first.text)) or context.is_list_label(first) is not None
    )


def _content(context: Context, label: Box) -> list[Box]:
    """Return the boxes that stand under a block's label: the siblings behind it, up to the next heading."""
    box = label
    for step in range(3):
        parent = box.parent
        if parent is None or (parent.tag in ("html", "body") and step > 0):
            return []
        behind = parent.children[parent.children.index(box) + 1 :]
        content: list[Box] = []
        for sibling in behind:
            if sibling.hi <= sibling.lo:
                continue
            if _opens_block(context, sibling):
                break
            if not (_is_list_like(context, sibling) if content else _has_article(context, sibling)):
                break
            content.append(sibling)
        if content:
            wrapped = step > 0 or label.wraps > 0
            if wrapped and not _is_list_like(context, content[0]):
                return []
            return content
        if behind or (step > 0 and len(parent.children) > 1):
            return []
        box = parent
    return []


def _bare_titles(context: Context, label: Box) -> list[Box]:
    """Return the lines under a label that look like titles without an address: short, no sentence's end."""
    found: list[Box] = []
    for leaf in context.outline.leaves[label.hi : label.hi + _MAX_BARE]:
        text = leaf.text.rstrip()
        if leaf.level or len(text) > 200 or text.endswith((".", "!", "?", "…", ":")):
            break
        if context.is_list_label(leaf) is not None or any(run.href for run in leaf.runs or ()):
            break
        found.append(leaf)
    return found


def _has_article(context: Context, box: Box) -> bool:
    return any(
        run.href and context.article_of(run.href)
        for leaf in context.outline.within(box)
        for run in leaf.runs or ()
    )


def _is_list_like(context: Context, box: Box) -> bool:
    """Tell whether a box mostly holds links to articles, or is a list."""
    if box.tag in ("ul", "ol"):
        return True
    leaves = context.outline.within(box)
    linked = sum(
        1 for leaf in leaves if any(run.href and context.article_of(run.href) for run in leaf.runs or ())
    )
    return linked > 0 and (box.runs is not None or linked * 3 >= len(leaves))


def _items(context: Context, boxes: Sequence[Box]) -> tuple[Headline, ...]:
    found: dict[str, Headline] = {}
    leaves = [leaf for box in boxes for leaf in context.outline.within(box)]
    for index, leaf in enumerate(leaves):
        parts: dict[str, tuple[str, str]] = {}
        for run in leaf.runs or ():
            article = context.article_of(run.href)
            if article:
                url, ident = article
                parts[ident] = url, parts.get(ident, ("", ""))[1] + run.text
        for ident, (url, text) in parts.items():
            title = clean_line(text, 500)
            if not title or ident in found:
                continue
            published, day_only = None, False
            rest = leaf.text.replace(text, " ") if len(parts) == 1 else ""
            near = [rest]
            item = leaf.parent
            if (
                item is not None
                and item.tag in ("li", "tr", "dd", "div", "article")
                and item.hi - item.lo <= 6
            ):
                near += [other.text for other in context.outline.within(item) if other is not leaf]
            elif index + 1 < len(leaves) and not leaves[index + 1].link_chars:
                near.append(leaves[index + 1].text)
            for text_near in near:
                date = (
                    find_date(text_near, zone=context.zone, now=context.now) if len(text_near) < 80 else None
                )
                if date:
                    published, day_only = date.moment, date.day_only
                    break
            if published is None and (date := find_date(title[:20], zone=context.zone)) and date.start == 0:
                behind = title[date.end :].strip()
                if behind.startswith(("-", "–", "—")) and len(fold(behind)) > 3:
                    published, day_only, title = date.moment, date.day_only, behind.lstrip("-–— ")
            found[ident] = Headline(ident, url, title, published, day_only)
    return tuple(found.values())
