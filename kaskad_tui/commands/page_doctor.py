"""`kaskad-tui doctor URL|FILE`: the page fetched or opened, and read as the reader would."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from kaskad_tui.commands import page_report, profile_stub, streams
from kaskad_tui.commands.arguments import UsageError
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.page_files import UnreadError, content_of, unreadable
from kaskad_tui.commands.page_report import Origin
from kaskad_tui.commands.session import DEADLINE_S, Session
from kaskad_tui.i18n import _
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.sanitize import clean_line
from kaskad_tui.sources import Site, typed_address
from kaskad_tui.wording.failures import sentence


@dataclass(frozen=True, slots=True)
class _Sample:
    content: bytes
    url: str | None
    origin: Origin


async def examine(session: Session, name: str, url: str | None, *, stub: bool) -> int:
    """Print how a page is read; return the exit code.

    Args:
        session: what the options say.
        name: an address, a file or - for standard input.
        url: where a file came from, if that is known.
        stub: print a profile of the page's site in place of the report.

    Raises:
        UsageError: `url` is no address.
    """
    typed = typed_address(url) if url is not None else None
    if url is not None and typed is None:
        raise UsageError(
            _("argument {name}: {value!r} is not an http or https address").format(name="--url", value=url),
            session.prog,
        )
    site = session.site(url or name)
    try:
        async with asyncio.timeout(DEADLINE_S):
            sample = await _sample(session, site, name, typed)
            if isinstance(sample, Failure):
                streams.say(sentence(sample))
                return Exit.FAILED
            return await _read(session, sample, site, stub=stub)
    except UnreadError as error:
        streams.say(f"{clean_line(name, 200)}: {error}")
    except TimeoutError:
        streams.say(sentence(Failure(FailureKind.TIMEOUT, url=typed, elapsed_s=DEADLINE_S)))
    return Exit.FAILED


async def _sample(session: Session, site: Site, name: str, url: str | None) -> _Sample | Failure:
    address = typed_address(name) if "://" in name or not (name == "-" or Path(name).exists()) else None
    if address is None:
        content = await asyncio.to_thread(content_of, name)
        return _Sample(content, url, Origin(clean_line(name, 200), None, None, len(content)))
    if session.offline:
        return Failure(FailureKind.OFFLINE, url=address)
    from kaskad_tui.fetch.fetcher import Fetcher
    from kaskad_tui.fetch.settings import FetchSettings

    async with Fetcher(FetchSettings(proxy=session.settings.network.proxy)) as fetcher:
        fetcher.allow(address)
        got = await fetcher.get(address)
    if isinstance(got, Failure):
        return got
    origin = Origin(got.url, got.status, got.content_type, len(got.content), got.elapsed_s)
    return _Sample(got.content, got.url, origin)


async def _read(session: Session, sample: _Sample, site: Site, *, stub: bool) -> int:
    from dataclasses import replace

    from kaskad_tui.clock import now
    from kaskad_tui.reader.extraction import Extraction

    extraction = Extraction(deadline_s=DEADLINE_S)
    own = sample.url is not None and site.is_own(sample.url)
    try:
        page = await extraction.read(
            sample.content,
            sample.url,
            profile=site.reading_profile if own else None,
            content_type=sample.origin.content_type,
            now=now(),
            deadline_s=DEADLINE_S,
        )
    finally:
        await extraction.close()
    if isinstance(page, Failure):
        streams.say(f"{sample.origin.address}: {unreadable(page)}")
        return Exit.FAILED
    if stub:
        text = profile_stub.of(page, sample.url, session.catalogue, site if own else None)
        if text is None:
            streams.say(_("The page does not say which site it is of: name its address with --url."))
            return Exit.FAILED
        streams.emit(text)
    else:
        page_report.show(page, replace(sample.origin, profile=site.name if own else None))
    return Exit.OK
