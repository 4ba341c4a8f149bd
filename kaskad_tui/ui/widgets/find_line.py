"""The line that takes the footer's place while the reader types what to find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from kaskad_tui.ui.widgets.bar import Bar, Line

Purpose = Literal["find", "filter"]
"""What the words are for: a find in the article, or a filter of the list."""


class FindInput(Input):
    """The words; arrows, Enter and Esc lead out."""

    BINDINGS = [  # noqa: RUF012  # the framework reads it from the class
        Binding("escape", "leave", show=False),
        Binding("down", "submit", show=False),
        Binding("ctrl+c", "leave", show=False),
        Binding("ctrl+с", "leave", show=False),
    ]

    def __init__(self, tell: Callable[[type[FindLine.Said]], None]) -> None:
        super().__init__(id="find", compact=True)
        self._tell = tell

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        if self.has_focus:
            self._tell(FindLine.Typed)

    def action_leave(self) -> None:
        """Close without asking."""
        self._tell(FindLine.Left)

    async def action_submit(self) -> None:
        """Ask."""
        self._tell(FindLine.Asked)


class FindLine(Horizontal):
    """An input of one line, and what Enter and Esc do now; tells what was asked, or that it was left."""

    class Said(Message):
        """What the reader did; `query` is what the line has."""

        def __init__(self, purpose: Purpose, query: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.query = query

    class Typed(Said):
        """The line has other words."""

    class Asked(Said):
        """The reader pressed Enter."""

    class Left(Said):
        """The reader gave up."""

    def __init__(self, keys: Callable[[int], Line]) -> None:
        super().__init__(id="find-line")
        self.input = FindInput(self._say)
        self.keys = Bar(keys, left=0, right=0, id="find-keys")
        self.purpose: Purpose = "find"

    def compose(self) -> ComposeResult:
        """Lay out the sign, the words and the keys."""
        yield Static(Content("/ "), id="find-prompt")
        yield self.input
        yield self.keys

    def _say(self, message: type[Said]) -> None:
        self.post_message(message(self.purpose, self.input.value))

    def ask(self, query: str, purpose: Purpose, placeholder: str) -> None:
        """Begin, with what was looked for last."""
        self.purpose, self.input.placeholder = purpose, placeholder
        with self.input.prevent(Input.Changed):
            self.input.value = query
        self.display = True
        self.screen.set_focus(self.input, scroll_visible=False)
        self.input.action_select_all()
