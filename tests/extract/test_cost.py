"""A page costs by its length, whatever it is made of; a tenth of the benchmark's length, and wide margins."""

from __future__ import annotations

import gc

import pytest

from kaskad_tui.extract import extract_page
from tests.benchmarks.extraction_cost import KINDS, per_byte


@pytest.mark.parametrize("kind", KINDS)
def test_a_byte_of_a_long_page_costs_what_one_of_a_short_page_does(kind: str) -> None:
    extract_page(b"<p>x</p>")
    assert per_byte(kind, 16, 2) < 3 * per_byte(kind, 1, 4)


def test_the_garbage_collection_is_as_it_was() -> None:
    extract_page(b"<p>x</p>")
    assert gc.isenabled()
    gc.disable()
    try:
        extract_page(b"<p>x</p>")
        assert not gc.isenabled()
    finally:
        gc.enable()
