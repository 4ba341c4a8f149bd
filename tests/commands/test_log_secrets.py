"""What a log never holds, whatever comes by: passwords, cookies, tokens of queries, words of pages."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.commands.program import Program
from tests.fault_server import Request, head_of, page, redirect
from tests.faults.server import ThreadedFaultServer

SECRETS = ("geheim", "anna", "keks", "schatz", "wortlaut", "lageplan", "Basic ")
TEXT = "<p>" + "wortlaut der Seite, den niemand wissen soll. " * 20 + "</p>"


async def article(request: Request, writer: asyncio.StreamWriter) -> bool:
    body = f"<html><title>wortlaut</title><h1>wortlaut</h1>{TEXT}</html>".encode()
    headers = {
        "Content-Type": "text/html; x=geheim",
        "Content-Length": str(len(body)),
        "Set-Cookie": "keks=schatz; Path=/",
        "ETag": '"schatz"',
        "X-Token": "geheim",
    }
    writer.write(head_of(200, headers) + body)
    return True


def written(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in folder.glob("run.log*"))


@pytest.mark.parametrize("path", ["/novosti/5-x", "/led", "/gone", "/novosti/6-x"])
def test_a_page_leaves_only_its_address(bare: Program, path: str) -> None:
    routes = {
        "/novosti/5-x": article,
        "/led": redirect("/novosti/5-x?schatz=geheim#keks"),
        "/gone": page(f"<h1>geheim</h1>{TEXT}", 403),
        "/novosti/6-x": page("", headers={"Content-Encoding": "geheim"}),
    }
    with ThreadedFaultServer(routes) as server:
        address = f"{server.url(path)}?schatz=geheim&mail=anna"
        bare.run("--log", "run.log", "--data-dir", "data", "read", address)
        bare.run("--log", "run.log", "--data-dir", "data", "--base-url", server.url(""), "headlines")
        assert len(server.requests) >= 2
    log = written(bare.home)
    assert "read 0." in log
    assert "127.0.0.1" in log
    for secret in SECRETS:
        assert secret not in log


@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_a_proxy_leaves_no_password(bare: Program, closed_port: int, scheme: str) -> None:
    with ThreadedFaultServer({"kaskad.tv:443": page("lageplan", 403)}) as server:
        place = server.url("").partition("//")[2] if scheme == "http" else f"127.0.0.1:{closed_port}"
        proxy = f"{scheme}://anna:geheim@{place}"
        for env in ({"HTTPS_PROXY": proxy}, {"ALL_PROXY": proxy}):
            done = bare.run("--log", "run.log", "--data-dir", "data", "read", "https://kaskad.tv/x", env=env)
            assert done.code == 1
            for secret in SECRETS:
                assert secret not in done.err
    (bare.home / "c.toml").write_text(f'[network]\nproxy = "{proxy}"\n')
    bare.run("--log", "run.log", "--config", "c.toml", "--data-dir", "data", "read", "https://kaskad.tv/x")
    log = written(bare.home)
    assert log.count("kaskad.tv") >= 3
    for secret in SECRETS:
        assert secret not in log
