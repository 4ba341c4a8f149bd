"""The long run of the fuzzing: `python -m pytest tests/fuzz`; KASKAD_FUZZ is how many examples a test."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults import fuzzing

EXAMPLES = int(os.environ.get("KASKAD_FUZZ", "5000"))
LONG = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

pytestmark = pytest.mark.timeout(3600)


@LONG
@given(st.binary(max_size=20_000))
def test_bytes(content: bytes) -> None:
    fuzzing.page(content)


@LONG
@given(fuzzing.markup())
def test_markup(content: bytes) -> None:
    fuzzing.page(content)


@LONG
@given(fuzzing.feed())
def test_feeds(content: bytes) -> None:
    fuzzing.page(content)


@LONG
@given(fuzzing.mangled())
def test_real_pages_mangled(content: bytes) -> None:
    fuzzing.page(content)


@LONG
@given(fuzzing.answer())
def test_answers(content: bytes) -> None:
    fuzzing.headers(content)


@settings(max_examples=min(EXAMPLES // 50, 300), deadline=None, suppress_health_check=list(HealthCheck))
@given(fuzzing.pieces())
def test_time_is_about_linear(piece: str) -> None:
    fuzzing.linear(piece)
