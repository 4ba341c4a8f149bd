"""The floor: a Textual app with three panes that does nothing but count its `j` presses in one Static."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

MARKER = "ПУСТО"


class EmptyApp(App[None]):
    """Three panes, one of which changes at each press."""

    CSS = "Static { width: 1fr; height: 1fr; }"
    BINDINGS = [("j", "count", "count"), ("q", "quit", "quit")]  # noqa: RUF012  # the framework reads it so
    pressed = 0

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        with Horizontal():
            yield Static(MARKER)
            yield Static("", id="count")
            yield Static("")

    def action_count(self) -> None:
        """Show one more."""
        self.pressed += 1
        self.query_one("#count", Static).update(f"{self.pressed}")


if __name__ == "__main__":
    EmptyApp().run()
