"""The list asks for older pages at its end, as often as the reader does."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime, timedelta

from textual.app import App, ComposeResult

from kaskad_tui.clock import now
from kaskad_tui.model import Headline
from kaskad_tui.ui.headline_order import HeadlineOrder
from kaskad_tui.ui.widgets.headline_list import HeadlineList

ROWS = 20


def _headlines(keys: Sequence[int]) -> list[Headline]:
    moment: datetime = now()
    return [
        Headline(str(key), f"https://kaskad.tv/novosti/{key}", f"Новость {key}", moment, key=key)
        for key in keys
    ]


class _Listing(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def compose(self) -> ComposeResult:
        yield HeadlineList(_headlines)

    def on_mount(self) -> None:
        moment = int((now() - timedelta(hours=1)).timestamp())
        order = HeadlineOrder(array("q", range(1, ROWS + 1)), array("q", [moment] * ROWS))
        self.query_one(HeadlineList).show(order)

    def on_headline_list_end_neared(self) -> None:
        self.asked += 1


async def test_a_key_at_the_last_row_asks_for_older_pages_again() -> None:
    app = _Listing()
    async with app.run_test() as pilot:
        headlines = app.query_one(HeadlineList)
        headlines.go_to(ROWS - 1)
        await pilot.pause()
        first = app.asked
        assert first
        assert not headlines.move(1)
        await pilot.pause()
        assert app.asked == first + 1
        assert not headlines.go_to(ROWS - 1)
        await pilot.pause()
        assert app.asked == first + 2


async def test_a_key_far_from_the_end_asks_for_nothing() -> None:
    app = _Listing()
    async with app.run_test() as pilot:
        app.query_one(HeadlineList).go_to(3)
        await pilot.pause()
        assert not app.asked
