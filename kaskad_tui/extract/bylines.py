"""Who wrote an article and when: the page's claims and the lines printed round the text, weighed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.dates import find_date
from kaskad_tui.extract.labels import AUTHOR_LABELS, fold
from kaskad_tui.extract.selectors import text_of
from kaskad_tui.extract.structured import strings, types_of
from kaskad_tui.sanitize import clean_line

_EMAIL = re.compile(r"[(<\[]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)>\]]?")
_NO_NAME = re.compile(
    r"https?:|www\.|[@/\\{}<>|=;]|\d{3}|^(?:super ?user|admin\w*|administrator|root|webmaster"
    r"|editor|user|guest|author|null|undefined|none|unknown|гость|админ\w*|администратор)$",
    re.I,
)
_BYLINE_START = re.compile(
    r"^(?:by|written by|posted by|von|par|por|автор(?:ы)?(?: текста| статьи)?|текст)\s*[:—–-]?\s+", re.I
)


_ALL_POSTS = re.compile(
    r"^(?:(?:view|see|show|read|browse) (?:all )?(?:posts|articles|stories|more) (?:by|from)"
    r"|zeige alle beiträge von"
    r"|alle (?:beiträge|artikel) von|voir tous les articles (?:de|par)|ver todas las entradas de"
    r"|все (?:записи|статьи|материалы) (?:автора)?)\s+",
    re.I,
)
_BEHIND_NAME = re.compile(
    r"\s+(?:as told to|,?\s*(?:the )?associated press|(?:on|am|at) \w{3,9}\b"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d).*$|\s*[→»›]+$",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:gmbh|inc|ltd|llc|ag|se|e\. ?v|team|redaktion|redazione|redacción|rédaction|редакция|staff"
    r"|news|media|press"
    r"|agency|agencies|agentur|verband|association|desk|editors?|group|corporation|company|university|institute)\b"
    r"|\w\.(?:com|de|org|net|ru|info|at|ch)\b|\d",
    re.I,
)
_PARTICLES = frozenset("de da di du del della van von der den la le el al bin ibn y e and und et и y".split())


def is_person(name: str) -> bool:
    """Tell whether a name looks like one person's: two to five words, all with a capital."""
    words = [word for word in re.split(r"[\s]+", name) if word.lower() not in _PARTICLES]
    if not 2 <= len(words) <= 5 or _ORGANISATION.search(name):
        return False
    return all(word[0].isupper() for word in words if word[0].isalpha())


def name_of(text: str, context: Context) -> str | None:
    """Return a person's or desk's name cleaned of labels, e-mail and links, None when it is no name."""
    name = clean_line(_EMAIL.sub(" ", text), 200).strip(" ,;:—–-|/•·")
    name = _BEHIND_NAME.sub("", _ALL_POSTS.sub("", name)).strip(" ,;:—–-|/•·")
    name = _BYLINE_START.sub("", name).strip(" ,;:—–-|/•·")
    if not 2 <= len(name) <= 100 or _NO_NAME.search(name) or not re.search(r"[^\W\d_]{2}", name):
        return None
    if len(name.split()) > 10 or re.search(r"[.!?…]\s+\S+\s+\S+\s+\S", name):
        return None
    if fold(name) in {fold(site) for site in context.site_names}:
        return None
    return name


def author_line(text: str, context: Context) -> str | None:
    """Return what stands behind an author's label («Автор Имя»), "" for a bare label, else None."""
    if len(text) > 120 or "\n" in text.strip():
        return None
    labels = (*(context.profile.author_labels if context.profile else ()), *AUTHOR_LABELS[:4])
    for label in labels:
        if not text.casefold().startswith(label.casefold()):
            continue
        rest = text[len(label) :]
        if rest and rest[0].isalnum():
            continue
        rest = _EMAIL.sub(" ", rest).strip(" :—–-\xa0")
        if not rest:
            return ""
        if (
            len(rest.split()) <= 7
            and rest[0].isupper()
            and not re.search(r"[.!?]$", rest)
            and name_of(rest, context)
        ):
            return clean_line(rest, 100)
    return None


