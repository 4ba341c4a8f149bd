"""The one table of actions: bindings, footer, help, palette and the configuration all read it.

An id is a contract with the user's configuration: keys may change, ids may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kaskad_tui.i18n import N_, _, in_each_language
from kaskad_tui.ui.layouts import is_key, key_name, russian_names

if TYPE_CHECKING:
    from textual.binding import BindingType

LIST, ARTICLE, SIDEBAR, START, ANY = "list", "article", "sidebar", "start", "any"
PANES = (LIST, ARTICLE, SIDEBAR)


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reader can do."""

    id: str
    """Area and verb, dotted: `move.down`."""
    keys: tuple[str, ...]
    """Names of the US layout; the Russian ones are derived."""
    text: str
    """What it does, for help and palette; a msgid."""
    group: str
    """Heading of the help under which it stands; a msgid."""
    where: tuple[str, ...]
    """Panes in which the keys hold; `any` is everywhere but in overlays and inputs."""
    hint: str = ""
    """One or two words for the footer; a msgid; "" when it never stands there."""


_MOVE, _READ, _FIND = N_("Moving"), N_("Article"), N_("Finding")
_MARK, _OUT, _PROGRAM = N_("Marking"), N_("Outside"), N_("Program")

ACTIONS: tuple[Action, ...] = (
    Action("move.down", ("j", "down"), N_("line down"), _MOVE, PANES, N_("move")),
    Action("move.up", ("k", "up"), N_("line up"), _MOVE, PANES),
    Action("move.top", ("g", "home"), N_("to the top"), _MOVE, PANES),
    Action("move.end", ("G", "end"), N_("to the end"), _MOVE, PANES),
    Action("move.page_down", ("pagedown", "ctrl+f"), N_("page down"), _MOVE, PANES),
    Action("move.page_up", ("pageup", "ctrl+b"), N_("page up"), _MOVE, PANES),
    Action("move.half_down", ("ctrl+d",), N_("half a page down"), _MOVE, PANES),
    Action("move.half_up", ("ctrl+u",), N_("half a page up"), _MOVE, PANES),
    Action("read.on", ("space",), N_("read on, then the next unread"), _MOVE, PANES, N_("on")),
    Action("article.page_up", ("b",), N_("page up in the article"), _MOVE, (ARTICLE,)),
    Action("find.previous", ("N",), N_("previous hit of a find"), _FIND, (ARTICLE, LIST)),
    Action("read.next_unread", ("n",), N_("next unread"), _MOVE, PANES),
    Action("read.previous_unread", ("p",), N_("previous unread"), _MOVE, PANES),
    Action("read.next", ("J", "right_square_bracket"), N_("next article"), _MOVE, (ARTICLE, LIST)),
    Action("read.previous", ("K", "left_square_bracket"), N_("previous article"), _MOVE, (ARTICLE, LIST)),
    Action("pane.next", ("tab",), N_("next pane"), _MOVE, PANES),
    Action("pane.previous", ("shift+tab",), N_("previous pane"), _MOVE, PANES),
    Action("open", ("enter", "l", "right"), N_("read"), _READ, (LIST, SIDEBAR), N_("read")),
    Action("back", ("escape", "h", "left"), N_("one step back"), _READ, PANES, N_("to the list")),
    Action("history.back", ("backspace", "alt+left"), N_("back in the history"), _READ, (ANY,)),
    Action("history.forward", ("alt+right",), N_("forward in the history"), _READ, (ANY,)),
    Action("article.next_heading", ("right_curly_bracket",), N_("next heading"), _READ, (ARTICLE,)),
    Action("article.previous_heading", ("left_curly_bracket",), N_("previous heading"), _READ, (ARTICLE,)),
    Action("article.find", ("slash",), N_("find in the article"), _FIND, (ARTICLE,), N_("find")),
    Action("search", ("slash",), N_("search the archive"), _FIND, (LIST, SIDEBAR), N_("search")),
    Action(
        "article.changes",
        ("d",),
        N_("what the site changed, or the text again"),
        _READ,
        (ANY,),
        N_("what changed"),
    ),
    Action("article.feed_text", ("x",), N_("the feed's own text, or the page's"), _READ, (ARTICLE,)),
    Action("article.contents", ("c",), N_("contents"), _READ, (ARTICLE,)),
    Action("article.links", ("L", "semicolon"), N_("links by letters"), _READ, (ARTICLE,), N_("links")),
    Action("article.pictures", ("I",), N_("pictures"), _READ, (ARTICLE,), N_("pictures")),
    Action("article.videos", ("V",), N_("videos"), _READ, (ARTICLE,), N_("videos")),
    Action("article.table_right", ("greater_than_sign",), N_("table to the right"), _READ, (ARTICLE,)),
    Action("article.table_left", ("less_than_sign",), N_("table to the left"), _READ, (ARTICLE,)),
    Action("article.full_width", ("F",), N_("full width"), _READ, (ANY,)),
    Action("article.wider", ("plus",), N_("wider text"), _READ, (ANY,)),
    Action("article.narrower", ("minus",), N_("narrower text"), _READ, (ANY,)),
    *(
        Action(
            f"top.{n}",
            (str(n),),
            N_("number {n} of the top five"),
            _FIND,
            (ANY,),
            N_("top") if n == 1 else "",
        )
        for n in range(1, 6)
    ),
    Action("list.filter", ("v",), N_("all, unread, bookmarks"), _FIND, (ANY,)),
    Action("sections", ("s",), N_("sections"), _FIND, (ANY,), N_("sections")),
    Action("list.narrow", ("f",), N_("filter the list as you type"), _FIND, (LIST, SIDEBAR), N_("filter")),
    Action("list.today", (), N_("today's news"), _FIND, (ANY,)),
    Action("list.muted", ("m",), N_("show or hide muted headlines"), _FIND, (ANY,)),
    Action("sources", ("S",), N_("sources: choose one, add one"), _FIND, (ANY, START), N_("sources")),
    Action("list.bring_in", ("i",), N_("bring in the new ones"), _FIND, (ANY,)),
    Action("sidebar", ("t",), N_("sidebar"), _FIND, (ANY,), N_("hide")),
    Action("mark.read", ("u",), N_("read or unread"), _MARK, (ANY,)),
    Action("mark.all_read", ("A",), N_("all read"), _MARK, (ANY,)),
    Action("mark.bookmark", ("asterisk",), N_("bookmark or not"), _MARK, (ANY,), N_("bookmark")),
    Action("mark.undo", ("z",), N_("undo a mark"), _MARK, (ANY,), N_("undo")),
    Action("out.browser", ("o",), N_("open in the browser"), _OUT, (ANY, START), N_("browser")),
    Action("out.copy_address", ("y",), N_("copy the address"), _OUT, (ANY,)),
    Action("out.copy_text", ("Y",), N_("copy the text"), _OUT, (ANY,)),
    Action("select.down", ("shift+down",), N_("select to the next line"), _OUT, (ARTICLE,)),
    Action("select.up", ("shift+up",), N_("select to the line above"), _OUT, (ARTICLE,)),
    Action("select.right", ("shift+right",), N_("select a word more"), _OUT, (ARTICLE,)),
    Action("select.left", ("shift+left",), N_("select a word less"), _OUT, (ARTICLE,)),
    Action("out.export", ("e",), N_("save as a Markdown file"), _OUT, (ANY,)),
    Action("refresh", ("r",), N_("refresh this list"), _PROGRAM, (ANY, START), N_("again")),
    Action("refresh.all", ("R",), N_("refresh everything"), _PROGRAM, (ANY,)),
    Action("sync", (), N_("bring in the site's own archive (sync)"), _PROGRAM, (ANY,)),
    Action(
        "why",
        ("exclamation_mark",),
        N_("why: the state of the network"),
        _PROGRAM,
        (ANY, START),
        N_("details"),
    ),
    Action("theme", ("T",), N_("colours"), _PROGRAM, (ANY, START)),
    Action(
        "start.sample", ("enter",), N_("open the sample edition"), _PROGRAM, (START,), N_("sample edition")
    ),
    Action("start.address", (), N_("the same site at another address"), _PROGRAM, (ANY, START)),
    Action("imprint", (), N_("about the site: imprint"), _PROGRAM, (ANY,)),
    Action("help", ("question_mark", "f1"), N_("all keys"), _PROGRAM, (ANY, START), N_("all keys")),
    Action("palette", ("colon", "ctrl+p"), N_("commands"), _PROGRAM, (ANY, START)),
    Action("copy_or_cancel", ("ctrl+c",), N_("copy the selection, else cancel"), _PROGRAM, (ANY, START)),
    Action("suspend", ("ctrl+z",), N_("to the shell and back"), _PROGRAM, (ANY, START)),
    Action("leave", ("q",), N_("back; in the list quit"), _PROGRAM, (ANY, START), N_("quit")),
    Action("quit", ("Q", "ctrl+q"), N_("quit"), _PROGRAM, (ANY, START)),
)


