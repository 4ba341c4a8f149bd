"""The title of a page and the leaf that prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.labels import FURNITURE, fold, is_counter
from kaskad_tui.extract.selectors import holds, text_of
from kaskad_tui.extract.structured import strings
from kaskad_tui.sanitize import clean_line

_SEPARATOR = re.compile(
    r"\s+[|–—·•»«:/\\-]{1,2}\s+|\s*\|\s*|\s*::\s*|\s*»\s+"
    r"|(?<=[\u3040-\u9fff\uff00-\uffef])_(?=[\u3040-\u9fff])"
)
_MAX_TITLE = 500


def without_site(text: str, names: tuple[str, ...]) -> str:
    """Return a document title without the site's names at its ends."""
    known = {fold(name) for name in names if fold(name)}
    changed = True
    while changed:
        changed = False
        for found in _SEPARATOR.finditer(text):
            head, tail = text[: found.start()], text[found.end() :]
            if fold(tail) in known and head:
                text, changed = head, True
                break
            if fold(head) in known and tail:
                text, changed = tail, True
                break
    return text.strip()


def _references(context: Context) -> list[tuple[str, str, float]]:
    """Return what the page calls itself: (text, rule, weight)."""
    found: list[tuple[str, str, float]] = []
    for article in context.structured.articles[:3]:
        found.extend((text, "json-ld headline", 1.0) for text in strings(article.get("headline"))[:1])
    meta = context.structured.meta
    for name in ("og:title", "twitter:title", "title", "dc.title"):
        if meta.get(name):
            found.append((without_site(meta[name], context.site_names), f"meta {name}", 0.95))
    if context.structured.document_title:
        whole = without_site(context.structured.document_title, context.site_names)
        found.append((whole, "document title", 0.9))
        part = _longest_part(whole)
        first = re.split(r"\s*(?:\||::|»(?=\s))\s*", whole)[0].strip()
        if first != whole and len(first) >= 20 and len(first.split()) >= 3:
            part = first
        if part != whole:
            found.append((part, "part of the document title", 0.85))
    return [(text, rule, weight) for text, rule, weight in found if text]


def _likeness(heading: str, reference: str) -> float:
    """Return how much a printed heading and a reference are the same title, 0 to 1."""
    one, other = fold(heading), fold(reference)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    if one in other:
        share = len(one) / len(other)
        return share if len(one) >= 8 or share > 0.5 else 0.0
    if other in one:
        share = len(other) / len(one)
        return 0.9 * share if len(other) >= 12 and share > 0.5 else 0.0
    same = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        same += 1
    return 0.6 * same / max(len(one), len(other)) if same > 20 else 0.0


def _shows(box: Box) -> bool:
    """Tell whether a leaf can print a title."""
    return 2 <= len(box.text) <= _MAX_TITLE and fold(box.text) not in FURNITURE


def _overlong(leaves: Sequence[Box], references: Sequence[tuple[str, str, float]]) -> Box | None:
    """Return the h1 that is too long for a title and yet what the page calls itself."""
    claims = {fold(text) for text, _rule, _weight in references if len(text) >= _MAX_TITLE}
    for box in leaves if claims else ():
        long = box.tag == "h1" and len(box.text) > _MAX_TITLE
        if long and fold(clean_line(box.text, _MAX_TITLE)) in claims:
            return box
    return None


def _leads_home(context: Context, box: Box) -> bool:
    """Tell whether a heading is a link to the site's front page: its name."""
    links = [run.href for run in box.runs or () if run.href]
    inside = box.el.getparent()
    if inside is not None and inside.tag == "a":
        links.append(inside.get("href") or "")
    urls = (context.resolve(href) for href in links[:3])
    return any(url and urlsplit(url).path in ("", "/") and context.is_own(url) for url in urls)


