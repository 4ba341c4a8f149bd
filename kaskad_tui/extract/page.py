"""What a page says, as a value: the result of the extraction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kaskad_tui.model import Headline, Image, Link, Lists, PageKind, Section, Video

PRINTED = "printed"
"""Rule of a `Decision` on the section: the page itself names it; else it is taken from an address."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that was decided while reading a page, and why."""

    what: str
    """What it was about: `encoding`, `kind`, `title`, `published`, `author`, `body`, `list` …"""
    rule: str
    """The rule that decided, short (`json-ld headline`)."""
    confidence: float
    """0 (a guess) to 1 (the page says it outright)."""
    detail: str = ""
    """What was found or left out: clean, one line."""
    where: str = ""
    """CSS selector of the element that it was found in, as far as one is known."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, read. Every text is clean (see `sanitize`); what the page does not say is None or empty."""

    kind: PageKind
    url: str | None = None
    """The address that was asked for, else the page's own."""
    id: str | None = None
    """The article's number by the profile, else its canonical address."""
    canonical: str | None = None
    amp_url: str | None = None
    title: str | None = None
    published: datetime | None = None
    """Aware; midnight when `day_only`."""
    day_only: bool = False
    author: str | None = None
    section: str | None = None
    """Title of the section as printed, else its id."""
    description: str | None = None
    language: str | None = None
    """ISO 639-1 code."""
    body: tuple[str, ...] = ()
    """Top-level Markdown blocks."""
    text: str = ""
    """The same body without marks, one blank line between two blocks."""
    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    links: tuple[Link, ...] = ()
    headlines: tuple[Headline, ...] = ()
    """Of a listing or a feed, in the order of the page; `source` and `key` are empty."""
    entries: tuple[Page, ...] = ()
    """A feed's items with what it gives of their texts, in the order of the feed."""
    lists: Lists = field(default_factory=dict)
    """The named blocks beside the text; empty ones are absent."""
    sections: tuple[Section, ...] = ()
    """The site's menu, as far as it leads to lists of its own."""
    next_url: str | None = None
    """The following page of a listing."""
    page_step: int | None = None
    """By how much the offset in `pages` rises."""
    pages: tuple[str, ...] = ()
    """Addresses of the other pages of a listing."""
    feeds: tuple[str, ...] = ()
    """Feeds that the page announces."""
    site_title: str | None = None
    imprint: tuple[str, ...] = ()
    """Markdown blocks of the site's footer: contacts, founder, certificate, age mark."""
    encoding: str = "utf-8"
    """How the bytes were read (Python's name)."""
    decisions: tuple[Decision, ...] = ()
    browser_check: bool = False
    """The page only checks the browser and holds nothing to read."""
    lines: tuple[int, ...] = ()
    """Numbers of the page's lines: what a `SiteMemory` learns from."""
    complete: bool = True
    """False for a feed's entry, which may be a teaser."""

    @property
    def markdown(self) -> str:
        """The body as one Markdown text."""
        return "\n\n".join(self.body)
