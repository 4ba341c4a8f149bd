"""Why a request failed: every exception that the network can raise becomes a `Fault`, then a `model.Failure`.

httpx's own exceptions are told apart in `_http`; here is what lies below them.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kaskad_tui.fetch.outcome import FailureWithBody
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.sanitize import clean_line, safe_url

DETAIL_LIMIT = 200
"""Characters of `Failure.detail`."""

_CAUSES_LIMIT = 32


@dataclass(frozen=True, slots=True)
class Fault:
    """One attempt's failure, before it is known which request it belongs to."""

    kind: FailureKind
    detail: str = ""
    """Anything; cleaned and cut when it becomes a `Failure`."""
    again: bool = False
    """Another attempt may help."""
    status: int | None = None
    wait_s: float | None = None
    """The site named this pause (Retry-After, capped)."""
    retry_at: datetime | None = None
    """The host is left alone until then."""
    stale: bool = False
    """A connection kept from before was dead: a new one will do, at once."""
    content: bytes = b""
    """What came all the same: the page of a refusal, or the first part of one that broke off."""
    content_type: str | None = None


class FaultError(Exception):
    """A `Fault` on its way up."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind.value, fault.detail)
        self.fault = fault


def failure(fault: Fault, url: str, elapsed_s: float) -> Failure:
    """Return the fault as the rest of the program sees it, everything from outside cleaned."""
    address = safe_url(url) or clean_line(_without_password(url), DETAIL_LIMIT)
    detail = clean_line(_without_password(fault.detail), DETAIL_LIMIT)
    plain = Failure(fault.kind, address, fault.status, detail, fault.retry_at, elapsed_s)
    return FailureWithBody.of(plain, fault.content, fault.content_type) if fault.content else plain


def _without_password(text: str) -> str:
    return re.sub(r"//[^/\s]*@", "//", text[:4096])


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield `error` and what it was raised from, outermost first; groups (anyio raises them) are opened."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting and len(seen) < _CAUSES_LIMIT:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        cause = current.__cause__ or current.__context__
        if cause is not None:
            waiting.append(cause)


def system_fault(error: BaseException) -> Fault | None:
    """Return what the system, TLS or our own code says in the chain of `error`; None when nothing does."""
    for cause in causes(error):
        if isinstance(cause, FaultError):
            return cause.fault
        if isinstance(cause, ssl.SSLError):
            return _tls_fault(cause)
        if isinstance(cause, OSError):
            found = _os_fault(cause)
            if found is not None:
                return found
    return None


_TLS_REASONS = {
    9: "not yet valid",
    10: "expired",
    18: "self-signed",
    19: "unknown authority",
    20: "unknown authority",
    21: "unknown authority",
    62: "wrong host",
    64: "wrong host",
}
"""OpenSSL's X509_V_ERR numbers."""


def _tls_fault(error: ssl.SSLError) -> Fault:
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Fault(FailureKind.BROKEN_OFF, "connection closed within TLS", again=True)
    if isinstance(error, ssl.SSLCertVerificationError):
        # truststore asks the system on macOS and Windows and sets no code there
        reason = _TLS_REASONS.get(getattr(error, "verify_code", 0), "certificate")
        message = getattr(error, "verify_message", "") or str(error)
        return Fault(FailureKind.TLS, f"{reason}: {message}")
    name = (error.reason or "").upper()
    if name in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG"}:
        return Fault(FailureKind.TLS, f"no TLS there: {name.lower().replace('_', ' ')}")
    return Fault(FailureKind.TLS, f"handshake: {name.lower().replace('_', ' ') or error}")


_UNREACHABLE = {
    errno.ENETUNREACH,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.EADDRNOTAVAIL,
    errno.EAFNOSUPPORT,
    errno.EINVAL,  # what connect() says of an address of no use, 0.0.0.0 on some systems
    errno.EACCES,  # firewalls answer so
    errno.EPERM,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOBUFS,
}


def _os_fault(error: OSError) -> Fault | None:
    said = str(error.strerror or error)
    if isinstance(error, socket.gaierror):
        return Fault(FailureKind.UNKNOWN_HOST, said, again=error.errno == socket.EAI_AGAIN)
    if error.errno:
        said = os.strerror(error.errno)  # asyncio has words of its own: «Connect call failed ('::1', 80)»
    if isinstance(error, ConnectionRefusedError):
        return Fault(FailureKind.REFUSED, said, again=True)
    if isinstance(error, ConnectionError):
        return Fault(FailureKind.BROKEN_OFF, said, again=True)
    if isinstance(error, TimeoutError):
        return Fault(FailureKind.TIMEOUT, said, again=True)
    if error.errno in _UNREACHABLE:
        return Fault(FailureKind.UNREACHABLE, said, again=True)
    return None
