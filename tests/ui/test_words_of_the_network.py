"""What is said of the network is true at that moment, and keeps its place in a narrow window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaskad_tui.clock import now
from kaskad_tui.i18n import set_language
from kaskad_tui.reader import Freshness, FreshnessState
from kaskad_tui.ui.screens.details import Details
from kaskad_tui.ui.widgets.start_pane import StartPane, StartState

NEVER = Freshness(FreshnessState.NEVER)


@pytest.mark.parametrize(
    ("freshness", "words"),
    [
        (NEVER, "The site has not been asked yet."),
        (replace(NEVER, state=FreshnessState.FIRST_LOAD), "The site is being asked right now."),
        (
            replace(NEVER, state=FreshnessState.REFRESHING, updated=now()),
            "The site is being asked right now.",
        ),
        (replace(NEVER, state=FreshnessState.FRESH, updated=now()), "Everything came as it should."),
    ],
)
def test_nothing_failed(freshness: Freshness, words: str) -> None:
    assert Details(freshness, [], ())._in_order() == words


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_long_note_hangs_under_its_beginning(language: str) -> None:
    set_language("ru" if language == "ru" else "en")
    pane = StartPane(lambda: StartState(NEVER, None, "site", 94))
    rows = pane._way("Enter", "open", "ninety-four articles inside the program, no network needed", 40, True)
    notes = [row.plain for row in rows[1:-1]]
    assert len(notes) == 2
    assert all(note.startswith("▌ " + " " * 8) and len(note) == len(notes[0]) for note in notes)
