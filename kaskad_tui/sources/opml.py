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
    """One feed of a list."""

    title: str
    feed: str
    """Absolute, http or https."""
    home: str | None
    """The site's page."""


@dataclass(frozen=True, slots=True)
class Opml:
    """The feeds of a list."""

    outlines: tuple[Outline, ...]
    left_out: int
    """Entries whose feed is no http(s) address, is there twice, or comes beyond `MAX_FEEDS`."""


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
        if "xmlurl" not in given:
            return  # a folder, or a link without a feed
        feed = safe_url(given["xmlurl"])
        key = canonical_address(feed) if feed else ""
        if feed is None or key in self.found or len(self.found) >= MAX_FEEDS:
            self.left_out += 1
            return
        title = clean_line(given.get("title") or given.get("text") or "", 200)
        self.found[key] = Outline(title, feed, safe_url(given.get("htmlurl")))

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
    """Return the profile of a listed feed: the feed alone, nothing is known of its site."""
    site = outline.home or outline.feed
    feed = outline.feed
    path = feed.removeprefix(origin_of(feed)) if origin_of(feed) == origin_of(site) else feed
    host = origin_of(site).partition("//")[2]
    return Profile(
        name=name, title=outline.title or host, base_url=origin_of(site), hosts=(host,), feeds=(path,)
    )


def write_opml(sites: Iterable[Site], title: str, moment: datetime) -> str:
    """Return a list of sources for other readers; a source without a feed is a link.

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
            kind = f'type="link" text={name} url={home}'
        rows.append(f"    <outline {kind}/>\n")
    head = f"    <title>{escape(title)}</title>\n    <dateCreated>{format_datetime(moment)}</dateCreated>\n"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head>\n'
        f"{head}  </head>\n  <body>\n{''.join(rows)}  </body>\n</opml>\n"
    )
