"""Sitemaps: a news sitemap lists titles and dates as a feed does; a plain one addresses; an index others."""

from __future__ import annotations

from lxml import etree

from kaskad_tui.extract.addresses import without_tracking
from kaskad_tui.extract.dates import parse_machine, zone_of
from kaskad_tui.extract.feeds import MAX_ENTRIES, local_name, parse_xml
from kaskad_tui.extract.page import Decision, Page
from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import Headline, Link, PageKind
from kaskad_tui.sanitize import clean_line, safe_url

_MOST_CHILDREN = 500
_MOST_UNTITLED = 100


def read_sitemap(
    text: str, url: str | None, profile: Profile | None, encoding: str, *, decisions: tuple[Decision, ...]
) -> Page:
    """Return a sitemap as a feed: what has a title as entries, the rest as links, the newest first.

    The sitemaps of an index are `pages`, the newest first where it says when they changed.

    Args:
        text: decoded.
        url: where it came from.
        profile: of the site.
        encoding: how the bytes were read.
        decisions: those made so far.
    """
    root = parse_xml(text)
    children: list[tuple[str, str]] = []
    untitled: list[tuple[str, str]] = []
    entries: dict[str, Page] = {}
    zone = zone_of(profile.timezone if profile else None)
    for element in root if root is not None else ():
        fields = {local_name(inner): (inner.text or "").strip() for inner in element.iter(etree.Element)}
        address = safe_url(fields.get("loc"), url)
        if address is None:
            continue
        changed = fields.get("lastmod", "")[:40]
        if local_name(element) == "sitemap":
            children.append((changed, address))
            continue
        title = clean_line(fields.get("title", ""), 500)
        if not title:
            untitled.append((changed, address))
        if not title or len(entries) >= MAX_ENTRIES:
            continue
        when = parse_machine(fields.get("publication_date") or changed, zone=zone)
        ident = (profile.article_id(address) if profile else None) or without_tracking(address)
        language = clean_line(fields.get("language", ""), 10)[:2].lower()
        entries.setdefault(
            ident,
            Page(
                PageKind.ARTICLE, url=address, id=ident, title=title, published=when[0] if when else None,
                day_only=bool(when and when[1]), language=language or None, site_title=fields.get("name"),
                complete=False,
            ),
        )  # fmt: skip
    made = list(entries.values())
    headlines = tuple(
        Headline(page.id or "", page.url or "", page.title or "", page.published, page.day_only)
        for page in made
    )
    rule = Decision("kind", "sitemap", 1.0, f"{len(made)} titles, {len(children)} sitemaps")
    name = clean_line(made[0].site_title or "", 200) if made else ""
    return Page(
        PageKind.FEED, url=url, title=name or None, site_title=name or None,
        language=made[0].language if made else None, headlines=headlines, entries=tuple(made),
        pages=_newest(children, _MOST_CHILDREN),
        links=tuple(Link(address, "") for address in _newest(untitled, _MOST_UNTITLED)),
        encoding=encoding, decisions=(*decisions, rule),
    )  # fmt: skip


def _newest(found: list[tuple[str, str]], most: int) -> tuple[str, ...]:
    """Return addresses by when they changed (ISO 8601 sorts as text); without that the last ones first."""
    dated = sorted((pair for pair in found if pair[0]), reverse=True)
    undated = [pair for pair in reversed(found) if not pair[0]]
    return tuple(dict.fromkeys(address for _changed, address in (*dated, *undated)))[:most]
