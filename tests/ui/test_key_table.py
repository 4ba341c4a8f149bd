"""The table of keys as data: no clashes, Russian names, the user's own keys."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.ui.keys import (
    ACTIONS,
    ANY,
    BY_ID,
    PANES,
    START,
    KeymapError,
    keymap,
    parse_keys,
    with_russian,
)
from kaskad_tui.ui.layouts import NAMES, SAME_PLACE, russian_names, shown


def places(where: tuple[str, ...]) -> set[str]:
    return {place for name in where for place in (PANES if name == ANY else (name,))}


def test_ids_are_unique_and_dotted_areas() -> None:
    assert len(BY_ID) == len(ACTIONS)
    assert all(id_ == id_.lower() and " " not in id_ for id_ in BY_ID)


def test_no_key_means_two_things_in_one_place() -> None:
    for one, other in combinations(ACTIONS, 2):
        if places(one.where) & places(other.where):
            assert not set(with_russian(one.keys)) & set(with_russian(other.keys)), (one.id, other.id)


def test_all_33_letters_have_a_place_in_both_cases() -> None:
    russian = {letter for letter in SAME_PLACE.values() if letter.isalpha()}
    alphabet = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
    assert russian == set(alphabet) | set(alphabet.upper())


def test_rows_of_the_keyboard() -> None:
    """As they are printed on a keyboard that has both layouts."""
    rows = {
        "qwertyuiop[]": "йцукенгшщзхъ",
        "asdfghjkl;'": "фывапролджэ",
        "zxcvbnm,./": "ячсмитьбю.",
        "QWERTYUIOP{}": "ЙЦУКЕНГШЩЗХЪ",
        'ASDFGHJKL:"': "ФЫВАПРОЛДЖЭ",
        "ZXCVBNM<>?": "ЯЧСМИТЬБЮ,",
        "`~": "ёЁ",
    }
    assert {"".join(SAME_PLACE[latin] for latin in row): row for row in rows} == {
        v: k for k, v in rows.items()
    }
    assert sum(map(len, rows)) == len(SAME_PLACE)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("j", ("о",)),
        ("J", ("О", "shift+о")),
        ("slash", ("full_stop",)),
        ("question_mark", ("comma",)),
        ("semicolon", ("ж",)),
        ("colon", ("Ж", "shift+ж")),
        ("ctrl+q", ("ctrl+й",)),
        ("left_square_bracket", ("х",)),
        ("1", ()),
        ("space", ()),
        ("enter", ()),
        ("shift+tab", ()),
    ],
)
def test_russian_names(key: str, names: tuple[str, ...]) -> None:
    assert russian_names(key) == names


def test_every_letter_of_the_table_has_a_russian_name() -> None:
    for action in ACTIONS:
        for key in action.keys:
            if key.rpartition("+")[2].isalpha() and len(key.rpartition("+")[2]) == 1 and "alt" not in key:
                assert russian_names(key), (action.id, key)


def test_no_key_is_a_plain_comma() -> None:
    """It is the question mark of the Russian layout."""
    assert not [action.id for action in ACTIONS if "comma" in action.keys]


def test_the_users_keys_get_their_russian_names() -> None:
    assert keymap({"sections": "w"}) == {"sections": "w,ц"}


def test_keys_are_written_as_people_write_them() -> None:
    assert parse_keys("j, down") == ("j", "down")
    assert parse_keys("/") == ("slash",)
    assert parse_keys("") == ()


@given(st.sampled_from(sorted(NAMES)))
def test_signs_are_shown_as_they_are_typed(sign: str) -> None:
    assert shown(NAMES[sign]) == sign


def test_a_clash_names_both_actions_and_the_key() -> None:
    with pytest.raises(KeymapError) as caught:
        keymap({"sections": "j"})
    assert (caught.value.action, caught.value.other, caught.value.key) == ("sections", "move.down", "j")


def test_a_russian_letter_clashes_with_the_latin_one_of_its_place() -> None:
    with pytest.raises(KeymapError) as caught:
        keymap({"sections": "о"})
    assert caught.value.other == "move.down"


def test_two_of_the_users_keys_clash() -> None:
    with pytest.raises(KeymapError) as caught:
        keymap({"sections": "X", "mark.undo": "X"})
    assert {caught.value.action, caught.value.other} == {"sections", "mark.undo"}


def test_swapped_keys_are_no_clash() -> None:
    assert set(keymap({"move.down": "k", "move.up": "j"})) == {"move.down", "move.up"}


def test_an_unknown_action_is_named() -> None:
    with pytest.raises(KeymapError) as caught:
        keymap({"list.dance": "x"})
    assert (caught.value.action, caught.value.other) == ("list.dance", None)


def test_keys_of_other_places_are_no_clash() -> None:
    """Enter reads in the list and opens the sample edition where there is nothing to read."""
    assert "enter" in BY_ID["open"].keys
    assert "enter" in BY_ID["start.sample"].keys
    assert START not in BY_ID["open"].where


def test_keys_may_be_written_as_the_help_writes_them() -> None:
    for action in ACTIONS:
        keys = [key for key in action.keys if key not in ("comma", "space")]
        assert list(parse_keys(", ".join(shown(key) for key in keys))) == keys


@pytest.mark.parametrize("key", ["foo", "ctrl+", "strg+d", "f99", "jk"])
def test_a_key_that_no_keyboard_has_is_refused(key: str) -> None:
    with pytest.raises(KeymapError) as caught:
        keymap({"list.filter": key})
    assert (caught.value.action, caught.value.other, caught.value.key) == ("list.filter", None, key)
