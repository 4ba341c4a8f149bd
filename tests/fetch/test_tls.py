"""Whom the fetcher trusts, and what it says when it does not."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from pathlib import Path

import pytest

from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.guard import Address
from kaskad_tui.fetch.outcome import Fetched
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import Failure, FailureKind
from tests.fault_server import FaultServer, page, redirect

CERTIFICATES = Path(__file__).parent / "certificates"
TRUSTING = FetchSettings(environ={"SSL_CERT_FILE": str(CERTIFICATES / "authority.pem")}, backoff_s=0.01)


def context(certificate: str) -> ssl.SSLContext:
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(CERTIFICATES / f"{certificate}.pem", CERTIFICATES / "key.pem")
    made.set_alpn_protocols(["http/1.1"])
    return made


async def test_ssl_cert_file_is_trusted() -> None:
    async with FaultServer({"/": page("safe")}, tls=context("good")) as server, Fetcher(TRUSTING) as fetcher:
        fetcher.allow(server.url())
        outcome = await fetcher.get(server.url())
    assert isinstance(outcome, Fetched), outcome
    assert outcome.content == b"safe"


async def test_the_certificate_is_compared_with_the_name_and_not_with_the_number() -> None:
    names: list[str | None] = []

    async def look_up(host: str, port: int) -> list[Address]:
        return [ipaddress.ip_address("127.0.0.1")]

    tls = context("wrong_host")
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    async with FaultServer({"/": page("safe")}, tls=tls) as server:
        async with Fetcher(TRUSTING, resolver=look_up) as fetcher:
            url = server.url("/", host="another.example")
            fetcher.allow(url)
            outcome = await fetcher.get(url)
        assert server.requests[0].headers["host"] == f"another.example:{server.port}"
    assert isinstance(outcome, Fetched), outcome
    assert names == ["another.example"]


@pytest.mark.parametrize(
    ("certificate", "reason"),
    [
        ("expired", "expired: certificate has expired"),
        ("self_signed", "self-signed: self-signed certificate"),
        ("wrong_host", "wrong host: "),
    ],
)
async def test_a_bad_certificate_is_refused_with_its_reason(certificate: str, reason: str) -> None:
    async with (
        FaultServer({"/": page("never")}, tls=context(certificate)) as server,
        Fetcher(TRUSTING) as fetcher,
    ):
        fetcher.allow(server.url())
        outcome = await fetcher.get(server.url())
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.TLS
    assert outcome.detail.startswith(reason)
    assert server.requests == []


async def test_an_authority_that_the_system_does_not_know_is_named_so() -> None:
    async with (
        FaultServer({"/": page()}, tls=context("good")) as server,
        Fetcher(FetchSettings(environ={})) as fetcher,
    ):
        fetcher.allow(server.url())
        outcome = await fetcher.get(server.url())
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.TLS
    assert outcome.detail.startswith("unknown authority: ")


async def test_a_redirect_to_a_bad_certificate_is_refused() -> None:
    async with (
        FaultServer({"/": page("never")}, tls=context("expired")) as bad,
        FaultServer({"/": redirect(bad.url())}) as server,
        Fetcher(TRUSTING) as fetcher,
    ):
        fetcher.allow(server.url())
        fetcher.allow(bad.url())
        outcome = await fetcher.get(server.url())
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.TLS
    assert bad.requests == []


async def test_plain_http_behind_https_is_told() -> None:
    async def answer_at_once(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    async with FaultServer({}, on_connect=answer_at_once) as server, Fetcher(TRUSTING) as fetcher:
        url = server.url().replace("http:", "https:")
        fetcher.allow(url)
        outcome = await fetcher.get(url)
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.TLS
    assert outcome.detail.startswith("no TLS there")


async def test_a_handshake_that_stalls_ends_with_the_deadline() -> None:
    async def wait(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async with FaultServer({}, on_connect=wait) as server, Fetcher(TRUSTING) as fetcher:
        url = server.url().replace("http:", "https:")
        fetcher.allow(url)
        outcome = await fetcher.get(url, deadline_s=0.5)
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.TIMEOUT
    assert outcome.elapsed_s < 1


async def test_a_connection_closed_within_the_handshake_is_broken_off() -> None:
    async def close(writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with FaultServer({}, on_connect=close) as server, Fetcher(TRUSTING) as fetcher:
        url = server.url().replace("http:", "https:")
        fetcher.allow(url)
        outcome = await fetcher.get(url)
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.BROKEN_OFF


@pytest.mark.parametrize("content", [None, "no certificate"])
async def test_an_unreadable_ssl_cert_file_is_named(tmp_path: Path, content: str | None) -> None:
    named = tmp_path / "ca.pem"
    if content is not None:
        named.write_text(content)
    async with Fetcher(FetchSettings(environ={"SSL_CERT_FILE": str(named)})) as fetcher:
        fetcher.allow("https://127.0.0.1:9/")
        outcome = await fetcher.get("https://127.0.0.1:9/")
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.TLS
    assert outcome.detail.startswith("SSL_CERT_FILE")
