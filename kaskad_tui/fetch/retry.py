"""When a failed GET is tried again, and how long a site asks to be left alone."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from kaskad_tui.fetch.failures import Fault

LONGEST_REST_S = 24 * 3600.0
"""What a site may ask for at most; 10^40 seconds or a date in 2199 become this."""

_SECONDS = re.compile(r"[0-9]+")


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Return the pause of a Retry-After header in seconds, 0 to 24 h; None when it says nothing usable.

    Args:
        value: seconds or an HTTP date (RFC 9110 §10.2.3).
        now: aware.
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        # nine digits are enough for any pause, and int() refuses thousands of them
        return min(float(text), LONGEST_REST_S) if len(text) <= 9 else LONGEST_REST_S
    if not text or len(text) > 64:
        return None
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(seconds, 0.0), LONGEST_REST_S)


def rest_until(seconds: float, now: datetime) -> datetime:
    """Return the moment (aware, UTC) at which a pause from `now` ends."""
    return now.astimezone(UTC) + timedelta(seconds=seconds)


def pause_s(fault: Fault, attempt: int, *, backoff_s: float, patience_s: float) -> float | None:
    """Return how long to wait before the next attempt; None when another one is of no use.

    Args:
        fault: how the last attempt ended.
        attempt: its number, from 1.
        backoff_s: the middle of the first pause.
        patience_s: the longest pause a site may name.
    """
    if not fault.again:
        return None
    if fault.wait_s is not None:
        return fault.wait_s if fault.wait_s <= patience_s else None
    # half to one and a half of the step, so that many readers do not come back together
    return backoff_s * float(2 ** (attempt - 1)) * random.uniform(0.5, 1.5)
