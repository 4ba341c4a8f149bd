"""From an address to an answer, with the tolerance of the site's software; no sockets, no own clock."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import parse_qs, quote, unquote

from kaskad_tui.demo import amp, bare, feeds, pictures, stock
from kaskad_tui.demo.edition import Article, Draft
from kaskad_tui.demo.editors import Editors
from kaskad_tui.demo.extras import ROBOTS, STYLE, sitemap
from kaskad_tui.demo.imprint import IMPRINT
from kaskad_tui.demo.markup import Frame
from kaskad_tui.demo.newsroom import Listing, Newsroom

HTML = "text/html; charset=utf-8"
_MISSING = "Материал не найден"
_PAGE_MISSING = "Страница не найдена"
_ARTICLE = re.compile(r"(\d{1,9})(?:-.*)?")
_PICTURE = re.compile(r"(?:\ssrc=\"|^)/?(images/[^\"?#]+)", re.IGNORECASE)
_KEPT = 256


class Dressing(Protocol):
    """A template of the site."""

    NAME: str
    FEED_IS_FULL: bool

    def article(self, frame: Frame, shown: Article) -> str:
        """Return an article's page."""

    def listing(self, frame: Frame, shown: Listing) -> str:
        """Return one page of a list."""

    def text(self, frame: Frame, title: str, body: str, path: str) -> str:
        """Return a page of the menu that is no news."""

    def error(self, frame: Frame, status: int, message: str) -> str:
        """Return an error page."""


DRESSINGS: dict[str, Dressing] = {stock.NAME: stock, bare.NAME: bare}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answers: HTTP status, type, body; `dynamic` ones carry the software's cache headers."""

    status: int
    content_type: str
    body: bytes
    dynamic: bool = True


