"""Tables: fitted columns, numbers right; too wide ones scroll sideways, their first column fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaskad_tui.i18n import _
from kaskad_tui.ui.article.blocks import Cell, Role, Table
from kaskad_tui.ui.article.inline import STRONG
from kaskad_tui.ui.article.lines import Line, Run, slice_runs
from kaskad_tui.ui.article.wrapping import cells, wrap

_NUMBER = re.compile(r"[+−–-]?\d[\d\s.,:/×–−-]*(?:%|‰|°C?|₽|руб\.?|\$|€)?|[—–-]|")
_GAP = 2
_LEAST = 10
"""Cells below which no column of text is narrowed for the sake of its neighbours."""


def set_table(table: Table, width: int, start: int, *, stacked: bool, column: int = 1) -> Iterator[Line]:
    """Yield the lines of `table`.

    Args:
        table: what to set.
        width: cells of the measure.
        start: where the table begins in the block's text.
        stacked: as «name: value» lines.
        column: the first column shown beside the fixed one, when not all fit.
    """
    if not table.aligns:
        return
    widths = _column_widths(table, width)
    if stacked and (table.head or len(table.aligns) > 2):
        yield from _stacked(table, width, start)
        return
    shown, more = _visible(widths, width, column)
    right = [_is_right(table, n) for n in range(len(widths))]
    hidden = len(shown) < len(widths)
    behind = hidden and len(shown) > 1 and shown[1] > 1
    if table.head:
        arrow = (Run(" ›", "more"),) if more else ()
        yield from _row(table.head, shown, widths, right, "head", arrow, behind, start)
        end = sum(widths[n] for n in shown) + _GAP * (len(shown) - 1) + int(behind)
        yield Line((Run("─" * end, "bar"),), table.head[0].start)
    rows = [list(_row(row, shown, widths, right, "text", (), behind, start)) for row in table.rows]
    apart = any(len(lines) > 1 for lines in rows)
    for n, lines in enumerate(rows):
        if apart and n:
            yield Line((), lines[0].start)
        yield from lines
    if hidden:
        yield Line((), start)
        first = 1 if not behind else shown[1] + 1
        words = _("columns {first}–{last} of {total}").format(
            first=first, last=shown[-1] + 1, total=len(widths)
        )
        yield Line((Run(words, "note"), Run("   < > ", "key"), Run(_("sideways"), "note")), start)


def is_wide(table: Table, width: int) -> bool:
    """Return whether `table` shows only some of its columns on `width` cells."""
    widths = _column_widths(table, width)
    return len(_visible(widths, width, 1)[0]) < len(widths)


def last_column(table: Table, width: int) -> int:
    """Return the largest `column` that still leaves nothing unseen at the right."""
    widths = _column_widths(table, width)
    for column in range(1, len(widths)):
        if not _visible(widths, width, column)[1]:
            return column
    return max(1, len(widths) - 1)


def _column_widths(table: Table, width: int) -> list[int]:
    """Return cells for each column: its widest cell, narrowed at its words when all together do not fit."""
    rows = [row for row in (table.head, *table.rows) if row]
    widest = [max((cells(row[n].text) for row in rows), default=1) for n in range(len(table.aligns))]
    room = width - _GAP * (len(widest) - 1)
    floors = [min(wide, max(_LEAST, _longest_word(rows, n))) for n, wide in enumerate(widest)]
    if sum(widest) > room:
        if sum(floors) <= room:
            _narrow(widest, floors, room)
        else:
            # it will scroll: no column may fill the whole pane, the fixed one at most half of it
            most = (width - _GAP - 2) // 2
            widest = [
                min(wide, most, max(least, width // 3)) for wide, least in zip(widest, floors, strict=True)
            ]
    return [max(1, wide) for wide in widest]


def _longest_word(rows: Sequence[Sequence[Cell]], column: int) -> int:
    return max((cells(word) for row in rows for word in row[column].text.split(" ")), default=1)


def _narrow(widths: list[int], floors: list[int], room: int) -> None:
    """Take from the widest column, cell by cell, until the sum is `room`."""
    excess = sum(widths) - room
    while excess > 0:
        n = max(
            (k for k in range(len(widths)) if widths[k] > floors[k]), key=lambda k: widths[k], default=None
        )
        if n is None:
            return
        widths[n] -= 1
        excess -= 1


def _visible(widths: Sequence[int], width: int, column: int) -> tuple[list[int], bool]:
    """Return the columns that are shown and whether there are more at the right."""
    if sum(widths) + _GAP * (len(widths) - 1) <= width:
        return list(range(len(widths))), False
    n = max(1, min(column, len(widths) - 1))
    shown, used = [0], widths[0] + int(n > 1)
    while n < len(widths):
        mark = 2 if n + 1 < len(widths) else 0
        if used + _GAP + widths[n] + mark > width and len(shown) > 1:
            break
        used += _GAP + widths[n]
        shown.append(n)
        n += 1
    return shown, n < len(widths)


def _is_right(table: Table, column: int) -> bool:
    align = table.aligns[column]
    if align:
        return align == "right"
    values = [row[column].text.strip() for row in table.rows]
    filled = [value for value in values if value]
    return bool(filled) and all(_NUMBER.fullmatch(value) for value in filled)


def _row(
    row: Sequence[Cell],
    shown: Sequence[int],
    widths: Sequence[int],
    right: Sequence[bool],
    role: Role,
    end: tuple[Run, ...],
    behind: bool,
    start: int,
) -> Iterator[Line]:
    """Yield the lines of one row; `behind` marks that columns are hidden at the left."""
    wrapped = [(n, wrap(row[n].text, widths[n])) for n in shown]
    for number in range(max(len(spans) for _n, spans in wrapped)):
        runs: list[Run] = []
        for place, (n, spans) in enumerate(wrapped):
            if place == 1 and behind:
                runs.append(Run(" ‹ ", "more") if role == "head" and not number else Run("   ", role))
            elif place:
                runs.append(Run("  ", role))
            if number >= len(spans):
                runs.append(Run(" " * widths[n], role))
                continue
            cell, (begin, stop) = row[n], spans[number]
            pad = widths[n] - cells(cell.text[begin:stop])
            if right[n] and pad > 0:
                runs.append(Run(" " * pad, role))
            runs += slice_runs(cell.text, cell.marks, begin, stop, role, cell.start)
            if not right[n] and pad > 0 and place < len(wrapped) - 1:
                runs.append(Run(" " * pad, role))
        yield Line(tuple(runs) + (end if not number else ()), row[shown[0]].start if row else start)


def _stacked(table: Table, width: int, start: int) -> Iterator[Line]:
    """Yield each row as its first cell, in bold, and a «name: value» line for every other cell."""
    for number, row in enumerate(table.rows):
        if number:
            yield Line((), row[0].start)
        for n, cell in enumerate(row):
            if not cell.text.strip():
                continue
            name = table.head[n].text if table.head and n else ""
            label = f"{name}: " if name else ""
            whole = label + cell.text
            for begin, stop in wrap(whole, width):
                runs: list[Run] = []
                if begin < len(label):
                    runs.append(Run(label[begin : min(stop, len(label))], "note"))
                if stop > len(label):
                    runs += slice_runs(
                        cell.text,
                        cell.marks,
                        max(0, begin - len(label)),
                        stop - len(label),
                        "text",
                        cell.start,
                    )
                if n == 0:
                    runs = [run._replace(flags=run.flags | STRONG) for run in runs]
                yield Line(tuple(runs), cell.start)
