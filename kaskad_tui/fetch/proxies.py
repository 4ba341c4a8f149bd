"""Which proxy an address goes through, as the user or the environment says.

Read here because httpx reads it only for transports of its own making.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from kaskad_tui.fetch.failures import Fault, FaultError
from kaskad_tui.fetch.guard import Origin, number_of
from kaskad_tui.model import FailureKind

_SCHEMES = frozenset({"http", "https", "socks5", "socks5h"})


class Proxies:
    """HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY; the lower-case spelling goes first, as in curl."""

    def __init__(self, environ: Mapping[str, str], named: str = "") -> None:
        """Read the environment; `named` is the proxy of the configuration, which goes before it."""
        # HTTP_PROXY in capitals can be set by a client of a CGI program (httpoxy)
        http = environ.get("http_proxy") or ("" if "REQUEST_METHOD" in environ else environ.get("HTTP_PROXY"))
        everything = _read(environ, "all_proxy")
        self._by_scheme = {
            "http": named or http or everything,
            "https": named or _read(environ, "https_proxy") or everything,
        }
        self._exceptions = [part.lower() for part in re.split(r"[\s,]+", _read(environ, "no_proxy")) if part]

    def of(self, origin: Origin) -> str | None:
        """Return the address of the proxy for an origin; None for the direct way.

        Loopback always goes direct (as in Go): nobody runs the sample edition behind a proxy.

        Raises:
            FaultError: PROXY, when what is named is none.
        """
        scheme, host, port = origin
        proxy = self._by_scheme[scheme]
        if not proxy or _is_loopback(host) or any(_matches(e, host, port) for e in self._exceptions):
            return None
        return _checked(proxy)


def label(proxy: str) -> str:
    """Return host and port of a proxy for messages: never its credentials."""
    parts = urlsplit(proxy)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _read(environ: Mapping[str, str], name: str) -> str:
    return (environ.get(name) or environ.get(name.upper()) or "").strip()


def _checked(proxy: str) -> str:
    address = proxy if "://" in proxy else f"http://{proxy}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        # the value may hold a password: it is not repeated
        raise FaultError(Fault(FailureKind.PROXY, "its address is none that is supported"))
    return address


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = number_of(host)
    except FaultError:
        return False
    return number is not None and number.is_loopback


def _matches(exception: str, host: str, port: int) -> bool:
    """Tell whether an entry of NO_PROXY means a host: `*`, a domain and all below, a number, a network."""
    if exception == "*":
        return True
    name, colon, digits = exception.rpartition(":")
    if colon and digits.isdigit() and (":" not in name or name.startswith("[")):
        if int(digits[:6]) != port:
            return False
        exception = name
    exception = exception.strip("[]")
    try:
        network = ipaddress.ip_network(exception, strict=False)
    except ValueError:
        domain = exception.lstrip("*").lstrip(".").rstrip(".")
        return bool(domain) and (host == domain or host.endswith(f".{domain}"))
    try:
        number = number_of(host)
    except FaultError:
        return False
    return number is not None and number.version == network.version and number in network
