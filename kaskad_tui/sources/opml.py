"""Lists of feeds as other readers write and read them: OPML 2.0.

What is read is data: http(s) addresses and clean titles, nothing else of it; declared entities are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from kaskad_tui.extract.charset import decode
from kaskad_tui.extract.profile import Profile
from kaskad_tui.sanitize import clean_line, safe_url
from kaskad_tui.sources.site import Site, canonical_address, origin_of

MAX_BYTES = 4 * 1024 * 1024
"""Larger files are no lists of feeds."""
MAX_FEEDS = 1000
"""More feeds of one file are left out."""
_OWN, _NAMESPACE = "kaskad", "urn:kaskad-tui:sources"
_LIST = f"{_OWN}:list"
"""Attribute that other readers do not know, and pass over: the page with a source's list."""
_MAX_DEPTH = 100
_PROLOG = re.compile(r"^\s*<\?xml[^>]{0,400}\?>")
_BARE = re.compile(r"&(?!#?\w{1,30};)")
_PLAIN = re.compile(r"&([A-Za-z]\w{0,30});")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


class OpmlError(Exception):
    """A file is no OPML; the word says why: `size`, `entities`, `depth`, `xml`, `opml`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Outline:
    """One source of a list."""

    title: str
    feed: str | None
    """Absolute, http or https; None for a source of this program's that has a list alone."""
    home: str | None
    """The site's page."""
    listing: str | None = None
    """The page with its main list, as this program wrote it down; absolute."""


@dataclass(frozen=True, slots=True)
class Opml:
    """The feeds of a list."""

    outlines: tuple[Outline, ...]
    left_out: int
    """Entries whose feed (or list) is no http(s) address, is there twice, or comes beyond `MAX_FEEDS`."""


class _Reading:
    def __init__(self) -> None:
        self.found: dict[str, Outline] = {}
        self.left_out = 0
        self._depth = 0
        self._is_opml = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise OpmlError("depth")
        if self._depth == 1 and name.lower() != "opml":
            raise OpmlError("opml")
        if name.lower() != "outline":
            return
        given = {key.lower(): value for key, value in attributes.items()}
        listing = safe_url(given.get(_LIST))
        if "xmlurl" not in given and _LIST not in given:
            return  # a folder, or a link without a feed
        feed = safe_url(given.get("xmlurl"))
        address = feed if "xmlurl" in given else listing
        key = canonical_address(address) if address else ""
        if address is None or key in self.found or len(self.found) >= MAX_FEEDS:
            self.left_out += 1
            return
        title = clean_line(given.get("title") or given.get("text") or "", 200)
        self.found[key] = Outline(title, feed, safe_url(given.get("htmlurl")), listing)

    def end(self, _name: str) -> None:
        self._depth -= 1


def _refuse(*_details: object) -> None:
    raise OpmlError("entities")


def read_opml(content: bytes) -> Opml:
    """Return the feeds that a file lists, however deep they lie in folders.

    Raises:
        OpmlError: it is too large, declares entities, is no XML even with its ampersands mended, or no OPML.
    """
    if len(content) > MAX_BYTES:
        raise OpmlError("size")
    text = _PROLOG.sub("", decode(content)[0]).strip().replace("\0", "")
    try:
        return _parse(text)
    except expat.ExpatError:
        mended = _PLAIN.sub(
            lambda found: found[0] if found[1] in _XML_NAMES else "", _BARE.sub("&amp;", text)
        )
    try:
        return _parse(mended)
    except expat.ExpatError:
        raise OpmlError("xml") from None


def _parse(text: str) -> Opml:
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = None
    parser.Parse(text, True)
    return Opml(tuple(reading.found.values()), reading.left_out)


def profile_of(outline: Outline, name: str) -> Profile:
    """Return the profile of a listed source: its feed, its list, nothing else is known of its site."""
    site = outline.home or outline.feed or outline.listing or ""
    origin = origin_of(site)
    host = origin.partition("//")[2]
    feeds = (_local(outline.feed, origin),) if outline.feed else ()
    listing = _local(outline.listing, origin) if outline.listing else ""
    return Profile(
        name=name,
        title=outline.title or host,
        base_url=origin,
        hosts=(host,),
        feeds=feeds,
        list_path=listing if listing.startswith("/") else "",
    )


def _local(url: str, origin: str) -> str:
    """Return path and query of an address at `origin`; one that lies elsewhere as it is."""
    return url.removeprefix(origin) if origin_of(url) == origin else url


def write_opml(sites: Iterable[Site], title: str, moment: datetime) -> str:
    """Return a list of sources for other readers; a source without a feed is a link, which they pass over.

    The page with its list stands beside it under a name of this program's own, so that it comes back whole.

    Args:
        sites: the sources.
        title: of the list.
        moment: when it is made.
    """
    rows = []
    for site in sites:
        feeds = site.feed_urls()
        name = quoteattr(site.title)
        home = quoteattr(site.front_url)
        if feeds:
            kind = f'type="rss" text={name} title={name} xmlUrl={quoteattr(feeds[0])} htmlUrl={home}'
        else:
            kind = f'type="link" text={name} title={name} url={home} htmlUrl={home}'
        if site.has_list:
            kind += f" {_LIST}={quoteattr(site.list_url())}"
        rows.append(f"    <outline {kind}/>\n")
    head = f"    <title>{escape(title)}</title>\n    <dateCreated>{format_datetime(moment)}</dateCreated>\n"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0" '
        f'xmlns:{_OWN}="{_NAMESPACE}">\n  <head>\n'
        f"{head}  </head>\n  <body>\n{''.join(rows)}  </body>\n</opml>\n"
    )
