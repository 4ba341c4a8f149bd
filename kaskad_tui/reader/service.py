"""The one service that the screens and the command line talk to.

What the archive has comes at once; the network works behind it and tells what changed by events.
One asyncio loop: everything here is called on it, listeners are called on it too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kaskad_tui.clock import Clock, now
from kaskad_tui.model import Article, Failure, Headline, Lists, Place, Section
from kaskad_tui.reader.events import Event
from kaskad_tui.reader.freshness import Freshness
from kaskad_tui.reader.results import ListPage, Older, Refreshed

if TYPE_CHECKING:
    from kaskad_tui.sources.site import Site
    from kaskad_tui.store.views import Order, Undone, View


class Reader:
    """One source, its archive and its network."""

    @classmethod
    def open(
        cls,
        *,
        site: Site | None = None,
        base_url: str | None = None,
        data_dir: Path,
        offline: bool = False,
        clock: Clock = now,
    ) -> Reader:
        """Open the archive; no network, and nothing of it is imported.

        Args:
            site: the source; the one that ships with the program when None.
            base_url: the site under another address (a mirror, a test server), typed by the user. Only this
                origin is ever asked for the site's pages.
            data_dir: the folder of the archive; made when it is missing.
            offline: never use the network; what is not in the archive fails with `OFFLINE`.
            clock: returns the present moment (aware, UTC).

        Raises:
            FailureError: STORE_*, when there is no archive to read from.
        """

    source: str
    """Name of the source, as in `Headline.source` (`kaskad`)."""
    title: str
    """What the source is called on the screen («Каскад»)."""
    offline: bool
    """The user asked for no network."""

    @property
    def read_only(self) -> Failure | None:
        """Why marks are refused, when they are."""

    @property
    def freshness(self) -> Freshness:
        """How fresh the archive's list is now; each change comes as `FreshnessChanged`."""

    @property
    def front_url(self) -> str:
        """The site's front page at the address in use, for the browser."""

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` with every event, on the loop; returns what ends that."""

    # at once, from the archive; all short enough for the loop, `order` of a large view excepted
    def order(self, view: View, limit: int | None = None) -> Order:
        """Return the keys and times of a list, newest first."""

    async def order_async(self, view: View) -> Order:
        """Return the same without holding the loop."""

    def headlines(self, keys: Sequence[int]) -> list[Headline]:
        """Return headlines in the order asked; those that are not there are left out."""

    def find(self, ref: str) -> Headline | None:
        """Return the headline of an article: by its id or by any address of it."""

    def article(self, key: int) -> Article | None:
        """Return what the archive has of a text; see `Article.complete` and `Article.gone`."""

    def place(self, key: int) -> Place | None:
        """Return where the reader was in an article."""

    def lists(self) -> Lists:
        """Return the newest named lists, with marks; a headline without key cannot be opened."""

    def sections(self) -> tuple[Section, ...]:
        """Return the site's sections: those of its profile, then those of its menu."""

    def imprint(self) -> tuple[str, ...]:
        """Return the Markdown blocks of the site's imprint, as last seen; empty when never."""

    def unread(self, section: str | None = None) -> int:
        """Return how many headlines are unread; `section` is a section's title."""

    # over the network; none raises but CancelledError
    async def refresh(self, section: str | None = None) -> Refreshed:
        """Fetch the list page of a section (its id; None is the main list), the feed, the lists beside.

        A call while another for the same section runs joins it.
        """

    async def refresh_all(self) -> Refreshed:
        """Fetch the main list and the list of each section, as one refresh with one progress."""

    async def older(self, section: str | None = None) -> Older:
        """Fetch the next page of the site's own list, behind all that is known."""

    async def page(self, number: int, section: str | None = None) -> ListPage:
        """Fetch one page of the site's list, counted from 1."""

    async def open_article(self, key: int) -> Article | Failure:
        """Return an article to read.

        A complete copy of the archive comes at once; when it has aged, it is fetched again behind, and
        `ArticleChanged` tells if something changed. Without one it is fetched now. When that fails, what the
        archive has of it comes (`complete=False`: a feed's teaser; `gone=True`: the site deleted it).
        """

    async def refetch(self, key: int) -> Article | Failure:
        """Fetch an article again now, whatever its age."""

    async def read(self, ref: str, *, typed: bool = True) -> Article | Failure:
        """Return the article of an id or of any address, the archive's copy or fetched; it is stored.

        Args:
            ref: an id of this source, or an address: of this site (AMP, http, www …), or of any other, which
                is then read as a page of its own (`source` is its host).
            typed: the user typed it, so its origin may be a private address. False for links in texts.
        """

    async def fetch_imprint(self) -> tuple[str, ...] | Failure:
        """Return the site's imprint: the archive's, else fetched from its front page."""

    # marks: committed and synced when they return
    async def mark(
        self,
        keys: Sequence[int],
        *,
        read: bool | None = None,
        bookmarked: bool | None = None,
        undoable: bool = True,
    ) -> int | Failure:
        """Set marks; None leaves a mark alone. Returns how many articles changed."""

    async def mark_all_read(self, view: View) -> int | Failure:
        """Mark everything in a list as read, as one undoable step. Returns how many articles changed."""

    async def undo(self) -> Undone | Failure | None:
        """Take back the last marking that was not taken back yet; None when there is none."""

    async def save_place(self, key: int, place: Place) -> None:
        """Remember where the reader is in an article; a failure to write is not told."""

    async def close(self) -> None:
        """End what is under way, the extraction process and the connections; close the archive."""
