"""What the article pane shows, as pieces: head, body, pictures and videos, or the state in their place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from kaskad_tui.i18n import _, ngettext, signs
from kaskad_tui.model import Article, Failure, Headline, Image
from kaskad_tui.sanitize import clean_line, safe_url
from kaskad_tui.ui.article.blocks import Affix, Item
from kaskad_tui.ui.article.inline import KEY, MUTED, Mark
from kaskad_tui.ui.article.lines import BETWEEN
from kaskad_tui.ui.article.pieces import Piece, Pieces, text_piece
from kaskad_tui.wording import failures
from kaskad_tui.wording.dates import full

if TYPE_CHECKING:
    from kaskad_tui.ui.article.edits import Edits

CHARACTERS_A_MINUTE = 1_100
"""How fast news is read."""
IMPRINT = "imprint"
"""Identity of the site's imprint, which is no article: nobody reads it by the clock."""
_NAME_CHARACTERS = 80
"""The longest name of a file in place of a caption."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an article pane was asked to show."""

    article: Article | None = None
    headline: Headline | None = None
    loading: bool = False
    failure: Failure | None = None
    """Why the text could not be had; with an article, why it could not be renewed."""
    keys: tuple[tuple[str, str], ...] = ()
    """Ways out where there is no text: (key, word)."""
    next_title: str | None = None
    """What space opens after the end."""
    preview: bool = False
    """It was not opened, it only follows the cursor: a part of the text invites to read the rest."""
    changed: tuple[str, str] | None = None
    """The mark of a text that was changed after publication, and the key that shows what; None for others."""
    edits: Edits | None = None
    """What was changed, in place of the text."""
    other: bool = False
    """It is not the usual one of the article's two texts: the feed's own for the page's, or this for that."""

    @property
    def identity(self) -> tuple[str, str]:
        """Which article it is, whatever is known of it."""
        return (self.subject.source, self.subject.id) if self.subject else ("", "")

    def stands_where(self, other: Shown) -> bool:
        """Whether a place in `other` is one in this: the same text, or the changes, of the same article."""
        return (self.identity, self.edits is None, self.other) == (
            other.identity,
            other.edits is None,
            other.other,
        )

    @property
    def face(self) -> Shown:
        """The same without what the pane does not show: marks, side lists, when it was fetched."""
        headline, article = self.subject and _face(self.subject), self.article
        if article is not None:
            article = replace(article, headline=_face(article.headline), lists={}, fetched=None)
        return replace(self, headline=headline, article=article)

    @property
    def subject(self) -> Headline | None:
        """The headline that is shown, the article's own before the list's."""
        return self.headline or (self.article.headline if self.article else None)


def _face(headline: Headline) -> Headline:
    return replace(headline, read=False, bookmarked=False, changed=False, has_body=False, first_seen=None)


