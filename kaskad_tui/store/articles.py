"""Articles with their texts: stored whole, read whole; what a site changed is kept beside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import apsw

from kaskad_tui.model import Article, Headline, Image, Link, ListKind, Lists, Place, Video
from kaskad_tui.store import headlines, names, times, versions
from kaskad_tui.store.sameness import same

CONTENT = "author, body, text, images, videos, links"
"""Columns of what an article says; see `content`."""


def save(db: apsw.Connection, source: str, article: Article, now: datetime) -> int:
    """Merge an article into the archive. Within a transaction.

    A complete text gives way to a later complete one only; an incomplete one to a complete or a longer one;
    no text erases none. Where a complete text or its title differs from the complete one before it (see
    `sameness`), the old one is kept as a version. The headline counts as changed then, unless the two were
    read by different rules (`Article.extractor`): who changed what the archive has, the site or this program,
    cannot be told then, and a site is not accused of what it may not have done.

    Returns:
        the article's key.
    """
    fetched = article.fetched or now
    title = _title(db, source, article.headline.id)  # before the headline takes the new one
    aside = [item for items in article.lists.values() for item in items]
    if aside:
        headlines.save(db, source, aside, fetched, "aside")
    key = headlines.save(db, source, [article.headline], fetched, "dated").keys[0]
    db.execute("UPDATE headline SET gone = ?1 WHERE key = ?2 AND gone <> ?1", (article.gone, key))
    at = times.epoch(fetched)
    known = db.execute("SELECT complete, fetched, text FROM article WHERE key = ?", (key,)).fetchone()
    if known is not None and not _replaces(article, at, *known):
        return key
    changed = known is not None and bool(known[0]) and not _says(article, title, known[2])
    if changed:
        versions.keep(db, key, title or article.headline.title, at)
    read_alike = versions.extractors(db, key).get(versions.NOW, 0) == article.extractor
    _write(db, key, article, at)
    if changed and read_alike:
        db.execute("UPDATE headline SET changed = 1 WHERE key = ? AND changed = 0", (key,))
    if article.headline.title:
        _note_title(db, key, article.headline.title)
    return key


def put(db: apsw.Connection, key: int, article: Article, title: str) -> None:
    """Take in a text of another archive, if it is better than what there is. Within a transaction.

    Args:
        db: the writing connection.
        key: of the headline.
        article: its text; what stands beside it is not looked at.
        title: that its page had.
    """
    at = None if article.fetched is None else times.epoch(article.fetched)
    known = db.execute("SELECT complete, fetched, text FROM article WHERE key = ?", (key,)).fetchone()
    if known is None or _replaces(article, at or 0, *known):
        _write(db, key, article, at)
        _note_title(db, key, title)


def _note_title(db: apsw.Connection, key: int, title: str) -> None:
    db.execute("INSERT OR REPLACE INTO page_title VALUES (?, ?)", (key, title))


def _write(db: apsw.Connection, key: int, article: Article, at: int | None) -> None:
    db.execute(
        f"INSERT OR REPLACE INTO article (key, fetched, complete, {CONTENT}, lists) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            at,
            article.complete,
            *content(article),
            _dump({kind.value: [_noted(item) for item in items] for kind, items in article.lists.items()}),
        ),
    )
    versions.note_extractor(db, key, article.extractor)
    db.execute(
        "UPDATE headline SET has_body = ?1 WHERE key = ?2 AND has_body <> ?1", (bool(article.body), key)
    )


def content(article: Article) -> tuple[object, ...]:
    """Return the values of the columns `CONTENT`."""
    return (
        article.author,
        _dump(article.body),
        article.text,
        _dump([(image.url, image.alt, image.caption) for image in article.images]),
        _dump([(video.url, video.title) for video in article.videos]),
        _dump([(link.url, link.text) for link in article.links]),
    )


def with_content(headline: Headline, values: Sequence[str]) -> Article:
    """Return an article that says what the columns `CONTENT` hold."""
    author, body, text, images, videos, links = values
    return Article(
        headline=headline,
        author=author,
        body=tuple(json.loads(body)),
        text=text,
        images=tuple(Image(*item) for item in json.loads(images)),
        videos=tuple(Video(*item) for item in json.loads(videos)),
        links=tuple(Link(*item) for item in json.loads(links)),
    )


def load(db: apsw.Connection, key: int) -> Article | None:
    """Return the article of a key with its marks, or None when the archive has no text of it."""
    found = headlines.by_keys(db, [key])
    row = db.execute(
        f"SELECT a.lists, a.fetched, a.complete, h.gone, {CONTENT} "
        "FROM article a JOIN headline h ON h.key = a.key WHERE a.key = ?",
        (key,),
    ).fetchone()
    if not found or row is None:
        return None
    lists, fetched, complete, gone, *values = row
    return replace(
        with_content(found[0], values),
        lists=_lists(db, found[0].source, lists),
        fetched=times.moment(fetched),
        complete=bool(complete),
        gone=bool(gone),
        extractor=versions.extractors(db, key).get(versions.NOW, 0),
    )


class Latest:
    """Keeps the article that was loaded last until anything is written: showing one asks for it five times.

    One of 1 MB takes 5 to 8 ms each time.
    """

    def __init__(self) -> None:
        self._kept: tuple[tuple[apsw.Connection, int, int], Article | None] | None = None

    def load(self, db: apsw.Connection, key: int) -> Article | None:
        """Return what `load` does; `db` must not write itself."""
        now = db, key, int(db.pragma("data_version"))  # asked first: what is written meanwhile is loaded anew
        kept = self._kept
        if kept is None or kept[0] != now:
            kept = self._kept = now, load(db, key)
        return kept[1]


def texts(db: apsw.Connection, keys: Sequence[int]) -> dict[int, str]:
    """Return the plain texts of articles, the teaser where there is no text; "" where neither is."""
    rows = db.execute(
        "SELECT h.key, ifnull(a.text, ifnull(h.teaser, '')) FROM headline h "
        "LEFT JOIN article a ON a.key = h.key WHERE h.key IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return dict(list(rows))


def textless(db: apsw.Connection, source: str, since: date | None) -> list[int]:
    """Return the listed articles whose whole text is missing, newest first; those that are gone are not."""
    first = None if since is None else times.epoch(datetime(since.year, since.month, since.day))
    rows = db.execute(
        "SELECT h.key FROM headline h LEFT JOIN article a ON a.key = h.key "
        "WHERE h.source = ?1 AND h.listed = 1 AND h.gone = 0 AND ifnull(a.complete, 0) = 0 "
        "AND (?2 IS NULL OR h.sort + ifnull(h.offset_s, 0) >= ?2) ORDER BY h.sort DESC, h.number DESC",
        (names.source_number(db, source), first),
    )
    return [row[0] for row in rows]


def mark_gone(db: apsw.Connection, key: int) -> None:
    """Note that the site no longer has an article. Within a transaction."""
    db.execute("UPDATE headline SET gone = 1 WHERE key = ? AND gone = 0", (key,))


def save_place(db: apsw.Connection, key: int, place: Place) -> None:
    """Keep where the reader is in an article. Within a transaction."""
    db.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?)", (key, place.block, place.offset))


def place(db: apsw.Connection, key: int) -> Place | None:
    """Return where the reader was in an article, or None when it was never kept."""
    row = db.execute("SELECT block, offset FROM place WHERE key = ?", (key,)).fetchone()
    return None if row is None else Place(*row)


def _replaces(article: Article, at: int, complete: int, fetched: int | None, text: str) -> bool:
    if not article.body and text:
        return False
    if article.complete:
        return not complete or at >= (fetched or 0)
    return not complete and len(article.text) >= len(text)


def _says(article: Article, title: str | None, text: str) -> bool:
    """Say whether an article still has this title and text."""
    return same(article.text, text) and (not title or same(article.headline.title, title))


def _title(db: apsw.Connection, source: str, id_: str) -> str | None:
    """Return the title that an article's page had, else what its headline says; None when it is new."""
    number = names.source_number(db, source)
    found: str | None = db.execute(
        "SELECT ifnull(p.title, h.title) FROM headline h LEFT JOIN page_title p ON p.key = h.key "
        "WHERE h.source = ? AND h.id = ?",
        (number, id_),
    ).get
    return found


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _noted(item: Headline) -> tuple[object, ...]:
    moment = item.published
    at = (None, None) if moment is None else (times.epoch(moment), times.offset_s(moment))
    return (item.id, item.url, item.title, *at, item.day_only, item.section)


def _lists(db: apsw.Connection, source: str, stored: str) -> Lists:
    """Return a page's lists as they were then, with the keys and marks of now."""
    noted = {ListKind(kind): rows for kind, rows in json.loads(stored).items()}
    known = headlines.by_ids(db, source, {row[0] for rows in noted.values() for row in rows}) if noted else {}
    lists: dict[ListKind, tuple[Headline, ...]] = {}
    for kind, rows in noted.items():
        items = []
        for id_, url, title, published, offset, day_only, section in rows:
            then = Headline(
                id_, url, title, times.moment(published, offset), bool(day_only), section, source=source
            )
            now = known.get(id_)
            items.append(
                then
                if now is None
                else replace(
                    now,
                    url=url,
                    title=title,
                    published=then.published,
                    day_only=then.day_only,
                    section=section,
                )
            )
        lists[kind] = tuple(items)
    return lists
