"""Dates in words, in the reader's own time zone and language.

Only a day known stays that day, whatever the zone.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kaskad_tui.clock import local
from kaskad_tui.i18n import _, language, pgettext

_MONTHS = {
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SHORT_MONTHS = {
    "ru": ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_WEEKDAYS = {
    "ru": ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def reader_day(moment: datetime, day_only: bool = False) -> date:
    """Return the day on which the reader files `moment`."""
    return moment.date() if day_only else local(moment).date()


def day_and_month(day: date, *, year: bool) -> str:
    """Return «27 декабря» or «27 декабря 2022»."""
    text = f"{day.day} {_MONTHS[language()][day.month - 1]}"
    return f"{text} {day.year}" if year else text


def full(moment: datetime | None, day_only: bool = False) -> str:
    """Return «27 декабря 2022, 11:23», without the time when only the day is known; "" for None."""
    if moment is None:
        return ""
    day = day_and_month(reader_day(moment, day_only), year=True)
    return day if day_only else f"{day}, {clock_time(moment)}"


def clock_time(moment: datetime) -> str:
    """Return «11:23» by the reader's clock."""
    return f"{local(moment):%H:%M}"


def short(moment: datetime | None, now: datetime, day_only: bool = False) -> str:
    """Return «11:23» for today, «вчера», «26 дек», «18 мая 2021» once the year is another one."""
    if moment is None:
        return ""
    day, today = reader_day(moment, day_only), local(now).date()
    if day == today:
        return pgettext("only the day is known", "today") if day_only else clock_time(moment)
    if day == today - timedelta(days=1):
        return _("yesterday")
    return short_day(day) if day.year == today.year else f"{short_day(day)} {day.year}"


def spoken(moment: datetime | None, now: datetime, day_only: bool = False) -> str:
    """Return a date for reading aloud: «сегодня, 11:23», «26 декабря, 11:23», «18 мая 2021»; "" for None."""
    if moment is None:
        return ""
    day, today = reader_day(moment, day_only), local(now).date()
    if day.year != today.year:
        return day_and_month(day, year=True)
    if day == today:
        name = _("today")
    elif day == today - timedelta(days=1):
        name = _("yesterday")
    else:
        name = day_and_month(day, year=False)
    return name if day_only else f"{name}, {clock_time(moment)}"


def short_day(day: date) -> str:
    """Return «26 дек»: at most six characters."""
    return f"{day.day} {_SHORT_MONTHS[language()][day.month - 1]}"


def since(moment: datetime, now: datetime) -> str:
    """Return «11:40», or «25 дек» when that was not today."""
    return clock_time(moment) if local(moment).date() == local(now).date() else short(moment, now)


def day_heading(day: date, today: date) -> str:
    """Return the separator above a day's headlines: «СЕГОДНЯ, ВТОРНИК», «25 ДЕКАБРЯ, ВОСКРЕСЕНЬЕ»."""
    if day == today:
        name = _("today")
    elif day == today - timedelta(days=1):
        name = _("yesterday")
    elif day.year == today.year:
        name = day_and_month(day, year=False)
    else:
        return day_and_month(day, year=True).upper()
    return f"{name}, {_WEEKDAYS[language()][day.weekday()]}".upper()
