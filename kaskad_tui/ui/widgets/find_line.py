"""The line that takes the footer's place while the reader types what to find."""

from __future__ import annotations

from typing import Literal

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

Purpose = Literal["find", "filter"]
"""What the words are for: a find in the article, or a filter of the list."""


class FindLine(Input):
    """An input of one line; tells what was asked, or that it was left."""

    BINDINGS = [  # noqa: RUF012  # the framework reads it from the class
        Binding("escape", "leave", show=False),
        Binding("down", "submit", show=False),
        Binding("ctrl+c", "leave", show=False),
        Binding("ctrl+с", "leave", show=False),
    ]

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

    def __init__(self) -> None:
        super().__init__(id="find", compact=True)
        self._purpose: Purpose = "find"

    def ask(self, query: str, purpose: Purpose = "find", placeholder: str = "") -> None:
        """Begin, with what was looked for last."""
        self._purpose, self.placeholder = purpose, placeholder
        with self.prevent(self.Changed):
            self.value = query
        self.focus()
        self.action_select_all()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed."""
        event.stop()
        if self.has_focus:
            self.post_message(self.Typed(self._purpose, self.value))

    def action_leave(self) -> None:
        """Close without asking."""
        self.post_message(self.Left(self._purpose, self.value))

    async def action_submit(self) -> None:
        """Ask."""
        self.post_message(self.Asked(self._purpose, self.value))
