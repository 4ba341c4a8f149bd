"""The second name of each key: what the same place of the Russian layout (ЙЦУКЕН) sends.

Terminals send letters, not positions: with the Russian layout on, the key of `j` sends «о».
"""

from __future__ import annotations

from kaskad_tui.i18n import ascii_only

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?~"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю.ёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,Ё"
SAME_PLACE = dict(zip(_LATIN, _RUSSIAN, strict=True))
"""Character of the US layout → character of the same place in ЙЦУКЕН."""

NAMES = {
    "?": "question_mark",
    "/": "slash",
    ".": "full_stop",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "*": "asterisk",
    "!": "exclamation_mark",
    "+": "plus",
    "-": "minus",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "`": "grave_accent",
    "~": "tilde",
    "'": "apostrophe",
    '"': "quotation_mark",
    " ": "space",
}
"""Character → the framework's name of the key."""
CHARACTERS = {name: character for character, name in NAMES.items()}


_PREFIXES = frozenset({"ctrl", "alt", "shift", "super", "meta", "hyper"})
_NAMED = frozenset(
    "enter escape tab space backspace delete insert home end pageup pagedown up down left right comma".split()
) | {f"f{n}" for n in range(1, 25)}
_WRITTEN = {"esc": "escape", "del": "delete", "ins": "insert", "return": "enter", "pgup": "pageup"}
_WRITTEN |= {"pgdn": "pagedown", "↑": "up", "↓": "down", "←": "left", "→": "right"}


def key_name(written: str) -> str:
    """Return the framework's name of a key as people write it: `Ctrl+D`, `Esc`, `/`, `PageDown`."""
    prefix, plus, last = written.rpartition("+") if len(written) > 1 else ("", "", written)
    if len(last) > 1 or "ctrl" in prefix.lower():
        last = last.lower()
    last = _WRITTEN.get(last, NAMES.get(last, last))
    return prefix.lower() + plus + last


def is_key(name: str) -> bool:
    """Tell whether some keyboard can send a key of this name."""
    *prefixes, last = name.split("+")
    named = last in _NAMED or last in CHARACTERS or (len(last) == 1 and last.isprintable())
    return named and _PREFIXES.issuperset(prefixes)


def russian_names(key: str) -> tuple[str, ...]:
    """Return the framework's names for `key` typed with the Russian layout; () when it is the same there.

    Args:
        key: a key as the table has it: `j`, `J`, `slash`, `ctrl+d`.
    """
    prefix, _, last = key.rpartition("+")
    character = CHARACTERS.get(last, last)
    twin = SAME_PLACE.get(character)
    if twin is None or (prefix and prefix != "ctrl"):
        return ()
    if prefix:
        return (f"ctrl+{twin}",)
    names = [NAMES.get(twin, twin)]
    if twin.isalpha() and twin.isupper():
        names.append(f"shift+{twin.lower()}")  # kitty 0.26 sends capitals so (kovidgoyal/kitty#6167)
    return tuple(names)


def shown(key: str) -> str:
    """Return how a key is written for people: `PageDown`, `Ctrl+D`, `?`."""
    words = {
        "pagedown": "PageDown",
        "pageup": "PageUp",
        "enter": "Enter",
        "escape": "Esc",
        "tab": "Tab",
        "shift+tab": "Shift+Tab",
        "home": "Home",
        "end": "End",
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "f1": "F1",
        "backspace": "Backspace",
        "delete": "Delete",
        "insert": "Insert",
    }
    if ascii_only():
        words |= {"up": "Up", "down": "Down", "left": "Left", "right": "Right"}
    if key in words:
        return words[key]
    prefix, _, last = key.rpartition("+")
    last = words.get(last) or CHARACTERS.get(last, last)
    if prefix:
        return f"{prefix.title()}+{last.upper() if len(last) == 1 else last}"
    return last
