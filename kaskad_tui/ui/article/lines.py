"""Blocks → lines of runs, for one width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaskad_tui.ui.article.blocks import Affix, Block, Item, Role
from kaskad_tui.ui.article.inline import Mark
from kaskad_tui.ui.article.wrapping import cells, cut, fitting, wrap


class Run(NamedTuple):
    """A part of a line that looks the same from end to end."""

    text: str
    role: Role
    flags: int = 0
    link: int = -1
    """Index in the block's links, -1 for none."""
    offset: int = -1
    """Character of the block's text that `text` begins with; -1: it is no part of it."""


class Line(NamedTuple):
    """One line of the pane, without its margins."""

    runs: tuple[Run, ...]
    start: int
    """Character of the block's text that it begins with."""
    fill: Role = ""
    """Background to the end of the measure: the role that has it, "" for none."""
    pixels: tuple[tuple[int, int], ...] = ()
    """A row of a picture in place of runs, see `pixels.Cell`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How lines are set."""

    width: int
    """Cells of the measure."""
    stacked: bool = False
    """Tables as «name: value» lines, for panes too narrow for columns."""
    twofold: bool = False
    """Two texts fit beside each other."""


BETWEEN = " · "
"""Parts the pieces of a meta line."""

_LEAST_ROOM = 12
"""Cells that affixes leave for the text, however deep it is nested, in a pane that is not narrow itself."""


def lay_out(block: Block, setting: Setting, column: int = 1) -> tuple[Line, ...]:
    """Return the lines of `block`.

    Args:
        block: what to set.
        setting: for which width.
        column: the first column that a wide table shows beside its fixed one.
    """
    lines: list[Line] = []
    for item in block.items:
        first, rest = _fitted(item.first, setting.width), _fitted(item.rest, setting.width)
        if item.gap is not None:
            gap = _fitted(item.gap, setting.width)
            lines.append(Line(_affix_runs(gap), item.start))
        room = max(1, setting.width - sum(cells(affix.text) for affix in rest))
        if item.table is not None:
            from kaskad_tui.ui.article.tables import set_table

            before = _affix_runs(rest)
            lines += [
                Line(before + line.runs, line.start)
                for line in set_table(item.table, room, item.start, stacked=setting.stacked, column=column)
            ]
        elif item.role == "hr":
            lines.append(Line((*_affix_runs(first), Run("─" * room, "bar")), item.start))
        elif item.preformatted:
            lines.append(
                _code_line(item, first, room) if item.role == "code" else _one_line(item, first, room)
            )
        else:
            lines += _wrapped(item, first, rest, room)
    return tuple(lines)


def _fitted(affixes: tuple[Affix, ...], width: int) -> tuple[Affix, ...]:
    """Drop outer affixes until there is room for the text."""
    while affixes and sum(cells(affix.text) for affix in affixes) > max(width // 2, width - _LEAST_ROOM):
        affixes = affixes[1:]
    return affixes


def _affix_runs(affixes: Sequence[Affix]) -> tuple[Run, ...]:
    return tuple(Run(affix.text, affix.role) for affix in affixes)


def _wrapped(item: Item, first: tuple[Affix, ...], rest: tuple[Affix, ...], room: int) -> Iterator[Line]:
    before = _affix_runs(first)
    for start, end in wrap(item.text, room):
        if item.role == "meta":  # what parts two pieces says nothing at either end of a line
            start += 2 * item.text.startswith(BETWEEN[1:], start)
            end -= 2 * item.text.startswith(BETWEEN, end - 2)
        runs = slice_runs(item.text, item.marks, start, end, item.role, item.start)
        yield Line(before + runs if before else runs, item.start + start)
        before = _affix_runs(rest)


def slice_runs(
    text: str, marks: Sequence[Mark], start: int, end: int, role: Role, base: int
) -> tuple[Run, ...]:
    """Return the runs of `text[start:end]`; `base` is where `text` begins in the block's text."""
    if not marks:
        return (Run(text[start:end], role, 0, -1, base + start),)
    runs: list[Run] = []
    at = start
    for mark in marks:
        if mark.end <= at:
            continue
        if mark.start >= end:
            break
        if mark.start > at:
            runs.append(Run(text[at : mark.start], role, 0, -1, base + at))
            at = mark.start
        stop = min(mark.end, end)
        runs.append(Run(text[at:stop], role, mark.flags, mark.link, base + at))
        at = stop
    if at < end or not runs:
        runs.append(Run(text[at:end], role, 0, -1, base + at))
    return tuple(runs)


def _one_line(item: Item, first: tuple[Affix, ...], room: int) -> Line:
    runs = (*_affix_runs(first), Run(cut(item.text, room), item.role, 0, -1, item.start))
    return Line(runs, item.start)


def _code_line(item: Item, first: tuple[Affix, ...], room: int) -> Line:
    """Return a line that is not wrapped: what does not fit is cut off with «›»."""
    text, inner = item.text, max(1, room - 2)
    if cells(text) > inner:
        shown = text[: fitting(text, 0, len(text), inner)]
        end: tuple[Run, ...] = (Run("›", "more"),)
    else:
        shown, end = text, ()
    runs = (*_affix_runs(first), Run(" ", item.role), Run(shown, item.role, 0, -1, item.start), *end)
    return Line(runs, item.start, item.role)
