"""Text that only looks like Markdown is escaped where it would act, and nowhere else."""

from __future__ import annotations

import re

_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)")
_HTML = re.compile(r"<(?=[a-zA-Z/!?])")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_BRACKETS = re.compile(r"\[(?=\^)")
_LINK_END = re.compile(r"\][(\[:]")
_UNDERSCORES = re.compile(r"(?<![^\W_])_+(?=\S|$)|(?<!\s)_+(?![^\W_])")
_LINE_START = re.compile(
    r"(?P<mark>#{1,6}(?=[ \t]|\s*$)|>|[-+*](?=[ \t]|\s*$)|(?P<number>\d{1,9})(?P<stop>[.)])(?=[ \t]"
    r"|\s*$)|\[(?=[ xX]\] )"
    r"|\[(?=[^\]\n]{1,999}\]:)|(?:[-=]+|(?:[*_-][ \t]*){3,})\s*$|(?=[ |:-]*-)[|:-][ |:-]*$|~~~|```)"
)


def escape_inline(text: str, whole: str, *, in_link: bool = False, in_cell: bool = False) -> str:
    """Return `text` with the characters escaped that would act inside a line.

    Args:
        text: a run of the paragraph, without line breaks.
        whole: the paragraph's text and marks: a lone `*` or backtick does not act, a pair does.
        in_link: the run is a link's text, where every bracket acts.
        in_cell: the run stands in a table, where a pipe acts.
    """
    if not any(char in text for char in "\\`*_[]<&~|"):
        return text
    text = _BACKSLASH.sub(r"\\\\", text)
    if whole.count("`") > 1:
        text = text.replace("`", "\\`")
    if whole.count("*") > 1:
        text = re.sub(r"\*(?=\S|$)|(?<!\s)\*", r"\\*", text)
    if whole.count("_") > 1:
        text = _UNDERSCORES.sub(lambda found: found.group(0).replace("_", "\\_"), text)
    if whole.count("~") > 1:
        text = re.sub(r"~(?=\S|$)|(?<!\s)~", r"\\~", text)
    text = _HTML.sub(r"\\<", text)
    text = _ENTITY.sub(r"\\&", text)
    if in_link:
        text = re.sub(r"([\[\]])", r"\\\1", text)
    elif "[" in text:
        text = text.replace("[", "\\[") if _LINK_END.search(whole) else _BRACKETS.sub(r"\\[", text)
    if in_cell:
        text = text.replace("|", "\\|")
    return text


def escape_line_start(text: str) -> str:
    """Return `text`, which opens a line, so that it opens no list, heading, quotation or rule."""
    # some parsers take a no-break space for an indent
    start = len(text) - len(text.lstrip("\u00a0"))
    found = _LINE_START.match(text, start)
    if found is None:
        return text
    cut = found.end("number") if found.group("stop") else start
    return text[:cut] + "\\" + text[cut:]
