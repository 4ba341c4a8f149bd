"""Lines → strips: styles, margins, and the layers of selection, hits and link letters over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from kaskad_tui.ui.article.lines import Line, Run
from kaskad_tui.ui.article.pixels import segments
from kaskad_tui.ui.article.wrapping import cells, fitting


class Layer(NamedTuple):
    """A look over characters of a block's text; later layers lie above earlier ones."""

    start: int
    end: int
    role: str
    letters: str = ""
    """Written in place of the text's first characters."""


Look = Callable[[Run], Style]
"""Gives the style of a run, its link included."""
Over = Callable[[str, Style], Style]
"""Gives the style of a layer's role over the style that is there."""


def _drawn(style: Style) -> bool:
    """Return whether a space in this style is seen."""
    return bool(style.underline or style.strike or style.reverse)


class Frame(NamedTuple):
    """How the measure lies in the pane, in cells."""

    left: int
    measure: int
    width: int


def paint(
    line: Line | None,
    piece: int,
    frame: Frame,
    look: Look,
    over: Over,
    layers: Sequence[Layer] = (),
    signs: str = "",
) -> Strip:
    """Return `line` as wide as the pane; every segment says which character it shows, for the selection."""
    blank = look(Run("", "text"))
    if line is None:
        return Strip([Segment(" " * frame.width, blank)], frame.width)
    if line.pixels:
        around = blank + _offset(line.start, piece)
        rest = max(0, frame.width - frame.left - len(line.pixels))
        row = [Segment(" " * frame.left, around), *segments(line.pixels, around, signs)]
        return Strip([*row, Segment(" " * rest, around)], frame.left + len(line.pixels) + rest)
    parts: list[Segment] = []
    used, at = 0, line.start
    # spaces without a look of their own join what follows: fewer segments, fewer bytes over a slow connection
    spaces = " " * frame.left
    for run, role, letters in _layered(line.runs, layers):
        used += cells(run.text)
        style = look(run._replace(link=-1) if letters else run)
        if run.offset >= 0:
            at = run.offset
        elif run.text.isspace() and style.bgcolor == blank.bgcolor and not _drawn(style):
            spaces += run.text
            continue
        if role:
            style = _same_link(over(role, style), style)
        if spaces and (style.link or style.bgcolor != blank.bgcolor or _drawn(style)):
            parts.append(Segment(spaces, blank + _offset(at - len(spaces), piece)))
            spaces = ""
        parts.append(
            Segment(
                spaces + (letters or run.text), _same_link(style + _offset(at - len(spaces), piece), style)
            )
        )
        spaces = ""
        if run.offset >= 0:
            at += len(run.text)
    if spaces:
        parts.append(Segment(spaces, blank + _offset(at - len(spaces), piece)))
    end = _offset(at, piece)
    if line.fill and used < frame.measure:
        parts.append(Segment(" " * (frame.measure - used), look(Run("", line.fill)) + end))
        used = frame.measure
    rest = frame.width - frame.left - used
    if rest > 0:
        parts.append(Segment(" " * rest, blank + end))
    strip = Strip(parts, frame.left + used + max(0, rest))
    return strip if rest >= 0 else strip.crop(0, frame.width)


def _offset(x: int, y: int) -> Style:
    """Return the mark by which the framework finds the character under the mouse."""
    return Style.from_meta({"offset": (x, y)})


def _same_link(new: Style, old: Style) -> Style:
    """Give `new` the link id of `old`: Rich gives each sum its own, and half a link would be another link."""
    if new.link:
        new._link_id = old._link_id
    return new


class _Part(NamedTuple):
    run: Run
    role: str = ""
    """Of the layer over it."""
    letters: str = ""


def _layered(runs: Sequence[Run], layers: Sequence[Layer]) -> Iterator[_Part]:
    """Split runs where a layer begins or ends."""
    if not layers:
        yield from map(_Part, runs)
        return
    for run in runs:
        end = run.offset + len(run.text)
        over = [layer for layer in layers if layer.start < end and layer.end > run.offset]
        if run.offset < 0 or not over:
            yield _Part(run)
            continue
        inner = {edge for layer in over for edge in layer[:2] if run.offset < edge < end}
        for start, stop in pairwise(sorted({run.offset, end} | inner)):
            top = next(
                (layer for layer in reversed(over) if layer.start <= start and layer.end >= stop), None
            )
            part = run._replace(text=run.text[start - run.offset : stop - run.offset], offset=start)
            if top is None:
                yield _Part(part)
            elif top.letters and start == max(top.start, run.offset):
                yield from _lettered(part, top)
            else:
                yield _Part(part, top.role)


def _lettered(run: Run, layer: Layer) -> Iterator[_Part]:
    """Put a link's letters in the place of exactly as many cells of its text."""
    width = len(layer.letters)
    cut = fitting(run.text, 0, len(run.text), width)
    while cut < len(run.text) and cells(run.text[:cut]) < width:
        cut += 1
    covered = cells(run.text[:cut])
    yield _Part(run._replace(text=run.text[:cut]), layer.role, layer.letters[:covered].ljust(covered))
    if cut < len(run.text):
        yield _Part(run._replace(text=run.text[cut:], offset=run.offset + cut))
