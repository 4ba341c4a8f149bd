"""What the parts of a reading share: the page's boxes, its addresses, the profile."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property
from urllib.parse import unquote, urlsplit, urlunsplit

from lxml import etree

from kaskad_tui.extract.addresses import without_tracking
from kaskad_tui.extract.boxes import Box, Outline
from kaskad_tui.extract.labels import FURNITURE, LISTS, fold, fold_all
from kaskad_tui.extract.memory import SiteMemory, line_key, lines_of
from kaskad_tui.extract.page import Decision
from kaskad_tui.extract.paths import css_of
from kaskad_tui.extract.profile import Profile
from kaskad_tui.extract.selectors import NOTHING, Chosen
from kaskad_tui.extract.structured import Structured
from kaskad_tui.model import ListKind
from kaskad_tui.sanitize import safe_url

_NO_ARTICLE = re.compile(
    r"/(?:tags?|category|categories|author|authors|users?|search|login|register|page|pages"
    r"|rss|feed|feeds|archive|component"
    r"|about|contacts?|kontakty|reklama|terms|privacy|subscribe|newsletters?|topics?)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|pdf|mp[34]|zip|docx?|xlsx?)$",
    re.I,
)

_NEARLY_ALL = 0.9
_PAGING = re.compile(r"(?:^|&)(?:page|p|start|offset|paged|pg|PAGEN_\d+|format|tmpl|type)=", re.I)


def is_no_article(path: str) -> bool:
    """Tell whether a decoded path names something else than an article: a tag, a search, a file."""
    return _NO_ARTICLE.search(path) is not None


@dataclass
class Context:
    """One page under reading."""

    url: str | None
    """Where the page came from; None when that is not known."""
    base: str | None
    """What relative links resolve against."""
    outline: Outline
    structured: Structured
    profile: Profile | None
    zone: tzinfo
    now: datetime | None
    decisions: list[Decision] = field(default_factory=list)
    memory: SiteMemory | None = None
    """What other pages of the site have in common."""
    chosen: Chosen = NOTHING
    """What the profile's selectors name."""
    by_shape: frozenset[str] = frozenset()
    """Addresses, without tracking, that lead to articles by what the page repeats."""
    dropped: int = 0
    """How many lines of the text's boxes were left out."""
    _resolved: dict[str, str | None] = field(default_factory=dict)
    _articles: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    def decide(
        self, what: str, rule: str, confidence: float, detail: str = "", at: Box | None = None
    ) -> None:
        """Write down what was decided, and in which box it was found."""
        where = css_of(at.el) if at is not None else ""
        self.decisions.append(Decision(what, rule, confidence, detail[:200], where))

    def forget(self, *whats: str) -> None:
        """Take back what was decided about some things: they are decided anew."""
        mine = [one for one in self.decisions if one.what not in whats or one.rule.startswith("profile")]
        self.decisions[:] = mine
        self.dropped = 0

    def resolve(self, href: str | None) -> str | None:
        """Return the absolute address of a link, None for one that leads nowhere or within the page."""
        if not href or href.startswith("#"):
            return None
        if href not in self._resolved:
            self._resolved[href] = safe_url(href, self.base)
        return self._resolved[href]

    @cached_property
    def marked(self) -> tuple[etree._Element, ...]:
        """The elements that microdata names, in the order of the page."""
        found = self.outline.root.el.xpath("//*[@itemprop]")
        return (
            tuple(one for one in found if isinstance(one, etree._Element)) if isinstance(found, list) else ()
        )

    @cached_property
    def times(self) -> dict[int, list[etree._Element]]:
        """The `time` elements by the index of their leaf."""
        found: dict[int, list[etree._Element]] = {}
        for element, at in self.outline.times:
            found.setdefault(at, []).append(element)
        return found

    @cached_property
    def host(self) -> str | None:
        """Host of the page, with its port."""
        return urlsplit(self.base).netloc if self.base else None

    def is_own(self, url: str) -> bool:
        """Tell whether an address lies on the page's site."""
        netloc = url.split("/", 3)[2]  # every address here went through `safe_url`
        if netloc == self.host:
            return True
        if self.profile is not None and self.profile.hosts:
            return netloc in self.profile.hosts
        return bool(self.host) and netloc.removeprefix("www.") == (self.host or "").removeprefix("www.")

    def article_of(self, href: str | None) -> tuple[str, str] | None:
        """Return address and id of the article that a link leads to, None for a link of another kind."""
        if not href:
            return None
        if href not in self._articles:
            self._articles[href] = self._article_of(href)
        return self._articles[href]

    def _article_of(self, href: str) -> tuple[str, str] | None:
        url = self.resolve(href)
        if url is None or not self.is_own(url):
            return None
        if self.profile is not None and self.profile.article:
            found = self.profile.article_id(url)
            if found is None:
                return None
            parts = urlsplit(url)
            path = parts.path.rstrip("/")
            suffix = self.profile.amp_suffix
            if suffix and path.endswith(suffix):
                path = path[: -len(suffix)]
            return urlunsplit((parts.scheme, parts.netloc, path, "", "")), found
        parts = urlsplit(url)
        path = unquote(parts.path)
        if self.profile is not None and self.profile.article_paths:
            plain = without_tracking(url)
            return (plain, plain) if self.profile.is_article_path(path) else None
        plain = without_tracking(url)
        if plain in self.by_shape:
            return plain, plain
        if path in ("", "/") or is_no_article(path) or _PAGING.search(parts.query):
            return None
        last = path.rstrip("/").rsplit("/", 1)[-1]
        words = len(re.findall(r"[^\W\d_]+", last))
        digits = len(re.sub(r"\D", "", path)) + (len(re.sub(r"\D", "", parts.query)) if parts.query else 0)
        return (plain, plain) if digits >= 3 or words >= 4 else None

    def take(self, urls: frozenset[str]) -> None:
        """Hold these addresses for articles, too."""
        self.by_shape = urls
        if urls:
            self._articles.clear()

    @cached_property
    def timed(self) -> frozenset[int]:
        """Indexes of the leaves with an element that is a time."""
        return frozenset(at for _element, at in self.outline.times)

    @cached_property
    def pictured(self) -> frozenset[str]:
        """Addresses, without tracking, that a picture leads to."""
        urls = (self.resolve(media.href) for media in self.outline.media if media.href)
        return frozenset(without_tracking(url) for url in urls if url is not None)

    @cached_property
    def list_labels(self) -> dict[str, ListKind]:
        """Folded headings of the side blocks."""
        if self.profile is None or not self.profile.lists:
            return {text: kind for kind, texts in LISTS.items() for text in texts}
        return {fold(text): kind for kind, texts in self.profile.lists.items() for text in texts}

    @cached_property
    def furniture(self) -> frozenset[str]:
        """Folded lines that are never text."""
        if self.profile is None:
            return FURNITURE
        own = (*self.profile.furniture, *self.profile.site_titles)
        return FURNITURE | fold_all(own)

    @cached_property
    def repeated(self) -> frozenset[str]:
        """Folded short lines that the page prints three times or more: no part of a text."""
        counts = Counter(fold(leaf.text) for leaf in self.outline.leaves if len(leaf.text) < 60)
        return frozenset(key for key, count in counts.items() if count >= 3 and len(key) > 3)

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Numbers of the page's lines."""
        return lines_of(leaf.text for leaf in self.outline.leaves)

    @cached_property
    def known(self) -> frozenset[int]:
        """Indexes of the leaves that stood on other pages of the site; none where that is nearly all."""
        if self.memory is None:
            return frozenset()
        furniture = self.memory.furniture(self.lines)
        if not furniture:
            return frozenset()
        leaves = self.outline.leaves
        found = frozenset(
            leaf.lo for leaf in leaves if len(leaf.text) > 1 and line_key(leaf.text) in furniture
        )
        size = sum(len(leaf.text) - leaf.link_chars for leaf in leaves)
        share = sum(len(leaves[index].text) - leaves[index].link_chars for index in found)
        if share > _NEARLY_ALL * size:
            return frozenset()
        self.decide("memory", "stood on other pages of the site", 0.9, f"{len(found)} of {len(leaves)} lines")
        return found

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """Names that the site goes by, as far as the page or the profile says."""
        names = list(self.profile.site_titles) if self.profile else []
        for name in ("og:site_name", "application-name"):
            if self.structured.meta.get(name):
                names.append(self.structured.meta[name])
        return tuple(dict.fromkeys(name for name in names if name))

    def is_list_label(self, box: Box) -> ListKind | None:
        """Return the side block that a leaf heads."""
        if not self.list_labels or len(box.text) > 80:
            return None
        return self.list_labels.get(fold(box.text))
