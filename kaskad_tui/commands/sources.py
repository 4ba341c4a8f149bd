"""`kaskad-tui sources`: any news site as a source, and what is known of those there are."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from typing import TYPE_CHECKING

from kaskad_tui.clock import now
from kaskad_tui.commands import json_shapes, source_lists, source_texts, streams
from kaskad_tui.commands.arguments import UsageError
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import DEADLINE_S, Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.sanitize import clean_line
from kaskad_tui.sources import ProfileError, typed_address
from kaskad_tui.wording import profiles
from kaskad_tui.wording.failures import sentence

if TYPE_CHECKING:
    from kaskad_tui.reader.discovery import Found

_NEEDS = frozenset({"add", "remove", "test", "import"})


def run(session: Session, options: Namespace) -> int:
    """Do what is asked; return the exit code."""
    action: str = options.action
    target: str | None = options.target
    if action in _NEEDS and target is None:
        raise UsageError(_("{action} needs an address, a name or a file").format(action=action), session.prog)
    if action == "list" and target is not None:
        raise UsageError(_("{action} takes nothing more").format(action=action), session.prog)
    if options.name is not None and action != "add":
        raise UsageError(_("--name is for add"), session.prog)
    try:
        match action:
            case "list":
                return _list(session, as_json=options.json)
            case "remove":
                return _remove(session, target or "")
            case "export":
                return source_lists.export_list(session, target)
            case "import":
                return source_lists.import_list(session, target or "")
            case "add":
                return run_loop(lambda: _add(session, target or "", options.name))
            case _:
                return run_loop(lambda: _test(session, target or "", as_json=options.json))
    except OSError as error:
        reason = clean_line(why(error), 200)
        where = clean_line(str(error.filename or session.sources_dir), 300)
        streams.say(_("{file}: {reason}").format(file=where, reason=reason))
        return Exit.FAILED


def _list(session: Session, *, as_json: bool) -> int:
    entries = session.catalogue.entries
    if as_json:
        streams.emit(json_shapes.dumps([source_texts.shape(entry) for entry in entries]))
    else:
        streams.emit(source_texts.rows(entries))
    wrong = [entry.problem for entry in entries if entry.problem is not None]
    if wrong:
        streams.say("\n".join(profiles.sentence(problem) for problem in wrong[:3]))
        return Exit.FAILED
    return Exit.OK


def _remove(session: Session, name: str) -> int:
    catalogue = session.catalogue
    if not catalogue.remove(name):
        if catalogue.knows(name):
            streams.say(_("{name} ships with the program and cannot be removed.").format(name=name))
        else:
            streams.say(_("There is no source {name}.").format(name=clean_line(name, 100)))
        return Exit.FAILED
    streams.emit(
        _("{name} is removed. What the archive has of it stays, and is found by kaskad-tui search.").format(
            name=name
        )
        + "\n"
    )
    return Exit.OK


async def found_at(session: Session, target: str) -> Found | Failure:
    """Look at an address.

    Raises:
        UsageError: it is none.
    """
    url = typed_address(target)
    if url is None:
        raise UsageError(
            _("argument {name}: {value!r} is not an http or https address").format(
                name=_("URL"), value=clean_line(target, 200)
            ),
            session.prog,
        )
    if session.offline:
        return Failure(FailureKind.OFFLINE, url=url)
    from kaskad_tui.reader.discovery import discover

    try:
        async with asyncio.timeout(DEADLINE_S):
            return await discover(url, settings=session.network, clock=now)
    except TimeoutError:
        return Failure(FailureKind.TIMEOUT, url=url, elapsed_s=DEADLINE_S)


async def _add(session: Session, target: str, name: str | None) -> int:
    from kaskad_tui.sources.writing import profile_text, renamed

    catalogue = session.catalogue
    if name is not None and (catalogue.knows(name) or not catalogue.may_be_named(name)):
        raise UsageError(
            _(
                "a source cannot be called {name!r}: the name is taken, or not of a-z, 0-9, dot and hyphen"
            ).format(name=clean_line(name, 100)),
            session.prog,
        )
    found = await found_at(session, target)
    if isinstance(found, Failure):
        streams.say(sentence(found))
        return Exit.FAILED
    known = catalogue.of(found.profile.base_url)
    if known is not None and name is None:
        streams.say(
            _("{site} is the source {name} already; --name adds it a second time.").format(
                site=known.origin, name=known.name
            )
        )
        return Exit.FAILED
    profile = renamed(found.profile, name or catalogue.free_name(found.profile.base_url))
    path = catalogue.save(profile.name, profile_text(profile))
    try:
        catalogue.load(profile.name)
    except ProfileError as error:  # what was found is no profile: a mistake of the program, told as one
        catalogue.remove(profile.name)
        raise RuntimeError(str(error)) from None
    streams.emit(source_texts.found(found))
    streams.emit(
        _("Added as {name}: kaskad-tui --source {name}\nIts file: {path}").format(
            name=profile.name, path=clean_line(str(path))
        )
        + "\n"
    )
    return Exit.OK


async def _test(session: Session, target: str, *, as_json: bool) -> int:
    """Look at a known source as it is read, or at an address as `add` would; write nothing."""
    found: Found | Failure
    if session.catalogue.knows(target):
        from kaskad_tui.reader.discovery import check

        try:
            site = session.catalogue.load(target)
        except ProfileError as error:
            streams.say(profiles.sentence(error))
            return Exit.FAILED
        if session.offline:
            found = Failure(FailureKind.OFFLINE, url=site.front_url)
        else:
            found = await check(site, settings=session.network, clock=now)
    else:
        found = await found_at(session, target)
    if isinstance(found, Failure):
        streams.say(sentence(found))
        return Exit.FAILED
    if as_json:
        streams.emit(json_shapes.dumps(source_texts.found_shape(found)))
    else:
        streams.emit(source_texts.found(found) + source_texts.tested(found))
    if found.headlines:
        return Exit.OK
    streams.say(sentence(Failure(FailureKind.NO_HEADLINES, url=found.profile.base_url)))
    return Exit.FAILED
