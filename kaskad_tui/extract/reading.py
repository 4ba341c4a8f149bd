"""The whole reading of one page: from bytes to a `Page`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

from lxml import etree

from kaskad_tui.extract import (
    bodies,
    bylines,
    charset,
    checks,
    cloaks,
    listings,
    sectioning,
    selectors,
    sidelists,
    sites,
    sniff,
    titles,
    tree,
)
from kaskad_tui.extract.addresses import without_tracking
from kaskad_tui.extract.authors import find_author
from kaskad_tui.extract.blocks import build_blocks
from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.dates import zone_of
from kaskad_tui.extract.density import prose_of
from kaskad_tui.extract.feeds import read_feed
from kaskad_tui.extract.fragments import Written, write, write_fragment
from kaskad_tui.extract.labels import fold
from kaskad_tui.extract.markdown import to_markdown
from kaskad_tui.extract.memory import SiteMemory
from kaskad_tui.extract.outlining import outline
from kaskad_tui.extract.page import PRINTED, Decision, Page
from kaskad_tui.extract.profile import Profile, Selectors
from kaskad_tui.extract.published import find_published
from kaskad_tui.extract.repeats import articles_by_shape
from kaskad_tui.extract.sitemaps import read_sitemap
from kaskad_tui.extract.structured import is_list_page, read_structured, strings
from kaskad_tui.model import Lists, PageKind
from kaskad_tui.sanitize import clean_line, safe_url

_LITTLE = 140
"""Fewer characters of running text are no article by themselves."""


def read(
    content: bytes,
    url: str | None,
    *,
    profile: Profile | None = None,
    content_type: str | None = None,
    now: datetime | None = None,
    memory: SiteMemory | None = None,
) -> Page:
    """Return what `content` says; see `kaskad_tui.extract.extract_page`."""
    content = sniff.unpacked(content[: tree.MAX_BYTES], tree.MAX_BYTES)
    address = safe_url(url)
    if sniff.is_binary(content):
        kind = Decision("kind", "magic bytes", 1.0, content[:8].hex())
        return Page(PageKind.OTHER, url=address, decisions=(kind,))
    text, encoding, decision = charset.decode(content, content_type)
    kind_of_text = sniff.sniff(text)
    if kind_of_text in ("xml-feed", "json-feed"):
        is_json = kind_of_text == "json-feed"
        return read_feed(text, address, profile, encoding, is_json=is_json, decisions=(decision,))
    if kind_of_text == "sitemap":
        return read_sitemap(text, address, profile, encoding, decisions=(decision,))
    root = tree.parse(text) if kind_of_text == "html" and not sniff.looks_binary(text) else None
    if root is None:
        kind = Decision("kind", "no markup", 0.9)
        return Page(PageKind.OTHER, url=address, encoding=encoding, decisions=(decision, kind))
    return _Reading(root, text, address, profile, now, encoding, decision, memory).page()


class _Reading:
    """One HTML page."""

    def __init__(
        self,
        root: etree._Element,
        raw: str,
        url: str | None,
        profile: Profile | None,
        now: datetime | None,
        encoding: str,
        decision: Decision,
        memory: SiteMemory | None,
    ) -> None:
        self.root = root
        self.raw = raw
        self.profile = profile
        self.encoding = encoding
        base = tree.base_of(root, url)
        structured = read_structured(root, base)
        self.url = url or tree.own_address(root, structured.canonical, structured.meta)
        if base is None:
            base = self.url or (safe_url(profile.base_url) if profile else None)
        zone = zone_of(profile.timezone if profile else None)
        cloaks.uncloak(root)
        decisions, chosen = [decision], selectors.NOTHING
        if profile is not None and profile.selectors != Selectors():
            count = selectors.drop(root, profile.selectors.drop)
            chosen = selectors.Chosen(root, profile.selectors)
            if count:
                decisions.append(Decision("dropped", "profile: drop", 1.0, f"{count} elements"))
        self.context = Context(
            self.url, base, outline(root), structured, profile, zone, now, decisions, memory, chosen
        )
        self.title: str | None = None
        self.title_leaf: Box | None = None
        self.lists: Lists = {}
        self.imprint: list[Box] = []
        self.teasers: list[listings.Item] = []

    def page(self) -> Page:
        """Return the page, whatever it is."""
        context = self.context
        if checks.is_browser_check(self.root, context.outline, self.raw):
            context.decide("kind", "a check of the browser", 0.9)
            return self._made(PageKind.OTHER, browser_check=True)
        sure_article = self._says_article and not is_list_page(context.structured)
        if not sure_article or any(context.is_list_label(leaf) for leaf in context.outline.leaves):
            context.take(articles_by_shape(context))
        self.title, self.title_leaf = titles.find_title(context)
        self.lists, list_boxes = sidelists.find_lists(context)
        self.imprint = sites.find_imprint(context)
        if self._is_main(self.imprint):
            self.imprint = []
        barred = [*list_boxes, *self.imprint]
        body = bodies.choose_body(context, self.title_leaf, barred) if sure_article else None
        if body is not None and body.prose >= _LITTLE:
            items: list[listings.Item] = []  # nothing hangs on what else the page links to
        else:
            items = listings.find_items(context, barred)
            own = self._own_id()
            if self.title_leaf is not None and self._is_item(self.title_leaf, items, own):
                self.title_leaf = None
            self.teasers = listings.announced(context, items, of_article=sure_article, own=own)
            context.forget("candidate", "position", "body", "lead", "dropped")
            body = bodies.choose_body(context, self.title_leaf, barred, self.teasers)
        kind, rule, sure = self._kind(body, items)
        context.decide("kind", rule, sure, kind.value)
        if kind is PageKind.ARTICLE:
            return self._article(body)
        made = self._listing(items) if kind is PageKind.LISTING else self._made(PageKind.OTHER)
        dated = sure_article or "article:published_time" in context.structured.meta
        if not dated or (self.url and urlsplit(self.url).path in ("", "/")):
            return made
        # an article whose text was not found is still dated by what it says of itself
        published, day_only = find_published(context, (), None, -1)
        return replace(made, published=published, day_only=day_only, decisions=tuple(context.decisions))

    def _is_main(self, boxes: list[Box]) -> bool:
        """Tell whether what looks like the imprint (a ©) holds the title or most of the page's prose."""
        title = self.title_leaf
        if title is not None and any(box.lo <= title.lo < box.hi for box in boxes):
            return True
        prose = sum(self._prose(box.lo, box.hi) for box in boxes)
        return prose > max(800, 0.5 * self._prose(0, len(self.context.outline.leaves)))

    @cached_property
    def _says_article(self) -> bool:
        structured = self.context.structured
        if structured.articles or structured.meta.get("og:type", "").lower() == "article":
            return True
        if "itemtype" not in self.raw:
            return False
        found = self.root.xpath("//*[contains(@itemtype, 'Article') or contains(@itemtype, 'BlogPosting')]")
        return isinstance(found, list) and len(found) == 1  # a list marks each of its articles

    def _own_id(self) -> str | None:
        found = self.profile.article_id(self.url) if self.profile is not None else None
        if found:
            return found
        canonical = self.context.structured.canonical
        address = self.url or canonical
        if address and canonical and urlsplit(canonical).netloc == urlsplit(address).netloc:
            address = canonical
        return without_tracking(address) if address else None

    def _is_item(self, leaf: Box, items: list[listings.Item], own: str | None) -> bool:
        """Tell whether the leaf that looks like the title announces another article."""
        if self.url is None or not any(item.leaf is leaf and item.id != own for item in items):
            return False
        ones = [box for box in self.context.outline.leaves if box.level == 1]
        return not (leaf.level == 1 and len(ones) == 1)  # the only one: it leads to where the text came from

    def _kind(self, body: bodies.Body, items: list[listings.Item]) -> tuple[PageKind, str, float]:
        context, profile = self.context, self.profile
        structured = context.structured
        known = profile is not None and profile.article_id(self.url) is not None
        little = body.prose <= 300 or (body.prose < 600 and not known)
        if little and checks.is_error_page(self.title, structured.document_title, context.outline):
            return PageKind.OTHER, "says that there is no such page", 0.8
        if profile is not None and profile.article and self.url:
            if profile.article_id(self.url) is not None:
                if body.leaves:
                    return PageKind.ARTICLE, "address of an article", 0.95
                has_media = bool(context.outline.media) and self.title_leaf is not None
                kind = PageKind.ARTICLE if has_media else PageKind.OTHER
                return kind, "address of an article, no text", 0.6
            path = urlsplit(self.url).path.strip("/")
            lists = {
                profile.list_path.strip("/"),
                "",
                *(section.id.strip("/") for section in profile.sections),
            }
            if path in lists:
                return PageKind.LISTING, "address of a list", 0.95
        if context.chosen.body and not context.chosen.headlines and body.leaves:
            return PageKind.ARTICLE, "profile: body", 1.0
        if context.chosen.headlines and not context.chosen.body:
            return PageKind.LISTING, "profile: headlines", 1.0
        return self._kind_by_content(body, items)

    def _kind_by_content(self, body: bodies.Body, items: list[listings.Item]) -> tuple[PageKind, str, float]:
        structured = self.context.structured
        says_article = self._says_article
        rich = [item for item in items if item.rich]
        first = body.leaves[0].lo if body.leaves else 1 << 30
        title_at = self.title_leaf.lo if self.title_leaf is not None else -1
        # teasers that stand between the title and what could be the text: a list
        before = [item for item in self.teasers if title_at <= item.lo < first]
        spans = [(box.lo, box.hi) for box in body.boxes]
        inside = [item for item in rich if any(lo <= item.leaf.lo < hi for lo, hi in spans)]
        if not says_article or is_list_page(structured):
            if (
                is_list_page(structured)
                and len(items) >= 3
                and (body.prose < 1000 or before or len(inside) >= 3)
            ):
                return PageKind.LISTING, "calls itself a list", 0.9
            teasers = sum(self._prose(item.lo, item.hi) for item in before)
            if before and (teasers > body.prose or body.prose < _LITTLE):
                return PageKind.LISTING, "other articles' teasers come first", 0.8
            if len(inside) >= 3 and body.prose < 150 * len(inside):
                return PageKind.LISTING, "the text is a row of items", 0.7
        if body.prose >= _LITTLE or (says_article and (body.leaves or self._given_body() is not None)):
            return (
                PageKind.ARTICLE,
                "running text",
                0.8 if says_article or self.title_leaf is not None else 0.5,
            )
        if self._short_article(body, items):
            return PageKind.ARTICLE, "a short text between a dated title and everything else", 0.6
        if len(rich) >= 3 or len(items) >= 5:
            return PageKind.LISTING, "items, no running text", 0.7
        if body.prose >= 40 and self.title_leaf is not None:
            return PageKind.ARTICLE, "a short text under a title", 0.5
        if (structured.feeds and self.profile is not None) or len(items) >= 2:
            return PageKind.LISTING, "announces feeds" if structured.feeds else "a few items", 0.5
        return PageKind.OTHER, "neither text nor items", 0.6

    def _short_article(self, body: bodies.Body, items: list[listings.Item]) -> bool:
        """Tell whether a sentence or two stand directly under a printed title, with a date beside them."""
        title = self.title_leaf
        if title is None or not body.leaves or body.prose < 25 or title.link_chars:
            return False
        later = [item.leaf.lo for item in items if item.leaf.lo > title.lo]
        if later and min(later) < body.leaves[-1].lo:
            return False
        return any(bylines.is_date_line(leaf.text, self.context) for leaf in body.near)

    def _prose(self, lo: int, hi: int) -> float:
        return sum(prose_of(leaf) for leaf in self.context.outline.leaves[lo:hi])

    def _article(self, body: bodies.Body) -> Page:
        context = self.context
        last = body.leaves[-1].lo if body.leaves else -1
        published, day_only = find_published(context, body.near, body.region, last, self.title_leaf)
        start = self.title_leaf.lo if self.title_leaf is not None else -1
        author = find_author(context, body.near, body.region, start, last)
        written = Written()
        if body.leaves:
            start = self.title_leaf.lo if self.title_leaf is not None else body.leaves[0].lo
            first = min(start, body.leaves[0].lo)
            written = write(context, body.boxes, body.leaves, first, body.leaves[-1].lo, body.region)
        given = self._given_body()
        if given is not None and len(written.text) < 0.3 * len(given.text):
            context.decide("body", "json-ld articleBody: the page prints less", 0.6)
            written = given
        elif not body.leaves and self.title_leaf is not None:
            region = bodies.picture_region(context, self.title_leaf)
            if region is not None:
                written = write(context, [], [], self.title_leaf.lo, region.hi, region)
        return self._made(
            PageKind.ARTICLE,
            published=published,
            day_only=day_only,
            author=author,
            section=self._section(),
            written=written,
        )

    def _given_body(self) -> Written | None:
        """Return the text that the page gives in JSON-LD."""
        for article in self.context.structured.articles[:2]:
            text = article.get("articleBody")
            if isinstance(text, str) and len(text) > 200:
                if not re.search(r"<(?:p|br|div)\b", text):
                    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
                    text = re.sub(r"\s*\n\s*", "<p>", escaped)
                return write_fragment(text[:500_000], self.context.base, self.profile, self.title)
        return None

    def _section(self) -> str | None:
        profile = self.profile
        if profile is not None:
            canonical = self.context.structured.canonical
            ident = (profile.article_section(canonical) if canonical else None) or profile.article_section(
                self.url
            )
            if ident is not None:
                sections = sites.find_sections(self.context, self.title_leaf)
                known = {section.id: section.title for section in sections}
                printed = sites.printed_section(self.context)
                if printed in known.values():
                    self.context.decide("section", PRINTED, 0.9)
                    return printed
                self.context.decide("section", "address", 0.7)
                return known.get(ident.strip("/")) or printed or ident.strip("/") or None
        for article in self.context.structured.articles[:2]:
            names = strings(article.get("articleSection"))
            if names:
                return names[0]
        return self.context.structured.meta.get("article:section") or None

    def _listing(self, items: list[listings.Item]) -> Page:
        context = self.context
        main = listings.main_items(context, items, self.title_leaf)
        headlines = sectioning.headlines(context, main, self.title_leaf)
        context.decide("headlines", "items that repeat", 0.8, f"{len(headlines)} of {len(items)} linked")
        next_url, step, pages = sites.find_paging(context)
        made = self._made(PageKind.LISTING)
        return replace(made, headlines=headlines, next_url=next_url, page_step=step, pages=pages)

    def _made(
        self,
        kind: PageKind,
        *,
        browser_check: bool = False,
        published: datetime | None = None,
        day_only: bool = False,
        author: str | None = None,
        section: str | None = None,
        written: Written | None = None,
    ) -> Page:
        context = self.context
        structured = context.structured
        title = self.title or (clean_line(structured.document_title or "", 300) or None)
        meta = structured.meta
        description = meta.get("description") or meta.get("og:description")
        language = structured.language or (self.profile.language if self.profile else "") or None
        written = written or Written()
        return Page(
            kind,
            url=self.url,
            id=self._own_id() if kind is PageKind.ARTICLE else None,
            canonical=structured.canonical,
            amp_url=structured.amp_url,
            title=title,
            published=published,
            day_only=day_only,
            author=author,
            section=section,
            description=clean_line(description or "", 1000) or None,
            language=language,
            body=written.body,
            text=written.text,
            images=written.images,
            videos=written.videos,
            links=written.links,
            lists=self.lists,
            sections=sites.find_sections(context, self.title_leaf),
            feeds=structured.feeds,
            site_title=sites.site_title(context, context.outline.leaves),
            imprint=self._imprint(),
            encoding=self.encoding,
            decisions=tuple(context.decisions),
            browser_check=browser_check,
            lines=context.lines,
        )

    def _imprint(self) -> tuple[str, ...]:
        seen: set[str] = set()
        kept: list[Box] = []
        for leaf in self.imprint:
            key = fold(leaf.text)
            if key not in seen:
                seen.add(key)
                kept.append(leaf)
        return to_markdown(build_blocks(kept, lambda leaf: True), self.context.resolve)
