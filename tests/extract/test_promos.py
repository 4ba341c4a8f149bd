"""Lines of offers are found with and without the short way."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaskad_tui.extract import promos
from kaskad_tui.extract.promos import is_promo


@settings(max_examples=300)
@given(
    st.one_of(*(st.from_regex(re.compile(pattern.pattern)) for pattern in (promos._PROMO, promos._CONSENT)))
)
def test_whatever_the_patterns_find_is_searched(text: str) -> None:
    assert any(stem in text.lower() for stem in promos._STEMS)
    assert len(text) > 320 or is_promo(text)


@pytest.mark.parametrize(
    ("text", "promo"),
    [
        ("Sign up for our free weekly newsletter", True),
        ("SUBSCRIBE TODAY for unlimited access", True),
        ("Подписывайтесь на наш канал", True),
        ("Please enable JavaScript", True),
        ("Advertisement 3", True),
        ("© 2022 All rights reserved", True),
        ("The ship, all rights reserved by its owner, sailed.", True),
        ("Порт подписал договор на поставку", False),
        ("He signed the letter yesterday", False),
        ("The newsletter of the port was founded in 1911", False),
    ],
)
def test_offers(text: str, promo: bool) -> None:
    assert is_promo(text) is promo