def is_date_line(text: str, context: Context) -> bool:
    """Tell whether a short line holds a date and next to nothing else."""
    if len(text) > 120 or not any(char.isdigit() for char in text):
        return False
    found = find_date(text, zone=context.zone, now=context.now)
    if found is None:
        return bool(re.fullmatch(r"\W*[0-2]?\d[:.][0-5]\d\W*", text))
    rest = text[: found.start] + " " + text[found.end :]
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return len(words) <= 3 and not re.search(r"[.!?…]\s*$", rest.replace("г.", "").strip())


def _in_region(element: etree._Element, box: Box | None) -> bool:
    if box is None:
        return True
    one: etree._Element | None = element
    while one is not None:
        if one is box.el:
            return True
        one = one.getparent()
    return False


def microdata(context: Context, name: str, region: Box | None) -> list[etree._Element]:
    """Return the elements that microdata names so, within a region, 200 at most."""
    elements = [element for element in context.marked if name in (element.get("itemprop") or "").split()]
    return [element for element in elements[:200] if _in_region(element, region)]


def find_author(context: Context, lines: Sequence[Box], region: Box | None) -> str | None:
    """Return the author, None rather than a guess.

    Args:
        context: the page.
        lines: leaves round the text, nearest first.
        region: the box that holds title and text.
    """
    if context.profile is not None and context.profile.selectors.author:
        given = text_of(context.chosen.author)
        if given is not None:
            context.decide("author", "profile: author", 1.0, given)
        return given
    for box in lines:
        found = author_line(box.text, context)
        if found and (name := name_of(found, context)):
            context.decide("author", "printed label", 0.95, name)
            return name
    printed = " ".join(fold(box.text) for box in lines if len(box.text) <= 300)
    for article in context.structured.articles[:2]:
        names = [name for text in _claimed_names(article) if (name := name_of(text, context))]
        if not names and (
            desks := [text for text in strings(article.get("author")) if name_of(text, context)]
        ):
            names = [text for text in desks if fold(text) in printed and fold(text)]
        if names:
            name = _with_others(", ".join(dict.fromkeys(names[:6])), context, lines)
            context.decide("author", "json-ld", 0.9, name)
            return name
    marked = microdata(context, "author", region)
    if len(marked) <= 4:
        for element in marked:
            inner = element.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ')]")
            source = (
                inner[0]
                if isinstance(inner, list) and inner and isinstance(inner[0], etree._Element)
                else element
            )
            text = source.get("content") or "".join(source.itertext())
            if name := name_of(text, context):
                context.decide("author", "microdata", 0.85, name)
                return name
    for key in ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author"):
        given = context.structured.meta.get(key)
        name = name_of(given, context) if given else None
        sure = name and (fold(name) in printed or all(is_person(one) for one in _NAMES_APART.split(name)))
        if name and sure:
            context.decide("author", f"meta {key}", 0.7, name)
            return name
    return _printed_byline(context, lines, region)


_NAMES_APART = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\bи\b)\s*")


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


def _printed_byline(context: Context, lines: Sequence[Box], region: Box | None) -> str | None:
    for box in lines:
        if len(box.text) <= 100 and re.match(
            r"(?:by|written by|posted by|von|par)\s+[^\W\d_]", box.text, re.I
        ):
            first = box.text.split("\n")[0]
            name = name_of(re.split(r"\s[|•·—–]\s|,\s", first)[0], context)
            if name and name[0].isupper() and all(is_person(one) for one in _NAMES_APART.split(name)):
                context.decide("author", "printed byline", 0.7, name)
                return name
    links = context.outline.root.el.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]")
    names: list[str] = []
    for element in links[:10] if isinstance(links, list) else []:
        if isinstance(element, etree._Element) and _in_region(element, region):
            name = name_of("".join(element.itertext()), context)
            if name and is_person(name) and name not in names:
                names.append(name)
    if 1 <= len(names) <= 3:
        context.decide("author", "rel author", 0.7, ", ".join(names))
        return ", ".join(names)
    return None
