"""What the reader's network calls return: values, never sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kaskad_tui.model import Failure

What = Literal["list", "feed", "www", "front"]
"""What was asked for: the list page, a feed, the list on another host of the site, the front page."""


@dataclass(frozen=True, slots=True)
class Label:
    """How a source is told from the others in a list of several."""

    title: str
    color: str
    """One of `extract.profile.COLORS`."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One page that a refresh asked for."""

    url: str
    what: What
    failure: Failure | None
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh brought."""

    new: int
    """Headlines that were in no list before."""
    attempts: tuple[Attempt, ...] = ()
    """Everything that was asked for, in order; each with why it failed, if it did."""
    failure: Failure | None = None
    """Why no headlines came; None when the list or, in its place, a feed worked."""


@dataclass(frozen=True, slots=True)
class Older:
    """What one step back in the site's own list brought."""

    new: int
    """Headlines that were in no list before."""
    end: bool
    """The list has no further pages."""
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class ListPage:
    """One numbered page of the site's list."""

    keys: tuple[int, ...]
    """Its headlines in the archive, in the order of the page; empty past the end."""
    new: int
    """How many of them were in no list before."""
    end: bool
    """There is no page behind it."""
    failure: Failure | None = None
    last: int | None = None
    """How many pages the list has, as far as this one's links say."""
