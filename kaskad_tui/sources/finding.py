"""What to look at on an unknown site, and what is made of what came: no page is fetched here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from kaskad_tui.extract.addresses import is_of_forum
from kaskad_tui.extract.labels import fold, fold_all
from kaskad_tui.extract.page import Page
from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import PageKind
from kaskad_tui.sanitize import clean_line, safe_url
from kaskad_tui.sources.shapes import Pages
from kaskad_tui.sources.site import Site, origin_of, source_name

FEEDS = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/?format=feed&type=rss",
    "/rss/",
    "/feeds/posts/default",
    "/export/rss2/index.xml",
)
"""Where feeds usually lie, for sites that do not say."""

SITEMAPS = ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
"""Where sitemaps usually lie, for sites whose robots.txt does not say."""

_COMMENTS = re.compile(r"/comments?(?:[/_-]|$)|[?&]type=comments|kommentar", re.I)
_COMMENTS_TITLE = re.compile(r"^(?:comments? (?:on|for)|комментарии (?:к|на)|kommentare (?:zu|für))\b", re.I)
_MEDIA_ALONE = 200
"""Characters: an entry with sound and fewer is an episode, not an article."""
_NEWS = fold_all(
    """новости|все новости|лента новостей|лента|статьи|блог|журнал|пресс-центр|news|all news|latest
latest news|blog|articles|stories|magazine|press|newsroom
nachrichten|aktuelles|actualités|noticias|wiadomości|notizie|новини|жаңалықтар""".replace("\n", "|").split(
        "|"
    )
)
_ARTICLES = re.compile(r"news|post|article|stor(?:y|ies)", re.I)
_SIGNS = re.compile(r"^[\s\-–—|:»·•/©]+|[\s\-–—|:·•/]+$")
_BETWEEN = re.compile(r"\s+[|·•»—–:-]+\s+|\s*[|·•]\s*")
"""What stands between a page's name and its site's."""
_ZONES = {
    2: "Europe/Kaliningrad",
    3: "Europe/Moscow",
    4: "Europe/Samara",
    5: "Asia/Yekaterinburg",
    6: "Asia/Omsk",
    7: "Asia/Novosibirsk",
    8: "Asia/Irkutsk",
    9: "Asia/Yakutsk",
    10: "Asia/Vladivostok",
    11: "Asia/Magadan",
    12: "Asia/Kamchatka",
}
"""Of Russian sites by the offset of their feeds: they change no clocks, so that the offset says it."""


def feed_fault(page: Page, url: str) -> str:
    """Return why a page is no feed of articles, in a word; "" for one that is."""
    if page.kind is not PageKind.FEED:
        return "none"
    entries = [entry for entry in page.entries if entry.url and entry.title]
    if not entries:
        return "empty"
    if _COMMENTS.search(urlsplit(url).path + "?" + urlsplit(url).query) or (
        page.title and _COMMENTS_TITLE.match(page.title)
    ):
        return "comments"
    episodes = [entry for entry in entries if entry.videos and len(entry.text) < _MEDIA_ALONE]
    return "episodes" if len(episodes) > 0.8 * len(entries) else ""


def adds_to(page: Page, known: Iterable[str], site: Site) -> bool:
    """Tell whether most entries of a feed are not among those known (their keys)."""
    have = set(known)
    keys = keys_of(page, site)
    return len([key for key in keys if key not in have]) * 2 > len(keys)


def keys_of(page: Page, site: Site) -> list[str]:
    """Return what identifies the headlines of a page."""
    return [key for item in page.headlines if (key := site.canonical_key(item.url)) is not None]


def covers(page: Page, known: Sequence[str], site: Site) -> bool:
    """Tell whether a list page lists what the feeds do, and little else."""
    keys = keys_of(page, site)
    same = set(keys) & set(known)
    return len(same) >= 2 and 2 * len(same) >= min(len(set(keys)), len(set(known)))


def goes_on(page: Page) -> bool:
    """Tell whether a list has further pages."""
    return page.next_url is not None or bool(page.pages)


def is_dated_article(page: Page, *, dated: bool) -> bool:
    """Tell whether a page is an article of news: a text with a date.

    Args:
        page: as it came.
        dated: the list had a date for it.
    """
    if page.kind is not PageKind.ARTICLE or is_of_forum(urlsplit(page.url or "").path):
        return False
    return len(page.text) >= 200 and (dated or page.published is not None)


def sitemaps_of(robots: str, origin: str) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names."""
    found = re.findall(r"(?im)^\s*sitemap\s*:\s*(\S{1,2000})", robots[:500_000])
    urls = (safe_url(line, origin + "/") for line in found[:50])
    return tuple(dict.fromkeys(url for url in urls if url is not None))


