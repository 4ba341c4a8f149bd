"""What the reader tells of itself while it works: typed events, small and frozen.

An event says what changed, not how it looks now: whoever listens asks the reader for that.
"""

from __future__ import annotations

from dataclasses import dataclass

from kaskad_tui.model import Failure
from kaskad_tui.reader.freshness import Freshness


@dataclass(frozen=True, slots=True)
class HeadlinesChanged:
    """Headlines came in, or what was known of some changed."""

    new: tuple[int, ...] = ()
    """Keys that were in no list before."""
    updated: tuple[int, ...] = ()
    """Keys whose title, date, section or address changed."""


@dataclass(frozen=True, slots=True)
class ListsChanged:
    """The named lists beside the articles are newer."""


@dataclass(frozen=True, slots=True)
class SectionsChanged:
    """The site's menu names other sections."""


@dataclass(frozen=True, slots=True)
class ArticleChanged:
    """The archive has another text of this article (or author, pictures …), or learned that it is gone."""

    key: int


@dataclass(frozen=True, slots=True)
class ArticleFailed:
    """An article could not be fetched, and what the archive has of it is shown in its place."""

    key: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class MarksChanged:
    """Read marks or bookmarks changed and are on disk."""

    keys: tuple[int, ...]
    """The articles concerned; empty when they are all of a list."""


@dataclass(frozen=True, slots=True)
class FreshnessChanged:
    """The header's truth changed."""

    freshness: Freshness


Event = (
    HeadlinesChanged
    | ListsChanged
    | SectionsChanged
    | ArticleChanged
    | ArticleFailed
    | MarksChanged
    | FreshnessChanged
)
