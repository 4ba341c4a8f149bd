from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.reader import Freshness, FreshnessState
from kaskad_tui.reader.freshness import at_start, ended, is_way_failure, progressed, started, state_of

NOW = datetime(2022, 12, 27, 12, 4, tzinfo=UTC)
EARLIER = NOW - timedelta(minutes=24)
NO_HOST = Failure(FailureKind.UNKNOWN_HOST, url="https://a.example/")
DENIED = Failure(FailureKind.DENIED, status=403)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (FailureKind.UNKNOWN_HOST, FreshnessState.OFFLINE),
        (FailureKind.TIMEOUT, FreshnessState.OFFLINE),
        (FailureKind.OFFLINE, FreshnessState.OFFLINE),
        (FailureKind.DENIED, FreshnessState.REFUSED),
        (FailureKind.SERVER_ERROR, FreshnessState.REFUSED),
        (FailureKind.NO_HEADLINES, FreshnessState.REFUSED),
        (FailureKind.RATE_LIMITED, FreshnessState.WAIT),
        (FailureKind.BROWSER_CHECK, FreshnessState.BROWSER_CHECK),
    ],
)
def test_the_header_says_what_kind_of_failure_it_is(kind: FailureKind, state: FreshnessState) -> None:
    assert state_of(Failure(kind)) is state


def test_only_failures_on_the_way_are_worth_another_host() -> None:
    assert is_way_failure(NO_HOST)
    assert not is_way_failure(DENIED)


def test_a_run_begins_with_what_an_earlier_one_left() -> None:
    assert at_start(None, offline=False, url="u") == Freshness()
    assert at_start(EARLIER, offline=False, url="u") == Freshness(FreshnessState.FRESH, updated=EARLIER)
    offline = at_start(EARLIER, offline=True, url="u")
    assert (offline.state, offline.since, offline.updated) == (FreshnessState.OFFLINE, EARLIER, EARLIER)
    assert offline.failure == Failure(FailureKind.OFFLINE, url="u")


def test_a_refresh_shows_progress_and_a_first_one_searches() -> None:
    old = Freshness(FreshnessState.FRESH, updated=EARLIER)
    state = started(old, 12, empty=False)
    assert (state.state, state.done, state.total, state.updated) == (
        FreshnessState.REFRESHING,
        0,
        12,
        EARLIER,
    )
    assert state.busy
    assert progressed(state, 7, 12, empty=False).done == 7
    assert started(Freshness(), 2, empty=True).state is FreshnessState.FIRST_LOAD
    assert (
        progressed(started(Freshness(), 2, empty=True), 1, 2, empty=False).state is FreshnessState.REFRESHING
    )


def test_success_clears_everything_else() -> None:
    old = Freshness(FreshnessState.OFFLINE, since=EARLIER, failure=NO_HOST)
    assert ended(old, NOW, failure=None) == Freshness(FreshnessState.FRESH, updated=NOW)


def test_offline_counts_from_the_last_list_that_came() -> None:
    fresh = Freshness(FreshnessState.FRESH, updated=EARLIER)
    state = ended(fresh, NOW, failure=NO_HOST)
    assert (state.state, state.since, state.updated) == (FreshnessState.OFFLINE, EARLIER, EARLIER)
    assert ended(state, NOW + timedelta(hours=1), failure=NO_HOST).since == EARLIER


def test_offline_from_the_start_counts_from_the_first_attempt() -> None:
    first = ended(Freshness(), EARLIER, failure=NO_HOST)
    assert first.since == EARLIER
    assert ended(first, NOW, failure=NO_HOST).since == EARLIER


def test_a_refusal_counts_from_the_first_in_a_row() -> None:
    first = ended(Freshness(FreshnessState.FRESH, updated=EARLIER), NOW, failure=DENIED)
    assert (first.state, first.since, first.failure) == (FreshnessState.REFUSED, NOW, DENIED)
    again = ended(first, NOW + timedelta(minutes=5), failure=DENIED)
    assert again.since == NOW
    assert ended(again, NOW + timedelta(minutes=9), failure=NO_HOST).since == EARLIER


def test_a_part_that_did_not_come_is_counted() -> None:
    state = ended(Freshness(), NOW, failure=NO_HOST, done=10, total=12)
    assert (state.state, state.updated, state.done, state.total) == (FreshnessState.PARTIAL, NOW, 10, 12)


def test_an_archive_that_takes_nothing_says_nothing_of_the_site() -> None:
    full = Failure(FailureKind.STORE_FULL)
    old = Freshness(FreshnessState.FRESH, updated=EARLIER)
    assert ended(old, NOW, failure=full) == Freshness(FreshnessState.FRESH, updated=EARLIER, failure=full)
