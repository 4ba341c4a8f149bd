"""What is known of a site, as data: everything that makes reading its pages surer.

Extraction works without a profile; no module knows a site's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote, urlsplit

from kaskad_tui.model import ListKind

COLORS = ("red", "orange", "yellow", "green", "cyan", "blue", "violet", "pink", "grey")
"""Colours that a source's mark may have."""

_MAX_PATH = 400
"""Longer paths are no articles: the time that a pattern needs grows faster than its text."""


@dataclass(frozen=True, slots=True)
class KnownSection:
    """A section that the profile names; sections that a page's menu adds come behind these."""

    id: str
    """The address's path without slashes at its ends (`novosti`); "" is the whole site."""
    title: str


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors for what the general rules take wrongly; "" leaves it to them."""

    title: str = ""
    """The heading of an article."""
    published: str = ""
    """What holds its date: a text, or an attribute `datetime` or `content`."""
    author: str = ""
    """What holds the author's name and nothing else."""
    body: str = ""
    """The text; every element that matches belongs to it."""
    headlines: str = ""
    """On a list: the elements in which the headlines stand."""
    next: str = ""
    """The link to the following page of a list."""
    drop: tuple[str, ...] = ()
    """What is taken out before anything is read."""


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What the user wants of one source."""

    color: str = ""
    """Colour of its mark, one of `COLORS`; "" is the one that follows from its name."""
    refresh: int | None = None
    """Minutes between two refreshes, 0 only by hand; None is as for all."""
    text: Literal["full", "feed"] = "full"
    """Articles are fetched, or what the feed gives of them is taken as the text."""
    keep_days: int = 0
    """Texts older than this are dropped (headlines and marks stay); 0 keeps everything."""
    keep_texts: int = 0
    """So many of the newest texts are kept; 0 keeps everything."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One site's landmarks. Every field but `name` may be left at its default: unknown."""

    name: str
    """Short name of the source, as in `Headline.source`."""
    title: str = ""
    """What the source is called on the screen."""
    base_url: str = ""
    """The site's address, scheme and host, without a slash at the end."""
    hosts: tuple[str, ...] = ()
    """All host names of the one site, lower case, without port."""
    timezone: str = ""
    """IANA name of the zone that printed times without a zone are in; "" is unknown (then UTC)."""
    language: str = ""
    """ISO 639-1 code of the texts."""
    article: str = ""
    """Regular expression of an article's path, groups `id` and, if there is one, `section`.

    It must match the whole path without the AMP suffix and without slashes at the end.
    """
    article_paths: tuple[str, ...] = ()
    """Shapes of the articles' paths, without `article`: `#` is a number, `*` anything but a slash."""
    list_path: str = ""
    """Path of the main list, with its leading slash (`/novosti`)."""
    page_parameter: str = ""
    """Query parameter that carries the offset in a list (`start`)."""
    page_step: int = 0
    """By how much the offset rises from one page of the list to the next; 0 is unknown."""
    page_path: str = ""
    """Path, with query, of a later page of the main list; `{page}` is its number (`/page/{page}/`)."""
    feeds: tuple[str, ...] = ()
    """Paths, with query, of the site's feeds; an address for one that lies elsewhere."""
    amp_suffix: str | None = None
    """What an article's address ends in for its AMP version (`/amp`)."""
    print_query: str = ""
    """Query that prints an article without its frame (`tmpl=component`)."""
    lists: Mapping[ListKind, tuple[str, ...]] = field(default_factory=dict)
    """Headings of the blocks beside the articles; compared without case, punctuation and spacing."""
    furniture: tuple[str, ...] = ()
    """Whole lines that never belong to a text («на главную»); compared as `lists`."""
    author_labels: tuple[str, ...] = ()
    """What stands before an author's name («Автор»)."""
    site_titles: tuple[str, ...] = ()
    """Names of the site as printed in page titles and on top of a page."""
    imprint_marks: tuple[str, ...] = ()
    """How the imprint begins («© НТРК»)."""
    sections: tuple[KnownSection, ...] = ()
    """Known sections, in the order in which they are shown."""
    ignore_sections: tuple[str, ...] = ()
    """Ids of menu entries that are no list of articles (contacts, programme)."""
    selectors: Selectors = Selectors()
    """Where the page is told outright what is what."""
    private: bool = False
    """The site may be one of this computer or of the home network: the user typed its address."""
    settings: SourceSettings = SourceSettings()

    def article_id(self, url: str | None) -> str | None:
        """Return the number (or name) of the article that `url` is the address of, or None.

        Only the path counts; see `hosts` for the rest of an address.
        """
        match = self._match(url)
        return match.group("id") if match else None

    def article_section(self, url: str | None) -> str | None:
        """Return the id of the section that the address of an article names, or None."""
        match = self._match(url)
        if match is None or "section" not in match.re.groupindex:
            return None
        return match.group("section")

    def is_article_path(self, path: str) -> bool:
        """Tell whether a decoded path has one of the shapes of `article_paths`."""
        path = path.rstrip("/").removesuffix(self.amp_suffix or "\0")
        return len(path) <= _MAX_PATH and any(shape_of(text).fullmatch(path) for text in self.article_paths)

    def is_own(self, url: str | None, base: str | None = None) -> bool:
        """Tell whether `url` lies on the site: one of `hosts`, or the host of `base` (a mirror)."""
        host = _host(url)
        return host is not None and (host in self.hosts or host == _host(base))

    def _match(self, url: str | None) -> re.Match[str] | None:
        if not url or not self.article:
            return None
        try:
            path = unquote(urlsplit(url).path)
        except ValueError:
            return None
        path = path.rstrip("/")
        if self.amp_suffix and path.endswith(self.amp_suffix):
            path = path[: -len(self.amp_suffix)].rstrip("/")
        return _compiled(self.article).fullmatch(path) if len(path) <= _MAX_PATH else None


@lru_cache(maxsize=256)
def shape_of(text: str) -> re.Pattern[str]:
    """Return what matches paths of a shape as `Profile.article_paths` has it."""
    parts = re.split(r"([#*])", text.rstrip("/"))
    return re.compile("".join({"#": "[0-9]+", "*": "[^/]+"}.get(part) or re.escape(part) for part in parts))


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        parts = urlsplit(url)
        return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        return None
