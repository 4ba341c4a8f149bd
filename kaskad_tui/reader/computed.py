"""The lists that a site leaves empty, filled from the archive, and told apart from what the site says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kaskad_tui.model import ListKind, Lists

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive

LONGEST = 5
"""Headlines of a computed list."""


@dataclass(frozen=True, slots=True)
class FilledLists:
    """Named lists with what was computed here in place of empty ones."""

    lists: Lists
    computed: frozenset[ListKind] = field(default=frozenset())
    """The kinds that were computed here: the screen says so."""


async def filled(archive: Archive, source: str, lists: Lists, key: int | None) -> FilledLists:
    """Return lists with «related news» (of an article) and «popular this week» where they are empty.

    Args:
        archive: where from.
        source: whose lists they are.
        lists: what the site has.
        key: the article that they stand beside; None for those of the front page.

    Raises:
        FailureError: STORE_*.
    """
    found = dict(lists)
    computed = set()
    if key is not None and not found.get(ListKind.RELATED):
        related = archive.headlines(await archive.related(key, LONGEST))
        if related:
            found[ListKind.RELATED] = tuple(related)
            computed.add(ListKind.RELATED)
    if not found.get(ListKind.POPULAR_WEEK):
        popular = archive.headlines(archive.popular(source, LONGEST))
        if popular:
            found[ListKind.POPULAR_WEEK] = tuple(popular)
            computed.add(ListKind.POPULAR_WEEK)
    return FilledLists(found, frozenset(computed))
