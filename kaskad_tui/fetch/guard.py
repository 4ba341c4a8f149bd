"""Which addresses may be asked: public http(s) ones, and exactly the origins that the user typed.

Judged are numbers, never names: a name is looked up once, every answer is judged, and the connection goes to
a judged number (`_backend`), so that a name cannot change its mind between the check and the connection.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from kaskad_tui.fetch.failures import Fault, FaultError
from kaskad_tui.model import FailureKind
from kaskad_tui.sanitize import safe_url

Origin = tuple[str, str, int]
"""Scheme, host in the form of the wire (an IPv6 number without brackets), port."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def origin_of(url: str) -> Origin:
    """Return the origin of an address that `safe_url` has passed.

    Raises:
        FaultError: BAD_ADDRESS, when the host or port can be none.
    """
    parts = urlsplit(url)
    port = parts.port
    if port is None:
        port = 443 if parts.scheme == "https" else 80
    host = parts.hostname or ""
    if port == 0 or not host or any(len(label) > 63 for label in host.split(".")):
        raise FaultError(Fault(FailureKind.BAD_ADDRESS, url))
    return parts.scheme, host, port


def number_of(host: str) -> Address | None:
    """Return the IP number that a host is, in any spelling that `connect` understands; None for a name.

    A host whose last label is a number is a number or nothing (WHATWG URL): 0x7f.1, 2130706433, 017700000001.

    Raises:
        FaultError: BAD_ADDRESS for a number that is none (1.2.3.999).
    """
    if ":" in host:
        return ipaddress.IPv6Address(host)
    if not _NUMERIC.fullmatch(host.rstrip(".").rpartition(".")[2]):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host.rstrip(".")))
    except OSError:
        raise FaultError(Fault(FailureKind.BAD_ADDRESS, host)) from None


def is_public(address: Address) -> bool:
    """Tell whether a number belongs to the public internet, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _unwrapped(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local or address.teredo is not None or address in _NAT64_LOCAL:
            return False
    return address.is_global and not address.is_multicast


def _unwrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _NAT64 or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def require_public(host: str, address: Address) -> None:
    """Raise FORBIDDEN_ADDRESS unless `address` is public; `host` is named beside it."""
    if not is_public(address):
        said = str(address) if host == str(address) else f"{host} is {address}"
        raise FaultError(Fault(FailureKind.FORBIDDEN_ADDRESS, said))


class Guard:
    """The origins that the user typed, and the judgement of all others."""

    def __init__(self) -> None:
        self._allowed: set[Origin] = set()

    def allow(self, url: str) -> bool:
        """Let the origin of `url` be private or loopback; False when `url` is no http(s) address."""
        address = safe_url(url)
        if address is None:
            return False
        try:
            self._allowed.add(origin_of(address))
        except FaultError:
            return False
        return True

    def is_allowed(self, url: str) -> bool:
        """Tell whether exactly this origin was typed."""
        return origin_of(url) in self._allowed

    def check(self, url: str) -> None:
        """Judge an address before anything is looked up: a forbidden number costs no packet.

        Needed beside the look-up's check because a proxy looks names up itself.

        Raises:
            FaultError: FORBIDDEN_ADDRESS or BAD_ADDRESS.
        """
        origin = origin_of(url)
        if origin in self._allowed:
            return
        _scheme, host, _port = origin
        if host == "localhost" or host.endswith(".localhost"):  # RFC 6761: never anything else
            raise FaultError(Fault(FailureKind.FORBIDDEN_ADDRESS, host))
        number = number_of(host)
        if number is not None:
            require_public(host, number)
