"""All sources as one list, over one archive and the same connections."""

from __future__ import annotations

import asyncio
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from kaskad_tui.extract.profile import COLORS
from kaskad_tui.model import Article, Failure, FailureError, Headline, Section
from kaskad_tui.reader.events import Event, FreshnessChanged, MarksChanged
from kaskad_tui.reader.freshness import Freshness, FreshnessState
from kaskad_tui.reader.narrowing import Titles
from kaskad_tui.reader.remembered import ALL, Remembered
from kaskad_tui.reader.results import Label, Older, Refreshed
from kaskad_tui.reader.service import Reader
from kaskad_tui.reader.syncing import Goal, Progress, Synced
from kaskad_tui.store.marks import Undone
from kaskad_tui.store.views import Order, View

if TYPE_CHECKING:
    from kaskad_tui.reader.computed import FilledLists
    from kaskad_tui.sources.site import Site

_EARLY = timedelta(seconds=30)
"""A timer may come so much before the interval has passed."""

_GRAVITY = (
    FreshnessState.REFUSED,
    FreshnessState.BROWSER_CHECK,
    FreshnessState.WAIT,
    FreshnessState.OFFLINE,
    FreshnessState.PARTIAL,
)


class Everything(Reader):
    """One list of all sources; a section of it is a source, whose id is the source's name.

    Each source has a reader of its own behind it. What belongs to one site alone (the named lists, the
    imprint, an address to open) is that of the first.
    """

    def __init__(self, host: Reader, sites: Sequence[Site], title: str) -> None:
        """Make it on the archive and the connections of an open reader, which has to be closed after it.

        Args:
            host: the open reader.
            sites: the sources, at least one.
            title: what the list is called on the screen.
        """
        super().__init__(
            sites[0],
            host._archive,
            offline=host.offline,
            clock=host._clock,
            network=host._network.settings,
            sources=host.sources,
            connections=host._network.connections,
        )
        self.title = title
        self.remembered = Remembered(host._archive, ALL, host._clock)
        self._readers = {site.name: host.beside(site) for site in sites}
        self._asked: dict[str, datetime] = {}
        for reader in self._readers.values():
            reader.subscribe(self._pass_on)

    @property
    def labels(self) -> Mapping[str, Label]:
        """What each source is called on the screen, and the colour of its mark, by its name."""
        return {name: label(reader.site) for name, reader in self._readers.items()}

    # what the archive has
    def order(self, view: View, limit: int | None = None) -> Order:
        """Return the keys and times of all sources' lists."""
        readers, view = self._meant(view)
        return merged([reader.order(view, limit) for reader in readers], limit, reverse=not view.oldest_first)

    async def order_async(self, view: View) -> Order:
        """Return the same without holding the loop."""
        readers, view = self._meant(view)
        orders = [await reader.order_async(view) for reader in readers]
        return await asyncio.to_thread(merged, orders, reverse=not view.oldest_first)

    async def titles(self, view: View) -> Titles:
        """Return the titles of a list, to be looked through while the reader types."""
        readers, view = self._meant(view)
        titles = Titles({})
        for reader in readers:
            titles.join(await reader.titles(view))
        return titles

    async def filled_lists(self, key: int | None = None) -> FilledLists:
        """Return the lists beside an article, as its own source has them."""
        owner = self._owner(key) if key is not None else None
        return await (owner.filled_lists(key) if owner is not None else super().filled_lists(key))

    def oldest(self) -> Headline | None:
        """Return the oldest headline of all."""
        found = [item for reader in self._readers.values() if (item := reader.oldest()) is not None]
        return min(found, key=lambda item: item.published or item.first_seen or self._clock(), default=None)

    def count(self, view: View, without: Collection[int] = ()) -> int:
        """Return how many rows a list has, some of them not counted."""
        readers, view = self._meant(view)
        return sum(reader.count(view, without) for reader in readers)

    def unread(self, section: str | None = None, without: Collection[int] = ()) -> int:
        """Return how many headlines are unread, some not counted; `section` is a source's name or title."""
        return sum(reader.unread(None, without) for reader in self._meant(View(section))[0])

    def sections(self) -> tuple[Section, ...]:
        """Return the sources, as sections of the one list; the first is all of them."""
        own = (Section(name, reader.title, reader.front_url) for name, reader in self._readers.items())
        return (Section("", self.title, self.front_url), *own)

    # over the network
    @property
    def freshness(self) -> Freshness:
        """The state of all together."""
        return together([reader.freshness for reader in self._readers.values()])

    @property
    def busy(self) -> bool:
        """Something is being fetched."""
        return any(reader.busy for reader in self._readers.values())

    async def refresh(self, section: str | None = None) -> Refreshed:
        """Refresh all sources side by side, or the one that is meant."""
        readers, _view = self._meant(View(section))
        return _as_one(await asyncio.gather(*(reader.refresh() for reader in readers)))

    async def refresh_all(self) -> Refreshed:
        """Refresh all sources with all their sections."""
        self._asked = dict.fromkeys(self._readers, self._clock())
        return _as_one(await asyncio.gather(*(reader.refresh_all() for reader in self._readers.values())))

    def stop_refreshing(self) -> bool:
        """End the refreshes that run, of every source; False when none does."""
        return any([reader.stop_refreshing() for reader in self._readers.values()])

    async def sync(self, goal: Goal, tell: Callable[[Progress], None]) -> Synced:
        """Bring the archive of each source in, one after the other."""
        done = [await reader.sync(goal, tell) for reader in self._readers.values()]
        failures = [each.failure for each in done if each.failure is not None]
        return Synced(
            sum(each.pages for each in done),
            sum(each.new for each in done),
            sum(each.texts for each in done),
            sum(each.missed for each in done),
            failures[0] if failures else None,
        )

    def every_minutes(self, default: int) -> int:
        """Return the shortest interval of any source."""
        return min(filter(None, (one.every_minutes(default) for one in self._readers.values())), default=0)

    async def refresh_timed(self, default: int) -> Refreshed:
        """Refresh the sources whose own interval has passed since they were asked last."""
        moment = self._clock()
        due = []
        for name, reader in self._readers.items():
            minutes, asked = reader.every_minutes(default), self._asked.get(name)
            if minutes and (asked is None or moment - asked >= timedelta(minutes=minutes) - _EARLY):
                self._asked[name] = moment
                due.append(reader)
        return _as_one(await asyncio.gather(*(reader.refresh_all() for reader in due)))

    async def older(self, section: str | None = None) -> Older:
        """Fetch the next page back of each source's list."""
        readers, _view = self._meant(View(section))
        steps = await asyncio.gather(*(reader.older() for reader in readers))
        failures = [step.failure for step in steps if step.failure is not None]
        return Older(
            sum(step.new for step in steps),
            end=all(step.end or step.failure is not None for step in steps),
            failure=failures[0] if len(failures) == len(steps) else None,
        )

    def article(self, key: int) -> Article | None:
        """Return what the archive has of a text, as the reader of its source has it."""
        owner = self._owner(key)
        return owner.article(key) if owner is not None else super().article(key)

    async def open_article(self, key: int) -> Article | Failure:
        """Return an article to read, by the reader of its source."""
        owner = self._owner(key)
        return await (owner.open_article(key) if owner is not None else super().open_article(key))

    async def refetch(self, key: int) -> Article | Failure:
        """Fetch an article again now, by the reader of its source."""
        owner = self._owner(key)
        return await (owner.refetch(key) if owner is not None else super().refetch(key))

    def prefetch(self, keys: Sequence[int]) -> None:
        """Fetch ahead the first few unread of these, each source its own."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for item in self.headlines(keys):
            wanted[item.source].append(item.key)
        for name, reader in self._readers.items():
            reader.prefetch(wanted[name])

    # marks: committed and synced when they return
    async def mark_all_read(self, view: View, without: Container[int] = ()) -> int | Failure:
        """Mark everything in the list but some of it as read, as one undoable step.

        Returns:
            how many articles changed.
        """
        readers, view = self._meant(view)
        names = [reader.source for reader in readers]
        return await self._write(self._archive.mark_all_read(names, view, without), ())

    async def undo(self) -> Undone | Failure | None:
        """Take back the last marking in any of the sources; None when there is none."""
        try:
            undone = await self._archive.undo(list(self._readers))
        except FailureError as error:
            return error.failure
        if undone is not None:
            self._tell(MarksChanged(undone.keys))
        return undone

    async def close(self) -> None:
        """End what is under way in every source; the archive stays open."""
        for reader in self._readers.values():
            await reader.close()
        await super().close()

    def _meant(self, view: View) -> tuple[list[Reader], View]:
        """Return the readers that a view is about, and the view to ask each of them for."""
        asked = view.section
        chosen = [reader for name, reader in self._readers.items() if asked and asked in (name, reader.title)]
        return chosen or list(self._readers.values()), replace(view, section=None)

    def _owner(self, key: int) -> Reader | None:
        return next((self._readers.get(item.source) for item in self.headlines([key])), None)

    def _pass_on(self, event: Event) -> None:
        # the state of one source is a part of the state of all
        self._tell(FreshnessChanged(self.freshness) if isinstance(event, FreshnessChanged) else event)


def label(site: Site) -> Label:
    """Return how a source is told from others; where its file names no colour, one follows from its name."""
    chosen = site.profile.settings.color or COLORS[crc32(site.name.encode()) % len(COLORS)]
    return Label(site.title, chosen)


def merged(orders: Sequence[Order], limit: int | None = None, *, reverse: bool = True) -> Order:
    """Return the rows of several orders as one, newest first unless not `reverse`, at most `limit`.

    The sort finds the runs that are in order already: 100,000 rows beside 100 cost little more than one look.
    """
    if len(orders) == 1:
        return orders[0]
    keys, times = array("q"), array("q")
    for order in orders:
        keys += order.keys
        times += order.times
    rows = sorted(range(len(keys)), key=times.__getitem__, reverse=reverse)[:limit]
    return Order(array("q", map(keys.__getitem__, rows)), array("q", map(times.__getitem__, rows)))


def together(states: Sequence[Freshness]) -> Freshness:
    """Return how fresh several sources are together.

    One that refreshes makes all of them refresh. Where all fail, it is as with the gravest; where some do,
    the list is there in part: `done` of `total` sources.
    """
    updated = max((one.updated for one in states if one.updated is not None), default=None)
    busy = [one for one in states if one.busy]
    if busy:
        first = all(one.state in (FreshnessState.FIRST_LOAD, FreshnessState.NEVER) for one in states)
        state = FreshnessState.FIRST_LOAD if first else FreshnessState.REFRESHING
        return Freshness(state, updated, done=sum(o.done for o in busy), total=sum(o.total for o in busy))
    failed = sorted(
        (one for one in states if one.state in _GRAVITY), key=lambda one: _GRAVITY.index(one.state)
    )
    if not failed:
        known = FreshnessState.FRESH if updated is not None else FreshnessState.NEVER
        return Freshness(known, updated)
    if len(failed) == len(states):
        return failed[0]
    return Freshness(
        FreshnessState.PARTIAL,
        updated,
        since=failed[0].since,
        done=len(states) - len(failed),
        total=len(states),
        failure=failed[0].failure,
    )


def _as_one(brought: Sequence[Refreshed]) -> Refreshed:
    """Return the refreshes of several sources as one; it failed where all did."""
    failures = [each.failure for each in brought if each.failure is not None]
    return Refreshed(
        sum(each.new for each in brought),
        tuple(attempt for each in brought for attempt in each.attempts),
        failures[0] if failures and len(failures) == len(brought) else None,
    )
