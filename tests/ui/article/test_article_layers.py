from textual.geometry import Offset
from textual.selection import SELECT_ALL, Selection

from kaskad_tui.ui.article.finding import Finder, fold, literally
from kaskad_tui.ui.article.hints import LETTERS, Hints, Target, label
from kaskad_tui.ui.article.pieces import Pieces
from kaskad_tui.ui.article.selecting import selected_span, selected_text

PIECES = Pieces(body=["Ёлка в центре, и **Центр** сам", "- один\n- два", "ещё\u00a0раз центр"])


def targets(count: int) -> list[Target]:
    return [Target(0, n, n + 1, f"https://example.org/{n}", str(n)) for n in range(count)]


def test_find_does_not_mind_case_yo_and_kinds_of_spaces() -> None:
    assert [(hit.piece, hit.start, hit.end) for hit in Finder(PIECES, literally("центр")).hits] == [
        (0, 7, 12),
        (0, 17, 22),
        (2, 8, 13),
    ]
    assert len(Finder(PIECES, literally("елка")).hits) == 1
    assert len(Finder(PIECES, literally("ЕЩЕ РАЗ")).hits) == 1


def test_folding_keeps_the_length() -> None:
    for text in ("İстанбул", "ЁЖ\u00a0и", "ẞ"):
        assert len(fold(text)) == len(text)


def test_find_goes_round() -> None:
    finder = Finder(PIECES, literally("центр"))
    finder.start_from(1, 0)
    assert finder.current == 2
    finder.step(1)
    assert finder.current == 0
    finder.step(-1)
    assert finder.current == 2
    finder.start_from(0, 12)
    assert finder.current == 1


def test_find_of_nothing_finds_nothing() -> None:
    for query in ("нет такого", " ", ""):
        finder = Finder(PIECES, literally(query))
        finder.start_from(0, 0)
        finder.step(1)
        assert (finder.hits, finder.hit) == ([], None)


def test_links_have_letters_that_are_no_beginnings_of_others() -> None:
    for count in (1, 24, 25, 60, 400):
        names = [hint.letters for hint in label(targets(count))]
        assert len(set(names)) == count
        assert not any(a != b and b.startswith(a) for a in names for b in names)
        assert "c" not in "".join(names)
    assert len(set(LETTERS)) == len(LETTERS) == 25


def test_a_letter_chooses_or_narrows() -> None:
    hints = Hints(targets(30))
    first = hints.all[0]
    assert hints.key(first.letters) is first
    hints = Hints(targets(30))
    last = hints.all[-1]
    assert hints.key(last.letters[0]) is None
    assert set(hints.open) == {hint for hint in hints.all if hint.letters[0] == last.letters[0]}
    assert hints.key(last.letters[1]) is last
    assert Hints(targets(2)).key("z") is None


def test_a_selection_takes_paragraphs_unwrapped_with_bullets() -> None:
    assert selected_text(SELECT_ALL, PIECES) == (
        "Ёлка в центре, и Центр сам\n\n• один\n• два\n\nещё\u00a0раз центр"
    )
    some = Selection(Offset(7, 0), Offset(3, 1))
    assert selected_text(some, PIECES) == "центре, и Центр сам\n\n• оди"
    assert selected_text(Selection(Offset(2, 1), Offset(8, 1)), PIECES) == "ин\n• два"
    assert selected_text(Selection(Offset(0, 0), Offset(4, 0)), PIECES) == "Ёлка"


def test_a_selection_spans_whole_pieces_between_its_ends() -> None:
    some = Selection(Offset(7, 0), Offset(3, 2))
    assert selected_span(some, 0) == (7, 1 << 30)
    assert selected_span(some, 1) == (0, 1 << 30)
    assert selected_span(some, 2) == (0, 3)
    assert selected_span(some, 3) is None
