"""Lists of feeds: what other readers write, and what somebody might hide in one."""

from __future__ import annotations

import contextlib
import time
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.sources import Site, load_site, parse_profile
from kaskad_tui.sources.opml import MAX_BYTES, MAX_FEEDS, OpmlError, profile_of, read_opml, write_opml
from kaskad_tui.sources.writing import profile_text

MOMENT = datetime(2022, 12, 27, 11, 0, tzinfo=UTC)


def opml(body: str, prolog: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    return f'{prolog}<opml version="2.0"><head><title>x</title></head><body>{body}</body></opml>'.encode()


def why(content: bytes) -> str:
    with pytest.raises(OpmlError) as caught:
        read_opml(content)
    return caught.value.why


def test_feeds_in_folders_are_found_whatever_the_case_of_the_names() -> None:
    found = read_opml(
        opml(
            '<outline text="Город"><outline text="Ещё"><outline type="rss" text="t" title="Заря &amp; Ко" '
            'xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/></outline>'
            '<outline TEXT="Берег" XMLURL="http://b.example/feed?x=1&amp;y=2"/></outline>'
            '<outline type="link" text="Без ленты" url="https://c.example/"/>'
        )
    )
    assert [(o.title, o.feed, o.home) for o in found.outlines] == [
        ("Заря & Ко", "https://a.example/rss", "https://a.example/"),
        ("Берег", "http://b.example/feed?x=1&y=2", None),
    ]
    assert found.left_out == 0


def test_what_is_no_web_address_or_stands_there_twice_is_left_out() -> None:
    addresses = [
        "https://a.example/rss",
        "http://www.a.example/rss/",  # the same
        "|ls",
        "exec:ls",
        "filter:~/x:https://a.example/rss",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://a.example/rss",
        "https://user:secret@a.example/rss",
        "//a.example/rss",
        "",
    ]
    found = read_opml(opml("".join(f'<outline text="t" xmlUrl="{url}"/>' for url in addresses)))
    assert [outline.feed for outline in found.outlines] == ["https://a.example/rss"]
    assert found.left_out == 10
    more = opml("".join(f'<outline xmlUrl="https://a.example/{n}"/>' for n in range(MAX_FEEDS + 5)))
    assert (len(read_opml(more).outlines), read_opml(more).left_out) == (MAX_FEEDS, 5)


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE opml [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE opml [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
    ],
)
def test_declared_entities_are_refused(dtd: str) -> None:
    assert why(opml('<outline text="&b;" xmlUrl="https://a.example/&x;"/>', dtd)) == "entities"


def test_a_document_type_alone_is_not_fetched_and_does_no_harm() -> None:
    content = opml('<outline xmlUrl="https://a.example/"/>', '<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/x">')
    assert len(read_opml(content).outlines) == 1


def test_size_and_depth_are_bounded() -> None:
    started = time.monotonic()
    assert why(b" " * (MAX_BYTES + 1)) == "size"
    assert why(opml("<outline>" * 200_000)) == "depth"
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("content", [b"", b"<rss/>", b"\x89PNG\r\n", b"{}", "просто слова".encode()])
def test_what_is_no_opml_is_called_so(content: bytes) -> None:
    assert why(content) in ("xml", "opml")


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-16", "utf-8-sig"])
def test_encodings_and_bare_ampersands(encoding: str) -> None:
    prolog = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    text = opml(
        '<outline text="Вечерние новости города & области" xmlUrl="https://a.example/?a=1&b=2"/>', prolog
    )
    (outline,) = read_opml(text.decode().encode(encoding)).outlines
    assert (outline.title, outline.feed) == (
        "Вечерние новости города & области",
        "https://a.example/?a=1&b=2",
    )


def test_texts_are_cleaned() -> None:
    (outline,) = read_opml(
        opml(
            '<outline text="А&#x9b;31m&#x202e;Б" xmlUrl="https://a.example/&#x202e;"/>'
            '<outline text="А&#x9b;31m&#x202e;Б" xmlUrl="https://a.example/"/>'
        )
    ).outlines
    assert outline.title == "АБ"


def test_what_is_written_is_read_again() -> None:
    text = 'name = "b"\ntitle = "Заря & «Ко» <1>"\nbase_url = "https://b.example"\nfeeds = ["/rss?a=1&b=2"]\n'
    bare = 'name = "c"\nbase_url = "https://c.example"\nlist_path = "/news"\n'
    sites = [load_site(), Site(parse_profile(text)), Site(parse_profile(bare))]
    written = write_opml(sites, "Мои & чужие", MOMENT)
    root = ET.fromstring(written)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "Мои & чужие"
    assert root.findtext("head/dateCreated") == "Tue, 27 Dec 2022 11:00:00 +0000"
    assert [outline.get("type") for outline in root.iter("outline")] == ["rss", "rss", "link"]
    again = read_opml(written.encode()).outlines
    listings = [sites[0].list_url(), None, "https://c.example/news"]
    assert [(o.title, o.feed, o.home, o.listing) for o in again] == [
        (site.title, next(iter(site.feed_urls()), None), site.front_url, listing)
        for site, listing in zip(sites, listings, strict=True)
    ]
    links = [outline for outline in root.iter("outline") if "xmlUrl" not in outline.attrib]
    # what readers of links know; the list is in a namespace of its own, which they pass over
    assert [(one.get("url"), one.get("htmlUrl")) for one in links] == [("https://c.example/",) * 2]
    assert links[0].get("{urn:kaskad-tui:sources}list") == "https://c.example/news"


def test_a_source_without_a_feed_comes_back_with_its_list() -> None:
    bare = Site(
        parse_profile(
            'name = "c"\ntitle = "Лист"\nbase_url = "https://c.example"\nlist_path = "/news?a=1&b=2"\n'
        )
    )
    (outline,) = read_opml(write_opml([bare], "x", MOMENT).encode()).outlines
    again = Site(parse_profile(profile_text(profile_of(outline, "d"))))
    assert (again.title, again.origin, again.list_url()) == ("Лист", bare.origin, bare.list_url())
    assert again.feed_urls() == () and not again.typed
    wrong = opml('<outline xmlns:kaskad="urn:kaskad-tui:sources" text="x" kaskad:list="file:///etc/passwd"/>')
    assert (read_opml(wrong).outlines, read_opml(wrong).left_out) == ((), 1)


def test_a_listed_feed_becomes_a_source_that_has_only_it() -> None:
    outlines = read_opml(
        opml(
            '<outline text="Заря" xmlUrl="https://feeds.example/zarya" htmlUrl="https://zarya.example/"/>'
            '<outline xmlUrl="http://127.0.0.1:81/rss"/>'
        )
    ).outlines
    zarya, local = (
        Site(parse_profile(profile_text(profile_of(outline, f"n{n}")))) for n, outline in enumerate(outlines)
    )
    assert (zarya.title, zarya.origin) == ("Заря", "https://zarya.example")
    assert zarya.feed_urls() == ("https://feeds.example/zarya",)
    assert not zarya.has_list
    assert (local.title, local.feed_urls()) == ("127.0.0.1:81", ("http://127.0.0.1:81/rss",))
    assert not local.typed  # a list from elsewhere opens no door to this computer


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(content: bytes) -> None:
    for one in (content, b"<opml><body>" + content + b"</body></opml>"):
        with contextlib.suppress(OpmlError):
            read_opml(one)
