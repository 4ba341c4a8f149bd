"""Who wrote an article: the page's claims and the lines round it, weighed; none rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import (
    author_line,
    is_date_line,
    is_desk,
    is_person,
    microdata,
    name_of,
    of_readers,
)
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.labels import GENERIC_LINK, fold
from kaskad_tui.extract.selectors import text_of
from kaskad_tui.extract.structured import strings, types_of

_NAMES_APART = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\bи\b)\s*")
_BY = re.compile(r"(?:by|written by|posted by|words by|von|par|por|di|door|av|af)[:\s]\s*(?=[^\W\d_])", re.I)
_BARE = re.compile(
    r"(?:(?:written|posted|words|text) )?by|authors?|autor(?:in|en|es|a|ka|zy)?|auteure?s?|autore|yazar"
    r"|автор(?:ы| текста| статьи)?|текст|συντάκτης",
    re.I,
)
"""A label that may fill a line: the next one holds the name."""
_COLON = re.compile(
    r"(?:autor(?:in|en|es|a|ka|zy)?|auteure?s?|autore|authors?|texte?|testo|tekst|yazar|redaktion|συντάκτης"
    r"|автор(?:ы| текста| статьи)?|текст)\s*:\s*",
    re.I,
)
_GLUED_BY = re.compile(r"By(?=[A-Z][a-z])")
_OPENS = re.compile(
    r"(?:posted|written|published|geschrieben|verfasst|veröffentlicht|text|interview"
    r"|(?:ein|eine) (?:artikel|beitrag|kolumne|kommentar|interview|gastbeitrag))\b",
    re.I,
)
_INSIDE = re.compile(r"\b(?:by|von|par|por)\s+((?:[^\W\d_a-zà-þа-яё][\w'’.-]*\s*){2,4})")
_BEHIND_BY = re.compile(r"\s[|•·—–]\s|,\s|\s*\n")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|ka|zy)?|auteurs?|autore|staff|people|profiles?|journalists?|journalisten|contributors?"
    r"|columnists?|writers?|reporters?|redakteure?|avtory?|by)/[^/?#]{2,}",
    re.I,
)
"""Where sites keep a page for each of their authors."""


_WRITTEN_BY = re.compile(
    r"(?:written|posted) by|author|(?:geschrieben|verfasst) von|autor(?:in)?|écrit par|auteur|escrito por"
    r"|scritto da|napisane przez|автор|написано(?: автором)?|written by:",
    re.I,
)
_ARTICLES_AUTHOR = (
    "og:article:author", "article_author", "parsely-author", "sailthru.author",
    "shareaholic:article_author_name",
)  # fmt: skip
"""Fields that are filled for each article, not once for a site."""
_MARKED = (
    "//a[contains(concat(' ', @rel, ' '), ' author ')]"
    " | //*[contains(concat(' ', @class, ' '), ' vcard ')][contains(concat(' ', @class, ' '), ' author ')]"
)
_NAMED = re.compile(r"(?:^|[\s_-])(?:author|autor|auteur|byline|verfasser)s?(?:$|[\s_-])", re.I)


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
    leaves = context.outline.leaves
    ends = {box.lo: box for box in (*leaves[start + 1 : start + 4], *leaves[max(0, last - 1) : last + 1])}
    signed = [*lines, *(box for box in ends.values() if len(box.text) <= 80 and box not in lines)]
    under = [box for box in lines if start < box.lo <= last]
    claimed = _in_json_ld(context, lines)
    persons = claimed is not None and all(is_person(name) for name in claimed[0].split(", "))
    found = (
        _labelled(context, signed)
        or (claimed if persons else None)
        or _printed_byline(context, lines)
        or _linked(context, under)
        or _signed(context, signed)
        or claimed
        or _in_microdata(context, region)
        or _in_meta(context, lines)
        or _only_microdata(context)
        or _marked_link(context)
        or _named_box(context, [box for box in lines if box.lo <= last])
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


def _signed(context: Context, lines: Sequence[Box]) -> _Found | None:
    """Return the person behind a label that stands alone, before a colon, or inside a short line."""
    leaves = context.outline.leaves
    for box in lines:
        text = " ".join(box.text.split())
        if len(text) > 120 or of_readers(box.el):
            continue
        if _BARE.fullmatch(text.rstrip(" :")):
            rest = leaves[box.lo + 1].text.split("\n")[0] if box.lo + 1 < len(leaves) else ""
        elif found := _COLON.match(text) or _GLUED_BY.match(text):
            rest = text[found.end() :]
        elif (found := _INSIDE.search(text)) and (
            _OPENS.match(text) or is_date_line(text[: found.start()], context)
        ):
            links = (run.text.strip() for run in box.runs or () if run.href is not None)
            rest = next((one for one in links if one and found.group(1).startswith(one)), found.group(1))
        else:
            continue
        name = (
            name_of(re.split(r"\s[|•·—–(]|[,(]\s?|\s+(?:in|am|on|um)\s", rest)[0], context) if rest else None
        )
        if name and all(is_person(one) for one in _NAMES_APART.split(name)):
            return name, "printed label", 0.8
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
        names = [name for text in _claimed_names(context, article) if (name := name_of(text, context))]
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


def _only_microdata(context: Context) -> _Found | None:
    """Return the only author that microdata names, wherever it stands in the page."""
    names = {
        name
        for element in microdata(context, "author", None)
        if not of_readers(element)
        and (name := name_of(element.get("content") or "".join(element.itertext()), context))
    }
    return (names.pop(), "microdata, the page's only author", 0.75) if len(names) == 1 else None


def _in_meta(context: Context, lines: Sequence[Box]) -> _Found | None:
    meta = context.structured.meta
    sure = [
        meta.get(f"twitter:data{n}")
        for n in (1, 2)
        if _WRITTEN_BY.fullmatch(meta.get(f"twitter:label{n}", ""))
    ]
    said = {fold(given) for given in sure if given}
    if listed := [_forename_first(one) for one in meta.get("citation_author", "").split(";") if one.strip()]:
        names = [name for one in listed[:12] if (name := name_of(one, context))]
        return (", ".join(names), "meta citation_author", 0.8) if names else None
    for key in ("author", "article:author", "dc.creator", "dc:creator", "byl", *_ARTICLES_AUTHOR):
        given = meta.get(key)
        name = name_of(given, context) if given else None
        if name and (
            key in _ARTICLES_AUTHOR
            or all(is_person(one) for one in _NAMES_APART.split(name))
            or (fold(name) in said and not is_desk(name))
            or fold(name) in _printed(lines)
        ):
            return name, f"meta {key}", 0.7
    written = (name_of(given, context) for given in sure if given)
    return next(((name, "meta: written by", 0.7) for name in written if name and not is_desk(name)), None)


def _forename_first(name: str) -> str:
    parts = name.split(",")
    return f"{parts[1].strip()} {parts[0].strip()}" if len(parts) == 2 else name


def _claimed_names(context: Context, article: Mapping[str, object]) -> list[str]:
    """Return the authors that JSON-LD does not call an organisation, also those it only refers to."""
    given = article.get("author")
    found: list[str] = []
    for item in given[:20] if isinstance(given, list) else [given]:
        if not isinstance(item, dict) or "Organization" not in " ".join(types_of(item)):
            key = item.get("@id") if isinstance(item, dict) else None
            known = context.structured.persons.get(key) if isinstance(key, str) else None
            found += strings(item) or ([known] if known and is_person(known) else [])
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


def _marked_link(context: Context) -> _Found | None:
    """Return the names that links and cards of the page mark as authors, where these are few."""
    found = context.outline.root.el.xpath(_MARKED)
    names: list[str] = []
    for element in found[:20] if isinstance(found, list) else []:
        if isinstance(element, etree._Element) and not of_readers(element):
            name = name_of(_BY.sub("", "".join(element.itertext()).strip(), count=1), context)
            if name and fold(name) not in GENERIC_LINK and name not in names:
                names.append(name)
    persons = [name for name in names if is_person(name)]
    if 1 <= len(persons) <= 3:
        return ", ".join(persons), "marked as author", 0.7
    nickname = len(names) == 1 and " " not in names[0]
    return (names[0], "marked as author", 0.6) if nickname else None


def _the_site_itself(context: Context, lines: Sequence[Box]) -> _Found | None:
    """Return the author that JSON-LD names although it is the site: where no line could name anybody else."""
    if any(len(box.text) <= 60 and is_person(box.text.split("\n")[0]) for box in lines[:8]):
        return None
    for article in context.structured.articles[:2]:
        names = [name for name in strings(article.get("author")) if len(name) <= 60 and "://" not in name]
        if len(names) == 1:
            return names[0], "json-ld: the site itself", 0.5
    return None


def _named_box(context: Context, lines: Sequence[Box]) -> _Found | None:
    """Return the person whose name alone fills a line in a box that is called so."""
    names: list[str] = []
    for box in lines:
        if not 4 <= len(box.text) <= 60:
            continue
        element: etree._Element | None = box.el
        for _step in range(3):
            if element is None or element.tag in ("body", "html"):
                break
            if _NAMED.search(element.get("class") or ""):
                name = name_of(_BY.sub("", box.text.split("\n")[0], count=1), context)
                if (
                    name
                    and ":" not in name
                    and is_person(name)
                    and name not in names
                    and not of_readers(element)
                ):
                    names.append(name)
                break
            element = element.getparent()
    return (names[0], "in a box called author", 0.65) if len(names) == 1 else None
