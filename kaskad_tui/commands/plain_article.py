"""An article as the line mode prints it."""

from __future__ import annotations

from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Article, Failure, Headline, Image, Video
from kaskad_tui.sanitize import safe_url
from kaskad_tui.wording import dates
from kaskad_tui.wording.failures import sentence


def paragraphs(headline: Headline, article: Article | None, failure: Failure | None) -> list[str]:
    """Return everything that is known of an article, paragraph by paragraph, with "" between two.

    Args:
        headline: as the list has it.
        article: its text, if there is one.
        failure: why there is none, or none that is newer.
    """
    meta = [
        dates.full(headline.published, headline.day_only),
        (article.author or "") if article else "",
        headline.section or "",
        _("feed's text") if article is not None and article.from_feed else "",
    ]
    parts = [headline.title, ", ".join(part for part in meta if part), *_notes(article, failure)]
    if article is None:
        parts.append(headline.teaser or "")
    else:
        parts += [article.text or no_text(article), "\n".join(media(article))]
    told = [part for part in parts if part]
    return [line for part in told for line in ("", part)][1:]


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
