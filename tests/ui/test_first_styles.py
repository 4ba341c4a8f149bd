"""All is styled once before the first picture, and a second styling would change nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen

from kaskad_tui.ui.screens.main import MainScreen
from tests.ui.conftest import OnStage

Styles = Mapping[DOMNode, tuple[object, Mapping[str, object]]]


def _styles(screen: Screen[Any]) -> Styles:
    return {
        node: (
            dict(node.styles.base.get_rules()),
            {name: dict(styles.get_rules()) for name, styles in node._component_styles.items()},
        )
        for node in screen.walk_children(with_self=True)
        if "-focused" not in node.classes  # given when the focus is told, behind the first picture
    }


@pytest.mark.parametrize("size", [(40, 12), (160, 50)])
async def test_the_first_picture_has_its_styles(
    stage: OnStage, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[DOMNode] = []
    first: list[tuple[int, Styles]] = []
    apply, display = Stylesheet.apply, App._display

    def note(sheet: Stylesheet, node: DOMNode, **options: object) -> None:
        styled.append(node)
        apply(sheet, node, **options)  # type: ignore[arg-type]  # passed on as it came

    def look(app: App[Any], screen: Screen[Any], picture: object) -> None:
        if isinstance(screen, MainScreen) and not first:
            first.append((styled.count(screen.article), _styles(screen)))
        display(app, screen, picture)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(Stylesheet, "apply", note)
    monkeypatch.setattr(App, "_display", look)
    async with stage(size=size) as shown:
        ((times, then),) = first
        assert times == 1
        shown.app.update_styles(shown.screen, animate=False)
        now = _styles(shown.screen)
        assert {node: then[node] for node in now} == now
