"""How the commands that show screens hand over: which reader, which settings, and what is cleaned up."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from kaskad_tui import cli
from kaskad_tui.commands import terminal
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import language, set_language
from kaskad_tui.reader.service import Reader
from kaskad_tui.ui.ground import Told
from kaskad_tui.ui.pauses import Pauses


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    """The program sets its language for the whole process."""
    before = language()
    yield
    set_language(before)


class Screens:
    """Stands in for the screens; keeps what they were called with."""

    def __init__(self, use: Callable[[Reader, Callable[[], Reader] | None], None]) -> None:
        self._use = use
        self.settings = Settings()
        self.resume = False

    def run_app(
        self,
        *,
        reader: Reader,
        settings: Settings,
        open_sample: Callable[[], Reader] | None,
        sample_size: int,
        told: Told,
        resume: bool,
        pauses: Pauses,
    ) -> int:
        self.settings = settings
        self.resume = resume
        self._use(reader, open_sample)
        asyncio.run(reader.close())
        return 7


def started(monkeypatch: pytest.MonkeyPatch, screens: Screens, *words: str) -> int:
    module = ModuleType("kaskad_tui.ui.app")
    vars(module)["run_app"] = screens.run_app
    monkeypatch.setitem(sys.modules, "kaskad_tui.ui.app", module)
    monkeypatch.setattr(terminal, "usable", lambda: True)
    return cli.run(words)


def test_the_bare_command_opens_the_archive_and_offers_the_sample(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = []

    def use(reader: Reader, open_sample: Callable[[], Reader] | None) -> None:
        assert reader.front_url == "https://mirror.example/"
        assert (tmp_path / "data" / "archive.db").exists()
        assert open_sample is not None
        sample = open_sample()
        seen.append(sample.front_url)
        with urlopen(sample.front_url) as answer:
            assert answer.status == 200
        assert (tmp_path / "data" / "sample" / "archive.db").exists()
        asyncio.run(sample.close())

    (tmp_path / "my.toml").write_text('[source]\nbase_url = "https://mirror.example"\n[ui]\nwidth = 60\n')
    screens = Screens(use)
    data, config = str(tmp_path / "data"), str(tmp_path / "my.toml")
    assert started(monkeypatch, screens, "--data-dir", data, "--config", config) == 7
    assert screens.settings.ui.width == 60 and screens.resume
    with pytest.raises(URLError):
        urlopen(seen[0])


def test_the_sample_edition_has_an_archive_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = []

    def use(reader: Reader, open_sample: Callable[[], Reader] | None) -> None:
        assert open_sample is None
        seen.append(reader.front_url)
        with urlopen(reader.front_url) as answer:
            assert answer.status == 200

    config = tmp_path / "none.toml"
    config.write_text("")
    words = ("demo", "--data-dir", str(tmp_path / "data"), "--config", str(config), "--dressing", "bare")
    assert started(monkeypatch, Screens(use), *words) == 7
    assert seen[0].startswith("http://127.0.0.1:")
    assert not (tmp_path / "data" / "archive.db").exists()
    assert (tmp_path / "data" / "sample" / "archive.db").exists()
    with pytest.raises(URLError):
        urlopen(seen[0])


def test_an_archive_that_cannot_be_opened_ends_before_the_screens(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")

    def use(_reader: Reader, _open_sample: Callable[[], Reader] | None) -> None:
        raise AssertionError("the screens were opened")

    assert started(monkeypatch, Screens(use), "--lang", "en", "--data-dir", str(tmp_path / "file")) == 1
    assert "--data-dir" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('"list.fliter" = "x"', ["list.fliter", "list.filter"]),
        ('"sidebar" = "r"', ["sidebar", "refresh"]),
    ],
)
def test_keys_that_do_not_fit_are_named_before_anything_is_opened(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    setting: str,
    words: list[str],
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f"[keys]\n{setting}\n", encoding="utf-8")
    screens = Screens(lambda _reader, _sample: None)
    code = started(monkeypatch, screens, "--config", str(config), "--data-dir", str(tmp_path / "data"))
    said = capsys.readouterr().err
    assert code == 2
    assert all(word in said for word in words)
    assert "config.toml, " in said and " 2: " in said  # the line
    assert not (tmp_path / "data").exists()


def test_the_command_line_says_how_it_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    screens = Screens(lambda _reader, _sample: None)
    words = ["--data-dir", str(tmp_path), "--theme", "sepia", "--width=60"]
    assert started(monkeypatch, screens, *words) == 7
    assert (screens.settings.ui.theme, screens.settings.ui.width) == ("sepia", 60)
    assert screens.settings.ui.insisted == {"theme", "width"}


@pytest.mark.parametrize(
    "words", [("--theme", "purple"), ("--width", "39"), ("--width", "121"), ("--width", "x")]
)
def test_looks_that_there_are_not(words: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert started(monkeypatch, Screens(lambda _reader, _sample: None), *words) == 2
