"""When an article was published: the page's claims and the dates printed round the text, weighed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from lxml import etree

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import before_the_end, is_date_line, microdata
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.dates import Found, find_date, parse_machine, zone_of
from kaskad_tui.extract.selectors import text_of

_UPDATED = re.compile(
    r"\W*(?:(?:последнее )?(?:обновлен|изменен|редакти)\w*|updated|last (?:updated?|modified)|modified"
    r"|(?:zuletzt )?(?:aktualisiert|geändert)|stand\s?:|mis à jour|mise à jour|(?:última )?actualiza\w+"
    r"|(?:ultimo )?aggiorna\w+|(?:za)?aktualiz\w+|atualiza\w+|оновлен\w+|bijgewerkt|(?:sist )?oppdatert"
    r"|(?:senast )?uppdaterad|opdateret|güncelle\w+|päivitetty)\b",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:опубликован[оа]?|дата публикации|размещен[оа]?|добавлен[оа]?|published|posted|first published"
    r"|veröffentlicht|publié|publicado|publicada|pubblicato|opublikowan[oy]|data publikacji"
    r"|опубліковано|gepubliceerd|publicerad|publisert|yayınlanma)\b",
    re.I,
)
_FAR = 5
"""So many lines before the title may hold any date, those farther up only one that says what it is."""
_META_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article.published",
    "published_time", "pubdate", "publishdate", "publish-date", "publish_date", "article_date_original",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created",
    "dc.date", "dc.date.created", "date", "article:post_date", "mediator_published_time",
    "original-publish-date",
)  # fmt: skip
_CENTRAL = "Europe/Berlin"
_ZONES = {
    "ru": "Europe/Moscow", "uk": "Europe/Kyiv", "tr": "Europe/Istanbul", "el": "Europe/Athens",
    "fi": "Europe/Helsinki", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "zh": "Asia/Shanghai",
    **dict.fromkeys("de fr it pl nl es cs sk hu sv da nb no sl hr".split(), _CENTRAL),
}  # fmt: skip
"""Where most readers of a language live: only to see that a moment in UTC is their midnight."""


def find_published(
    context: Context, lines: Sequence[Box], region: Box | None, last: int
) -> tuple[datetime | None, bool]:
    """Return when the article was published and whether only the day is known; (None, False) for no date.

    Args:
        context: the page.
        lines: leaves round the text, nearest first: where a page prints its date.
        region: the box that holds title and text.
        last: index of the text's last leaf.
    """
    given = parse_machine(text_of(context.chosen.published), zone=context.zone)
    if given is None and (text := text_of(context.chosen.published)):
        relative = find_date(text, zone=context.zone, now=context.now)
        given = (relative.moment, relative.day_only) if relative else None
    if given is not None:
        context.decide("published", "profile: published", 1.0, given[0].isoformat())
        return given
    lines = [box for box in before_the_end(lines, last) if box.lo not in context.known]
    printed = _printed_date(context, lines)
    claim = _claimed_date(context, region)
    if claim is None and printed is None:
        found = _date_in_address(context)
        return (found.moment, True) if found else (None, False)
    if claim is None and printed is not None:
        context.decide("published", "printed near the title", 0.85, printed.moment.isoformat())
        return printed.moment, printed.day_only
    assert claim is not None
    moment, day_only, rule = claim
    if printed and not printed.day_only and day_only and abs(printed.moment - moment) <= timedelta(hours=36):
        context.decide("published", f"{rule}, the time as printed", 0.9, printed.moment.isoformat())
        return printed.moment, False
    if not day_only and context.profile is None and moment.utcoffset() == timedelta(0):
        local = _as_printed(context, moment, lines)
        if local is not None:
            context.decide("published", f"{rule}, on the day that is printed", 0.9, local.isoformat())
            return local, False
    if not day_only and context.profile is None:
        midnight = _midnight(moment, context.structured.language)
        if midnight is not None:
            context.decide("published", f"{rule}, a day written as its midnight", 0.85, midnight.isoformat())
            return midnight, True
    context.decide("published", rule, 0.95 if printed else 0.9, moment.isoformat())
    return moment, day_only


def _midnight(moment: datetime, language: str | None) -> datetime | None:
    """Return a moment that is a midnight in its own zone, or in the language's where it is given in UTC."""
    if moment.minute or moment.second:
        return None
    if not moment.hour:
        return moment
    if moment.utcoffset() == timedelta(0) and language in _ZONES:
        local = moment.astimezone(zone_of(_ZONES[language]))
        return local if not local.hour else None
    return None


