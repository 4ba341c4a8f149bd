"""What `read` and `convert` print: an article of the archive or a page of a file, in one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from kaskad_tui.model import Article, Headline, Image, Link, ListKind, Lists, PageKind, Video

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Page

_NO_LISTS: Mapping[ListKind, tuple[Headline, ...]] = {}


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to print; what is not known is None or empty."""

    kind: PageKind
    url: str | None
    id: str | None
    title: str | None
    published: datetime | None
    day_only: bool
    author: str | None
    section: str | None
    source: str | None
    markdown: str = ""
    text: str = ""
    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    links: tuple[Link, ...] = ()
    headlines: tuple[Headline, ...] = ()
    """Of a listing or feed, in its order."""
    lists: Lists = field(default_factory=lambda: _NO_LISTS)
    fetched: datetime | None = None


def of_article(article: Article) -> Document:
    """Return an article of the archive as a document."""
    head = article.headline
    return Document(
        kind=PageKind.ARTICLE,
        url=head.url or None,
        id=head.id,
        title=head.title or None,
        published=head.published,
        day_only=head.day_only,
        author=article.author,
        section=head.section,
        source=head.source or None,
        markdown=article.markdown,
        text=article.text,
        images=article.images,
        videos=article.videos,
        links=article.links,
        lists=article.lists,
        fetched=article.fetched,
    )


def of_page(page: Page, source: str | None) -> Document:
    """Return a page of a file as a document of the source that it says it is of."""
    return Document(
        kind=page.kind,
        url=page.url,
        id=page.id,
        title=page.title,
        published=page.published,
        day_only=page.day_only,
        author=page.author,
        section=page.section,
        source=source,
        markdown=page.markdown,
        text=page.text,
        images=page.images,
        videos=page.videos,
        links=page.links,
        headlines=page.headlines,
        lists=page.lists,
    )
