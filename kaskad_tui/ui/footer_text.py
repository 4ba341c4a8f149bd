"""What the footer teaches: the keys that work right now; pure.

It drops whole entries from the right, never the help; then the position is shortened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kaskad_tui.i18n import _
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.keys import BY_ID
from kaskad_tui.ui.layouts import russian_names, shown
from kaskad_tui.ui.widgets.bar import Line, Part

Entry = tuple[str, str]
"""Keys and word."""

HELP = "help"


@dataclass(frozen=True, slots=True)
class Hints:
    """How keys are named now."""

    keys: Mapping[str, tuple[str, ...]]
    """Action id → keys, the user's changes included."""
    russian: bool = False
    """The Russian layout is in use: its letters are shown."""

    def key(self, id_: str) -> str:
        """Return the first key of an action as people write it; "" when it has none."""
        keys = self.keys.get(id_, BY_ID[id_].keys)
        if not keys:
            return ""
        if keys[0] == "space":
            return _("space")
        names = russian_names(keys[0]) if self.russian else ()
        return shown(names[0] if names else keys[0])


def entries(hints: Hints, ids: Sequence[str | tuple[str, str]]) -> list[Entry]:
    """Return the entries of actions, each with its own word or another; none for an action without keys."""
    found: list[Entry] = []
    for item in ids:
        id_, word = item if isinstance(item, tuple) else (item, _(BY_ID[item].hint))
        key = hints.key(id_)
        if id_ == "move.down":
            key = f"{key} {hints.key('move.up')}"
        elif id_ == "top.1":
            key = "1–5"
        if key:
            found.append((key, word))
    return found


def for_list(hints: Hints, *, bookmarked: bool, narrowed: bool = False) -> list[Entry]:
    """Return the entries of the list; `narrowed`: by words that the reader typed."""
    star = ("mark.bookmark", _("remove") if bookmarked else _("bookmark"))
    if narrowed:
        ways = [("back", _("show all")), ("list.narrow", _("other words")), ("mark.all_read", _("all read"))]
        return entries(hints, ["open", *ways, star, "move.down", "out.browser", HELP])
    return entries(hints, ["move.down", "open", "top.1", "search", "sections", star, "out.browser", HELP])


def for_typing(*, found: bool, recalls: bool) -> list[Entry]:
    """Return the entries while the reader types what to look for in the archive: letters are text."""
    ways = [("Enter", _("best")), (shown("down"), _("to the list"))] if found else []
    earlier = [(shown("up"), _("earlier queries"))] if recalls else []
    return [*ways, ("Esc", _("to the news")), ("Tab", _("conditions")), *earlier, ("F1", _("all keys"))]


def for_conditions(hints: Hints) -> list[Entry]:
    """Return the entries among the conditions of a search."""
    return [("Tab", _("move")), ("Enter", _("choose")), ("Esc", _("to the hits")), *entries(hints, [HELP])]


def for_hits(hints: Hints) -> list[Entry]:
    """Return the entries of the hits of a search."""
    walk = [(f"{hints.key('read.next_unread')} {hints.key('find.previous')}", _("hits"))]
    ways = [("search", _("another query")), ("pane.next", _("conditions")), ("back", _("to the news"))]
    return [*entries(hints, ["move.down", "open"]), *walk, *entries(hints, [*ways, HELP])]


def for_article(
    hints: Hints,
    *,
    bookmarked: bool,
    links: bool,
    narrow: bool,
    hits: str | None = None,
    media: Sequence[str] = (),
    other_text: str = "",
) -> list[Entry]:
    """Return the entries of the article.

    Args:
        hints: how keys are named.
        bookmarked: it is.
        links: it has some.
        narrow: the list is out of sight.
        hits: where it stands among those of a search.
        media: the actions of an article that has no text but these.
        other_text: which other text of it there is, the feed's or the page's.
    """
    star = ("mark.bookmark", _("remove") if bookmarked else _("bookmark"))
    if hits is not None:
        walk = (f"{hints.key('read.next_unread')} {hints.key('find.previous')}", hits)
        back = ("back", _("to the hits"))
        return [
            *entries(hints, ["read.on"]),
            walk,
            *entries(hints, [back, "article.find", star, "out.browser", HELP]),
        ]
    some = ["article.links"] if links else []
    other = [("article.feed_text", other_text)] if other_text else []
    ways: list[str | Entry]
    if narrow:  # the way back matters most where the list is out of sight
        ways = ["read.on", "back", *media, star, "article.find", *some, "out.browser", *other, HELP]
    else:
        ways = ["read.on", *media, "article.find", *some, star, "out.browser", *other, "back", HELP]
    return entries(hints, ways)


