"""`kaskad-tui convert`: pages of files, without network and archive."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kaskad_tui.commands import document, json_shapes, learning, plain, streams
from kaskad_tui.commands.arguments import UsageError
from kaskad_tui.commands.document import Document
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.page_files import UnreadError, content_of, unreadable
from kaskad_tui.commands.session import DEADLINE_S, Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Failure, PageKind
from kaskad_tui.sanitize import clean, clean_line
from kaskad_tui.sources import Site, typed_address
from kaskad_tui.sources.site import is_local

if TYPE_CHECKING:
    from kaskad_tui.extract import Page, SiteMemory
    from kaskad_tui.reader.extraction import Extraction


def run(session: Session, options: Namespace) -> int:
    """Print what the files say; return the exit code."""
    files: Sequence[str] = options.files
    url = None
    if options.url is not None:
        url = typed_address(options.url)
        if url is None:
            raise UsageError(
                _("argument {name}: {value!r} is not an http or https address").format(
                    name="--url", value=options.url
                ),
                session.prog,
            )
    if files.count("-") > 1:
        raise UsageError(_("standard input (-) can be read only once"), session.prog)
    site = session.site()
    form: str = options.format
    return run_loop(lambda: _print(files, url, site, form))


async def _print(files: Sequence[str], url: str | None, site: Site, form: str) -> int:
    from kaskad_tui.reader.extraction import Extraction

    extraction = Extraction(deadline_s=DEADLINE_S)
    pages = _Pages(extraction, site, url)
    try:
        await pages.learn(files)
        if form in ("json", "jsonl"):
            return await _as_json(files, pages, lines=form == "jsonl")
        return await _as_text(files, pages, plain.text if form == "text" else plain.markdown)
    finally:
        await extraction.close()


async def _as_json(files: Sequence[str], pages: _Pages, *, lines: bool) -> int:
    code = Exit.OK
    array = json_shapes.Array()
    for name in files:
        shown = clean(name)
        shape: json_shapes.Json
        try:
            shape = json_shapes.document(await pages.document(name), shown)
        except UnreadError as error:
            code = Exit.FAILED
            shape = {"file": shown, "error": str(error)}
        if lines:
            streams.emit(json_shapes.line(shape))
            streams.flush()
        else:
            streams.emit(array.part(shape) if len(files) > 1 else json_shapes.dumps(shape))
    if not lines and len(files) > 1:
        streams.emit(array.end())
    return code


async def _as_text(files: Sequence[str], pages: _Pages, form: Callable[[Document], str]) -> int:
    errors = []
    printed = False
    for name in files:
        try:
            text = form(await pages.document(name))
        except UnreadError as error:
            errors.append(f"{clean_line(name, 200)}: {error}")
            continue
        if printed and text:
            streams.emit("\n")
        streams.emit(text)
        printed = printed or bool(text)
    if not errors:
        return Exit.OK
    streams.flush()
    if len(errors) > 2:
        more = len(errors) - 2
        errors = [*errors[:2], ngettext("and {n} more file", "and {n} more files", more).format(n=more)]
    streams.say("\n".join(errors))
    return Exit.FAILED


class _Pages:
    """Files to documents, in the extraction process: a page that it chokes on takes down nothing else."""

    def __init__(self, extraction: Extraction, site: Site, url: str | None) -> None:
        self._extraction = extraction
        self._site = site
        self._url = url
        self._memories: dict[str, SiteMemory] = {}

    async def learn(self, files: Sequence[str]) -> None:
        """Learn what the files of one site have in common, before any of them is given."""
        self._memories = await learning.learn([name for name in files if Path(name).is_file()], self._first)

    async def _first(self, name: str) -> Page | None:
        try:
            return await self._page(await asyncio.to_thread(content_of, name), mine=False)
        except UnreadError:
            return None

    async def document(self, name: str) -> Document:
        """Return what one file says.

        Raises:
            UnreadError: it cannot be read, or is no page.
        """
        content = await asyncio.to_thread(
            content_of, name
        )  # a pipe may keep it waiting, and Ctrl+C must work
        mine = self._url is None or self._is_own(self._url)
        page = await self._page(content, mine=mine)
        address = page.url or page.canonical
        if mine and address is not None and not self._is_own(address):
            # what is known of the one site would give the pages of another wrong numbers
            mine = False
            page = await self._page(content, mine=False)
        memory = self._memories.get(learning.host_of(page) or "")
        if memory is not None:
            page = await self._page(content, mine=mine, memory=memory)
        if page.kind is PageKind.OTHER:
            raise UnreadError(_why(page, content))
        return document.of_page(page, self._source(page.url or page.canonical))

    async def _page(self, content: bytes, *, mine: bool, memory: SiteMemory | None = None) -> Page:
        profile = self._site.reading_profile if mine else None
        page = await self._extraction.read(
            content,
            self._url,
            profile=profile,
            content_type=None,
            now=None,
            memory=memory,
            deadline_s=DEADLINE_S,
        )
        if isinstance(page, Failure):
            raise UnreadError(unreadable(page))
        return page

    def _is_own(self, url: str) -> bool:
        """Tell whether an address is the site's; one of this computer is the sample edition's."""
        return self._site.is_own(url) or is_local(urlsplit(url).hostname or "")

    def _source(self, address: str | None) -> str | None:
        """Return the name of the source a page says it is of: the site's, else its host."""
        if address is None:
            return None
        return self._site.name if self._is_own(address) else urlsplit(address).hostname


def _why(page: Page, content: bytes) -> str:
    """Return why there is nothing to read in a page."""
    from kaskad_tui.extract.sniff import is_binary

    if page.browser_check:
        return _("It only checks the browser: the site gave no page when it was saved.")
    if not content.strip():
        return _("The file is empty.")
    if is_binary(content):
        return _("It is no page of text.")
    return _("Neither an article nor a list of news was found in it.")
