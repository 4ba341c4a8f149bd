"""An overlay that lets the reader choose one of a list; typing filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kaskad_tui.i18n import _
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.screens.overlay import Overlay

_NOTE_COLUMN = 40
"""Texts longer than this do not push the notes of the others away."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    id: str
    text: str
    note: str = ""
    """Stands muted behind the text."""
    also: str = ""
    """Further words by which it is found."""
    color: str = ""
    """Colour of its mark, where it has one."""


def folded(text: str) -> str:
    """Return `text` as it is compared: any case, ё as е."""
    return text.casefold().replace("ё", "е")


class Chooser(Overlay[str]):
    """Returns the id of the choice, None when it was closed."""

    def __init__(self, title: str, choices: Sequence[Choice], *, current: str = "", hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = list(choices)
        self._shown: list[Choice] = []
        self._current = current
        self._hint = hint or _("type to narrow the list")
        # the notes stand one below the other, at their right end
        self._text_cells = min(_NOTE_COLUMN, max((cells(choice.text) for choice in choices), default=0))
        self._note_cells = max((cells(choice.note) for choice in choices), default=0)

    def compose(self) -> ComposeResult:
        """Lay out the title, the filter and the list."""
        with Vertical(classes="overlay"):
            yield Static(Content(self._title), classes="overlay-title")
            yield Input(placeholder=self._hint, compact=True)
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        """Show everything, with the cursor on what holds now."""
        self._fill("")
        options = self.query_one(OptionList)
        for index, choice in enumerate(self._choices):
            if choice.id == self._current:
                options.highlighted = index
        self.query_one(Input).focus()

    def _fill(self, query: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        words = folded(query).split()
        self._shown = [
            choice
            for choice in self._choices
            if all(word in folded(f"{choice.text} {choice.also}") for word in words)
        ]
        self._shown += self.further(query)
        options.add_options(Option(self.line(one), id=f"c{n}") for n, one in enumerate(self._shown))
        if options.option_count:
            options.highlighted = 0

    def further(self, query: str) -> list[Choice]:
        """Return what else a query offers, behind the choices that it leaves."""
        return []

    def line(self, choice: Choice) -> Content:
        """Return the row of a choice."""
        if not choice.note:
            return Content(choice.text)
        note = choice.note.rjust(self._note_cells + max(0, self._text_cells - cells(choice.text)) + 3)
        return Content(choice.text) + Content.styled(note, "$text-muted")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._fill(event.value)

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
