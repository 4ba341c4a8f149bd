"""E-mail addresses that a page hides from robots behind a sentence and a script (Joomla's cloak).

A reader sees the address in a browser, so it belongs to the text. The script is never run: its string
literals are put together.
"""

from __future__ import annotations

import html
import re

from lxml import etree

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SET = re.compile(
    r"(?:var\s+)?(\w+)\s*=\s*((?:\w+\s*\+\s*)?'(?:[^'\\]|\\.)*'(?:\s*\+\s*'(?:[^'\\]|\\.)*')*)\s*;"
)
_LITERAL = re.compile(r"'((?:[^'\\]|\\.)*)'")
_SENTENCE = re.compile(r"спам-?бот|spam-?bot|Java-?Script", re.I)
_MAX_SCRIPT = 5000


def hidden_address(script: str) -> str | None:
    """Return the e-mail address that a cloaking script writes, None where it writes none."""
    values: dict[str, str] = {}
    for name, expression in _SET.findall(script[:_MAX_SCRIPT]):
        text = "".join(_LITERAL.findall(expression))
        values[name] = (values.get(name, "") if expression.startswith(name) else "") + text
    for value in values.values():
        plain = html.unescape(value)
        if _ADDRESS.fullmatch(plain):
            return plain
    return None


def uncloak(root: etree._Element) -> None:
    """Put the addresses in place of the sentences that stand for them."""
    for script in list(root.iter("script")):
        text = script.text or ""
        if not ("&#64;" in text or "&#x40;" in text) or len(text) > _MAX_SCRIPT:
            continue
        before = script.getprevious()
        if before is None or before.tag not in ("span", "joomla-hidden-mail"):
            continue
        if not _SENTENCE.search("".join(before.itertext())[:400]):
            continue
        address = hidden_address(text)
        if address is not None:
            for child in list(before):
                before.remove(child)
            before.text = address
