"""An overlay that lets the reader choose one of a list; typing filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kaskad_tui.i18n import _
from kaskad_tui.ui.article.wrapping import cells, cut
from kaskad_tui.ui.fitting import fit
from kaskad_tui.ui.footer_text import Entry
from kaskad_tui.ui.screens.overlay import Overlay


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    id: str
    text: str
    note: str = ""
    """Stands muted at the right end."""
    also: str = ""
    """Further words by which it is found."""
    color: str = ""
    """Colour of its mark, where it has one."""


def folded(text: str) -> str:
    """Return `text` as it is compared: any case, ё as е."""
    return text.casefold().replace("ё", "е")


def prompt() -> ComposeResult:
    """Lay out the line into which the reader types."""
    with Horizontal(classes="overlay-prompt"):
        yield Static(Content("/ "))
        yield Input(compact=True)


class Chooser(Overlay[str]):
    """Returns the id of the choice, None when it was closed."""

    def __init__(self, title: str, choices: Sequence[Choice], *, current: str = "", hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = list(choices)
        self._shown: list[Choice] = []
        self._current = current
        self._hint = hint or _("type to narrow the list")
        self._query = ""

    def heading(self) -> tuple[str, str]:
        """Return the title, and how many are left of how many."""
        some = _("{n} of {count}").format(n=len(self._shown), count=len(self._choices))
        return self._title, some if self._query.strip() else ""

    def keys(self) -> Sequence[Entry]:
        """Return the keys of a list that is narrowed as one types."""
        return [(_("type"), _("to find")), ("Enter", _("choose")), ("Esc", _("close"))]

    def inside(self) -> ComposeResult:
        """Lay out the filter and the list."""
        yield from prompt()
        yield OptionList(compact=True, classes="overlay-inside")

    def on_mount(self) -> None:
        """Show everything, with the cursor on what holds now."""
        self.query_one(Input).focus()
        self._fill()
        self._go_to(self._current)

    def on_resize(self) -> None:
        """Cut the rows for another width."""
        options = self.query_one(OptionList)
        here = options.highlighted_option
        self.query_one(Input).placeholder = cut(self._hint, self.room - 4)
        self._fill()
        self._go_to(self._shown[int((here.id or "c0")[1:])].id if here is not None and self._shown else "")

    def _go_to(self, id_: str) -> None:
        for index, choice in enumerate(self._shown):
            if choice.id == id_:
                self.query_one(OptionList).highlighted = index

    def _fill(self) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        self._shown = [*self.fitting(self._query), *self.further(self._query)]
        options.add_options(Option(self.line(one), id=f"c{n}") for n, one in enumerate(self._shown))
        if self._shown:
            options.highlighted = 0
        else:
            options.add_option(
                Option(Content.styled(_("Nothing by that name"), "$text-muted"), disabled=True)
            )
        self.renew_bars()

    def fitting(self, query: str) -> Iterable[Choice]:
        """Return the choices that have every word of a query."""
        words = folded(query).split()
        return (
            choice
            for choice in self._choices
            if all(word in folded(f"{choice.text} {choice.also}") for word in words)
        )

    def further(self, query: str) -> list[Choice]:
        """Return what else a query offers, behind the choices that it leaves."""
        return []

    def line(self, choice: Choice) -> Content:
        """Return the row of a choice: its text on at most two lines, its note at the right of the first."""
        room = self.room - cells(self.mark(choice).plain)
        first, *more = fit(choice.text, max(10, room - (cells(choice.note) + 2 if choice.note else 0)), 2)
        row = self.mark(choice) + Content(first)
        if choice.note:
            gap = " " * max(2, room - cells(first) - cells(choice.note))
            row += Content.styled(gap + choice.note, "$text-muted")
        for line in more:
            row += Content("\n" + " " * cells(self.mark(choice).plain) + line)
        return row

    def mark(self, choice: Choice) -> Content:
        """Return what stands before the text of a choice."""
        return Content("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._query = event.value
        self._fill()

    def on_key(self, event: Key) -> None:
        """Arrows move in the list while the filter has the focus."""
        options = self.query_one(OptionList)
        moves = {"down": options.action_cursor_down, "up": options.action_cursor_up}
        moves |= {"pagedown": options.action_page_down, "pageup": options.action_page_up}
        if event.key in moves:
            event.stop()
            moves[event.key]()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what has the cursor."""
        event.stop()
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the choice."""
        event.stop()
        if event.option_id:
            self.dismiss(self._shown[int(event.option_id[1:])].id)
