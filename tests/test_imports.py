"""The direction of imports: which room may know of which, and who may know of a library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import kaskad_tui

PACKAGE = Path(kaskad_tui.__file__).parent
NAME = "kaskad_tui"
TESTS = Path(__file__).parent

LEAVES = frozenset({"", "model", "sanitize", "clock", "paths", "i18n", "toml_text"})
"""What everybody may import; these import nothing of the project themselves. "" is the version."""

MAY_IMPORT = {
    **{leaf: frozenset[str]() for leaf in LEAVES},
    "config": LEAVES,
    "extract": LEAVES,
    "fetch": LEAVES,
    "store": LEAVES,
    "wording": LEAVES,
    "pictures": LEAVES,
    "sources": LEAVES | {"extract"},
    "reader": LEAVES | {"sources", "extract", "fetch", "store", "pictures"},
    "demo": frozenset({"paths"}),
    "ui": LEAVES | {"reader", "config", "wording", "pictures"},
    "commands": LEAVES
    | {"config", "extract", "sources", "fetch", "store", "wording", "reader", "demo", "ui"},
    "cli": LEAVES | {"commands", "config", "wording"},
    "__main__": frozenset({"cli"}),
}
"""Room → rooms that it may import, beside itself."""

ONLY = {
    "httpx": "fetch",
    "httpcore": "fetch",
    "h2": "fetch",
    "truststore": "fetch",
    "apsw": "store",
    "sqlite3": "",
    "Stemmer": "store",
    "textual": "ui",
    "rich": "ui",
    "markdown_it": "ui",
    "lxml": "extract",
    "bs4": "extract",
    "markdownify": "extract",
    "feedparser": "extract",
    "argparse": "commands",
    "PIL": "pictures",
}
"""Library → the one room that imports it; "" is nobody."""

TYPES_ONLY_ELSEWHERE = {("cli", "argparse")}
"""(room, library): the room names a type of it, and imports it only for the type checker."""


@dataclass(frozen=True)
class Import:
    file: Path
    line: int
    target: str
    """Dotted name of what is imported."""
    typing_only: bool

    @property
    def room(self) -> str:
        return room_of(self.file)

    def __str__(self) -> str:
        return f"{self.file.relative_to(PACKAGE.parent)}:{self.line} imports {self.target}"


def room_of(file: Path) -> str:
    """`kaskad_tui/fetch/guard.py` → `fetch`, `kaskad_tui/model.py` → `model`, the package itself → ""."""
    first = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def imports_of(file: Path) -> list[Import]:
    tree = ast.parse(file.read_text("utf-8"), str(file))
    return list(_walk(file, tree, typing_only=False))


def _walk(file: Path, node: ast.AST, *, typing_only: bool) -> Iterator[Import]:
    match node:
        case ast.Import(names=names):
            for alias in names:
                yield Import(file, node.lineno, alias.name, typing_only)
        case ast.ImportFrom(module=module, names=names, level=level):
            assert level == 0, f"{file}:{node.lineno}: write the whole name"
            for alias in names:
                yield Import(file, node.lineno, f"{module}.{alias.name}", typing_only)
        case ast.Call(func=ast.Name(id="import_module" | "__import__"), args=[ast.Constant(value=str(name))]):
            yield Import(file, node.lineno, name, typing_only)
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=body, orelse=orelse):
            for statement in body:
                yield from _walk(file, statement, typing_only=True)
            for statement in orelse:
                yield from _walk(file, statement, typing_only=typing_only)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _walk(file, child, typing_only=typing_only)


def own_room(target: str) -> str | None:
    """`kaskad_tui.fetch.guard.Guard` → `fetch`, `kaskad_tui.__version__` → ""; None for what is not ours."""
    top, _dot, rest = target.partition(".")
    if top != NAME:
        return None
    room = rest.partition(".")[0]
    return room if (PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file() else ""


def test_every_room_is_in_the_table() -> None:
    assert {room_of(file) for file in modules()} == set(MAY_IMPORT)


@pytest.mark.parametrize("room", sorted(MAY_IMPORT), ids=lambda room: room or "version")
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    wrong = [
        str(found)
        for file in modules()
        if room_of(file) == room
        for found in imports_of(file)
        if (target := own_room(found.target)) is not None and target not in MAY_IMPORT[room] | {room}
    ]
    assert wrong == []


@pytest.mark.parametrize("library", sorted(ONLY))
def test_a_library_has_one_room(library: str) -> None:
    wrong = [
        str(found)
        for file in modules()
        for found in imports_of(file)
        if found.target.partition(".")[0] == library
        and found.room != ONLY[library]
        and not (found.typing_only and (found.room, library) in TYPES_ONLY_ELSEWHERE)
    ]
    assert wrong == []


def test_the_libraries_of_the_table_are_in_use() -> None:
    used = {found.target.partition(".")[0] for file in modules() for found in imports_of(file)}
    assert set(ONLY) - used == {"h2", "sqlite3"}  # through httpx, and not at all


def test_the_table_goes_one_way() -> None:
    """No two rooms know of each other, over however many steps."""

    def below(room: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        assert room not in seen, f"a circle through {room}"
        found = MAY_IMPORT[room]
        return found.union(*(below(other, seen | {room}) for other in found))

    for room in MAY_IMPORT:
        assert room not in below(room)


def test_modules_are_short_and_named_by_their_purpose() -> None:
    long = {
        str(file.relative_to(TESTS.parent)): lines
        for file in modules()
        if (lines := file.read_text("utf-8").count("\n")) > 400
    }
    assert long == {}
    names = {file.stem for file in (*modules(), *TESTS.rglob("*.py"))}
    assert not names & {"utils", "util", "helpers", "misc", "common"}


def test_every_form_of_an_import_is_seen() -> None:
    file = PACKAGE / "seen.py"  # only the name is used
    tree = ast.parse(
        "import httpx as h, json\n"
        "from kaskad_tui.ui import app\n"
        "if TYPE_CHECKING:\n    import apsw\nelse:\n    import lxml\n"
        "def late():\n    from rich.text import Text\n    import_module('bs4')\n"
    )
    found = {(item.target, item.typing_only) for item in _walk(file, tree, typing_only=False)}
    assert found == {
        ("httpx", False),
        ("json", False),
        ("kaskad_tui.ui.app", False),
        ("apsw", True),
        ("lxml", False),
        ("rich.text.Text", False),
        ("bs4", False),
    }
    assert {own_room(target) for target, _typing in found} == {None, "ui"}
