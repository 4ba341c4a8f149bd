"""Text to one lxml tree, within bounds that no page can break."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree

from kaskad_tui.sanitize import safe_url

MAX_BYTES = 8 * 1024 * 1024
"""No more of a page is read."""
MAX_DEPTH = 1500
"""libxml2 drops what lies deeper than 2048 without a word: a page past this is flattened and parsed again."""
_FLAT_DEPTH = 150

# libxml2 compares each attribute of a tag with all others (100,000: 12 s), so a tag keeps the first 200.
_ATTRIBUTE = r"""(?>[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>]*+))?+)"""
_MANY_ATTRIBUTES = re.compile(rf"(<[a-zA-Z][^\s/<>]*+(?=[\s/]){_ATTRIBUTE}{{200}}){_ATTRIBUTE}{{50,}}+")

_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
}  # fmt: skip
_INLINE = {
    "span",
    "font",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "s",
    "a",
    "small",
    "big",
    "sup",
    "sub",
    "code",
    "tt",
}
_HEAD = frozenset(
    "title meta link base script style noscript template noframes bgsound basefont command isindex".split()
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>?")
_RAW_TEXT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.S | re.I)


def _flatten(text: str) -> str:
    """Return markup without the tags that lie deeper than the cap; the text in them stays."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        name = match.group(2).lower()
        if name in _VOID:
            return match.group(0)
        if match.group(1):
            depth -= 1
            dropped = depth >= _FLAT_DEPTH
        else:
            dropped = depth >= _FLAT_DEPTH
            depth += 1
        if not dropped:
            return match.group(0)
        return "" if name in _INLINE else "<br><br>"

    return _TAG.sub(keep, _RAW_TEXT.sub(" ", text))


def _parse(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(
        huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    return root if isinstance(root, etree._Element) else None


def _end_head(root: etree._Element) -> None:
    """Move what is no part of a head behind it.

    libxml2 ends a head that its page does not end at the elements of HTML 4 only, not at `<article>`.
    """
    head = root.find("head")
    strangers = [] if head is None else [one for one in head if one.tag not in _HEAD]
    if head is None or not strangers:
        return
    body = root.find("body")
    if body is None:
        body = etree.Element("body")
        head.addnext(body)
    first, body.text = body.text, None
    for at, element in enumerate(strangers):
        body.insert(at, element)
    strangers[-1].tail = (strangers[-1].tail or "") + (first or "")


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest


def parse(text: str) -> etree._Element | None:
    """Return the root element of an HTML page or fragment, None when there is no element at all.

    The tree is never deeper than `MAX_DEPTH`; comments and processing instructions are gone.
    """
    text = text.replace("\0", "")
    if "<" not in text:
        return None
    if len(text) > 4096:
        text = _MANY_ATTRIBUTES.sub(r"\1", text)
    root = _parse(text)
    if root is not None and text.count("<") > MAX_DEPTH and _depth(root) > MAX_DEPTH:
        root = _parse(_flatten(text))
    if root is not None:
        _end_head(root)
    return root


def base_of(root: etree._Element, url: str | None) -> str | None:
    """Return the address that relative links of the page resolve against."""
    for element in root.iter("base"):
        found = safe_url(element.get("href"), url)
        if found:
            return found
    return url


def own_address(root: etree._Element, canonical: str | None, meta: dict[str, str]) -> str | None:
    """Return what a page gives as its own address, when nobody says where it came from."""
    found = canonical or safe_url(meta.get("og:url"))
    if found:
        return found
    base = base_of(root, None)
    return base if base and urlsplit(base).path not in ("", "/") else None
