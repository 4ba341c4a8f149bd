"""Articles as JSON Lines: one object an article, with its marks; what comes in is cleaned like any page.

Times are ISO 8601 with offset. Behind the articles comes a line for each source (see `interchange_sources`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import apsw

from kaskad_tui.model import Article, Headline, Image, Link, ListKind, Place, Video
from kaskad_tui.sanitize import clean, clean_line, safe_url
from kaskad_tui.store import (
    articles,
    feed_texts,
    fields,
    headlines,
    interchange_sources,
    names,
    times,
    versions,
)
from kaskad_tui.store.fields import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE, Json
from kaskad_tui.store.interchange_sources import ABOUT, SourceLine

T = TypeVar("T")

LONGEST_LINE = 32 * 2**20
"""Characters."""
_BATCH = 200


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
                    "seen": fields.iso(times.moment(seen)),
                    "gone": bool(gone),
                    "listed": bool(listed),
                }
                yield json.dumps(shape | _rest(db, key), ensure_ascii=False, separators=(",", ":")) + "\n"
                last = key
        yield from interchange_sources.exported(db)


def _rest(db: apsw.Connection, key: int) -> dict[str, object]:
    article, place = articles.load(db, key), articles.place(db, key)
    shape: dict[str, object] = {"place": None if place is None else [place.block, place.offset]}
    own = feed_texts.load(db, key)
    if own is not None:
        shape["feed_text"] = _content(own)
    if article is None:
        return shape
    known = versions.versions(db, key)
    return (shape | _content(article)) | {
        "page_title": known[-1].title,
        "complete": article.complete,
        "extractor": article.extractor,
        "lists": {
            kind.value: [
                {
                    "id": item.id,
                    "url": item.url,
                    "title": item.title,
                    "published": fields.iso(item.published),
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
                "seen": fields.iso(version.seen),
                "replaced": fields.iso(version.replaced),
                "extractor": version.extractor,
            }
            for version in known[:-1]
        ],
    }


def _content(article: Article) -> dict[str, object]:
    return {
        "fetched": fields.iso(article.fetched),
        "author": article.author,
        "body": list(article.body),
        "text": article.text,
        "images": [[image.url, image.alt, image.caption] for image in article.images],
        "videos": [[video.url, video.title] for video in article.videos],
        "links": [[link.url, link.text] for link in article.links],
    }


def _headline(item: Headline) -> dict[str, object]:
    return {
        "source": item.source,
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "published": fields.iso(item.published),
        "day_only": item.day_only,
        "section": item.section,
        "teaser": item.teaser,
        "read": item.read,
        "bookmarked": item.bookmarked,
        "changed": item.changed,
        "first_seen": fields.iso(item.first_seen),
    }


class Line:
    """An article of a line, checked and clean."""

    def __init__(self, shape: Json) -> None:
        """Read it.

        Raises:
            LineError: it is no article.
        """
        self.source = clean_line(fields.text(shape, "source") or "", LONGEST_NAME)
        id_ = clean_line(fields.text(shape, "id") or "", LONGEST_TITLE)
        url = safe_url(fields.text(shape, "url"))
        if not self.source or not id_ or url is None:
            raise LineError("source, id or url is missing or unsafe")
        self.seen = fields.when(shape, "seen") or fields.when(shape, "fetched") or datetime.now(UTC)
        self.first_seen = fields.when(shape, "first_seen") or self.seen
        self.headline = Headline(
            id=id_,
            url=url,
            title=fields.line(shape, "title") or url,
            published=fields.when(shape, "published"),
            day_only=fields.flag(shape, "day_only"),
            section=fields.line(shape, "section", LONGEST_NAME),
            teaser=fields.line(shape, "teaser"),
        )
        self.flags = {
            name: fields.flag(shape, name) for name in ("read", "bookmarked", "changed", "gone", "listed")
        }
        self.article = self._article(shape)
        own = shape.get("feed_text")
        self.feed_text = self._article(own) if isinstance(own, dict) else None
        self.page_title = fields.line(shape, "page_title") or self.headline.title
        self.versions = [_version(item) for item in fields.items(shape, "versions") if isinstance(item, dict)]
        place = fields.items(shape, "place")
        sound = len(place) == 2 and all(type(n) is int and -1 <= n < 2**31 for n in place)
        self.place = Place(*(int(str(n)) for n in place)) if sound else None

    def _article(self, shape: Json) -> Article | None:
        if not isinstance(shape.get("body"), list):
            return None
        body = fields.blocks(shape)
        return Article(
            headline=self.headline,
            author=fields.line(shape, "author", LONGEST_NAME),
            body=body,
            text=clean(fields.text(shape, "text") or "\n\n".join(body))[:LONGEST_TEXT],
            images=_rows(shape, "images", lambda url, rest: Image(url, *_pair(rest))),
            videos=_rows(shape, "videos", lambda url, rest: Video(url, _pair(rest)[0])),
            links=_rows(shape, "links", lambda url, rest: Link(url, _pair(rest)[0] or url)),
            lists=_lists(shape),
            fetched=fields.when(shape, "fetched"),
            complete=fields.flag(shape, "complete"),
            extractor=fields.extractor(shape),
        )


def read(text: str) -> Line | SourceLine:
    """Read a line of an export.

    Raises:
        LineError: it is none.
    """
    if len(text) > LONGEST_LINE:
        raise LineError("the line is too long")
    try:
        shape = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON: {error}") from None
    if not isinstance(shape, dict):
        raise LineError("no object")
    if ABOUT not in shape:
        return Line(shape)
    about = SourceLine(shape)
    if not about.source:
        raise LineError("the source is missing")
    return about


def merge(db: apsw.Connection, line: Line | SourceLine) -> bool:
    """Take a line in; marks of both sides hold, a better text replaces. Within a transaction.

    Returns:
        whether it is an article that the archive did not have.
    """
    if isinstance(line, SourceLine):
        interchange_sources.merge(db, line)
        return False
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
    if line.feed_text is not None and feed_texts.load(db, key) is None:
        feed_texts.save(db, key, line.feed_text, line.seen)
    for version in line.versions:
        versions.add(db, key, version)
    if line.place is not None and db.execute("SELECT 1 FROM place WHERE key = ?", (key,)).get is None:
        articles.save_place(db, key, line.place)
    return known is None


def _pair(rest: Sequence[object]) -> tuple[str | None, str | None]:
    words = [
        clean_line(word, LONGEST_TITLE) if isinstance(word, str) else None for word in (*rest, None, None)
    ]
    return words[0], words[1]


def _rows(shape: Json, name: str, make: Callable[[str, Sequence[object]], T]) -> tuple[T, ...]:
    found = []
    for row in fields.items(shape, name):
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
        for item in fields.items(stored, kind.value) if isinstance(stored, dict) else ():
            if not isinstance(item, dict):
                continue
            id_, url = (
                clean_line(fields.text(item, "id") or "", LONGEST_TITLE),
                safe_url(fields.text(item, "url")),
            )
            if url is not None:
                title = fields.line(item, "title") or url
                section = fields.line(item, "section", LONGEST_NAME)
                items.append(
                    Headline(
                        id_,
                        url,
                        title,
                        fields.when(item, "published"),
                        fields.flag(item, "day_only"),
                        section,
                    )
                )
        if items:
            found[kind] = tuple(items)
    return found


def _version(shape: Json) -> versions.Version:
    body = fields.blocks(shape)
    return versions.Version(
        number=0,
        title=fields.line(shape, "title") or "",
        author=fields.line(shape, "author", LONGEST_NAME),
        body=body,
        text=clean(fields.text(shape, "text") or "\n\n".join(body))[:LONGEST_TEXT],
        seen=fields.when(shape, "seen"),
        replaced=fields.when(shape, "replaced"),
        extractor=fields.extractor(shape),
    )
