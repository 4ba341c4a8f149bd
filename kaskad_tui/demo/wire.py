"""HTTP/1.1 as far as a sample site needs it: a request's head from bytes, a response's bytes; no sockets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from secrets import token_hex

from kaskad_tui.demo import dates
from kaskad_tui.demo.routes import Answer

HEAD_LIMIT = 16 * 1024
"""Bytes of a request's head; more is refused."""

BODY_LIMIT = 64 * 1024
"""Bytes of a request's body that are read and thrown away; more closes the connection."""

_LINE = re.compile(rb"([A-Z]{1,20}) (\S{1,4096}) HTTP/1\.([01])")
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_COOKIE = "7f3a0d5be1c24968a0b2d7c4e95f1836"


class BadRequestError(ValueError):
    """Bytes that are no request; `status` is what to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(HTTPStatus(status).phrase)
        self.status = status


@dataclass(frozen=True, slots=True)
class Request:
    """A request's head.

    Attributes:
        method: upper-case letters.
        target: path and query, starting with `/`.
        host: host and port as the visitor wrote them, None if missing or malformed.
        keep: whether the connection stays open.
        length: bytes of the body that follows.
    """

    method: str
    target: str
    host: str | None
    keep: bool
    length: int


def parse(head: bytes) -> Request:
    """Read a request's head (without the empty line at its end).

    Raises:
        BadRequestError: it is none, or one that is not served.
    """
    first, *lines = head.lstrip(b"\r\n").replace(b"\r\n", b"\n").split(b"\n")
    line = _LINE.fullmatch(first)
    if line is None:
        raise BadRequestError(400)
    fields: dict[str, str] = {}
    for field in lines:
        name, colon, value = field.decode("latin-1").partition(":")
        if not colon or not name or name != name.strip():
            raise BadRequestError(400)
        fields[name.lower()] = value.strip()
    target = line[2].decode("latin-1")
    host = fields.get("host", "")
    absolute = re.fullmatch(r"http://([^/?#]*)(.*)", target, re.IGNORECASE)
    if absolute:
        host, target = absolute[1], absolute[2] or "/"
    if not target.startswith("/"):
        raise BadRequestError(400)
    length = fields.get("content-length", "0")
    if "transfer-encoding" in fields or not re.fullmatch(r"[0-9]{1,12}", length):
        raise BadRequestError(501 if "transfer-encoding" in fields else 400)
    wish = fields.get("connection", "").lower()
    keep = wish != "close" if line[3] == b"1" else wish == "keep-alive"
    return Request(
        line[1].decode("ascii"), target, host if _HOST.fullmatch(host) else None, keep, int(length)
    )


def response(answer: Answer, now: datetime, *, head_only: bool, keep: bool) -> bytes:
    """Return a response's bytes, with the headers of a stock Joomla.

    Args:
        answer: what to send.
        now: the present moment (aware, UTC): such pages are always of this moment.
        head_only: leave the body out (HEAD); its length is told all the same.
        keep: whether the connection stays open.
    """
    moment = dates.header(now)
    lines = [
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
        f"Date: {moment}",
        "Server: Apache",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(answer.body)}",
        f"Connection: {'keep-alive' if keep else 'close'}",
    ]
    if answer.status == 405:
        lines.append("Allow: GET, HEAD")
    if answer.dynamic:
        lines += [
            f"Set-Cookie: {_COOKIE}={token_hex(13)}; path=/; HttpOnly",
            "Expires: Wed, 17 Aug 2005 00:00:00 GMT",
            f"Last-Modified: {moment}",
            "Cache-Control: no-store, no-cache, must-revalidate, post-check=0, pre-check=0",
            "Pragma: no-cache",
        ]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    return head if head_only else head + answer.body


def refusal(status: int) -> Answer:
    """Return a short answer for what is not served."""
    phrase = HTTPStatus(status).phrase
    page = (
        f"<!DOCTYPE html>\n<html><head><title>{status} {phrase}</title></head>"
        f"<body><h1>{phrase}</h1></body></html>\n"
    )
    return Answer(status, "text/html; charset=iso-8859-1", page.encode(), dynamic=False)
