"""What a fetch comes back with, beside a plain `model.Failure`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kaskad_tui.model import Failure

_SENDABLE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,1022}[\x21-\x7e])?")
"""What may go into a header: printable ASCII, so that nothing can start a second header."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to be asked with again (RFC 9110 §8.8)."""

    etag: str | None = None
    last_modified: str | None = None
    """As the server wrote it; never parsed."""

    def __bool__(self) -> bool:
        return self.etag is not None or self.last_modified is not None

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Validators:
        """Read the validators of an answer; `headers` has names in lower case."""
        return cls(_sendable(headers.get("etag")), _sendable(headers.get("last-modified")))

    def conditions(self) -> dict[str, str]:
        """Return the headers of a conditional request; empty when there is nothing to ask with."""
        etag, date = _sendable(self.etag), _sendable(self.last_modified)
        asked = {"If-None-Match": etag, "If-Modified-Since": date}
        return {name: value for name, value in asked.items() if value is not None}

    def refreshed(self, headers: Mapping[str, str]) -> Validators:
        """Return these validators with what a 304 says anew (RFC 9111 §4.3.4)."""
        new = Validators.of(headers)
        return Validators(new.etag or self.etag, new.last_modified or self.last_modified)


def _sendable(value: str | None) -> str | None:
    value = (value or "").strip()
    return value if _SENDABLE.fullmatch(value) else None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: either content, or the word that what is known is still so."""

    url: str
    """The address that answered, after redirects; without a fragment."""
    asked: str
    """The address as it was given to `get`."""
    status: int
    content: bytes
    """Decoded (gzip undone), at most 8 MiB; empty exactly when `not_modified`."""
    content_type: str | None
    """The header as sent, clean, at most 200 characters; a claim, not a fact."""
    validators: Validators
    """For the next request; after a 304 the old ones, refreshed."""
    not_modified: bool
    elapsed_s: float
    complete: bool = True
    """False when more came than the announced length, or the page ends before its own end."""
    fresh_s: float = 0.0
    """For so many seconds the site says that asking again is of no use (0 to 24 h)."""


@dataclass(frozen=True, slots=True)
class Probed:
    """A sign of life."""

    status: int
    """Of the last answer, whatever it is."""
    protocol: str
    secure: bool
    """By TLS, with a certificate that is trusted."""
    redirects: int
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class FailureWithBody(Failure):
    """A failure that came with a body: the page of a refusal, or the first part of one that broke off."""

    content: bytes = b""
    """Decoded, at most 8 MiB; of a refusal at most 256 KiB."""
    content_type: str | None = None

    @classmethod
    def of(cls, failure: Failure, content: bytes, content_type: str | None) -> FailureWithBody:
        """Add a body to a failure."""
        return cls(
            failure.kind,
            failure.url,
            failure.status,
            failure.detail,
            failure.retry_at,
            failure.elapsed_s,
            content=content,
            content_type=content_type,
        )

    @property
    def plain(self) -> Failure:
        """The same without the body, for whoever only tells of it."""
        return Failure(self.kind, self.url, self.status, self.detail, self.retry_at, self.elapsed_s)
