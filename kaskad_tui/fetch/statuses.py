"""What an HTTP status means to a reader of pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

from kaskad_tui.fetch.failures import Fault
from kaskad_tui.fetch.retry import rest_until, retry_after_s
from kaskad_tui.model import FailureKind

_PLAIN = {
    404: FailureKind.NOT_FOUND,
    407: FailureKind.PROXY,
    410: FailureKind.GONE,
    204: FailureKind.EMPTY,
    205: FailureKind.EMPTY,
}
EXPLAINED = frozenset({401, 403, 429, 503})
"""Statuses under which a site may show a check of the browser: their pages are kept for whoever can tell."""
_FINAL_SERVER_ERRORS = frozenset({501, 505})


def fault_of(status: int, headers: Mapping[str, str], *, conditional: bool, now: datetime) -> Fault | None:
    """Return why an answer that is no redirect is of no use; None for a page, or for a 304 asked for.

    Args:
        status: of the answer.
        headers: with names in lower case.
        conditional: whether validators were sent.
        now: aware; for Retry-After.
    """
    if status == 304 and conditional:
        return None
    if status in _PLAIN:
        return Fault(_PLAIN[status], _phrase(status), status=status)
    if status in {206, 304} or status < 200 or 300 <= status < 400:
        # nobody asked for a part or for a comparison
        return Fault(FailureKind.BAD_HTTP, f"unasked {_phrase(status)}", status=status)
    if status < 300:
        return None
    if _is_browser_check(status, headers):
        return Fault(FailureKind.BROWSER_CHECK, _phrase(status), status=status)
    wait_s = retry_after_s(headers.get("retry-after"), now)
    if status == 429 or (status == 503 and wait_s is not None):
        return Fault(
            FailureKind.RATE_LIMITED,
            _phrase(status),
            again=wait_s is not None,
            status=status,
            wait_s=wait_s,
            retry_at=None if wait_s is None else rest_until(wait_s, now),
        )
    if status < 500:
        return Fault(FailureKind.DENIED, _phrase(status), status=status)
    again = status not in _FINAL_SERVER_ERRORS
    return Fault(FailureKind.SERVER_ERROR, _phrase(status), again=again, status=status)


def _is_browser_check(status: int, headers: Mapping[str, str]) -> bool:
    """Tell a check for browsers by its headers; one that answers 200 is told by its page, in `extract`."""
    if status not in {403, 429, 503}:
        return False
    server = headers.get("server", "").lower()
    return headers.get("cf-mitigated", "").lower() == "challenge" or server.startswith("ddos-guard")


def _phrase(status: int) -> str:
    """Return number and standard name; the server's own phrase is never shown."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
