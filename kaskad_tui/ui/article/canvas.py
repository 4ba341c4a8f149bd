"""Rows of the pane → strips, kept by line until a size or a colour changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from kaskad_tui.ui.article.finding import TextSearch
from kaskad_tui.ui.article.hints import Hint
from kaskad_tui.ui.article.lines import Line, Run
from kaskad_tui.ui.article.looks import Looks
from kaskad_tui.ui.article.painting import Layer, paint
from kaskad_tui.ui.article.selecting import selected_span
from kaskad_tui.ui.article.viewport import Row, Viewport
from kaskad_tui.ui.article.wrapping import cells, cut

_STRIPS = 2_000
"""Lines that are kept painted."""


class Canvas:
    """Paints a viewport in the styles of a view."""

    def __init__(self, view: Widget, port: Viewport, signs: Callable[[], str]) -> None:
        self._port = port
        self._signs = signs
        self._looks = Looks(view)
        self._strips: dict[tuple[int, int, int], Strip] = {}

    def forget(self, *, colours: bool = False) -> None:
        """Forget what was painted; with `colours` the styles too."""
        self._strips.clear()
        if colours:
            self._looks.clear()

    def sticky(self, title: str) -> Strip:
        """Return the row that repeats the title, with how far the reader is."""
        measure = self._port.frame.measure
        done = f"{int(self._port.fraction * 100)}\u00a0%"
        short = cut(title, max(0, measure - len(done) - 2))
        gap = " " * (measure - cells(short) - len(done))
        return self._paint(-1, Line((Run(short + gap + done, "sticky"),), 0))

    def heading(self, words: str, counted: str) -> Strip:
        """Return the row above changes: what they are, and which of them is the current one."""
        measure = self._port.frame.measure - 2
        short = cut(words, max(0, measure - cells(counted) - 2))
        gap = " " * (measure - cells(short) - cells(counted))
        return self._paint(
            -1, Line((Run("  ", "text"), Run(short, "changes"), Run(gap + counted, "meta")), 0)
        )

    def strip(
        self, row: Row, search: TextSearch, selection: Selection | None, hints: Sequence[Hint]
    ) -> Strip:
        """Return a row of text, with the layers that lie over it."""
        layers = self._layers(row.piece, search, selection, hints) if row.line else []
        if layers and row.line:
            return self._paint(row.piece, search.signed(row.line, row.piece), layers)
        key = (row.piece, row.at, self._port.pieces[row.piece].column if row.piece >= 0 else 0)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _STRIPS:
                self._strips.clear()
            strip = self._strips[key] = self._paint(row.piece, row.line)
        return strip

    def _paint(self, piece: int, line: Line | None, layers: Sequence[Layer] = ()) -> Strip:
        links = self._port.pieces[piece].content.links if piece >= 0 else ()

        def look(run: Run) -> Style:
            return self._looks.of(run, links[run.link] if run.link >= 0 else None, (piece, run.link))

        signs = self._signs() if line is not None and line.pixels else ""
        return paint(line, piece, self._port.frame, look, self._looks.over, layers, signs)

    @staticmethod
    def _layers(
        piece: int, search: TextSearch, selection: Selection | None, hints: Sequence[Hint]
    ) -> list[Layer]:
        layers = search.layers(piece)
        if selection is not None and (span := selected_span(selection, piece)):
            layers.append(Layer(*span, "selection"))
        for hint in hints:
            if hint.target.piece == piece:
                layers.append(Layer(hint.target.offset, hint.target.end, "hint", hint.letters))
        return layers
