"""Wrap text to terminal cells by the rules of Russian typography.

A one-letter word stays with the next word, a dash with the word before, a number with its unit; a no-break
space is never broken; a word longer than the line breaks at its hyphen, else anywhere.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes

from kaskad_tui.i18n import signs

NARROW = (
    r"\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0558"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff"
)
"""Body of a character class: what is one cell wide (a test holds it against Rich's table)."""
_ODD = re.compile(f"[^{NARROW}]")

_GLUED = "\0"
_GLUE = re.compile(
    r"(?<![^\s\0(«„“\"'\[])"  # at the start of a word, after an opening quote or bracket if any
    r"(?:[^\W\d_]"  # one letter
    r"|[+−–-]?\d(?:[\d.,:/–-]*\d)?"  # a number …
    r"(?= (?![ВКОУИАЯСвкоуиаяс] )[\w%°₽$€+−–])"  # … unless a preposition follows
    r"|[№§](?= \d)"
    r"|[A-ZА-ЯЁ]\.(?= [A-ZА-ЯЁ])"  # initials
    r"|^[—–-]"  # the dash that opens a line of dialogue
    r") (?=\S)"
    r"| (?=[—–−·-](?: |$))"  # before a dash
)


_DANGLING = re.compile(
    r"[ .,:;—–-]+(?:(?:[^\W\d_]"  # one letter
    r"|без|во|для|до|за|из|из-за|из-под|ко|на|над|не|ни|об|обо|от|по|под|при|про|со"
    r"|at|an|by|for|from|in|not|of|on|the|to|with"
    r")[ .,:;—–-]+)*$",
    re.IGNORECASE,
)
"""What says nothing before an ellipsis: signs, short prepositions and particles."""


def cells(text: str) -> int:
    """Return the width of `text` in terminal cells."""
    return cell_len(text) if _ODD.search(text) else len(text)


def fitting(text: str, start: int, end: int, room: int) -> int:
    """Return the largest `i` with `text[start:i]` at most `room` cells wide; no glyph is cut in two."""
    if not _ODD.search(text, start, end):
        return min(end, start + room)
    used, i = 0, start
    # a glyph seldom has more than four characters: no need to look at the whole of a long text
    for _begin, stop, width in split_graphemes(text[start : min(end, start + 8 * room + 16)])[0]:
        if used + width > room:
            break
        used += width
        i = start + stop
    return i


def cut(text: str, room: int, ellipsis: str | None = None) -> str:
    """Return `text` on at most `room` cells, cut at a word and ended with an ellipsis when it is longer."""
    if cells(text) <= room:
        return text
    ellipsis = signs("…") if ellipsis is None else ellipsis
    end = fitting(text, 0, len(text), max(0, room - cells(ellipsis)))
    word = text.rfind(" ", 0, end + 1)
    if word > end // 2:
        end = word
    head = _DANGLING.sub("", text[:end] + " ")
    return (head + ellipsis)[: max(room, 0)] if room < 2 else head + ellipsis


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Return the lines of `text` as (start, end) characters, the spaces between lines left out.

    Args:
        text: a line break in it is a line's end.
        width: cells of a line, at least 1; a character wider than that stands alone on its line.
    """
    width = max(1, width)
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if len(paragraph) * 2 <= width or cells(paragraph) <= width:
            lines.append((start, end))
        else:
            _wrap_paragraph(text, start, paragraph, width, lines)
        start = end + 1
    return lines


def _wrap_paragraph(text: str, base: int, paragraph: str, width: int, lines: list[tuple[int, int]]) -> None:
    glued = _GLUE.sub(lambda found: found[0].replace(" ", _GLUED), paragraph)
    narrow = not _ODD.search(paragraph)
    begin = position = base
    used = 0
    for chunk in glued.split(" "):
        length = len(chunk)
        size = length if narrow else cell_len(chunk.replace(_GLUED, " "))
        if used + size <= width:
            used += size + 1
        elif size <= width:
            lines.append((begin, position - 1))
            begin, used = position, size + 1
        else:
            begin, used = _place_long(text, begin, position, chunk, used, width, lines)
        position += length + 1
    lines.append((begin, base + len(paragraph)))


def _place_long(
    text: str, begin: int, position: int, chunk: str, used: int, width: int, lines: list[tuple[int, int]]
) -> tuple[int, int]:
    """Place glued words that do not fit on one line; return where the last line begins and its cells."""
    for word in chunk.split(_GLUED):
        end = position + len(word)
        size = cells(word)
        if used + size > width:
            hyphen = _after_hyphen(text, position, end, width - used) if size > width else 0
            if hyphen:
                lines.append((begin, hyphen))
                begin = hyphen
            elif position > begin:
                lines.append((begin, position - 1))
                begin = position
            while (size := cells(text[begin:end])) > width and begin < end:
                stop = _after_hyphen(text, begin, end, width) or fitting(text, begin, end, width)
                stop = max(stop, begin + _first_glyph(text[begin : begin + 16]))
                if stop >= end:
                    break
                lines.append((begin, stop))
                begin = stop
            used = size + 1
        else:
            used += size + 1
        position = end + 1
    return begin, used


def _first_glyph(text: str) -> int:
    """Return how many characters the first glyph has."""
    return split_graphemes(text)[0][0][1]


def _after_hyphen(text: str, start: int, end: int, room: int) -> int:
    """Return the place after the last hyphen within `room` cells, 0 when there is none."""
    if room < 2:
        return 0
    found = text.rfind("-", start + 1, fitting(text, start, end, room))
    return found + 1 if found > start and found + 1 < end else 0
