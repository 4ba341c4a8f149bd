"""What a site changed, as pieces: words inside sentences, signs in the margin, unchanged paragraphs folded.

Where a pane has room for two texts, the old one stands beside the new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, TypeAlias

from kaskad_tui.i18n import _, ngettext
from kaskad_tui.ui.article.blocks import Affix, Block, Item
from kaskad_tui.ui.article.finding import Hit, Walk
from kaskad_tui.ui.article.inline import ADDED, REMOVED, Mark
from kaskad_tui.ui.article.lines import Line, Run, Setting
from kaskad_tui.ui.article.pieces import Piece, Pieces, text_piece
from kaskad_tui.ui.article.wrapping import cells, wrap

if TYPE_CHECKING:
    from kaskad_tui.reader import Changes, Paragraph, Part

Placed: TypeAlias = "tuple[Part, int]"
"""Words, and the character of the whole paragraph that they begin with."""

_FLAGS = {"same": 0, "added": ADDED, "removed": REMOVED}
_SIGN_CELLS = 2
_BETWEEN = " │ "
"""Between the old text and the new one."""


@dataclass(frozen=True, slots=True)
class Edits:
    """One change of an article, as a pane shows it."""

    heading: str
    """Stands above all: what this is."""
    changes: Changes
    meta: str
    """Under the title."""
    whole: bool = False
    """Nothing is folded: it is the first text, and no change."""

    @staticmethod
    def counted(number: int, count: int) -> str:
        """Return which change is the current one."""
        return _("change {n} of {count}").format(n=number, count=count) if count else ""


@dataclass(slots=True)
class EditPiece(Piece):
    """A paragraph, or the title, with what was changed in it."""

    placed: tuple[Placed, ...] = ()
    role: str = "text"

    def laid(self, setting: Setting) -> tuple[Line, ...]:
        """Return its lines: the old text beside the new one where there is room and something changed."""
        if setting.twofold and any(_FLAGS[part.kind] for part, _place in self.placed):
            return tuple(self._beside(setting.width))
        rows = _rows(self.placed, self.role, setting.width - _SIGN_CELLS)
        return tuple(Line((self._sign(row), *row), _start(row, 0)) for row in rows)

    def _beside(self, width: int) -> Iterator[Line]:
        half = (width - len(_BETWEEN)) // 2
        before, after = (
            _rows([item for item in self.placed if item[0].kind != other], self.role, half - _SIGN_CELLS)
            for other in ("added", "removed")
        )
        start = 0
        for old, new in zip_longest(before, after, fillvalue=()):
            left = (self._sign(old), *old)
            gap = half - sum(cells(run.text) for run in left)
            start = max(start, _start(old or new, start))
            yield Line((*left, Run(" " * gap + _BETWEEN, "bar"), self._sign(new), *new), start)

    def _sign(self, row: Sequence[Run]) -> Run:
        """Return what stands in the margin of a line."""
        flags = 0
        for run in row:
            flags |= run.flags
        match bool(flags & REMOVED), bool(flags & ADDED):
            case True, True:
                return Run("± ", "sign")
            case True, False:
                return Run("− ", "sign-removed")
            case False, True:
                return Run("+ ", "sign-added")
        return Run("  ", "text")


def compose_edits(edits: Edits) -> Pieces:
    """Return the pieces from the title to the line that counts the words."""
    changes = edits.changes
    pieces = [_edit_piece(changes.title, "title"), _words(edits.meta, "meta")]
    for item in changes.paragraphs if edits.whole else changes.folded():
        if isinstance(item, int):
            same = ngettext("{n} paragraph unchanged", "{n} paragraphs unchanged", item).format(n=item)
            pieces.append(_words(f"··· {same}", "remark"))
        else:
            pieces.append(_edit_piece(item, "text"))
    if changes.removed or changes.added:
        pieces.append(_legend(changes))
    base = 0
    for piece in pieces:
        piece.base = base
        base += len(piece.content.text) + 1
    return Pieces(pieces)


def walk_of(pieces: Pieces) -> Walk:
    """Return the places that were changed, for n and N: words that stand together are one."""
    hits: list[Hit] = []
    for number, piece in enumerate(pieces):
        placed = piece.placed if isinstance(piece, EditPiece) else ()
        for changed, group in groupby(placed, lambda item: item[0].kind != "same"):
            if changed:
                parts = list(group)
                hits.append(Hit(number, parts[0][1], parts[-1][1] + len(parts[-1][0].text)))
    return Walk(hits)


def with_current_sign(line: Line, walk: Walk, piece: int) -> Line:
    """Return a line with the signs of its margin raised where it shows the current change."""
    hit = walk.hit
    if hit is None or hit.piece != piece:
        return line
    shown = any(
        run.flags & (ADDED | REMOVED) and run.offset < hit.end and run.offset + len(run.text) > hit.start
        for run in line.runs
    )
    if not shown:
        return line
    runs = tuple(
        run._replace(role="sign-current") if run.role.startswith("sign") else run for run in line.runs
    )
    return line._replace(runs=runs)


def _edit_piece(paragraph: Paragraph, role: str) -> EditPiece:
    placed: list[Placed] = []
    at = 0
    for part in paragraph.parts:
        placed.append((part, at))
        at += len(part.text) + 1
    text = " ".join(part.text for part in paragraph.parts)
    block = Block("paragraph", (Item(text, 0, role=role),), text, ())
    return EditPiece(-1, parsed=block, placed=tuple(placed), role=role)


def _words(text: str, role: str) -> Piece:
    indent = (Affix(" " * _SIGN_CELLS, "note"),)
    return text_piece(-1, Item(text, 0, role=role, first=indent, rest=indent))


def _legend(changes: Changes) -> Piece:
    text, marks = "", []
    for count, sign, word, flag in (
        (changes.removed, "−", _("removed"), REMOVED),
        (changes.added, "+", _("added"), ADDED),
    ):
        if not count:
            continue
        text += f"{'     ' if text else ''}{sign} "
        marks.append(Mark(len(text), len(text) + len(word), flag, -1))
        words = ngettext("{n} word", "{n} words", count).format(n=count)
        text += f"{word}  {words}".replace(" ", "\u00a0")
    indent = (Affix(" " * _SIGN_CELLS, "note"),)
    item = Item(text, 0, tuple(marks), "note", indent, indent)
    return text_piece(-1, item, gap=2)


def _rows(placed: Sequence[Placed], role: str, room: int) -> list[tuple[Run, ...]]:
    """Wrap the words of parts; each run says where its words stand in the whole paragraph."""
    text = " ".join(part.text for part, _place in placed)
    spans: list[tuple[int, int, int, int]] = []
    at = 0
    for part, place in placed:
        end = at + len(part.text)
        spans += [(at, end, _FLAGS[part.kind], place), (end, end + 1, 0, place + len(part.text))]
        at = end + 1
    return [
        tuple(
            Run(text[max(first, start) : min(last, end)], role, flags, -1, place + max(first, start) - first)
            for first, last, flags, place in spans
            if first < end and last > start
        )
        for start, end in wrap(text, room)
    ]


def _start(row: Sequence[Run], otherwise: int) -> int:
    return next((run.offset for run in row if run.offset >= 0), otherwise)
