"""What feeds themselves gave of articles, beside the texts of their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import apsw

from kaskad_tui.model import Article
from kaskad_tui.store import articles, headlines, schema, times


def save(db: apsw.Connection, key: int, article: Article, now: datetime) -> None:
    """Keep what a feed gives of an article, in place of what it gave before. Within a transaction."""
    db.execute(
        f"INSERT OR REPLACE INTO feed_text (key, fetched, {articles.CONTENT}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (key, times.epoch(article.fetched or now), *articles.content(article)),
    )


def load(db: apsw.Connection, key: int) -> Article | None:
    """Return what the feed gave of an article, with its marks of now; None when it gave nothing."""
    if not schema.has_feed_texts(db):
        return None
    row = db.execute(
        f"SELECT f.fetched, h.gone, {articles.CONTENT} FROM feed_text f JOIN headline h ON h.key = f.key "
        "WHERE f.key = ?",
        (key,),
    ).fetchone()
    found = headlines.by_keys(db, [key]) if row is not None else []
    if row is None or not found:
        return None
    fetched, gone, *content = row
    return replace(
        articles.with_content(found[0], content),
        fetched=times.moment(fetched),
        gone=bool(gone),
        extractor=Article.FEED,
    )
