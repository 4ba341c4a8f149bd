"""markdown-it's tokens → the items of a block. Imported with the parser only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kaskad_tui.ui.article.blocks import Affix, Block, Cell, Item, Kind, Role, Table
from kaskad_tui.ui.article.inline import Inline

if TYPE_CHECKING:
    from markdown_it.token import Token

_KINDS: dict[str, Kind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "fence": "code",
    "code_block": "code",
    "table_open": "table",
    "hr": "rule",
}
_BULLETS = "•◦·"


@dataclass(slots=True)
class _Level:
    """A quotation or a list item that the reader is inside of."""

    first: str
    rest: str
    role: Role
    used: bool = False


def read_blocks(tokens: Sequence[Token]) -> Block:
    """Return what the tokens of one block say."""
    reader = _Reader()
    top = [token.type for token in tokens if token.level == 0 and token.nesting >= 0]
    reader.read(iter(tokens))
    kinds = {_KINDS.get(name, "mixed") for name in top}
    kind: Kind = kinds.pop() if len(kinds) == 1 else "mixed"
    return Block(kind, tuple(reader.items), "\n".join(reader.texts), tuple(reader.links))


class _Reader:
    def __init__(self) -> None:
        self.items: list[Item] = []
        self.texts: list[str] = []
        self.links: list[str] = []
        self._at = 0
        self._levels: list[_Level] = []
        self._numbers: list[int] = []
        self._apart = False
        """The next item begins a list that is not part of another one."""

    def read(self, tokens: Iterator[Token]) -> None:
        hidden = False
        heading = False
        for token in tokens:
            match token.type:
                case "bullet_list_open":
                    self._apart = not self._numbers
                    self._numbers.append(-1)
                case "ordered_list_open":
                    self._apart = not self._numbers
                    start = token.attrGet("start")
                    self._numbers.append(int(start) if isinstance(start, (int, float)) else 1)
                case "bullet_list_close" | "ordered_list_close":
                    self._numbers.pop()
                case "list_item_open":
                    self._levels.append(self._bullet())
                case "list_item_close" | "blockquote_close":
                    self._levels.pop()
                case "blockquote_open":
                    self._levels.append(_Level("│ ", "│ ", "bar"))
                case "paragraph_open":
                    hidden = bool(token.hidden)
                case "heading_open":
                    heading = True
                case "heading_close":
                    heading = False
                case "inline":
                    self._paragraph(token, heading, hidden)
                case "fence" | "code_block":
                    self._code(token.content)
                case "hr":
                    self._add("", role="hr")
                case "table_open":
                    self._table(tokens)

    def _bullet(self) -> _Level:
        number = self._numbers[-1] if self._numbers else -1
        if number < 0:
            depth = sum(1 for n in self._numbers if n < 0) - 1
            return _Level(f"{_BULLETS[min(max(depth, 0), 2)]} ", "  ", "bullet")
        self._numbers[-1] += 1
        first = f"{number}. "
        return _Level(first, " " * len(first), "bullet")

    def _affixes(self) -> tuple[tuple[Affix, ...], tuple[Affix, ...], tuple[Affix, ...]]:
        """Return what stands before the first line, the other lines and the empty line above."""
        first = tuple(Affix(level.rest if level.used else level.first, level.role) for level in self._levels)
        rest = tuple(Affix(level.rest, level.role) for level in self._levels)
        quotes = max((n + 1 for n, level in enumerate(self._levels) if level.role == "bar"), default=0)
        return first, rest, rest[:quotes]

    def _add(
        self,
        text: str,
        inline: Inline | None = None,
        role: Role | None = None,
        *,
        close: bool = False,
        preformatted: bool = False,
        table: Table | None = None,
    ) -> None:
        first, rest, above = self._affixes()
        quoted = any(level.role == "bar" for level in self._levels)
        self.items.append(
            Item(
                text,
                self._at,
                tuple(inline.marks) if inline else (),
                role or ("quote" if quoted else "text"),
                first,
                rest,
                None if (close and not self._apart) or not self.items else above,
                preformatted,
                table,
            )
        )
        self._apart = False
        for level in self._levels:
            level.used = True
        self.texts.append(text)
        self._at += len(text) + 1

    def _paragraph(self, token: Token, heading: bool, hidden: bool) -> None:
        inline = Inline(self.links)
        inline.read(token.children or [])
        self._add(inline.text, inline, "heading" if heading else None, close=hidden)

    def _code(self, content: str) -> None:
        for number, line in enumerate(content.rstrip("\n").split("\n")):
            self._add(line.expandtabs(4), role="code", close=number > 0, preformatted=True)

    def _table(self, tokens: Iterator[Token]) -> None:
        head: list[tuple[str, Inline]] = []
        rows: list[list[tuple[str, Inline]]] = []
        aligns: list[Literal["", "left", "center", "right"]] = []
        current = head
        for token in tokens:
            match token.type:
                case "table_close":
                    break
                case "tr_open":
                    current = head if not head and not rows else []
                    if current is not head:
                        rows.append(current)
                case "th_open":
                    aligns.append(_align(str(token.attrGet("style") or "")))
                case "inline":
                    inline = Inline(self.links)
                    inline.read(token.children or [])
                    current.append((inline.text.replace("\n", " "), inline))
        self._finish_table(head, rows, aligns)

    def _finish_table(
        self,
        head: list[tuple[str, Inline]],
        rows: list[list[tuple[str, Inline]]],
        aligns: list[Literal["", "left", "center", "right"]],
    ) -> None:
        at = self._at
        lines: list[str] = []
        set_rows: list[tuple[Cell, ...]] = []
        for row in [head, *rows]:
            cells: list[Cell] = []
            for text, inline in row[: len(aligns)]:
                cells.append(Cell(text, tuple(inline.marks), at))
                at += len(text) + 1
            set_rows.append(tuple(cells))
            lines.append("\t".join(cell.text for cell in cells))
        named = any(cell.text.strip() for cell in set_rows[0])
        if not named:
            # an empty head is no row: its tabs would only stand in the copied text
            at, lines = self._at, lines[1:]
            moved: list[tuple[Cell, ...]] = []
            for row_cells in set_rows[1:]:
                again: list[Cell] = []
                for cell in row_cells:
                    again.append(cell._replace(start=at))
                    at += len(cell.text) + 1
                moved.append(tuple(again))
            table = Table((), tuple(moved), tuple(aligns))
        else:
            table = Table(set_rows[0], tuple(set_rows[1:]), tuple(aligns))
        self._add("\n".join(lines), table=table)


def _align(style: str) -> Literal["", "left", "center", "right"]:
    for name in ("left", "center", "right"):
        if name in style:
            return name
    return ""
