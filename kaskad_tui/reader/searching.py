"""The search as the screens and commands see it: hits with what is marked in them, the index made behind."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kaskad_tui.model import FailureError, Headline

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive
    from kaskad_tui.store.search.marking import Pattern, Span

EXCERPT = 120
"""Characters."""
_PAUSE_S = 0.03
"""Between two slices of the index, so that half of the time is left to the screen."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit as a list shows it. Spans are (start, end) in characters, in order, none over another."""

    headline: Headline
    title_spans: tuple[Span, ...]
    excerpt: str
    """On one line, cut around the best hit, with «…» at cut ends; the text's beginning without a hit."""
    excerpt_spans: tuple[Span, ...]


def shown(archive: Archive, keys: Sequence[int], pattern: Pattern, width: int) -> list[Hit]:
    """Return hits with their marks, in the order of `keys`; those that are not there are left out.

    Args:
        archive: where they are.
        keys: a page of them, not all.
        pattern: of the query.
        width: the most characters of an excerpt.
    """
    texts = archive.texts(keys)
    hits = []
    for item in archive.headlines(keys):
        excerpt = pattern.excerpt(texts.get(item.key, ""), width)
        hits.append(Hit(item, pattern.spans(item.title), excerpt.text, excerpt.spans))
    return hits


class Indexer:
    """Indexes what the search does not know yet, in slices between everything else; belongs to one loop."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> asyncio.Task[None]:
        """Start, if it does not run; the task ends when nothing waits or the archive takes nothing."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return self._task

    async def close(self) -> None:
        """Give up; the next run goes on from there."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        with suppress(FailureError):
            if not self._archive.unindexed():
                return
            while await self._archive.index():
                await asyncio.sleep(_PAUSE_S)
