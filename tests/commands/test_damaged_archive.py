"""A damaged archive on the command line: what can be read is saved, and one message says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw
import pytest

from tests.commands.program import Program

_PAGE = 4096
_GIVEN = "40213"


@pytest.fixture
def damaged(filled: Program, tmp_path: Path) -> Program:
    """A program whose archive lost the first page of its table of sources."""
    data = tmp_path / "data"
    shutil.copytree(filled.home / "data", data)
    file = data / "archive.db"
    db = apsw.Connection(str(file))
    page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'source'").get
    db.pragma("wal_checkpoint(truncate)")
    db.close()
    with file.open("r+b") as bytes_:
        bytes_.seek((page - 1) * _PAGE)
        bytes_.write(b"\xff" * _PAGE)
    return Program(tmp_path, ("--lang", "en", "--offline", "--data-dir", str(data)))


def test_headlines_of_a_damaged_archive(damaged: Program) -> None:
    ended = damaged.run("headlines", "--json")
    assert ended.code == 1 and len(ended.json()) >= 20
    assert ended.err.startswith("kaskad-tui: The archive was damaged. Saved from it: headlines ")
    assert "archive-damaged-" in ended.err and ended.err.count("\n") == 2
    again = damaged.run("headlines", "--json")
    assert (again.code, again.out, again.err) == (0, ended.out, "")


def test_a_mark_in_a_damaged_archive(damaged: Program) -> None:
    ended = damaged.run("mark", "bookmark", _GIVEN)
    assert ended.code == 1 and "The archive was damaged" in ended.err
    kept = damaged.run("headlines", "--filter", "bookmarked", "--json").json()
    assert [item["id"] for item in kept] == [_GIVEN]
