"""Which boxes of a page are the article's text.

Candidates (what the page marks as the text, an own cut by density near the title) are weighed against each
other; then the edges are cleaned. Nothing is cut by a word alone in the midst of prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kaskad_tui.extract.agreement import Given, box_of, missed, read_given, strangers
from kaskad_tui.extract.boxes import Box, common, groups_of
from kaskad_tui.extract.bylines import author_line, is_date_line
from kaskad_tui.extract.candidates import better, containers, note, weigh
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.density import LEVEL_FACTOR, SENTENCE_END, Cut, Item, is_prose, prose_of
from kaskad_tui.extract.labels import END, fold, is_counter, label_key, opens_meta
from kaskad_tui.extract.leads import find_lead
from kaskad_tui.extract.promos import is_contact, is_credit, is_promo
from kaskad_tui.extract.selectors import boxes_in
from kaskad_tui.extract.strays import find_labels, find_ways
from kaskad_tui.extract.tables import in_data_tables
from kaskad_tui.extract.waste import find_waste

_ALSO = re.compile(
    r"^(?:читайте|читать|смотрите|см\.)\s+(?:также|ещё|еще|по теме)|^(?:материалы?|новости"
    r"|ещё|еще)?\s*по теме\s*:|^ранее по теме|^подробнее\s*:"
    r"|^(?:related|read more|read also|read next|see also|more on this|more:|related:|watch:"
    r"|lesen sie auch|mehr zum thema|lire aussi|leggi anche|czytaj)",
    re.I,
)


_FAR_MORE = 3.0
"""A text before the printed title must be worth so much more than the one behind it."""
_MOST_DROPPED = 40
"""So many lines that are left out are told of one page."""
_TWICE = 100
"""A paragraph of so many characters that stands in a second box too is a copy."""


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
    cut = Cut(context, title, groups, barred, others)
    if title is not None and _misplaced(cut, title):
        free = Cut(context, None, groups, barred, others)
        if free.best() > _FAR_MORE * max(cut.best(), 100.0):
            context.decide("position", "the printed title stands behind the text", 0.5, title.text)
            title, cut = None, free
    if title is not None and (empty := _pictures_only(context, title)) is not None:
        context.decide("body", "marked as articleBody, pictures only", 0.9)
        return Body(region=empty.parent, near=_near(context, title, [], []))
    seed = cut.densest()
    own = cut.grow(seed) if seed is not None else []
    if seed is not None:
        own = sorted([*own, *cut.kin(seed, own)], key=lambda box: box.lo)
    densest = weigh(context, cut, title, "densest text", own)
    marked = _marked(context, cut, title)
    articles = weigh(context, cut, title, "marked as articleBody", marked)
    holders = containers(context, cut, title)
    given = boxes_in(context.chosen.body, context.outline)
    note(context, (densest, articles, *holders))
    if given:
        boxes, rule, sure = given, "profile: body", 1.0
    elif marked and (
        articles.value >= 0.4 * densest.value or (own and _inside(own, marked) and not _wider(own, marked))
    ):
        boxes, rule, sure = marked, "marked as articleBody", 0.95 if own and _inside(own, marked) else 0.8
    elif own and (holder := better(context, densest, holders)) is not None:
        boxes, rule, sure = list(holder.boxes), f"{holder.rule} round the densest text", 0.7
    elif own:
        boxes, rule, sure = own, "densest text near the title", 0.8 if title is not None else 0.6
    else:
        return _without_prose(context, title, cut)
    printed = read_given(context) if not given else None
    if printed is not None and (exact := box_of(printed, context.outline.leaves)) is not None:
        inside = [leaf for box in boxes for leaf in context.outline.within(box) if is_prose(leaf)]
        if printed.share(inside) < 0.5:
            boxes, rule, sure = [exact], "holds the given articleBody, no more", 0.9
            if title is not None and title.lo >= exact.hi:
                title = None  # another text's, below
    body = _cleaned(context, boxes, title, barred, cut)
    _drop_strays(context, body)
    if printed is not None:
        _mend(context, body, printed, title)
    if body.leaves and (lead := find_lead(context, title, body.leaves[0].lo, cut)):
        body.boxes = [*lead, *body.boxes]
        body.leaves = [*lead, *body.leaves]
        context.decide("lead", "stands between title and text", 0.7, lead[0].text)
    body.prose = sum(prose_of(box) for box in body.leaves)
    body.items = sum(1 for box in body.leaves if box.level and _leads_elsewhere(box, context))
    said = f"{len(body.leaves)} blocks, {body.prose:.0f} characters of prose"
    context.decide("body", rule, sure, said, common(boxes))
    return body


def _drop_strays(context: Context, body: Body) -> None:
    """Leave out what stands between the paragraphs and is no part of them."""
    if not any(is_prose(leaf) for leaf in body.leaves):
        return
    for rule, found in (
        ("leads to other articles", find_ways(context, body.leaves)),
        ("captions and labels", find_labels(body.leaves)),
    ):
        if found:
            for leaf in body.leaves:
                if leaf.lo in found:
                    _note_dropped(context, rule, leaf)
            body.leaves = [leaf for leaf in body.leaves if leaf.lo not in found]


def _note_dropped(context: Context, rule: str, leaf: Box) -> None:
    """Write down why a line of the text's boxes is none of the text; of very many only the first."""
    context.dropped += 1
    if context.dropped <= _MOST_DROPPED:
        context.decide("dropped", rule, 0.7, leaf.text, leaf)


