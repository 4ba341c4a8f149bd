"""The configuration file: what it may say, and what is said of every mistake."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.config.loader import MAX_BYTES, load, parse
from kaskad_tui.config.problems import ConfigError
from kaskad_tui.config.reference import default_toml, default_value, descriptions
from kaskad_tui.config.rules import RULES
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import language, set_language

FILE = Path("config.toml")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language()
    set_language("en")
    yield
    set_language(before)


def wrong(text: str | bytes) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse(text.encode() if isinstance(text, str) else text, FILE)
    return caught.value


def test_an_empty_file_is_all_defaults() -> None:
    assert parse(b"", FILE) == Settings()


def test_every_setting_can_be_set() -> None:
    settings = parse(
        b"""
        language = "en"
        [source]
        base_url = "http://127.0.0.1:8000"
        [reading]
        mark_read = "end"
        follow_cursor = false
        pictures = "never"
        [list]
        density = "line"
        sort = "oldest"
        mute = ["horoscope"]
        [ui]
        theme = "sepia"
        width = 60
        mouse = false
        ascii = true
        title = false
        [refresh]
        every_minutes = 0
        prefetch = 0
        [network]
        proxy = "socks5://user:word@localhost:1080"
        gap = 0
        [export]
        folder = "~/news"
        [keys]
        "list.next" = "j, down"
        """,
        FILE,
    )
    for path in RULES:
        value: object = settings
        for name in path.split("."):
            value = getattr(value, name)
        assert value != default_value(path), path
    assert settings.keys == {"list.next": "j, down"}


def test_the_printed_file_is_all_defaults() -> None:
    assert parse(default_toml().encode(), FILE) == Settings()


def test_every_setting_has_a_rule_and_a_description() -> None:
    paths = set()
    for group in fields(Settings):
        value = getattr(Settings(), group.name)
        paths |= {f"{group.name}.{f.name}" for f in fields(value)} if is_dataclass(value) else {group.name}
    paths.remove("ui.insisted")  # the command line's alone
    assert paths == set(RULES) | {"keys"} == set(descriptions())


@pytest.mark.parametrize("path", RULES)
def test_the_default_is_allowed(path: str) -> None:
    assert RULES[path].accepts(default_value(path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '# a comment\n\n[ui]\nwidth = "x"\n',
            'config.toml, line 4: ui.width = "x": a whole number from 40 to 120 is needed',
        ),
        (
            "[ui]\nwidth = 200\n",
            "config.toml, line 2: ui.width = 200: a whole number from 40 to 120 is needed; "
            "the nearest is 120",
        ),
        (
            "ui.width = 3",
            "config.toml, line 1: ui.width = 3: a whole number from 40 to 120 is needed; the nearest is 40",
        ),
        (
            "[ui]\nwidth = true",
            "config.toml, line 2: ui.width = true: a whole number from 40 to 120 is needed",
        ),
        (
            '[ui]\ntheme = "drak"',
            'config.toml, line 2: ui.theme = "drak": one of these is needed: '
            "auto, dark, light, sepia, contrast, ansi; the nearest is dark",
        ),
        (
            '[ui]\nmouse = "yes"',
            'config.toml, line 2: ui.mouse = "yes": true or false is needed, without quotation marks; '
            "the nearest is true",
        ),
        (
            '[source]\nbase_url = "kaskad.tv"',
            'config.toml, line 2: source.base_url = "kaskad.tv": an address that begins with http:// or '
            "https:// is needed; the nearest is https://kaskad.tv/",
        ),
        (
            '[network]\nproxy = "proxy:3128"',
            'config.toml, line 2: network.proxy = "proxy:3128": the address of a proxy is needed: http://, '
            "https://, socks5:// or socks5h://; the nearest is http://proxy:3128",
        ),
        (
            '[network]\nproxy = "ftp://u:secret@proxy"',
            'config.toml, line 2: network.proxy = "ftp://…@proxy": the address of a proxy is needed: '
            "http://, https://, socks5:// or socks5h://",
        ),
        (
            '[network]\nproxy = "http://proxy:99999999"',
            'config.toml, line 2: network.proxy = "http://proxy:99999999": the address of a proxy is needed: '
            "http://, https://, socks5:// or socks5h://",
        ),
        ("[ui]\nwidht = 50", "config.toml, line 2: there is no setting ui.widht; the nearest is ui.width"),
        ("width = 50", "config.toml, line 1: there is no setting width; the nearest is ui.width"),
        (
            "[qqqq]\nzzzz = 1",
            "config.toml, line 1: there is no setting qqqq; kaskad-tui --print-config lists them all",
        ),
        (
            '[keys]\n"list.next" = 3',
            "config.toml, line 2: keys.list.next = 3: keys in quotation marks are needed, separated by "
            'commas: "j, down"',
        ),
        ("a = 1\nb = = 2\n", "config.toml, line 2: cannot be read as TOML: «b = = 2»"),
        ("[ui]\nwidth = 50\nwidth = 60", "config.toml, line 3: cannot be read as TOML: «width = 60»"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_right_one(text: str, message: str) -> None:
    assert wrong(text).message() == message


def test_it_is_named_in_russian_too() -> None:
    error = wrong('[ui]\nwidth = "x"')
    set_language("ru")
    assert error.message() == 'config.toml, строка 2: ui.width = "x": нужно целое число от 40 до 120'


def test_several_mistakes_are_three_lines() -> None:
    error = wrong("a1 = 1\nb2 = 2\nc3 = 3\nd4 = 4\n")
    assert error.message().count("\n") == 2
    assert error.message().endswith("and 2 more problems")


def test_the_language_of_a_wrong_file_is_known() -> None:
    assert wrong('language = "en"\nfoo = 1').language == "en"


def test_keys_may_be_written_without_quotation_marks() -> None:
    assert parse(b'[keys]\nlist.next = "j"\n[keys.article]\nfind = "/"', FILE).keys == {
        "list.next": "j",
        "article.find": "/",
    }


def test_a_file_of_windows_is_read() -> None:
    assert parse(b"\xef\xbb\xbf[ui]\r\nwidth = 50\r\n", FILE).ui.width == 50


def test_other_encodings_are_named_with_their_line() -> None:
    assert wrong("# комментарий".encode("cp1251")).message() == "config.toml, line 1: is not UTF-8 text"


@pytest.mark.parametrize(
    "text",
    [b"a." * 20_000 + b"a = 1", b"[" + b"a." * 20_000 + b"a]", b"x = " + b"{a." * 20_000, b"[" * 50_000],
)
def test_what_the_parser_would_choke_on_is_refused_at_once(text: bytes) -> None:
    start = time.process_time()
    wrong(text)
    assert time.process_time() - start < 2


def test_a_number_of_5000_digits_is_a_mistake() -> None:
    assert "line 2" in wrong("[ui]\nwidth = " + "1" * 5000).message()


def test_escape_sequences_are_not_repeated() -> None:
    message = wrong('[ui]\ntheme = "\\u001b]0;x\\u0007\\u202e"').message()
    assert "\x1b" not in message
    assert "\u202e" not in message


def test_a_missing_default_file_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaskad_tui.config.loader.default_config_file", lambda: tmp_path / "config.toml")
    assert load() == Settings()


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "none.toml")
    assert caught.value.message() == f"{tmp_path / 'none.toml'}: there is no such file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert "cannot be read" in caught.value.message()


def test_an_impossible_name_is_a_message() -> None:
    with pytest.raises(ConfigError):
        load(Path("a\0b"))


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert "larger than 1 MB" in caught.value.message()


@given(st.text(alphabet="ab.=[]{}\"'#\n 1,-:\\", max_size=80))
def test_any_text_is_settings_or_a_message(text: str) -> None:
    try:
        parse(text.encode(), FILE)
    except ConfigError as error:
        assert 1 <= len(error.message().split("\n")) <= 3


def test_muted_words_are_a_list_of_words() -> None:
    assert parse('[list]\nmute = ["гороскоп", "два слова"]'.encode(), FILE).list.mute == (
        "гороскоп",
        "два слова",
    )
    assert parse(b"[list]\nmute = []", FILE).list.mute == ()
    assert 'the nearest is ["horoscope"]' in wrong('[list]\nmute = "horoscope"').message()
    for value in ("[1]", '["!"]', "{a = 1}", "[[]]", "true", f'["{"x" * 101}"]', str(["x"] * 201)):
        assert "mute" in wrong(f"[list]\nmute = {value}").message()


def test_a_folder_means_the_same_everywhere() -> None:
    assert parse(b'[export]\nfolder = "/tmp/x"', FILE).export.folder == "/tmp/x"
    assert "~/news" in wrong('[export]\nfolder = "news"').message()
    assert "export.folder" in wrong("[export]\nfolder = 1").message()
    assert "export.folder" in wrong('[export]\nfolder = "/a\\u0007"').message()
