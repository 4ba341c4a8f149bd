"""Headlines of a listing, told from furniture by what repeats: links to articles with dates and teasers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import author_line, is_date_line, tells_date
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.dates import find_date, parse_machine
from kaskad_tui.extract.density import is_prose, running
from kaskad_tui.extract.labels import GENERIC_LINK, fold, is_counter, opens_meta
from kaskad_tui.extract.repeats import before_link, headed_by_links
from kaskad_tui.extract.selectors import holds
from kaskad_tui.model import Headline
from kaskad_tui.sanitize import clean_line

_CHROME_TAGS = frozenset(("nav", "aside", "footer"))
_TEASER = 300
_LONGEST_TEASER = 700
"""Characters; what follows a link that is no heading for longer than this belongs to the text round it."""


_NEARLY_ALL = 0.8
"""What a linked heading heads is the page's own text when it is so much of the page's prose."""


@dataclass(slots=True)
class Item:
    """One article as a list announces it."""

    id: str
    url: str
    leaf: Box
    """Where its title stands."""
    title: str
    box: Box
    """The largest box that speaks of no other article."""
    lo: int
    hi: int
    """Leaves of the item."""
    crowded: bool = False
    """Its leaf announces several articles, so that nothing else in it can be told apart."""
    heads: bool = False
    """Its link opens the leaf that holds the teaser, too."""
    published: datetime | None = None
    day_only: bool = False

    @property
    def rich(self) -> bool:
        """Tell whether it has more than a link: a heading or a date."""
        return self.leaf.level > 0 or self.published is not None


@dataclass(slots=True)
class _Mention:
    at: int
    id: str
    url: str
    text: str
    leaf: Box
    score: float
    crowded: bool
    heads: bool


def _mentions(context: Context, barred: Sequence[Box]) -> list[_Mention]:
    other = {index for box in barred for index in range(box.lo, box.hi)}
    headed = headed_by_links(context)
    found: list[_Mention] = []
    for leaf in context.outline.leaves:
        if not leaf.link_chars or leaf.lo in other:
            continue
        texts: dict[str, list[str]] = {}
        urls: dict[str, str] = {}
        for run in leaf.runs or ():
            article = context.article_of(run.href) if run.href else None
            in_teaser = leaf.link_chars < 0.5 * len(leaf.text) and is_prose(leaf) and leaf.lo not in headed
            if article and not in_teaser:
                urls[article[1]] = article[0]
                texts.setdefault(article[1], []).append(run.text)
        for ident, parts in texts.items():
            text = clean_line("".join(parts), 500)
            score = float(min(len(text), 200))
            if fold(text) in GENERIC_LINK or not fold(text) or is_counter(text):
                score = -1.0
            elif leaf.level:
                score += 300
            found.append(
                _Mention(leaf.lo, ident, urls[ident], text, leaf, score, len(texts) > 1, leaf.lo in headed)
            )
    return found


def _chrome(box: Box) -> bool:
    one: Box | None = box
    while one is not None:
        if one.tag in _CHROME_TAGS or one.get("role") in ("navigation", "complementary", "contentinfo"):
            return True
        one = one.parent
    return False


def find_items(context: Context, barred: Sequence[Box]) -> list[Item]:
    """Return every article that the page links to outside its named blocks, in the order of the page."""
    mentions = _mentions(context, barred)
    given = context.chosen.headlines
    if given:
        mentions = [one for one in mentions if holds(given, one.leaf)]
    best: dict[str, _Mention] = {}
    for mention in mentions:
        held = best.get(mention.id)
        if held is None or mention.score > held.score:
            best[mention.id] = mention
    positions = [mention.at for mention in mentions]
    items: list[Item] = []
    for mention in sorted(best.values(), key=lambda one: one.at):
        if mention.score < 0 or _chrome(mention.leaf):
            continue
        items.append(_item(context, mention, mentions, positions))
    return items


def _alone(box: Box, ident: str, mentions: Sequence[_Mention], positions: Sequence[int]) -> bool:
    index = bisect_left(positions, box.lo)
    while index < len(mentions) and positions[index] < box.hi:
        if mentions[index].id != ident:
            return False
        index += 1
    return True


def _item(
    context: Context, mention: _Mention, mentions: Sequence[_Mention], positions: Sequence[int]
) -> Item:
    box = mention.leaf
    lone = False
    while box.parent is not None and box.parent.tag not in ("html", "body", "main"):
        if not _alone(box.parent, mention.id, mentions, positions):
            break
        box = box.parent
    else:
        lone = True
    lo, hi = box.lo, box.hi
    if box.runs is not None and box.parent is not None and not lone:
        # titles and teasers stand side by side: the item reaches to the next title
        index = bisect_left(positions, mention.at + 1)
        while index < len(mentions) and mentions[index].id == mention.id:
            index += 1
        hi = min(box.parent.hi, positions[index] if index < len(mentions) else box.parent.hi)
        leaves = context.outline.leaves
        if lo > box.parent.lo and is_date_line(leaves[lo - 1].text, context) and lo - 1 not in positions:
            lo -= 1
        if hi > lo + 1 and hi < box.parent.hi and is_date_line(leaves[hi - 1].text, context):
            middle = any(is_date_line(leaves[k].text, context) for k in range(lo, hi - 1))
            hi -= middle
    item = Item(
        mention.id,
        mention.url,
        mention.leaf,
        mention.text,
        box,
        lo,
        max(hi, mention.at + 1),
        mention.crowded,
        mention.heads,
    )
    if not item.crowded:
        _date(context, item)
    return item


def _date(context: Context, item: Item) -> None:
    for element, at in context.outline.times:
        if item.lo <= at < item.hi:
            text = element.get("datetime") or "".join(element.itertext())
            found = parse_machine(text, zone=context.zone)
            if found:
                item.published, item.day_only = found
                return
    for leaf in context.outline.leaves[item.lo : min(item.hi, item.lo + 12)]:
        text = leaf.text
        if leaf is item.leaf:
            before = before_link(leaf)
            if item.heads and before:
                text = before
            else:
                text = "".join(run.text for run in leaf.runs or () if run.href is None)
        if (len(text) <= 160 and tells_date(text[:120], context)) or (
            leaf is item.leaf and len(text.strip()) < 60
        ):
            date = find_date(text, zone=context.zone, now=context.now)
            if date:
                item.published, item.day_only = date.moment, date.day_only
                return


def announced(
    context: Context, items: Sequence[Item], *, of_article: bool, own: str | None = None
) -> list[Item]:
    """Return the items whose box opens with a link that heads a text of its own: another article's teaser.

    A heading in an article may be a link too: a page that says it is one announces nothing in this way, nor
    does a heading that leads to the page itself (its address is `own`) or heads nearly all of its text.
    """
    if of_article:
        return []
    leaves = context.outline.leaves
    prose = running(leaves)
    found = [
        item
        for item in items
        if item.heads
        or (
            item.leaf.lo - item.lo <= 2
            and item.hi - item.lo >= 2
            and item.leaf.link_chars > 0.8 * len(item.leaf.text)
            and sum(len(leaf.text) for leaf in leaves[item.lo : item.leaf.lo] if is_prose(leaf)) < 100
            and (
                item.leaf.level
                or item.hi - item.lo <= 4
                or sum(len(leaf.text) for leaf in leaves[item.lo : item.hi]) <= _LONGEST_TEASER
            )
        )
    ]
    found = [item for item in found if item.id != own]
    sizes = [prose[item.hi] - prose[item.lo] if item.leaf.level else 0.0 for item in found]
    if sizes and max(sizes) > max(_LONGEST_TEASER, _NEARLY_ALL * prose[-1]):
        del found[sizes.index(max(sizes))]
    return [item for item in found if item.leaf.level or len(found) >= 2]


def main_items(context: Context, items: Sequence[Item], title: Box | None) -> list[Item]:
    """Return the items of the main list: those in the box that holds most of the most frequent kind."""
    if context.chosen.headlines:
        return list(items)
    items = _in_main(items, title)
    if not items:
        return []
    kinds = Counter[tuple[int, bool]]()
    for item in items:
        kinds[(item.leaf.level, item.published is not None)] += min(len(item.title), 120) + 80 * item.rich
    (level, dated), _weight = kinds.most_common(1)[0]
    same = [item for item in items if (item.leaf.level, item.published is not None) == (level, dated)]
    alike = {id(item) for item in same}
    counts: Counter[int] = Counter()
    boxes: dict[int, Box] = {}
    for item in same:
        one: Box | None = item.box if item.box.children else item.box.parent
        while one is not None:
            counts[id(one)] += 1
            boxes[id(one)] = one
            one = one.parent
    wanted = max(1, -(-len(same) * 17 // 20))
    holders = [boxes[key] for key, count in counts.items() if count >= wanted]
    holder = min(holders, key=lambda box: box.hi - box.lo)
    # a lone leading item or the bare link items stand one box farther out
    while holder.parent is not None and holder.parent.tag not in ("html", "body"):
        wider = [item for item in items if holder.parent.lo <= item.leaf.lo < holder.parent.hi]
        rich = [item for item in wider if item.rich]
        if len(wider) > 2 * max(3, len(same)) or (title is not None and holder.holds(title)):
            break
        if rich and sum(id(item) not in alike for item in rich) > len(same):
            break
        if not _same_column(holder, holder.parent):
            break
        holder = holder.parent
    return [item for item in items if holder.lo <= item.leaf.lo < holder.hi]


def _in_main(items: Sequence[Item], title: Box | None) -> Sequence[Item]:
    """Return the items in the page's `main`, where it marks one (round the title, or the only one)."""
    holder: Box | None = title
    while holder is not None and holder.tag != "main" and holder.get("role") != "main":
        holder = holder.parent
    if holder is None:
        mains: dict[int, Box] = {}
        for item in items:
            one: Box | None = item.leaf
            while one is not None:
                if one.tag == "main" or one.get("role") == "main":
                    mains[id(one)] = one
                one = one.parent
        if len(mains) != 1:
            return items
        holder = next(iter(mains.values()))
    return [item for item in items if holder.lo <= item.leaf.lo < holder.hi]


