"""An archive that another process writes to, of a newer program, or on a disk without room."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from tests.commands.program import GIVEN, Program, assert_one_message


@pytest.fixture
def mine(filled: Program, tmp_path: Path) -> Program:
    """A program with an archive of its own, without network."""
    shutil.copytree(filled.home / "data", tmp_path / "data")
    return Program(tmp_path, ("--lang", "en", "--offline", "--data-dir", str(tmp_path / "data")))


@pytest.fixture
def writing(mine: Program) -> Iterator[apsw.Connection]:
    """Another process that is in the middle of a write."""
    db = apsw.Connection(str(mine.home / "data" / "archive.db"))
    db.execute("BEGIN IMMEDIATE; UPDATE headline SET seen = seen + 1")
    yield db
    if db.in_transaction:
        db.execute("ROLLBACK")
    db.close()


def state(folder: Path) -> dict[str, str]:
    """Return what the folder holds, byte for byte; locks and an empty log are of no account."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if not file.name.endswith(("-session", "-shm")) and file.stat().st_size
    }


@pytest.mark.parametrize("words", [("headlines",), ("read", GIVEN), ("search", "служба"), ("top",)])
def test_reading_does_not_wait_for_another_writer(
    mine: Program, writing: apsw.Connection, words: tuple[str, ...]
) -> None:
    idle = time.monotonic()
    assert mine.run("--version").code == 0
    begun = time.monotonic()
    done = mine.run(*words)
    took = time.monotonic() - begun
    assert done.code == 0 and done.out, done.err
    assert took < (begun - idle) + 3, "less than any wait for a lock"
    assert writing.in_transaction


def test_a_mark_waits_for_another_writer(mine: Program, writing: apsw.Connection) -> None:
    release = threading.Timer(2.5, lambda: writing.execute("ROLLBACK"))
    release.start()
    done = mine.run("mark", "bookmark", GIVEN)
    release.join()
    assert done.code == 0, done.err
    assert [item["id"] for item in mine.run("headlines", "--filter", "bookmarked", "--json").json()] == [
        GIVEN
    ]


def test_after_five_seconds_it_is_refused_in_one_sentence(mine: Program, writing: apsw.Connection) -> None:
    begun = time.monotonic()
    done = mine.run("mark", "bookmark", GIVEN)
    assert done.code == 1 and done.out == ""
    assert_one_message(done.err, ["Another program"])
    assert 5 <= time.monotonic() - begun < 20
    writing.execute("ROLLBACK")
    assert mine.run("headlines", "--filter", "bookmarked", "--json").json() == []


def test_a_newer_archive_is_read_and_stays_byte_for_byte(mine: Program) -> None:
    data = mine.home / "data"
    db = apsw.Connection(str(data / "archive.db"))
    db.pragma("user_version", 900)
    db.pragma("wal_checkpoint(truncate)")
    db.close()
    before = state(data)
    assert mine.run("headlines").code == 0
    assert mine.run("read", GIVEN).code == 0
    for words in (("mark", "read", GIVEN), ("store", "prune", "--keep", "1"), ("store", "import", "-")):
        done = mine.run(*words, stdin=b'{"source": "s", "id": "1", "url": "https://x.org/", "title": "T"}\n')
        assert done.code == 1, words
        assert_one_message(done.err, ["newer"])
    assert state(data) == before


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs a small disk of its own")
def test_on_a_full_disk_reading_goes_on_and_a_mark_is_refused(mine: Program) -> None:
    """A disk of its own, without a free byte, in a namespace that ends with the test."""
    disk = mine.home / "disk"
    disk.mkdir()
    script = (
        'mount -t tmpfs -o size=4m tmpfs "$DISK" || exit 99\n'
        'cp "$DATA"/archive.db "$DISK"/ && dd if=/dev/zero of="$DISK"/full bs=4k 2>/dev/null\n'
        '"$@" --data-dir "$DISK" headlines | wc -l; "$@" --data-dir "$DISK" mark bookmark ' + GIVEN + "\n"
        'echo "code $?"; "$@" --data-dir "$DISK" read ' + GIVEN + " | wc -l\n"
        'rm "$DISK"/full; "$@" --data-dir "$DISK" mark bookmark ' + GIVEN + '; echo "code $?"\n'
        'ls "$DISK"\n'
    )
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", *mine.command()],
        capture_output=True,
        timeout=120,
        cwd=mine.home,
        env=os.environ | {"DISK": str(disk), "DATA": str(mine.home / "data")},
        check=False,
        text=True,
    )
    if done.returncode == 99 or "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("no disk of its own is to be had here")
    said = done.stdout.split("\n")
    assert int(said[0]) >= 20 and said[1] == "code 1" and int(said[2]) > 3 and said[3] == "code 0", (
        done.stderr
    )
    assert_one_message(done.stderr, ["full"])
    assert not [name for name in said[4:] if "damaged" in name]