def _as_printed(context: Context, moment: datetime, lines: Sequence[Box]) -> datetime | None:
    """Return a moment that a page gives in UTC in the zone that its printed date shows, None without one.

    A printed clock gives the zone outright; a printed day the nearest whole hour that leads to it.
    """
    for box in lines:
        if len(box.text) > 200 or _UPDATED.match(box.text):
            continue
        found = find_date(box.text, zone=UTC)
        if found is None or found.moment.utcoffset() != timedelta(0):
            continue
        if not found.day_only:
            offset = found.moment - moment.replace(second=0, microsecond=0)
            if timedelta(0) < abs(offset) <= timedelta(hours=14) and offset.seconds % 1800 == 0:
                return moment.astimezone(timezone(offset))
        days = (found.moment.date() - moment.date()).days
        if days == 1 and moment.hour >= 12:
            return moment.astimezone(timezone(timedelta(hours=24 - moment.hour)))
        if days == -1 and moment.hour < 8:
            return moment.astimezone(timezone(timedelta(hours=-moment.hour - 1)))
        return None
    return None


def _claimed_date(context: Context, region: Box | None) -> tuple[datetime, bool, str] | None:
    zone = context.zone
    for article in context.structured.articles[:3]:
        for key in ("datePublished", "dateCreated"):
            value = article.get(key)
            found = parse_machine(value, zone=zone) if isinstance(value, str) else None
            if found:
                return *found, f"json-ld {key}"
    for name in _META_DATES[:6]:
        found = parse_machine(context.structured.meta.get(name), zone=zone)
        if found:
            return *found, f"meta {name}"
    for prop in ("datePublished", "dateCreated"):
        for element in microdata(context, prop, region)[:3]:
            found = parse_machine(_machine_value(element), zone=zone)
            if found:
                return *found, f"microdata {prop}"
    everywhere = {_machine_value(element) for element in microdata(context, "datePublished", None)}
    if len(everywhere) == 1 and (found := parse_machine(everywhere.pop(), zone=zone)):
        return *found, "microdata datePublished, the page's only one"
    for name in _META_DATES[6:]:
        found = parse_machine(context.structured.meta.get(name), zone=zone)
        if found:
            return *found, f"meta {name}"
    return None


def _machine_value(element: etree._Element) -> str:
    return element.get("datetime") or element.get("content") or "".join(element.itertext())


def _is_update(context: Context, box: Box) -> bool:
    """Tell whether a line gives when the text was changed: it says so, or the short line before it does."""
    if _UPDATED.match(box.text):
        return not _PUBLISHED.search(box.text)
    before = context.outline.leaves[box.lo - 1] if box.lo else None
    return before is not None and len(before.text) < 30 and bool(_UPDATED.fullmatch(before.text.strip(" :")))


def _printed_date(context: Context, lines: Sequence[Box]) -> Found | None:
    """Return the date printed nearest to the title, one that says it is of publication before all others.

    A day takes the time from another line of the same day.
    """
    times: dict[int, list[etree._Element]] = {}
    for element, at in context.outline.times:
        times.setdefault(at, []).append(element)
    best: Found | None = None
    sure = False
    top, before = -1, 0
    for box in lines:
        before = before + 1 if box.lo < top else 0
        top = max(top, box.lo)
        if _is_update(context, box):
            continue
        label = _PUBLISHED.search(box.text) if len(box.text) <= 200 else None
        found = _date_of(context, box, times.get(box.lo, ()), label.end() if label else 0)
        if found is None or (before > _FAR and not label and box.lo not in times):
            continue
        if best is None or (label and not sure):
            best, sure = found, bool(label)
        elif best.day_only and not found.day_only and best.moment.date() == found.moment.date():
            best = found
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
        found = found or find_date(box.text, zone=context.zone, now=context.now)
        if found is not None:
            return found
    for element in times:
        found = find_date("".join(element.itertext()), zone=context.zone, now=context.now)
        if found is not None:
            return found
    return None


def _date_in_address(context: Context) -> Found | None:
    if not context.url:
        return None
    match = re.search(
        r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)", context.url
    )
    compact = re.search(
        r"(?:/|[-_])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)", context.url
    )
    match = match or compact
    if match is None:
        return None
    found = parse_machine("-".join(part.zfill(2) for part in match.groups()), zone=context.zone)
    if found is None:
        return None
    context.decide("published", "date in the address", 0.7, found[0].date().isoformat())
    return Found(*found, 0, 0)
