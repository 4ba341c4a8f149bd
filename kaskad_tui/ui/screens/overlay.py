"""What all overlays have in common: a tone over the panes, no border, Esc closes."""

from __future__ import annotations

from typing import TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen

from kaskad_tui.paths import styles_dir

Result = TypeVar("Result")


class Overlay(ModalScreen[Result]):
    """Lies over the main screen until it is answered or closed."""

    CSS_PATH = styles_dir() / "overlays.tcss"  # read with the first overlay, not at the start
    BINDINGS = [  # noqa: RUF012  # the framework reads it from the class
        Binding("escape", "close", show=False),
        Binding("ctrl+c", "close", show=False),
        Binding("ctrl+с", "close", show=False),
    ]

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
