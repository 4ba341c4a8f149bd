"""`kaskad-tui search`: articles of the archive by words and filters."""

from __future__ import annotations

import asyncio
from argparse import Namespace

from kaskad_tui.clock import now
from kaskad_tui.commands import json_shapes, plain, streams
from kaskad_tui.commands.arguments import UsageError
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import DEADLINE_S, Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.reader import Hit, Hits

_WIDTH = 200
"""Characters of an excerpt where no terminal says how many there are."""
_INDENT = 4


def run(session: Session, options: Namespace) -> int:
    """Print what is found; return the exit code."""
    text = " ".join(options.query)
    if session.source is not None:
        text = f"source:{session.site().name} {text}"
    limit: int = options.limit
    ranked: bool = options.ranked
    as_json: bool = options.json
    return run_loop(lambda: _print(session, text, limit, ranked=ranked, as_json=as_json))


async def _print(session: Session, text: str, limit: int, *, ranked: bool, as_json: bool) -> int:
    async with session.reader() as reader:
        query = reader.query(text)
        if query.unknown:
            raise UsageError(
                _("this filter cannot be understood: {filters}").format(filters=", ".join(query.unknown)),
                session.prog,
            )
        if query.empty:
            raise UsageError(_("there is no word to look for"), session.prog)
        try:
            # what a save leaves is indexed at once; this is an archive of an earlier version of the program
            async with asyncio.timeout(DEADLINE_S):
                await asyncio.shield(reader.index_behind())
        except TimeoutError:
            pass
        found = await reader.search_async(query, ranked=ranked, limit=limit)
        width = plain.terminal_width()
        hits = reader.hits(found.keys, reader.pattern(query), (width or _WIDTH) - _INDENT)
        if as_json:
            streams.emit(_json(hits))
        else:
            streams.emit(_rows(hits, width))
        missing = reader.unindexed()
        if missing:
            streams.say(
                ngettext(
                    "{n} article of the archive could not be searched yet.",
                    "{n} articles of the archive could not be searched yet.",
                    missing,
                ).format(n=missing)
            )
        elif not hits:
            streams.say(_("Nothing was found in the archive."))
        elif len(found) < found.total or not found.exact:
            streams.say(_more(found))
        return Exit.OK


def _more(found: Hits) -> str:
    text = (
        ngettext(
            "Shown are {shown} of {n} article; --limit shows more.",
            "Shown are {shown} of {n} articles; --limit shows more.",
            found.total,
        )
        if found.exact
        else _("Shown are {shown} of more than {n} articles; --limit shows more.")
    )
    return text.format(shown=len(found), n=found.total)


def _rows(hits: list[Hit], width: int | None) -> str:
    heads = plain.headline_rows([hit.headline for hit in hits], now(), width)
    return "".join(
        head + "\n" + (plain.cut(" " * _INDENT + hit.excerpt, width) + "\n" if hit.excerpt else "")
        for head, hit in zip(heads, hits, strict=True)
    )


def _json(hits: list[Hit]) -> str:
    array = json_shapes.Array()
    parts = [
        array.part(
            json_shapes.headline(hit.headline)
            | {
                "title_spans": [list(span) for span in hit.title_spans],
                "excerpt": hit.excerpt,
                "excerpt_spans": [list(span) for span in hit.excerpt_spans],
            }
        )
        for hit in hits
    ]
    return "".join(parts) + array.end()
