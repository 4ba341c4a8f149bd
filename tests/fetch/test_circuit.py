"""Hosts that fail again and again rest and say until when; what the reader asks for now is tried once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kaskad_tui.fetch.circuit import FAILURES, Circuit
from kaskad_tui.fetch.failures import Fault, FaultError
from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.outcome import Fetched
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import Failure, FailureKind
from tests.fault_server import FaultServer, in_turn, page

START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOST = ("kaskad.tv", 443)


class Moment:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def trouble(kind: FailureKind = FailureKind.TIMEOUT) -> Fault:
    return Fault(kind, "said")


def test_the_rests_grow_and_end_with_the_first_answer() -> None:
    clock = Moment()
    circuit = Circuit(clock)
    rests = []
    for _ in range(FAILURES + 8):
        told = circuit.failed(HOST, trouble())
        rests.append((told.retry_at - clock.now).total_seconds() if told.retry_at else 0.0)
    assert rests[: FAILURES - 1] == [0.0] * (FAILURES - 1)
    assert rests[FAILURES - 1 :] == [30, 60, 120, 240, 480, 900, 900, 900, 900]
    circuit.answered(HOST)
    assert circuit.check(HOST, urgent=False) is False
    assert circuit.failed(HOST, trouble()).retry_at is None


def test_only_the_background_is_kept_away_and_only_until_then() -> None:
    clock = Moment()
    circuit = Circuit(clock)
    for _ in range(FAILURES):
        circuit.failed(HOST, trouble())
    assert circuit.check(HOST, urgent=True) is True
    assert circuit.check(("www.kaskad.tv", 443), urgent=False) is False
    with pytest.raises(FaultError) as caught:
        circuit.check(HOST, urgent=False)
    assert caught.value.fault.kind is FailureKind.TIMEOUT
    assert caught.value.fault.retry_at == START + timedelta(seconds=30)
    clock.now += timedelta(seconds=30)
    assert circuit.check(HOST, urgent=False) is False


def test_a_rest_that_the_site_asks_for_holds_for_everybody() -> None:
    circuit = Circuit(Moment())
    wish = Fault(FailureKind.RATE_LIMITED, status=429, wait_s=60, retry_at=START + timedelta(minutes=1))
    circuit.failed(HOST, wish)
    for urgent in (True, False):
        with pytest.raises(FaultError):
            circuit.check(HOST, urgent=urgent)


def test_without_a_time_only_the_background_waits() -> None:
    circuit = Circuit(Moment())
    circuit.failed(HOST, Fault(FailureKind.RATE_LIMITED, status=429))
    assert circuit.check(HOST, urgent=True) is True
    with pytest.raises(FaultError):
        circuit.check(HOST, urgent=False)


@pytest.mark.parametrize("kind", [FailureKind.UNKNOWN_HOST, FailureKind.TLS, FailureKind.FORBIDDEN_ADDRESS])
def test_what_says_nothing_of_the_host_does_not_count(kind: FailureKind) -> None:
    circuit = Circuit(Moment())
    for _ in range(FAILURES + 1):
        assert circuit.failed(HOST, trouble(kind)).retry_at is None


def test_a_page_that_is_missing_shows_that_the_host_works() -> None:
    circuit = Circuit(Moment())
    for _ in range(FAILURES - 1):
        circuit.failed(HOST, trouble())
    circuit.failed(HOST, Fault(FailureKind.NOT_FOUND, status=404))
    assert circuit.failed(HOST, trouble()).retry_at is None


async def test_the_fetcher_spares_a_failing_host_and_finds_it_working_again() -> None:
    broken = page("", 500)
    async with (
        FaultServer({"/": in_turn(*[broken] * (3 * FAILURES + 1), page("there"))}) as server,
        Fetcher(FetchSettings(environ={}, backoff_s=0.001), clock=Moment()) as fetcher,
    ):
        fetcher.allow(server.url())
        told = [await fetcher.get(server.url()) for _ in range(FAILURES)]
        assert [failed(one).retry_at is not None for one in told] == [False] * (FAILURES - 1) + [True]
        assert len(server.requests) == 3 * FAILURES
        # the background is told at once, and nothing is sent
        spared = failed(await fetcher.get(server.url(), urgent=False))
        assert (spared.kind, spared.status) == (FailureKind.SERVER_ERROR, 500)
        assert spared.retry_at == START + timedelta(seconds=30)
        assert len(server.requests) == 3 * FAILURES
        # who waits for it is a probe, of one attempt
        assert failed(await fetcher.get(server.url())).retry_at == START + timedelta(seconds=60)
        assert len(server.requests) == 3 * FAILURES + 1
        assert isinstance(await fetcher.get(server.url()), Fetched)
        assert isinstance(await fetcher.get(server.url(), urgent=False), Fetched)


def failed(outcome: Fetched | Failure) -> Failure:
    assert isinstance(outcome, Failure), outcome
    return outcome
