"""An article as the line mode prints it."""

from __future__ import annotations

from collections.abc import Iterator

from kaskad_tui.commands.plain_text import Part
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Article, Failure, Headline, Image, Link, Video
from kaskad_tui.sanitize import safe_url
from kaskad_tui.ui.article.blocks import Block, Cell, Item, Table, parse
from kaskad_tui.wording import dates
from kaskad_tui.wording.failures import sentence

_FAR = 100_000
"""More characters than a picture's words and address have: places behind the text are in order too."""


def parts(headline: Headline, article: Article | None, failure: Failure | None) -> list[Part]:
    """Return everything that is known of an article, paragraph by paragraph.

    Args:
        headline: as the list has it.
        article: its text, if there is one.
        failure: why there is none, or none that is newer.
    """
    found = len(links(article)) if article is not None else 0
    meta = [
        dates.full(headline.published, headline.day_only),
        (article.author or "") if article else "",
        headline.section or "",
        _("feed's text") if article is not None and article.from_feed else "",
        ngettext("{n} link", "{n} links", found).format(n=found) if found else "",
    ]
    head = [headline.title, ", ".join(part for part in meta if part), *_notes(article, failure)]
    told = [Part(text) for text in head if text]
    if article is None:
        return told + [Part(text, 0) for text in (headline.teaser or "",) if text]
    end = len(article.body)
    body = list(_body(article)) or [Part(no_text(article), 0)]
    return told + body + [Part(text, end, at * _FAR, gap=not at) for at, text in enumerate(media(article))]


def _body(article: Article) -> Iterator[Part]:
    for number, markdown in enumerate(article.body):
        yield from _parts(parse(markdown), number)


def _parts(block: Block, number: int) -> Iterator[Part]:
    for item in block.items:
        gap = item is block.items[0] or item.gap is not None
        if item.table is not None:
            for row in item.table.rows:
                start = row[0].start if row else item.start
                yield Part(_row(item.table, row), number, start, gap=gap or row is item.table.rows[0])
                gap = False
        elif item.text or item.preformatted:
            yield Part(item.text, number, item.start, _mark(item), gap=gap)


def _mark(item: Item) -> str:
    """Return what stands before an item, in signs that are spoken."""
    signs = "".join(affix.text for affix in item.first)
    return signs.translate({ord(sign): "-" for sign in "•◦▪"} | {ord("│"): ">"})


def _row(table: Table, row: tuple[Cell, ...]) -> str:
    """Return a row of a table for reading aloud: each cell behind the name of its column."""
    names = [cell.text for cell in table.head]
    told = [
        f"{names[at]}: {cell.text}" if at < len(names) and names[at] and at else cell.text
        for at, cell in enumerate(row)
        if cell.text
    ]
    return "; ".join(told)


def links(article: Article) -> list[Link]:
    """Return the links of a text, each address once, in the order of the text."""
    found: dict[str, Link] = {}
    for link in article.links:
        url = safe_url(link.url)
        if url is not None:
            found.setdefault(url, Link(url, link.text))
    return list(found.values())


def link_rows(found: list[Link]) -> list[str]:
    """Return links with their numbers, one a line."""
    return [f"{number}. {link.text or link.url} ({link.url})" for number, link in enumerate(found, 1)]


def _notes(article: Article | None, failure: Failure | None) -> list[str]:
    notes = []
    if article is not None and article.gone:
        notes.append(_("Removed from the site; this is the archive's copy."))
    elif article is not None and not article.complete:
        notes.append(_("Only a part of the text could be read."))
    return [*notes, sentence(failure)] if failure is not None else notes


def no_text(article: Article) -> str:
    """Return what an article without a text has in its place."""
    if article.videos:
        return ngettext("This item has only a video.", "This item has only videos.", len(article.videos))
    if article.images:
        return _("This item has only pictures.")
    return _("This item has no text.")


def media(article: Article) -> list[str]:
    """Return pictures and videos, one a line, with their addresses: they are shown elsewhere."""
    return [
        *(_named(_("Picture: {title}"), _words(image), image.url) for image in article.images),
        *(_named(_("Video: {title}"), _words(video), video.url) for video in article.videos),
    ]


def _words(item: Image | Video) -> str:
    return (item.caption or item.alt or "") if isinstance(item, Image) else (item.title or "")


def _named(form: str, title: str, url: str) -> str:
    address = safe_url(url) or ""
    return form.format(title=f"{title} {address}".strip())
