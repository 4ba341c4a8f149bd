"""No text for the reader stands in the code without going through the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kaskad_tui

PACKAGE = Path(kaskad_tui.__file__).parent
ROOMS = ("ui", "commands", "wording", "config")
"""Rooms that speak."""
CATALOGUE = frozenset({"_", "N_", "ngettext", "pgettext"})
SHOWN = frozenset(
    "Static Content styled message say emit notify Choice Chooser fit cut Affix text_piece _text "
    "placeholder help description epilog title".split()
)
"""What is given to these as its text is seen: calls by their last name, and arguments by theirs."""
PROSE = re.compile(r"[^\W\d_]{2,}[ \u00a0]+[^\W\d_]{2,}")
WORD = re.compile(r"[^\W\d_]{3,}")
CODES = re.compile(
    r"kaskad-tui .*|\W*\[--.*|https://|Tab|Esc|Enter|read, unread, bookmark, unbookmark|[0-9a-f ]+", re.DOTALL
)
"""Commands, keys, marks and colours, which are the same in every language."""
SILENT = frozenset({"id", "classes", "name", "group"})
"""Arguments of which nothing is seen."""


def name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def is_docstring(parent: ast.AST, node: ast.AST) -> bool:
    return isinstance(parent, ast.Expr) and parent.value is node


def bare_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and text of strings that a reader may see as they stand."""
    yield from _walk(tree, None, shown=False)


def _walk(node: ast.AST, parent: ast.AST | None, *, shown: bool) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Call(func=function, args=arguments, keywords=keywords):
            name = name_of(function)
            if name in CATALOGUE:
                return
            if name == "split":  # a list of names
                return
            yield from _walk(function, node, shown=False)
            for number, argument in enumerate(arguments):
                # of a choice the text is the second, of all others the first
                seen = name in SHOWN and number == (1 if name == "Choice" else 0)
                yield from _walk(argument, node, shown=seen)
            for keyword in keywords:
                if keyword.arg in SILENT:
                    continue
                yield from _walk(keyword.value, node, shown=keyword.arg in SHOWN)
        case ast.Raise() | ast.Assert() | ast.arg() | ast.AnnAssign(annotation=ast.Constant()):
            return
        case ast.Dict(values=values):  # a key is looked up
            for value in values:
                yield from _walk(value, node, shown=False)
        case ast.match_case(body=body):
            for statement in body:
                yield from _walk(statement, node, shown=False)
        case ast.Subscript(value=value):
            yield from _walk(value, node, shown=False)
        case ast.JoinedStr(values=values):
            for value in values:
                yield from _walk(value, node, shown=shown)
        case ast.FormattedValue(value=value):
            yield from _walk(value, node, shown=False)
        case ast.Constant(value=str(text)) if not (parent and is_docstring(parent, node)):
            wanted = WORD if shown else PROSE
            if wanted.search(text) and not CODES.fullmatch(text.strip()):
                yield node.lineno, text
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _walk(
                    child, node, shown=shown and isinstance(node, ast.BinOp | ast.IfExp | ast.BoolOp)
                )


def files() -> list[Path]:
    return sorted(file for room in ROOMS for file in (PACKAGE / room).rglob("*.py"))


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_every_text_goes_through_the_catalogue(file: Path) -> None:
    assert list(bare_texts(ast.parse(file.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('Static("Loading")', ["Loading"]),
        ('self.bars.message("Nothing here")', ["Nothing here"]),
        ('message(f"{n} marked")', [" marked"]),
        ('message("one " + name)', ["one "]),
        ('Choice("id", "Sections")', ["Sections"]),
        ('Input(placeholder="type")', ["type"]),
        ('x = "Two words"', ["Two words"]),
        ('message(_("Nothing here").format(n=1))', []),
        ('message(ngettext("{n} word here", "{n} words here", 2))', []),
        ('raise ValueError("no such thing")', []),
        ('def f():\n    """Say it all."""', []),
        ('Static(id="footer")', []),
        ('x = "footer-position"', []),
        ('Choice("sections of it", _("x"))', ["sections of it"]),
    ],
)
def test_bare_texts_are_seen(code: str, found: list[str]) -> None:
    assert [text for _line, text in bare_texts(ast.parse(code))] == found
