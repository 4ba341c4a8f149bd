from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.model import Place
from kaskad_tui.ui.article.heights import Heights
from kaskad_tui.ui.article.layout import Layout
from kaskad_tui.ui.article.lines import Setting
from kaskad_tui.ui.article.pieces import Pieces, split_long

WORDS = "слово за словом идёт по строке и не кончается пока не кончится "


def layout(count: int = 500, width: int = 30) -> Layout:
    body = [f"{n}. ".replace(".", "\\.") + WORDS * (n % 7 + 1) for n in range(count)]
    return Layout(Pieces(body=body), Setting(width))


def shown(lines: Layout, y: int) -> tuple[int, int]:
    return lines.locate(y)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.data())
def test_heights_agree_with_plain_sums(numbers: list[int], data: st.DataObject) -> None:
    heights = Heights(numbers)
    for _ in range(5):
        index = data.draw(st.integers(0, len(numbers) - 1))
        numbers[index] = data.draw(st.integers(0, 9))
        heights[index] = numbers[index]
    assert heights.total == sum(numbers)
    assert [heights.before(n) for n in range(len(numbers) + 1)] == [
        sum(numbers[:n]) for n in range(len(numbers) + 1)
    ]
    flat = [(piece, line) for piece, count in enumerate(numbers) for line in range(count)]
    assert [heights.locate(y) for y in range(len(flat))] == flat


def test_only_what_is_seen_is_wrapped() -> None:
    small, large = layout(20), layout(5000)
    small.settle(0, 40)
    large.settle(0, 40)
    assert small.wrapped == large.wrapped < 12


def test_a_jump_to_the_end_wraps_a_screen() -> None:
    lines = layout()
    lines.settle(lines.total, 40)
    assert lines.wrapped < 25
    assert lines.is_wrapped(499)


def test_moving_up_into_the_unknown_moves_by_lines() -> None:
    lines = layout()
    y = lines.settle(lines.total // 2, 40)
    piece, at = lines.locate(y)
    higher = lines.move(y, -7, 40)
    back = lines.move(higher, 7, 40)
    assert lines.locate(back) == (piece, at)
    assert back - higher == 7


def test_wrapping_behind_keeps_the_top() -> None:
    lines = layout()
    y = lines.settle(lines.total // 2, 40)
    before = lines.locate(y)
    while not lines.exact:
        y = lines.wrap_more(y, 0.0005)
        assert lines.locate(y) == before


def test_wrapping_goes_on_after_a_piece_was_forgotten() -> None:
    lines = layout(30)
    y = 0
    y = lines.wrap_more(y, 1)
    assert lines.wrapped == 30
    lines.forget(3)
    assert lines.wrapped == 29
    assert lines.wrap_more(y, 1) == 0
    assert lines.exact


def test_a_place_is_the_same_text_at_any_width() -> None:
    narrow, wide = layout(100, 20), layout(100, 70)
    y = narrow.line_of(Place(40, 120))
    place = narrow.place_at(y)
    line = wide.line(wide.line_of(place))[2]
    assert line is not None
    assert place.block == 40
    assert line.start <= place.offset < line.start + 70


def test_places_return_to_their_line() -> None:
    lines = layout(50)
    lines.settle(lines.total, 40)
    for piece in (0, 3, 49):
        for y in range(lines.line_of_offset(piece, 0), lines.top_of(piece) + len(lines.lines(piece))):
            assert lines.line_of(lines.place_at(y)) == y


def test_a_place_beyond_the_text_is_its_end() -> None:
    lines = layout(5)
    assert lines.locate(lines.line_of(Place(99, 0)))[0] == 4
    assert lines.locate(lines.line_of(Place(-1, 0)))[0] == 0


def test_a_huge_paragraph_is_many_pieces_with_places_of_their_own() -> None:
    text = " ".join(f"Предложение {n} о чём-то." for n in range(4000))
    pieces = Pieces(body=[text, "конец"])
    assert len(pieces) > 8
    assert [(p.block, p.base) for p in pieces] == sorted({(p.block, p.base) for p in pieces})
    assert " ".join(p.markdown for p in pieces if p.block == 0) == text
    lines = Layout(pieces, Setting(60))
    lines.settle(0, 40)
    assert lines.wrapped == 1
    for offset in (0, 9_000, 50_000):
        place = lines.place_at(lines.line_of(Place(0, offset)))
        assert place.block == 0
        assert abs(place.offset - offset) < 120


def test_huge_lists_and_code_are_split_between_lines() -> None:
    items = split_long("\n".join(f"- пункт {n}" for n in range(3000)))
    assert len(items) > 3 and all(part.startswith("- пункт") for part, _gap in items)
    code = split_long("```\n" + "\n".join(f"x = {n}" for n in range(3000)) + "\n```")
    assert len(code) == 8 and all(part.startswith("```\n") and part.endswith("\n```") for part, _gap in code)
    assert "".join(part for part, _gap in split_long("а" * 30_000)) == "а" * 30_000


def test_a_huge_table_has_its_head_again() -> None:
    rows = [f"| строка {n} | {n} |" for n in range(2000)]
    parts = [part for part, _gap in split_long("\n".join(["| А | Б |", "|---|---|", *rows]))]
    assert len(parts) > 3 and all(part.startswith("| А | Б |\n|---|---|\n| строка") for part in parts)
    assert [row for part in parts for row in part.split("\n")[2:]] == rows


def test_an_empty_article_has_no_lines() -> None:
    lines = Layout(Pieces(), Setting(60))
    assert (lines.total, lines.settle(3, 40), lines.move(0, 5, 40)) == (0, 0, 0)
    assert lines.line(0)[2] is None
