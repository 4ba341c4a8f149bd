"""Changes as lines: every word is there, signs say what the colours say, places are where the words are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.reader.changes import compare
from kaskad_tui.ui.article.edits import EditPiece, Edits, compose_edits, walk_of, with_current_sign
from kaskad_tui.ui.article.inline import ADDED, REMOVED
from kaskad_tui.ui.article.lines import Line, Setting
from kaskad_tui.ui.article.pieces import Pieces
from kaskad_tui.ui.article.wrapping import cells

OLD = "Утром туман задержал два рейса.\n\nОдин абзац.\n\nДругой абзац.\n\nПострадавших нет."
NEW = "Утром туман задержал три рейса.\n\nОдин абзац.\n\nДругой абзац.\n\nПассажирам раздали воду и чай."
INLINE, BESIDE = Setting(60), Setting(100, twofold=True)
TEXTS = st.lists(st.lists(st.sampled_from("раз два три, четыре. — «пять»".split()), max_size=30), max_size=4)


def composed(old: str = OLD, new: str = NEW, *, whole: bool = False) -> Pieces:
    changes = compare("Туман", old, "Туман", new)
    return compose_edits(Edits("≠ Изменено", changes, "27 декабря", whole=whole))


def said(line: Line) -> str:
    return "".join(run.text for run in line.runs).rstrip()


def lines(pieces: Pieces, setting: Setting) -> list[str]:
    return [said(line) for piece in pieces for line in piece.lines(setting) if said(line)]


def test_signs_stand_in_the_margin_and_unchanged_paragraphs_are_folded() -> None:
    assert [row.replace("\u00a0", " ") for row in lines(composed(), INLINE)] == [
        "  Туман",
        "  27 декабря",
        "± Утром туман задержал два три рейса.",
        "  ··· 2 paragraphs unchanged",
        "− Пострадавших нет.",
        "+ Пассажирам раздали воду и чай.",
        "  − removed  3 words     + added  6 words",
    ]


def test_beside_each_other_each_text_is_whole() -> None:
    rows = lines(composed(), BESIDE)
    assert rows[2].startswith("− Утром туман задержал два рейса.") and rows[2].endswith(
        "│ + Утром туман задержал три рейса."
    )
    assert rows[3] == "  ··· 2 paragraphs unchanged"
    assert rows[4].startswith("− Пострадавших нет.") and rows[5].endswith("+ Пассажирам раздали воду и чай.")


def test_the_first_text_is_shown_whole() -> None:
    rows = lines(composed(OLD, OLD, whole=True), INLINE)
    assert rows[2:] == ["  " + paragraph for paragraph in OLD.split("\n\n")]


def test_the_places_are_those_that_the_sum_counts() -> None:
    pieces = composed()
    walk = walk_of(pieces)
    assert len(walk.hits) == compare("Туман", OLD, "Туман", NEW).edits == 3
    texts = [pieces[hit.piece].content.text[hit.start : hit.end] for hit in walk.hits]
    assert texts == ["два три", "Пострадавших нет.", "Пассажирам раздали воду и чай."]


@pytest.mark.parametrize("setting", [INLINE, BESIDE])
def test_the_sign_of_the_current_place_is_raised(setting: Setting) -> None:
    pieces = composed()
    walk = walk_of(pieces)
    walk.step(1)
    for number, piece in enumerate(pieces):
        for line in piece.lines(setting):
            signed = with_current_sign(line, walk, number)
            raised = any(run.role == "sign-current" for run in signed.runs)
            assert raised is (number == walk.hits[1].piece and bool(line.runs))


@given(TEXTS, TEXTS, st.integers(24, 120))
def test_no_word_is_lost_and_every_run_knows_its_place(
    old: list[list[str]], new: list[list[str]], width: int
) -> None:
    texts = ["\n\n".join(" ".join(words) for words in text) for text in (old, new)]
    pieces = composed(*texts)
    for setting in (Setting(width), Setting(width, twofold=True)):
        for piece in pieces:
            start = 0
            for line in piece.lines(setting):
                assert sum(cells(run.text) for run in line.runs) <= width
                assert line.start >= start
                start = line.start
                for run in line.runs:
                    if run.offset >= 0:
                        assert piece.content.text[run.offset :].startswith(run.text)
            if isinstance(piece, EditPiece):
                for flag, lost in ((ADDED, "removed"), (REMOVED, "added")):
                    shown = {
                        run.offset for line in piece.laid(setting) for run in line.runs if run.flags & flag
                    }
                    places = {place for part, place in piece.placed if part.kind not in ("same", lost)}
                    assert places <= shown
