"""Plain http addresses are first asked for by https, where a host may have it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from kaskad_tui.fetch.failures import FaultError
from kaskad_tui.fetch.guard import number_of, origin_of


class Schemes:
    """Remembers, in memory, which hosts only speak http."""

    def __init__(self, ports: Mapping[int, int]) -> None:
        """Make one.

        Args:
            ports: the port of http → the port of https that stands for it; addresses with others stay.
        """
        self._ports = ports
        self._plain: set[str] = set()

    def secure(self, url: str) -> str | None:
        """Return the https address to try before `url`; None when `url` itself is the best."""
        scheme, host, port = origin_of(url)
        secure_port = self._ports.get(port)
        if scheme != "http" or secure_port is None or host in self._plain or not _has_public_name(host):
            return None
        parts = urlsplit(url)
        place = host if secure_port == 443 else f"{host}:{secure_port}"
        return urlunsplit(("https", place, parts.path, parts.query, ""))

    def stay_plain(self, url: str) -> None:
        """Note that a plain address worked after https had not; others are no news."""
        scheme, host, _port = origin_of(url)
        if scheme == "http":
            self._plain.add(host)


def _has_public_name(host: str) -> bool:
    """Tell whether a certificate for such a host can exist at all."""
    if "." not in host or host.endswith((".localhost", ".local", ".onion")):
        return False
    try:
        return number_of(host) is None
    except FaultError:
        return False