def action_text(action: Action) -> str:
    """Return what an action does, in the language that is set."""
    return _(action.text).format(n=action.id.rpartition(".")[2])


def action_names(action: Action) -> tuple[str, ...]:
    """Return what an action does in each language: what palette and help are searched for."""
    return tuple(name.format(n=action.id.rpartition(".")[2]) for name in in_each_language(action.text))


BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}
GROUPS = (_MOVE, _READ, _FIND, _MARK, _OUT, _PROGRAM)


class KeymapError(ValueError):
    """The user's keys do not fit: an unknown action or key, or one key for two actions that hold together."""

    def __init__(self, action: str, other: str | None, key: str | None) -> None:
        super().__init__(action, other, key)
        self.action = action
        """The id that is named in the configuration."""
        self.other = other
        """The id of the action that has the key already; None for an unknown `action` or `key`."""
        self.key = key
        """None for an unknown `action`."""


def with_russian(keys: Iterable[str]) -> tuple[str, ...]:
    """Return `keys`, each followed by what the same place of the Russian layout sends."""
    names: dict[str, None] = {}
    for key in keys:
        names[key] = None
        for twin in russian_names(key):
            names[twin] = None
    return tuple(names)


def bindings(where: str) -> list[BindingType]:
    """Return the framework's bindings for a pane (`list`), a screen (`any`) or the start screen."""
    from textual.binding import Binding  # the command line reads the table without the framework

    return [
        Binding(",".join(with_russian(action.keys)), f"screen.act('{action.id}')", show=False, id=action.id)
        for action in ACTIONS
        if where in action.where and action.keys
    ]


