"""A short run of the fuzzing; the long one is `python -m pytest tests/fuzz`."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults import fuzzing

SHORT = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@SHORT
@given(st.binary(max_size=3000))
def test_bytes(content: bytes) -> None:
    fuzzing.page(content)


@SHORT
@given(fuzzing.markup())
def test_markup(content: bytes) -> None:
    fuzzing.page(content)


@SHORT
@given(fuzzing.feed())
def test_feeds(content: bytes) -> None:
    fuzzing.page(content)


@SHORT
@given(fuzzing.mangled())
def test_real_pages_mangled(content: bytes) -> None:
    fuzzing.page(content)


@SHORT
@given(fuzzing.answer())
def test_headers(content: bytes) -> None:
    fuzzing.headers(content)
