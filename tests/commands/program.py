"""The program as a process, for the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ended:
    """What a run left."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - each test knows what it asked for
        return json.loads(self.out)


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a new user: an empty home, no language, nothing else that could matter."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "PYTHONPATH")}
    return kept | {"HOME": str(home), "COLUMNS": "80", "LANG": "C"} | more


@dataclass(frozen=True)
class Program:
    """`kaskad-tui` with a home, and options that each run gets."""

    home: Path
    options: tuple[str, ...] = ()

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "kaskad_tui", *self.options, *words]

    def run(
        self, *words: str, stdin: bytes = b"", env: dict[str, str] | None = None, timeout: float = 60
    ) -> Ended:
        done = subprocess.run(
            self.command(*words),
            input=stdin,
            capture_output=True,
            timeout=timeout,
            cwd=self.home,
            env=environment(self.home, **(env or {})),
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *words: str, **env: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command(*words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.home,
            env=environment(self.home, **env),
        )

    def shell(self, script: str, *words: str) -> Ended:
        """Run a shell script in which `"$@"` is the program."""
        done = subprocess.run(
            ["sh", "-c", script, "sh", *self.command(*words)],
            capture_output=True,
            timeout=60,
            cwd=self.home,
            env=environment(self.home),
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def assert_one_message(err: str, words: Sequence[str] = ()) -> None:
    """One message: at most three lines and 2,000 characters, clean, no traceback."""
    assert err.startswith("kaskad-tui: ")
    assert err.count("kaskad-tui: ") == 1
    assert 1 <= len(err.rstrip("\n").split("\n")) <= 3
    assert len(err) <= 2000
    assert all(
        character == "\n" or character.isprintable() or character in "\u200d\u200e" for character in err
    )
    assert "Traceback" not in err
    for word in words:
        assert word in err


HEADLINE = ["id", "url", "title", "published", "section", "source", "read", "bookmarked"]
ARTICLE = [
    "kind",
    "id",
    "url",
    "title",
    "published",
    "author",
    "section",
    "source",
    "markdown",
    "text",
    "images",
    "videos",
    "links",
    "blocks",
    "fetched",
]
BLOCKS = ["top", "popular_week", "popular", "related", "video"]
GIVEN = "40213"
"""The article of the real site, under its own date."""


def headlines(program: Program, *words: str) -> list[dict[str, Any]]:
    done = program.run("headlines", "--json", *words)
    assert done.code == 0, done.err
    rows = done.json()
    assert isinstance(rows, list)
    return rows


def article(program: Program, ref: str) -> dict[str, Any]:
    done = program.run("read", ref, "--format", "json")
    assert done.code == 0, done.err
    shape = done.json()
    assert isinstance(shape, dict)
    return shape
