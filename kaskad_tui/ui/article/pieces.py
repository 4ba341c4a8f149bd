"""The pieces an article pane is made of: each is wrapped by itself, and only when it is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kaskad_tui.model import Picture
from kaskad_tui.ui.article.blocks import Block, Item, parse
from kaskad_tui.ui.article.lines import Line, Setting, lay_out

_LONGEST = 12_000
"""Characters above which a block is split, so that one huge block costs no more than many small ones."""
_SPLIT = 8_000
_PICTURE_ROWS = 20
"""The most lines of a picture in the text; `I` shows it larger."""
_MANY_LINES = frozenset("-*+|>`~0123456789")
"""A block that begins so (a list, a table, code) has at least the lines of its Markdown."""
_LIST_ITEM = re.compile(r"\n(?=(?:[-*+]|\d{1,9}[.)]) )")
_HEADING = re.compile(r" {0,3}(#{1,6})(?: |$)")
_BOLD_LINE = re.compile(r"\*\*(?=\S)[^*\n]{2,100}\*\*(?=$|(?:\\| {2,})\n)")
"""A short line in bold, alone or above its text: how many sites write a sub-heading."""
_CAPITALS = re.compile(r"[^\W\d_][^\n*_`\[\]|]{7,79}")
_STAND_IN = 3
"""Level of a heading that is only written so."""


@dataclass(slots=True)
class Piece:
    """A part of the pane: the title, the meta line, a block of the body, a link below it."""

    block: int
    """Index in `Article.body`; -1 before it, its length after it."""
    base: int = 0
    """Number of the first character within the block, for `Place`."""
    markdown: str = ""
    """Not yet parsed, unless `parsed` is set."""
    parsed: Block | None = None
    gap: int = 1
    """Empty lines above."""
    captions: frozenset[str] = frozenset()
    """Texts that are captions of pictures wherever they stand alone."""
    column: int = 1
    """First column that a wide table shows beside its fixed one."""
    picture: Picture | None = None
    """Stands above the text, which is its caption or its name."""

    @property
    def content(self) -> Block:
        """The parsed block; parses it the first time."""
        if self.parsed is None:
            block = parse(self.markdown)
            if self.captions and block.kind == "paragraph" and block.text in self.captions:
                block = replace(block, items=tuple(replace(item, role="caption") for item in block.items))
            elif block.kind == "paragraph" and "\n" not in block.text and self.heading_level:
                block = replace(block, items=tuple(replace(item, role="heading") for item in block.items))
            self.parsed = block
        return self.parsed

    @property
    def text(self) -> str:
        """What it says, as Markdown while it is not parsed."""
        return self.markdown if self.parsed is None else self.parsed.text

    @property
    def heading_level(self) -> int:
        """1 to 6 for a heading of the body, else 0; parses nothing.

        A short paragraph in bold or in capitals is one too: the evening digests have no other headings. The
        first block is never one: there it is how a site sets its lead.
        """
        found = _HEADING.match(self.markdown) if self.markdown else None
        if found:
            return len(found[1])
        return _STAND_IN if self.block > 0 and _is_written_as_heading(self.markdown) else 0

    def link_text(self, link: int) -> str:
        """Return the words of a link."""
        block = self.content
        parts = [(item.text, mark) for item in block.items for mark in item.marks]
        for item in block.items:
            for row in (item.table.head, *item.table.rows) if item.table else ():
                parts += [(cell.text, mark) for cell in row for mark in cell.marks]
        return "".join(text[mark.start : mark.end] for text, mark in parts if mark.link == link)

    def laid(self, setting: Setting) -> tuple[Line, ...]:
        """Return its lines, without the empty ones above."""
        return lay_out(self.content, setting, self.column)

    def lines(self, setting: Setting) -> tuple[Line, ...]:
        """Return its lines, the empty ones above included."""
        laid = self.laid(setting)
        if self.picture is not None:
            from kaskad_tui.ui.article.pixels import grid

            rows = grid(self.picture, setting.width, _PICTURE_ROWS)
            laid = (*(Line((), 0, pixels=row) for row in rows), *laid)
        if not self.gap:
            return laid
        return (Line((), laid[0].start if laid else 0),) * self.gap + laid


def _is_written_as_heading(markdown: str) -> bool:
    if _BOLD_LINE.match(markdown):
        return True
    capitals = len(markdown) <= 80 and markdown.isupper() and _CAPITALS.fullmatch(markdown)
    return bool(capitals and sum(map(str.isalpha, markdown)) >= len(markdown) * 2 // 3)


def body_pieces(body: Sequence[str], captions: Iterable[str] = ()) -> list[Piece]:
    """Return the pieces of a body; a block that is very long becomes several."""
    known = frozenset(captions)
    pieces: list[Piece] = []
    for number, markdown in enumerate(body):
        if len(markdown) <= _LONGEST:
            pieces.append(Piece(number, 0, markdown, captions=known))
            continue
        base = 0
        for part, gap in split_long(markdown):
            pieces.append(Piece(number, base, part, gap=gap, captions=known))
            base += len(part) + 1
    return pieces


class Pieces:
    """The pieces of a pane in order; those of the body are made when they are asked for."""

    def __init__(
        self,
        head: Sequence[Piece] = (),
        body: Sequence[str] = (),
        tail: Sequence[Piece] = (),
        captions: Iterable[str] = (),
    ) -> None:
        self._captions = frozenset(captions)
        self._first = len(head)
        self._body = [text or " " for text in body] if "" in body else body
        middle: Sequence[Piece | None] = [None] * len(body)
        if max(map(len, body), default=0) > _LONGEST:
            middle, self._body = body_pieces(body, self._captions), ()
        self._made: list[Piece | None] = [*head, *middle, *tail]

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, index: int) -> Piece:
        piece = self._made[index]
        if piece is None:
            block = (index if index >= 0 else index + len(self._made)) - self._first
            piece = self._made[index] = Piece(block, 0, self._body[block], captions=self._captions)
        return piece

    def __iter__(self) -> Iterator[Piece]:
        return (self[index] for index in range(len(self)))

    def adopt(self, old: Pieces) -> None:
        """Take over what `old` has parsed of the same blocks."""
        if self._captions != old._captions:
            return
        for block, (mine, other) in enumerate(zip(self._body, old._body, strict=False)):
            piece = old._made[old._first + block]
            if piece is not None and mine == other:
                self._made[self._first + block] = piece

    def estimates(self, setting: Setting) -> list[int]:
        """Guess how many lines each piece has, the empty ones above included, without parsing any."""
        room = max(1, setting.width * 15 // 16)
        body = [
            len(text) // room + 2 if text[0] not in _MANY_LINES else text.count("\n") + len(text) // room + 2
            for text in self._body
        ]
        last = self._first + len(body)
        ready = (piece for piece in (*self._made[: self._first], *self._made[last:]) if piece is not None)
        ends = [len(piece.text) // room + 1 + piece.gap for piece in ready]
        return [*ends[: self._first], *body, *ends[self._first :]]


def split_long(markdown: str) -> list[tuple[str, int]]:
    """Split a huge block where it hurts least: (part, empty lines above it)."""
    if markdown.startswith(("```", "~~~")):
        return _split_code(markdown)
    if markdown.lstrip().startswith("|"):
        return _split_table(markdown)
    parts: list[tuple[str, int]] = []
    start = 0
    listed = bool(re.match(r"(?:[-*+]|\d{1,9}[.)]) ", markdown))
    while len(markdown) - start > _LONGEST:
        stop = start + _SPLIT
        if listed:
            found = _LIST_ITEM.search(markdown, stop, start + _LONGEST)
            end = found.end() if found else 0
        else:
            end = max(
                (
                    at + len(mark)
                    for mark in ("\n", ". ", "! ", "? ")
                    if (at := markdown.rfind(mark, stop, start + _LONGEST)) > 0
                ),
                default=0,
            )
        if not end:
            space = markdown.rfind(" ", start + 1, start + _LONGEST)
            end = space + 1 if space > start else start + _SPLIT
        parts.append((markdown[start:end].rstrip(" \n"), 0 if parts else 1))
        start = end
    parts.append((markdown[start:], 0 if parts else 1))
    return [(part, gap) for part, gap in parts if part.strip()]


def _split_table(markdown: str) -> list[tuple[str, int]]:
    """Split between rows; each part has the head again, as a long table in a book has."""
    lines = markdown.split("\n")
    head, rows = lines[:2], lines[2:]
    a_part = max(1, _SPLIT * len(rows) // max(1, len(markdown)))
    return [
        ("\n".join([*head, *rows[start : start + a_part]]), 1)
        for start in range(0, max(1, len(rows)), a_part)
    ]


def _split_code(markdown: str) -> list[tuple[str, int]]:
    lines = markdown.split("\n")
    fence = lines[0]
    closing = re.match(r"[`~]+", fence)
    mark = closing[0] if closing else "```"
    inner = lines[1:-1] if lines[-1].strip().startswith(mark) else lines[1:]
    parts = []
    for start in range(0, len(inner), 400):
        parts.append(("\n".join([fence, *inner[start : start + 400], mark]), 1 if start == 0 else 0))
    return parts or [(markdown, 1)]


def text_piece(block: int, item: Item, *, base: int = 0, gap: int = 1, links: tuple[str, ...] = ()) -> Piece:
    """Return a piece that shows one ready item."""
    return Piece(block, base, parsed=Block("paragraph", (item,), item.text, links), gap=gap)
