"""`kaskad-tui top`: the lists that stand beside the news."""

from __future__ import annotations

import asyncio
from argparse import Namespace

from kaskad_tui.commands import json_shapes, plain, streams
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import DEADLINE_S, Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _
from kaskad_tui.model import Failure, FailureKind, ListKind
from kaskad_tui.reader import FilledLists
from kaskad_tui.wording.failures import sentence


def run(session: Session, options: Namespace) -> int:
    """Print the lists; return the exit code."""
    as_json: bool = options.json
    return run_loop(lambda: _print(session, as_json))


async def _print(session: Session, as_json: bool) -> int:
    async with session.reader() as reader:
        failure: Failure | None = None
        if not session.offline:
            try:
                async with asyncio.timeout(DEADLINE_S):
                    failure = (await reader.refresh()).failure
            except TimeoutError:
                failure = Failure(FailureKind.TIMEOUT, url=reader.front_url, elapsed_s=DEADLINE_S)
        lists = reader.lists()
        filled = await reader.filled_lists()
        empty = not any(lists.values())
        if failure is not None and empty:
            streams.say(sentence(failure))
            return Exit.FAILED
        streams.emit(json_shapes.dumps(json_shapes.blocks(lists)) if as_json else _rows(filled))
        if failure is not None:
            streams.say(sentence(failure) + "\n" + _("What is shown is from the archive."))
            return Exit.STALE
        if empty:
            streams.say(_("There are no lists beside the news."))
        return Exit.OK


def _rows(filled: FilledLists) -> str:
    width = plain.terminal_width()
    parts = [
        "\n".join([_title(kind, filled), *plain.numbered_rows(filled.lists[kind], width)])
        for kind in ListKind
        if filled.lists.get(kind)
    ]
    return "\n\n".join(parts) + "\n" if parts else ""


def _title(kind: ListKind, filled: FilledLists) -> str:
    title = plain.list_title(kind)
    return _("{list} (worked out here)").format(list=title) if kind in filled.computed else title
