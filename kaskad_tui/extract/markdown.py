"""Blocks to Markdown, by markdownify in one subclass.

What markdownify 1.2.3 gets wrong is set right here or in `blocks` and `escaping`: link targets, items'
numbers in linear time, header rows, hard breaks. Each case has a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from kaskad_tui.extract.blocks import Block, plain
from kaskad_tui.extract.boxes import CODE, EM, STRIKE, STRONG, Run
from kaskad_tui.extract.escaping import escape_inline, escape_line_start
from kaskad_tui.extract.tables import Cell

if TYPE_CHECKING:
    Resolve = Callable[[str], str | None]

_MOST_PIECES = 2000
"""Lines and runs of one paragraph; what is longer becomes several."""
_SIGNS = ((STRONG | EM, "**"), (STRIKE, "~~"), (CODE, "``"))
_TAGS = ((STRIKE, "del"), (STRONG, "strong"), (EM, "em"), (CODE, "code"))


class _Converter(MarkdownConverter):
    """markdownify with this project's rules; text comes escaped."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Leave the text: it was escaped where its place in the line was known."""
        return text

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give a link whose text and target cannot break it."""
        href = str(el["href"])
        if text.replace("\\", "") == href:
            return f"<{href}>"
        target = f"<{href}>" if "(" in href or ")" in href else href
        return f"[{text}]({target})"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give an item with its number or dash, its lines set in."""
        text = text.strip("\n ")
        if not text:
            return ""
        bullet = str(el["mark"]) + " "
        indent = " " * len(bullet)
        lines = text.split("\n")
        rest = "".join("\n" + (indent + line if line.strip() else "") for line in lines[1:])
        return f"{bullet}{lines[0]}{rest}\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give code in a fence that is longer than any in it."""
        fence = "`" * max(3, 1 + max((len(found) for found in re.findall("`{3,}", text)), default=0))
        return f"\n\n{fence}{el['language']}\n{text}\n{fence}\n\n"

    def convert_ol(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give a numbered list; one that does not begin at 1 needs a blank line before it inside an item."""
        first = el.contents[0]
        apart = isinstance(first, Tag) and first.get("mark") != "1."
        before = "\n" if "li" in parent_tags and not apart else "\n\n"
        return before + text.rstrip("\n") + "\n"

    def convert_ul(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give a list."""
        return ("\n" if "li" in parent_tags else "\n\n") + text.rstrip("\n") + "\n"

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Give a row; the table's first one gets the rule under it."""
        row = "|" + text + "\n"
        if el.get("head") is not None:
            row += "|" + " --- |" * int(str(el["head"])) + "\n"
        return row


class _Node(Tag):
    """A tag with just what markdownify looks at: bs4's own links every node to all others."""

    def __init__(self, name: str, **attributes: str) -> None:
        self.name = name
        self.attrs = dict(attributes)
        self.contents = []
        self.parent = self.next_sibling = self.previous_sibling = None

    def add(self, node: _Node | NavigableString) -> None:
        """Put a node behind those in this one."""
        node.parent = self
        if self.contents:
            before = self.contents[-1]
            before.next_sibling, node.previous_sibling = node, before
        self.contents.append(node)

    def find_parent(self, *args: object, **kwargs: object) -> None:
        """Say that no `pre` holds a tag here: markdownify asks for each tag, at a third of its whole cost."""


_converter = _Converter(heading_style="atx", bullets="-", newline_style="spaces")


def _add_runs(
    parent: _Node,
    runs: Iterable[Run],
    resolve: Resolve,
    *,
    lines: bool,
    in_cell: bool = False,
) -> None:
    """Put runs into `parent` as text, `br` and inline tags."""
    pieces = list(runs)
    # the marks that will be printed count too: a lone star beside bold would pair with its stars
    given = 0
    for run in pieces:
        given |= run.marks
    whole = plain(pieces) + "".join(sign for mark, sign in _SIGNS if given & mark)
    at_start = lines
    index = 0
    while index < len(pieces):
        href = pieces[index].href
        target = resolve(href) if href is not None else None
        holder = parent
        end = index + 1
        if target is not None:
            while end < len(pieces) and pieces[end].href == href:
                end += 1
            holder = _Node("a", href=target)
            parent.add(holder)
        for run in pieces[index:end]:
            for number, part in enumerate(run.text.split("\n")):
                if number:
                    if target is not None or in_cell or not lines:
                        holder.add(NavigableString(" "))
                    else:
                        holder.add(_Node("br"))
                        at_start = True
                if not part:
                    continue
                text = (
                    part
                    if run.marks & CODE
                    else escape_inline(part, whole, in_link=target is not None, in_cell=in_cell)
                )
                if in_cell and run.marks & CODE:
                    text = part.replace("|", "\\|")
                if at_start and target is None and not run.marks:
                    text = escape_line_start(text)
                at_start = False
                if (
                    text.endswith("!")
                    and not run.marks
                    and target is None
                    and end < len(pieces)
                    and pieces[end].href is not None
                ):
                    text = text[:-1] + "\\!"  # a link behind it would be read as a picture
                inner = holder
                for mark, name in _TAGS:
                    if run.marks & mark:
                        tag = _Node(name)
                        inner.add(tag)
                        inner = tag
                inner.add(NavigableString(text))
        index = end


def _header(rows: list[list[Cell]]) -> bool:
    """Tell whether a table's first row heads its columns."""
    first = [cell for cell in rows[0] if cell.runs]
    if not first:
        return False
    if all(cell.header for cell in first):
        return True
    if all(all(run.marks & STRONG for run in cell.runs if run.text.strip()) for cell in first):
        return True
    digits = [bool(re.search(r"\d", plain(cell.runs))) for cell in first]
    below = [bool(re.search(r"\d", plain(cell.runs))) for row in rows[1:] for cell in row if cell.runs]
    return not any(digits) and len(first) == len(rows[0]) and sum(below) > len(below) / 3


def _table(block: Block, resolve: Resolve) -> _Node:
    table = _Node("table")
    rows = list(block.rows)
    width = len(rows[0])
    if not _header(rows):
        rows.insert(0, [Cell([]) for _ in range(width)])
    for number, row in enumerate(rows):
        line = _Node("tr", head=str(width)) if number == 0 else _Node("tr")
        for cell in row:
            place = _Node("td")
            runs = (
                [run._replace(marks=run.marks & ~STRONG) for run in cell.runs] if number == 0 else cell.runs
            )
            _add_runs(place, runs, resolve, lines=False, in_cell=True)
            line.add(place)
        table.add(line)
    return table


def _tag(block: Block, resolve: Resolve) -> _Node:
    """Return the element of a block; recursion is bounded by `blocks.MAX_NESTING`."""
    if block.kind == "table":
        return _table(block, resolve)
    if block.kind == "quote":
        quote = _Node("blockquote")
        for inner in block.blocks:
            quote.add(_tag(inner, resolve))
        return quote
    if block.kind in ("ul", "ol"):
        made = _Node(block.kind)
        for number, item in enumerate(block.items, start=block.start):
            mark = f"{number}." if block.kind == "ol" else "-"
            place = _Node("li", mark=mark)
            for index, inner in enumerate(item):
                if index == 0 and inner.kind == "p":
                    _add_runs(place, inner.runs, resolve, lines=True)
                else:
                    place.add(_tag(inner, resolve))
            made.add(place)
        return made
    if block.kind == "pre":
        pre = _Node("pre", language=block.language)
        pre.add(NavigableString(plain(block.runs)))
        return pre
    if block.kind == "h":
        heading = _Node(f"h{min(6, max(2, block.level))}")
        _add_runs(heading, block.runs, resolve, lines=False)
        last = heading.contents[-1] if heading.contents else None
        if isinstance(last, NavigableString) and (found := re.search(r"(^|\s)(#+)$", last)):
            del heading.contents[-1]
            heading.add(NavigableString(last[: found.start(2)] + "\\" + found.group(2)))
        return heading
    paragraph = _Node("p")
    _add_runs(paragraph, block.runs, resolve, lines=True)
    return paragraph


def _plain_paragraph(runs: list[Run]) -> str | None:
    """Return a paragraph of bare text; None for one that markdownify has to write."""
    if any(run.marks or run.href is not None for run in runs):
        return None
    text = "".join(run.text for run in runs)
    lines = (
        escape_line_start(escape_inline(re.sub(" {2,}", " ", line), text)).strip(" ")
        for line in text.split("\n")
    )
    return "  \n".join(lines).strip() or None


def _portions(runs: list[Run]) -> list[list[Run]]:
    """Return a paragraph in parts that are cheap to write: each node of the soup takes kilobytes."""
    if sum(1 + run.text.count("\n") for run in runs) <= _MOST_PIECES:
        return [runs]
    portions: list[list[Run]] = []
    room = 0
    for run in runs:
        lines = run.text.split("\n")
        while lines:
            if room <= 0:
                portions.append([])
                room = _MOST_PIECES
            portions[-1].append(run._replace(text="\n".join(lines[:room])))
            room, lines = room - min(room, len(lines)), lines[room:]
    return portions


def _parts(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if block.kind != "p":
            yield block
            continue
        for runs in _portions(block.runs):
            yield Block("p", runs)


def to_markdown(blocks: Iterable[Block], resolve: Callable[[str], str | None]) -> tuple[str, ...]:
    """Return the blocks as Markdown, one string for each; blocks without text are left out.

    Args:
        blocks: top-level blocks of a body.
        resolve: gives the absolute, safe address of a link, None for one that is not to be followed.
    """
    soup = BeautifulSoup("", "html.parser")
    made: list[str] = []
    for block in _parts(blocks):
        if block.kind == "p" and (plain_text := _plain_paragraph(block.runs)) is not None:
            made.append(plain_text)
            continue
        tag = _tag(block, resolve)
        soup.contents, tag.parent = [tag], soup
        text = _converter.convert_soup(soup).strip("\n")
        text = re.sub(r"\n{3,}", "\n\n", text) if block.kind != "pre" else text
        if text.strip():
            made.append(text if block.kind == "pre" else text.strip(" "))
    return tuple(made)
