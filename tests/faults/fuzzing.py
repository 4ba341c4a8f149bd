"""What the fuzzing feeds in and what it asks of what comes out; the long run of it is in tests/fuzz."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cache

from hypothesis import strategies as st

from kaskad_tui.extract import extract_page
from kaskad_tui.fetch.caching import LONGEST_S, fresh_s
from kaskad_tui.fetch.failures import FaultError
from kaskad_tui.fetch.outcome import Validators
from kaskad_tui.fetch.politeness import parse
from kaskad_tui.fetch.redirects import target
from kaskad_tui.fetch.retry import LONGEST_REST_S, retry_after_s
from kaskad_tui.fetch.statuses import fault_of
from kaskad_tui.sanitize import clean, safe_url
from tests.extract.test_robustness import assert_clean
from tests.reader.paper import PaperSite

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ADDRESS = "https://kaskad.tv/novosti/40213-x"

HOSTILE = st.sampled_from(
    [
        "\x1b]0;owned\x07",
        "\x1b[31m",
        "\x9b31m",
        "\u202e",
        "\u2066",
        "\ufeff",
        "&#27;[2J",
        "&#x9b;",
        "&#x202e;",
        "&#xD800;",
        "&#0;",
        "&#99999999999;",
        "]]>",
        "-->",
        "<![CDATA[",
        "&lol;",
        "&xxe;",
        "[x](javascript:alert(1))",
        "[@click=app.quit]",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://[",
        "http://127.0.0.1:99999999/",
        "http://a:b@c/",
        "//\ud800.tv",
    ]
)
WORDS = st.one_of(
    HOSTILE,
    st.text(max_size=20),
    st.sampled_from(["Правительство области", "27.12.2022 11:23", "Автор Ирина", "ТОП 5 Сегодня"]),
    st.integers(-(10**25), 10**25).map(str),
)
NAMES = (
    "html head body title meta link script style article main div p span a b i ul ol li table tr td th img "
    "video iframe h1 h2 h3 time blockquote pre code br hr form input svg math template noscript frameset "
).split()
ATTRIBUTES = (
    "href src class id content property name datetime itemprop itemscope itemtype rel charset http-equiv alt "
    "title data-src srcset start value colspan rowspan style onclick lang dir xml:lang"
).split()
XML = (
    "rss channel item title link guid description pubDate content:encoded dc:creator category enclosure feed "
    "entry updated published summary author name id atom:link rdf:RDF media:content image url"
).split()


@st.composite
def _tag(draw: st.DrawFn, names: list[str]) -> str:
    name = draw(st.sampled_from(names))
    shape = draw(st.integers(0, 5))
    if shape == 0:
        return f"</{name}>"
    pairs = draw(st.lists(st.tuples(st.sampled_from(ATTRIBUTES), WORDS), max_size=3))
    quote = draw(st.sampled_from(['"', "'", ""]))
    inner = "".join(f" {key}={quote}{value}{quote}" for key, value in pairs)
    return f"<{name}{inner}{'/' if shape == 1 else ''}{'' if shape == 2 else '>'}"


def _encoded(draw: st.DrawFn, text: str) -> bytes:
    coding = draw(st.sampled_from(["utf-8", "utf-8", "cp1251", "utf-16", "koi8-r"]))
    return text.encode(coding, "replace")


@st.composite
def markup(draw: st.DrawFn) -> bytes:
    """Tags and words in any order, in any of the codings that pages have."""
    parts = draw(st.lists(st.one_of(_tag(NAMES), WORDS), max_size=60))
    start = draw(
        st.sampled_from(["", "<!doctype html><html><body>", "<?xml version='1.0' encoding='zlib_codec'?>"])
    )
    return _encoded(draw, start + "".join(parts))


@st.composite
def feed(draw: st.DrawFn) -> bytes:
    """The same of the words of feeds, with entities that a document declares itself."""
    parts = draw(st.lists(st.one_of(_tag(XML), WORDS), max_size=60))
    doctype = draw(
        st.sampled_from(
            [
                "",
                '<!DOCTYPE r [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
                '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY lol "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            ]
        )
    )
    start = draw(st.sampled_from(["<rss><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'>", ""]))
    return _encoded(draw, f"<?xml version='1.0'?>{doctype}{start}{''.join(parts)}")


@cache
def _real() -> tuple[bytes, ...]:
    site = PaperSite()
    site.base_url = "https://kaskad.tv"
    site.publish(*range(100, 112))
    addresses = ("/novosti", "/novosti/105-zametka", "/novosti/105-zametka/amp", "/novosti?format=feed")
    return tuple(site.answer_for(address).body.encode() for address in addresses)


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """A real page with bytes cut out, doubled, put in."""
    content = draw(st.sampled_from(_real()))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        end = min(len(content), at + draw(st.integers(0, 400)))
        put = draw(st.one_of(st.binary(max_size=20), WORDS.map(lambda word: word.encode("utf-8", "replace"))))
        content = content[:at] + put + content[end:]
    return content


@st.composite
def answer(draw: st.DrawFn) -> bytes:
    """A value of a header."""
    return draw(st.one_of(st.binary(max_size=200), WORDS.map(lambda word: word.encode("utf-8", "replace"))))


def pieces() -> st.SearchStrategy[str]:
    """What a page may consist of, many times over."""
    return st.lists(st.one_of(_tag(NAMES), WORDS), min_size=1, max_size=4).map("".join)


def page(content: bytes) -> None:
    """Whatever it is: a page comes back whose texts are clean and whose addresses are http(s)."""
    found = extract_page(content, ADDRESS)
    assert_clean(found)
    for url in (
        *(link.url for link in found.links),
        *(image.url for image in found.images),
        *(video.url for video in found.videos),
        *(item.url for item in found.headlines),
    ):
        assert not url or safe_url(url) is not None, url
    assert b"root:x:0" not in repr(found).encode()


def headers(content: bytes) -> None:
    """Whatever a header says: a value within its bounds, or a typed fault."""
    value = content.decode("latin-1")
    rest = retry_after_s(value, NOW)
    assert rest is None or 0 <= rest <= LONGEST_REST_S
    for name in ("cache-control", "expires", "age", "date"):
        assert 0 <= fresh_s({"expires": "Fri, 20 Nov 2026 13:00:00 GMT", name: value}, NOW) <= LONGEST_S
    for sent in Validators.of({"etag": value, "last-modified": value}).conditions().values():
        assert sent.isprintable() and sent.isascii()
    for status in (200, 302, 403, 503):
        fault = fault_of(status, {"retry-after": value, "server": value}, conditional=False, now=NOW)
        assert fault is None or fault.detail == clean(fault.detail)
    try:
        address = target(302, {"location": value}, ADDRESS)
    except FaultError:
        address = None
    assert address is None or safe_url(address) is not None
    rules = parse(content)
    if rules is not None:
        rules.can_fetch(ADDRESS, "kaskad-tui")


def linear(piece: str) -> None:
    """Eight times as much of it takes about eight times as long."""
    short, long = (_seconds(piece * times) for times in (500, 4000))
    assert long < 0.5 or long < 40 * short, (piece, short, long)


def _seconds(text: str) -> float:
    content = text.encode("utf-8", "replace")
    started = time.process_time()
    extract_page(content, ADDRESS)
    return time.process_time() - started
