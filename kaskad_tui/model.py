"""What the rooms speak of: headlines, articles, lists, sections, failures.

Everything here is frozen, clean (see `sanitize`) and knows no other room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal

Filter = Literal["all", "unread", "bookmarked"]
"""Which headlines a list shows."""


class ListKind(StrEnum):
    """The named lists that stand beside the articles of a site; the value is the key in JSON."""

    TOP = "top"
    POPULAR_WEEK = "popular_week"
    POPULAR = "popular"
    RELATED = "related"
    VIDEO = "video"


class PageKind(StrEnum):
    """What a page turned out to be."""

    ARTICLE = "article"
    LISTING = "listing"
    FEED = "feed"
    OTHER = "other"
    """Neither: an error page, a search form, a picture, nothing to read."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One line of a list: an article as it is announced, with the reader's marks."""

    id: str
    """The article's number in its source, else its canonical address; unique within `source`."""
    url: str
    """Absolute http(s) address of the article's page; may name a mirror."""
    title: str
    published: datetime | None = None
    """Aware, in the source's own offset; midnight when `day_only`; None when the page does not say."""
    day_only: bool = False
    """True when only the day of publication is known."""
    section: str | None = None
    """Title of the section as the page prints it («Новости»)."""
    teaser: str | None = None
    """The first words of the text, when a list gives them; plain text."""
    source: str = ""
    """Name of the source, as in its profile (`kaskad`)."""
    key: int = 0
    """Row in the archive; 0 while it has none."""
    read: bool = False
    bookmarked: bool = False
    changed: bool = False
    """The text was changed after the archive first had it."""
    has_body: bool = False
    """The archive has the article's text."""
    first_seen: datetime | None = None
    """When the archive first saw it (aware, UTC)."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture lifted out of a body."""

    url: str
    alt: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was fetched and decoded."""

    width: int
    height: int
    pixels: bytes
    """`height` rows of `width` times red, green, blue."""


class PictureProblem(StrEnum):
    """Why what came cannot be shown as a picture."""

    NO_PILLOW = "no_pillow"
    """The extra `images` is not installed."""
    SVG = "svg"
    """A drawing, not pixels."""
    NO_PICTURE = "no_picture"
    """None of the formats that are decoded, whatever it says it is."""
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN = "broken"
    """It breaks off, or makes no sense."""
    GIVEN_UP = "given_up"
    """It needs too much time or memory."""


@dataclass(frozen=True, slots=True)
class Video:
    """A video or sound lifted out of a body: the address of its page or file."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a body, in reading order."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a site that has a list of its own."""

    id: str
    """The address's path without slashes at its ends (`novosti`); "" is the whole site."""
    title: str
    url: str


Lists = Mapping[ListKind, tuple[Headline, ...]]


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its text, as it was at `fetched`."""

    headline: Headline
    author: str | None
    body: tuple[str, ...]
    """Top-level Markdown blocks (paragraph, heading, list, table, quotation, code); never empty strings."""
    text: str
    """The same body without marks: one blank line between two blocks."""
    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    links: tuple[Link, ...] = ()
    lists: Lists = field(default_factory=dict)
    """The named lists of the page, as at `fetched`."""
    fetched: datetime | None = None
    """When the page was fetched (aware, UTC)."""
    complete: bool = True
    """False for a teaser of a feed or a page that broke off: a complete text may replace it."""
    gone: bool = False
    """The site no longer has it (404, 410); this is the archive's copy."""
    extractor: int = 0
    """What read the page (`extract.edition`): texts of two are not compared for edits; 0 is not known."""

    FEED: ClassVar[int] = -1
    """Stands in `extractor` for no page at all: it is what a feed gave."""

    @property
    def from_feed(self) -> bool:
        """It is the feed's own text, and not that of the article's page."""
        return self.extractor == self.FEED

    @property
    def markdown(self) -> str:
        """The body as one Markdown text."""
        return "\n\n".join(self.body)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is in an article, independent of the width of the screen."""

    block: int
    """Index of the top-level block in `Article.body`; -1 is the title."""
    offset: int
    """Character within the block's rendered text."""


class FailureKind(StrEnum):
    """Why something could not be had or done; sentences are made of it in `wording`."""

    # the way to the site
    OFFLINE = "offline"
    """The user asked for no network."""
    UNKNOWN_HOST = "unknown_host"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    PROXY = "proxy"
    """What the user or the environment names as the proxy: not there, refuses, or none that is supported."""
    TIMEOUT = "timeout"
    TLS = "tls"
    BROKEN_OFF = "broken_off"
    """Reset, truncated, malformed chunking or compression."""
    BAD_HTTP = "bad_http"
    """The answer is no HTTP this program accepts (headers too large, unknown coding …)."""
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"
    FORBIDDEN_ADDRESS = "forbidden_address"
    """A private or local address that the user did not type."""
    BAD_ADDRESS = "bad_address"
    # what the site answered
    DENIED = "denied"
    """401, 403, 451 and the other 4xx that are not below."""
    NOT_FOUND = "not_found"
    GONE = "gone"
    RATE_LIMITED = "rate_limited"
    """429, or 503 with Retry-After; see `Failure.retry_at`."""
    SERVER_ERROR = "server_error"
    # what the page is
    BROWSER_CHECK = "browser_check"
    EMPTY = "empty"
    NOT_A_PAGE = "not_a_page"
    """A picture, an archive, a program: no text of a page."""
    NO_ARTICLE = "no_article"
    NO_HEADLINES = "no_headlines"
    NO_NEWS = "no_news"
    """No news site: neither a feed nor a list of dated articles."""
    UNREADABLE = "unreadable"
    """The extraction gave up: deadline, memory, crash."""
    # the archive
    NOT_IN_ARCHIVE = "not_in_archive"
    STORE_LOCKED = "store_locked"
    STORE_FULL = "store_full"
    STORE_READ_ONLY = "store_read_only"
    STORE_NEWER = "store_newer"
    STORE_DAMAGED = "store_damaged"
    STORE_UNAVAILABLE = "store_unavailable"
    """The folder or the file cannot be opened; see `Failure.detail`."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something failed, as a value. `wording.failures` makes a sentence of it."""

    kind: FailureKind
    url: str | None = None
    """The address or the file that it is about."""
    status: int | None = None
    """HTTP status, where the site answered."""
    detail: str = ""
    """What the system or library said: clean, one line, at most 200 characters; untranslated."""
    retry_at: datetime | None = None
    """The site asks not to be asked before (aware, UTC)."""
    elapsed_s: float = 0.0
    source: str = ""
    """Name of the source whose own address it is, where that matters."""


class FailureError(Exception):
    """A `Failure` on its way through code that raises."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind.value)
        self.failure = failure
