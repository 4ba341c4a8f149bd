"""When an article was published: the page's claims and the dates printed round the text, weighed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from kaskad_tui.extract import printed as lines_with
from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import before_the_end
from kaskad_tui.extract.claimed import claimed_change, claimed_date, date_in_address
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.dates import find_date, parse_machine, zone_of
from kaskad_tui.extract.printed import Printed
from kaskad_tui.extract.selectors import text_of

_CENTRAL = "Europe/Berlin"
_ZONES = {
    "ru": "Europe/Moscow", "uk": "Europe/Kyiv", "tr": "Europe/Istanbul", "el": "Europe/Athens",
    "fi": "Europe/Helsinki", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "zh": "Asia/Shanghai",
    **dict.fromkeys("de fr it pl nl es cs sk hu sv da nb no sl hr".split(), _CENTRAL),
}  # fmt: skip
"""Where most readers of a language live: only to see that a moment in UTC is their midnight."""


def find_published(
    context: Context, lines: Sequence[Box], region: Box | None, last: int, title: Box | None = None
) -> tuple[datetime | None, bool]:
    """Return when the article was published and whether only the day is known; (None, False) for no date.

    Args:
        context: the page.
        lines: leaves round the text, nearest first: where a page prints its date.
        region: the box that holds title and text.
        last: index of the text's last leaf.
        title: the leaf that prints the title.
    """
    given = parse_machine(text_of(context.chosen.published), zone=context.zone)
    if given is None and (text := text_of(context.chosen.published)):
        relative = find_date(text, zone=context.zone, now=context.now)
        given = (relative.moment, relative.day_only) if relative else None
    if given is not None:
        context.decide("published", "profile: published", 1.0, given[0].isoformat())
        return given
    lines = [box for box in before_the_end(lines, last) if box.lo not in context.known]
    printed = lines_with.printed_date(context, lines)
    claim = claimed_date(context, region)
    if claim is not None and claim.vague and printed is not None and _belies(context, printed, claim.moment):
        claim = None
    if claim is None:
        return _unclaimed(context, printed, title, lines, last)
    moment, day_only, rule, _vague = claim
    if printed and not printed.day_only and day_only and abs(printed.moment - moment) <= timedelta(hours=36):
        context.decide("published", f"{rule}, the time as printed", 0.9, printed.moment.isoformat())
        return printed.moment, False
    if not day_only and context.profile is None:
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


def _belies(context: Context, printed: Printed, moment: datetime) -> bool:
    """Tell whether a printed date is another day than `moment`, and not the one of the last change."""
    change = claimed_change(context)
    changed = change is not None and change[0].date() == printed.moment.date()
    return not changed and abs(printed.moment - moment) > timedelta(hours=36)


def _unclaimed(
    context: Context, printed: Printed | None, title: Box | None, lines: Sequence[Box], last: int
) -> tuple[datetime | None, bool]:
    """Return the date of a page that claims none: as printed, or in its address.

    A printed day of the last change is none, but no date that was hard to find may be later.
    """
    found, rule, sure = printed, "printed near the title", 0.85
    change = lines_with.changed(context, lines)
    if found is None or (found.at > last and not found.said):
        for other, how in (
            (lines_with.in_heading(context, title), "printed in the title's heading"),
            (lines_with.labelled(context), "the page's only date that says so"),
            (lines_with.only_time(context), "the page's only marked date"),
        ):
            if other is not None and (change is None or other.moment.date() <= change.moment.date()):
                found, rule, sure = other, how, 0.75
                break
    if found is None and (address := date_in_address(context)):
        found, rule, sure = Printed(address.moment, True, -1), "date in the address", 0.7
    if found is None:
        return None, False
    context.decide("published", rule, sure, found.moment.isoformat())
    return found.moment, found.day_only


def _as_printed(context: Context, moment: datetime, lines: Sequence[Box]) -> datetime | None:
    """Return a moment in the zone that the page's printed date shows, None without one.

    A printed clock gives the zone outright, its own or the one that leads to it; where the moment is given in
    UTC, a printed day gives the nearest whole hour that leads to it.
    """
    in_utc = moment.utcoffset() == timedelta(0)
    minute = moment.replace(second=0, microsecond=0)
    for box in lines:
        if len(box.text) > 200 or lines_with.is_update(context, box):
            continue
        for element in context.times.get(box.lo, ()):
            given = parse_machine(element.get("datetime"))
            if given and not given[1] and abs(given[0] - moment) < timedelta(minutes=1):
                return moment.astimezone(given[0].tzinfo) if given[0].utcoffset() else None
        found = find_date(box.text, zone=UTC)
        if found is None:
            continue
        if found.moment.utcoffset():
            if abs(found.moment - minute) < timedelta(minutes=1):
                return moment.astimezone(found.moment.tzinfo)
            continue
        if not found.day_only:
            offset = found.moment - minute
            if not in_utc:
                return moment.astimezone(UTC) if not offset and minute.minute else None
            if timedelta(0) < abs(offset) <= timedelta(hours=14) and offset.seconds % 1800 == 0:
                return moment.astimezone(timezone(offset))
        days = (found.moment.date() - moment.date()).days
        if not in_utc:
            return None
        if days == 1 and moment.hour >= 12:
            return moment.astimezone(timezone(timedelta(hours=24 - moment.hour)))
        if days == -1 and moment.hour < 8:
            return moment.astimezone(timezone(timedelta(hours=-moment.hour - 1)))
        return None
    return None
