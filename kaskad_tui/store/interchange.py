"""Articles as JSON Lines: one object an article, with its marks; what comes in is cleaned like any page.

Times are ISO 8601 with offset. What is not an article (named lists, sections, the imprint) is not in it: the
next refresh brings it again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import apsw

from kaskad_tui.model import Article, Headline, Image, Link, ListKind, Place, Video
from kaskad_tui.sanitize import clean, clean_line, safe_url
from kaskad_tui.store import articles, headlines, names, times, versions

T = TypeVar("T")
Json = Mapping[str, object]

LONGEST_LINE = 32 * 2**20
"""Characters."""
_BATCH = 200
_TITLE, _NAME, _TEXT = 2000, 300, 8 * 2**20


class LineError(ValueError):
    """A line that is no article; the message says why, in English, for the log of the import."""


def exported(db: apsw.Connection) -> Iterator[str]:
    """Yield the articles of all sources as lines, oldest row first; one state of the store throughout."""
    with db:  # one transaction: every page of it is of the same moment
        last = 0
        while rows := list(
            db.execute(
                "SELECT key, seen, gone, listed FROM headline WHERE key > ? ORDER BY key LIMIT ?",
                (last, _BATCH),
            )
        ):
            found = {item.key: item for item in headlines.by_keys(db, [row[0] for row in rows])}
            for key, seen, gone, listed in rows:
                shape = _headline(found[key]) | {
                    "seen": _moment(times.moment(seen)),
                    "gone": bool(gone),
                    "listed": bool(listed),
                }
                yield json.dumps(shape | _rest(db, key), ensure_ascii=False, separators=(",", ":")) + "\n"
                last = key


def _rest(db: apsw.Connection, key: int) -> dict[str, object]:
    article, place = articles.load(db, key), articles.place(db, key)
    shape: dict[str, object] = {"place": None if place is None else [place.block, place.offset]}
    if article is None:
        return shape
    known = versions.versions(db, key)
    return shape | {
        "page_title": known[-1].title,
        "fetched": _moment(article.fetched),
        "complete": article.complete,
        "author": article.author,
        "extractor": article.extractor,
        "body": list(article.body),
        "text": article.text,
        "images": [[image.url, image.alt, image.caption] for image in article.images],
        "videos": [[video.url, video.title] for video in article.videos],
        "links": [[link.url, link.text] for link in article.links],
        "lists": {
            kind.value: [
                {
                    "id": item.id,
                    "url": item.url,
                    "title": item.title,
                    "published": _moment(item.published),
                    "day_only": item.day_only,
                    "section": item.section,
                }
                for item in items
            ]
            for kind in ListKind
            if (items := article.lists.get(kind))
        },
        "versions": [
            {
                "title": version.title,
                "author": version.author,
                "body": list(version.body),
                "text": version.text,
                "seen": _moment(version.seen),
                "replaced": _moment(version.replaced),
                "extractor": version.extractor,
            }
            for version in known[:-1]
        ],
    }


def _headline(item: Headline) -> dict[str, object]:
    return {
        "source": item.source,
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "published": _moment(item.published),
        "day_only": item.day_only,
        "section": item.section,
        "teaser": item.teaser,
        "read": item.read,
        "bookmarked": item.bookmarked,
        "changed": item.changed,
        "first_seen": _moment(item.first_seen),
    }


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat(timespec="seconds")


class Line:
    """An article of a line, checked and clean."""

    def __init__(self, text: str) -> None:
        """Read a line.

        Raises:
            LineError: it is no article.
        """
        if len(text) > LONGEST_LINE:
            raise LineError("the line is too long")
        try:
            shape = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise LineError(f"no JSON: {error}") from None
        if not isinstance(shape, dict):
            raise LineError("no object")
        self._shape: Json = shape
        self.source = clean_line(_text(shape, "source") or "", _NAME)
        id_ = clean_line(_text(shape, "id") or "", _TITLE)
        url = safe_url(_text(shape, "url"))
        if not self.source or not id_ or url is None:
            raise LineError("source, id or url is missing or unsafe")
        self.seen = _when(shape, "seen") or _when(shape, "fetched") or datetime.now(UTC)
        self.first_seen = _when(shape, "first_seen") or self.seen
        self.headline = Headline(
            id=id_,
            url=url,
            title=_line(shape, "title") or url,
            published=_when(shape, "published"),
            day_only=_flag(shape, "day_only"),
            section=_line(shape, "section", _NAME),
            teaser=_line(shape, "teaser"),
        )
        self.flags = {
            name: _flag(shape, name) for name in ("read", "bookmarked", "changed", "gone", "listed")
        }
        self.article = self._article() if isinstance(shape.get("body"), list) else None
        self.page_title = _line(shape, "page_title") or self.headline.title
        self.versions = [_version(item) for item in _list(shape, "versions") if isinstance(item, dict)]
        place = _list(shape, "place")
        sound = len(place) == 2 and all(type(n) is int and -1 <= n < 2**31 for n in place)
        self.place = Place(*(int(str(n)) for n in place)) if sound else None

    def _article(self) -> Article:
        shape = self._shape
        body = _blocks(shape)
        return Article(
            headline=self.headline,
            author=_line(shape, "author", _NAME),
            body=body,
            text=clean(_text(shape, "text") or "\n\n".join(body))[:_TEXT],
            images=_rows(shape, "images", lambda url, rest: Image(url, *_pair(rest))),
            videos=_rows(shape, "videos", lambda url, rest: Video(url, _pair(rest)[0])),
            links=_rows(shape, "links", lambda url, rest: Link(url, _pair(rest)[0] or url)),
            lists=_lists(shape),
            fetched=_when(shape, "fetched"),
            complete=_flag(shape, "complete"),
            extractor=_extractor(shape),
        )


def merge(db: apsw.Connection, line: Line) -> bool:
    """Take an article in; marks of both sides hold, a better text replaces. Within a transaction.

    Returns:
        whether the archive did not have it.
    """
    number = names.source_number(db, line.source)
    known: int | None = db.execute(
        "SELECT key FROM headline WHERE source = ? AND id = ?", (number, line.headline.id)
    ).get
    listing: headlines.Listing = "listed" if line.flags["listed"] else "aside"
    key = headlines.save(db, line.source, [line.headline], line.seen, listing).keys[0]
    flags = line.flags
    first = times.epoch(line.first_seen)
    db.execute(
        "UPDATE headline SET read = read OR ?2, bookmarked = bookmarked OR ?3, changed = changed OR ?4, "
        "gone = CASE WHEN ?6 THEN ?5 ELSE gone END, "
        "first_seen = CASE WHEN ?6 THEN ?7 ELSE min(first_seen, ?7) END WHERE key = ?1",
        (key, flags["read"], flags["bookmarked"], flags["changed"], flags["gone"], known is None, first),
    )
    db.execute("UPDATE headline SET sort = ifnull(published, first_seen) WHERE key = ?", (key,))
    if line.article is not None:
        articles.put(db, key, line.article, line.page_title)
    for version in line.versions:
        versions.add(db, key, version)
    if line.place is not None and db.execute("SELECT 1 FROM place WHERE key = ?", (key,)).get is None:
        articles.save_place(db, key, line.place)
    return known is None


def _text(shape: Json, name: str) -> str | None:
    value = shape.get(name)
    return value if isinstance(value, str) else None


def _line(shape: Json, name: str, limit: int = _TITLE) -> str | None:
    return clean_line(_text(shape, name) or "", limit) or None


def _flag(shape: Json, name: str) -> bool:
    return shape.get(name) is True


def _extractor(shape: Json) -> int:
    value = shape.get("extractor")
    return value if type(value) is int and 0 <= value < 2**63 else 0


def _list(shape: Json, name: str) -> Sequence[object]:
    value = shape.get(name)
    return value if isinstance(value, list) else ()


def _when(shape: Json, name: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(shape, name) or "")
        times.epoch(moment)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _blocks(shape: Json) -> tuple[str, ...]:
    cleaned = (clean(block) for block in _list(shape, "body") if isinstance(block, str))
    return tuple(block[:_TEXT] for block in cleaned if block.strip())


def _pair(rest: Sequence[object]) -> tuple[str | None, str | None]:
    words = [clean_line(word, _TITLE) if isinstance(word, str) else None for word in (*rest, None, None)]
    return words[0], words[1]


def _rows(shape: Json, name: str, make: Callable[[str, Sequence[object]], T]) -> tuple[T, ...]:
    found = []
    for row in _list(shape, name):
        if isinstance(row, list) and row and isinstance(row[0], str):
            url = safe_url(row[0])
            if url is not None:
                found.append(make(url, row[1:]))
    return tuple(found)


def _lists(shape: Json) -> Mapping[ListKind, tuple[Headline, ...]]:
    stored = shape.get("lists")
    found: dict[ListKind, tuple[Headline, ...]] = {}
    for kind in ListKind if isinstance(stored, dict) else ():
        items = []
        for item in _list(stored, kind.value) if isinstance(stored, dict) else ():
            if not isinstance(item, dict):
                continue
            id_, url = clean_line(_text(item, "id") or "", _TITLE), safe_url(_text(item, "url"))
            if url is not None:
                title = _line(item, "title") or url
                section = _line(item, "section", _NAME)
                items.append(
                    Headline(id_, url, title, _when(item, "published"), _flag(item, "day_only"), section)
                )
        if items:
            found[kind] = tuple(items)
    return found


def _version(shape: Json) -> versions.Version:
    body = _blocks(shape)
    return versions.Version(
        number=0,
        title=_line(shape, "title") or "",
        author=_line(shape, "author", _NAME),
        body=body,
        text=clean(_text(shape, "text") or "\n\n".join(body))[:_TEXT],
        seen=_when(shape, "seen"),
        replaced=_when(shape, "replaced"),
        extractor=_extractor(shape),
    )
