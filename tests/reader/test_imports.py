"""What the start of the app costs: only a process of its own can tell what an import really brings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("httpx", "httpcore", "lxml", "bs4", "markdownify", "feedparser", "textual", "rich")
CODE = """
import asyncio, sys
from pathlib import Path
from kaskad_tui.reader import Reader, View, Freshness, HeadlinesChanged, Undone, load_site

async def main():
    reader = Reader.open(data_dir=Path(sys.argv[1]))
    reader.order(View()); reader.headlines([1]); reader.lists(); reader.sections(); reader.find("5")
    reader.article(1); reader.place(1); reader.imprint(); reader.unread()
    await reader.mark([1], read=True)
    await reader.undo()
    await reader.close()

asyncio.run(main())
print([name for name in sys.argv[2:] if name in sys.modules])
"""


def test_opening_reading_and_marking_import_neither_network_nor_parsers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path), *HEAVY],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
    assert done.stderr == ""


def test_an_unknown_name_is_no_attribute() -> None:
    import kaskad_tui.reader as room

    for name in room.__all__:
        assert getattr(room, name) is not None
    assert not hasattr(room, "Nothing")
