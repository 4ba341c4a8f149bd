"""The inside of a paragraph: plain text with marks, from markdown-it's inline tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kaskad_tui.i18n import _
from kaskad_tui.sanitize import safe_url

if TYPE_CHECKING:
    from markdown_it.token import Token

STRONG, EMPHASIS, STRIKE, CODE, KEY, MUTED, ADDED, REMOVED = (1 << bit for bit in range(8))
"""Bits of `Mark.flags`. `KEY` is the name of a key, `MUTED` what stands back behind the text around it."""

_SPACES = re.compile(r"[ \n]+")


class Mark(NamedTuple):
    """Characters that do not look like the text around them; marks are ordered and do not overlap."""

    start: int
    end: int
    flags: int
    link: int
    """Index in `Block.links`, -1 for none."""


class Inline:
    """Collects text and marks of one paragraph."""

    def __init__(self, links: list[str]) -> None:
        self.parts: list[str] = []
        self.marks: list[Mark] = []
        self.length = 0
        self._links = links
        self._open = {"strong": 0, "em": 0, "s": 0}
        self._link = -1

    @property
    def text(self) -> str:
        """What was collected."""
        return "".join(self.parts)

    def _flags(self) -> int:
        return (
            (STRONG if self._open["strong"] else 0)
            | (EMPHASIS if self._open["em"] else 0)
            | (STRIKE if self._open["s"] else 0)
        )

    def _add(self, text: str, extra: int = 0) -> None:
        if not text:
            return
        flags = self._flags() | extra
        if flags or self._link >= 0:
            self.marks.append(Mark(self.length, self.length + len(text), flags, self._link))
        self.parts.append(text)
        self.length += len(text)

    def read(self, tokens: Sequence[Token]) -> None:
        """Add the children of an inline token."""
        for token in tokens:
            kind = token.type
            if kind in ("text", "text_special", "html_inline"):
                self._add(_SPACES.sub(" ", token.content) if "  " in token.content else token.content)
            elif kind == "softbreak":
                self._add(" ")
            elif kind == "hardbreak":
                self._add("\n")
            elif kind == "code_inline":
                self._add(token.content, CODE)
            elif kind == "link_open":
                url = safe_url(str(token.attrGet("href") or ""))
                if url is not None:
                    self._link = len(self._links)
                    self._links.append(url)
            elif kind == "link_close":
                self._link = -1
            elif kind == "image":
                self._image(token)
            else:
                name, found, way = kind.rpartition("_")
                if found and name in self._open:
                    self._open[name] += 1 if way == "open" else -1

    def _image(self, token: Token) -> None:
        url = safe_url(str(token.attrGet("src") or ""))
        label = token.content or _("Picture")
        if url is None or self._link >= 0:
            self._add(label, EMPHASIS)
            return
        self._link = len(self._links)
        self._links.append(url)
        self._add(label, EMPHASIS)
        self._link = -1
