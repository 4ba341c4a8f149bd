"""httpx costs half a second: one module imports it, and only when something is fetched."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import kaskad_tui.fetch

ROOM = Path(kaskad_tui.fetch.__file__).parent


def test_the_fetcher_alone_imports_nothing_heavy() -> None:
    script = (
        "import sys, kaskad_tui.fetch.fetcher as f\n"
        "f.Fetcher().allow('http://127.0.0.1:1/')\n"
        "print(sorted({'httpx', 'httpcore', 'h2', 'truststore', 'anyio'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_module_imports_httpx() -> None:
    importers = {"httpx": set[str](), "httpcore": set[str]()}
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                importers.get(name.partition(".")[0], set()).add(path.name)
    assert importers == {"httpx": {"_http.py"}, "httpcore": {"_backend.py"}}
