"""How long an answer may stand without asking again, as its headers say, within reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_S = 24 * 3600.0
"""Whatever a site says: news of yesterday are asked for again."""

_NEVER = frozenset({"no-store", "no-cache", "private"})
_SECONDS = re.compile(r"[0-9]{1,12}")


def fresh_s(headers: Mapping[str, str], now: datetime) -> float:
    """Return for how many seconds an answer is fresh, 0 to 24 h; 0 when nothing usable is said.

    A site that says no-store (a stock Joomla does for every page) gives 0: our own ageing decides then.

    Args:
        headers: with names in lower case.
        now: aware; for `Expires` without `Date`.
    """
    directives = _directives(headers.get("cache-control", ""))
    if _NEVER & directives.keys():
        return 0.0
    age = _number(headers.get("age", "")) or 0.0
    life = _number(directives.get("max-age", ""))
    if life is None and "expires" in headers:
        expires = _moment(headers["expires"])
        if expires is None:
            return 0.0
        life = (expires - (_moment(headers.get("date", "")) or now)).total_seconds()
    return min(max((life or 0.0) - age, 0.0), LONGEST_S)


def _directives(value: str) -> dict[str, str]:
    parts = (part.partition("=") for part in value[:1000].lower().split(","))
    return {name.strip(): said.strip().strip('"') for name, _equals, said in parts}


def _number(text: str) -> float | None:
    text = text.strip()
    return float(text) if _SECONDS.fullmatch(text) else None


def _moment(text: str) -> datetime | None:
    if not text or len(text) > 64:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
