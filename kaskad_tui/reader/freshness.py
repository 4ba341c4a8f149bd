"""How fresh what is shown is: the header's truth, as a value and as pure steps from one to the next.

`now` is always an argument. A refresh goes through `started`, any number of `progressed`, and `ended`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from kaskad_tui.model import Failure, FailureKind


class FreshnessState(StrEnum):
    """What the header says."""

    NEVER = "never"
    """Nothing was ever fetched, and nothing is being fetched."""
    FRESH = "fresh"
    """The last refresh brought everything; see `Freshness.updated`."""
    REFRESHING = "refreshing"
    """A refresh is under way: `done` of `total` pages."""
    FIRST_LOAD = "first_load"
    """The first refresh is under way; how much there is to fetch is not known yet."""
    OFFLINE = "offline"
    """The site could not be reached, or the user asked for no network: the archive is read."""
    REFUSED = "refused"
    """The site was reached and did not give the list: it refuses, has an error, or no headlines."""
    WAIT = "wait"
    """The site asks to wait until `Freshness.failure.retry_at`."""
    BROWSER_CHECK = "browser_check"
    """The site shows a check of the browser in place of news."""
    PARTIAL = "partial"
    """The list came, other pages did not: `done` of `total` pages came."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """The state of the last or current refresh of a source."""

    state: FreshnessState = FreshnessState.NEVER
    updated: datetime | None = None
    """When the list last came (aware, UTC); survives a restart. None: never."""
    since: datetime | None = None
    """Since when it is so (aware, UTC), in the states that tell of a failure.

    Offline counts from the last time the list came, so that it also says how old the archive's list is;
    where it never came, from the first attempt. A refusal counts from the first one in a row.
    """
    done: int = 0
    """Pages that have come, while refreshing and when partial."""
    total: int = 0
    """Pages that are asked for; 0 is not known."""
    failure: Failure | None = None
    """Why, in the states that tell of a failure."""

    @property
    def busy(self) -> bool:
        """A refresh is under way."""
        return self.state in (FreshnessState.REFRESHING, FreshnessState.FIRST_LOAD)


_WAY = frozenset(
    {
        FailureKind.OFFLINE,
        FailureKind.UNKNOWN_HOST,
        FailureKind.REFUSED,
        FailureKind.UNREACHABLE,
        FailureKind.PROXY,
        FailureKind.TIMEOUT,
        FailureKind.TLS,
        FailureKind.BROKEN_OFF,
    }
)


_STORE = frozenset(kind for kind in FailureKind if kind.value.startswith("store_"))


def is_way_failure(failure: Failure) -> bool:
    """Tell whether the failure lies on the way to the site (so that another of its hosts may do)."""
    return failure.kind in _WAY


def state_of(failure: Failure) -> FreshnessState:
    """Return what the header says of a list that did not come."""
    if is_way_failure(failure):
        return FreshnessState.OFFLINE
    if failure.kind is FailureKind.RATE_LIMITED:
        return FreshnessState.WAIT
    if failure.kind is FailureKind.BROWSER_CHECK:
        return FreshnessState.BROWSER_CHECK
    return FreshnessState.REFUSED


def at_start(updated: datetime | None, *, offline: bool, url: str) -> Freshness:
    """Return the state before the first refresh of a run.

    Args:
        updated: when the list last came, in an earlier run.
        offline: the user asked for no network.
        url: the site, for the failure that says so.
    """
    if offline:
        failure = Failure(FailureKind.OFFLINE, url=url)
        return Freshness(FreshnessState.OFFLINE, updated=updated, since=updated, failure=failure)
    return Freshness(FreshnessState.NEVER if updated is None else FreshnessState.FRESH, updated=updated)


def started(old: Freshness, total: int, *, empty: bool) -> Freshness:
    """Return the state at the start of a refresh of `total` pages; `empty`: the archive has no headlines."""
    state = FreshnessState.FIRST_LOAD if empty else FreshnessState.REFRESHING
    return replace(old, state=state, done=0, total=total)


def progressed(old: Freshness, done: int, total: int, *, empty: bool) -> Freshness:
    """Return the state after another page has come."""
    state = FreshnessState.FIRST_LOAD if empty else FreshnessState.REFRESHING
    return replace(old, state=state, done=done, total=total)


def ended(
    before: Freshness, now: datetime, *, failure: Failure | None, done: int = 0, total: int = 0
) -> Freshness:
    """Return the state after a refresh.

    Args:
        before: the state before the refresh (not while it ran).
        now: the present moment.
        failure: why the list did not come; or, when `done` > 0, why some of the other pages did not.
        done: pages that came; 0 when the list did not.
        total: pages that were asked for and counted.
    """
    if failure is None:
        return Freshness(FreshnessState.FRESH, updated=now)
    if failure.kind in _STORE:
        return replace(before, failure=failure)  # nothing was learned of the site
    if done > 0:
        return Freshness(
            FreshnessState.PARTIAL, updated=now, since=now, done=done, total=total, failure=failure
        )
    state = state_of(failure)
    if state is FreshnessState.OFFLINE:
        since = before.updated or (before.since if before.state is state else None) or now
    else:
        since = (before.since if before.state is state else None) or now
    return Freshness(state, updated=before.updated, since=since, failure=failure)
