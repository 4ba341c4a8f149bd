"""The shapes of the JSON output; documented in the README, kept stable.

An `id` is a string; a time is ISO 8601 with the source's offset, a day alone `YYYY-MM-DD`; what is not known
is null.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from kaskad_tui.commands.document import Document
from kaskad_tui.model import Headline, ListKind, Lists, PageKind

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def moment(value: datetime | None, day_only: bool = False) -> str | None:
    """Return a time as JSON has it."""
    if value is None:
        return None
    return value.date().isoformat() if day_only else value.isoformat(timespec="seconds")


def headline(item: Headline, *, marks: bool = True) -> dict[str, Json]:
    """Return a headline; without an archive (`marks=False`) nobody knows whether it was read."""
    return {
        "id": item.id or None,
        "url": item.url or None,
        "title": item.title or None,
        "published": moment(item.published, item.day_only),
        "section": item.section,
        "source": item.source or None,
        "read": item.read if marks else None,
        "bookmarked": item.bookmarked if marks else None,
    }


def blocks(lists: Lists) -> dict[str, Json]:
    """Return the lists that stand beside an article: all five keys, each with what it has."""
    return {
        kind.value: [
            {
                "id": item.id or None,
                "url": item.url or None,
                "title": item.title or None,
                "published": moment(item.published, item.day_only),
            }
            for item in lists.get(kind, ())
        ]
        for kind in ListKind
    }


def document(doc: Document, file: str | None = None) -> dict[str, Json]:
    """Return an article, listing or feed; `file` only where it was made of one."""
    shape: dict[str, Json] = {"kind": doc.kind.value}
    if file is not None:
        shape["file"] = file
    shape |= {
        "id": doc.id,
        "url": doc.url,
        "title": doc.title,
        "published": moment(doc.published, doc.day_only),
        "author": doc.author,
        "section": doc.section,
        "source": doc.source,
    }
    if doc.kind is PageKind.ARTICLE:
        shape |= {"markdown": doc.markdown, "text": doc.text}
    else:
        shape["headlines"] = [headline(item, marks=False) for item in doc.headlines]
    return shape | {
        "images": [{"url": i.url, "alt": i.alt, "caption": i.caption} for i in doc.images],
        "videos": [{"url": v.url, "title": v.title} for v in doc.videos],
        "links": [{"url": link.url, "text": link.text} for link in doc.links],
        "blocks": blocks(doc.lists),
        "fetched": moment(doc.fetched.astimezone(UTC) if doc.fetched else None),
    }


def dumps(value: Json) -> str:
    """Return indented JSON with a line break at its end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def line(value: Json) -> str:
    """Return JSON on one line, with a line break at its end."""
    return json.dumps(value, ensure_ascii=False) + "\n"


class Array:
    """One indented array, a part at a time, so that a long one is never in memory as a whole."""

    def __init__(self) -> None:
        self._empty = True

    def part(self, value: Json) -> str:
        """Return what the next value adds to the output."""
        before = "[\n" if self._empty else ",\n"
        self._empty = False
        return before + "  " + json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")

    def end(self) -> str:
        """Return what closes the array."""
        return "[]\n" if self._empty else "\n]\n"
