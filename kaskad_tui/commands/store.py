"""`kaskad-tui store`: what the owner of an archive does with the whole of it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kaskad_tui.clock import local, now
from kaskad_tui.commands import json_shapes, streams
from kaskad_tui.commands.arguments import UsageError
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.model import FailureError, FailureKind
from kaskad_tui.paths import typed_path
from kaskad_tui.sanitize import clean_line
from kaskad_tui.wording import dates

if TYPE_CHECKING:
    from kaskad_tui.store.archive import Archive
    from kaskad_tui.store.upkeep import Info

_BATCH = 200
_NAMED = 3
"""So many bad lines of an import are named."""
_NEEDS_FILE = frozenset({"backup", "restore", "import"})
_TAKES_FILE = _NEEDS_FILE | {"export"}


def run(session: Session, options: Namespace) -> int:
    """Do what is asked; return the exit code."""
    action: str = options.action
    file: str | None = options.file
    if action in _NEEDS_FILE and file is None:
        raise UsageError(_("{action} needs a file").format(action=action), session.prog)
    if file is not None and action not in _TAKES_FILE:
        raise UsageError(_("{action} takes no file").format(action=action), session.prog)
    if (options.older is None) == (options.keep is None) if action == "prune" else False:
        raise UsageError(_("prune needs either --older DAYS or --keep N"), session.prog)
    if action != "prune" and (options.older is not None or options.keep is not None):
        raise UsageError(_("--older and --keep are for prune"), session.prog)
    path = session.data_dir / "archive.db"
    if action == "restore":
        return _restore(path, typed_path(file or ""))
    if action != "import" and not path.exists():
        streams.say(_("There is no archive yet: {path}").format(path=clean_line(str(path))))
        return Exit.FAILED
    source = session.site().name if session.source is not None else None
    return run_loop(lambda: _with_archive(path, options, source))


async def _with_archive(path: Path, options: Namespace, source: str | None) -> int:
    from kaskad_tui.store.archive import Archive

    archive = Archive.open(path)
    try:
        match options.action:
            case "info":
                return _info(archive, as_json=options.json)
            case "check":
                return _check(archive)
            case "backup":
                return _backup(archive, typed_path(options.file))
            case "prune":
                return await _prune(archive, options.older, options.keep, source)
            case "export":
                return _export(archive, options.file)
            case _:
                return await _import(archive, options.file)
    finally:
        await archive.close()


def _info(archive: Archive, *, as_json: bool) -> int:
    from kaskad_tui.store.custodian import Custodian

    info = Custodian(archive).info()
    if as_json:
        streams.emit(json_shapes.dumps(_shape(info)))
        return Exit.OK
    rows = [
        (_("archive"), clean_line(str(info.path))),
        (_("size"), _("{n} MB").format(n=f"{info.size_bytes / 1e6:.1f}")),
        (_("headlines"), str(info.headlines)),
        (_("texts"), str(info.texts)),
        (_("older versions of texts"), str(info.versions)),
        (_("unread"), str(info.unread)),
        (_("bookmarks"), str(info.bookmarked)),
        (_("sources"), ", ".join(info.sources) or "–"),
        (_("from"), dates.full(local(info.oldest), True) if info.oldest else "–"),
        (_("to"), dates.full(local(info.newest), True) if info.newest else "–"),
        (_("not indexed yet"), str(info.unindexed)),
        (_("schema"), str(info.schema)),
    ]
    width = max(len(name) for name, _value in rows)
    streams.emit("".join(f"{name:<{width}}  {value}\n" for name, value in rows))
    return Exit.OK


def _shape(info: Info) -> json_shapes.Json:
    return {
        "path": str(info.path),
        "bytes": info.size_bytes,
        "schema": info.schema,
        "headlines": info.headlines,
        "texts": info.texts,
        "versions": info.versions,
        "unread": info.unread,
        "bookmarked": info.bookmarked,
        "unindexed": info.unindexed,
        "sources": list(info.sources),
        "oldest": json_shapes.moment(info.oldest),
        "newest": json_shapes.moment(info.newest),
    }


def _check(archive: Archive) -> int:
    from kaskad_tui.store.custodian import Custodian

    if Custodian(archive).is_sound():
        streams.emit(_("The archive is whole.") + "\n")
        return Exit.OK
    streams.say(
        _("The archive is damaged.")
        + "\n"
        + _("The next change to it recovers what can be read, and sets the damaged file aside.")
    )
    return Exit.FAILED


def _backup(archive: Archive, target: Path) -> int:
    from kaskad_tui.store.custodian import Custodian

    if target.exists():
        streams.say(_("The file is already there: {path}").format(path=clean_line(str(target))))
        return Exit.FAILED
    Custodian(archive).copy_to(target)
    return Exit.OK


def _restore(path: Path, backup: Path) -> int:
    from kaskad_tui.store.upkeep import restore

    if not backup.exists():
        streams.say(_("There is no file {path}").format(path=clean_line(str(backup))))
        return Exit.FAILED
    try:
        aside = restore(path, backup, now())
    except FailureError as error:
        if error.failure.kind is FailureKind.STORE_LOCKED:
            streams.say(_("The archive is in use. Close the reader and try again."))
            return Exit.FAILED
        raise
    if aside is not None:
        streams.say(_("What was there before is now {path}").format(path=clean_line(str(aside))))
    return Exit.OK


async def _prune(archive: Archive, older: int | None, keep: int | None, source: str | None) -> int:
    from kaskad_tui.store.custodian import Custodian

    custodian = Custodian(archive)
    before = custodian.info().size_bytes
    moment = None if older is None else now() - timedelta(days=older)
    pruned = await custodian.prune(before=moment, keep=keep, source=source)
    freed = max(0, before - custodian.info().size_bytes) / 1e6
    said = ngettext(
        "{n} text dropped, {freed} MB freed.", "{n} texts dropped, {freed} MB freed.", pruned.texts
    )
    streams.emit(said.format(n=pruned.texts, freed=f"{freed:.1f}") + "\n")
    return Exit.OK


def _export(archive: Archive, file: str | None) -> int:
    from kaskad_tui.store.custodian import Custodian

    lines = Custodian(archive).exported()
    if file is None or file == "-":
        for line in lines:
            streams.emit(line)
        return Exit.OK
    target = typed_path(file)
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(lines)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True)
        return _not_written(target, error)
    return Exit.OK


def _not_written(path: Path, error: OSError) -> int:
    reason = clean_line(why(error), 200)
    message = _("{path} could not be written: {reason}")
    streams.say(message.format(path=clean_line(str(path)), reason=reason))
    return Exit.FAILED


@contextmanager
def _opened(file: str) -> Iterator[TextIO]:
    if file == "-":
        stream = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 - closed by nobody
        yield stream
        return
    with typed_path(file).open(encoding="utf-8", errors="replace") as stream:
        yield stream


async def _import(archive: Archive, file: str) -> int:
    from kaskad_tui.store.custodian import Custodian
    from kaskad_tui.store.interchange import LONGEST_LINE, Line, LineError, read
    from kaskad_tui.store.interchange_sources import SourceLine

    custodian = Custodian(archive)
    batch: list[Line | SourceLine] = []
    bad: list[str] = []
    new = taken = 0
    try:
        with _opened(file) as stream:
            number = 0
            while text := stream.readline(LONGEST_LINE + 2):
                number += 1
                if text.strip():
                    try:
                        batch.append(read(text))
                        taken += isinstance(batch[-1], Line)
                    except LineError as error:
                        bad.append(f"{number}: {clean_line(str(error), 80)}")
                if len(batch) >= _BATCH:
                    new += await custodian.merge(batch)
                    batch.clear()
        if batch:
            new += await custodian.merge(batch)
    except OSError as error:
        streams.say(
            _("{path} could not be read: {reason}").format(
                path=clean_line(file), reason=clean_line(why(error), 200)
            )
        )
        return Exit.FAILED
    said = ngettext(
        "{n} article taken in, {new} of them new.", "{n} articles taken in, {new} of them new.", taken
    )
    streams.emit(said.format(n=taken, new=new) + "\n")
    if bad:
        names = "; ".join(bad[:_NAMED]) + ("; …" if len(bad) > _NAMED else "")
        streams.say(
            ngettext(
                "{n} line is no article: {lines}", "{n} lines are no articles: {lines}", len(bad)
            ).format(n=len(bad), lines=names)
        )
        return Exit.FAILED
    return Exit.OK
