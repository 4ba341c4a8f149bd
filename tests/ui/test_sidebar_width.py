"""The sidebar's words are cut for the width at which they are painted."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from kaskad_tui.model import Headline, ListKind
from kaskad_tui.ui.widgets.sidebar import Sidebar

TITLE = "Двухъярусный мост закроют не на месяц"


class _Beside(App[None]):
    def compose(self) -> ComposeResult:
        yield Sidebar()


async def test_a_paint_that_comes_before_the_news_of_the_size(monkeypatch: pytest.MonkeyPatch) -> None:
    app = _Beside()
    async with app.run_test(size=(12, 12)) as pilot:
        sidebar = app.query_one(Sidebar)
        sidebar.show({ListKind.TOP: (Headline("1", "https://kaskad.tv/novosti/1-x", TITLE, key=1),)})
        monkeypatch.setattr(Sidebar, "on_resize", lambda _self: None)
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert sidebar.size.width == 60
        assert TITLE in sidebar.render_line(2).text
