"""`kaskad-tui history`: what a site changed in an article since the archive first had it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from itertools import pairwise

from kaskad_tui.clock import local
from kaskad_tui.commands import json_shapes, streams
from kaskad_tui.commands.exit_codes import Exit
from kaskad_tui.commands.session import Session
from kaskad_tui.commands.signals import run as run_loop
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import Failure, FailureKind, Headline
from kaskad_tui.reader import Changes, Paragraph, Version
from kaskad_tui.reader.service import Reader
from kaskad_tui.wording import dates
from kaskad_tui.wording.failures import sentence

_SIGNS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
"""As wdiff writes it."""


def run(session: Session, options: Namespace) -> int:
    """Print the changes; return the exit code."""
    ref: str = options.ref
    as_json: bool = options.json
    return run_loop(lambda: _print(session, ref.strip(), as_json=as_json))


async def _print(session: Session, ref: str, *, as_json: bool) -> int:
    async with session.reader(ref) as reader:
        item = reader.find(ref)
        versions = reader.versions(item.key) if item is not None else ()
        if item is None or not versions:
            streams.say(sentence(Failure(FailureKind.NOT_IN_ARCHIVE)))
            return Exit.FAILED
        if as_json:
            streams.emit(json_shapes.dumps(_shape(reader, item, versions)))
            return Exit.OK
        streams.emit("\n\n".join(_parts(reader, versions)) + "\n")
        return Exit.OK


def _parts(reader: Reader, versions: Sequence[Version]) -> list[str]:
    """Return the article's title and each change, the newest first."""
    parts = [versions[-1].title]
    if len(versions) == 1:
        return [*parts, _("The site has not changed the text since {date}.").format(date=_seen(versions[0]))]
    for old, new in reversed(list(pairwise(versions))):
        changes = reader.changes(old, new)
        parts.append(
            _("{old} → {new}   +{added} −{removed}").format(
                old=_seen(old), new=_seen(new), added=changes.added, removed=changes.removed
            )
        )
        if old.extractor != new.extractor:
            parts.append(_("Read by other rules of this program"))
        parts += _lines(changes)
    return parts


def _seen(version: Version) -> str:
    return dates.full(local(version.seen), False) if version.seen is not None else "–"


def _lines(changes: Changes) -> list[str]:
    lines = [_line(changes.title)] if changes.title.changed else []
    for item in changes.folded():
        if isinstance(item, Paragraph):
            lines.append(_line(item))
            continue
        same = ngettext("··· {n} paragraph unchanged", "··· {n} paragraphs unchanged", item)
        lines.append(same.format(n=item))
    return lines


def _line(paragraph: Paragraph) -> str:
    return " ".join(_SIGNS[part.kind].format(part.text) for part in paragraph.parts)


def _shape(reader: Reader, item: Headline, versions: Sequence[Version]) -> json_shapes.Json:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "source": item.source,
        "versions": [
            {
                "number": version.number,
                "seen": json_shapes.moment(version.seen),
                "replaced": json_shapes.moment(version.replaced),
                "title": version.title,
                "author": version.author,
                "markdown": "\n\n".join(version.body),
                "text": version.text,
            }
            for version in versions
        ],
        "changes": [_change(old, new, reader.changes(old, new)) for old, new in pairwise(versions)],
    }


def _change(old: Version, new: Version, changes: Changes) -> json_shapes.Json:
    return {
        "from": old.number,
        "to": new.number,
        "added": changes.added,
        "removed": changes.removed,
        "read_anew": old.extractor != new.extractor,
        "title": _paragraph(changes.title),
        "paragraphs": [_paragraph(paragraph) for paragraph in changes.paragraphs],
    }


def _paragraph(paragraph: Paragraph) -> json_shapes.Json:
    return {
        "kind": paragraph.kind,
        "parts": [{"kind": part.kind, "text": part.text} for part in paragraph.parts],
    }