def bound(*pairs: tuple[str, str]) -> list[BindingType]:
    """Return the framework's bindings of an overlay: keys of the table, the user's own too, do another thing.

    Args:
        pairs: id of an action of the table, and what its keys do in the overlay.
    """
    from textual.binding import Binding

    return [Binding(",".join(with_russian(BY_ID[id_].keys)), do, show=False, id=id_) for id_, do in pairs]


def parse_keys(text: str) -> tuple[str, ...]:
    """Return the key names in a setting: `"j, down"`, `"/"`, `"Ctrl+D"`; a plain comma is `comma`."""
    return tuple(key_name(part.strip()) for part in text.split(",") if part.strip())


def _hold_together(one: Action, other: Action) -> bool:
    """Whether both can be meant by one key press."""
    if START in one.where and START in other.where:
        return True
    mine, theirs = set(one.where) - {START}, set(other.where) - {START}
    return bool(mine & theirs) or (ANY in mine and bool(theirs)) or (ANY in theirs and bool(mine))


def keymap(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the framework's keymap (id → keys) for the user's settings, the Russian names included.

    Raises:
        KeymapError: for an unknown id or key, or a key that two actions would share in one place.
    """
    chosen: dict[str, tuple[str, ...]] = {action.id: action.keys for action in ACTIONS}
    for id_, text in settings.items():
        if id_ not in BY_ID:
            raise KeymapError(id_, None, None)
        chosen[id_] = parse_keys(text)
        for key in chosen[id_]:
            if not is_key(key):
                raise KeymapError(id_, None, key)
    for id_ in settings:
        names = set(with_russian(chosen[id_]))
        for other in ACTIONS:
            if other.id == id_ or not _hold_together(BY_ID[id_], other):
                continue
            shared = names & set(with_russian(chosen[other.id]))
            if shared:
                raise KeymapError(id_, other.id, sorted(shared)[0])
    return {id_: ",".join(with_russian(chosen[id_])) for id_ in settings}
