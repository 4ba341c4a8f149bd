"""From what pages say to what the archive keeps: pure steps, no network, no disk, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from kaskad_tui.extract.profile import Profile
from kaskad_tui.model import Article, Headline, ListKind, Lists, PageKind, Section
from kaskad_tui.sources.amp import plain_form
from kaskad_tui.sources.site import Site

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page

_LEAST_TEXT = 200
"""Characters that are something to read even without a title."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which article a page is, whatever it says of itself."""

    source: str
    id: str
    url: str
    """Where it is asked for; stored as seen."""

    @property
    def elsewhere(self) -> bool:
        """It lies on another site than its source: what the feed of an aggregator links to."""
        return self.id.startswith(("http://", "https://"))


def is_readable(page: Page) -> bool:
    """Tell whether a page is an article that has something to read or to look at."""
    return page.kind is PageKind.ARTICLE and bool(page.body or page.images or page.videos)


def says_nothing(page: Page) -> bool:
    """Tell whether an article names neither title nor date and is hardly a sentence: no article at all."""
    return page.title is None and page.published is None and len(page.text) < _LEAST_TEXT


def is_out_of_place(page: Page, copy: Article | None) -> bool:
    """Tell whether something else stands where an article was: another title over a fraction of its text.

    A domain that was sold, a note about works on the server: the archive's text is worth more.
    """
    if copy is None or not copy.complete or 4 * len(page.text) >= len(copy.text):
        return False
    old, new = copy.headline.title.casefold(), (page.title or "").casefold()
    return not new or (old not in new and new not in old)


def needs_amp(page: Page, profile: Profile | None) -> bool:
    """Tell whether the AMP version of an article may say what its full page does not."""
    if profile is None or not profile.amp_suffix:
        return False
    return not is_readable(page) or page.published is None or page.day_only or page.author is None


def merged(page: Page, amp: Page) -> Page:
    """Return a full page with what its AMP version adds; where both speak, the full page holds.

    A text that is less than half of the AMP version's is a remnant: the AMP version's text is taken then.
    """
    if not is_readable(amp):
        return page
    if not is_readable(page):
        return replace(amp, url=page.url)
    if _more_precise(amp, page):
        page = replace(page, published=amp.published, day_only=amp.day_only)
    whole = amp.complete and not page.complete and len(page.text) <= len(amp.text)
    if whole or 2 * len(page.text) < len(amp.text):
        page = replace(page, body=amp.body, text=amp.text, links=amp.links, complete=amp.complete)
    return replace(
        page,
        title=page.title or amp.title,
        author=page.author or amp.author,
        section=page.section or amp.section,
        images=page.images or amp.images,
        videos=page.videos or amp.videos,
        lists={**amp.lists, **{kind: items for kind, items in page.lists.items() if items}},
        imprint=page.imprint or amp.imprint,
        canonical=page.canonical or amp.canonical,
    )


def _more_precise(one: Page | Headline, other: Page | Headline) -> bool:
    """Tell whether `one` knows the time of publication better than `other`."""
    if one.published is None:
        return False
    if other.published is None:
        return True
    same_day = one.published.date() == other.published.date()
    return same_day and other.day_only and not one.day_only


def own_headline(site: Site, item: Headline, titles: Mapping[str, str]) -> Headline | None:
    """Return a headline as the archive keeps it, or None when it is no article of the site.

    Args:
        site: the source.
        item: as a page gives it.
        titles: the site's sections, id to title.
    """
    if not item.url:
        return None
    number = site.article_id(item.url)
    if number is None and site.profile.article:
        return None
    identity = number or site.canonical_key(item.url)
    if identity is None:
        return None
    return replace(
        item,
        id=identity,
        url=urldefrag(site.without_amp(item.url) if site.profile.amp_suffix else item.url).url,
        section=section_of(site, item.url, item.section, titles),
        source=site.name,
        key=0,
    )


