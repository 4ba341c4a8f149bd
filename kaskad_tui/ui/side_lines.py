"""What stands in the sidebar, as lines for a width; pure.

Columns: 0 cursor bar, 2 number or heading, 5 headline (UI targets, «Space, in cells»).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaskad_tui.i18n import _
from kaskad_tui.model import Headline, ListKind
from kaskad_tui.ui.fitting import fit
from kaskad_tui.ui.marks import Marks

Lists = Mapping[ListKind, tuple[Headline, ...]]


class SideLine(NamedTuple):
    """One line of the sidebar."""

    text: str = ""
    role: str = "heading"
    """Component class `sidebar--ROLE`."""
    entry: int = -1
    """Index of the entry it belongs to; -1 for a heading, a remark or an empty line."""
    sign: str | None = None
    """Number or bullet before a headline; None where the text begins in the column of numbers."""
    end: str = ""
    """Stands at the right."""
    hint: str = ""
    """Letters of a link, in place of the sign."""


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A version of an article, as the sidebar names it."""

    time: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the shown text."""

    text: str
    minutes: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Letters:
    """A link in sight, and the letters that open it."""

    letters: str
    text: str
    host: str


_SEQUENCE = (ListKind.TOP, ListKind.POPULAR_WEEK, ListKind.POPULAR, ListKind.RELATED, ListKind.VIDEO)


def heading(kind: ListKind) -> str:
    """Return the name of a list, in capitals."""
    match kind:
        case ListKind.TOP:
            name = _("Top 5 today")
        case ListKind.POPULAR_WEEK:
            name = _("Popular this week")
        case ListKind.POPULAR:
            name = _("Popular news")
        case ListKind.RELATED:
            name = _("On the subject")
        case ListKind.VIDEO:
            name = _("Video of the day")
    return name.upper()


def of_lists(
    lists: Lists,
    computed: Collection[ListKind],
    width: int,
    marks: Marks,
    muted: Collection[int] = (),
) -> tuple[list[SideLine], list[Headline]]:
    """Return the lines of named lists, and the headlines that are their entries.

    What was computed here says so, and stands below what the site has: it comes later and moves nothing.
    Muted headlines are left out, but in the top five, whose numbers are keys: there a word holds the place.
    """
    lines: list[SideLine] = []
    entries: list[Headline] = []
    room, most = max(1, width - 6), 3 if width < 30 else 2
    for kind in sorted(_SEQUENCE, key=lambda kind: kind in computed):
        numbered = kind is ListKind.TOP
        items = [item for item in lists.get(kind, ()) if numbered or item.key not in muted]
        if not items:
            continue
        if lines:
            lines.append(SideLine())
        lines.append(SideLine(heading(kind)))
        if kind in computed:
            lines.append(SideLine(_("picked by this program"), "remark"))
        lines.append(SideLine())
        for number, headline in enumerate(items, 1):
            sign = str(number) if numbered else marks.bullet
            hidden = headline.key in muted
            role = "note" if hidden else "read" if headline.read else "unread"
            title = _("muted") if hidden else headline.title
            for at, text in enumerate(fit(title, room, most)):
                lines.append(SideLine(text, role, len(entries), "" if at else sign))
            entries.append(headline)
            if number < len(items):
                lines.append(SideLine())
    return lines, entries


def of_versions(versions: Sequence[VersionEntry], width: int) -> list[SideLine]:
    """Return the lines of the versions of an article, newest first, each an entry."""
    room = max(1, width - 4)
    lines = [SideLine(_("Versions").upper(), end=str(len(versions))), SideLine()]
    for entry, version in enumerate(versions):
        lines.append(SideLine(version.time, "version", entry))
        for words in version.words:
            lines += [SideLine(text, "read", entry) for text in fit(words, room, 2)]
        lines.append(SideLine())
    lines.append(SideLine())
    note = _("The site shows the last text alone. The earlier ones are kept on this computer.")
    return lines + [SideLine(text, "remark") for text in fit(note, room, 6)]


def of_contents(parts: Sequence[Part], here: int, links: Sequence[Letters], width: int) -> list[SideLine]:
    """Return the lines of the headings of a text, each an entry, and of the links that wear letters.

    Args:
        parts: the headings.
        here: which of them is read under; -1 before the first.
        links: those in sight, while they wear letters.
        width: of the sidebar.
    """
    lines: list[SideLine] = []
    if parts:
        place = _("{n} of {count}").format(n=max(0, here) + 1, count=len(parts))
        lines += [SideLine(_("Contents").upper(), end=place), SideLine()]
    for entry, part in enumerate(parts):
        end = _("{n} min").format(n=part.minutes)
        role, indent = "unread" if entry == here else "version", " " * (2 * part.depth)
        texts = fit(part.text, max(8, width - 6 - len(end) - len(indent)), 2)
        lines += [
            SideLine(indent + text, role, entry, end="" if at else end) for at, text in enumerate(texts)
        ]
        lines.append(SideLine())
    if links:
        lines += [*([SideLine()] if parts else []), SideLine(_("Links").upper()), SideLine()]
    for link in links:
        text = fit(link.text or link.host, max(8, width - 6), 1)[0]
        lines.append(SideLine(text, "version", -1, "", hint=link.letters))
        lines += [SideLine(link.host, "read", -1, "")] if link.text and link.host else []
        lines.append(SideLine())
    return lines
