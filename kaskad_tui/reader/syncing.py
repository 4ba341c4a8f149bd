"""Bringing the site's own archive in: back through its list, then the texts; politely, and resumable.

What is in the archive is the memory: `depth` of a list (see `paging`) says how many pages from its top are
known without a gap, `sync:` beside it how far a sync has come. New articles on top push the known pages down,
so a run looks from the top until a page brings nothing new, and goes on with the page where it stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from typing import TYPE_CHECKING

from kaskad_tui.clock import Clock
from kaskad_tui.model import Article, Failure, FailureError, FailureKind, Headline
from kaskad_tui.reader.articles import Articles
from kaskad_tui.reader.assembling import Identity
from kaskad_tui.reader.keeping import Keeper
from kaskad_tui.reader.network import Network
from kaskad_tui.reader.paging import Paging
from kaskad_tui.reader.results import ListPage

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive

PAUSES_S = (2.0, 10.0, 60.0)
"""Before a page that failed is asked for again."""
LONGEST_WAIT_S = 900.0
"""A site that asks to wait longer ends the run; the next one goes on."""
_TEMPORARY = frozenset(
    {
        FailureKind.TIMEOUT,
        FailureKind.BROKEN_OFF,
        FailureKind.SERVER_ERROR,
        FailureKind.UNREACHABLE,
        FailureKind.PROXY,
        FailureKind.REFUSED,
        FailureKind.BAD_HTTP,
        FailureKind.EMPTY,
    }
)
_NO_LIST = frozenset({FailureKind.NOT_FOUND, FailureKind.GONE})
_FAILED_IN_A_ROW = 5
"""Texts; then the site is not to be had, and the run ends."""


@dataclass(frozen=True, slots=True)
class Goal:
    """How far a sync goes; without pages and day back to the beginning."""

    pages: int | None = None
    """So many pages of the site's list."""
    since: date | None = None
    """Back to this day, included."""
    full_text: bool = False
    """Fetch the texts too."""