def section_of(site: Site, url: str, printed: str | None, titles: Mapping[str, str]) -> str | None:
    """Return the title of an article's section: the printed one if the site has it, else by the address."""
    known = {title.casefold(): title for title in titles.values()}
    if printed and printed.casefold() in known:
        return known[printed.casefold()]
    by_address = titles.get(site.profile.article_section(url) or "")
    if by_address:
        return by_address
    # a page that prints no title may give the id in its place
    return titles.get(printed or "", printed)


def own_headlines(site: Site, items: Iterable[Headline], titles: Mapping[str, str]) -> tuple[Headline, ...]:
    """Return the site's own articles of a list, each once, in the order of the list."""
    found: dict[str, Headline] = {}
    for item in items:
        own = own_headline(site, item, titles)
        if own is not None and own.title:
            held = found.setdefault(own.id, own)
            if plain_form(held.url) and not plain_form(own.url):
                found[own.id] = replace(held, url=own.url)
    return tuple(found.values())


def own_lists(site: Site, lists: Lists, titles: Mapping[str, str]) -> dict[ListKind, tuple[Headline, ...]]:
    """Return the named lists with the site's own articles; lists without any are left out."""
    kept = {kind: own_headlines(site, items, titles) for kind, items in lists.items()}
    return {kind: items for kind, items in kept.items() if items}


def filled(item: Headline, other: Headline | None) -> Headline:
    """Return a feed's headline so that it says nothing else than the list page, only what that left open."""
    if other is None:
        return item
    sharper = _more_precise(item, other)
    return replace(
        item,
        url=other.url,
        title=other.title,
        published=item.published if sharper else other.published,
        day_only=item.day_only if sharper else other.day_only,
        section=other.section or item.section,
        teaser=other.teaser or item.teaser,
    )


def all_sections(site: Site, menu: Iterable[Section]) -> tuple[Section, ...]:
    """Return the site's sections: those of its profile in their order, then what its menu adds."""
    found = {
        known.id: Section(known.id, known.title, site.list_url(known.id)) for known in site.profile.sections
    }
    ignored = set(site.profile.ignore_sections)
    for section in menu:
        if section.id and section.title and section.id not in ignored:
            found.setdefault(section.id, replace(section, url=site.rebase(section.url)))
    return tuple(found.values())


def article_of(
    page: Page,
    identity: Identity,
    known: Headline | None,
    *,
    section: str | None,
    lists: Lists,
    fetched: datetime,
    extractor: int = 0,
) -> Article:
    """Return the article that a page holds.

    Args:
        page: readable, see `is_readable`.
        identity: which article it is.
        known: what lists and feeds said of it: fills what the page leaves open.
        section: the section's title.
        lists: the page's named lists, each item with an id.
        fetched: when (aware, UTC).
        extractor: what read the page.
    """
    blank = Headline(id=identity.id, url=identity.url, title="", source=identity.source)
    base = known or blank
    precise = page.published is not None and not _more_precise(base, page)
    headline = replace(
        base,
        url=identity.url,
        title=page.title or base.title or identity.url,
        published=page.published if precise else base.published,
        day_only=page.day_only if precise else base.day_only,
        section=section or base.section,
    )
    return Article(
        headline=headline,
        author=page.author,
        body=page.body,
        text=page.text,
        images=page.images,
        videos=page.videos,
        links=page.links,
        lists=lists,
        fetched=fetched,
        complete=page.complete,
        extractor=extractor,
    )


def differs(old: Article | None, new: Article) -> bool:
    """Tell whether a reader would see a difference between two copies of an article."""
    if old is None or old.complete != new.complete or old.gone != new.gone:
        return True
    one, two = old.headline, new.headline
    return (one.title, one.published, old.author, old.body, old.images, old.videos) != (
        two.title,
        two.published,
        new.author,
        new.body,
        new.images,
        new.videos,
    )
