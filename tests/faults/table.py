"""The faults of a network and of a site: how each is made, and the words that the reader is told it by."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from tests.fault_server import Handler, drip, head_of, page, raw, redirect, reset, stall, zipped

MIB = 1024 * 1024
HTML = {"Content-Type": "text/html; charset=utf-8"}
CHUNKED = head_of(200, {**HTML, "Transfer-Encoding": "chunked"})
SIZED = head_of(200, {**HTML, "Content-Length": "100000"})
OPEN = head_of(200, HTML)
CHECK = "<html><title>Just a moment...</title><script>x()</script><p>Checking your browser</p></html>"
HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202egnp.exe\x9b31m\ud800"

SLOW = "did not answer in time"
BROKE = "broke off before the page was whole"
IMPROPER = "does not answer as a web site should"
LARGE = "larger than 8 MiB"
LOOP = "redirects without an end"
SERVER = "has an error of its own"
REFUSES = "refuses the page"
WAIT = "asks to wait"
BROWSER = "wants to check the browser first"
PRIVATE = "private address"
ADDRESS = "is not an http or https address"
GONE = "no longer there"
NOTHING = "No headlines were found"
FILE = "not a page of text"
EMPTY = "is empty"


@dataclass(frozen=True)
class Fault:
    """What the site does, and what is said of it."""

    handler: Handler
    words: tuple[str, ...]
    """One of these stands in the message of a refresh."""
    worst: bool = False
    """One of the ten that the app is driven against as well."""


def fault(handler: Handler, *words: str, worst: bool = False) -> Fault:
    return Fault(handler, words, worst)


def hostile_phrase(status: int) -> Handler:
    line = f"HTTP/1.1 {status} {HOSTILE}".encode("utf-8", "replace")
    return raw(line + b"\r\nContent-Length: 2\r\n\r\nno")


FAULTS: dict[str, Fault] = {
    # stalls and endless answers
    "silent": fault(stall(), SLOW, worst=True),
    "stalls in the head": fault(stall(b"HTTP/1.1 200 OK\r\nContent-"), SLOW),
    "stalls before the body": fault(stall(SIZED), SLOW),
    "stalls in the body": fault(stall(SIZED + b"<p>x" * 100), SLOW),
    "drips a head": fault(drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05), SLOW),
    "drips a body": fault(drip(SIZED, b"x", 0.05), SLOW, worst=True),
    "early hints for ever": fault(drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.02), SLOW),
    "an endless body": fault(drip(OPEN, b"x" * 200_000, 0.005), LARGE, worst=True),
    "redirects to a stall": fault(redirect("/stall"), SLOW, LOOP),
    # ends too early
    "closes at once": fault(raw(), BROKE),
    "closes in the head": fault(raw(b"HTTP/1.1 200 OK\r\nCont"), BROKE),
    "resets at once": fault(reset(), BROKE),
    "resets in the body": fault(reset(SIZED + b"<p>half"), BROKE, worst=True),
    "a truncated body": fault(raw(SIZED + b"<p>half"), BROKE),
    "chunks cut": fault(raw(CHUNKED + b"5\r\nhello\r\n"), BROKE),
    "chunk nonsense": fault(raw(CHUNKED + b"zz\r\nnonsense\r\n"), BROKE),
    "gzip cut": fault(zipped(b"text" * 1000, cut=9), BROKE),
    "gzip that is none": fault(page("<p>x", headers={"Content-Encoding": "gzip"}), BROKE),
    # no HTTP, too much of it
    "another protocol": fault(raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), IMPROPER),
    "10,000 headers": fault(
        raw(b"HTTP/1.1 200 OK\r\n" + b"X-Much: some value\r\n" * 10_000 + b"\r\nx"), IMPROPER, worst=True
    ),
    "a 1 MB header": fault(raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * MIB + b"\r\n\r\n"), IMPROPER),
    "two lengths": fault(
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), IMPROPER
    ),
    "brotli unasked": fault(page("x", headers={"Content-Encoding": "br"}), IMPROPER),
    "two codings": fault(page("x", headers={"Content-Encoding": "gzip, gzip"}), IMPROPER),
    "hostile coding": fault(page("x", headers={"Content-Encoding": "\x1b]0;x\x07 br"}), IMPROPER),
    # too large
    "a bomb": fault(
        page(gzip.compress(bytes(100 * MIB)), headers={"Content-Encoding": "gzip"}), LARGE, worst=True
    ),
    "announces a terabyte": fault(raw(head_of(200, {**HTML, "Content-Length": "9" * 12})), LARGE),
    # redirects
    "a loop": fault(redirect("/novosti"), LOOP, worst=True),
    "to a private number": fault(redirect("http://10.0.0.1/"), PRIVATE),
    "to the metadata of a cloud": fault(redirect("http://169.254.169.254/latest/"), PRIVATE, worst=True),
    "to a mapped number": fault(redirect("http://[::ffff:127.0.0.1]:9/"), PRIVATE),
    "to another port": fault(redirect("http://127.0.0.1:9/"), PRIVATE),
    "to a file": fault(redirect("file:///etc/passwd"), ADDRESS),
    "to a script": fault(redirect("javascript:alert(1)"), ADDRESS),
    "to data": fault(redirect("data:text/html,x"), ADDRESS),
    "to half a host": fault(redirect("http://["), ADDRESS),
    "to nowhere": fault(page("", 302), IMPROPER),
    # statuses
    "401": fault(page("no", 401), REFUSES),
    "403": fault(page("no", 403), REFUSES),
    "404": fault(page("no", 404), GONE),
    "410": fault(page("no", 410), GONE),
    "418": fault(page("no", 418), REFUSES),
    "429 with a time": fault(page("no", 429, {"Retry-After": "3600"}), WAIT, worst=True),
    "429": fault(page("no", 429), WAIT),
    "429 for ever": fault(page("no", 429, {"Retry-After": "1" + "0" * 40}), WAIT),
    "451": fault(page("no", 451), REFUSES),
    "500": fault(page("no", 500), SERVER, worst=True),
    "502": fault(page("no", 502), SERVER),
    "503 with a time": fault(page("no", 503, {"Retry-After": "Wed, 20 Nov 2199 12:00:00 GMT"}), WAIT),
    "503": fault(page("no", 503), SERVER),
    "a hostile phrase": fault(hostile_phrase(500), SERVER, IMPROPER),
    "204": fault(page(status=204), EMPTY),
    "206": fault(page("x", 206), IMPROPER),
    "304 unasked": fault(page(status=304), IMPROPER),
    # pages that are none
    "empty": fault(page(""), EMPTY),
    "blank": fault(page(" \n" * 500), NOTHING, EMPTY),
    "a picture": fault(page(b"\x89PNG\r\n\x1a\n" + bytes(500)), FILE, NOTHING),
    "a codec's name as charset": fault(
        page("<p>x", headers={"Content-Type": "text/html; charset=zlib_codec"}), NOTHING
    ),
    "bytes": fault(page(bytes(range(256)) * 50), FILE, NOTHING),
    "a check of the browser": fault(page(CHECK), BROWSER, worst=True),
    "a check behind 403": fault(page(CHECK, 403), BROWSER),
    "a check behind 503": fault(page(CHECK, 503), BROWSER),
    "a page of something else": fault(page("<html><p>Этот домен продаётся</p></html>"), NOTHING),
    "a hostile page": fault(page(f"<title>{HOSTILE}".encode("utf-8", "replace")), NOTHING, FILE),
}
