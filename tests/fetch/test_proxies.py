"""Proxies from the environment: which way an address goes, and what a proxy that fails is told as."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kaskad_tui.fetch.failures import FaultError
from kaskad_tui.fetch.fetcher import Fetcher
from kaskad_tui.fetch.guard import origin_of
from kaskad_tui.fetch.outcome import Fetched
from kaskad_tui.fetch.proxies import Proxies
from kaskad_tui.fetch.settings import FetchSettings
from kaskad_tui.model import Failure, FailureKind
from tests.fault_server import FaultServer, page, redirect

P = "http://proxy:3128"


@pytest.mark.parametrize(
    ("environ", "url", "proxy"),
    [
        ({}, "http://kaskad.tv/", None),
        ({"HTTP_PROXY": P}, "http://kaskad.tv/", P),
        ({"HTTP_PROXY": P}, "https://kaskad.tv/", None),
        ({"https_proxy": P}, "https://kaskad.tv/", P),
        ({"ALL_PROXY": P}, "https://kaskad.tv/", P),
        ({"ALL_PROXY": "http://a:1", "HTTPS_PROXY": P}, "https://kaskad.tv/", P),
        ({"http_proxy": P, "HTTP_PROXY": "http://a:1"}, "http://kaskad.tv/", P),
        ({"HTTP_PROXY": P, "REQUEST_METHOD": "GET"}, "http://kaskad.tv/", None),
        ({"HTTP_PROXY": "proxy:3128"}, "http://kaskad.tv/", P),
        ({"HTTP_PROXY": P}, "http://127.0.0.1:8080/", None),
        ({"HTTP_PROXY": P}, "http://localhost:8080/", None),
        ({"HTTP_PROXY": P}, "http://[::1]:8080/", None),
        ({"HTTP_PROXY": P, "NO_PROXY": "*"}, "http://kaskad.tv/", None),
        ({"HTTP_PROXY": P, "NO_PROXY": "example.org, kaskad.tv"}, "http://kaskad.tv/", None),
        ({"HTTP_PROXY": P, "NO_PROXY": ".kaskad.tv"}, "http://www.kaskad.tv/", None),
        ({"HTTP_PROXY": P, "NO_PROXY": "*.kaskad.tv"}, "http://www.kaskad.tv/", None),
        ({"HTTP_PROXY": P, "NO_PROXY": "kad.tv"}, "http://kaskad.tv/", P),
        ({"HTTP_PROXY": P, "NO_PROXY": "kaskad.tv:81"}, "http://kaskad.tv/", P),
        ({"HTTP_PROXY": P, "NO_PROXY": "kaskad.tv:81"}, "http://kaskad.tv:81/", None),
        ({"HTTP_PROXY": P, "NO_PROXY": "10.0.0.0/8"}, "http://10.1.2.3/", None),
        ({"HTTP_PROXY": P, "NO_PROXY": "10.0.0.0/8"}, "http://11.1.2.3/", P),
        ({"HTTP_PROXY": P, "NO_PROXY": "fd00::/8"}, "http://[fd00::1]/", None),
        ({"HTTP_PROXY": P, "no_proxy": "http://"}, "http://kaskad.tv/", P),
    ],
)
def test_the_environment_decides_the_way(environ: Mapping[str, str], url: str, proxy: str | None) -> None:
    assert Proxies(environ).of(origin_of(url)) == proxy


@pytest.mark.parametrize(
    "value", ["ftp://u:secret@p:1", "http://", "http://u:secret@p:99999999", "http://secret[", "socks4://p:1"]
)
def test_a_senseless_proxy_is_a_failure_that_keeps_the_password(value: str) -> None:
    with pytest.raises(FaultError) as caught:
        Proxies({"HTTP_PROXY": value}).of(origin_of("http://kaskad.tv/"))
    assert caught.value.fault.kind is FailureKind.PROXY
    assert "secret" not in caught.value.fault.detail


async def test_a_private_proxy_is_used_and_looks_names_up_itself() -> None:
    async with FaultServer({"http://kaskad.tv/novosti": page("by proxy")}) as proxy:
        environ = {"HTTP_PROXY": f"http://u:secret@127.0.0.1:{proxy.port}"}
        settings = FetchSettings(environ=environ, secure_ports={})
        async with Fetcher(settings) as fetcher:
            outcome = await fetcher.get("http://kaskad.tv/novosti")
    assert isinstance(outcome, Fetched), outcome
    assert outcome.content == b"by proxy"
    assert proxy.requests[0].headers["proxy-authorization"].startswith("Basic ")


async def test_a_proxy_is_no_way_to_private_numbers() -> None:
    async with FaultServer({"http://kaskad.tv/": redirect("http://169.254.169.254/")}) as proxy:
        environ = {"ALL_PROXY": f"http://127.0.0.1:{proxy.port}"}
        async with Fetcher(FetchSettings(environ=environ, secure_ports={})) as fetcher:
            for url in ("http://kaskad.tv/", "http://10.0.0.1/", "https://0xa.1/"):
                outcome = await fetcher.get(url)
                assert isinstance(outcome, Failure)
                assert outcome.kind is FailureKind.FORBIDDEN_ADDRESS
    assert proxy.targets() == ["http://kaskad.tv/"]


async def test_a_proxy_that_is_not_there_is_named_without_its_password() -> None:
    async with FaultServer({}) as proxy:
        port = proxy.port
    settings = FetchSettings(environ={"ALL_PROXY": f"http://u:secret@127.0.0.1:{port}"}, backoff_s=0.01)
    async with Fetcher(settings) as fetcher:
        outcome = await fetcher.get("https://kaskad.tv/")
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.PROXY
    assert outcome.detail.startswith(f"127.0.0.1:{port}: ")
    assert "secret" not in outcome.detail


async def test_a_proxy_that_refuses_the_tunnel_is_named() -> None:
    async with FaultServer({"kaskad.tv:443": page("no", 403)}) as proxy:
        settings = FetchSettings(environ={"https_proxy": f"http://127.0.0.1:{proxy.port}"}, backoff_s=0.01)
        async with Fetcher(settings) as fetcher:
            outcome = await fetcher.get("https://kaskad.tv/")
    assert isinstance(outcome, Failure)
    assert outcome.kind is FailureKind.PROXY
    assert outcome.detail.startswith("127.0.0.1:")
    assert "403" in outcome.detail


@pytest.mark.parametrize("environ", [{}, {"ALL_PROXY": "http://another:1"}, {"https_proxy": "http://a:1"}])
def test_the_users_own_proxy_goes_before_the_environments(environ: Mapping[str, str]) -> None:
    assert Proxies(environ, P).of(origin_of("https://kaskad.tv/")) == P
    assert Proxies({**environ, "NO_PROXY": "kaskad.tv"}, P).of(origin_of("https://kaskad.tv/")) is None
    assert Proxies(environ, P).of(origin_of("http://127.0.0.1:8000/")) is None
