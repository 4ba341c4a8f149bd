"""Where the screens cannot be shown, a sentence says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from kaskad_tui.commands import terminal
from kaskad_tui.i18n import language, set_language


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


def test_a_terminal_that_cannot_place_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    assert terminal.usable({"TERM": "xterm"}) and terminal.usable({})
    assert not terminal.usable({"TERM": "dumb"})
    said = capsys.readouterr().err
    assert "TERM=dumb" in said and "demo --serve-only" in said and said.count("\n") == 2
