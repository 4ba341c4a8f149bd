from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.model import FailureError, FailureKind
from kaskad_tui.sources import Site, canonical_address, load_profile, load_site, parse_profile, typed_address

SITE = load_site()
MIRROR = load_site(base_url="http://127.0.0.1:40001")


@pytest.mark.parametrize(
    "url",
    [
        "https://kaskad.tv/novosti/57546-slug",
        "http://kaskad.tv/novosti/57546-slug",
        "https://www.kaskad.tv/novosti/57546-other-slug/",
        "https://kaskad.tv/syuzhety/57546-slug/amp",
        "https://kaskad.tv/index.php/novosti/57546",
        "https://kaskad.tv/novosti/57546-slug?tmpl=component#top",
    ],
)
def test_every_address_of_an_article_gives_its_number(url: str) -> None:
    assert SITE.article_id(url) == "57546"
    assert SITE.canonical_key(url) == "57546"
    assert MIRROR.article_id(url) == "57546"


def test_the_same_path_on_a_foreign_host_is_another_page() -> None:
    url = "https://evil.example/novosti/57546-slug"
    assert SITE.article_id(url) is None
    assert SITE.canonical_key(url) == url
    assert SITE.with_base(url) == url


def test_a_mirror_is_the_same_site_at_any_port_of_its_host() -> None:
    old = "http://127.0.0.1:39000/novosti/5-a"
    assert MIRROR.article_id(old) == "5"
    assert MIRROR.with_base(old) == "http://127.0.0.1:40001/novosti/5-a"
    assert (
        MIRROR.with_base("https://www.kaskad.tv/novosti/5-a?x=1#y")
        == "http://127.0.0.1:40001/novosti/5-a?x=1"
    )
    assert SITE.article_id(old) is None
    assert SITE.rebase(old) == "https://kaskad.tv/novosti/5-a"


def test_only_the_sites_own_address_has_others_to_try() -> None:
    (other,) = SITE.others()
    assert other.origin == "https://www.kaskad.tv"
    assert other.list_url() == "https://www.kaskad.tv/novosti"
    assert other.name == SITE.name
    assert [again.origin for again in other.others()] == ["https://kaskad.tv"]
    assert MIRROR.others() == ()


def test_the_extraction_learns_of_the_host_in_use() -> None:
    assert SITE.reading_profile is SITE.profile
    assert "127.0.0.1" in MIRROR.reading_profile.hosts
    assert MIRROR.reading_profile.name == SITE.name


def test_list_addresses_follow_the_step_that_the_site_uses() -> None:
    assert SITE.list_url() == "https://kaskad.tv/novosti"
    assert SITE.list_url("") == SITE.list_url()
    assert SITE.list_url("syuzhety") == "https://kaskad.tv/syuzhety"
    assert SITE.list_url(page=3) == "https://kaskad.tv/novosti?start=20"
    assert SITE.list_url("syuzhety", 2, 14) == "https://kaskad.tv/syuzhety?start=14"
    assert SITE.front_url == "https://kaskad.tv/"


def test_a_section_has_the_feeds_of_the_main_list_at_its_own_path() -> None:
    assert SITE.feed_urls()[0] == "https://kaskad.tv/novosti?format=feed&type=rss"
    assert SITE.feed_urls("syuzhety")[0] == "https://kaskad.tv/syuzhety?format=feed&type=rss"
    own = Site(parse_profile('name = "a"\nbase_url = "https://a.example"\nfeeds = ["/rss.xml"]\n'))
    assert own.feed_urls() == ("https://a.example/rss.xml",)
    assert own.feed_urls("x") == ()


def test_amp_addresses_come_and_go() -> None:
    assert SITE.amp_url("https://kaskad.tv/novosti/5-a?x=1") == "https://kaskad.tv/novosti/5-a/amp"
    assert SITE.amp_url("https://kaskad.tv/novosti/5-a/amp") is None
    assert SITE.amp_url("https://kaskad.tv/") is None
    assert SITE.without_amp("https://kaskad.tv/novosti/5-a/amp/") == "https://kaskad.tv/novosti/5-a"
    assert SITE.without_amp("https://kaskad.tv/novosti/5-a") == "https://kaskad.tv/novosti/5-a"


def test_a_number_alone_has_an_address() -> None:
    assert SITE.address_of("57546") == "https://kaskad.tv/novosti/57546"
    assert MIRROR.address_of("57546") == "http://127.0.0.1:40001/novosti/57546"
    assert SITE.address_of("../x") is None


@pytest.mark.parametrize(
    "base", ["", "ftp://x", "http://", "http://user:pw@host", "http://[", "просто слова"]
)
def test_a_base_that_is_no_address_fails(base: str) -> None:
    with pytest.raises(FailureError) as caught:
        Site(load_profile(), base)
    assert caught.value.failure.kind is FailureKind.BAD_ADDRESS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" kaskad.tv/novosti/5-a ", "https://kaskad.tv/novosti/5-a"),
        ("localhost:8000", "http://localhost:8000/"),
        ("127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
        ("[::1]:8000/a", "http://[::1]:8000/a"),
        ("57546", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("слово", None),
        ("", None),
    ],
)
def test_what_a_user_types_as_an_address(typed: str, meant: str | None) -> None:
    assert typed_address(typed) == meant


def test_foreign_pages_are_known_by_a_tidy_address() -> None:
    tidy = canonical_address("http://a.example/x/?utm_source=rss&id=5&yclid=7#top")
    assert tidy == "https://a.example/x?id=5"
    assert canonical_address("https://a.example") == "https://a.example/"


@given(st.text(max_size=60))
def test_no_text_breaks_the_questions_about_addresses(text: str) -> None:
    for url in (text, "https://kaskad.tv/" + text, "http://" + text):
        SITE.canonical_key(url)
        typed_address(url)
        SITE.is_own(url)
        SITE.article_id(url)


@given(st.integers(1, 10**9), st.from_regex(r"[a-z0-9-]{0,30}", fullmatch=True))
def test_the_number_survives_any_slug_and_any_host(number: int, slug: str) -> None:
    url = f"https://kaskad.tv/novosti/{number}-{slug}"
    assert SITE.article_id(url) == str(number)
    assert SITE.article_id(MIRROR.with_base(url)) is None
    assert MIRROR.article_id(MIRROR.with_base(url)) == str(number)


def test_sources_import_no_parser_and_no_network() -> None:
    code = (
        "import sys; from kaskad_tui.sources import load_site; load_site();"
        "print([m for m in ('httpx','lxml','bs4','feedparser','textual','apsw') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