class Routes:
    """The addresses of one newsroom in one dressing."""

    def __init__(
        self, newsroom: Newsroom, dressing: str, clock: Callable[[], datetime], edited: Iterable[Draft] = ()
    ) -> None:
        """Set up the site.

        Args:
            newsroom: what is printed.
            dressing: a name of `DRESSINGS`.
            clock: tells feeds the present moment (aware).
            edited: second texts of articles, published when the first has been read once.

        Raises:
            ValueError: no such dressing.
        """
        if dressing not in DRESSINGS:
            raise ValueError(f"no dressing {dressing!r}: {', '.join(DRESSINGS)}")
        self.newsroom = newsroom
        self._dressing = DRESSINGS[dressing]
        self._clock = clock
        self._editors = Editors(edited)
        self._pictures = _pictures(newsroom)
        self._kept: OrderedDict[tuple[str, str], Answer] = OrderedDict()

    def answer(self, target: str, origin: str) -> Answer:
        """Return what an address answers; never raises.

        Args:
            target: path and query as they stand in the request line.
            origin: `http://host:port` as the visitor wrote it.
        """
        edited = self._editors.before(target)
        if edited is not None:
            self.newsroom = self.newsroom.edited(edited)
            self._kept.clear()
        key = (origin, target)
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        answer, keep = self._build(target, origin)
        if keep:
            self._kept[key] = answer
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return answer

    def _build(self, target: str, origin: str) -> tuple[Answer, bool]:
        raw, _, query = target.partition("#")[0].partition("?")
        path = unquote(raw, errors="replace")
        asked = {name: values[-1] for name, values in parse_qs(query).items()}
        # A browser's own escaping: what stands in <base> is always a proper address.
        safe = quote(target, safe="/?&=%:;,+@!$'()*~._-")
        frame = Frame(self.newsroom, origin, safe, component=asked.get("tmpl") == "component")
        fixed = self._fixed(path, origin)
        if fixed is not None:
            return fixed, True
        if path == "/index.php" or path.startswith("/index.php/"):
            path = path.removeprefix("/index.php")
        parts = [part for part in path.split("/") if part]
        if not parts and asked.get("option") == "com_content" and asked.get("view") == "article":
            return self._article(frame, asked.get("id", ""), asked), True
        return self._page(frame, parts, asked), asked.get("format") != "feed"

    def _fixed(self, path: str, origin: str) -> Answer | None:
        if path.lstrip("/") in self._pictures:
            return Answer(200, pictures.TYPE, pictures.png(path.lstrip("/")), dynamic=False)
        if path == "/robots.txt":
            return Answer(200, "text/plain", ROBOTS.format(origin=origin).encode(), dynamic=False)
        if path == "/sitemap.xml":
            return Answer(200, "application/xml; charset=utf-8", sitemap(self.newsroom, origin).encode())
        if path.startswith("/templates/") and path.endswith("/css/template.css"):
            return Answer(200, "text/css", STYLE.encode(), dynamic=False)
        return None

    def _page(self, frame: Frame, parts: list[str], asked: dict[str, str]) -> Answer:
        newsroom = self.newsroom
        start = _offset(asked)
        if not parts:
            return self._listing(frame, newsroom.front(start), asked)
        if parts == ["kontakty"]:
            return _html(200, self._dressing.text(frame, "Контакты", IMPRINT, "/kontakty"))
        if parts[:3] == ["component", "tags", "tag"] and len(parts) == 4:
            tagged = newsroom.tagged(parts[3], start)
            return (
                self._missing(frame, _PAGE_MISSING) if tagged is None else self._listing(frame, tagged, asked)
            )
        if parts[0] not in newsroom.sections or len(parts) > 3:
            return self._missing(frame, _PAGE_MISSING)
        if len(parts) == 1:
            return self._listing(frame, newsroom.section(parts[0], start), asked)
        if len(parts) == 3:
            return self._amp(frame, parts[1]) if parts[2] == "amp" else self._missing(frame, _PAGE_MISSING)
        return self._article(frame, parts[1], asked)

    def _listing(self, frame: Frame, shown: Listing, asked: dict[str, str]) -> Answer:
        if asked.get("format") != "feed":
            return _html(200, self._dressing.listing(frame, shown))
        if not shown.feed:
            return self._missing(frame, _PAGE_MISSING)
        full = self._dressing.FEED_IS_FULL
        now = self._clock()
        if asked.get("type") == "atom":
            body = feeds.atom(frame, shown, now, full=full)
            return Answer(200, "application/atom+xml; charset=utf-8", body.encode())
        body = feeds.rss(frame, shown, now, full=full)
        return Answer(200, "application/rss+xml; charset=utf-8", body.encode())

    def _article(self, frame: Frame, segment: str, asked: dict[str, str]) -> Answer:
        article = self._find(segment)
        if article is None or asked.get("format") == "feed":
            return self._missing(frame, _MISSING)
        return _html(200, self._dressing.article(frame, article))

    def _amp(self, frame: Frame, segment: str) -> Answer:
        article = self._find(segment)
        if article is None:
            return _html(404, amp.error(frame, 404, _MISSING))
        return _html(200, amp.article(frame, article))

    def _find(self, segment: str) -> Article | None:
        # A number counts, whatever slug stands behind it: so does the real site's router.
        named = _ARTICLE.fullmatch(segment.replace(":", "-", 1), 0)
        return self.newsroom.article(int(named[1])) if named else None

    def _missing(self, frame: Frame, message: str) -> Answer:
        return _html(404, self._dressing.error(frame, 404, message))


def _html(status: int, page: str) -> Answer:
    return Answer(status, HTML, page.encode())


def _offset(asked: dict[str, str]) -> int:
    given = asked.get("start", asked.get("limitstart", "0"))
    return int(given) if re.fullmatch(r"[0-9]{1,9}", given) else 0


def _pictures(newsroom: Newsroom) -> frozenset[str]:
    named = {"images/logo.png"}
    for article in (*newsroom.articles, *newsroom.gone):
        named.update(_PICTURE.findall(article.body))
        if article.draft.image:
            named.add(article.draft.image.lstrip("/"))
    return frozenset(named)
