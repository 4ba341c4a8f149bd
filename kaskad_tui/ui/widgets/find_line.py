"""The line that takes the footer's place while the reader types what to find."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input


class FindLine(Input):
    """An input of one line; tells what was asked, or that it was left."""

    BINDINGS = [  # noqa: RUF012  # the framework reads it from the class
        Binding("escape", "leave", show=False),
        Binding("ctrl+c", "leave", show=False),
        Binding("ctrl+с", "leave", show=False),
    ]

    class Asked(Message):
        """The reader pressed Enter."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Left(Message):
        """The reader gave up."""

    def __init__(self) -> None:
        super().__init__(id="find", compact=True)

    def ask(self, query: str) -> None:
        """Begin, with what was looked for last."""
        self.value = query
        self.focus()
        self.action_select_all()

    def action_leave(self) -> None:
        """Close without asking."""
        self.post_message(self.Left())

    async def action_submit(self) -> None:
        """Ask."""
        self.post_message(self.Asked(self.value))
