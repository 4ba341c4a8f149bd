"""One story at several addresses of its site: what the page says of itself, or where it led to, joins them.

Only for sites whose articles have no numbers, and only where the titles are the same: a site that names one
address in every page as its own must not fold its articles into one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kaskad_tui.extract.labels import fold
from kaskad_tui.extract.page import Page
from kaskad_tui.model import Headline
from kaskad_tui.reader.assembling import Identity
from kaskad_tui.sources.site import Site

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive


def joined(archive: Archive, site: Site, item: Headline) -> Headline:
    """Return a headline as the story that the archive has under another address, if it is one."""
    target = known_as(archive, site, item.id)
    if target is None or fold(target.title) != fold(item.title):
        return item
    return replace(item, id=target.id, url=target.url)


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
    for url in (page.canonical, led_to):
        other = site.canonical_key(url) if url and site.is_own(url) else None
        if other is None or other in (identity.id, "/"):
            continue
        await archive.save_state(site.name, _state(other), identity.id)
        twin = archive.by_id(site.name, other)
        if twin is None or twin.key == key or fold(twin.title) != fold(page.title or ""):
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
