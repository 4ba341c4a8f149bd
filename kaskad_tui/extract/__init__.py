"""Bytes of a page in, what it says out.

    from kaskad_tui.extract import extract_page

    page = extract_page(content, "https://kaskad.tv/novosti/55963-…", profile=profile)
    page.kind, page.title, page.published, page.author   # what is not said is None
    page.body, page.markdown, page.text                  # blocks, their join, the same without marks
    page.images, page.videos, page.links                 # lifted out of the body
    page.headlines, page.entries, page.lists             # of a listing, a feed, the blocks beside a text
    page.decisions                                       # what was decided by which rule

Pure: no clock, no network, no disk. Works by meaning (dates, headings, link shapes, structured data, labels);
the names of classes and ids only ever count against small boxes beside the text. Importing this package is
cheap; the parsers come with the first page.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaskad_tui.extract.memory import SiteMemory
    from kaskad_tui.extract.page import Decision, Page
    from kaskad_tui.extract.profile import KnownSection, Profile

__all__ = ["Decision", "KnownSection", "Page", "Profile", "SiteMemory", "extract_page"]

_HOME = {
    "Decision": "page",
    "KnownSection": "profile",
    "Page": "page",
    "Profile": "profile",
    "SiteMemory": "memory",
}


def __getattr__(name: str) -> object:
    """Load a name from its module when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def extract_page(
    content: bytes,
    url: str | None = None,
    *,
    profile: Profile | None = None,
    content_type: str | None = None,
    now: datetime | None = None,
    memory: SiteMemory | None = None,
) -> Page:
    """Read a page, a feed or a listing.

    Args:
        content: the bytes as they came, at most 8 MiB are read.
        url: the address they came from; relative links are resolved against it.
        profile: what is known of the site; without one everything is found by general rules.
        content_type: the Content-Type header of the answer; its charset is checked, not believed.
        now: the moment of the fetch (aware); only dates like «сегодня, 14:05» need it and are None without.
        memory: what other pages of the site have in common (`SiteMemory.learn`): no text, title or date.

    Never raises for anything that `content` holds; a page with nothing to read has the kind `other`.
    """
    from kaskad_tui.extract.reading import read

    with _no_collection():
        return read(content, url, profile=profile, content_type=content_type, now=now, memory=memory)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put the garbage collection off until a page is read.

    A page makes hundreds of thousands of objects that all live to its end: looking through them again and
    again took a tenth of the time, and on long pages a third.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
