"""What the article pane tells its screen. Handlers are named by the view: `on_article_view_place_changed`."""

from __future__ import annotations

from textual.message import Message
from textual.widget import Widget

from kaskad_tui.model import Place


class FromArticle(Message):
    """A message of an article pane."""

    def __init__(self, view: Widget) -> None:
        super().__init__()
        self.view = view
        """The view that sent it."""

    @property
    def control(self) -> Widget:
        """The view that sent it."""
        return self.view


class PlaceChanged(FromArticle, namespace="article_view"):
    """The reader came to rest at another place, or left the article."""

    def __init__(self, view: Widget, key: int, place: Place) -> None:
        super().__init__(view)
        self.key = key
        """Row of the article in the archive."""
        self.place = place


class LinkChosen(FromArticle, namespace="article_view"):
    """A link was clicked or chosen by its letters."""

    def __init__(self, view: Widget, url: str, copy: bool = False) -> None:
        super().__init__(view)
        self.url = url
        self.copy = copy
        """Its address is wanted, not its page (Shift and the letter)."""


class HintsEnded(FromArticle, namespace="article_view"):
    """Link letters went away: one was chosen, none fitted, or the text moved."""


class Scrolled(FromArticle, namespace="article_view"):
    """The lines that are shown, or their number, changed: for the line that stands for a scroll bar."""

    def __init__(self, view: Widget, top: int, height: int, total: int) -> None:
        super().__init__(view)
        self.top = top
        self.height = height
        self.total = total

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, Scrolled)
