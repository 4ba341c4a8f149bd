"""Which hosts are left alone for a while: those that ask for it, and those that fail again and again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kaskad_tui.clock import Clock
from kaskad_tui.fetch.failures import Fault, FaultError
from kaskad_tui.fetch.retry import rest_until
from kaskad_tui.model import FailureKind

Host = tuple[str, int]
"""Name or number, and port."""

FAILURES = 4
"""So many requests in a row fail before a host rests."""
_FIRST_S = 30.0
_LONGEST_S = 900.0
_SITES_WISH_S = 60.0
"""The rest of a site that asks to wait and does not say how long."""
_MOST_HOSTS = 1000

_TROUBLE = frozenset(
    {
        FailureKind.REFUSED,
        FailureKind.UNREACHABLE,
        FailureKind.TIMEOUT,
        FailureKind.BROKEN_OFF,
        FailureKind.SERVER_ERROR,
    }
)
"""What says something of the host. That a name is unknown says more of this computer's own network."""


@dataclass(slots=True)
class _State:
    failures: int = 0
    fault: Fault | None = None
    """Of the last request; what is told while the host rests."""
    until: datetime | None = None
    wished: bool = False
    """The site named the time itself: nobody asks before, whatever key is pressed."""


class Circuit:
    """The rests of all hosts. What the reader asks for now is a probe: it goes through a rest of our own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._hosts: dict[Host, _State] = {}

    def check(self, host: Host, *, urgent: bool) -> bool:
        """Tell whether a host rests, so that one attempt has to be enough.

        Raises:
            FaultError: why it is not asked now; `retry_at` says until when.
        """
        state = self._hosts.get(host)
        if state is None or state.until is None or state.fault is None or self._clock() >= state.until:
            return False
        if urgent and not state.wished:
            return True
        raise FaultError(replace(state.fault, retry_at=state.until, content=b""))

    def wished(self, host: Host) -> datetime | None:
        """Return until when a host asked to be left alone; None when it did not, or the time is over."""
        state = self._hosts.get(host)
        if state is None or not state.wished or state.until is None or self._clock() >= state.until:
            return None
        return state.until

    def wish(self, host: Host, until: datetime) -> None:
        """Take over what a host asked for in an earlier run."""
        fault = Fault(FailureKind.RATE_LIMITED, retry_at=until)
        self._state(host, _State(0, fault, until, wished=True))

    def answered(self, host: Host) -> None:
        """Note that a host works."""
        self._hosts.pop(host, None)

    def failed(self, host: Host, fault: Fault) -> Fault:
        """Note how a request ended, all its attempts; return the fault with the time until which it rests."""
        if fault.kind is FailureKind.RATE_LIMITED:
            until = fault.retry_at or rest_until(_SITES_WISH_S, self._clock())
            self._state(host, _State(0, fault, until, wished=fault.retry_at is not None))
            return fault
        if fault.kind not in _TROUBLE:
            if fault.status is not None:
                self.answered(host)
            return fault
        state = self._hosts.get(host) or _State()
        state.failures += 1
        state.fault = fault
        state.wished = False
        state.until = None
        if state.failures >= FAILURES:
            seconds = min(_FIRST_S * 2.0 ** min(state.failures - FAILURES, 10), _LONGEST_S)
            state.until = rest_until(seconds, self._clock())
        self._state(host, state)
        return replace(fault, retry_at=state.until)

    def _state(self, host: Host, state: _State) -> None:
        self._hosts.pop(host, None)
        self._hosts[host] = state
        if len(self._hosts) > _MOST_HOSTS:
            del self._hosts[next(iter(self._hosts))]