def _same_column(inner: Box, outer: Box) -> bool:
    """Tell whether an outer box only adds a little round a list: no second column with a heading."""
    for child in outer.children:
        if child is inner or child.holds(inner):
            continue
        if child.tag in _CHROME_TAGS or (child.level and child.lo > inner.lo):
            return False
        if (
            child.children
            and child.lo >= inner.hi
            and any(leaf.level and not leaf.link_chars for leaf in child.children)
        ):
            return False
    return True


def headlines(
    context: Context, items: Sequence[Item], sections: Mapping[str, str] | None = None
) -> tuple[Headline, ...]:
    """Return items as headlines.

    Args:
        context: the page.
        items: in its order.
        sections: by an item's id, what it stands under; for those that name no section themselves.
    """
    return tuple(
        Headline(
            item.id,
            item.url,
            clean_line(item.title, 500),
            item.published,
            item.day_only,
            _section(context, item) or (sections or {}).get(item.id),
            _teaser(context, item),
        )
        for item in items
    )


def _section(context: Context, item: Item) -> str | None:
    known = {section.id: section.title for section in context.profile.sections} if context.profile else {}
    near = [] if item.crowded else context.outline.leaves[item.lo : min(item.hi, item.lo + 12)]
    for leaf in near:
        for run in leaf.runs or ():
            if run.href is None or context.article_of(run.href) or len(run.text) > 50:
                continue
            url = context.resolve(run.href)
            if url is None or not context.is_own(url):
                continue
            path = re.sub(r"^https?://[^/]+/?", "", url).split("?")[0].strip("/")
            marked = leaf.el.find(".//*[@itemprop='genre']") is not None or "articleSection" in leaf.get(
                "itemprop"
            )
            if path in known or (marked and "?" not in url):
                return known.get(path) or clean_line(run.text, 80) or None
    ident = context.profile.article_section(item.url) if context.profile else None
    if ident is None:
        return None
    return known.get(ident.strip("/"))


def _teaser(context: Context, item: Item) -> str | None:
    parts: list[str] = []
    for leaf in () if item.crowded else context.outline.leaves[item.lo : item.hi]:
        text = leaf.text
        if leaf is item.leaf:
            bare = "".join(run.text for run in leaf.runs or () if run.href is None)
            if item.heads:
                bare = bare.strip().removeprefix(before_link(leaf)).strip()
            if len(bare) > 60 and not is_date_line(bare[:120], context):
                parts.append(bare)
            continue
        if leaf.level or leaf.link_chars > 0.5 * len(text) or fold(text) in context.furniture:
            continue
        if is_date_line(text[:120], context) or author_line(text, context) is not None or is_counter(text):
            continue
        if len(text) < 120 and opens_meta(text):
            continue
        if is_prose(leaf) or (parts and len(text) > 20) or len(text) > 40:
            runs = leaf.runs or ()
            if any(run.href and fold(run.text) in GENERIC_LINK for run in runs):  # «Читать далее»
                text = "".join(run.text for run in runs if not run.href or fold(run.text) not in GENERIC_LINK)
            parts.append(text.strip())
        if sum(map(len, parts)) > _TEASER:
            break
    return clean_line(" ".join(parts), _TEASER) or None if parts else None
