"""Signs of plain ASCII in place of all others, for fonts and encodings that lack them.

One cell for one cell, at the very end: whatever draws the sign, the framework included, needs not know of it.
Signs that would take more room («…») are exchanged where texts are made, see `i18n.signs`.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SAME = {
    ">": "▌›▶▸►",
    "<": "‹◀◂◄",
    "*": "●±",
    "+": "★☆┌┐└┘├┤┬┴┼╋┏┓┗┛┣┫┳┻╭╮╰╯╔╗╚╝╠╣╦╩╬",
    "~": "≠≈",
    "|": "│║┆┇┊┋╎╏▏▕",
    "#": "┃█▉▊▋▍▎▐▀▄■░▒▓┨┠",
    "=": "▔━═▁",
    "@": "↻⟳",
    "x": "×✕✗",
    "^": "↑▲▴△",
    "v": "↓▼▾▽✓✔",
    "-": "─┄┅┈┉╌╍·•–—‑‒―−←→⭘",
    "o": "◦○◯⏎▪",
    '"': "«»„“”″",
    "'": "‘’‚′",
    ".": "…",
    " ": "▂▃▅▆▇\u00a0\u2007\u202f\u2009",
    "/ ": "🔎",
}
ASCII: Mapping[int, str] = {ord(sign): plain for plain, signs in _SAME.items() for sign in signs}
"""Code point → what stands in its cells. The thumb of a line and a hit on it are both `#`."""


def poor_encoding(environ: Mapping[str, str]) -> str | None:
    """Return the encoding that the locale names, if it has not all of our signs (KOI8-R), else None."""
    name = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    encoding = name.partition("@")[0].partition(".")[2]
    try:
        "●★≠▌▔".encode(encoding or "utf-8")
    except UnicodeError:
        return codecs.lookup(encoding).name
    except LookupError:
        pass
    return None


class AsciiSigns(LineFilter):
    """Exchanges the signs in what is about to be painted."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line with other signs, as wide as before."""
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(ASCII), *segment[1:])
            for segment in segments
        ]
