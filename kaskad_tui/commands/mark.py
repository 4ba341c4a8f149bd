"""`kaskad-tui mark`: read marks and bookmarks, on the disk before it ends."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from kaskad_tui.commands import streams
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Failure
from kaskad_tui.sanitize import clean_line
from kaskad_tui.wording.failures import sentence

_NAMED = 5
"""How many unknown articles a message names."""


def run(session: Session, options: Namespace) -> int:
    """Set the marks; return the exit code."""
    how: str = options.how
    refs: Sequence[str] = options.refs
    return run_loop(lambda: _mark(session, how, refs))


async def _mark(session: Session, how: str, refs: Sequence[str]) -> int:
    read = {"read": True, "unread": False}.get(how)
    bookmarked = {"bookmark": True, "unbookmark": False}.get(how)
    async with session.reader() as reader:
        keys: dict[int, None] = {}
        unknown = []
        for ref in refs:
            found = reader.find(ref.strip())
            if found is None:
                unknown.append(ref)
            else:
                keys[found.key] = None
        if keys:
            changed = await reader.mark(tuple(keys), read=read, bookmarked=bookmarked)
            if isinstance(changed, Failure):
                streams.say(sentence(changed))
                return Exit.FAILED
        if unknown:
            streams.say(_unknown(unknown))
            return Exit.FAILED
        return Exit.OK


def _unknown(refs: Sequence[str]) -> str:
    names = ", ".join(clean_line(ref, 100) for ref in refs[:_NAMED])
    names += ", …" if len(refs) > _NAMED else ""
    first = ngettext(
        "{n} article is not in the archive: {names}",
        "{n} articles are not in the archive: {names}",
        len(refs),
    ).format(n=len(refs), names=names)
    return first + "\n" + _("It gets there by kaskad-tui headlines or kaskad-tui read.")
