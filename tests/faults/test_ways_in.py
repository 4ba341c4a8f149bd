"""No secure connection, no proxy: what the command line and the app say of it, in both languages."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from kaskad_tui.config.settings import RefreshSettings, Settings, UiSettings
from kaskad_tui.i18n import set_language
from kaskad_tui.reader import FreshnessState, Reader
from kaskad_tui.ui.app import KaskadApp
from kaskad_tui.wording.failures import sentence
from tests.commands.program import assert_one_message
from tests.fault_server import Handler, page, raw
from tests.faults.conftest import Desk
from tests.faults.server import ThreadedFaultServer
from tests.fetch.test_tls import CERTIFICATES, context

SETTINGS = Settings(ui=UiSettings(theme="dark"), refresh=RefreshSettings(every_minutes=0))
AUTHORITY = str(CERTIFICATES / "authority.pem")
NONE = str(CERTIFICATES / "none.pem")
TLS: dict[str, tuple[str, str | None, str, str]] = {
    # certificate, SSL_CERT_FILE, what is said in English and in Russian
    "expired": ("expired", AUTHORITY, "has expired. If this computer's clock", "просрочен. Если часы"),
    "self-signed": ("self_signed", AUTHORITY, "nobody but itself", "подписан только самим собой"),
    "wrong host": ("wrong_host", AUTHORITY, "belongs to another site", "выдан другому сайту"),
    "a national authority": (
        "good",
        None,
        "national one, add its",
        "национальный центр, добавьте",
    ),
    "no certificates": (
        "good",
        NONE,
        "SSL_CERT_DIR names cannot",
        "указывает SSL_CERT_FILE",
    ),
}


def trust(monkeypatch: pytest.MonkeyPatch, file: str | None) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    if file is not None:
        monkeypatch.setenv("SSL_CERT_FILE", file)


@pytest.mark.parametrize("tongue", ["en", "ru"])
@pytest.mark.parametrize("name", TLS)
def test_the_command_line_says_what_ails_a_certificate(
    desk: Desk, name: str, tongue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, file, english, russian = TLS[name]
    trust(monkeypatch, file)
    before = desk.run("headlines", "--offline", "--json").out
    with ThreadedFaultServer({"/novosti": page("never")}, tls=context(certificate)) as server:
        desk.options, desk.base_url = ["--lang", tongue], server.url("")
        listed = desk.run("headlines", "--json")
        read = desk.run("read", server.url("/novosti/300-x"))
        assert server.requests == []
    assert (listed.code, json.loads(listed.out)) == (3, json.loads(before))
    assert read.code == 1
    for done in (listed, read):
        assert_one_message(done.err, [english if tongue == "en" else russian])


@pytest.mark.parametrize("name", TLS)
async def test_the_app_says_it_and_goes_on(
    filled: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, file, english, _russian = TLS[name]
    trust(monkeypatch, file)
    set_language("en")
    folder = Path(shutil.copytree(filled, tmp_path / "data"))
    with ThreadedFaultServer({}, tls=context(certificate)) as server:
        reader = Reader.open(base_url=server.url(""), data_dir=folder)
        app = KaskadApp(reader, SETTINGS)
        async with app.run_test(size=(120, 40)) as pilot:
            async with asyncio.timeout(20):
                while reader.freshness.failure is None or reader.freshness.busy:
                    await pilot.press("j")
            assert reader.freshness.state is FreshnessState.OFFLINE
            assert english in sentence(reader.freshness.failure)


PROXIES: dict[str, tuple[Handler | None, str]] = {
    "is not there": (None, "Connection refused"),
    "wants a password": (page("who are you", 407, {"Proxy-Authenticate": "Basic"}), "407"),
    "closes": (raw(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), "502"),
}


@pytest.mark.parametrize("tongue", ["en", "ru"])
@pytest.mark.parametrize("name", PROXIES)
def test_a_proxy_that_fails_is_named_without_its_password(
    desk: Desk, name: str, tongue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, detail = PROXIES[name]
    with ThreadedFaultServer({"kaskad.tv:443": handler} if handler else {}) as server:
        if handler is not None:
            done = _by_proxy(desk, server.url(""), tongue, monkeypatch)
    if handler is None:
        done = _by_proxy(desk, server.url(""), tongue, monkeypatch)  # whose port is closed by now
    assert_one_message(done, ["рокси" if tongue == "ru" else "proxy", detail, "[network]"])
    assert "anna" not in done
    assert "geheim" not in done


def _by_proxy(desk: Desk, proxy: str, tongue: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HTTPS_PROXY", proxy.replace("//", "//anna:geheim@"))
    desk.options, desk.base_url = ["--lang", tongue], "https://kaskad.tv"
    done = desk.run("read", "https://kaskad.tv/novosti/300-x")
    assert done.code == 1
    return done.err
