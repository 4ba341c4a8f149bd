"""Above the hits: the line in which the reader types what to look for, a remark, and the conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Literal

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from kaskad_tui.ui.article.wrapping import cells, cut
from kaskad_tui.ui.marks import Marks
from kaskad_tui.ui.search_conditions import Kind, Label

What = Literal["typed", "asked", "left", "up", "down", "conditions", "earlier", "later"]
_WAYS: Mapping[str, What] = {
    "enter": "asked",
    "escape": "left",
    "ctrl+c": "left",
    "ctrl+с": "left",
    "down": "later",
    "up": "earlier",
    "tab": "conditions",
}


class SearchInput(Input):
    """What is looked for. Letters are text here; arrows, Tab, Enter and Esc lead out."""

    def __init__(self, tell: Callable[[What], None]) -> None:
        super().__init__(id="search-input", compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._tell = tell

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is the line's own."""
        return key in _WAYS or super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Lead out at once, without a binding or message: letters that follow may already wait here."""
        if self.screen.focused is not self:
            event.prevent_default()  # of a burst: it goes to where the key before it led
        elif event.key in _WAYS:
            event.stop()
            event.prevent_default()
            self._tell(_WAYS[event.key])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is there so far."""
        event.stop()
        self._tell("typed")


class ConditionsBar(Widget, can_focus=True):
    """The conditions in a line, each with the sign of a choice."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"conditions--word", "conditions--sign", "conditions--cursor"}
    BINDINGS = [  # noqa: RUF012  # the framework reads it from the class
        Binding("tab,right", "step(1)", show=False),
        Binding("shift+tab,left", "step(-1)", show=False),
        Binding("enter,space", "choose", show=False),
        Binding("up", "tell('up')", show=False),
        Binding("down,escape", "tell('down')", show=False),
    ]

    def __init__(self, tell: Callable[[What], None], choose: Callable[[Kind], None], *, marks: Marks) -> None:
        super().__init__(id="conditions")
        self._tell = tell
        self._choose = choose
        self._marks = marks
        self._labels: Sequence[Label] = ()
        self.at = 0
        """Which one the cursor is on."""

    def show(self, labels: Sequence[Label]) -> None:
        """Show other conditions."""
        if labels != self._labels:
            self._labels = labels
            self.refresh()

    def action_step(self, step: int) -> None:
        """Go to the next one; beyond the ends to the line above or the list below."""
        if 0 <= self.at + step < len(self._labels):
            self.at += step
            self.refresh()
        else:
            self._tell("down" if step > 0 else "up")

    def action_choose(self) -> None:
        """Let the reader choose."""
        self._choose(self._labels[self.at].kind)

    def action_tell(self, what: What) -> None:
        """Tell the search."""
        self._tell(what)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        for number, (begin, text) in enumerate(self._placed()):
            if begin <= event.x < begin + cells(text) + 2:
                self.at = number
                self.action_choose()

    def _placed(self) -> list[tuple[int, str]]:
        """Return where each begins, and its words."""
        margin, size = min(3, self.size.width), self.size.width - 4
        for texts, gap in (
            ([label.text for label in self._labels], 3),
            ([label.text for label in self._labels], 2),
            ([label.short for label in self._labels], 2),
        ):
            if sum(cells(text) + 2 + gap for text in texts) - gap <= size:
                break
        else:
            most = max(4, (size - 8) // max(1, len(texts)) - 2)
            texts = [cut(text, most) for text in texts]
        placed, at = [], margin
        for text in texts:
            placed.append((at, text))
            at += cells(text) + 2 + gap
        return placed

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        word, sign, cursor = (
            self.get_component_rich_style(f"conditions--{role}") for role in ("word", "sign", "cursor")
        )
        segments, used = [], 0
        for number, (begin, text) in enumerate(self._placed() if y == 0 else ()):
            here = self.has_focus and number == self.at
            segments += [
                Segment(" " * (begin - used), self.rich_style),
                Segment(text, cursor if here else word),
                Segment(f" {self._marks.choice}", cursor if here else sign),
            ]
            used = begin + cells(text) + 2
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)


class SearchBox(Vertical):
    """The head of the search.

    What the reader does in it is told by calls, not by messages: keys that were typed in one burst must find
    the focus where the key before them has put it.
    """

    def __init__(self, tell: Callable[[What], None], choose: Callable[[Kind], None], *, marks: Marks) -> None:
        super().__init__(id="search")
        self.input = SearchInput(tell)
        self.conditions = ConditionsBar(tell, choose, marks=marks)
        self._count = Static(id="search-count")
        self._remark = Static(id="search-remark")

    def compose(self) -> ComposeResult:
        """Lay out the line, the remark and the conditions."""
        with Horizontal(id="search-line"):
            yield Static(Content("/ "), id="search-prompt")
            yield self.input
            yield self._count
        yield self._remark
        yield self.conditions

    def say(self, count: str, remark: str, *, wrong: bool) -> None:
        """Say how much was found, and what there is to remark; `wrong`: with the query."""
        self._count.update(Content(count))
        self._remark.update(Content(remark))
        self._remark.set_class(wrong, "-wrong")
        self._remark.display = bool(remark)
