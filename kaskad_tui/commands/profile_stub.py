"""A profile of the site that a page is of: what the page says of it, and where its parts stood."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kaskad_tui.extract.profile import Profile
from kaskad_tui.sources.writing import profile_text

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page
    from kaskad_tui.sources import Catalogue, Site


def of(page: Page, url: str | None, catalogue: Catalogue, site: Site | None) -> str | None:
    """Return the text of a file for the folder of sources; None when the page's site is not known.

    Args:
        page: as it was read.
        url: where it came from, if that is known.
        catalogue: the names that are taken.
        site: the source that the page is of, if it is of one.
    """
    address = url or page.url or page.canonical
    places = {one.what: one.where for one in page.decisions if one.where}
    if site is not None:
        return profile_text(site.profile, places)
    if address is None:
        return None
    parts = urlsplit(address)
    own = [one for one in page.feeds if urlsplit(one).netloc == parts.netloc]
    profile = Profile(
        name=catalogue.free_name(address),
        title=page.site_title or parts.hostname or "",
        base_url=f"{parts.scheme}://{parts.netloc}",
        hosts=(parts.hostname,) if parts.hostname else (),
        language=page.language or "",
        feeds=tuple(_path(one) for one in own[:3]),
    )
    return profile_text(profile, places)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