@dataclass(slots=True)
class Progress:
    """How far a sync is; the same object is told each time."""

    pages: int = 0
    """Fetched in this run."""
    number: int = 0
    """The page of the list that came last."""
    last_page: int | None = None
    """How many the list has, as far as its links say."""
    new: int = 0
    """Headlines that were in no list before."""
    oldest: datetime | None = None
    """Of the headlines that came."""
    texts: int = 0
    """Fetched in this run."""
    texts_wanted: int | None = None
    """Missing at the start of that part; None before it."""
    missed: int = 0
    """Texts that did not come."""
    waiting_s: float = 0.0
    """The site asked for a pause of so long, or a page failed and is asked for again."""
    elapsed_s: float = 0.0
    part_s: float = 0.0
    """Since the texts began."""
    goal: Goal = field(default_factory=Goal)
    newest: datetime | None = None

    @property
    def pages_wanted(self) -> int | None:
        """How many pages are wanted, as far as that is known."""
        return self.goal.pages or self.last_page

    @property
    def per_minute(self) -> float:
        """Pages, or texts once those are fetched."""
        done, took = (
            (self.texts + self.missed, self.part_s)
            if self.texts_wanted is not None
            else (self.pages, self.elapsed_s)
        )
        return 60 * done / took if took > 0 else 0.0

    @property
    def left_s(self) -> float | None:
        """Seconds that this part may still take; None while nothing tells."""
        rate = self.per_minute / 60
        if not rate:
            return None
        if self.texts_wanted is not None:
            return (self.texts_wanted - self.texts - self.missed) / rate
        if self.goal.pages is not None:
            return max(0, self.goal.pages - self.number) / rate
        if self.goal.since is not None:
            if self.oldest is None or self.newest is None or self.oldest >= self.newest:
                return None
            days = (self.newest - self.oldest).total_seconds() / 86_400
            ahead = max(0, (self.oldest.date() - self.goal.since).days)
            return ahead / days * self.number / rate
        return None if self.last_page is None else max(0, self.last_page - self.number) / rate


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did."""

    pages: int
    new: int
    texts: int
    missed: int
    failure: Failure | None = None
    """Why it ended before its goal; the same call goes on from there."""


class Syncing:
    """Syncs of one source; one runs at a time."""

    def __init__(
        self,
        network: Network,
        paging: Paging,
        articles: Articles,
        archive: Archive,
        keeper: Keeper,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._network = network
        self._paging = paging
        self._articles = articles
        self._archive = archive
        self._keeper = keeper
        self._clock = clock
        self._sleep = sleep
        self._source = network.site.name
        self._turn = asyncio.Lock()

    async def run(self, goal: Goal, tell: Callable[[Progress], None]) -> Synced:
        """Sync; cancelling ends it at once, and the next run goes on from there.

        Args:
            goal: how far.
            tell: takes the progress after each page and text.
        """
        async with self._turn:
            course = _Course(Progress(goal=goal), tell, asyncio.get_running_loop().time())
            try:
                failure = await self._lists(course)
                if failure is None and goal.full_text:
                    failure = await self._texts(course)
            except FailureError as error:  # the archive takes nothing
                failure = error.failure
            finally:
                self._paging.stop_ahead()
            done = course.progress
            return Synced(done.pages, done.new, done.texts, done.missed, failure)

    async def _lists(self, course: _Course) -> Failure | None:
        """Walk the main list, and those of the other sections when everything is wanted."""
        sections: list[str | None] = [None]
        number = 0
        while number < len(sections):
            failure = await self._list(sections[number], course)
            if failure is not None:
                return failure
            if number == 0 and course.goal.pages is None:
                # only now: the first page may have named them
                sections += [*self._keeper.other_sections()]
            number += 1
        return None

    async def _list(self, section: str | None, course: _Course) -> Failure | None:
        name = f"sync:{section or ''}"
        deep = _number(self._archive.state(self._source, name))
        front = self._paging.depth(section)
        joined = False
        number, before = 1, tuple[int, ...]()
        named: dict[int, list[int]] = {}
        """By page: what it only names at its end, because it stands on the next one."""
        repaired: set[int] = set()
        while True:
            wanted = course.goal.pages is None or number < course.goal.pages
            ahead = wanted and number >= max(deep, front)  # behind what is known one page follows another
            came = await self._page(number, section, course, ahead=ahead)
            if came.failure is not None:
                return None if came.failure.kind in _NO_LIST and (number > 1 or section) else came.failure
            items = self._archive.headlines(came.keys)
            course.page(came, number, items)
            if number - 1 not in repaired and self._is_hole(named.pop(number - 1, []), came.keys):
                # something was taken down meanwhile, and what stood behind it moved onto the page before
                number, before = number - 1, ()
                repaired.add(number)
                continue
            named[number] = [item.key for item in takewhile(lambda item: not item.published, reversed(items))]
            if not came.keys or came.keys == before:  # behind the end some sites give the last page again
                return None
            before = came.keys
            if number == 1 and came.new:
                front = 1  # what is known further down is cut off by what is new
            if not joined and number > front and not came.new:
                joined = True
            known = max(deep, number) if joined else max(front, number)
            if known != self._paging.depth(section):
                await self._paging.reset(section, known)
            jump = deep
            if number > deep:
                deep = number
                await self._archive.save_state(self._source, name, str(deep))
            if course.reached(number) or (came.end and number >= jump):
                return None
            if number == 1 and not came.new:
                joined = front >= jump
                number = max(2, jump if joined else front)
            else:
                number = max(number + 1, jump if joined else 0)
            if course.goal.pages is not None and number > course.goal.pages:
                return None

    def _is_hole(self, named: list[int], here: Sequence[int]) -> bool:
        """Say whether a page lacks some, but not all, of what the page before named as what follows."""
        missing = [key for key in named if key not in here]
        if len(missing) == len(named):
            return False  # what is named there stands elsewhere
        return any(item.published is None for item in self._archive.headlines(missing))

    async def _page(self, number: int, section: str | None, course: _Course, *, ahead: bool) -> ListPage:
        for attempt in range(len(PAUSES_S) + 1):
            came = await self._paging.fetch(number, section, polite=True, ahead=ahead)
            wait_s = self._wait_s(came.failure, attempt)
            if wait_s is None:
                break
            await self._rest(wait_s, course)
        return came

    def _wait_s(self, failure: Failure | None, attempt: int) -> float | None:
        """Return for how long to wait before the next attempt; None for no other one."""
        if failure is None or attempt >= len(PAUSES_S):
            return None
        if failure.retry_at is not None:
            left_s = (failure.retry_at - self._clock()).total_seconds()
            return max(left_s, 0.0) + 1.0 if left_s <= LONGEST_WAIT_S else None
        return PAUSES_S[attempt] if failure.kind in _TEMPORARY else None

    async def _rest(self, seconds: float, course: _Course) -> None:
        course.progress.waiting_s = seconds
        course.told()
        await self._sleep(seconds)
        course.progress.waiting_s = 0.0

    async def _texts(self, course: _Course) -> Failure | None:
        """Fetch the texts that the archive lacks, newest first, as far back as the goal says."""
        keys = await self._archive.textless(self._source, course.goal.since)
        if course.goal.pages is not None:
            keys = [key for key in keys if key in course.keys]
        course.begin_texts(len(keys))
        failed = 0
        for start in range(0, len(keys), 100):
            for item in self._archive.headlines(keys[start : start + 100]):
                came, failure = await self._text(Identity(item.source, item.id, item.url), course)
                gone = failure is not None and failure.kind in _NO_LIST
                failed = 0 if came or gone else failed + 1
                if failure is not None and (failed >= _FAILED_IN_A_ROW or failure.retry_at is not None):
                    return failure
        return None

    async def _text(self, identity: Identity, course: _Course) -> tuple[bool, Failure | None]:
        """Fetch one text; says whether it is whole, and why not if the site says so."""
        came, failure = False, None
        for attempt in range(len(PAUSES_S) + 1):
            if not await self._network.background(identity.url):
                failure = Failure(FailureKind.DENIED, url=identity.url, detail="robots.txt")
                break
            got = await self._articles.fetch_ahead(identity)
            failure = got if isinstance(got, Failure) else None
            came = isinstance(got, Article) and got.complete
            wait_s = self._wait_s(failure, attempt)
            if wait_s is None:
                break
            await self._rest(wait_s, course)
        course.text(came=came)
        return came, failure


class _Course:
    """One run: what it has done and what it tells."""

    def __init__(self, progress: Progress, tell: Callable[[Progress], None], started: float) -> None:
        self.progress = progress
        self.goal = progress.goal
        self.keys: set[int] = set()
        self._tell = tell
        self._started = started
        self._part = started
        self._oldest_here: datetime | None = None

    def page(self, came: ListPage, number: int, items: Iterable[Headline]) -> None:
        """Note a page."""
        dates = [item.published for item in items if item.published]
        done = self.progress
        done.pages += 1
        done.number = number
        done.last_page = came.last or done.last_page
        done.new += came.new
        self.keys.update(came.keys)
        self._oldest_here = max(dates, default=None)
        if dates:
            done.oldest = min([*dates, *([done.oldest] if done.oldest else [])])
            done.newest = max([*dates, *([done.newest] if done.newest else [])])
        self.told()

    def reached(self, number: int) -> bool:
        """Say whether the page that came is as far as the goal goes."""
        if self.goal.pages is not None:
            return number >= self.goal.pages
        # even its newest one is older: a list may hold an old article among new ones
        here = self._oldest_here
        return self.goal.since is not None and here is not None and here.date() < self.goal.since

    def begin_texts(self, wanted: int) -> None:
        """Note that the lists are done."""
        self.progress.texts_wanted = wanted
        self._part = asyncio.get_running_loop().time()
        self.told()

    def text(self, *, came: bool) -> None:
        """Note a text."""
        self.progress.texts += came
        self.progress.missed += not came
        self.told()

    def told(self) -> None:
        """Tell."""
        now = asyncio.get_running_loop().time()
        self.progress.elapsed_s = now - self._started
        self.progress.part_s = now - self._part
        self._tell(self.progress)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
