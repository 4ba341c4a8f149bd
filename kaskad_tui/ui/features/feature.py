"""What all features have in common."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kaskad_tui.reader import Reader
    from kaskad_tui.ui.screens.main import MainScreen
    from kaskad_tui.ui.widgets.article_view import ArticleView
    from kaskad_tui.ui.widgets.headline_list import HeadlineList

Handler = Callable[[], None]


class Feature:
    """A part of what the main screen does."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions that this feature answers, by id."""
        return {}

    @property
    def reader(self) -> Reader:
        """The service."""
        return self.screen.reader

    @property
    def headlines(self) -> HeadlineList:
        """The list pane."""
        return self.screen.headlines

    @property
    def article(self) -> ArticleView:
        """The article pane."""
        return self.screen.article

    def run(
        self,
        work: Coroutine[Any, Any, None] | Callable[[], Coroutine[Any, Any, None]],
        group: str,
        *,
        exclusive: bool = False,
    ) -> None:
        """Run `work` behind the screen; a failure of it becomes a message, never the end of the app.

        Give the function itself where the next one may come before this one has begun.
        """
        self.screen.run_worker(work, group=group, exclusive=exclusive, exit_on_error=False)
