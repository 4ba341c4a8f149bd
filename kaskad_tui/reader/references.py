"""What a user or a link means by an id or an address: which article of which source."""

from __future__ import annotations

import re
from collections.abc import Callable

from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.reader.assembling import Identity
from kaskad_tui.sanitize import clean_line
from kaskad_tui.sources.site import Site, canonical_address, source_name, typed_address

_ID = re.compile(r"[0-9A-Za-z_-]{1,100}|/\S{1,500}")


def identify(site: Site, ref: str, others: Callable[[str], Site | None] | None = None) -> Identity | Failure:
    """Return the article that `ref` names; BAD_ADDRESS when it is neither an id nor an address.

    Args:
        site: the source whose ids are meant.
        ref: an id, or any address: of an article of the site (AMP, http, www, another slug), of another of
            its pages, or of a page of any other site, which is then a source of its own.
        others: returns the other source that an address belongs to, if any.
    """
    text = ref.strip()
    address = typed_address(text)
    if address is None:
        url = site.address_of(text) if _ID.fullmatch(text) else None
        if url is None:
            return Failure(FailureKind.BAD_ADDRESS, url=clean_line(ref, 200))
        return Identity(site.name, text, url)
    if not site.is_own(address):
        other = others(address) if others is not None else None
        if other is None:
            return Identity(source_name(address), canonical_address(address), address)
        site = other
    number = site.article_id(address)
    url = site.without_amp(address)
    # the identity of a page without a number must not depend on the host in use either
    return Identity(site.name, number or site.canonical_key(url) or url, url)
