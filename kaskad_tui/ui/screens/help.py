"""The help: every key by what it does, searchable; Enter does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from kaskad_tui.i18n import N_, _, ngettext
from kaskad_tui.ui.article.wrapping import cut
from kaskad_tui.ui.footer_text import Entry
from kaskad_tui.ui.keys import ACTIONS, BY_ID, GROUPS, START, Action, action_names, action_text
from kaskad_tui.ui.layouts import russian_names, shown
from kaskad_tui.ui.screens.chooser import folded, prompt
from kaskad_tui.ui.screens.overlay import Overlay
from kaskad_tui.ui.widgets.key_table import Group, KeyRow, KeyTable

_TOGETHER: Mapping[tuple[str, ...], str] = {
    ("move.down", "move.up"): N_("line down, up"),
    ("move.top", "move.end"): N_("to the top, to the end"),
    ("move.page_down", "move.page_up"): N_("page down, up"),
    ("move.half_down", "move.half_up"): N_("half a page down, up"),
    ("read.next_unread", "read.previous_unread"): N_("next, previous unread"),
    ("read.next", "read.previous"): N_("next, previous article"),
    ("pane.next", "pane.previous"): N_("next, previous pane"),
    ("history.back", "history.forward"): N_("back, forward in the history"),
    ("article.next_heading", "article.previous_heading"): N_("next, previous heading"),
    ("article.pictures", "article.videos"): N_("pictures, videos"),
    ("article.table_right", "article.table_left"): N_("table to the right, left"),
    ("article.wider", "article.narrower"): N_("wider, narrower text"),
    ("top.1", "top.2", "top.3", "top.4", "top.5"): N_("one of the top five"),
    ("sections", "sources"): N_("sections, sources"),
    ("out.copy_address", "out.copy_text"): N_("copy the address, the text"),
    ("select.down", "select.up"): N_("select lines below, above"),
    ("select.right", "select.left"): N_("select words, or fewer"),
    ("refresh", "refresh.all"): N_("refresh this list, everything"),
    ("leave", "quit"): N_("back, in the list quit; quit"),
    ("article.find", "search"): N_("in the article or the archive"),
    ("article.feed_text",): N_("the feed's text, the page's"),
    ("article.changes",): N_("what the site changed"),
    ("copy_or_cancel",): N_("copy the selection, cancel"),
}
"""What shares a row, or has fewer words, as long as nothing is looked for."""
_BEGINS = {ids[0]: ids for ids in _TOGETHER}
_FOLLOWS = {id_ for ids in _TOGETHER for id_ in ids[1:]}


def key_names(keys: tuple[str, ...]) -> tuple[str, str]:
    """Return the keys as people write them, and the same places of the Russian layout."""
    plain = [_("space") if key == "space" else shown(key) for key in keys]
    twins = [shown(names[0]) for key in keys if (names := russian_names(key)) and "+" not in key]
    return " ".join(plain), " ".join(twins)


class Help(Overlay[str]):
    """Returns the id of the action to do."""

    most = 120

    def __init__(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._keys = keys
        self._found: list[Group] = []

    def heading(self) -> tuple[str, str]:
        """Return the title, and how many actions are shown."""
        n = sum(
            len(_BEGINS.get(row.id, (0,))) if not self._query else 1
            for _name, rows in self._found
            for row in rows
        )
        return _("Keys"), ngettext("{n} action", "{n} actions", n).format(n=n)

    def keys(self) -> Sequence[Entry]:
        """Return the keys of what does things."""
        return [(_("type"), _("to find")), ("Enter", _("do it")), ("Esc", _("close"))]

    def remark(self) -> str:
        """Say what the second column is."""
        return _("second column: the Russian layout")

    def inside(self) -> ComposeResult:
        """Lay out the filter and the table."""
        yield from prompt()
        yield KeyTable(classes="overlay-inside")

    @property
    def _query(self) -> str:
        return self.query_one(Input).value.strip()

    def on_mount(self) -> None:
        """Show everything."""
        self.query_one(Input).focus()
        self._fill()

    def on_resize(self) -> None:
        """Cut the hint."""
        hint = _("what to do: bookmark, colours, Ctrl+P…")
        self.query_one(Input).placeholder = cut(hint, self.room - 4)

    def _of(self, action: Action) -> tuple[str, ...]:
        return self._keys.get(action.id, action.keys)

    def groups(self, query: str) -> list[Group]:
        """Return the rows that fit a query, under their headings."""
        found: list[Group] = []
        for group in GROUPS:
            of_group = [action for action in ACTIONS if action.group == group]
            some = (
                [self._row(action) for action in of_group if self._fits(action, query)]
                if query
                else [self._row_together(action) for action in of_group if self._stands(action)]
            )
            if some:
                found.append((_(group).upper(), some))
        return found

    def _row(self, action: Action) -> KeyRow:
        return KeyRow(action.id, *key_names(self._of(action)), action_text(action))

    def _row_together(self, action: Action) -> KeyRow:
        ids = _BEGINS.get(action.id)
        if ids is None:
            return self._row(action)
        firsts = [key for id_ in ids for key in self._of(BY_ID[id_])[: 1 if len(ids) > 1 else None]]
        names, twins = key_names(tuple(dict.fromkeys(firsts)))
        names = "1–5" if names == "1 2 3 4 5" else names
        return KeyRow(action.id, names, twins, _(_TOGETHER[ids]))

    def _stands(self, action: Action) -> bool:
        """Whether it has a row where nothing is looked for: with a key, and not at a first start alone."""
        return action.id not in _FOLLOWS and bool(self._of(action)) and action.where != (START,)

    def _fits(self, action: Action, query: str) -> bool:
        """A single character is meant as a key, more of them as words."""
        keys = self._of(action)
        if len(query) == 1:
            return query in {
                shown(key) for key in (*keys, *(name for key in keys for name in russian_names(key)))
            }
        words = folded(" ".join((*action_names(action), action.id, *key_names(keys))))
        return all(word in words for word in folded(query).split())

    def _fill(self) -> None:
        query = self._query
        self._found = self.groups(query)
        self.query_one(KeyTable).show(self._found, found=bool(query))
        self.renew_bars()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the table."""
        event.stop()
        self._fill()

    def on_key(self, event: Key) -> None:
        """Arrows move in the table while the filter has the focus."""
        table = self.query_one(KeyTable)
        steps = {"down": 1, "up": -1, "pagedown": table.page, "pageup": -table.page}
        if event.key in steps:
            event.stop()
            table.move(steps[event.key])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do what has the cursor."""
        event.stop()
        chosen = self.query_one(KeyTable).current
        if chosen is not None:
            self.dismiss(chosen)

    def on_key_table_chosen(self, message: KeyTable.Chosen) -> None:
        """Do what was clicked."""
        self.dismiss(message.id)
