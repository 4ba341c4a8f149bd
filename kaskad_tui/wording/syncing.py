"""How far a sync is and what it brought, in words; for the screen and the command line."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kaskad_tui.clock import local
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.wording import dates


class Progressing(Protocol):
    """A sync under way, as `reader.Progress` tells of it."""

    @property
    def number(self) -> int:
        """Page of the list that came last."""

    @property
    def pages_wanted(self) -> int | None:
        """Pages that the list has, or that are wanted of it."""

    @property
    def new(self) -> int:
        """Headlines that came in."""

    @property
    def oldest(self) -> datetime | None:
        """How far back it is."""

    @property
    def texts(self) -> int:
        """Texts that came."""

    @property
    def texts_wanted(self) -> int | None:
        """None while pages of the list are fetched."""

    @property
    def missed(self) -> int:
        """Texts that did not come."""

    @property
    def waiting_s(self) -> float:
        """Seconds until the site is asked again."""

    @property
    def per_minute(self) -> float:
        """Pages or texts."""

    @property
    def left_s(self) -> float | None:
        """Seconds that it may still take."""


class Ended(Protocol):
    """What a sync did, as `reader.Synced` tells of it."""

    @property
    def pages(self) -> int:
        """Pages of the list."""

    @property
    def new(self) -> int:
        """Headlines."""

    @property
    def texts(self) -> int:
        """Texts."""

    @property
    def missed(self) -> int:
        """Texts that did not come."""


def progress(done: Progressing) -> tuple[str, ...]:
    """Return how far it is, what matters most first."""
    if done.waiting_s:
        return (_("the site is asked again in {time}").format(time=duration(done.waiting_s)),)
    if done.texts_wanted is not None:
        parts = [_("texts {n} of {total}").format(n=done.texts + done.missed, total=done.texts_wanted)]
    else:
        page = _("page {n} of {total}") if done.pages_wanted else _("page {n}")
        parts = [page.format(n=done.number, total=done.pages_wanted)]
        if done.oldest is not None:
            parts.append(dates.full(local(done.oldest), True))
        parts.append(_("new: {n}").format(n=done.new))
    parts.append(_("{n} a minute").format(n=round(done.per_minute)))
    if done.left_s is not None:
        parts.append(_("about {time} left").format(time=duration(done.left_s)))
    return tuple(parts)


def summary(done: Ended, *, full_text: bool) -> str:
    """Return what it brought."""
    parts = [
        ngettext("{n} page of the list", "{n} pages of the list", done.pages).format(n=done.pages),
        ngettext("{n} new headline", "{n} new headlines", done.new).format(n=done.new),
    ]
    if full_text:
        parts.append(ngettext("{n} text", "{n} texts", done.texts).format(n=done.texts))
    if done.missed:
        parts.append(
            ngettext("{n} text did not come", "{n} texts did not come", done.missed).format(n=done.missed)
        )
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """Return «40 с», «12 мин», «3 ч 5 мин»."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return _("{n} s").format(n=round(seconds))
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    return _("{h} h {m} min").format(h=minutes // 60, m=minutes % 60)
