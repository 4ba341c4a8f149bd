"""What a site changed in an article: shown in place of its text, walked by n and N, version by version."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from kaskad_tui.clock import local, now
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Headline
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.ui.side_lines import VersionEntry
from kaskad_tui.wording import dates

if TYPE_CHECKING:
    from kaskad_tui.reader import Changes, Version
    from kaskad_tui.ui.screens.main import MainScreen

_MOST = 30
"""So many versions are shown; the archive keeps them all."""


class Edits(Feature):
    """The changes of one article, while they are shown."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.headline: Headline | None = None
        """Whose changes are shown; None while none are."""
        self._versions: tuple[Version, ...] = ()
        self._changes: list[Changes] = []
        """From each version to the next one."""
        self._chosen = 0
        """Index in `_versions`: it is shown against the one before it."""
        self._from_list = False

    def handlers(self) -> Mapping[str, Handler]:
        """Return the action that shows changes and takes them away."""
        return {"article.changes": self._toggle}

    @property
    def active(self) -> bool:
        """Changes are shown."""
        return self.headline is not None

    def shows(self, headline: Headline) -> bool:
        """Whether the changes of this article are shown."""
        return self.headline is not None and self.headline.key == headline.key

    def _toggle(self) -> None:
        if self.active:
            self.to_text()
            return
        panes = self.screen.panes
        if panes.in_article:
            headline = self.screen.reading.shown
        else:
            headline = self.screen.sidebar.current if panes.in_sidebar else self.headlines.current
        if headline is None:
            return
        versions = self.reader.versions(headline.key)[-_MOST:]
        if len(versions) < 2:
            self.screen.bars.message(_unchanged(versions))
            return
        self._from_list = not panes.in_article
        if self._from_list:
            self.screen.reading.open(headline)
        self.run(self._begin(headline, versions), "changes", exclusive=True)

    async def _begin(self, headline: Headline, versions: Sequence[Version]) -> None:
        # two long texts take a while to compare
        changes = await asyncio.to_thread(
            lambda: [self.reader.changes(old, new) for old, new in pairwise(versions)]
        )
        shown = self.screen.reading.shown
        if shown is None or shown.key != headline.key or not self.screen.panes.reading:
            return
        self.headline = headline
        self._versions, self._changes, self._chosen = tuple(versions), changes, len(versions) - 1
        self.screen.sidebar.show_versions(self._entries())
        self._show()

    def _show(self) -> None:
        from kaskad_tui.ui.article.edits import Edits as Shown
        from kaskad_tui.ui.article.page import meta

        headline = self.headline
        if headline is None:
            return
        new, first = self._versions[self._chosen], self._chosen == 0
        old = self._versions[max(0, self._chosen - 1)]
        changes = self.reader.changes(old, new) if first else self._changes[self._chosen - 1]
        if first:
            heading = _("The first text that was seen")
        elif old.extractor != new.extractor:
            heading = _("Read by other rules of this program")
        else:
            heading = _("Changed after publication")
        article = self.reader.article(headline.key)
        self.article.show(
            None,
            headline,
            edits=Shown(
                heading=f"{self.screen.marks.changed} {heading}",
                changes=changes,
                meta=meta(headline, article),
                whole=first,
            ),
        )
        self.screen.article_scrolled()
        self.screen.bars.renew()

    def _entries(self) -> list[VersionEntry]:
        """Return how the sidebar names the versions, newest first."""
        entries: list[VersionEntry] = []
        moment = now()
        for number, version in enumerate(self._versions):
            words = []
            if number == len(self._versions) - 1:
                words.append(_("on the site now"))
            if number == 0:
                count = len(version.text.split())
                words += [_("the first one seen"), ngettext("{n} word", "{n} words", count).format(n=count)]
            else:
                if version.extractor != self._versions[number - 1].extractor:
                    words.append(_("read anew"))
                changes = self._changes[number - 1]
                words.append(
                    ngettext("+{added} −{removed} word", "+{added} −{removed} words", changes.removed).format(
                        added=changes.added, removed=changes.removed
                    )
                )
            entries.append(VersionEntry(_when(version.seen, moment), tuple(words)))
        return entries[::-1]

    def renew(self) -> None:
        """Take in a version that came while the changes are shown."""
        if self.headline is not None:
            versions = self.reader.versions(self.headline.key)[-_MOST:]
            if versions != self._versions:
                self.run(self._begin(self.headline, versions), "changes", exclusive=True)

    def choose(self, entry: int) -> None:
        """Show another version, by its entry in the sidebar."""
        if self.active:
            self._chosen = len(self._versions) - 1 - entry
            self._show()

    def to_versions(self) -> None:
        """Go from the changes to the versions, or back."""
        panes = self.screen.panes
        if panes.in_sidebar:
            panes.focus_article()
        else:
            panes.open_sidebar()

    def back(self) -> None:
        """Go back to where the changes were asked for."""
        if self._from_list:
            self.screen.panes.focus_list()
        else:
            self.to_text()

    def to_text(self) -> None:
        """Show the plain text again."""
        headline = self.headline
        self.end()
        if headline is not None:
            if self.screen.panes.in_sidebar:
                self.screen.panes.focus_article()
            self.screen.reading.show_again(headline)

    def end(self) -> None:
        """Forget the changes; something else is about to be shown."""
        if self.active:
            self.headline = None
            self._versions, self._changes = (), []
            self.screen.sidebar.show_versions(())


def _when(moment: datetime | None, now: datetime) -> str:
    """Return «11:40» for today, else «26 дек, 11:40»."""
    if moment is None:
        return "–"
    time = dates.clock_time(moment)
    return time if local(moment).date() == local(now).date() else f"{dates.short(moment, now)}, {time}"


def _unchanged(versions: Sequence[Version]) -> str:
    """Return why there is nothing to show."""
    if not versions:
        return _("The archive has no text of this article yet")
    seen = versions[0].seen
    if seen is None:
        return _("The site has not changed the text")
    return _("The site has not changed the text since {date}.").format(date=dates.full(local(seen), False))
