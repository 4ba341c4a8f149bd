"""Documents and lists as plain text and Markdown for people."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from kaskad_tui.commands.document import Document
from kaskad_tui.extract.escaping import escape_inline, escape_line_start
from kaskad_tui.i18n import _
from kaskad_tui.model import Headline, ListKind, PageKind
from kaskad_tui.wording import dates


def list_title(kind: ListKind) -> str:
    """Return what one of the lists beside the news is called."""
    return {
        ListKind.TOP: _("Top 5 today"),
        ListKind.POPULAR_WEEK: _("Popular this week"),
        ListKind.POPULAR: _("Popular news"),
        ListKind.RELATED: _("Related news"),
        ListKind.VIDEO: _("Video of the day"),
    }[kind]


def text(doc: Document) -> str:
    """Return the paragraphs of an article, or the titles of a listing or feed, one a line."""
    if doc.kind is PageKind.ARTICLE:
        return doc.text + "\n" if doc.text else ""
    return "".join(item.title + "\n" for item in doc.headlines)


def markdown(doc: Document) -> str:
    """Return a document as Markdown: title, a line of date, author, section, then body, pictures, videos."""
    parts = [f"# {escaped(doc.title)}"] if doc.title else []
    meta = [dates.full(doc.published, doc.day_only), doc.author or "", doc.section or ""]
    line = " · ".join(escaped(part) for part in meta if part)
    if line:
        parts.append(f"*{line}*")
    if doc.kind is PageKind.ARTICLE:
        parts += [doc.markdown] if doc.markdown else []
        parts += _media(doc)
    else:
        rows = [_linked(item.title or item.url, item.url) for item in doc.headlines]
        parts += ["\n".join(f"- {row}" for row in rows)] if rows else []
    return "\n\n".join(parts) + "\n" if parts else ""


def _media(doc: Document) -> list[str]:
    rows = [
        _linked(_("Picture: {title}").format(title=image.caption or image.alt or image.url), image.url)
        for image in doc.images
    ]
    rows += [
        _linked(_("Video: {title}").format(title=video.title or video.url), video.url) for video in doc.videos
    ]
    return ["\n".join(f"- {row}" for row in rows)] if rows else []


def _linked(label: str, url: str) -> str:
    if not url:
        return escaped(label)
    return f"[{escaped(label)}]({url.replace('(', '%28').replace(')', '%29')})"


def escaped(value: str) -> str:
    """Return plain text as Markdown that shows it unchanged."""
    # as if in a link and beside a pair of each mark: it may stand between marks of ours
    return escape_line_start(escape_inline(value, value + "**__``~~", in_link=True))


def terminal_width() -> int | None:
    """Return the columns of the terminal behind standard output; None when it is none: nothing is cut."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return max(20, get_terminal_size().columns)


def cut(line: str, width: int | None) -> str:
    """Return a line in at most `width` columns, with «…» where something was cut off."""
    if width is None or cells(line) <= width:
        return line
    kept, used = [], 0
    for character in line:
        used += cells(character)
        if used > width - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def cells(value: str) -> int:
    """Return how many columns a text takes in a terminal."""
    if value.isascii():
        return len(value)
    return sum(
        0
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf"
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in value
    )


def _fill(value: str, width: int) -> str:
    return value + " " * max(0, width - cells(value))


def headline_rows(items: Sequence[Headline], now: datetime, width: int | None) -> list[str]:
    """Return headlines, one a line, aligned: marks (● unread, ★ bookmarked), time, number, title.

    Where a site gives no numbers, the path that names the article stands on a line of its own below.
    """
    times = [dates.short(item.published, now, item.day_only) for item in items]
    time_width = max((cells(time) for time in times), default=0)
    id_width = max((cells(item.id) for item in items if len(item.id) <= 12), default=0)
    rows = []
    for item, time in zip(items, times, strict=True):
        marks = ("●" if not item.read else " ") + ("★" if item.bookmarked else " ")
        start = f"{marks} {_fill(time, time_width)}  "
        if "/" in item.id:
            rows.append(cut(start + item.title, width) + "\n" + " " * cells(start) + item.id)
        else:
            rows.append(cut(f"{start}{_fill(item.id, id_width)}  {item.title}", width))
    return rows


def numbered_rows(items: Sequence[Headline], width: int | None) -> list[str]:
    """Return the rows of a list beside the news: place, number of the article, title."""
    id_width = max((cells(item.id) for item in items if len(item.id) <= 12), default=0)
    return [
        cut(f"{place:3}  {_fill(item.id, id_width)}  {item.title}", width)
        for place, item in enumerate(items, 1)
    ]
