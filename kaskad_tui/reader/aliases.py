"""One story at several addresses of its site: what the page says of itself, or where it led to, joins them.

Only for sites whose articles have no numbers, and only where the titles are the same: a site that names one
address in every page as its own must not fold its articles into one. Of a page and its AMP version, both of
which were announced, the page's address stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kaskad_tui.model import Headline
from kaskad_tui.reader.assembling import Identity
from kaskad_tui.sources.amp import amp_forms, plain_form
from kaskad_tui.sources.site import Site

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page
    from kaskad_tui.store.archive import Archive

_AMP = "amp"
"""State of a source that has announced AMP addresses."""


def settled(archive: Archive, site: Site, items: Sequence[Headline]) -> tuple[Headline, ...]:
    """Return headlines of one page, those of one story as one.

    A story that the archive has under another address stays at that; the AMP version of another headline,
    of the page or of the archive, is that one.
    """
    if site.profile.article:
        return tuple(items)
    here = {item.id: item for item in items}
    found: dict[str, Headline] = {}
    for one in items:
        item = _plain(archive, site, _joined(archive, site, one), here)
        held = found.get(item.id)
        if held is None or (plain_form(held.url) and not plain_form(item.url)):
            found[item.id] = item
    return tuple(found.values())


async def release(archive: Archive, site: Site, items: Sequence[Headline]) -> None:
    """Give stories that the archive has by their AMP address the one at which they are announced now."""
    if site.profile.article or not archive.state(site.name, _AMP):
        return
    for item in items:
        if not item.id.startswith("/") or archive.by_id(site.name, item.id) is not None:
            continue
        twins = (archive.by_id(site.name, ident) for ident in amp_forms(item.id))
        twin = next((one for one in twins if one is not None and _is_same(one, item)), None)
        if twin is not None:
            await archive.readdress(twin.key, item.id, item.url)
            await archive.save_state(site.name, _state(twin.id), item.id)


async def note_amp(archive: Archive, site: Site, items: Sequence[Headline]) -> None:
    """Remember that a site announces AMP addresses by themselves: their pages may be announced later."""
    if site.profile.article or archive.state(site.name, _AMP):
        return
    if any(item.id.startswith("/") and plain_form(item.url) for item in items):
        await archive.save_state(site.name, _AMP, "1")


def _joined(archive: Archive, site: Site, item: Headline) -> Headline:
    """Return a headline as the story that the archive has under another address, if it is one."""
    target = known_as(archive, site, item.id)
    if target is None or _fold(target.title) != _fold(item.title):
        return item
    return replace(item, id=target.id, url=target.url)


def _plain(archive: Archive, site: Site, item: Headline, here: Mapping[str, Headline]) -> Headline:
    """Return the AMP version of another headline as that one."""
    form = plain_form(item.url) if item.id.startswith("/") else None
    ident = site.canonical_key(form) if form is not None else None
    if ident is None:
        return item
    twin = (here.get(ident) if ident != item.id else None) or archive.by_id(site.name, ident)
    return replace(item, id=twin.id, url=twin.url) if twin is not None and _is_same(twin, item) else item


def _is_same(one: Headline, other: Headline) -> bool:
    """Tell whether titles and times of two headlines agree, as far as both say them."""
    if _fold(one.title) != _fold(other.title):
        return False
    if one.published is None or other.published is None:
        return True
    if one.day_only or other.day_only:
        return one.published.date() == other.published.date()
    return one.published == other.published


def known_as(archive: Archive, site: Site, ident: str) -> Headline | None:
    """Return what the archive has under the first address of a story whose later address this is."""
    if site.profile.article or not ident.startswith("/"):
        return None
    first = archive.state(site.name, _state(ident))
    return archive.by_id(site.name, first) if first else None


async def join(archive: Archive, site: Site, identity: Identity, page: Page, led_to: str, key: int) -> bool:
    """Note under which other addresses an article that was opened is known; True when a list has one less.

    Args:
        archive: where.
        site: whose.
        identity: under which it was opened, and stays.
        page: it.
        led_to: the address after redirects.
        key: its row.
    """
    if site.profile.article or identity.elsewhere:
        return False
    shorter = False
    for url in (page.canonical, led_to, page.amp_url):
        other = site.canonical_key(url) if url and site.is_own(url) else None
        if url is None or other is None or other in (identity.id, "/"):
            continue
        twin = archive.by_id(site.name, other)
        same = twin is not None and twin.key != key and _fold(twin.title) == _fold(page.title or "")
        if plain_form(identity.url) and not plain_form(url) and (same or twin is None):
            await archive.readdress(key, other, url)  # the page itself, and not its AMP version
            identity, other = replace(identity, id=other, url=url), identity.id
        await archive.save_state(site.name, _state(other), identity.id)
        if twin is None or not same:
            continue
        await archive.unlist(twin.key)
        if twin.read or twin.bookmarked:
            await archive.mark(
                [key], read=twin.read or None, bookmarked=twin.bookmarked or None, undoable=False
            )
        shorter = True
    return shorter


def _state(ident: str) -> str:
    return f"same:{ident}"


def _fold(text: str) -> str:
    """Return a title as it is compared."""
    from kaskad_tui.extract.labels import fold  # what it compiles is for whoever asks the network

    return fold(text)