def _misplaced(cut: Cut, title: Box) -> bool:
    """Tell whether far more running text stands before what looks like the printed title than behind it."""
    before = cut.weights[title.lo]
    return before > 400 and before > cut.weights[-1] - before


def _mend(context: Context, body: Body, given: Given, title: Box | None) -> None:
    """Take what the page gives as its text and was missed, leave out what stands between its paragraphs."""
    other = strangers(given, body.leaves)
    start = title.lo if title is not None else -1
    more = missed(given, body.leaves, context.outline.leaves[start + 1 :])
    if not other and not more:
        return
    dropped = [leaf for leaf in body.leaves if leaf.lo in other]
    body.leaves = sorted(
        [leaf for leaf in body.leaves if leaf.lo not in other] + more, key=lambda leaf: leaf.lo
    )
    outside = [leaf for leaf in more if not any(box.lo <= leaf.lo < box.hi for box in body.boxes)]
    body.boxes = sorted([*body.boxes, *outside], key=lambda box: box.lo)
    while body.leaves and body.leaves[-1].level:
        body.leaves.pop()
    for leaf in dropped:
        _note_dropped(context, "not in the given articleBody", leaf)
    detail = f"{len(other)} lines left out, {len(more)} taken"
    context.decide("body", "agrees with the given articleBody", 0.9, detail)


def _leads_elsewhere(box: Box, context: Context) -> bool:
    if box.link_chars <= 0.8 * len(box.text):
        return False
    return any(run.href and context.article_of(run.href) for run in box.runs or ())


def _inside(boxes: Sequence[Box], holders: Sequence[Box]) -> bool:
    return any(holder.holds(box) or box.holds(holder) for box in boxes for holder in holders)


def _wider(boxes: Sequence[Box], holders: Sequence[Box]) -> bool:
    """Tell whether some of the boxes lie outside all holders."""
    return any(not any(holder.holds(box) for holder in holders) for box in boxes)


def _marked(context: Context, cut: Cut, title: Box | None) -> list[Box]:
    """Return the boxes that the page marks as the article's text."""
    found = [
        box
        for box in [*cut.groups, *context.outline.leaves]
        if "articleBody" in box.get("itemprop").split() and cut.sum(box) > 0
    ]
    outer = [box for box in found if not any(other is not box and other.holds(box) for other in found)]
    outer.sort(key=lambda box: box.lo)
    if len(outer) > 1:  # several articles on one page: the one with the most text near the title
        outer = [max(outer, key=lambda box: cut.sum(box) * LEVEL_FACTOR ** cut.level(box))]
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


def _without_prose(context: Context, title: Box | None, cut: Cut) -> Body:
    """A text without one sentence (a caption, a table): what follows the title in its own box."""
    if title is None or title.parent is None:
        return Body()
    parent = title.parent
    boxes = [child for child in parent.children if child.lo > title.lo and cut.sum(child) > 0]
    if not boxes:
        return Body(near=_near(context, title, [], []), region=title.parent)
    body = _cleaned(context, boxes, title, (), cut)
    context.decide("body", "what follows the title", 0.3, f"{len(body.leaves)} blocks")
    return body


