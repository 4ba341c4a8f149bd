"""Sitemaps: a news sitemap lists titles and dates as a feed does; an index names others."""

from __future__ import annotations

from lxml import etree

from kaskad_tui.extract.addresses import without_tracking
from kaskad_tui.extract.dates import parse_machine, zone_of
from kaskad_tui.extract.feeds import MAX_ENTRIES, local_name, parse_xml
from kaskad_tui.extract.page import Decision, Page
from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import Headline, PageKind
from kaskad_tui.sanitize import clean_line, safe_url

_MOST_CHILDREN = 500


def read_sitemap(
    text: str, url: str | None, profile: Profile | None, encoding: str, *, decisions: tuple[Decision, ...]
) -> Page:
    """Return a sitemap as a feed: entries that have a title; the sitemaps of an index as `pages`.

    Args:
        text: decoded.
        url: where it came from.
        profile: of the site.
        encoding: how the bytes were read.
        decisions: those made so far.
    """
    root = parse_xml(text)
    children: list[str] = []
    entries: dict[str, Page] = {}
    zone = zone_of(profile.timezone if profile else None)
    for element in root if root is not None else ():
        fields = {local_name(inner): (inner.text or "").strip() for inner in element.iter(etree.Element)}
        address = safe_url(fields.get("loc"), url)
        if address is None:
            continue
        if local_name(element) == "sitemap":
            children.append(address)
            continue
        title = clean_line(fields.get("title", ""), 500)
        if not title or len(entries) >= MAX_ENTRIES:
            continue
        when = parse_machine(fields.get("publication_date") or fields.get("lastmod"), zone=zone)
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
        pages=tuple(children[:_MOST_CHILDREN]), encoding=encoding, decisions=(*decisions, rule),
    )  # fmt: skip
