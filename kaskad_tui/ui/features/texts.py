"""The two texts of an article: its page's and the feed's own; x changes between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaskad_tui.i18n import _
from kaskad_tui.model import Article, Failure, FailureKind, Headline
from kaskad_tui.ui.features.feature import Feature, Handler

if TYPE_CHECKING:
    from kaskad_tui.ui.screens.main import MainScreen


class Texts(Feature):
    """Which text of the shown article is shown."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.other: Article | None = None
        """The text that is shown in place of the one that the source's file asks for."""
        self.word = ""
        """What the key brings, for the footer; "" where there is nothing to change to."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return the action that changes between the texts."""
        return {"article.feed_text": self._toggle}

    def begin(self, headline: Headline, article: Article | None, *, again: bool) -> None:
        """Take in what is about to be shown; another article than before begins with its usual text."""
        if not again:
            self.other = None
        elif self.other is not None:
            self.other = self.reader.other_text(headline.key) or self.other
        self.word = self._word(headline, article) if self.screen.panes.reading and headline.key else ""

    def _word(self, headline: Headline, article: Article | None) -> str:
        if self.other is not None:
            return _("feed's text") if article and article.from_feed else _("page's text")
        if article is None:
            return ""
        other = self.reader.other_text(headline.key)
        if article.from_feed:
            return _("page's text") if other is not None or not self.reader.offline else ""
        return _("feed's text") if other is not None and other.body != article.body else ""

    def _toggle(self) -> None:
        headline = self.screen.reading.shown
        if headline is None or self.screen.edits.active:
            return
        article = self.reader.article(headline.key)
        other = None if self.other is not None else self.reader.other_text(headline.key)
        if self.other is not None or other is not None:
            self.show(headline, article, other)
        elif article is None or article.from_feed:
            self.fetch(headline)
        else:
            self.screen.bars.message(_("The feed gave no text of this article"))

    def show(self, headline: Headline, article: Article | None, other: Article | None) -> None:
        """Show one text of the shown article: `other`, or without it the usual one at its place."""
        self.other = other
        self.screen.reading.show_text(headline, article)

    def fetch(self, headline: Headline) -> None:
        """Fetch the page of the shown article anew, and show its text."""
        reading = self.screen.reading
        reading.forget_failure()
        self.screen.bars.message(_("Fetching the article again…"), seconds=20)

        async def work() -> None:
            got = await self.reader.refetch(headline.key)
            self.screen.bars.clear()
            if reading.shown is None or reading.shown.key != headline.key:
                return
            usual = self.reader.article(headline.key)
            if isinstance(got, Failure):
                reading.show_text(headline, usual, failure=got)
                self.screen.bars.say_failure(got)
                return
            failure = reading.failure_of(headline.key)
            if got.from_feed and self.reader.offline:
                failure = Failure(FailureKind.OFFLINE, url=headline.url)
            given = usual is not None and usual.from_feed
            self.other = got if given and not got.from_feed else None
            reading.show_text(headline, usual if given else got, failure=failure)
            if failure is not None:
                self.screen.bars.say_failure(failure)

        self.run(work(), "open", exclusive=True)
