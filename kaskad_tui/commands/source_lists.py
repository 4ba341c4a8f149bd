"""`kaskad-tui sources export` and `import`: lists of feeds for and from other readers."""

from __future__ import annotations

import os
import sys

from kaskad_tui.clock import now
from kaskad_tui.commands import streams
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import Session
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.paths import typed_path
from kaskad_tui.sanitize import clean_line
from kaskad_tui.sources import canonical_address
from kaskad_tui.sources.opml import MAX_BYTES, OpmlError, profile_of, read_opml, write_opml
from kaskad_tui.sources.writing import profile_text


def export_list(session: Session, file: str | None) -> int:
    """Write the feeds of all sources as OPML; return the exit code.

    Raises:
        OSError: the file cannot be written.
    """
    text = write_opml(session.catalogue.sites, _("Sources of kaskad-tui"), now())
    if file is None or file == "-":
        streams.emit(text)
        return Exit.OK
    target = typed_path(file)
    part = target.with_name(target.name + ".part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return Exit.OK


def import_list(session: Session, file: str) -> int:
    """Add the feeds of an OPML file as sources; return the exit code.

    Raises:
        OSError: the file cannot be read, or a source not written.
    """
    try:
        listed = read_opml(_content(file))
    except OpmlError as error:
        streams.say(f"{clean_line(file, 200)}: {_why(error)}")
        return Exit.FAILED
    catalogue = session.catalogue
    known = {canonical_address(feed) for site in catalogue.sites for feed in site.feed_urls()}
    known |= {canonical_address(site.list_url()) for site in catalogue.sites if site.has_list}
    added = []
    there = 0
    for outline in listed.outlines:
        address = outline.feed or outline.listing or ""
        if canonical_address(address) in known:
            there += 1
            continue
        name = catalogue.free_name(outline.home or address)
        catalogue.save(name, profile_text(profile_of(outline, name)))
        added.append(name)
    streams.emit("".join(f"{name}\n" for name in added))
    said = [ngettext("{n} source added", "{n} sources added", len(added)).format(n=len(added))]
    if there:
        said.append(ngettext("{n} was there already", "{n} were there already", there).format(n=there))
    if listed.left_out:
        said.append(
            ngettext(
                "{n} left out: no http address, or twice in the file",
                "{n} left out: no http address, or twice in the file",
                listed.left_out,
            ).format(n=listed.left_out)
        )
    streams.say("; ".join(said) + ".")
    return Exit.OK


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin is not None else b""
    with typed_path(file).open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _why(error: OpmlError) -> str:
    match error.why:
        case "size":
            return _("larger than 4 MiB, that is no list of feeds")
        case "entities":
            return _("it declares entities; no list of feeds needs them, and it is not read")
        case "opml":
            return _("it is no OPML")
        case _:
            return _("it cannot be read as OPML")
