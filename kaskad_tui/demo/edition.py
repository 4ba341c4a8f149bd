"""The sample edition: one file an article, a header of `key: value` lines, an empty line, the body as typed.

`{date}` in a title or a text becomes the day of publication, `27 декабря`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from functools import cache
from itertools import pairwise
from pathlib import Path

from kaskad_tui.demo import dates
from kaskad_tui.paths import package_dir

ZONE = timezone(timedelta(hours=2))
"""Kaliningrad has UTC+2 without summer time since 2014, so the sample needs no database of zones."""

NEWSROOM = "Служба новостей"

_NAME = re.compile(r"(\d+)-([a-z0-9-]+)\.html")
_SPLIT = re.compile(r"\s*<hr\s+id=\"system-readmore\"\s*/?>\s*")
_KEYS = frozenset(
    (
        "title",
        "section",
        "day",
        "time",
        "author",
        "email",
        "image",
        "caption",
        "split",
        "hits",
        "tags",
        "date",
        "gone",
    )
)


class EditionError(ValueError):
    """A file of the edition that cannot be printed; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its file has it: when it is printed is decided later.

    Attributes:
        number: identity on the site; rises with time.
        slug: transliterated title.
        day: days before the day of the start (0 is that day).
        wish: local time of day it would like to be published at.
        fixed: local moment that overrides `day` and `wish`.
        intro: HTML in front of the split; the whole text when there is none.
        rest: HTML behind the split, else empty.
        tags: labels as typed.
        gone: named in a block and linked in a text, but its page answers 404.
    """

    number: int
    slug: str
    title: str
    section: str
    day: int
    wish: time
    fixed: datetime | None
    author: str
    email: str | None
    image: str | None
    caption: str | None
    intro: str
    rest: str
    hits: int
    tags: tuple[str, ...]
    gone: bool


@dataclass(frozen=True, slots=True)
class Article:
    """A draft with its moment of publication (aware, Kaliningrad, whole minutes)."""

    draft: Draft
    moment: datetime

    @property
    def number(self) -> int:
        """Return the number that is the article's identity."""
        return self.draft.number

    @property
    def title(self) -> str:
        """Return the title as plain text."""
        return self._dated(self.draft.title)

    @property
    def path(self) -> str:
        """Return the address without origin: `/section/number-slug`."""
        return f"/{self.draft.section}/{self.draft.number}-{self.draft.slug}"

    @property
    def body(self) -> str:
        """Return the whole text as HTML: the split itself never reaches a page."""
        return self._dated(f"{self.draft.intro}\n{self.draft.rest}".strip())

    @property
    def intro(self) -> str:
        """Return the text in front of the split as HTML; the whole text when there is no split."""
        return self._dated(self.draft.intro)

    @property
    def has_video(self) -> bool:
        """Return whether a player stands in the text."""
        return "<iframe" in self.body or "<video" in self.body

    def _dated(self, text: str) -> str:
        return text.replace("{date}", dates.day(self.moment))


def parse(name: str, content: str) -> Draft:
    """Read one file of an edition.

    Args:
        name: the file's name, `NNNNN-slug.html`.
        content: its text.

    Raises:
        EditionError: a bad name, a missing or unknown key, a value that is no number, day or time.
    """
    named = _NAME.fullmatch(name)
    if named is None:
        raise EditionError(f"{name}: not NNNNN-slug.html")
    head, gap, body = content.replace("\r\n", "\n").partition("\n\n")
    if not gap or not body.strip():
        raise EditionError(f"{name}: no empty line between header and body, or no body")
    values: dict[str, str] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in _KEYS:
            raise EditionError(f"{name}: header line not understood: {line[:60]}")
        values[key.strip()] = value.strip()
    parts = _SPLIT.split(body.strip("\n"), maxsplit=1)
    try:
        fixed = values.get("date")
        return Draft(
            number=int(named[1]),
            slug=named[2],
            title=values["title"],
            section=values["section"],
            day=int(values.get("day", "0")) if fixed else int(values["day"]),
            wish=time.fromisoformat(values.get("time", "00:00") if fixed else values["time"]),
            fixed=datetime.fromisoformat(fixed).replace(tzinfo=ZONE) if fixed else None,
            author=values.get("author") or NEWSROOM,
            email=values.get("email") or None,
            image=values.get("image") or None,
            caption=values.get("caption") or None,
            intro=parts[0],
            rest=parts[1] if len(parts) > 1 else "",
            hits=int(values.get("hits", "0")),
            tags=tuple(tag.strip() for tag in values.get("tags", "").split(",") if tag.strip()),
            gone=values.get("gone", "no") == "yes",
        )
    except KeyError as missing:
        raise EditionError(f"{name}: the header lacks {missing.args[0]}") from missing
    except ValueError as wrong:
        raise EditionError(f"{name}: {wrong}") from wrong


def load(folder: Path) -> tuple[Draft, ...]:
    """Read all `*.html` of a folder, lowest number first.

    Raises:
        EditionError: a file is wrong, two share a number, or there is none.
    """
    drafts = sorted(
        (parse(file.name, file.read_text(encoding="utf-8")) for file in folder.glob("*.html")),
        key=lambda draft: draft.number,
    )
    if not drafts:
        raise EditionError(f"{folder.name}: no articles")
    for one, other in pairwise(drafts):
        if one.number == other.number:
            raise EditionError(f"{folder.name}: two articles with the number {one.number}")
    return tuple(drafts)


@cache
def bundled() -> tuple[Draft, ...]:
    """Return the edition that ships with the package."""
    return load(package_dir() / "demo" / "edition")