def for_imprint(hints: Hints) -> list[Entry]:
    """Return the entries of a text that is no article: nothing to bookmark."""
    return entries(hints, ["read.on", "article.find", "back", HELP])


def for_empty(hints: Hints, *, narrowed: bool = False) -> list[Entry]:
    """Return the entries of a list without headlines."""
    if narrowed:
        return entries(hints, [("back", _("show all")), ("list.narrow", _("other words")), HELP])
    all_ = ("list.filter", _("other lists"))
    return entries(hints, [all_, "sections", "refresh", HELP])


def for_sidebar(hints: Hints) -> list[Entry]:
    """Return the entries of the sidebar."""
    first = ("top.1", _("read"))
    return entries(hints, [first, "move.down", ("open", _("open")), "sidebar", HELP])


def for_contents(hints: Hints) -> list[Entry]:
    """Return the entries of the headings of a text in the sidebar."""
    return entries(hints, ["move.down", ("open", _("go there")), ("back", _("to the text")), HELP])


def for_start(hints: Hints, *, sample: bool) -> list[Entry]:
    """Return the entries of the screen that stands where there is nothing to read."""
    some = ["start.sample"] if sample else []
    return entries(hints, ["refresh", *some, "sources", "why", "leave", HELP])


def of(n: int, count: int) -> str:
    """Return `3 of 5`, or that there are none."""
    return _("{n} of {count}").format(n=n, count=count) if n else _("not found")


def for_find(hints: Hints, query: str, position: int, count: int) -> list[Entry]:
    """Return the entries while hits of a search in the article are shown."""
    return [
        (f"/ {query}", of(position, count)),
        *entries(hints, [("read.next_unread", _("next"))] if count else []),
        *entries(hints, [("find.previous", _("back"))] if count else []),
        ("/", _("find another")),
        ("Esc", _("finish")),
    ]


def for_edits(hints: Hints, *, versions: bool, narrow: bool) -> list[Entry]:
    """Return the entries while changes of the site are shown; `versions`: among the versions of the text."""
    plain = ("article.changes", _("plain text"))
    if versions:
        return entries(hints, ["move.down", ("open", _("changes")), plain, HELP])
    walk = [("read.next_unread", _("next change")), ("find.previous", _("previous"))]
    back, others = ("back", _("back")), ("pane.next", _("versions"))
    ways = [back, others, plain] if narrow else [others, plain, back]
    return entries(hints, [*walk, *ways, HELP])


def for_links() -> list[Entry]:
    """Return the entries while links wear letters."""
    return [
        ("L", _("press a letter: it opens in the browser")),
        (_("Shift+letter"), _("copy the address")),
        ("Esc", _("cancel")),
    ]


def position_cells(width: int) -> int:
    """Return how wide the place of the position is on a screen of `width` cells, its margin of 2 included.

    It is fixed, as in styles/panes.tcss and styles/narrow.tcss, so that a step in the list moves no words.
    """
    return 10 if width < 80 else 16


def footer(
    entries: Sequence[Entry], right: Sequence[str | Entry], width: int, *, asked: bool = False
) -> Line:
    """Return the parts that fit on `width` cells.

    Args:
        entries: keys and words; the last one (the help) stays longest.
        right: what stands at the right end, words alone or an entry, the longest form first.
        width: of the footer.
        asked: the first entry is what the reader asked for: its sign stands in the accent.
    """
    forms = [("", form) if isinstance(form, str) else (form[0], f" {form[1]}") for form in right]
    end = next((form for form in forms if cells("".join(form)) <= position_cells(width) - 2), None)
    margins = (1 if width < 50 else 3) + (position_cells(width) + 1 if end else 2)
    left = fitted(entries, width - margins - int(asked), 2 if width < 80 else 3)
    if asked:
        _gap, (sign, _role), (words, role), *others = left
        sign, _space, query = sign.partition(" ")
        said = [(f" {query} ", "strong"), (words, role)] if query else [(words, "strong")]
        left = [(sign, "accent"), *said, *others]
    return tuple(left), (
        ((end[0], "key"), (end[1], "word")) if end[0] else ((end[1], "word"),)
    ) if end else ()


def fitted(entries: Sequence[Entry], room: int, gap: int) -> list[Part]:
    """Return the entries that fit on `room` cells, `gap` cells between two; the last one stays longest."""
    kept = list(entries)

    def size() -> int:
        return sum(cells(key) + 1 + cells(word) for key, word in kept) + gap * max(0, len(kept) - 1)

    while size() > room and len(kept) > 1:
        kept.pop(-2)
    parts: list[Part] = []
    for number, (key, word) in enumerate(kept):
        parts += [(" " * gap if number else "", "word"), (key, "key"), (f" {word}", "word")]
    return parts
