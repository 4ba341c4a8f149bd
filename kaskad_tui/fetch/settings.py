"""The limits of the fetcher, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kaskad_tui import __version__

Accept = Literal["page", "feed", "image", "any"]
"""What the caller hopes to get; only decides the `Accept` header."""

ACCEPT: Mapping[Accept, str] = {
    "page": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
    "feed": "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "image": "image/png, image/jpeg, image/gif, image/webp, image/*;q=0.8",
    "any": "*/*",
}


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How the fetcher behaves; the defaults are the promises of the project."""

    user_agent: str = f"kaskad-tui/{__version__} (+terminal news reader)"
    limit_bytes: int = 8 * 1024 * 1024
    """Most decoded bytes of one answer."""
    connections_per_host: int = 4
    """Counted for a host and port; requests beyond wait for their turn, within their own deadline."""
    redirects: int = 6
    attempts: int = 3
    """Of one GET, the first included."""
    connect_s: float = 6.0
    """For look-up and TCP of one attempt, and again for TLS."""
    patience_s: float = 3.0
    """A Retry-After up to this is waited for; a longer one is told to the caller."""
    backoff_s: float = 0.25
    """The middle of the first pause between attempts; doubles."""
    kept_s: float = 5.0
    """For an answer over a connection kept from before: it may be dead without anybody having said so."""
    secure_s: float = 8.0
    """For the try by https that goes before a plain http address."""
    secure_ports: Mapping[int, int] = field(default_factory=lambda: {80: 443})
    """Ports of http → ports of https that are tried first; empty for none."""
    gap_s: float = 1.0
    """Between the starts of two requests to one host in the background (see `politeness`)."""
    proxy: str = ""
    """The proxy that the user named; goes before the environment's, NO_PROXY holds for it too."""
    environ: Mapping[str, str] | None = None
    """Where proxies and SSL_CERT_FILE are read; None is the process's own environment."""
