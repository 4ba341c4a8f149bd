from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program of a new user who speaks English."""
    home = tmp_path / "home"
    home.mkdir()
    return Program(home, ("--lang", "en"))
