"""Dates as pages print them, in Russian, English and the machine forms.

Nothing here reads a clock: «сегодня, 14:05» is understood only with `now`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kaskad_tui.extract.months import month_number

_EARLIEST, _LATEST = 1970, 2100
"""Other years are absurd for a page: no date."""


class Found(NamedTuple):
    """A date that was found in a text."""

    moment: datetime
    """Aware; midnight when `day_only`."""
    day_only: bool
    start: int
    end: int
    """Where it stands: `text[start:end]`."""


@lru_cache(maxsize=64)
def zone_of(name: str | None) -> tzinfo:
    """Return the zone of an IANA name; UTC for none and for one that the system does not know."""
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


_WORD = r"(?P<name>[^\W\d_]{2,14}\b)\.?"
"""What may name a month; whether it does, the table says."""
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d:])"
    r"(?:\s?(?P<half>[ap]\.?m\b\.?))?"
)
_ZONE = (
    r"(?:\s*\(?(?P<zone>Z\b|(?:UTC|GMT)?\s?[+\u2212-]\d{1,2}(?::?\d{2})?(?!\d)|UTC|GMT|МСК"
    r"|MSK|EST|EDT|CST|CDT|MST|MDT|PST|PDT"
    r"|BST|CET|CEST|EET|EEST|ET|PT)\)?)?"
)
_BETWEEN = r"(?:\s*(?:,|\||/|•|·|—|–|-|\bв\b|\bat\b|\bum\b|\bà\b|г\.?,?|года,?|року,?|@|T|\(|»)\s*){0,3}\s*"
_AFTER = rf"(?:{_BETWEEN}{_CLOCK}{_ZONE})?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_NAMED_ZONES = {
    "мск": 180, "msk": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "utc": 0,
    "gmt": 0, "z": 0,
}  # fmt: skip

_FORMS = (
    # 27.12.2022 11:23, 27/12/2022, 27.12.22, 11:23
    re.compile(rf"(?<![\d.:/])(?P<day>\d{{1,2}})(?P<sep>[./])(?P<month>\d{{1,2}})(?P=sep)(?P<year>(?:19"
rf"|20)\d\d|\d\d)(?![\d./]\d|\d){_AFTER}", re.I),
    # 27-12-2022
    re.compile(rf"(?<![\d-])(?P<day>\d{{1,2}})-(?P<month>\d{{1,2}})-{_YEAR}(?!-){_AFTER}", re.I),
    # 2022-12-27 11:23:00, 2022/12/27, 2022.12.27
    re.compile(
        rf"(?<![\d/.-]){_YEAR[:-6]}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)"
        rf"(?P<day>\d{{1,2}})(?!\d){_AFTER}",
        re.I,
    ),
    # 27 декабря 2022, 11:23; 27. Dezember 2022; 27 de diciembre de 2022; 27th December 2022
    re.compile(
        rf"(?<![\d.:])(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|-го|-е|º|er)?,?\s*(?:de\s+|of\s+)?{_WORD}"
        rf"(?:\s?/\s?[^\W\d_]{{2,14}})?,?\s*(?:de\s+|del\s+)?{_YEAR}{_AFTER}",
        re.I,
    ),
    # December 27, 2022 at 11:23 am
    re.compile(rf"\b{_WORD}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}{_AFTER}", re.I),
    # 2022 Dec 27; 2022. december 27.; 2022 m. gruodžio 27
    re.compile(rf"(?<![\d.,-]){_YEAR}\.?\s+(?:m\.\s+)?{_WORD}\s+(?P<day>\d{{1,2}})(?!\d){_AFTER}", re.I),
    # 2022年12月27日 11:23, 2022년 12월 27일
    re.compile(
        rf"{_YEAR[:-6]}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일号號]?"
        r"(?:\s*[(（]\w[)）])?(?:\s*(?P<hour>[01]?\d|2[0-3])\s?[:：時时点點시]\s?(?P<minute>[0-5]?\d)(?!\d))?"
    ),
)  # fmt: skip
# 11:23, 27 декабря 2022
_CLOCK_FIRST = re.compile(rf"(?<![\d.:]){_CLOCK}{_ZONE}\s*(?:,|\||/|•|·|—|–|-|\bon\b)?\s*$", re.I)
_YEARLESS = re.compile(
    rf"(?<![\d.:])(?P<day>\d{{1,2}})\s+(?P<name>[^\W\d_]{{3,14}})\b(?!\.?,?\s*(?:19|20)\d\d){_AFTER}", re.I
)
_RELATIVE_DAY = re.compile(rf"\b(?P<word>сегодня|вчера|позавчера|today|yesterday)\b{_AFTER}", re.I)
_AGO = re.compile(
    r"\b(?:(?P<n>\d{1,3})\s*)?(?P<unit>секунд[уы]?|мин(?:ут[уы]?)?\.?|час(?:а|ов)?|д(?:ень|ня|ней)|недел[юиь]"
    r"|seconds?|minutes?|mins?|hours?|days?|weeks?)\s+(?:назад|ago)\b",
    re.I,
)
_ISO = re.compile(
    r"^\s*(?P<date>\d{4}-?\d{2}-?\d{2})(?:[T ]+(?P<time>\d{1,2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)\s*"
    r"(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?\s*$",
    re.I,
)


def _offset(name: str | None) -> tzinfo | None:
    if not name:
        return None
    plain = name.strip().lower()
    if plain in _NAMED_ZONES:
        return timezone(timedelta(minutes=_NAMED_ZONES[plain]))
    found = re.fullmatch(r"(?:utc|gmt)?\s?([+\u2212-])(\d{1,2}):?(\d{2})?", plain)
    if found is None:
        return None
    minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
    if minutes > 14 * 60:
        return None
    return timezone(timedelta(minutes=minutes if found.group(1) == "+" else -minutes))


def _sane(moment: datetime | None) -> datetime | None:
    if moment is None or not _EARLIEST <= moment.year <= _LATEST:
        return None
    try:
        moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment


def _build(parts: dict[str, str | None], day: date, zone: tzinfo) -> tuple[datetime, bool] | None:
    """Put a day and the clock of a match together; the day alone where there is no clock."""
    hour = parts.get("hour")
    if hour is None:
        return datetime(day.year, day.month, day.day, tzinfo=zone), True
    hours = int(hour)
    half = (parts.get("half") or "").lower()
    if half.startswith("p") and hours < 12:
        hours += 12
    elif half.startswith("a") and hours == 12:
        hours = 0
    stated = _offset(parts.get("zone"))
    second = int(parts.get("second") or 0)
    return (
        datetime(
            day.year, day.month, day.day, hours, int(parts.get("minute") or 0), second, tzinfo=stated or zone
        ),
        False,
    )


def _day_of(parts: dict[str, str | None], default_year: int | None = None) -> date | None:
    year_text = parts.get("year")
    year = int(year_text) if year_text else default_year
    if year is None:
        return None
    if year < 100:
        year += 2000 if year < 70 else 1900
    name = parts.get("name")
    month = month_number(name) if name else int(parts.get("month") or 0)
    day = int(parts.get("day") or 0)
    if name is None and month > 12 >= day and parts.get("sep") == "/":  # 12/27/2022
        day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _relative(text: str, now: datetime, zone: tzinfo) -> Found | None:
    local = now.astimezone(zone)
    found = _RELATIVE_DAY.search(text)
    if found:
        back = {"вчера": 1, "yesterday": 1, "позавчера": 2}.get(found.group("word").lower(), 0)
        day = (local - timedelta(days=back)).date()
        built = _build(found.groupdict(), day, zone)
        return Found(*built, found.start(), found.end()) if built else None
    found = _AGO.search(text)
    if found:
        n, unit = int(found.group("n") or 1), found.group("unit").lower()
        if unit.startswith(("нед", "week")):
            moment, whole_day = local - timedelta(weeks=n), True
        elif unit.startswith(("д", "day")):
            moment, whole_day = local - timedelta(days=n), True
        elif unit.startswith(("час", "hour")):
            moment, whole_day = local - timedelta(hours=n), False
        else:
            seconds = unit.startswith(("сек", "sec"))
            moment, whole_day = local - (timedelta(seconds=n) if seconds else timedelta(minutes=n)), False
        if whole_day:
            moment = moment.replace(hour=0, minute=0)
        return Found(moment.replace(second=0, microsecond=0), whole_day, found.start(), found.end())
    for found in _YEARLESS.finditer(text):
        day_found = _day_of(found.groupdict(), local.year)
        if day_found and day_found > (local + timedelta(days=2)).date():
            day_found = _day_of(found.groupdict(), local.year - 1)
        if day_found:
            built = _build(found.groupdict(), day_found, zone)
            return Found(*built, found.start(), found.end()) if built else None
    return None


def find_date(text: str, *, zone: tzinfo = UTC, now: datetime | None = None) -> Found | None:
    """Return the first full date in `text`, else with `now` a relative one, else None.

    Args:
        text: a short text; no more than its first 2,000 characters are looked at.
        zone: of a time that states none.
        now: aware; serves «сегодня», «вчера», «2 часа назад» and days without a year.
    """
    text = text[:2000].replace("\xa0", " ").replace("\u202f", " ")
    best: re.Match[str] | None = None
    day: date | None = None
    if any(char.isdigit() for char in text):
        for form in _FORMS:
            for match in form.finditer(text):
                if best is not None and match.start() >= best.start():
                    break
                found_day = _day_of(match.groupdict())
                if found_day and _EARLIEST <= found_day.year <= _LATEST:
                    best, day = match, found_day
                    break
    try:
        if best is not None and day is not None:
            return _found(best, day, text, zone)
        if now is not None:
            relative = _relative(text, now, zone)
            if relative and _sane(relative.moment):
                return relative
    except (OverflowError, ValueError):
        return None
    return None


def _found(match: re.Match[str], day: date, text: str, zone: tzinfo) -> Found | None:
    parts = match.groupdict()
    start = match.start()
    if parts.get("hour") is None:
        before = _CLOCK_FIRST.search(text, max(0, start - 24), start)
        if before:
            parts, start = {**parts, **before.groupdict()}, before.start()
    built = _build(parts, day, zone)
    if built is None or _sane(built[0]) is None:
        return None
    return Found(*built, start, match.end())


def parse_machine(value: str | None, *, zone: tzinfo = UTC) -> tuple[datetime, bool] | None:
    """Return the moment of a field that holds nothing but a date, and whether only the day is known.

    ISO 8601 in its usual forms, RFC 822/2822, a Unix time, else what `find_date` finds.
    """
    if not value or len(value) > 200:
        return None
    text = value.strip()
    found = _ISO.match(text)
    try:
        if found:
            day = date.fromisoformat(found.group("date"))
            clock = found.group("time")
            if clock is None:
                moment = datetime(day.year, day.month, day.day, tzinfo=zone)
                return (moment, True) if _sane(moment) else None
            digits = re.sub(r"[:.,].*?$", "", clock) if ":" not in clock else clock
            pieces = clock.split(":") if ":" in clock else [digits[:2], digits[2:4], digits[4:6] or "0"]
            second = int(float((pieces[2] if len(pieces) > 2 else "0").replace(",", ".")))
            moment = datetime(
                day.year, day.month, day.day, int(pieces[0]), int(pieces[1]), min(second, 59),
                tzinfo=_offset(found.group("zone")) or zone,
            )  # fmt: skip
            return (moment, False) if _sane(moment) else None
        if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
            moment = datetime.fromtimestamp(int(text[:10]), UTC)
            return (moment, False) if _sane(moment) else None
        if re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{2,4}\s+\d", text):
            moment = parsedate_to_datetime(text)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=UTC if text.endswith("-0000") else zone)
            return (moment, False) if _sane(moment) else None
    except (ValueError, OverflowError, TypeError, IndexError):
        pass
    loose = find_date(text, zone=zone)
    return (loose.moment, loose.day_only) if loose else None
