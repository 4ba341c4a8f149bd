"""Reading: the article follows the cursor, is opened, walked through, and kept at its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from kaskad_tui.i18n import _
from kaskad_tui.model import Article, Failure, Headline, ListKind
from kaskad_tui.ui.features.feature import Feature, Handler

if TYPE_CHECKING:
    from textual.timer import Timer

    from kaskad_tui.ui.screens.main import MainScreen

_REST_S = 0.15
"""The article follows the cursor after so long a rest."""
_HISTORY = 100
"""So many articles can be gone back to."""
_AHEAD = 40
"""So far down the list the next unread ones are looked for, to fetch them ahead."""
_PATIENCE_S = 0.2
"""A load shorter than this shows nothing of itself."""


class Reading(Feature):
    """What stands in the article pane."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.shown: Headline | None = None
        """The headline whose article is shown."""
        self._timer: Timer | None = None
        self._failure: tuple[int, Failure] | None = None
        self._ended = 0
        """The article that was read to its end since it was opened; 0: not yet."""
        self._past: list[int] = []
        self._future: list[int] = []

    def handlers(self) -> Mapping[str, Handler]:
        """Return the actions of reading."""
        return {
            "open": self.open_current,
            "read.on": self.read_on,
            "read.next_unread": lambda: self._unread(1),
            "read.previous_unread": lambda: self._unread(-1),
            "history.back": lambda: self._travel(self._past, self._future),
            "history.forward": lambda: self._travel(self._future, self._past),
            "read.next": lambda: self._step(1),
            "read.previous": lambda: self._step(-1),
            **{f"top.{n}": partial(self.open_top, n) for n in range(1, 6)},
        }

    # following
    def cursor_moved(self) -> None:
        """Follow the cursor after a short rest."""
        if self._timer is not None:
            self._timer.stop()
        if self.screen.settings.reading.follow_cursor and not self.screen.panes.reading:
            self._timer = self.screen.set_timer(_REST_S, self.follow)

    def follow(self) -> None:
        """Show what the archive has of the article under the cursor; fetches and marks nothing."""
        headline = self.headlines.current
        if headline is None:
            self.shown = None
            self.article.show(None, None)
        elif not self.screen.panes.reading:
            self._show(headline, self.reader.article(headline.key))

    def catch_up(self) -> None:
        """Show what is under the cursor now, without waiting for a rest."""
        if self.shown is None or self.shown.key != self.headlines.cursor_key:
            self.follow()

    def _ways_out(self) -> tuple[tuple[str, str], ...]:
        """Return what can be done where there is no text."""
        hints = self.screen.bars.hints
        return (hints.key("refresh"), _("again")), (hints.key("out.browser"), _("browser"))

    def _show(
        self,
        headline: Headline,
        article: Article | None,
        *,
        loading: bool = False,
        failure: Failure | None = None,
    ) -> None:
        again = self.shown is not None and self.shown.key == headline.key
        if article is not None and article.headline.key == headline.key:
            headline = article.headline  # as it is since the page came, the title too
        self.shown = headline
        if self.screen.edits.shows(headline):
            return
        self.screen.edits.end()
        texts = self.screen.texts
        texts.begin(headline, article, again=again)
        article = texts.other or article
        again = again and self.article.shown.other == (texts.other is not None)
        place = None if again or article is None or texts.other else self.reader.place(headline.key)
        reading = self.screen.panes.reading
        following = self._following() if reading else None
        self.article.show(
            article,
            headline,
            place=place,
            loading=loading,
            failure=failure,
            keys=self._ways_out(),
            next_title=following.title if following else None,
            preview=not reading,
            changed=self._changed(headline, article),
            other=texts.other is not None,
        )
        self.screen.article_scrolled()
        self.screen.program.name_window()
        related = article.lists.get(ListKind.RELATED, ()) if article else ()
        self.screen.beside.article_shown(headline.key, related)
        if reading and article is not None:
            self.screen.media.opened(article)
            self.screen.call_after_refresh(self.scrolled)  # what fits on the screen is not scrolled
        self.screen.bars.renew()

    def _changed(self, headline: Headline, article: Article | None) -> tuple[str, str] | None:
        """Return how the text says that its site changed it; None when it did not."""
        if not headline.changed and not (article is not None and article.headline.changed):
            return None
        return self.screen.marks.changed, self.screen.bars.hints.key("article.changes")

    def show_text(
        self, headline: Headline, article: Article | None, *, failure: Failure | None = None
    ) -> None:
        """Show the article that is read with another text, or with the newer one."""
        self._show(headline, article, failure=failure)

    def show_again(self, headline: Headline) -> None:
        """Show the text of the article that is read, at its place."""
        article = self.reader.article(headline.key)
        self.shown = None
        self._show(next(iter(self.reader.headlines([headline.key])), headline), article)

    # opening
    def open_current(self) -> None:
        """Open what is under the cursor of the pane that has the focus."""
        if self.screen.panes.in_sidebar and self.screen.edits.active:
            self.screen.panes.focus_article()
        elif self.screen.panes.in_sidebar and self.screen.contents.active:
            self.screen.contents.pick(self.screen.sidebar.cursor)
        elif self.screen.panes.in_sidebar:
            headline = self.screen.sidebar.current
            if headline is not None:
                self.open_beside(headline)
        elif self.headlines.current is not None:
            self.open(self.headlines.current)

    def open_top(self, number: int) -> None:
        """Open one of the top five."""
        top = self.screen.sidebar.lists.get(ListKind.TOP, ())
        if number <= len(top):
            self.open_beside(top[number - 1])
        else:
            self.screen.bars.message(_("The top five has no number {n} now").format(n=number))

    def open_beside(self, headline: Headline) -> None:
        """Open an entry of the sidebar, unless muted words hide it."""
        if self.screen.narrowing.is_muted(headline):
            self.screen.bars.message(_("This headline is muted"), keys=(("list.muted", _("show")),))
        else:
            self.open(headline)

    def open(self, headline: Headline) -> None:
        """Open an article: the archive's copy at once, else it is fetched; it counts as read."""
        if self._timer is not None:
            self._timer.stop()
        if not headline.key:
            self.screen.bars.message(_("This entry has no address"))
            return
        if self.screen.panes.reading and self.shown is not None and self.shown.key not in (0, headline.key):
            self._past = [*self._past[-_HISTORY:], self.shown.key]
            self._future.clear()
        self._open(headline)

    def _travel(self, there: list[int], here: list[int]) -> None:
        """Open the article that was read before (or after) this one."""
        if not there:
            self.screen.bars.message(_("The history ends here"))
            return
        for headline in self.reader.headlines([there.pop()]):
            if self.shown is not None and self.shown.key:
                here.append(self.shown.key)
            self._open(headline)

    def _open(self, headline: Headline) -> None:
        self.headlines.go_to_key(headline.key)
        article = self.reader.article(headline.key)
        self.screen.panes.focus_article()
        self._ended = 0
        self._show(headline, article)
        if self.screen.settings.reading.mark_read == "opened":
            self.screen.marking.opened(headline)
        self.run(self._fetch(headline), "open", exclusive=True)
        # what space opens next; following the cursor fetches nothing
        here = self.headlines.cursor + 1
        self.reader.prefetch(self.headlines.order.keys[here : here + _AHEAD])

    async def _fetch(self, headline: Headline) -> None:
        timer = self.screen.set_timer(_PATIENCE_S, lambda: self._loading(headline))
        try:
            got = await self.reader.open_article(headline.key)
        finally:
            timer.stop()
        if self.shown is None or self.shown.key != headline.key:
            return
        if isinstance(got, Failure):
            self._show(headline, self.reader.article(headline.key), failure=got)
        else:
            self._show(headline, got, failure=self.failure_of(headline.key))
        self.screen.forget([headline.key])

    def _loading(self, headline: Headline) -> None:
        if self.shown is not None and self.shown.key == headline.key:
            held = self.reader.article(headline.key)
            if held is None or not held.complete:
                self._show(headline, held, loading=True)

    def again(self) -> None:
        """Fetch the page of the shown article anew."""
        if self.shown is not None:
            self.screen.texts.fetch(self.shown)

    # what the reader tells
    def changed(self, key: int) -> None:
        """Show the newer text of the shown article, at the same place."""
        if self.shown is not None and self.shown.key == key:
            for headline in self.reader.headlines([key]):
                self._show(headline, self.reader.article(key))
            self.screen.edits.renew()
        self.screen.forget([key])

    def failed(self, key: int, failure: Failure) -> None:
        """Say why the archive's copy is shown."""
        self._failure = (key, failure)

    def failure_of(self, key: int) -> Failure | None:
        """Return why the archive's copy of an article is shown; None when nothing failed."""
        return self._failure[1] if self._failure and self._failure[0] == key else None

    def forget_failure(self) -> None:
        """Forget why a copy is shown: the article is asked for once more."""
        self._failure = None

    def marked(self) -> None:
        """Take the marks of the shown headline anew."""
        if self.shown is not None:
            for headline in self.reader.headlines([self.shown.key]):
                self.shown = headline
        self.screen.bars.renew()

    # walking
    def read_on(self) -> None:
        """A page down; at the end of the article the next unread one."""
        if not self.screen.panes.in_article:
            self.open_current()
        elif self.article.at_end:
            if self.screen.searching.active:
                self._step(1)
            else:
                self._unread(1)
        else:
            self.article.scroll_pages(1)

    def scrolled(self) -> None:
        """Mark an article once its end was in sight, however it came there, if that is the rule."""
        if self.screen.settings.reading.mark_read != "end" or not self.screen.panes.in_article:
            return
        text = self.article.shown
        whole = text.article is not None and text.article.complete and text.edits is None
        if whole and self.article.at_end and self.shown is not None and self.shown.key != self._ended:
            self._ended = self.shown.key
            self.screen.marking.opened(self.shown)

    def _following(self) -> Headline | None:
        """Return what space opens at the end: the next hit of a search, else the next unread one."""
        if self.screen.searching.active:
            return self.headlines.headline(self.headlines.cursor + 1)
        index = self.headlines.find(1, lambda item: not item.read)
        return self.headlines.headline(index) if index is not None else None

    def _unread(self, step: int) -> None:
        if step > 0 and self.screen.searching.active and not self.screen.panes.in_sidebar:
            self.screen.finding.step(step)
            return
        walked = self.screen.finding.active or self.screen.edits.active
        if walked and self.screen.panes.in_article:
            self.screen.finding.step(step)
            return
        index = self.headlines.find(step, lambda item: not item.read)
        self._go(index, _("No more unread news below") if step > 0 else _("No unread news above"))

    def _step(self, step: int) -> None:
        index = self.headlines.cursor + step
        inside = 0 <= index < len(self.headlines.order)
        self._go(
            index if inside else None, _("That was the last one") if step > 0 else _("That was the first one")
        )

    def _go(self, index: int | None, otherwise: str) -> None:
        if index is None:
            self.screen.bars.message(otherwise)
            return
        self.headlines.go_to(index)
        if self.screen.panes.in_article:
            self.open_current()
