from __future__ import annotations

import pytest

from kaskad_tui.model import Failure, FailureKind
from kaskad_tui.reader.assembling import Identity
from kaskad_tui.reader.references import identify
from kaskad_tui.sources import load_site

SITE = load_site()
MIRROR = load_site(base_url="http://127.0.0.1:40001")


@pytest.mark.parametrize(
    "ref",
    [
        "57546",
        " 57546 ",
        "https://kaskad.tv/novosti/57546-slug",
        "http://www.kaskad.tv/syuzhety/57546-other/amp",
        "kaskad.tv/novosti/57546",
        "https://kaskad.tv/index.php/novosti/57546-slug/",
    ],
)
def test_an_id_and_every_address_name_the_same_article(ref: str) -> None:
    for site in (SITE, MIRROR):
        identity = identify(site, ref)
        assert isinstance(identity, Identity)
        assert (identity.source, identity.id) == ("kaskad", "57546")
        assert not identity.url.endswith("amp")


def test_a_page_of_another_site_is_a_source_of_its_own() -> None:
    assert identify(SITE, "http://a.example:8080/novosti/5-x?utm_source=y#z") == Identity(
        "a.example-8080",
        "https://a.example:8080/novosti/5-x",
        "http://a.example:8080/novosti/5-x?utm_source=y#z",
    )


def test_a_page_without_a_number_is_the_same_at_every_host_of_the_site() -> None:
    one, two = identify(SITE, "https://kaskad.tv/kontakty/"), identify(MIRROR, "http://127.0.0.1:7/kontakty")
    assert isinstance(one, Identity)
    assert isinstance(two, Identity)
    assert (one.source, one.id) == (two.source, two.id) == ("kaskad", "/kontakty")


@pytest.mark.parametrize(
    "ref", ["", "слово", "ftp://a.example/", "javascript:x", "a b.c", "\x1b]0;x\x07", "5/../6"]
)
def test_what_is_neither_is_a_bad_address(ref: str) -> None:
    failure = identify(SITE, ref)
    assert isinstance(failure, Failure)
    assert failure.kind is FailureKind.BAD_ADDRESS
    assert "\x1b" not in (failure.url or "")