def minutes(characters: int) -> int:
    """Return how many minutes reading takes, at least 1."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


def compose(shown: Shown) -> Pieces:
    """Return the pieces from the title to the line that says what comes next; none for an empty pane."""
    headline = shown.subject
    if headline is None:
        return Pieces(_number(_failure(shown), -1))
    if shown.edits is not None:
        from kaskad_tui.ui.article.edits import compose_edits

        return compose_edits(shown.edits)
    article = shown.article
    head = [_text(headline.title, "title", gap=0)]
    words = BETWEEN.join(part for part in (meta(headline, article), _which_text(shown)) if part)
    if words or shown.changed:
        head.append(_meta_line(words, shown.changed))
    head += _notes(shown)
    if article is None:
        head += _instead(shown, headline)
        return Pieces(_number(head, -1))
    captions = (image.caption for image in article.images if image.caption)
    tail = [] if article.body else [_text(_no_text(article), "remark")]
    if shown.keys and not (article.body or article.videos or article.images or shown.preview):
        tail.append(_keys_line(shown.keys))
    tail += _media(article)
    if shown.preview and not article.complete:
        tail.append(_keys_line(((signs("⏎"), _("read")),)))
    elif shown.next_title:
        tail.append(_text(shown.next_title, "next", before=Affix(_("Next") + "   ", "note"), one_line=True))
    return Pieces(_number(head, -1), article.body, _number(tail, len(article.body)), captions)


def _number(pieces: list[Piece], block: int) -> list[Piece]:
    """Give pieces that are no blocks of the body places of their own."""
    base = 0
    for piece in pieces:
        piece.block, piece.base = block, base
        base += len(piece.content.text) + 1
    return pieces


def _text(
    text: str, role: str, *, gap: int = 1, before: Affix | None = None, one_line: bool = False
) -> Piece:
    first = (before,) if before else ()
    rest = (Affix(" " * len(before.text), before.role),) if before else ()
    return text_piece(-1, Item(text, 0, role=role, first=first, rest=rest, preformatted=one_line), gap=gap)


def meta(headline: Headline, article: Article | None) -> str:
    """Return what stands under a title: date, author, section, minutes."""
    parts = [full(headline.published, headline.day_only)]
    if article:
        parts.append(article.author or "")
    parts.append(headline.section or "")
    if article and article.text and headline.id != IMPRINT:
        parts.append(_("{n} min").format(n=minutes(len(article.text))))
    return BETWEEN.join(part.replace(" ", "\u00a0") if len(part) < 24 else part for part in parts if part)


def _which_text(shown: Shown) -> str:
    """Return whose text it is, where that goes without saying for nobody."""
    article = shown.article
    if article is None or shown.preview or not (article.from_feed or shown.other):
        return ""
    return (_("feed's text") if article.from_feed else _("page's text")).replace(" ", "\u00a0")


def _meta_line(words: str, changed: tuple[str, str] | None) -> Piece:
    """Return the line under a title; of a text that was changed it says so, and which key shows what."""
    if changed is None:
        return _text(words, "meta")
    mark, key = changed
    said = f"{mark} {_('changed')}".replace(" ", "\u00a0")
    text = f"{words} · {said}" if words else said
    marks: tuple[Mark, ...] = ()
    if key:
        marks = (Mark(len(text) + 3, len(text) + 3 + len(key), KEY, -1),)
        text += f"\u00a0  {key} {_('what changed')}".replace(" ", "\u00a0")
    return text_piece(-1, Item(text, 0, marks, "meta"))


def _notes(shown: Shown) -> list[Piece]:
    article = shown.article
    notes: list[Piece] = []
    if article is None:
        return notes
    if article.gone:
        notes.append(_text(_("Removed from the site; this is the archive's copy."), "warning"))
    elif not article.complete and shown.loading:
        notes.append(_text(_("Loading…"), "note"))
    elif not article.complete and not shown.preview:
        notes.append(_text(_("Only a part of the text could be read."), "warning"))
    if shown.failure:
        sentence = failures.sentence(shown.failure)
        notes.append(_text(sentence, "remark", before=Affix("× ", "error")))
        notes += [_keys_line(shown.keys, "  ")] if shown.keys else []
    return notes


def _instead(shown: Shown, headline: Headline) -> list[Piece]:
    """Return what stands where the text would be."""
    pieces: list[Piece] = []
    if headline.teaser:
        pieces.append(_text(headline.teaser, "text"))
    if shown.failure:
        pieces += _failure(shown)
    elif shown.loading:
        pieces.append(_text(_("Loading…"), "note"))
    else:
        pieces.append(_keys_line(((signs("⏎"), _("read")),)))
    return pieces


def _failure(shown: Shown) -> list[Piece]:
    if shown.failure is None:
        return []
    sentence = failures.sentence(shown.failure)
    pieces = [_text(sentence, "text", before=Affix("× ", "error"))]
    place = failures.place(shown.failure)
    parts = (place, shown.failure.detail)  # what the sentence says already is not said twice
    reason = " · ".join(part for part in parts if part and part not in sentence)
    if reason:
        pieces.append(_text(reason, "note", before=Affix("  ", "note")))
    if shown.keys:
        pieces.append(_keys_line(shown.keys, "  "))
    return pieces


def _keys_line(keys: tuple[tuple[str, str], ...], indent: str = "") -> Piece:
    text, marks = "", []
    for key, word in keys:
        if text:
            text += "   "
        marks.append(Mark(len(text), len(text) + len(key), KEY, -1))
        text += f"{key}\u00a0{word}".replace(" ", "\u00a0")
    affix = (Affix(indent, "note"),) if indent else ()
    return text_piece(-1, Item(text, 0, tuple(marks), "note", affix, affix))


def _no_text(article: Article) -> str:
    if article.videos:
        return ngettext("This item has only a video.", "This item has only videos.", len(article.videos))
    if article.images:
        return _("This item has only pictures.")
    return _("This item has no text.")


def _media(article: Article) -> list[Piece]:
    """Return pictures and videos as labelled links, one a line."""
    pieces: list[Piece] = []
    for image in article.images:
        _add_link(pieces, _("Picture:"), image_name(image), image.url, host=not (image.caption or image.alt))
    for video in article.videos:
        _add_link(pieces, _("Video:"), video.title or "", video.url, host=True)
    return pieces


def _add_link(pieces: list[Piece], label: str, name: str, url: str, *, host: bool) -> None:
    safe = safe_url(url)
    where = urlsplit(url).hostname or ""
    text = name or where
    marks = [Mark(0, len(text), 0, 0)] if safe else []
    if host and where and where != text:
        marks.append(Mark(len(text), len(text) + 2 + len(where), MUTED, -1))
        text += f"  {where}"
    before = Affix(label + " ", "note")
    item = Item(text, 0, tuple(marks), "text", (before,), (Affix("  ", "note"),))
    pieces.append(text_piece(-1, item, gap=0 if pieces else 1, links=(safe,) if safe else ()))


def image_name(image: Image) -> str:
    """Return what a picture is called: its caption, else its alt text, else its file."""
    return image.caption or image.alt or _file_name(image.url)


def _file_name(url: str) -> str:
    # a percent sign may hide what an address must not hold: %1b is the escape character
    return clean_line(unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]), _NAME_CHARACTERS)
