import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from kaskad_tui.ui.article.wrapping import NARROW, cells, cut, wrap


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_narrow_characters_are_one_cell_wide() -> None:
    wrong = [n for n in range(0x20, 0x10000) if re.match(f"[{NARROW}]", chr(n))]
    assert [hex(n) for n in wrong if get_character_cell_size(chr(n)) != 1] == []


def test_a_line_is_as_full_as_it_can_be() -> None:
    assert lines("один два три четыре", 8) == ["один два", "три", "четыре"]


def test_one_letter_words_stay_with_the_next() -> None:
    assert lines("связи с гражданами и работе", 12) == ["связи", "с гражданами", "и работе"]
    assert lines("слово (в доме", 9) == ["слово", "(в доме"]


def test_two_one_letter_words_go_together() -> None:
    assert lines("пошёл и в дом", 10) == ["пошёл", "и в дом"]


def test_a_dash_stays_with_the_word_before() -> None:
    assert lines("Балтийск — порт", 10) == ["Балтийск —", "порт"]


def test_the_dash_of_a_dialogue_stays_with_its_first_word() -> None:
    assert lines("— Здравствуйте всем", 14) == ["— Здравствуйте", "всем"]


def test_a_number_stays_with_its_unit() -> None:
    assert lines("поступило 107 миллионов", 15) == ["поступило", "107 миллионов"]
    assert lines("стоит 2 000 рублей", 14) == ["стоит", "2 000 рублей"]
    assert lines("скидка до 15 %", 12) == ["скидка до", "15 %"]


def test_a_number_does_not_hold_a_preposition() -> None:
    assert lines("служба 122 в регионах", 12) == ["служба 122", "в регионах"]


def test_initials_stay_with_the_name() -> None:
    assert lines("поэт А. С. Пушкин", 13) == ["поэт", "А. С. Пушкин"]


def test_no_break_spaces_hold() -> None:
    assert lines("раз два\u00a0три", 8) == ["раз", "два\u00a0три"]


def test_a_long_word_breaks_at_its_hyphen_else_anywhere() -> None:
    assert lines("северо-западнонемецкий", 16) == ["северо-", "западнонемецкий"]
    assert lines("абвгдежзик", 4) == ["абвг", "дежз", "ик"]


def test_a_word_with_a_hyphen_that_fits_is_not_broken() -> None:
    assert lines("работе кол-центров", 14) == ["работе", "кол-центров"]


def test_glued_words_that_fit_on_no_line_are_parted() -> None:
    assert lines("в предместье", 10) == ["в", "предместье"]


def test_wide_characters_count_twice() -> None:
    assert lines("日本語日本", 6) == ["日本語", "日本"]
    assert cells("日本") == 4


def test_glyphs_of_several_characters_are_not_parted() -> None:
    family = "👨\u200d👩\u200d👧"
    assert "".join(lines(f"аб{family}вг", 3)) == f"аб{family}вг"
    assert all(not line.startswith("\u200d") for line in lines(family * 3, 4))


def test_line_breaks_end_lines() -> None:
    assert lines("а\n\nб", 10) == ["а", "", "б"]


_TEXT = st.text(st.sampled_from("абв г  —-1 2%№е\u0301日\u00a0«».\n"), max_size=80)


@given(_TEXT, st.integers(2, 30))
def test_lines_fit_and_nothing_is_lost(text: str, width: int) -> None:
    spans = wrap(text, width)
    assert all(cell_len(text[start:end].rstrip(" ")) <= width for start, end in spans)
    left_out = text[: spans[0][0]] + "".join(text[before[1] : after[0]] for before, after in pairwise(spans))
    assert set(left_out + text[spans[-1][1] :]) <= {" ", "\n"}
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "room", "wanted"),
    [
        ("короткий", 10, "короткий"),
        ("построили домик, и теперь", 18, "построили домик…"),
        ("слово — дело другое", 9, "слово…"),
        ("одноооочень длинное", 8, "одноооо…"),
        ("слово", 0, ""),
        ("девятнадцать очков за четверть", 28, "девятнадцать очков…"),
        ("на 46 мест, не срубив", 16, "на 46 мест…"),
        ("вышли из-за стола", 13, "вышли…"),
        ("мост и на дамбе", 11, "мост…"),
        ("the end of the road", 16, "the end…"),
        ("Основа дома", 8, "Основа…"),
    ],
)
def test_cut_ends_at_a_word(text: str, room: int, wanted: str) -> None:
    assert cut(text, room) == wanted
