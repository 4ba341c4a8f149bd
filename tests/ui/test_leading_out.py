"""What leads out of the program: the browser, the clipboard, OSC 8. Only http and https, nothing that acts.

The archive is filled here as if no door had been watched on the way in.
"""

from __future__ import annotations

import webbrowser
from dataclasses import dataclass, field

import pytest

from kaskad_tui.model import Article, Headline, Link
from kaskad_tui.sanitize import safe_url
from kaskad_tui.ui.features import outside
from tests.ui.conftest import OnStage
from tests.ui.harness import Stage, moment

BAD = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>x</script>",
    "file:///etc/passwd",
    "vbscript:x",
    "mailto:a@b.c",
    "//x",
    "-oProxyCommand=x",
    "http://user:word@x.example/",
    "http://x.example/\x1b]8;;\x07",
    "http://x.example/\u202egnp",
    "http://[",
    "",
)
BELL = "\x1b]52;c;b3duZWQ=\x07"


@dataclass
class Doors:
    browser: list[str] = field(default_factory=list)
    clipboard: list[str] = field(default_factory=list)


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Doors:
    seen = Doors()

    def browse(url: str) -> bool:
        seen.browser.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", browse)
    monkeypatch.setattr(outside, "has_browser", lambda: True)
    return seen


async def planted(stage: Stage, url: str, *, text: str = "", body: tuple[str, ...] = ()) -> Headline:
    """Put an article into the archive, and stand on it in the list."""
    item = Headline("71000", url, "Подложенная", moment(), section="Новости")
    source = stage.reader.source
    await stage.with_archive(lambda archive: archive.save_headlines(source, [item], moment(), True))
    if body:
        article = Article(item, None, body, text, links=tuple(Link(bad, "x") for bad in BAD))
        await stage.with_archive(lambda archive: archive.save_article(source, article))
    found = stage.reader.headlines([stage.key_of("71000")])[0]
    return found


def watch(stage: Stage, doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage.app, "copy_to_clipboard", doors.clipboard.append)


@pytest.mark.parametrize("url", BAD)
async def test_what_is_no_web_address_goes_nowhere(
    stage: OnStage, doors: Doors, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    async with stage() as shown:
        watch(shown, doors, monkeypatch)
        item = await planted(shown, url)
        monkeypatch.setattr(shown.screen.outside, "_subject", lambda: item)
        for key in ("o", "y"):
            await shown.press(key)
            assert "no web address" in await shown.says() or "не веб-адрес" in await shown.says()
        for copy in (False, True):
            shown.screen.program.follow_link(url, copy=copy)
            await shown.settle()
    assert doors == Doors()


async def test_addresses_leave_as_they_are_judged(
    stage: OnStage, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = "HTTP://Kaskad.tv/a b;$(touch x)`y`'\"|&<>?q=1 2#f"
    safe = safe_url(odd)
    assert safe is not None
    assert not set(safe) & set(' `"<>|')
    async with stage() as shown:
        watch(shown, doors, monkeypatch)
        item = await planted(shown, odd)
        monkeypatch.setattr(shown.screen.outside, "_subject", lambda: item)
        await shown.press("o", "y")
        await shown.settle()
    assert doors == Doors([safe], [safe])


async def test_a_text_is_copied_without_what_acts(
    stage: OnStage, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage() as shown:
        watch(shown, doors, monkeypatch)
        shown.screen.outside.copy(f"ls {BELL}\u202e\ud800\x9b31m\nзаконно", "x")
    assert doors.clipboard == ["ls \ufffd\nзаконно"]


async def test_no_cell_links_anywhere_but_to_the_web(
    stage: OnStage, doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = " ".join(f"[слово{n}](<{url}>)" for n, url in enumerate(BAD) if "\x1b" not in url)
    body = (f"{links} [хорошо](https://kaskad.tv/x?a=1)", f"<a href='javascript:x'>сырое</a> {links}")
    async with stage() as shown:
        watch(shown, doors, monkeypatch)
        item = await planted(shown, "https://kaskad.tv/novosti/71000-x", text="x", body=body)
        shown.screen.reading.open(item)
        await shown.painted()
        targets = {
            part.style.link for row in shown.segments() for part in row if part.style and part.style.link
        }
    assert targets == {"https://kaskad.tv/x?a=1"}
