"""Names and dates in the short lines round a text: which lines hold them, and where such lines end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.dates import find_date
from kaskad_tui.extract.labels import AUTHOR_LABELS, COMMENTS, END, fold, label_key
from kaskad_tui.sanitize import clean_line

_EMAIL = re.compile(r"[(<\[]?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[)>\]]?")
_NO_NAME = re.compile(
    r"https?:|www\.|[@/\\{}<>|=;]|\d{3}|^(?:super ?user|admin\w*|administrator|root|webmaster"
    r"|editor|user|guest|author|null|undefined|none|unknown|(?:no|unknown) author"
    r"|гость|админ\w*|администратор)$",
    re.I,
)
_BYLINE_START = re.compile(
    r"^(?:by|written by|posted by|von|par|por|автор(?:ы)?(?: текста| статьи)?|текст)\s*[:—–-]?\s+", re.I
)


_PUBLISHED_BY = re.compile(
    r"\W*(?:(?:submitted|posted|published|written|added) )?by\b.{1,60}\b(?:on|at)\b"
    r"|\W*(?:опубликова\w+|добави\w+|разместил\w*|автор)\b",
    re.I,
)

_ALL_POSTS = re.compile(
    r"^(?:(?:view|see|show|read|browse) (?:all )?(?:posts|articles|stories|more) (?:by|from)"
    r"|zeige alle beiträge(?: von)?"
    r"|alle (?:beiträge|artikel) von|voir tous les articles (?:de|par)|ver todas las entradas de"
    r"|все (?:записи|статьи|материалы) (?:автора)?)\s+",
    re.I,
)
_BEHIND_NAME = re.compile(
    r"\s+(?:as told to|,?\s*(?:the )?associated press|(?:on|am|at) \w{3,9}\b"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d).*$|\s*[→»›]+$",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:gmbh|inc|ltd|llc|ag|se|e\. ?v|team|redaktion|redazione|redacción|rédaction|редакция|staff"
    r"|news|media|press|gazette|times|tribune|online|magazine|journal|reporter|newsroom|ministry|bureau"
    r"|zeitung|nachrichten|radio|television|tv|агентство|служба|газета|телеканал"
    r"|agency|agencies|agentur|verband|association|desk|editors?|group|corporation|company|university|institute)\b"
    r"|\w\.(?:com|de|org|net|ru|info|at|ch)\b|\d",
    re.I,
)
_GLUED_OFFICE = re.compile(
    r"(?<=[a-zß-öø-ÿа-яё])(?:[A-Z]\w+ )?(?:Editor|Writer|Reporter|Correspondent|Columnist|Contributor)\b.*$"
)
_READERS = re.compile(r"comment|kommentar|reply|replies|related|teaser", re.I)
"""Names of boxes that hold the readers' words or other articles."""
_PARTICLES = frozenset("de da di du del della van von der den la le el al bin ibn y e and und et и y".split())


def is_person(name: str) -> bool:
    """Tell whether a name looks like one person's: two to five words, all with a capital."""
    words = [word for word in name.split() if word.lower() not in _PARTICLES]
    if not 2 <= len(words) <= 5 or _ORGANISATION.search(name):
        return False
    return all(word[0].isupper() for word in words if word[0].isalpha())


def is_desk(name: str) -> bool:
    """Tell whether a name has a word of organisations in it."""
    return bool(_ORGANISATION.search(name))


def name_of(text: str, context: Context) -> str | None:
    """Return a person's or desk's name cleaned of labels, e-mail and links, None when it is no name."""
    name = clean_line(_EMAIL.sub(" ", text), 200).strip(" ,;:—–-|/•·")
    name = _GLUED_OFFICE.sub("", name)
    name = _BEHIND_NAME.sub("", _ALL_POSTS.sub("", name)).strip(" ,;:—–-|/•·")
    name = _BYLINE_START.sub("", name).strip(" ,;:—–-|/•·")
    if not 2 <= len(name) <= 100 or _NO_NAME.search(name) or not re.search(r"[^\W\d_]{2}", name):
        return None
    if len(name.split()) > 10 or re.search(r"[.!?…]\s+\S+\s+\S+\s+\S", name):
        return None
    if fold(name) in {fold(site) for site in context.site_names}:
        return None
    return name


def author_line(text: str, context: Context) -> str | None:
    """Return what stands behind an author's label («Автор Имя»), "" for a bare label, else None."""
    if len(text) > 120 or "\n" in text.strip():
        return None
    labels = (*(context.profile.author_labels if context.profile else ()), *AUTHOR_LABELS[:4])
    for label in labels:
        if not text.casefold().startswith(label.casefold()):
            continue
        rest = text[len(label) :]
        if rest and rest[0].isalnum():
            continue
        rest = _EMAIL.sub(" ", rest).strip(" :—–-\xa0")
        if not rest:
            return ""
        if (
            len(rest.split()) <= 7
            and rest[0].isupper()
            and not re.search(r"[.!?]$", rest)
            and name_of(rest, context)
        ):
            return clean_line(rest, 100)
    return None


def is_date_line(text: str, context: Context) -> bool:
    """Tell whether a short line holds a date and next to nothing else."""
    if len(text) > 120 or not any(char.isdigit() for char in text):
        return False
    found = find_date(text, zone=context.zone, now=context.now)
    if found is None:
        return bool(re.fullmatch(r"\W*[0-2]?\d[:.][0-5]\d\W*", text))
    rest = text[: found.start] + " " + text[found.end :]
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return len(words) <= 3 and not re.search(r"[.!?…]\s*$", rest.replace("г.", "").strip())


def tells_date(text: str, context: Context) -> bool:
    """Tell whether a short line holds a date and at most who published («Submitted by admin on …»)."""
    if is_date_line(text, context):
        return True
    if len(text) > 120 or not _PUBLISHED_BY.match(text) or not any(char.isdigit() for char in text):
        return False
    return find_date(text, zone=context.zone, now=context.now) is not None


def in_region(element: etree._Element, box: Box | None) -> bool:
    """Tell whether an element lies in a box; None is the whole page."""
    if box is None:
        return True
    one: etree._Element | None = element
    while one is not None:
        if one is box.el:
            return True
        one = one.getparent()
    return False


def of_readers(element: etree._Element | None) -> bool:
    """Tell whether an element lies among the readers' words or what leads to other articles."""
    while element is not None:
        if _READERS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return element.tag not in ("html", "body")
        element = element.getparent()
    return False


def microdata(context: Context, name: str, region: Box | None) -> list[etree._Element]:
    """Return the elements that microdata names so, within a region, 200 at most."""
    elements = [element for element in context.marked if name in (element.get("itemprop") or "").split()]
    return [element for element in elements[:200] if in_region(element, region)]


def before_the_end(lines: Sequence[Box], last: int) -> Iterator[Box]:
    """Give the lines without those behind a heading of comments, related things or another article's title.

    Args:
        lines: leaves round a text, nearest first.
        last: index of the text's last leaf: only lines behind it can be such a heading.
    """
    for box in lines:
        if box.lo > last:
            ends = label_key(box.text) in END or label_key(box.text) in COMMENTS
            if ends or (box.link_chars > 0.8 * len(box.text) and len(box.text) > 30):
                return
        yield box
