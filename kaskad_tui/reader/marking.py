"""Marks and reading places: the half of the service that writes what the reader does."""

from __future__ import annotations

from collections.abc import Container, Coroutine, Sequence
from contextlib import suppress
from typing import Any

from kaskad_tui.model import Failure, FailureError, Place
from kaskad_tui.reader.events import MarksChanged
from kaskad_tui.reader.shelf import Shelf
from kaskad_tui.store.marks import Undone
from kaskad_tui.store.views import View


class Marking(Shelf):
    """The archive of one source, with marks: committed and synced when a call returns."""

    async def mark(
        self,
        keys: Sequence[int],
        *,
        read: bool | None = None,
        bookmarked: bool | None = None,
        undoable: bool = True,
    ) -> int | Failure:
        """Set marks; None leaves a mark alone. Returns how many articles changed."""
        wanted = tuple(keys)
        return await self._write(
            self._archive.mark(wanted, read=read, bookmarked=bookmarked, undoable=undoable), wanted
        )

    async def mark_all_read(self, view: View, without: Container[int] = ()) -> int | Failure:
        """Mark everything in a list but some of it as read, as one undoable step.

        Returns:
            how many articles changed.
        """
        return await self._write(self._archive.mark_all_read(self.source, self._named(view), without), ())

    async def undo(self) -> Undone | Failure | None:
        """Take back the last marking that was not taken back yet; None when there is none."""
        try:
            undone = await self._archive.undo(self.source)
        except FailureError as error:
            return error.failure
        if undone is not None:
            self._tell(MarksChanged(undone.keys))
        return undone

    async def save_place(self, key: int, place: Place) -> None:
        """Remember where the reader is in an article; a failure to write is not told."""
        with suppress(FailureError):
            await self._archive.save_place(key, place)

    async def _write(self, work: Coroutine[Any, Any, int], keys: tuple[int, ...]) -> int | Failure:
        try:
            changed = await work
        except FailureError as error:
            return error.failure
        if changed:
            self._tell(MarksChanged(keys))
        return changed
