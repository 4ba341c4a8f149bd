"""Which patterns a profile may hold: those whose time cannot explode over a hostile address.

Nothing can stop Python's `re` once it has begun, and it runs beside the screen.
"""

from __future__ import annotations

import re

MAX_PATTERN = 300
_MAX_REPEATS = 6
"""Unbounded repetitions of one pattern: each may cost a factor of the path's length."""
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[^)]*?[:>=!]|\(\?P<\w+>|\(|\)|[*+?]|\{[^}]*\}|.", re.S
)
_SEPARATORS = frozenset({"/", "-", "_", r"\-", r"\.", r"\/", ",", "=", "&"})


def is_bounded(pattern: str) -> bool:
    """Tell whether a regular expression repeats a group only where each round begins with its own separator.

    `(?:/[a-z]+)*` does, and there is one way only to match it; `([a-z]+)*` does not, and there are 2ⁿ ways.
    """
    if len(pattern) > MAX_PATTERN or re.search(r"\(\?P=|\\[1-9]", pattern):
        return False
    tokens = _TOKEN.findall(pattern)
    opened: list[int] = []
    repeats = 0
    for place, token in enumerate(tokens):
        if token.startswith("("):
            opened.append(place)
        elif token == ")" and opened:
            start = opened.pop()
            behind = tokens[place + 1] if place + 1 < len(tokens) else ""
            if _repeats(behind) and not _separated(tokens[start + 1 : place]):
                return False
        elif _repeats(token):
            repeats += 1
    return repeats <= _MAX_REPEATS


def is_bounded_shape(shape: str) -> bool:
    """Tell whether a shape of `article_paths` has few enough open places between two slashes."""
    parts = shape.split("/")
    return len(shape) <= MAX_PATTERN and all(part.count("*") + part.count("#") <= 3 for part in parts)


def _repeats(token: str) -> bool:
    """Tell whether a token repeats what stands before it more than a few times."""
    if token in ("*", "+"):
        return True
    numbers = re.fullmatch(r"\{(\d*)(,?)(\d*)\}", token)
    if numbers is None:
        return False
    low, comma, high = numbers.groups()
    most = (high or "") if comma else low
    return most == "" or int(most) > 10


def _separated(tokens: list[str]) -> bool:
    """Tell whether a group's content begins with a separator that nothing behind it can match."""
    if not tokens or tokens[0] not in _SEPARATORS:
        return False
    sign = tokens[0][-1]
    for token in tokens[1:]:
        if (
            token in (".", "|")
            or token.startswith("(")
            or token[-1:] == sign
            or token in (r"\S", r"\D", r"\W")
        ):
            return False
        if token.startswith("[") and re.fullmatch(token, sign):
            return False
    return True
