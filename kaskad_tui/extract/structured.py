"""What a page says of itself in machine form: JSON-LD, microdata, OpenGraph, meta and link elements.

Everything here is a claim; other modules weigh it. Any value may have any type or be missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from kaskad_tui.sanitize import clean_line, safe_url

_MAX_LD = 1_000_000
_MAX_NODES = 5000
_ARTICLE_TYPE = re.compile(
    r"(?:Article|Posting|Report|Review|Analysis|Recipe)$|^(?:Article|NewsArticle|WebPage)$"
)
_LIST_TYPES = ("CollectionPage", "ItemList", "SearchResultsPage", "WebSite")


@dataclass(slots=True)
class Structured:
    """The claims of one page; addresses are absolute, texts clean and on one line."""

    meta: dict[str, str] = field(default_factory=dict)
    """Lower-case name or property → content, the first of each."""
    document_title: str | None = None
    canonical: str | None = None
    amp_url: str | None = None
    next_url: str | None = None
    feeds: tuple[str, ...] = ()
    articles: tuple[Mapping[str, object], ...] = ()
    """JSON-LD objects that describe an article, outermost first."""
    types: tuple[str, ...] = ()
    """All JSON-LD types named."""
    persons: Mapping[str, str] = field(default_factory=dict)
    """JSON-LD `@id` of a person → name: an author may only be referred to."""
    language: str | None = None
    is_amp: bool = False


def load_ld(text: str) -> object | None:
    """Return the value of a JSON-LD script, None for anything that is no JSON within bounds."""
    if len(text) > _MAX_LD:
        return None
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = re.sub(r"^(?://)?\s*<!\[CDATA\[|(?://)?\s*\]\]>\s*$", "", text)
    try:
        value: object = json.loads(text, strict=False)
    except RecursionError:
        return None
    except ValueError:
        try:
            value = json.loads(re.sub(r",\s*(?=[}\]])", "", text), strict=False)
        except (ValueError, RecursionError):
            return None
    return value


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """Give all objects in a JSON value, breadth first, at most `_MAX_NODES`."""
    queue = [value]
    seen = 0
    while queue and seen < _MAX_NODES:
        level, queue = queue, []
        for item in level:
            seen += 1
            if isinstance(item, dict):
                yield item
                queue.extend(inner for inner in item.values() if isinstance(inner, (dict, list)))
            elif isinstance(item, list):
                queue.extend(item[:_MAX_NODES])


def strings(value: object) -> list[str]:
    """Return the texts of a field that may be a text, an object with a name, or a list of these."""
    found: list[str] = []
    for item in value[:50] if isinstance(value, list) else [value]:
        if isinstance(item, str):
            found.append(clean_line(item, 300))
        elif isinstance(item, dict):
            name = item.get("name") or item.get("@value")
            if isinstance(name, str):
                found.append(clean_line(name, 300))
            elif isinstance(name, list):
                found.extend(clean_line(part, 300) for part in name[:50] if isinstance(part, str))
    return [text for text in found if text]


def types_of(item: Mapping[str, object]) -> list[str]:
    """Return the schema.org types of an object, without their address."""
    value = item.get("@type")
    names = value if isinstance(value, list) else [value]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)]


def _json_ld(root: etree._Element, found: Structured) -> None:
    articles: list[Mapping[str, object]] = []
    types: list[str] = []
    persons: dict[str, str] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        for item in _objects(load_ld(script.text)):
            names = types_of(item)
            types.extend(names)
            key, name = item.get("@id"), item.get("name")
            if isinstance(key, str) and isinstance(name, str) and "Person" in names:
                persons[key] = clean_line(name, 300)
            if any(_ARTICLE_TYPE.search(name) for name in names) and (
                item.get("headline") or item.get("articleBody") or item.get("datePublished")
            ):
                articles.append(item)
    # a bare WebPage says less than an article
    articles.sort(key=lambda item: "WebPage" in types_of(item))
    found.articles, found.types, found.persons = tuple(articles), tuple(dict.fromkeys(types)), persons


_META_LIMIT = 2000


def _head(root: etree._Element, found: Structured, base: str | None) -> None:
    feeds: list[str] = []
    for element in root.iter("meta", "link", "title"):
        if element.tag == "title":
            parent = element.getparent()
            if found.document_title is None and parent is not None and parent.tag in ("head", "html", "body"):
                found.document_title = clean_line("".join(element.itertext()), 500) or None
        elif element.tag == "meta":
            name = (element.get("property") or element.get("name") or "").strip().lower()
            content = element.get("content")
            if name and content and len(found.meta) < 300:
                given = clean_line(content, _META_LIMIT)
                if name == "citation_author" and name in found.meta:  # one element for each
                    given = f"{found.meta.pop(name)}; {given}"[:_META_LIMIT]
                found.meta.setdefault(name, given)
            elif element.get("http-equiv", "").lower() == "content-language" and content:
                found.meta.setdefault("content-language", clean_line(content, 40))
        else:
            relations = (element.get("rel") or "").lower().split()
            address = safe_url(element.get("href"), base)
            if address is None:
                continue
            if "canonical" in relations:
                found.canonical = found.canonical or address
            elif "amphtml" in relations:
                found.amp_url = found.amp_url or address
            elif "next" in relations:
                found.next_url = found.next_url or address
            elif "alternate" in relations and re.search(
                r"rss|atom|feed\+json", element.get("type") or "", re.I
            ):
                feeds.append(address)
    found.feeds = tuple(dict.fromkeys(feeds))


def read_structured(root: etree._Element, base: str | None) -> Structured:
    """Return what the page at `root` says of itself."""
    found = Structured()
    _head(root, found, base)
    _json_ld(root, found)
    html = root if root.tag == "html" else next(root.iter("html"), root)
    found.is_amp = html.get("amp") is not None or html.get("⚡") is not None
    language = html.get("lang") or html.get("xml:lang") or found.meta.get("content-language")
    language = language or found.meta.get("og:locale")
    code = re.match(r"[a-zA-Z]{2,3}(?=$|[-_,; ])", language.strip()) if language else None
    found.language = code.group(0).lower() if code else None
    return found


def is_list_page(found: Structured) -> bool:
    """Tell whether the page calls itself a list and no article."""
    return not found.articles and any(name in _LIST_TYPES[:3] for name in found.types)
