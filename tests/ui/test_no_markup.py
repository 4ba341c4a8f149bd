"""No text is handed to a widget where Textual would read markup in it: `Content`, or nothing made of data."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "kaskad_tui" / "ui"
TAKES_MARKUP = {"Static", "Label", "Button", "Option", "Tooltip", "notify", "from_markup"}
"""The first argument of these is read as markup when it is a string."""


def strings(call: ast.Call) -> bool:
    """Tell whether a call's first argument is a string made there, other than an empty one."""
    first = call.args[0] if call.args else None
    match first:
        case ast.Constant(value=str(text)):
            return bool(text)
        case ast.JoinedStr() | ast.BinOp(left=ast.Constant() | ast.JoinedStr()):
            return True
        case ast.Call(func=ast.Name(id="_" | "ngettext" | "str") | ast.Attribute(attr="format")):
            return True
    return False


def found(source: str) -> list[int]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [
        (call, call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", ""))
        for call in calls
    ]
    return [
        call.lineno
        for call, name in named
        if name == "from_markup" or (name in TAKES_MARKUP and strings(call))
    ]


@pytest.mark.parametrize("file", sorted(UI.rglob("*.py")), ids=lambda file: str(file.relative_to(UI)))
def test_no_string_becomes_markup(file: Path) -> None:
    source = file.read_text("utf-8")
    if "import Label" in source or "class Label" in source:  # a class of our own
        source = source.replace("Label(", "_(")
    assert found(source) == []


@pytest.mark.parametrize(
    "source",
    [
        'Static(f"{title}")',
        "Option(_('a'))",
        "self.notify('x' + y)",
        "Static('{}'.format(x))",
        "Content.from_markup(x)",
    ],
)
def test_what_it_looks_for_is_found(source: str) -> None:
    assert found(source) == [1]
