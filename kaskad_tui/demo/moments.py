"""When each article of the edition was published, told from the moment the sample site starts.

The rules, in their order; the same start and edition give the same moments:

1. A fixed date stands.
2. Day 0 is the day of the start, local time; before 08:00 it is the day before, because no newsroom has
   published a morning's worth of news at night.
3. Where day 0 still wishes for times to come, its wishes are squeezed, in proportion, into the time from
   06:00, or its first wish if that is earlier, to three minutes before the start.
4. From the newest to the oldest, each is at least one minute older than the one with the next number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from kaskad_tui.demo.edition import ZONE, Article, Draft

_MORNING = time(8)
_OPENS = timedelta(hours=6)
_MINUTE = timedelta(minutes=1)
_QUIET = timedelta(minutes=3)


def schedule(drafts: Sequence[Draft], start: datetime) -> tuple[Article, ...]:
    """Give every draft its moment: none in the future, strictly rising with the numbers.

    Args:
        drafts: lowest number first.
        start: the moment the site starts, aware, any zone.

    Returns:
        The articles, newest (highest number) first. Fixed dates are as given and outside rule 4.
    """
    here = start.astimezone(ZONE).replace(second=0, microsecond=0)
    midnight = here.replace(hour=0, minute=0)
    if here.time() < _MORNING:
        midnight -= timedelta(days=1)
    latest = here - _QUIET
    wishes = [midnight - timedelta(days=draft.day) + _since_midnight(draft.wish) for draft in drafts]
    _squeeze(
        [at for at, draft in enumerate(drafts) if draft.fixed is None and draft.day <= 0],
        wishes,
        midnight,
        latest,
    )
    articles = []
    limit = latest
    for draft, wish in zip(reversed(drafts), reversed(wishes), strict=True):
        if draft.fixed is not None:
            articles.append(Article(draft, draft.fixed))
            continue
        moment = min(wish, limit)
        limit = moment - _MINUTE
        articles.append(Article(draft, moment))
    return tuple(articles)


def _since_midnight(wish: time) -> timedelta:
    return timedelta(hours=wish.hour, minutes=wish.minute)


def _squeeze(today: list[int], wishes: list[datetime], midnight: datetime, latest: datetime) -> None:
    if not today:
        return
    first = min(wishes[at] for at in today)
    last = max(wishes[at] for at in today)
    if last <= latest:
        return
    begin = min(first, midnight + _OPENS)
    share = (latest - begin) / max(last - first, _MINUTE)
    for at in today:
        moment = begin + (wishes[at] - first) * share
        wishes[at] = moment.replace(second=0, microsecond=0)
