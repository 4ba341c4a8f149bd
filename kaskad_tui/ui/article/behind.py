"""Wrapping what is not on the screen, a little at a time, so that keys come through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from kaskad_tui.ui.article.viewport import Viewport

_FIRST_S = 0.05
"""It begins so long after an article was opened: another one may follow at once."""
_SLICE_S = 0.002
"""It works so long, then rests as long."""
_REPORT_SLICES = 32


async def wrap_behind(
    port: Viewport, quiet: Callable[[], bool], slid: Callable[[], None], report: Callable[[], None]
) -> None:
    """Wrap until every piece is wrapped, also of an article that is opened meanwhile.

    Args:
        port: nothing that it shows moves, but the number of its first line may change.
        quiet: false while the reader moves: it waits.
        slid: called after each slice.
        report: called from time to time and at the end: heights are better known than before.
    """
    layout, slices = None, 0
    while not port.layout.exact:
        if layout is not port.layout or not quiet():
            layout = port.layout
            await asyncio.sleep(_FIRST_S)
            continue
        port.wrap_more(_SLICE_S)
        slid()
        slices += 1
        if slices % _REPORT_SLICES == 0:
            report()
        await asyncio.sleep(_SLICE_S)
    report()
