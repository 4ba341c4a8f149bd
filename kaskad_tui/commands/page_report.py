"""`kaskad-tui doctor URL|FILE`: how a page was read, decision by decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kaskad_tui.commands import streams
from kaskad_tui.commands.plain import cells
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.model import PageKind
from kaskad_tui.sanitize import clean_line
from kaskad_tui.wording import dates, rules

if TYPE_CHECKING:
    from kaskad_tui.extract.page import Decision, Page

Rows = Iterator[tuple[str, str]]

_METADATA = ("title", "published", "author", "section")
_SHOWN = 12
"""So many lines of one sort are printed at most, then how many more there were."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the bytes came from."""

    address: str
    """The address that answered, or the file's name; clean."""
    status: int | None
    """None for a file."""
    content_type: str | None
    size: int
    """Bytes, decoded."""
    elapsed_s: float | None = None
    profile: str | None = None
    """Name of the profile that it was read with."""


def show(page: Page, origin: Origin) -> None:
    """Print the report."""
    parts = (
        (_("Page"), _page(page, origin)),
        (_("Read as"), _metadata(page)),
        (_("Text"), _body(page)),
        (_("Lists"), _lists(page)),
        (_("Other decisions"), _others(page)),
    )
    for title, rows in parts:
        known = list(rows)
        if not known:
            continue
        width = max(cells(name) for name, _value in known)
        streams.emit(f"{title}\n")
        for name, value in known:
            streams.emit(f"  {name}{' ' * (width - cells(name))}  {clean_line(value, 300)}\n")


def _page(page: Page, origin: Origin) -> Rows:
    yield _("address"), origin.address
    if origin.status is not None:
        took = f", {origin.elapsed_s:.2f} s" if origin.elapsed_s is not None else ""
        yield _("answer"), f"{origin.status}, {origin.content_type or '–'}{took}"
    yield _("size"), f"{origin.size / 1024:.1f} KiB"
    yield _("profile"), origin.profile or _("none: general rules alone")
    yield _("encoding"), _why(page.encoding, page, "encoding")
    yield _("kind"), _why(_kind(page.kind), page, "kind")
    if page.canonical and page.canonical != page.url:
        yield _("its own address"), page.canonical
    if page.amp_url:
        yield "AMP", page.amp_url
    if page.browser_check:
        yield _("note"), _("It only checks the browser.")


def _kind(kind: PageKind) -> str:
    return rules.detail(kind.value)


def _metadata(page: Page) -> Rows:
    if page.kind is not PageKind.ARTICLE:
        if page.title:
            yield _("title"), _why(page.title, page, "title")
        return
    yield _("title"), _why(page.title, page, "title")
    when = dates.full(page.published, page.day_only) if page.published else None
    yield _("date"), _why(when, page, "published")
    yield _("author"), _why(page.author, page, "author")
    yield _("section"), _why(page.section, page, "section")
    yield _("language"), page.language or "–"


def _body(page: Page) -> Rows:
    if page.kind is not PageKind.ARTICLE:
        return
    for decision in _of(page, "candidate"):
        yield _("candidate"), _line(decision)
    for decision in _of(page, "position", "body", "lead"):
        yield _("chosen"), _line(decision)
    yield from _capped(_("left out"), _of(page, "dropped"))
    words = len(page.text.split())
    yield (
        _("result"),
        ", ".join(
            (
                ngettext("{n} block", "{n} blocks", len(page.body)).format(n=len(page.body)),
                ngettext("{n} word", "{n} words", words).format(n=words),
                ngettext("{n} picture", "{n} pictures", len(page.images)).format(n=len(page.images)),
                ngettext("{n} video", "{n} videos", len(page.videos)).format(n=len(page.videos)),
                ngettext("{n} link", "{n} links", len(page.links)).format(n=len(page.links)),
            )
        ),
    )
    if page.body:
        yield _("begins"), clean_line(page.text, 80)
        yield _("ends"), "…" + clean_line(page.text[-160:], 160)[-79:]


def _lists(page: Page) -> Rows:
    for headline in page.headlines[:5]:
        yield _("headline"), f"{headline.title} — {headline.url}"
    if len(page.headlines) > 5:
        yield "", _("and {n} more").format(n=len(page.headlines) - 5)
    for kind, headlines in page.lists.items():
        yield kind.value, ngettext("{n} headline", "{n} headlines", len(headlines)).format(n=len(headlines))
    for feed in page.feeds[:5]:
        yield _("feed"), feed
    if page.next_url:
        yield _("next page"), page.next_url
    if page.sections:
        yield _("sections"), ", ".join(section.title for section in page.sections[:12])


def _others(page: Page) -> Rows:
    said = {"encoding", "kind", "candidate", "body", "lead", "position", "dropped", *_METADATA}
    rest = [decision for decision in page.decisions if decision.what not in said]
    for decision in rest[:_SHOWN]:
        yield rules.what(decision.what), _line(decision)
    if len(rest) > _SHOWN:
        yield "", _("and {n} more").format(n=len(rest) - _SHOWN)


def _capped(name: str, decisions: list[Decision]) -> Rows:
    for decision in decisions[:_SHOWN]:
        yield name, _line(decision)
    if len(decisions) > _SHOWN:
        yield "", _("and {n} more").format(n=len(decisions) - _SHOWN)


def _of(page: Page, *whats: str) -> list[Decision]:
    return [decision for decision in page.decisions if decision.what in whats]


def _why(value: str | None, page: Page, what: str) -> str:
    """Return a value with the rule that it comes from."""
    if not value:
        return "–"
    found = _of(page, what)
    return f"{value}  ← {_rule(found[-1])}" if found else value


def _rule(decision: Decision) -> str:
    where = f" [{decision.where}]" if decision.where else ""
    return f"{rules.rule(decision.rule)} ({decision.confidence:.0%}){where}"


def _line(decision: Decision) -> str:
    return _rule(decision) + (f": {rules.detail(decision.detail)}" if decision.detail else "")