def likely_sitemaps(index: Page) -> list[str]:
    """Return the sitemaps of an index that may list the newest articles, at most two."""
    named = [url for url in index.pages if _ARTICLES.search(urlsplit(url).path)]
    return (named or list(index.pages))[:2]


def news_sections(page: Page) -> list[str]:
    """Return the lists of a page's menu that are named as news are."""
    return [section.url for section in page.sections if fold(section.title) in _NEWS]


def plain_profile(url: str) -> Profile:
    """Return the profile of a site of which only the address is known."""
    host = urlsplit(url).netloc.lower()
    return Profile(name=source_name(url), title=host, base_url=origin_of(url), hosts=(host,))


def profile_of(
    site: Site,
    pages: Sequence[Page],
    *,
    feeds: Sequence[str],
    list_url: str | None,
    paging: Pages,
    shapes: tuple[str, ...],
) -> Profile:
    """Return the profile that everything found makes.

    Args:
        site: with the plain profile.
        pages: what speaks of the site as a whole, the best first.
        feeds: addresses of its feeds, the best first.
        list_url: the page with its main list.
        paging: how that goes on.
        shapes: of the articles' paths.
    """
    language = next((page.language for page in pages if page.language), "")
    return replace(
        site.profile,
        title=_title(pages) or site.profile.title,
        language=language or "",
        timezone=_zone(pages, language or ""),
        article_paths=shapes,
        list_path=_local(site, list_url) if list_url is not None else "",
        page_path=paging.page_path,
        page_parameter=paging.page_parameter,
        page_step=paging.page_step,
        feeds=tuple(_local(site, feed) for feed in feeds),
    )


def _local(site: Site, url: str) -> str:
    """Return path and query of an address of the site; the address where it lies elsewhere."""
    if not site.is_own(url):
        return url
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _title(pages: Sequence[Page]) -> str:
    """Return what a site is called: its own name, else what the titles of its pages and feeds share."""
    names = [page.site_title for page in pages if page.site_title and page.kind is not PageKind.FEED]
    titles = [page.title for page in pages if page.title and page.kind is not PageKind.ARTICLE]
    parts = [[_SIGNS.sub("", part) for part in _BETWEEN.split(clean_line(title, 200))] for title in titles]
    counts = Counter(part for title in parts for part in set(title) if part and fold(part) not in _NEWS)
    names += [part for part, _count in counts.most_common(1)]
    text = next((text for name in names if len(text := _SIGNS.sub("", clean_line(name, 80))) > 1), "")
    return text + "»" * (text.count("«") - text.count("»"))


def _zone(pages: Sequence[Page], language: str) -> str:
    """Return the zone that the offset of a Russian site's times stands for; "" where it cannot be told."""
    if language != "ru":
        return ""
    offsets = {
        item.published.utcoffset()
        for page in pages
        if page.kind is PageKind.FEED
        for item in page.headlines[:20]
        if item.published is not None
    }
    if len(offsets) != 1:
        return ""
    hours = (offsets.pop() or timedelta()) / timedelta(hours=1)
    return _ZONES.get(int(hours), "") if hours == int(hours) else ""


def newest(page: Page) -> datetime | None:
    """Return when the newest headline of a page was published."""
    return max((item.published for item in page.headlines if item.published), default=None)


def front_of(url: str) -> str:
    """Return the front page of an address's site."""
    return urljoin(url, "/")
