"""What bytes are, whatever their name or type says: a page, a feed, or nothing to read."""

from __future__ import annotations

import re
import zlib
from typing import Literal

Sniffed = Literal["html", "xml-feed", "json-feed", "sitemap", "other"]

_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM\x00", b"PK\x03\x04", b"PK\x05\x06", b"%PDF",
    b"\x1f\x8b",
    b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ", b"OggS", b"ID3", b"fLaC",
    b"\x1aE\xdf\xa3",
    b"\x00\x00\x01\x00", b"wOFF", b"wOF2", b"\xca\xfe\xba\xbe", b"SQLite format 3", b"%!PS", b"{\\rtf",
    b"\x28\xb5\x2f\xfd",
    b"\x00asm", b"II*\x00", b"MM\x00*", b"\xd0\xcf\x11\xe0",
)  # fmt: skip
_FEED = re.compile(r"<(?:[a-z0-9_-]{1,20}:)?(rss|feed|rdf|channel)[\s>/]", re.I)
_SITEMAP = re.compile(r"<(?:[a-z0-9_-]{1,20}:)?(?:urlset|sitemapindex)[\s>/]", re.I)
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|p|div|table|article|main|h[1-6]|br|ul|a\s)", re.I)


def is_binary(content: bytes) -> bool:
    """Tell whether the first bytes are those of a picture, an archive, a program or another non-text."""
    head = content[:512].lstrip(b"\xef\xbb\xbf")
    if head.startswith(_MAGIC) and not (
        head.startswith((b"MZ", b"ID3")) and head.isascii() and b"\0" not in head
    ):
        return True
    return head[4:8] == b"ftyp"


def unpacked(content: bytes, limit: int) -> bytes:
    """Return what a gzip file holds, `limit` bytes at most, if that is markup; else the bytes as they came.

    Sitemaps lie on servers packed, as files, not as a coding of the transfer.
    """
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        plain = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, limit)
    except zlib.error:
        return content
    return plain if plain[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else content


def sniff(text: str) -> Sniffed:
    """Tell what decoded text is.

    Args:
        text: the whole text or its beginning.
    """
    head = text[:4096].lstrip("\ufeff \t\r\n\0")
    if head.startswith("{"):
        return "json-feed" if "jsonfeed.org/version" in text[:65536] or '"items"' in text[:65536] else "other"
    if head.startswith("["):
        return "html" if _MARKUP.search(head) else "other"
    without_prolog = re.sub(
        r"<\?.{0,2000}?\?>|<!--.{0,4000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[.*?\])?>", "", head, flags=re.S | re.I
    )
    first = re.search(r"<[a-z]", without_prolog, re.I)
    if first:
        if _SITEMAP.match(without_prolog, first.start()):
            return "sitemap"
        found = _FEED.match(without_prolog, first.start())
        if found and found.group(1).lower() != "channel":
            return "xml-feed"
        if found and "<item" in text[:65536].lower():
            return "xml-feed"
    return "html"


_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffd]")


def looks_binary(text: str) -> bool:
    """Tell whether decoded text is no text: many control or replacement characters."""
    sample = text[:4000]
    bad = len(_NO_TEXT.findall(sample))
    return bad > 0.1 * len(sample) if sample else False
