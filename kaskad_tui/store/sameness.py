"""Whether two copies of a text say the same: white space, quotation marks and furniture are no edit. Pure."""

from __future__ import annotations

import re

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("«»„“”‟″‘’‚‹›`´′'", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "\u00ad": "",
        "\u200b": "",
        "\ufeff": "",
    }
)
_WORD = re.compile(r"[^\W\d_]+")
_FURNITURE = frozenset(
    (
        "опубликовано обновлено создано изменено добавлено публикации публикация дата время сегодня вчера "
        "просмотров просмотры просмотра просмотр комментариев комментарии комментария комментарий голосов "
        "рейтинг поделиться в от г год года мск час часа часов мин минут минуты минуту назад published "
        "updated created modified on at date time views hits comments share today yesterday ago min minutes "
        "hours utc gmt am pm января февраля марта апреля мая июня июля августа сентября октября ноября "
        "декабря янв фев мар апр май июн июл авг сен сент окт ноя дек понедельник вторник среда четверг "
        "пятница суббота воскресенье пн вт ср чт пт сб вс january february march april june july august "
        "september october november december jan feb mar apr may jun jul aug sep oct nov dec"
    ).split()
)
"""Words of lines that only say when a page was made and how often it was seen."""


def essence(text: str) -> str:
    """Return what of a text is compared: one line, plain signs, without lines that are only furniture."""
    lines = (" ".join(line.split()) for line in text.translate(_SIGNS).casefold().split("\n"))
    return " ".join(line for line in lines if line and not _is_furniture(line))


def same(one: str, other: str) -> bool:
    """Say whether a reader would call two texts the same."""
    return one == other or essence(one) == essence(other)


def _is_furniture(line: str) -> bool:
    """Say whether a line holds nothing but dates, counters and their names."""
    if len(line) > 100:
        return False
    named = _WORD.findall(line)
    return (
        bool(re.search(r"\d", line) or named)
        and all(word in _FURNITURE for word in named)
        and (bool(named) or bool(re.fullmatch(r"[\d\s.,:/-]+", line) and re.search(r"\d[.:/]\d", line)))
    )
