"""Pictures as text: half-blocks in colour, or signs by brightness where there are too few colours."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App

from kaskad_tui.i18n import ascii_only
from kaskad_tui.model import Picture

Cell = tuple[int, int]
"""The upper and the lower pixel of a cell, as 0xRRGGBB; -1 where the picture has ended."""

BLOCKS, SIGNS = " ░▒▓█", " .:-=+*#%@"
"""From dark to light, as they look on a dark ground."""

_SEEN = bytes(round(255 * (light / 255) ** 0.6) for light in range(256))
"""Brightness as it is spread over few signs: what happens in the shadows is seen, too."""


def grid(picture: Picture, width: int, rows: int) -> list[tuple[Cell, ...]]:
    """Return a picture as rows of cells: in its proportions, at most so many across and down."""
    from kaskad_tui.pictures.scaling import fitted  # with the first picture only: it imports Pillow

    small = fitted(picture, width, rows * 2)
    pixels, stride = small.pixels, small.width * 3

    def row(y: int) -> list[int]:
        if y >= small.height:
            return [-1] * small.width
        line = pixels[y * stride : (y + 1) * stride]
        return [int.from_bytes(line[x : x + 3], "big") for x in range(0, stride, 3)]

    return [tuple(zip(row(y), row(y + 1), strict=True)) for y in range(0, small.height, 2)]


def signs_for(app: App[object]) -> str:
    """Return the signs for pictures in this terminal, dark first; "" where half-blocks have their colours."""
    # the framework hides NO_COLOR from its console, and would paint greys
    colours = not os.environ.get("NO_COLOR") and app.console.color_system in ("truecolor", "256")
    if colours and not ascii_only():
        return ""
    signs = SIGNS if ascii_only() else BLOCKS
    return signs if app.current_theme.dark else signs[::-1]


def segments(cells: Sequence[Cell], blank: Style, signs: str) -> Iterator[Segment]:
    """Yield a row of a picture; cells that look the same are one segment.

    Args:
        cells: the row.
        blank: the style around it, for signs and where the picture has ended.
        signs: see `signs_for`.
    """
    if signs:
        yield Segment("".join(_sign(cell, signs) for cell in cells), blank)
        return
    for (upper, lower), same in groupby(cells):
        yield Segment("▀" * sum(1 for _cell in same), blank + _style(upper, lower))


def _sign(cell: Cell, signs: str) -> str:
    lights = [_SEEN[_light(pixel)] for pixel in cell if pixel >= 0]
    return signs[min(len(signs) - 1, sum(lights) * len(signs) // (256 * len(lights)))]


def _light(pixel: int) -> int:
    """Return how bright a pixel is, 0 to 255."""
    return ((pixel >> 16) * 54 + (pixel >> 8 & 255) * 183 + (pixel & 255) * 19) >> 8


@lru_cache(maxsize=8192)
def _style(upper: int, lower: int) -> Style:
    return Style(color=_color(upper), bgcolor=_color(lower) if lower >= 0 else None)


def _color(pixel: int) -> Color:
    return Color.from_rgb(pixel >> 16, pixel >> 8 & 255, pixel & 255)
