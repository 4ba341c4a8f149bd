"""The two doors: what may act on a terminal or lead somewhere else does not get in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kaskad_tui import sanitize
from kaskad_tui.sanitize import clean, clean_line, safe_url

FORBIDDEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
CONTROLS = "".join(map(chr, [*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
hostile = st.text(
    st.one_of(st.characters(), st.sampled_from(CONTROLS + "[];m0"), st.characters(categories=["Cs"]))
)


@given(hostile)
@example("\x1b]0;x\x07")
@example("\x1b\x1b[31m[31m")
@example("\x9b31m")
def test_nothing_that_acts_on_a_terminal_is_left(text: str) -> None:
    assert not FORBIDDEN.search(clean(text))


@given(hostile)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "M"])))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b]0;PWNED\x07b", "ab"),
        ("a\x1b]8;;http://evil\x1b\\b", "ab"),
        ("red \x1b[31mtext", "red text"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\tb", "a b"),
        ("no\u00a0break, \u2011, \u200dj, \u200em", "no\u00a0break, \u2011, \u200dj, \u200em"),
        ("evil\u202eexe.txt", "evilexe.txt"),
        ("\ud800", "\ufffd"),
    ],
)
def test_rulings(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(hostile, st.integers(1, 50))
def test_a_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert "\n" not in line
    assert len(line) <= limit


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://[",
        "http://[::1",
        "http://example.org:99999999/",
        "http://user:word@example.org/",
        "http://exa mple.org/",
        "http://example.org/\x1b]8;;x",
        "http://example.org/\u202egpj",
        "http:///path",
        "http://..example.org/",
        "http://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_address(url: str | None) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("HTTP://Example.ORG:80/a", None, "http://example.org/a"),
        ("/novosti/1-a?x=ё#й", "https://kaskad.tv/b", "https://kaskad.tv/novosti/1-a?x=%D1%91#%D0%B9"),
        ("//kaskad.tv/x y", "https://other.example/", "https://kaskad.tv/x%20y"),
        ("http://президент.рф", None, "http://xn--d1abbgf6aiiy.xn--p1ai/"),
        ("http://[::1]:8080/x", None, "http://[::1]:8080/x"),
        ("https://example.org/a%20b", None, "https://example.org/a%20b"),
        (" https://example.org/a\n", None, "https://example.org/a"),
    ],
)
def test_what_an_address_becomes(url: str, base: str | None, expected: str) -> None:
    assert safe_url(url, base) == expected


@given(
    st.one_of(
        hostile, hostile.map(lambda text: "http://" + text), hostile.map(lambda text: "https://a.b/" + text)
    )
)
def test_an_address_is_safe_or_none(url: str) -> None:
    safe = safe_url(url)
    if safe is not None:
        assert safe.isascii()
        assert not re.search(r"[\s\x00-\x1f\x7f\"<>\\^`{|}]", safe)
        assert urlsplit(safe).scheme in {"http", "https"}
        assert urlsplit(safe).hostname
        assert safe_url(safe) == safe


ADDRESSES = st.text(st.sampled_from("/:.?#%@&=;,~+-_abAB09é \\\"'[]()\n"), max_size=24)
BASES = (
    "https://kaskad.tv/novosti/1-x",
    "http://A.example:80/x/",
    "https://u:p@host.example/",
    "https://x/;p?q",
    "x",
)


@given(
    ADDRESSES,
    st.sampled_from(["", "/", "//", "https://", "http://a.b", "https://host/", "https://a-b.example/x/"]),
)
@example("a/../b", "/")
@example("/x", "/")
@example("a?", "/")
@example("a#", "https://host/")
@example("a/./b//c", "https://host/")
def test_the_short_way_gives_what_the_long_one_does(rest: str, start: str) -> None:
    for base in (None, *BASES):
        long_way = sanitize._safe_url(start + rest, base) if start + rest else None
        assert safe_url(start + rest, base) == long_way
