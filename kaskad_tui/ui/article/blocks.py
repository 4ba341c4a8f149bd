"""A Markdown block of an article's body, ready to be wrapped.

Most paragraphs of news have no Markdown in them and never meet the parser, which costs 110 ms to import:
`warm_up` imports it when the app is idle.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from kaskad_tui.ui.article.inline import Mark

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

Role = str
"""What a run is, and so how it looks: the name of one of the view's component classes without its prefix."""

Kind = Literal["paragraph", "heading", "list", "quote", "code", "table", "rule", "mixed"]


class Affix(NamedTuple):
    """Text before a line that is not part of the article: a bullet, the rule of a quotation."""

    text: str
    role: Role


class Cell(NamedTuple):
    """One cell of a table."""

    text: str
    marks: tuple[Mark, ...]
    start: int
    """Where its text begins in the block's text."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as `aligns`."""

    head: tuple[Cell, ...]
    """Empty when no cell of the head has text."""
    rows: tuple[tuple[Cell, ...], ...]
    aligns: tuple[Literal["", "left", "center", "right"], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a block that is wrapped by itself: a paragraph, a line of code, a table."""

    text: str
    start: int
    """Where `text` begins in the block's text."""
    marks: tuple[Mark, ...] = ()
    role: Role = "text"
    first: tuple[Affix, ...] = ()
    """Before the first line."""
    rest: tuple[Affix, ...] = ()
    """Before every other line; as wide as `first`."""
    gap: tuple[Affix, ...] | None = None
    """What stands on the empty line above; None when there is no such line."""
    preformatted: bool = False
    """Cut at the line's end, not wrapped."""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A parsed block; what it says is `text`, how it is set is in `items`."""

    kind: Kind
    items: tuple[Item, ...]
    text: str
    """Items joined by line breaks, cells of a row by tabs. Places, hits and selections count in it."""
    links: tuple[str, ...] = ()
    """Addresses, all passed through `safe_url`."""


_INVISIBLE = re.compile("[\u00ad\u200b]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKED = re.compile(r"[*_`\[<~\\]|&[#\w]|^\|", re.MULTILINE)
_STRUCTURE = re.compile(
    r"^(?: {4}| {0,3}(?:#{1,6}(?: |$)|>|[-+*](?: |$)|\d{1,9}[.)](?: |$)|(?:=+|-+) *$|[-*_]+(?: +[-*_]+)+ *$))"
    r"|\n *\n",
    re.MULTILINE,
)
_BREAK = re.compile(r"(?: {2,}|\\)\n *")
_SOFT = re.compile(r" ?\n *|  +")


def parse(markdown: str) -> Block:
    """Return the block that `markdown` (one block of `Article.body`) means. Raw HTML is text."""
    markdown = _INVISIBLE.sub("", markdown)
    plain = plain_paragraph(markdown)
    if plain is not None:
        return Block("paragraph", (Item(plain, 0),), plain)
    from kaskad_tui.ui.article.tokens import read_blocks

    block = read_blocks(parser().parse(markdown))
    if block.items or not markdown.strip():
        return block
    return paragraph(markdown.strip())  # nested too deep for the parser, which drops what it cannot nest


def paragraph(text: str, role: Role = "text") -> Block:
    """Return a block of plain text that is no Markdown."""
    return Block("paragraph", (Item(text, 0, role=role),), text)


def plain_paragraph(markdown: str) -> str | None:
    """Return the text of a paragraph that has no Markdown but escapes and line breaks, else None."""
    if _STRUCTURE.search(markdown):
        return None
    text = _BREAK.sub("\0", markdown.strip()) if "\n" in markdown else markdown.strip()
    if _MARKED.search(_ESCAPED.sub("", text) if "\\" in text else text):
        return None
    if "\n" in text or "  " in text:
        text = _SOFT.sub(" ", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return text.replace("\0", "\n")


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the parser: CommonMark with tables and strike-through, without HTML."""
    from markdown_it import MarkdownIt

    found = MarkdownIt("commonmark", {"html": False, "maxNesting": 60}).enable(["table", "strikethrough"])
    # a link is judged by `safe_url`, and what it refuses keeps its label instead of showing its Markdown
    found.validateLink = _any_link  # type: ignore[method-assign]  # the documented way to replace it
    found.normalizeLink = _same_link  # type: ignore[method-assign]  # and this one
    return found


def _any_link(url: str) -> bool:
    return True


def _same_link(url: str) -> str:
    return url


async def warm_up() -> None:
    """Import the parser in a thread. Call it once the app is painted and idle."""
    await asyncio.to_thread(lambda: parse("*warm* [up](https://example.org/)"))
