"""RSS 0.9-2.0, RDF, Atom and JSON Feed: what a feed lists, with what it gives of each text.

lxml reads what is well-formed; feedparser, slower and more forgiving, only the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from lxml import etree

from kaskad_tui.extract.addresses import following_number, without_tracking
from kaskad_tui.extract.dates import parse_machine, zone_of
from kaskad_tui.extract.fragments import write_fragment
from kaskad_tui.extract.page import Decision, Page
from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import Headline, Image, PageKind, Video
from kaskad_tui.sanitize import clean_line, safe_url

MAX_ENTRIES = 2000
_TEASER = 300
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}(?:\[.{0,100000}?\]\s*)?>", re.S | re.I)
_YAHOO = "search.yahoo"
"""In the name of Media RSS."""
_XML_HEAD = re.compile(r"^\s*<\?xml.{0,400}?\?>", re.S)


@dataclass(slots=True)
class _Entry:
    """An entry as a feed gives it: nothing is cleaned yet."""

    link: str | None = None
    ident: str | None = None
    title: str = ""
    contents: list[tuple[str, str | None]] = field(default_factory=list)
    """HTML, and what its addresses are relative to, if it says; the longest is the text."""
    base: str | None = None
    published: str | None = None
    moment: datetime | None = None
    authors: list[str] = field(default_factory=list)
    category: str | None = None
    media: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    """Addresses with captions."""


@dataclass(slots=True)
class _Feed:
    title: str | None = None
    link: str | None = None
    language: str | None = None
    base: str | None = None
    next_url: str | None = None
    numbered: bool = False  # it goes on at `?paged=2`
    entries: list[_Entry] = field(default_factory=list)
    rule: str = ""


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace, in lower case."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower() if isinstance(tag, str) else ""


def _text(element: etree._Element) -> str:
    return "".join(element.itertext())


def _html(element: etree._Element) -> str:
    """Return the HTML that a content element holds: escaped, in CDATA or as XHTML."""
    if element.get("type") == "xhtml" or len(element):
        parts = [element.text or ""]
        for child in element:
            parts.append(etree.tostring(child, encoding="unicode", method="html"))
        html = "".join(parts)
        return re.sub(r"<(/?)\w+:", r"<\1", html)
    text = element.text or ""
    if element.get("type") in (None, "html", "text/html") or local_name(element) in (
        "encoded",
        "description",
    ):
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _read_medium(element: etree._Element, entry: _Entry) -> None:
    """Take a picture, video or sound of Media RSS."""
    address = element.get("url")
    if not address or local_name(element) != "content":
        return
    kind = element.get("medium") or (element.get("type") or "").partition("/")[0]
    if kind in ("video", "audio"):
        entry.media.append(address)
    elif kind == "image":
        captions = [_text(inner) for inner in element if local_name(inner) == "description"]
        entry.pictures.append((address, "".join(captions)))


def _read_item(item: etree._Element) -> _Entry:
    entry = _Entry(base=item.base)
    for child in item:
        name = local_name(child)
        if name == "title" and not entry.title and _YAHOO not in str(child.tag):
            entry.title = _text(child)
        elif name == "link":
            href = child.get("href")
            relation = child.get("rel") or "alternate"
            if href and relation == "alternate":
                entry.link = entry.link or href
            elif href and relation == "enclosure":
                entry.media.append(href)
            elif not href and (child.text or "").strip():
                entry.link = entry.link or (child.text or "").strip()
        elif name in ("guid", "id"):
            entry.ident = (child.text or "").strip()
            if name == "guid" and (child.get("isPermaLink") or "true").lower() != "true":
                entry.ident = None
        elif _YAHOO in str(child.tag):
            for medium in (child, *child.iterdescendants()) if name in ("content", "group") else ():
                _read_medium(medium, entry)
        elif name in ("description", "encoded", "content", "summary", "full-text", "fulltext"):
            entry.contents.append((_html(child), child.base))
        elif name in ("pubdate", "published", "date", "issued", "created") or (
            name == "updated" and not entry.published
        ):
            entry.published = _text(child)
        elif name in ("author", "creator"):
            names = [_text(inner) for inner in child if local_name(inner) == "name"]
            entry.authors.extend(names or [_text(child)])
        elif name == "category" and entry.category is None:
            entry.category = child.get("label") or child.get("term") or _text(child)
        elif name == "enclosure" and child.get("url"):
            kind = child.get("type") or ""
            if kind.startswith(("video", "audio")):
                entry.media.append(str(child.get("url")))
    if entry.link is None and entry.ident and entry.ident.startswith("http"):
        entry.link = entry.ident
    return entry


def _from_tree(root: etree._Element) -> _Feed:
    feed = _Feed(rule=f"{local_name(root)}, well-formed")
    feed.base = root.get("{http://www.w3.org/XML/1998/namespace}base")
    feed.language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    holders: Iterator[etree._Element] = iter(
        [root, *[child for child in root if local_name(child) == "channel"]]
    )
    for holder in holders:
        for child in holder:
            name = local_name(child)
            if name in ("item", "entry"):
                if len(feed.entries) < MAX_ENTRIES:
                    feed.entries.append(_read_item(child))
            elif name == "title" and feed.title is None:
                feed.title = _text(child)
            elif name == "language":
                feed.language = _text(child)
            elif name == "generator":
                feed.numbered = "wordpress.org/" in (child.get("uri") or _text(child))
            elif name == "link":
                relation = child.get("rel") or "alternate"
                address = child.get("href") or (child.text or "").strip()
                if relation in ("next", "prev-archive"):  # RFC 5005: what came before these
                    feed.next_url = address
                elif relation == "alternate" and address:
                    feed.link = feed.link or address
    return feed


def parse_xml(text: str) -> etree._Element | None:
    """Return the tree of a well-formed text, its entities left alone; None for another."""
    text = _DOCTYPE.sub("", _XML_HEAD.sub("", text), count=1).strip().replace("\0", "")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if isinstance(root, etree._Element) else None


_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.I)


def _possible(reference: re.Match[str]) -> str:
    """Return a reference to a character, or U+FFFD for one that is none: feedparser fails over those."""
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    code = int(digits, base) if len(digits) <= 9 else -1
    return reference[0] if 0 <= code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


def _forgiving(text: str) -> _Feed:
    """Read a feed that is no XML: feedparser on the text alone, without its entities."""
    import feedparser

    plain = _DOCTYPE.sub("", _XML_HEAD.sub("", text), count=1)
    plain = _REFERENCE.sub(_possible, re.sub(r"<!ENTITY[^>]{0,2000}>", "", plain))
    # Joomla's Atom leaves <link …> open
    plain = re.sub(
        r"<link\b((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*?)(?<!/)>(?!\s*[^<\s][^<]*</link>|\s*</link>)",
        r"<link\1/>",
        plain,
    )
    root = parse_xml(plain)
    if root is not None:
        feed = _from_tree(root)
        feed.rule = f"{local_name(root)}, links closed"
        return feed
    read = feedparser.parse(
        plain.encode("utf-8", "replace"), sanitize_html=False, resolve_relative_uris=False
    )
    feed = _Feed(rule="feedparser: not well-formed")
    feed.title = str(read.feed.get("title") or "") or None
    feed.link = str(read.feed.get("link") or "") or None
    feed.language = str(read.feed.get("language") or "") or None
    for item in read.entries[:MAX_ENTRIES]:
        entry = _Entry(link=str(item.get("link") or "") or None, title=str(item.get("title") or ""))
        texts = [str(part.get("value") or "") for part in item.get("content", [])]
        entry.contents = [(text, None) for text in (*texts, str(item.get("summary") or ""))]
        # not «or»: feedparser warns when it is asked for the second where there is the first
        moment = item.get("published") if "published" in item else item.get("updated")
        entry.published = str(moment or "") or None
        if item.get("author"):
            entry.authors = [str(item["author"])]
        tags = item.get("tags") or []
        entry.category = str(tags[0].get("term") or "") or None if tags else None
        feed.entries.append(entry)
    return feed


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _from_json(text: str) -> _Feed | None:
    try:
        data = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return None
    feed = _Feed(
        _string(data.get("title")), _string(data.get("home_page_url")), _string(data.get("language"))
    )
    feed.next_url, feed.rule = _string(data.get("next_url")), "json feed"
    for item in data["items"][:MAX_ENTRIES]:
        if not isinstance(item, dict):
            continue
        entry = _Entry(
            _string(item.get("url")) or _string(item.get("external_url")),
            title=_string(item.get("title")) or "",
        )
        ident = item.get("id")
        if entry.link is None and isinstance(ident, str) and ident.startswith("http"):
            entry.link = ident
        plain = _string(item.get("content_text")) or _string(item.get("summary")) or ""
        escaped = (
            plain.replace("&", "&amp;").replace("<", "&lt;").replace("\n\n", "<p>").replace("\n", "<br>")
        )
        entry.contents = [(_string(item.get("content_html")) or escaped, None)]
        entry.published = _string(item.get("date_published")) or _string(item.get("date_modified"))
        people = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
        for person in people if isinstance(people, list) else []:
            if isinstance(person, dict) and isinstance(person.get("name"), str):
                entry.authors.append(person["name"])
        tags = item.get("tags")
        if isinstance(tags, list) and tags and isinstance(tags[0], str):
            entry.category = tags[0]
        feed.entries.append(entry)
    return feed


_EMAIL = re.compile(r"\S+@\S+")


def _author(entry: _Entry) -> str | None:
    names: list[str] = []
    for name in entry.authors[:6]:
        inner = re.search(r"\(([^()]+)\)\s*$", name)  # RSS: «mail (Name)»
        plain = clean_line(_EMAIL.sub(" ", inner.group(1) if inner else name), 100).strip(" ()<>,;")
        if plain and plain not in names:
            names.append(plain)
    return ", ".join(names) or None


def _title(html: str) -> str:
    """Return a title as text: feeds escape their markup once or twice."""
    if ("<" in html and re.search(r"</?[a-zA-Z][^<>]*>", html)) or re.search(
        r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);", html
    ):
        fragment = write_fragment(re.sub(r"</?[a-zA-Z][^<>]*>", "", html), None, None)
        return clean_line(fragment.text, 500)
    return clean_line(html, 500)


def _page(
    entry: _Entry, feed: _Feed, url: str | None, profile: Profile | None, zone: tzinfo, encoding: str
) -> Page | None:
    base = safe_url(feed.base, url) or url or safe_url(feed.link)
    base = safe_url(entry.base, base) or base
    link = safe_url(entry.link, base)
    title = _title(entry.title)
    if link is None:
        return None
    link = without_tracking(link)
    content, own_base = max(entry.contents, key=lambda part: len(part[0]), default=("", None))
    if "<" not in content and "&" not in content:
        content = re.sub(r"\n\s*\n", "<p>", content)
    written = write_fragment(content, safe_url(own_base, base) or link, profile, title)
    ident = (profile.article_id(link) if profile else None) or link
    when = parse_machine(entry.published, zone=zone)
    section = clean_line(entry.category or "", 100) or _section_of(link, profile)
    videos = list(written.videos)
    for address in entry.media[:10]:
        found = safe_url(address, base)
        if found and all(video.url != found for video in videos):
            videos.append(Video(found))
    images = list(written.images)
    for address, caption in entry.pictures[:10]:
        found = safe_url(address, base)
        if found and all(image.url != found for image in images):
            images.append(Image(found, caption=clean_line(caption, 500) or None))
    if not title:
        title = clean_line(written.text, 100)
    if not title:
        return None
    return Page(
        PageKind.ARTICLE, url=link, id=ident, canonical=link, title=title,
        published=when[0] if when else None, day_only=bool(when and when[1]), author=_author(entry),
        section=section,
        language=_language(feed, profile), body=written.body, text=written.text, images=tuple(images),
        videos=tuple(videos), links=written.links, encoding=encoding, complete=False,
    )  # fmt: skip


def _section_of(link: str, profile: Profile | None) -> str | None:
    ident = profile.article_section(link) if profile else None
    if profile is None or ident is None:
        return None
    return next((known.title for known in profile.sections if known.id.strip("/") == ident.strip("/")), None)


def _language(feed: _Feed, profile: Profile | None) -> str | None:
    found = re.match(r"[a-zA-Z]{2,3}", (feed.language or "").strip())
    return found.group(0).lower() if found else (profile.language if profile else "") or None


def read_feed(
    text: str,
    url: str | None,
    profile: Profile | None,
    encoding: str,
    *,
    is_json: bool,
    decisions: tuple[Decision, ...],
) -> Page:
    """Return a feed with its entries; one without any is a feed without headlines.

    Args:
        text: the decoded feed.
        url: where it came from.
        profile: of the site.
        encoding: how the bytes were read.
        is_json: a JSON Feed, else XML of some kind.
        decisions: those made so far.
    """
    feed: _Feed | None
    if is_json:
        feed = _from_json(text)
    else:
        root = parse_xml(text)
        feed = _from_tree(root) if root is not None else _forgiving(text)
    if feed is None:
        return Page(PageKind.OTHER, url=url, encoding=encoding, decisions=decisions)
    zone = zone_of(profile.timezone if profile else None)
    entries: dict[str, Page] = {}
    for entry in feed.entries:
        page = _page(entry, feed, url, profile, zone, encoding)
        if page is not None and page.id is not None:
            entries.setdefault(page.id, page)
    headlines = tuple(
        Headline(
            page.id or "", page.url or "", page.title or "", page.published, page.day_only, page.section,
            clean_line(page.text, _TEASER) or None,
        )
        for page in entries.values()
    )  # fmt: skip
    title = clean_line(feed.title or "", 300) or None
    rule = Decision("kind", feed.rule, 1.0, f"{len(entries)} entries")
    following = safe_url(feed.next_url, url)
    if following is None and feed.numbered and url is not None and entries:
        following = following_number(url, "paged")
    return Page(
        PageKind.FEED, url=url, title=title, site_title=title, canonical=safe_url(feed.link, url),
        language=_language(feed, profile), headlines=headlines, entries=tuple(entries.values()),
        next_url=following, encoding=encoding, decisions=(*decisions, rule),
    )  # fmt: skip