def find_title(context: Context) -> tuple[str | None, Box | None]:
    """Return the title as printed and its leaf; without a printed one the page's own claim and None."""
    leaves = context.outline.leaves
    given = text_of(context.chosen.title)
    if given is not None:
        context.decide("title", "profile: title", 1.0, given)
        printed = (box for box in leaves if holds(context.chosen.title, box))
        return clean_line(given, _MAX_TITLE), next(printed, None)
    references = _references(context)
    best: tuple[float, Box, str] | None = None
    headings = [box for box in leaves if box.level and _shows(box)]
    for order, box in enumerate(headings[:300]):
        for text, rule, weight in references:
            score = _likeness(box.text, text) * weight
            if score < 0.3:
                continue
            score -= 0.01 * box.level + 0.0005 * order
            if box.link_chars > 0.8 * len(box.text) and context.url:
                score -= 0.5 if _leads_home(context, box) else 0.1
            if best is None or score > best[0]:
                best = score, box, rule
    if best is None or best[0] < 0.75:
        exact = {fold(text): rule for text, rule, _weight in references if len(fold(text)) >= 8}
        for box in leaves:
            named_by = exact.get(fold(box.text)) if len(box.text) <= _MAX_TITLE else None
            if named_by and (box.tag != "li" or box.link_chars == 0) and box.link_chars < len(box.text):
                if best is None or best[0] < 0.85:
                    best = 0.86, box, named_by
                if box.tag != "li":
                    break
    # its own title may stand among the headlines of other pages: what was known only bars a guess
    fresh = [box for box in headings if box.lo not in context.known]
    ones = [box for box in fresh if box.level == 1 and box.link_chars < len(box.text)]
    named = {fold(name) for name in context.site_names}
    resembles = best is not None and best[0] < 0.7 and len(ones) == 1 and ones[0].lo < best[1].lo
    if resembles and references and fold(ones[0].text) not in named:
        # a sub-heading that resembles the title is not where the article begins
        text, rule, _weight = references[0]
        context.decide("title", f"{rule}, begins at the only h1", 0.6, text)
        return clean_line(text, _MAX_TITLE), ones[0]
    overlong = _overlong(leaves, references) if best is None else None
    if overlong is not None:
        title = clean_line(overlong.text, _MAX_TITLE)
        context.decide("title", "h1, cut", 0.6, title, overlong)
        return title, overlong
    if best is not None:
        title = clean_line(best[1].text, _MAX_TITLE)
        title = _without_extras(title, best[1], references)
        likely = min(1.0, best[0] + 0.05)
        context.decide("title", f"printed heading like {best[2]}", likely, title, best[1])
        return title, best[1]
    marked = [box for box in fresh if "headline" in (box.el.get("itemprop") or "")]
    for boxes, rule in ((marked, "itemprop headline"), (ones, "the only h1")):
        sure = boxes and (len(boxes) == 1 or boxes is marked)
        if sure and fold(boxes[0].text) not in named:
            title = clean_line(boxes[0].text, _MAX_TITLE)
            context.decide("title", rule, 0.7, title, boxes[0])
            return title, boxes[0]
    if references:
        text, rule, weight = references[0]
        if rule == "document title":
            parts = [given for given, of, _weight in references if of == "part of the document title"]
            text = parts[0] if parts else _longest_part(text)
        context.decide("title", rule, weight - 0.3, text)
        return clean_line(text, _MAX_TITLE), None
    return None, None


def _without_extras(title: str, box: Box, references: list[tuple[str, str, float]]) -> str:
    """Return a printed title without the line set over it and the count set behind it in the same heading."""
    key = fold(title)
    for text, rule, _weight in references:
        other = fold(text)
        rest = title[len(text) :].strip() if title.startswith(text) else ""
        if rest and (is_counter(rest) or box.text.startswith(f"{text}\n")):
            return clean_line(text, _MAX_TITLE)
        over = key.endswith(other) and 0.4 * len(key) < len(other) < len(key)
        if over and len(box.el) and rule != "part of the document title" and len(text.split()) >= 3:
            return clean_line(text, _MAX_TITLE)
        if key == other and len(text) > len(title) and len(box.el):
            return clean_line(text, _MAX_TITLE)  # set on two lines: a claim has the sign between
    return title


def _longest_part(text: str) -> str:
    parts = [part for part in (piece.strip(" :|–—-·•/") for piece in _SEPARATOR.split(text)) if part]
    if len(parts) < 2:
        return text
    longest = max(parts, key=len)
    return longest if len(longest) > 0.5 * len(text) else text
