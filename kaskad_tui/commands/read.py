"""`kaskad-tui read`: one article, by its number or any address."""

from __future__ import annotations

import asyncio
from argparse import Namespace

from kaskad_tui.commands import document, json_shapes, plain, streams
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import DEADLINE_S, Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _
from kaskad_tui.model import Article, Failure, FailureKind
from kaskad_tui.paths import export_dir
from kaskad_tui.sanitize import clean_line
from kaskad_tui.wording import exports
from kaskad_tui.wording.failures import sentence


def run(session: Session, options: Namespace) -> int:
    """Print the article; return the exit code."""
    ref: str = options.ref
    form: str = "save" if options.save else options.format
    return run_loop(lambda: _print(session, ref.strip(), form))


async def _print(session: Session, ref: str, form: str) -> int:
    async with session.reader(ref) as reader:
        article: Article | Failure
        try:
            async with asyncio.timeout(DEADLINE_S):
                article = await reader.read(ref)
        except TimeoutError:
            article = Failure(FailureKind.TIMEOUT, url=reader.front_url, elapsed_s=DEADLINE_S)
        if isinstance(article, Failure):
            streams.say(sentence(article))
            return Exit.FAILED
        doc = document.of_article(article)
        if form == "save":
            if not _save(article, session):
                return Exit.FAILED
        elif form == "json":
            streams.emit(json_shapes.dumps(json_shapes.document(doc)))
        else:
            streams.emit(plain.text(doc) if form == "text" else plain.markdown(doc))
        if article.gone:
            streams.say(_("The site no longer has this article: it is the archive's copy."))
        elif not article.complete:
            streams.say(_("This is not the whole text: the page broke off, or only a summary was found."))
        return Exit.OK


def _save(article: Article, session: Session) -> bool:
    """Save the article and print where; False when that cannot be."""
    from kaskad_tui.reader.exporting import export

    folder = export_dir(session.settings.export.folder)
    try:
        path = export(article, folder)
    except OSError as error:
        streams.say(exports.refused(folder, error))
        return False
    streams.emit(f"{clean_line(str(path))}\n")
    return True
