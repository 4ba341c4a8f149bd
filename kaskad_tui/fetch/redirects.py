"""Where a redirect leads."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urldefrag

from kaskad_tui.fetch.failures import Fault, FaultError
from kaskad_tui.model import FailureKind
from kaskad_tui.sanitize import safe_url

_STATUSES = frozenset({301, 302, 303, 307, 308})


def target(status: int, headers: Mapping[str, str], current: str) -> str | None:
    """Return the absolute address that an answer sends to, without a fragment; None when it sends nowhere.

    The result is only well-formed: the caller asks the guard before it goes there.

    Raises:
        FaultError: BAD_ADDRESS for a target that is no http(s) address, BAD_HTTP for none at all.
    """
    if status not in _STATUSES:
        return None
    location = headers.get("location")
    if location is None:
        raise FaultError(Fault(FailureKind.BAD_HTTP, "redirect without an address", status=status))
    address = safe_url(location, current)
    if address is None:
        raise FaultError(Fault(FailureKind.BAD_ADDRESS, f"redirect to {location[:400]}", status=status))
    return urldefrag(address).url