def _cleaned(
    context: Context, boxes: Sequence[Box], title: Box | None, barred: Sequence[Box], cut: Cut
) -> Body:
    leaves = [leaf for box in boxes for leaf in context.outline.within(box)]
    if title is not None:
        leaves = [leaf for leaf in leaves if leaf.lo > title.lo]
    reasons = dict.fromkeys(context.known, "stood on other pages of the site")
    reasons |= dict.fromkeys(_waste_in(context, boxes, title, cut), "its element or its name says so")
    reasons |= {index: "a list or the imprint" for box in barred for index in range(box.lo, box.hi)}
    for leaf in leaves:
        if leaf.lo in reasons:
            _note_dropped(context, reasons[leaf.lo], leaf)
    leaves = [leaf for leaf in leaves if leaf.lo not in reasons]
    prose = [index for index, leaf in enumerate(leaves) if is_prose(leaf)]
    first, last = (prose[0], prose[-1]) if prose else (0, len(leaves) - 1)
    parents = {id(leaves[index].parent) for index in prose}
    tables = in_data_tables(boxes)
    kept: list[Box] = []
    seen: dict[str, int] = {}
    after_label = False
    title_key = fold(title.text) if title is not None else ""
    for index, leaf in enumerate(leaves):
        if is_promo(leaf.text) or (index >= last and is_contact(leaf.text)):
            _note_dropped(context, "an invitation or contacts", leaf)
            continue
        if is_credit(leaf.text) and (id(leaf.parent) not in parents or _with_picture(leaf)):
            _note_dropped(context, "a picture's credit", leaf)
            continue
        long = len(leaf.text) >= _TWICE and not leaf.pre
        if long and seen.setdefault(leaf.text, id(leaf.parent)) != id(leaf.parent):
            # the page prints its text for screens of two widths
            _note_dropped(context, "printed twice", leaf)
            continue
        if is_prose(leaf) and not _also(leaf):
            if not (
                index in (first, last) and opens_meta(leaf.text) and leaf.link_chars > 0.2 * len(leaf.text)
            ):
                after_label = False
                kept.append(leaf)
            else:
                _note_dropped(context, "date, author or the like at the edge", leaf)
            continue
        if leaf.lo in tables:
            kept.append(leaf)
            continue
        inside = first < index < last
        if _is_furniture(context, leaf, inside, after_label):
            _note_dropped(context, "furniture", leaf)
            continue
        if len(leaf.text) < 60 and label_key(leaf.text) in END and _followed_by_links(leaves, index):
            after_label = True
            _note_dropped(context, "heads links to other articles", leaf)
            continue
        if not inside and (
            fold(leaf.text) == title_key or _edge_waste(context, leaf, id(leaf.parent) in parents)
        ):
            _note_dropped(context, "no text at the edge", leaf)
            continue
        kept.append(leaf)
    while kept and kept[-1].level:
        _note_dropped(context, "a heading without a text", kept.pop())
    body = Body(list(boxes), kept)
    body.region = common([*boxes, title] if title is not None else list(boxes))
    body.near = _near(context, title, kept, leaves)
    return body


def _waste_in(context: Context, boxes: Sequence[Box], title: Box | None, cut: Cut) -> set[int]:
    """Return the leaves in the text's boxes that say by their element or name that they are no text."""
    inside = [
        one for box in boxes for one in (*groups_of(box), *context.outline.within(box)) if one is not box
    ]
    weights = cut.weights
    total = sum(weights[box.hi] - weights[box.lo] for box in boxes)
    found = find_waste(inside, weights, title, total, names=context.profile is None)
    return {index for box in found for index in range(box.lo, box.hi)}


def _with_picture(leaf: Box) -> bool:
    """Tell whether a picture stands in the leaf's own element."""
    return bool(leaf.tag) and next(leaf.el.iter("img", "picture", "amp-img"), None) is not None


def _also(leaf: Box) -> bool:
    """Tell whether a leaf only leads to another article («Читайте также: …»)."""
    return bool(_ALSO.match(leaf.text)) and leaf.link_chars > 0.3 * len(leaf.text)


def _followed_by_links(leaves: Sequence[Box], index: int) -> bool:
    following = leaves[index + 1 : index + 3]
    return bool(following) and all(box.link_chars > 0.6 * len(box.text) for box in following)


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
        if beside_prose and leaf.tag in ("p", "") and own >= 10 and SENTENCE_END.search(text):
            return False  # «Ранее … сообщил, что …» with most of it a link
        if leaf.tag == "li" and _is_source(context, leaf):
            return False
        if leaf.tag != "p" or not beside_prose or (own < 3 and len(text) > 40):
            return True
        return context.article_of(_first_href(leaf)) is not None
    if is_date_line(text, context) or author_line(text, context) is not None or is_counter(text):
        return True
    if len(text) < 200 and opens_meta(text):
        return True
    if leaf.level:
        return False
    return not beside_prose and leaf.tag not in ("p", "li", "td", "th", "dt", "dd")


def _is_source(context: Context, leaf: Box) -> bool:
    """Tell whether an item is the written address of a page of another site: what a text draws on."""
    href = _first_href(leaf) or ""
    return leaf.text.startswith(("https://", "http://", "www.")) and context.article_of(href) is None


def _first_href(leaf: Box) -> str | None:
    return next((run.href for run in leaf.runs or () if run.href), None)


def _near(context: Context, title: Box | None, kept: Sequence[Box], leaves: Sequence[Box]) -> list[Box]:
    """Return the leaves between title and text, just before the title and just behind the text."""
    everything = context.outline.leaves
    inside = {leaf.lo for leaf in kept}
    start = title.lo if title is not None else (kept[0].lo - 6 if kept else 0)
    first = kept[0].lo if kept else start + 8
    last = kept[-1].lo if kept else first
    order = [*range(start + 1, min(max(first, last), start + 25)), *range(start - 1, start - 13, -1)]
    order += [leaf.lo for leaf in leaves if leaf.lo not in inside and leaf.lo > last][:12]
    order += range(last + 1, last + 9)
    seen: set[int] = set()
    near: list[Box] = []
    for index in order:
        if 0 <= index < len(everything) and index not in inside and index not in seen:
            seen.add(index)
            near.append(everything[index])
    return near
