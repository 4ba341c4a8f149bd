"""What the first screen does not need is not imported for it: a process of its own is the only proof."""

from __future__ import annotations

import json
import subprocess
import sys

LATER = {
    *("httpx", "httpcore", "h2", "lxml", "bs4", "markdownify", "feedparser", "markdown_it"),
    *(
        "hashlib",
        "webbrowser",
        "kaskad_tui.extract.page",
        "kaskad_tui.extract.memory",
        "kaskad_tui.extract.labels",
    ),
    *("kaskad_tui.fetch.outcome", "kaskad_tui.reader.syncing", "kaskad_tui.sources.finding"),
}


def loaded(code: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(json.loads(run.stdout))


def test_the_app_leaves_the_network_and_the_parsers_for_later() -> None:
    assert not loaded("import kaskad_tui.ui.app") & LATER


def test_opening_an_archive_imports_neither() -> None:
    code = (
        "import tempfile, pathlib, asyncio\n"
        "from kaskad_tui.config.settings import Settings\n"
        "from kaskad_tui.reader import Reader, View\n"
        "import kaskad_tui.ui.app\n"
        "reader = Reader.open(data_dir=pathlib.Path(tempfile.mkdtemp()))\n"
        "kaskad_tui.ui.app.KaskadApp(reader, Settings())\n"
        "reader.headlines(reader.order(View(), 64).keys)\n"
        "asyncio.run(reader.close())"
    )
    assert not loaded(code) & LATER


def test_a_parser_would_be_seen() -> None:
    assert "lxml" in loaded("import kaskad_tui.ui.app, lxml.etree")
