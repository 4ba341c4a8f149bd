"""The search of the archive: a query that is typed, its hits in the list's place, and the way back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaskad_tui.clock import local, now
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.paths import styles_dir
from kaskad_tui.ui.features.feature import Feature, Handler
from kaskad_tui.ui.headline_rows import NO_TIME_BELOW

if TYPE_CHECKING:
    from textual.timer import Timer

    from kaskad_tui.reader import Hits, Query
    from kaskad_tui.ui.screens.main import MainScreen
    from kaskad_tui.ui.search_conditions import Conditions, Kind
    from kaskad_tui.ui.widgets.hit_list import HitList
    from kaskad_tui.ui.widgets.search_box import SearchBox, What

_REST_S = 0.06
"""A query is looked for after so long a rest between two keys."""
_REST_FOR_ALL_S = 0.3
"""All its hits, not only the first ones, after so long a rest."""
_FIRST = 64
"""Hits that are shown at once."""
_HISTORY = 50
_INDEX_EVERY_S = 1.0


class Searching(Feature):
    """Finds in the archive. Everything of it is made when it is first asked for."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.active = False
        """The search is on the screen."""
        self.found: Hits | None = None
        """What was found last; None while nothing was looked for."""
        self.ranked = False
        """By relevance."""
        self._parts: tuple[SearchBox, HitList] | None = None
        self._chosen: Conditions | None = None
        self._query: Query | None = None
        self._history: list[str] = []
        self._at = 0
        """Place in the history; its length is the line itself."""
        self._written = ""
        """What stood in the line before the reader went back in the history."""
        self._waiting = 0
        """Articles that cannot be found yet."""
        self._timer: Timer | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """Return the action of the search."""
        return {"search": self.start}

    # what other features ask
    @property
    def hits(self) -> HitList | None:
        """The list of hits, once there was a search."""
        return self._parts[1] if self._parts else None

    @property
    def typing(self) -> bool:
        """The reader is in the line."""
        return self._parts is not None and self.screen.focused is self._parts[0].input

    @property
    def choosing(self) -> bool:
        """The reader is among the conditions."""
        return self._parts is not None and self.screen.focused is self._parts[0].conditions

    @property
    def in_hits(self) -> bool:
        """The reader is in the list of hits."""
        return self.active and self.screen.panes.in_list

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self.found.total if self.found else 0

    @property
    def recalls(self) -> bool:
        """There are earlier queries."""
        return self._at > 0

    # on and off
    def start(self) -> None:
        """Let the reader type what to look for."""
        box, hits = self._parts or self._make()
        screen = self.screen
        if not self.active:
            self.active = True
            screen.remove_class("-reading", "-sidebar", "-full")
            screen.add_class("-searching")
            screen.finding.end()
            self.lay_out()
            hits.look(moment=now())
            self._watch_the_index()
            self._look(keep=True)
        screen.set_focus(box.input, scroll_visible=False)
        box.input.action_select_all()
        screen.article.behind = False
        screen.list_changed()

    def _make(self) -> tuple[SearchBox, HitList]:
        from kaskad_tui.ui.search_conditions import Conditions
        from kaskad_tui.ui.widgets.hit_list import HitList
        from kaskad_tui.ui.widgets.search_box import SearchBox

        sheet, css = styles_dir() / "search.tcss", self.screen.app.stylesheet
        if not css.has_source(str(sheet), ""):
            css.read(sheet)
            css.parse()
        self._chosen = Conditions()
        box, hits = (
            SearchBox(self.told, self.choose, marks=self.screen.marks),
            HitList(self.reader, marks=self.screen.marks),
        )
        self._parts = box, hits
        pane = self.screen.query_one("#list-pane")
        pane.mount(box, hits, before=self.screen.news)
        return self._parts

    def leave(self) -> None:
        """Go back to the news, to where the reader was."""
        if not self.active:
            return
        self._keep_in_history()
        self.active = False
        self.screen.workers.cancel_group(self.screen, "search")
        if self._timer is not None:
            self._timer.stop()
        self.screen.remove_class("-searching", "-reading", "-sidebar", "-full")
        self.article.mark(None)
        self.screen.article_scrolled()
        self.screen.panes.focus_list()
        self.screen.reading.follow()
        self.screen.list_changed()

    def lay_out(self) -> None:
        """Lay the hits out as the news are."""
        if self.hits is not None:
            lines, gap = self.screen.density
            timeless = self.screen.app.size.width < NO_TIME_BELOW
            self.hits.look(lines=lines + 1, gap=gap, timeless=timeless)

    # what the reader does in the line
    def told(self, what: What) -> None:
        """Answer what was done in the line above the hits."""
        if not self.active or self._parts is None:
            return
        box, _hits = self._parts
        match what:
            case "typed":
                self._look(after_s=_REST_S)
            case "asked":
                self._ask()
            case "left":
                self.leave()
            case "earlier":
                self._recall(-1)
            case "later" if self._at < len(self._history):
                self._recall(1)
            case "later" | "down":
                self._go_down()
            case "up":
                self.screen.set_focus(box.input, scroll_visible=False)
            case "conditions":
                self.to_conditions()

    def _go_down(self) -> None:
        if len(self.headlines.order):
            self._keep_in_history()
            self.screen.panes.focus_list()
        elif self._parts is not None:
            self.screen.set_focus(self._parts[0].input, scroll_visible=False)

    def to_conditions(self) -> None:
        """Go to the conditions."""
        if self._parts is not None:
            self.screen.set_focus(self._parts[0].conditions, scroll_visible=False)

    def _keep_in_history(self) -> None:
        text = self._text.strip()
        if text:
            self._history = [*(item for item in self._history if item != text), text][-_HISTORY:]
        self._at = len(self._history)

    def _recall(self, step: int) -> None:
        at = self._at + step
        if self._parts is None or at < 0:
            return
        if self._at == len(self._history):
            self._written = self._text
        self._at = at
        line = self._parts[0].input
        line.value = self._history[at] if at < len(self._history) else self._written
        line.cursor_position = len(line.value)

    @property
    def _text(self) -> str:
        return self._parts[0].input.value if self._parts else ""

    # looking
    def _meant(self, *, typing: bool) -> Query:
        query = self.reader.query(self._text, typing=typing)
        return self._chosen.on(query) if self._chosen else query

    def _ask(self) -> None:
        """Look for the query as it stands, the best first; go to the list."""
        query = self._meant(typing=False)
        if query.unknown:
            self._query = query
            self._say()
            return
        self._keep_in_history()
        self._look(asked=True)
        if not query.empty:
            self.screen.panes.focus_list()

    def _look(self, *, after_s: float = 0.0, asked: bool = False, keep: bool = False) -> None:
        """Look for what the line says.

        Args:
            after_s: not before so many seconds; the next key begins anew.
            asked: the query is complete; else its last word may be the beginning of one.
            keep: the cursor stays on its hit.
        """
        order = self._chosen.order if self._chosen else None
        asked = asked or (keep and self.ranked)

        async def work() -> None:
            await asyncio.sleep(after_s)
            queries = [self._meant(typing=True)]
            if asked and not self._meant(typing=False).unknown:
                queries.insert(0, self._meant(typing=False))
            for query in queries:
                ranked = bool(query.terms) and (order or ("best" if asked else "newest")) == "best"
                found = await self.reader.search_async(query, ranked=ranked, limit=_FIRST)
                if len(found):
                    break
            self._show(found, query, ranked=ranked, keep=keep)
            if len(found) < found.total or not found.exact:
                await asyncio.sleep(_REST_FOR_ALL_S)
                self._show(
                    await self.reader.search_async(query, ranked=ranked), query, ranked=ranked, keep=True
                )

        self.run(work, "search", exclusive=True)

    def _show(self, found: Hits, query: Query, *, ranked: bool, keep: bool) -> None:
        from kaskad_tui.ui.headline_order import HeadlineOrder

        if self._parts is None:
            return
        _box, hits = self._parts
        self.found, self._query, self.ranked = (None if query.empty else found), query, ranked
        pattern = self.reader.pattern(query)
        first = found.keys[0] if len(found) else None
        partial = len(found) < found.total
        hits.show_hits(HeadlineOrder(found.keys), pattern, cursor=None if keep else first, partial=partial)
        self.article.mark(pattern.spans if query.terms else None)
        self.screen.article_scrolled()
        self._say()
        if not len(found) and self.in_hits:
            self.screen.set_focus(self._parts[0].input, scroll_visible=False)
        self.screen.list_changed()

    # what is said
    def _say(self) -> None:
        if self._parts is None:
            return
        from kaskad_tui.ui.search_conditions import complaint, labels

        box, hits = self._parts
        query = self._query or self._meant(typing=True)
        wrong = bool(query.unknown)
        box.say(self._count(), complaint(query.unknown[0]) if wrong else self._about_the_index(), wrong=wrong)
        box.conditions.show(labels(query, local(now()).date(), ranked=self.ranked))
        hits.empty_note = self._note(query)
        hits.refresh()

    def _count(self) -> str:
        found = self.found
        if found is None or not found.total:
            return ""
        if not found.exact:
            return _("more than {n}").format(n=found.total)
        return ngettext("{n} article", "{n} articles", found.total).format(n=found.total)

    def _note(self, query: Query) -> str:
        if query.empty:
            return _(
                "Type a word: its other forms are found too.\n“Two words” in quotes are a phrase.\n"
                "from:2021, section:sport, is:bookmarked are conditions; Tab chooses them."
            )
        narrowed = query.first or query.last or query.section or query.source or query.states
        if narrowed and query.terms:
            return _("Nothing found under these conditions. Tab changes them.")
        return _("Nothing found in the archive. A beginning with a star finds more: bridg*.")

    def _about_the_index(self) -> str:
        if not self._waiting:
            return ""
        return ngettext(
            "The index is being built: {n} article cannot be found yet.",
            "The index is being built: {n} articles cannot be found yet.",
            self._waiting,
        ).format(n=self._waiting)

    def _watch_the_index(self) -> None:
        self._waiting = self.reader.unindexed()
        if self._waiting:
            self.reader.index_behind()
            self._timer = self.screen.set_interval(_INDEX_EVERY_S, self._index_grew)

    def _index_grew(self) -> None:
        self._waiting = self.reader.unindexed()
        if not self._waiting and self._timer is not None:
            self._timer.stop()
            self._look(keep=True)
        self._say()

    # conditions
    def choose(self, kind: Kind) -> None:
        """Let the reader choose a condition."""
        from kaskad_tui.ui import search_choices
        from kaskad_tui.ui.screens.chooser import Choice, Chooser
        from kaskad_tui.ui.search_conditions import Conditions

        oldest = self.reader.oldest()
        offers = search_choices.offers(
            kind,
            self._chosen or Conditions(),
            self._query or self._meant(typing=True),
            ranked=self.ranked,
            sections=[section.title for section in self.reader.sections() if section.id],
            today=local(now()).date(),
            oldest=oldest.published.date() if oldest and oldest.published else None,
        )

        def chosen(number: str | None) -> None:
            if number is not None:
                self._choose(kind, offers[int(number)].conditions)

        self.screen.overlay(
            Chooser(
                search_choices.title(kind),
                [Choice(str(number), offer.text) for number, offer in enumerate(offers)],
                current=next((str(number) for number, offer in enumerate(offers) if offer.holds), ""),
                hint=search_choices.hint(kind),
            ),
            chosen,
        )

    def _choose(self, kind: Kind, conditions: Conditions) -> None:
        from kaskad_tui.ui.search_conditions import FILTERS

        self._chosen = conditions
        if self._parts is not None:
            line = self._parts[0].input
            with line.prevent(line.Changed):
                line.value = self.reader.query_without(line.value, *FILTERS.get(kind, ()))
        self._look(asked=self.ranked)
