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


def test_a_stalled_look_up_does_not_hold_the_end_of_the_program() -> None:
    script = (
        "import asyncio, socket, time\n"
        "from kaskad_tui.fetch.fetcher import Fetcher\n"
        "from kaskad_tui.fetch.settings import FetchSettings\n"
        "socket.getaddrinfo = lambda *_, **__: time.sleep(60)\n"
        "async def main():\n"
        "    async with Fetcher(FetchSettings(environ={})) as f:\n"
        "        print((await f.get('http://kaskad.tv/', deadline_s=3)).kind.value)\n"
        "asyncio.run(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=True
    )
    assert (done.stdout.strip(), done.stderr) == ("timeout", "")


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
    assert importers == {"httpx": {"_http.py"}, "httpcore": {"_backend.py", "_http.py"}}
