"""The programs that are compared, each in a terminal of 120 x 40."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import archives, empty_app
from tests.terminal import Terminal

INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}
"""A program that is installed has its bytecode: where the environment forbids to write it, every start of the
sources would compile them anew, and only those of the framework would not."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The floor, and the reader on a small and on a large archive, offline."""

    few: Path
    """Data folder with 100 articles."""
    many: Path
    """Data folder with 100,000 articles."""

    def empty(self) -> Terminal:
        """Start the floor."""
        return Terminal([sys.executable, empty_app.__file__], environ=INSTALLED)

    def reader(self, data: Path, *, follow: bool = True) -> Terminal:
        """Start the reader.

        Args:
            data: the data folder.
            follow: the article pane follows the cursor (the default setting).
        """
        config = data / "config.toml"
        config.write_text(f"[reading]\nfollow_cursor = {'true' if follow else 'false'}\n")
        options = ["--offline", "--lang", "ru", "--data-dir", str(data), "--config", str(config)]
        return Terminal(
            [sys.executable, "-m", "kaskad_tui", *options], environ={**INSTALLED, "PYTHONPATH": os.getcwd()}
        )


def newest_mark(data: Path) -> str:
    """Return the word that begins the title on top of the list."""
    count = int(data.name.rpartition("-")[2])
    return archives.title_mark(archives.FIRST + count - 1)
