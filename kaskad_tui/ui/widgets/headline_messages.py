"""What a list of headlines tells its screen. Handlers are named by the list: `on_headline_list_scrolled`."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget


class FromList(Message):
    """A message of a list."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        """The list that sent it."""

    @property
    def control(self) -> Widget:
        """The list that sent it."""
        return self.widget


class CursorMoved(FromList, namespace="headline_list"):
    """The cursor stands on another headline."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, CursorMoved)


class OpenRequested(FromList, namespace="headline_list"):
    """A headline was clicked."""


class EndNeared(FromList, namespace="headline_list"):
    """The cursor or the view is near the end of the list."""

    def can_replace(self, message: Message) -> bool:
        """One is enough."""
        return isinstance(message, EndNeared)


class Scrolled(FromList, namespace="headline_list"):
    """Which lines are in sight, or how many there are, changed."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, Scrolled)
