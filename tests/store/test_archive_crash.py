"""What was acknowledged is there after kill -9."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaskad_tui.model import Headline
from kaskad_tui.store import connection
from kaskad_tui.store.archive import Archive, View
from kaskad_tui.store.search.query import parse

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ROUNDS = int(os.environ.get("KASKAD_TUI_KILLS", "20"))
CHILD = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from kaskad_tui.model import Article, Headline
from kaskad_tui.store.archive import Archive

async def main():
    archive = Archive.open(Path(sys.argv[1]))
    print("open", flush=True)
    for key in range(int(sys.argv[2]), 100000):
        await archive.mark([key], read=True, undoable=True)
        print(key, flush=True)
        if key % 5 == 0:  # bulk writes between, and checkpoints
            at = datetime.now(UTC)
            items = [Headline(f"x{key}-{n}", "http://site/x", "t" * 200, at) for n in range(50)]
            await archive.save_headlines("s", items, at, listed=True)

asyncio.run(main())
"""


def suspect(archive: Archive) -> bool:
    session = archive._opened.session
    assert session is not None
    return session.suspect


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
async def test_every_acknowledged_mark_survives(path: Path) -> None:
    archive = Archive.open(path)
    items = [Headline(str(n), f"http://site/{n}", f"T{n}", NOW) for n in range(5000)]
    await archive.save_headlines("s", items, NOW, listed=True)
    await archive.close()
    chance = random.Random(3)
    acknowledged: set[int] = set()
    following = 1
    for _ in range(ROUNDS):
        process = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), str(following)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(chance.uniform(0, 0.15))  # the random point: there is no condition to wait for
        process.kill()
        said, _ = process.communicate()
        acknowledged |= {int(line) for line in said.split("\n")[:-1]}
        following = max(acknowledged, default=0) + 1
        db = connection.reading(path)
        read = {row[0] for row in db.execute("SELECT key FROM headline WHERE read = 1")}
        db.close()
        assert acknowledged <= read <= acknowledged | {following}
    assert len(acknowledged) > ROUNDS
    archive = Archive.open(path)
    assert suspect(archive), "an unclean end is noticed"
    await archive.save_state("s", "a", "b")
    assert archive.recovered is None and not suspect(archive)
    db = connection.reading(path)
    assert db.execute("PRAGMA integrity_check").get == "ok"
    unread = db.execute("SELECT sum(listed AND NOT read) FROM headline").get
    db.close()
    assert archive.unread("s") == unread == len(archive.order("s", View(filter="unread")))
    while await archive.index():
        pass
    known = len(archive.order("s", View()))  # every title begins with this letter
    assert archive.unindexed() == 0 and len(archive.search(parse("t*"))) == known
    await archive.close()
