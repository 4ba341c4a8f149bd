"""Who wrote an article: the page's claims and the lines round it, weighed; none rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import author_line, in_region, is_person, microdata, name_of
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.labels import GENERIC_LINK, fold
from kaskad_tui.extract.selectors import text_of
from kaskad_tui.extract.structured import strings, types_of

_NAMES_APART = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\bи\b)\s*")
_BY = re.compile(r"(?:by|written by|posted by|words by|von|par|por|di|door|av|af)[:\s]\s*(?=[^\W\d_])", re.I)
_BEHIND_BY = re.compile(r"\s[|•·—–]\s|,\s|\s*\n")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|ka|zy)?|auteurs?|autore|staff|people|profiles?|journalists?|journalisten|contributors?"
    r"|columnists?|writers?|reporters?|redakteure?|avtory?|by)/[^/?#]{2,}",
    re.I,
)
"""Where sites keep a page for each of their authors."""


def find_author(
    context: Context, lines: Sequence[Box], region: Box | None, start: int, last: int
) -> str | None:
    """Return the author, None rather than a guess.

    Args:
        context: the page.
        lines: leaves round the text, nearest first.
        region: the box that holds title and text.
        start: index of the title's leaf.
        last: index of the text's last leaf.
    """
    if context.profile is not None and context.profile.selectors.author:
        given = text_of(context.chosen.author)
        if given is not None:
            context.decide("author", "profile: author", 1.0, given)
        return given
    under = [box for box in lines if start < box.lo <= last]
    claimed = _in_json_ld(context, lines)
    persons = claimed is not None and all(is_person(name) for name in claimed[0].split(", "))
    found = (
        _labelled(context, lines)
        or (claimed if persons else None)
        or _printed_byline(context, lines)
        or _linked(context, under)
        or claimed
        or _in_microdata(context, region)
        or _in_meta(context, lines)
        or _marked_link(context, region)
        or _the_site_itself(context, under)
    )
    if found is None:
        return None
    name, rule, sure = found
    context.decide("author", rule, sure, name)
    return name


_Found = tuple[str, str, float]
"""Name, rule, confidence."""


def _labelled(context: Context, lines: Sequence[Box]) -> _Found | None:
    for box in lines:
        given = author_line(box.text, context)
        if given and (name := name_of(given, context)):
            return name, "printed label", 0.95
    return None


def _printed(lines: Sequence[Box]) -> set[str]:
    """Return the lines, and the pieces of lines, that are printed near the text, folded."""
    texts = [
        part for box in lines if len(box.text) <= 300 for part in re.split(r"\n|\s[|•·—–]\s|,\s", box.text)
    ]
    runs = (run for box in lines for run in box.runs or () if run.href is not None)
    texts += [run.text for run in runs if _AUTHOR_PAGE.search(run.href or "")]
    return {fold(_BY.sub("", text.strip(), count=1)) for text in texts}


def _in_json_ld(context: Context, lines: Sequence[Box]) -> _Found | None:
    for article in context.structured.articles[:2]:
        names = [name for text in _claimed_names(article) if (name := name_of(text, context))]
        if not names:
            desks = [text for text in strings(article.get("author")) if name_of(text, context)]
            printed = _printed(lines) if desks else set()
            names = [text for text in desks if fold(text) in printed]
        if names:
            return _with_others(", ".join(dict.fromkeys(names[:6])), context, lines), "json-ld", 0.9
    return None


def _in_microdata(context: Context, region: Box | None) -> _Found | None:
    marked = microdata(context, "author", region)
    if len(marked) > 4:
        return None
    for element in marked:
        inner = [one for one in element.iterdescendants() if "name" in (one.get("itemprop") or "").split()]
        source = inner[0] if inner else element
        if name := name_of(source.get("content") or "".join(source.itertext()), context):
            return name, "microdata", 0.85
    return None


def _in_meta(context: Context, lines: Sequence[Box]) -> _Found | None:
    for key in ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author"):
        given = context.structured.meta.get(key)
        name = name_of(given, context) if given else None
        if name and (
            all(is_person(one) for one in _NAMES_APART.split(name)) or fold(name) in _printed(lines)
        ):
            return name, f"meta {key}", 0.7
    return None


def _claimed_names(article: Mapping[str, object]) -> list[str]:
    """Return the authors that JSON-LD does not call an organisation."""
    given = article.get("author")
    found: list[str] = []
    for item in given[:20] if isinstance(given, list) else [given]:
        if not isinstance(item, dict) or "Organization" not in " ".join(types_of(item)):
            found += strings(item)
    return found


def _with_others(name: str, context: Context, lines: Sequence[Box]) -> str:
    """Return the names of a printed byline where it begins with `name` and goes on with more persons."""
    for box in lines:
        first = box.text.split("\n")[0]
        if not len(name) + 4 < len(first) <= 120 or name not in first:
            continue
        line = name_of(re.split(r"\s[|•·—–]\s", first)[0], context)
        if line and line.startswith(name):
            rest = _NAMES_APART.split(line[len(name) :])
            others = [one.strip() for one in rest if one.strip()]
            if others and not rest[0].strip() and all(is_person(one) for one in others):
                return ", ".join([name, *others])
    return name


def _printed_byline(context: Context, lines: Sequence[Box]) -> _Found | None:
    """Return the names of a line that opens with «By»: persons, or whatever stands alone in a short line."""
    for box in lines:
        opened = _BY.match(box.text) if len(box.text) <= 100 else None
        if opened is None:
            continue
        name = name_of(_BEHIND_BY.split(box.text[opened.end() :])[0], context)
        if not name or not name[0].isupper():
            continue
        if all(is_person(one) for one in _NAMES_APART.split(name)):
            return name, "printed byline", 0.8
        words = name.split()
        short = len(words) <= 3 and all(word[0].isupper() for word in words)
        if short and box.text[:2].lower() == "by" and len(box.text) <= 60 and box.link_chars <= len(name):
            return name, "printed byline, no person", 0.6
    return None


def _linked(context: Context, lines: Sequence[Box]) -> _Found | None:
    """Return the names in links to authors' pages: of the first such line under the title and the next."""
    names: list[str] = []
    at = -1
    for box in lines:
        if names and abs(box.lo - at) > 2:
            break
        texts: dict[str, str] = {}
        for run in box.runs or ():
            if run.href is not None and _AUTHOR_PAGE.search(run.href):
                texts[run.href] = texts.get(run.href, "") + run.text
        for text in texts.values():
            name = name_of(_BY.sub("", text.strip(), count=1), context)
            if not name or name in names or fold(name) in GENERIC_LINK or not name[0].isupper():
                continue
            if is_person(name) or (not names and len(name.split()) <= 3):
                names.append(name)
                at = box.lo
    return (", ".join(names), "link to an author's page", 0.7) if 1 <= len(names) <= 4 else None


def _marked_link(context: Context, region: Box | None) -> _Found | None:
    links = context.outline.root.el.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]")
    names: list[str] = []
    for element in links[:10] if isinstance(links, list) else []:
        if isinstance(element, etree._Element) and in_region(element, region):
            name = name_of("".join(element.itertext()), context)
            if name and is_person(name) and name not in names:
                names.append(name)
    return (", ".join(names), "rel author", 0.7) if 1 <= len(names) <= 3 else None


def _the_site_itself(context: Context, lines: Sequence[Box]) -> _Found | None:
    """Return the author that JSON-LD names although it is the site: where no line could name anybody else."""
    if any(len(box.text) <= 60 and is_person(box.text.split("\n")[0]) for box in lines[:8]):
        return None
    for article in context.structured.articles[:2]:
        names = [name for name in strings(article.get("author")) if len(name) <= 60 and "://" not in name]
        if len(names) == 1:
            return names[0], "json-ld: the site itself", 0.5
    return None
