"""The pages of a list whose addresses only its own links tell: cursors, archives of feeds, odd names.

What a page links to as the next one is noted; nothing is asked for that no page named.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from kaskad_tui.model import FailureError
from kaskad_tui.sanitize import safe_url

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive

_KEPT = 6
"""So many addresses of a list are kept for the next run: it goes on behind the last of them."""


class Trail:
    """The addresses of one source's lists, by list (a section's id, "" is the main one) and page."""

    def __init__(self, archive: Archive, source: str) -> None:
        self._archive = archive
        self._source = source
        self._known: dict[str, dict[int, str]] = {}
        self._seen: dict[str, dict[int, int]] = {}
        """By list: what stood on a page (a hash), and on which."""

    def nearest(self, name: str, number: int) -> tuple[int, str] | None:
        """Return the page of a list at `number` or the last known one before it, with its address."""
        known = self._addresses(name)
        before = [one for one in known if 1 < one <= number]
        return (max(before), known[max(before)]) if before else None

    async def note(self, name: str, number: int, url: str | None) -> bool:
        """Keep where page `number` of a list lies; False where it has none, or one that came before it."""
        known = self._addresses(name)
        if url is None or url in [known[one] for one in known if one < number]:
            return False
        if known.get(number) != url:
            known[number] = url
            rows = [(one, known[one]) for one in sorted(known)[-_KEPT:]]
            with suppress(FailureError):  # the next run begins with the first page then
                await self._archive.save_state(self._source, f"trail:{name}", json.dumps(rows))
        return True

    def repeats(self, name: str, number: int, keys: Sequence[int]) -> bool:
        """Tell whether what a page holds stood on an earlier page of the list already: it goes in circles."""
        return self._seen.setdefault(name, {}).setdefault(hash(tuple(keys)), number) < number

    def _addresses(self, name: str) -> dict[int, str]:
        if name not in self._known:
            self._known[name] = _read(self._archive.state(self._source, f"trail:{name}"))
        return self._known[name]


def _read(text: str | None) -> dict[int, str]:
    try:
        rows = json.loads(text or "[]")
    except ValueError:
        return {}
    found = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, list) and len(row) == 2 and isinstance(row[0], int) and isinstance(row[1], str):
            url = safe_url(row[1])
            if url is not None:
                found[row[0]] = url
    return found
