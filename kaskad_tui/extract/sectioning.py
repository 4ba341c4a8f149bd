"""Headlines grouped under headings («Спорт», «Культура»): which part of a front page each stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kaskad_tui.extract import listings
from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import is_date_line
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.labels import fold, is_counter
from kaskad_tui.extract.listings import Item
from kaskad_tui.model import Headline
from kaskad_tui.sanitize import clean_line

_LONGEST = 40
_LEAST = 2
"""So many groups of so many headlines are a front page in parts."""


def headlines(context: Context, items: Sequence[Item], title: Box | None) -> tuple[Headline, ...]:
    """Return items as headlines; where they name no section, with the heading that they stand under."""
    known = context.profile is not None and context.profile.article
    return listings.headlines(context, items, {} if known else sections_of(context, items, title))


def sections_of(context: Context, items: Sequence[Item], title: Box | None) -> Mapping[str, str]:
    """Return the heading over each item, by the item's id; nothing where the page is no such page.

    A heading is one in the markup, or a short line of its own that the menu links to by the same words.
    """
    if len(items) < _LEAST * _LEAST:
        return {}
    starts = {item.leaf.lo for item in items}
    first = min(item.lo for item in items)
    menu = {fold(run.text) for leaf in context.outline.leaves[:first] for run in leaf.runs or () if run.href}
    above = _headings(context, starts, menu, title)
    found = {item.id: heading for item in items if (heading := above[item.lo]) is not None}
    sizes = Counter(found.values())
    grouped = [name for name, size in sizes.items() if size >= _LEAST]
    if len(grouped) < _LEAST or 2 * sum(sizes[name] for name in grouped) < len(items):
        return {}
    return {ident: name for ident, name in found.items() if name in grouped}


def _headings(context: Context, starts: set[int], menu: set[str], title: Box | None) -> list[str | None]:
    """Return for each leaf the nearest heading before it, items and what belongs to them left out."""
    above: list[str | None] = []
    current: str | None = None
    for leaf in context.outline.leaves:
        above.append(current)
        if leaf is title or leaf.level == 1:
            current = None
            continue
        text = clean_line(leaf.text, 200)
        if leaf.lo in starts or not 2 < len(text) <= _LONGEST or is_counter(text):
            continue
        if (leaf.level or fold(text) in menu) and not is_date_line(text, context):
            current = text
    return above
