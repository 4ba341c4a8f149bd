"""What all overlays have in common: a tone over the panes, a title, the keys that hold here; Esc closes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.scrollbar import ScrollBarRender

from kaskad_tui.i18n import _
from kaskad_tui.paths import styles_dir
from kaskad_tui.ui.article.wrapping import cells
from kaskad_tui.ui.footer_text import Entry, Hints, fitted
from kaskad_tui.ui.marks import UNICODE
from kaskad_tui.ui.widgets.bar import Bar, Line

Result = TypeVar("Result")
_NO_COLOUR = Color.default()


class ThinBar(ScrollBarRender):
    """The scroll line of an overlay: as thin as that of a pane, without a rule."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = _NO_COLOUR,
        bar_color: Color = _NO_COLOUR,
    ) -> Segments:
        """Return the cells, from the top; those of the thumb can be dragged."""
        long = max(1, round(size * window_size / virtual_size)) if window_size else 0
        begin = round((size - long) * position / max(1, virtual_size - window_size))
        cells_: list[Segment] = []
        for row in range(size):
            thumb = begin <= row < begin + long
            act = "grab" if thumb else "scroll_up" if row < begin else "scroll_down"
            look = Style(color=bar_color, bgcolor=back_color, meta={"@mouse.down": act})
            cells_.append(Segment(UNICODE.thumb if thumb else " ", look))
        return Segments(cells_, new_lines=True)


class Overlay(ModalScreen[Result]):
    """Lies over the main screen until it is answered or closed; where there is little room it is a page."""

    CSS_PATH = styles_dir() / "overlays.tcss"  # read with the first overlay, not at the start
    BINDINGS = [  # noqa: RUF012  # the framework reads it from the class
        Binding("escape", "close", show=False),
        Binding("ctrl+c", "close", show=False),
        Binding("ctrl+с", "close", show=False),
    ]
    # plain lists: the framework reads them from the class
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (40, "-close"), (50, "-narrow"), (80, "-two"), (120, "-three")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (12, "-low"), (18, "-tall")]  # noqa: RUF012

    hints = Hints({})
    """How keys are named now; the main screen gives its own."""
    most = 60
    """Columns of the box where there is room."""

    @property
    def room(self) -> int:
        """Cells of a row inside the box, the scroll line left out; see `overlays.tcss` for the margins."""
        width = self.app.size.width
        return min(width, self.most) - (6 if width >= 50 else 2) - 3 - 2 * self._border

    @property
    def _border(self) -> int:
        return int(self.app.current_theme.ansi)

    def heading(self) -> tuple[str, str]:
        """Return the title, and what stands at the right of it."""
        return "", ""

    def keys(self) -> Sequence[Entry]:
        """Return what the last line teaches; the last one is the way out and stays longest."""
        return [("Esc", _("close"))]

    def remark(self) -> str:
        """Return what stands at the right of the keys where there is room."""
        return ""

    def inside(self) -> ComposeResult:
        """Lay out what stands between the title and the keys."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Lay out the box."""
        # the framework sets these at the first resize, when all is styled and painted without them already
        for size, steps in zip(
            self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True
        ):
            self.add_class(max(step for step in steps if step[0] <= size)[1], update=False)
        box = Vertical(classes="overlay")
        box.styles.max_width = self.most
        with box:
            yield Bar(self._heading_line, left=0, right=0, id="overlay-heading")
            yield from self.inside()
            yield Bar(self._keys_line, left=1, right=1, id="overlay-keys")

    def on_resize(self) -> None:
        """Let what scrolls leave room for the title, the line that is typed into and the keys."""
        width, height = self.app.size
        page = width < 80 or height < 18
        rows = height * 94 // 100 - (9 if self.query(".overlay-prompt") else 7) - self._border
        for inside in self.query(".overlay-inside"):
            inside.styles.max_height = None if page else rows
            inside.vertical_scrollbar.renderer = ThinBar  # type: ignore[misc]  # the framework's own way

    def _heading_line(self, _width: int) -> Line:
        title, end = self.heading()
        return ((title, "strong"),), ((end, "word"),)

    def _keys_line(self, width: int) -> Line:
        width -= 2
        parts = fitted(self.keys(), width, 3 if self.app.size.width >= 80 else 2)
        room = width - sum(cells(text) for text, _role in parts) - 3
        return tuple(parts), ((self.remark(), "remark"),) if cells(self.remark()) <= room else ()

    def renew_bars(self) -> None:
        """Repaint title and keys where they say something else now."""
        for bar in self.query(Bar):
            bar.renew()

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
