"""The two doors that everything from outside passes once: `clean` for text, `safe_url` for addresses.

Rulings in short: controls (C0, DEL, C1), bidi overrides and isolates go; LRM, RLM and the joiners stay;
lone surrogates become U+FFFD; only http and https addresses are links.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_TAB_LIKE = re.compile(r"[\t\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile(
    # an escape sequence goes whole, so that «ESC]0;x BEL» leaves no «]0;x» behind
    r"\x1b\][^\x07\x1b\x9c]{0,2048}(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MAX_URL = 2083
"""Longer addresses are no links: the limit of OSC 8 in common terminals."""

_PLAIN_NAME = r"[a-zA-Z0-9_~%=&,+-][a-zA-Z0-9_~%=&,+.-]*"
_PLAIN_PATH = rf"/(?:{_PLAIN_NAME}(?:/{_PLAIN_NAME})*/?)?"
_PLAIN_REST = r"(?:\?[a-zA-Z0-9_~%=&,+./:-]+)?(?:#[a-zA-Z0-9_~%=&,+./:-]+)?"
_PLAIN_HOST = r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*"
_PLAIN_URL = re.compile(rf"https?://(?P<host>{_PLAIN_HOST}){_PLAIN_PATH}{_PLAIN_REST}")
_PLAIN_RELATIVE = re.compile(_PLAIN_PATH + _PLAIN_REST)
"""What comes out of `safe_url` as it went in, or behind its base's origin: nearly all of a page's links."""

_PATH_SAFE = "/:@!$&'()*+,;=~-._%"
_QUERY_SAFE = "/:@!$&'()*+,;=~-._%?"


def clean(text: str) -> str:
    """Return `text` without anything that acts on a terminal; line breaks stay, tabs become spaces.

    Idempotent. Every other character stays as it is, no-break spaces and joiners included.
    """
    if text.isprintable():  # no control, format or separating character but the space: nearly every text
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _TAB_LIKE.sub(" ", text)
    text = _UNWANTED.sub("", text)
    return _SURROGATE.sub("\ufffd", text)


def clean_line(text: str, limit: int | None = None) -> str:
    """Return `text` clean and on one line: runs of white space (no-break ones too) become one space.

    Args:
        text: anything from outside.
        limit: at most so many characters; the rest is cut off with «…».
    """
    if limit is not None and len(text) > 8 * limit + 4096:
        text = text[: 8 * limit + 4096]
    line = " ".join(clean(text).split())
    if limit is not None and len(line) > limit:
        line = line[: max(0, limit - 1)].rstrip() + "…"
    return line


def _host(name: str) -> str | None:
    """Return a host in the form that goes over the wire, or None when it is none."""
    if "%" in name:
        return None
    if ":" in name:
        try:
            return f"[{ipaddress.IPv6Address(name).compressed}]"
        except ValueError:
            return None
    name = name.rstrip(".")
    if not name or len(name) > 253:
        return None
    try:
        ascii_name = name.encode("idna").decode("ascii") if not name.isascii() else name.lower()
    except UnicodeError:
        return None
    if not re.fullmatch(r"[a-z0-9_.-]+", ascii_name) or ".." in ascii_name or ascii_name.startswith("."):
        return None
    return ascii_name


def safe_url(url: str | None, base: str | None = None) -> str | None:
    """Return `url` as an absolute, percent-encoded http(s) address, or None when it is not one.

    Args:
        url: as found in a page, a feed, a header or typed by the user.
        base: the address that a relative `url` is relative to.

    The fragment stays. Credentials («user:password@») make an address unsafe: None.
    """
    if not url or len(url) > 4 * _MAX_URL:
        return None
    if len(url) <= _MAX_URL // 2:
        plain = _PLAIN_URL.fullmatch(url)
        if plain is not None and len(plain.group("host")) <= 253:
            return url
        if base and url[0] == "/" and len(base) <= _MAX_URL and _PLAIN_RELATIVE.fullmatch(url):
            origin = _origin(base)
            return origin + url if origin is not None and len(origin) <= _MAX_URL // 2 else None
    return _safe_url(url, base)


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    """Return the origin of an address that others are relative to, None where none can be."""
    root = _safe_url("/", base)
    return root[:-1] if root is not None else None


def _safe_url(url: str, base: str | None) -> str | None:
    text = re.sub(r"[\t\n\r]", "", url).strip()
    if not text or text != clean(text):
        return None
    try:
        if base:
            text = urljoin(base, text)
        parts = urlsplit(text)
        port = parts.port
        name = parts.hostname or ""
        credentials = parts.username is not None or parts.password is not None
    except (ValueError, UnicodeError):
        return None
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"} or credentials:
        return None
    host = _host(name)
    if host is None:
        return None
    if port is not None and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    try:
        path = quote(parts.path or "/", safe=_PATH_SAFE)
        query = quote(parts.query, safe=_QUERY_SAFE)
        fragment = quote(parts.fragment, safe=_QUERY_SAFE)
    except UnicodeError:
        return None
    whole = urlunsplit((scheme, host, path, query, fragment))
    return whole if len(whole) <= _MAX_URL else None
