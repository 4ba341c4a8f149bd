"""`kaskad-tui headlines`: the archive's list after a refresh."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaskad_tui.clock import now
from kaskad_tui.commands import json_shapes, plain, streams
from kaskad_tui.commands.arguments import UsageError
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import DEADLINE_S, Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Failure, FailureKind, Filter, Headline, Section
from kaskad_tui.reader.service import Reader
from kaskad_tui.wording.failures import sentence

_AT_ONCE = 500
"""Headlines taken from the archive at a time: a long list is never in memory as a whole."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """The options, typed."""

    section: str | None
    page: int | None
    limit: int | None
    filter: Filter
    json: bool
    muted: bool
    """Also what the muted words of the settings hide."""


def run(session: Session, options: Namespace) -> int:
    """Print the headlines; return the exit code."""
    wish = _Wish(options.section, options.page, options.limit, options.filter, options.json, options.muted)
    return run_loop(lambda: _print(session, wish))


async def _print(session: Session, wish: _Wish) -> int:
    async with session.reader() as reader:
        try:
            async with asyncio.timeout(DEADLINE_S):
                section = await _section(reader, session, wish.section)
                keys, failure = await _fetched(reader, session, wish, section)
        except TimeoutError:
            section = _known(reader, wish.section)
            keys, failure = None, _timeout(reader)
        if keys is None and (wish.page is None or failure is None):
            keys = _listed(reader, session, wish, section)
        keys, hidden = await _heard(reader, session, wish, keys or ())
        if not keys and failure is not None:
            streams.say(sentence(failure))
            return Exit.FAILED
        shown = keys[: wish.limit] if wish.limit else keys
        _write(reader, shown, wish)
        if failure is not None:
            streams.say(sentence(failure) + "\n" + _("What is shown is from the archive."))
            return Exit.STALE
        if hidden:
            streams.say(
                ngettext(
                    "{n} headline is muted; --muted prints it too.",
                    "{n} headlines are muted; --muted prints them too.",
                    hidden,
                ).format(n=hidden)
            )
        elif not shown:
            streams.say(_nothing(reader, session, wish))
        return Exit.OK


async def _heard(
    reader: Reader, session: Session, wish: _Wish, keys: Sequence[int]
) -> tuple[Sequence[int], int]:
    """Return the rows without muted ones, and how many of those were left out."""
    words = session.settings.list.mute
    muted = await reader.muted(words) if words and not wish.muted else frozenset()
    heard = [key for key in keys if key not in muted] if muted else keys
    return heard, len(keys) - len(heard)


async def _fetched(
    reader: Reader, session: Session, wish: _Wish, section: Section | None
) -> tuple[Sequence[int] | None, Failure | None]:
    """Ask the site; return the keys of the page asked for (None: the archive's list), and why it failed."""
    section_id = section.id if section else None
    if wish.page is not None:
        if session.offline:
            return None, Failure(FailureKind.OFFLINE)
        page = await reader.page(wish.page, section_id)
        if page.failure is not None:
            return None, page.failure
        return _filtered(reader, page.keys, wish.filter), None
    if session.offline:
        return None, None
    return None, (await reader.refresh(section_id)).failure


def _filtered(reader: Reader, keys: Sequence[int], wanted: Filter) -> list[int]:
    return [
        item.key
        for item in reader.headlines(keys)
        if wanted == "all"
        or (wanted == "unread" and not item.read)
        or (wanted == "bookmarked" and item.bookmarked)
    ]


def _listed(reader: Reader, session: Session, wish: _Wish, section: Section | None) -> Sequence[int]:
    from kaskad_tui.store.views import View

    view = View(section=section.title if section and section.id else None, filter=wish.filter)
    return reader.order(view, None if session.settings.list.mute else wish.limit).keys


def _timeout(reader: Reader) -> Failure:
    return Failure(FailureKind.TIMEOUT, url=reader.front_url, elapsed_s=DEADLINE_S)


async def _section(reader: Reader, session: Session, name: str | None) -> Section | None:
    """Return the section of that id or title.

    Raises:
        UsageError: the site has none of that name.
    """
    found = _known(reader, name)
    if name is None or found is not None:
        return found
    if not session.offline:  # the menu may name one that nobody has seen yet
        await reader.refresh()
        found = _known(reader, name)
    if found is None:
        known = ", ".join(f"{section.id} ({section.title})" for section in reader.sections() if section.id)
        raise UsageError(
            _("there is no section {name!r}; known are: {known}").format(name=name, known=known or "–"),
            session.prog,
        )
    return found


def _known(reader: Reader, name: str | None) -> Section | None:
    if name is None:
        return None
    wanted = name.strip().strip("/").casefold()
    for section in reader.sections():
        if wanted in (section.id.casefold(), section.title.casefold()):
            return section
    return None


def _nothing(reader: Reader, session: Session, wish: _Wish) -> str:
    if wish.page is not None:
        return _("The site's list has nothing on page {n}.").format(n=wish.page)
    if wish.filter == "unread":
        return _("Everything is read.")
    if wish.filter == "bookmarked":
        return _("There are no bookmarks.")
    if session.offline:
        return _("The archive is still empty. Without --offline it is filled from the network.")
    return _("The list is empty.")


def _write(reader: Reader, keys: Sequence[int], wish: _Wish) -> None:
    if wish.json:
        array = json_shapes.Array()
        for item in _items(reader, keys):
            streams.emit(array.part(json_shapes.headline(item)))
        streams.emit(array.end())
        return
    width, moment = plain.terminal_width(), now()
    for start in range(0, len(keys), _AT_ONCE):
        chunk = reader.headlines(keys[start : start + _AT_ONCE])
        for row in plain.headline_rows(chunk, moment, width):
            streams.emit(row + "\n")


def _items(reader: Reader, keys: Sequence[int]) -> Iterator[Headline]:
    for start in range(0, len(keys), _AT_ONCE):
        yield from reader.headlines(keys[start : start + _AT_ONCE])
