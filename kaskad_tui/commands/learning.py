"""What several files of one site have in common, learned before any of them is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from kaskad_tui.extract import Page, SiteMemory

LEAST = 3
"""Fewer files of a site teach nothing."""
MOST = 500
"""No more files than this are looked at beforehand."""


def host_of(page: Page) -> str | None:
    """Return the site that a page says it is of, without `www.`."""
    address = page.canonical or page.url
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if host else None


async def learn(files: Sequence[str], read: Callable[[str], Awaitable[Page | None]]) -> dict[str, SiteMemory]:
    """Return for each site of which there are enough files what they have in common.

    Args:
        files: names; standard input cannot be read twice and is left out.
        read: gives the page of a file, None for one that cannot be read.
    """
    names = [name for name in files if name != "-"][:MOST]
    if len(names) < LEAST:
        return {}
    sites: dict[str, list[Page]] = defaultdict(list)
    for name in names:
        page = await read(name)
        host = host_of(page) if page is not None else None
        if page is not None and host is not None:
            sites[host].append(page)
    return {host: memory for host, pages in sites.items() if (memory := _memory(pages)) is not None}


def _memory(pages: Iterable[Page]) -> SiteMemory | None:
    from kaskad_tui.extract import SiteMemory

    memory = SiteMemory.learn(pages)
    return memory if memory.pages >= LEAST else None
