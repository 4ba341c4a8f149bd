"""Dates that a page prints: in the lines round its text, its heading, its `time` elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from lxml import etree

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import is_date_line, of_readers
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.dates import Found, find_date, parse_machine

_UPDATED = re.compile(
    r"\W*(?:(?:последнее )?(?:обновлен|изменен|редакти)\w*|updated|last (?:updated?|modified)|modified"
    r"|(?:zuletzt )?(?:aktualisiert|geändert)|stand\s?:|mis à jour|mise à jour|(?:última )?actualiza\w+"
    r"|(?:ultimo )?aggiorna\w+|(?:za)?aktualiz\w+|atualiza\w+|оновлен\w+|bijgewerkt|(?:sist )?oppdatert"
    r"|(?:senast )?uppdaterad|opdateret|güncelle\w+|päivitetty)\b",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:опубликован[оа]?|дата публикации|размещен[оа]?|добавлен[оа]?|published|posted|first published"
    r"|veröffentlicht|erschienen|publié|publicado|publicada|pubblicato|opublikowan[oy]|data publikacji"
    r"|опубліковано|gepubliceerd|publicerad|publisert|yayınlanma)\b",
    re.I,
)
_FAR = 5
"""So many lines before the title may hold any date, those farther up only one that says what it is."""
_CHANGED = re.compile(r"updat|modif|aktualis|geaendert|changed", re.I)


class Printed(NamedTuple):
    """A date as a page prints it."""

    moment: datetime
    day_only: bool
    at: int
    """Index of its leaf."""
    said: bool = False
    """The line says that it is of publication."""


def _before(context: Context, box: Box) -> str:
    """Return the leaf before a box where it is short enough to be a label, else ""."""
    before = context.outline.leaves[box.lo - 1].text if box.lo else ""
    return before.strip(" :") if len(before) < 30 else ""


def is_update(context: Context, box: Box) -> bool:
    """Tell whether a line gives when the text was changed: it says so, or the short line before it does."""
    if _UPDATED.match(box.text):
        return not _PUBLISHED.search(box.text)
    return bool(_UPDATED.fullmatch(_before(context, box)))


def printed_date(context: Context, lines: Sequence[Box]) -> Printed | None:
    """Return the date printed nearest to the title, one that says it is of publication before all others.

    A day takes the time from another line of the same day.
    """
    best: Printed | None = None
    top, before = -1, 0
    for box in lines:
        before = before + 1 if box.lo < top else 0
        top = max(top, box.lo)
        if is_update(context, box):
            continue
        label = _PUBLISHED.search(box.text) if len(box.text) <= 200 else None
        said = bool(label or _PUBLISHED.fullmatch(_before(context, box)))
        times = context.times.get(box.lo, ())
        found = _date_of(context, box, times, label.end() if label else 0)
        if found is None or (before > _FAR and not said and not times):
            continue
        if best is None or (said and not best.said):
            best = Printed(found.moment, found.day_only, box.lo, said)
        elif best.day_only and not found.day_only and best.moment.date() == found.moment.date():
            best = Printed(found.moment, False, best.at, best.said)
    return best


def _date_of(context: Context, box: Box, times: Sequence[etree._Element], start: int) -> Found | None:
    """Return the date that a line holds, in a `time` element or its text behind `start`."""
    for element in times:
        given = parse_machine(element.get("datetime"), zone=context.zone)
        if given:
            return Found(*given, 0, 0)
    if len(box.text) > 200:
        return None
    if is_date_line(box.text, context) or (len(box.text) <= 140 and box.link_chars < len(box.text)):
        found = find_date(box.text[start:], zone=context.zone, now=context.now) if start else None
        found = found or _first_date(context, box)
        if found is not None:
            return found
    for element in times:
        found = find_date("".join(element.itertext()), zone=context.zone, now=context.now)
        if found is not None:
            return found
    return None


def _first_date(context: Context, box: Box) -> Found | None:
    """Return the first date of a line, also where only a style sheet sets it apart from its neighbours."""
    found = find_date(box.text, zone=context.zone, now=context.now)
    if not len(box.el) or not any(char.isdigit() for char in box.text):
        return found
    for element in islice(box.el.iter(), 60):
        for piece in (element.text, element.tail):
            if not piece or not 6 <= len(piece) <= 80:
                continue
            place = box.text.find(piece.strip())
            if place < 0 or (found is not None and found.start <= place):
                continue
            apart = find_date(piece, zone=context.zone, now=context.now)
            if apart is not None and not _UPDATED.search(box.text, max(0, place - 30), place):
                found = apart._replace(start=place)
    return found


def in_heading(context: Context, title: Box | None) -> Printed | None:
    """Return the date that a title's heading holds in an element of its own."""
    if title is None:
        return None
    headings = [title, *(box for box in context.outline.leaves if box.level == 1 and box is not title)][:4]
    for box in headings:
        for element in box.el.iterdescendants("time", "small", "span", "em", "i", "div"):
            text = " ".join("".join(element.itertext()).split())
            given = parse_machine(element.get("datetime"), zone=context.zone)
            if given is None and is_date_line(text, context):
                found = find_date(text, zone=context.zone)
                given = (found.moment, found.day_only) if found else None
            if given is not None:
                return Printed(*given, box.lo, True)
    return None


def _only(found: Iterator[Printed]) -> Printed | None:
    """Return the sharpest of dates that are all of one day, None where two are not."""
    best: Printed | None = None
    for one in found:
        if best is not None and one.moment.date() != best.moment.date():
            return None
        if best is None or (best.day_only and not one.day_only):
            best = one
    return best


def labelled(context: Context) -> Printed | None:
    """Return the only date of the page that says it is of publication, wherever it stands."""

    def said() -> Iterator[Printed]:
        for box in context.outline.leaves:
            if len(box.text) > 250 or not any(char.isdigit() for char in box.text):
                continue
            label = _PUBLISHED.search(box.text)
            if label is None and not _PUBLISHED.fullmatch(_before(context, box)):
                continue
            rest = box.text[label.end() : label.end() + 60] if label else box.text[:60]
            found = find_date(rest.split("\n")[0], zone=context.zone, now=context.now)
            if found is not None and not of_readers(box.el):
                yield Printed(found.moment, found.day_only, box.lo, True)

    return _only(said())


def only_time(context: Context) -> Printed | None:
    """Return the only day that the page's `time` elements name, those of its readers and of changes apart."""

    def marked() -> Iterator[Printed]:
        for element, at in context.outline.times:
            given = parse_machine(element.get("datetime"), zone=context.zone)
            leaves = context.outline.leaves[at : at + 1]  # none behind the page's last line
            if given is None or any(is_update(context, leaf) for leaf in leaves):
                continue
            if not _CHANGED.search(element.get("class") or "") and not of_readers(element):
                yield Printed(*given, at)

    return _only(marked())


def changed(context: Context, lines: Sequence[Box]) -> Printed | None:
    """Return the date of the last change that is printed nearest to the title."""
    for box in lines:
        if len(box.text) <= 140 and is_update(context, box):
            found = find_date(box.text, zone=context.zone, now=context.now)
            if found is not None:
                return Printed(found.moment, found.day_only, box.lo)
    return None
