"""Text from outside at every door: nothing of it acts on a terminal, in no output of the command line."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaskad_tui.sanitize import clean, safe_url
from tests.fault_server import Handler, head_of, page, raw
from tests.faults.conftest import Desk, Everywhere
from tests.faults.server import ThreadedFaultServer

# ESC, CSI and OSC in C0 and C1, BEL, DEL, overrides, isolates, BOM; as bytes and as references
RAW = (
    "\x1b]0;owned\x07 \x1b[2J\x1b]52;c;b3duZWQ=\x1b\\ \x9b31m\x9d0;x\x9c \x7f "
    "\u202egnp.exe\u202c \u2066x\u2069 \ufeff"
)
NAMED = "&#27;]0;owned&#7; &#x9b;31m &#x202e;x&#xD800; &#0; [red]x[/] [@click=app.quit]y"
HOSTILE = RAW + NAMED
BAD_LINKS = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "http://a:b@c/")


def article(number: int) -> str:
    links = "".join(f'<a href="{html.escape(link)}">{HOSTILE}</a>' for link in BAD_LINKS)
    images = f'<img src="/i.png" alt="{HOSTILE}"><img src="javascript:x" alt="x">'
    words = "Правительство области сообщило о начале работ на мосту. " * 4
    structured = json.dumps({"@type": "NewsArticle", "headline": HOSTILE, "author": HOSTILE})
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>Мост {HOSTILE}</title>'
        f'<script type="application/ld+json">{structured}</script>'
        f'<meta name="author" content="{HOSTILE}"><link rel="canonical" href="/novosti/{number}-x{HOSTILE}">'
        f"</head><body><article><h1>Мост {HOSTILE}</h1><p>27.12.2022 11:23</p><p>{words}{HOSTILE}</p>"
        f"<p>{words}{links}</p>{images}<p>Автор Ирина {HOSTILE}</p></article></body></html>"
    )


def listing() -> str:
    items = "".join(
        f'<div><h2><a href="/novosti/{number}-x">Мост {number} {HOSTILE}</a></h2>'
        f"<p>27.12.2022 11:{number % 60:02}</p><p>Кратко {HOSTILE}</p></div>"
        for number in range(200, 206)
    )
    head = f'<head><meta charset="utf-8"><title>{HOSTILE}</title></head>'
    return f"<!doctype html><html>{head}<body>{items}</body></html>"


def feed(base: str) -> str:
    items = "".join(
        f"<item><title><![CDATA[Мост {number} {RAW}]]></title><link>{base}/novosti/{number}-x</link>"
        f"<author>{NAMED}</author><category>{NAMED}</category>"
        f"<description><![CDATA[<p>Кратко {HOSTILE}</p>]]></description>"
        "<pubDate>Tue, 27 Dec 2022 11:23:00 +0200</pubDate></item>"
        for number in range(200, 208)
    )
    return f"<rss><channel><title>{NAMED}</title>{items}</channel></rss>"


@pytest.fixture
def hostile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    def output() -> tuple[str, str]:
        captured = capsys.readouterr()
        return captured.out, captured.err

    def sent(text: str) -> bytes:
        return text.encode("utf-8", "surrogatepass")

    routes: dict[str, Handler] = {"/novosti": page(sent(listing()))}
    routes |= {f"/novosti/{number}-x": page(sent(article(number))) for number in range(200, 208)}
    with ThreadedFaultServer(routes) as server:
        routes["/feed"] = page(sent(feed(server.url("").rstrip("/"))))
        yield Desk(Everywhere(), server.url(""), tmp_path / "data", output)


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from strings(item)
        case dict():
            for key, item in value.items():
                yield from strings(key)
                yield from strings(item)
        case _:
            pass


def addresses(value: object) -> Iterator[str]:
    match value:
        case list():
            for item in value:
                yield from addresses(item)
        case dict():
            for key, item in value.items():
                if key == "url" and isinstance(item, str):
                    yield item
                yield from addresses(item)
        case _:
            pass


def assert_harmless(text: str) -> None:
    assert text == clean(text), repr(text)


def test_headlines_and_articles_in_every_form(hostile: Desk) -> None:
    rows = hostile.run("headlines", "--json")
    assert rows.code == 0, rows.err
    found = json.loads(rows.out)
    assert len(found) >= 6
    for text in strings(found):
        assert_harmless(text)
    for url in addresses(found):
        assert safe_url(url) == url
    assert_harmless(hostile.run("headlines").out)
    assert_harmless(hostile.run("top").out)
    for form in ("json", "md", "text"):
        read = hostile.run("read", "201", "--format", form)
        assert read.code == 0, read.err
        assert_harmless(read.out)
        assert_harmless(read.err)
        if form == "json":
            shape = json.loads(read.out)
            assert "Мост" in shape["title"]
            for text in strings(shape):
                assert_harmless(text)
            assert all(safe_url(url) == url for url in addresses(shape))
        for scheme in ("](javascript:", "](data:", "](file:", "](vbscript:"):
            assert scheme not in read.out


def test_feeds_of_files(hostile: Desk, tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    file.write_bytes(feed("https://kaskad.tv").encode("utf-8", "surrogatepass"))
    for form in ("json", "md", "text", "jsonl"):
        done = hostile.run("convert", str(file), "--format", form)
        assert done.code == 0, done.err
        assert_harmless(done.out)
    for text in strings(json.loads(hostile.run("convert", str(file), "--format", "json").out)):
        assert_harmless(text)


SENT = RAW.replace("\r", "").encode("utf-8", "replace")
ERRORS: dict[str, Handler] = {
    "reason phrase": raw(b"HTTP/1.1 500 " + SENT + b"\r\nContent-Length: 0\r\n\r\n"),
    "status line": raw(b"HTTP/1.1 " + SENT + b"\r\n\r\n"),
    "header": raw(b"HTTP/1.1 200 OK\r\nX-" + SENT + b": y\r\n\r\n"),
    "location": raw(b"HTTP/1.1 302 Found\r\nLocation: http://" + SENT + b"/\r\nContent-Length: 0\r\n\r\n"),
    "coding": raw(head_of(200, {"Content-Encoding": "\x1b]0;owned\x07"}) + b"x"),
    "content type": page("<p>", headers={"Content-Type": "text/\x1b]0;owned\x07; charset=\x1b[2J"}),
    "retry-after": page("", 429, {"Retry-After": "\x1b]0;owned\x07"}),
    "error page": page(f"<h1>{HOSTILE}</h1>".encode("utf-8", "surrogatepass"), 500),
    "no http": raw(SENT * 10 + b"\r\n\r\n"),
}


@pytest.mark.parametrize("door", ERRORS)
def test_messages_on_standard_error(hostile: Desk, door: str) -> None:
    with ThreadedFaultServer({"/novosti": ERRORS[door], "/novosti/300-x": ERRORS[door]}) as server:
        hostile.base_url = server.url("")
        for words in (["headlines"], ["read", server.url("/novosti/300-x")]):
            done = hostile.run(*words)
            assert done.code in (1, 3)
            assert done.err.startswith("kaskad-tui: ")
            assert_harmless(done.err)
            assert all(char == "\n" or char.isprintable() for char in done.err)


@pytest.mark.parametrize(
    "ref", [RAW, f"http://{RAW}/", "http://kaskad.tv/\x1b]0;owned\x07", "\ud800", *BAD_LINKS]
)
def test_what_is_typed_is_not_repeated_raw(hostile: Desk, ref: str) -> None:
    for words in (
        ["read", ref],
        ["mark", "read", ref],
        ["--base-url", ref, "headlines"],
        ["headlines", "--section", ref],
    ):
        done = hostile.run(*words)
        assert done.code in (1, 2)
        assert_harmless(done.err)
        assert all(char == "\n" or char.isprintable() for char in done.err)
