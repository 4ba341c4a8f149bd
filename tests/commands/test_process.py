"""What holds for the program as a process, whatever the command: streams, signals, help, imports."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kaskad_tui
from kaskad_tui.demo.server import SampleSiteThread
from tests.commands.program import Program, assert_one_message

COMMANDS = ("headlines", "top", "read", "convert", "mark", "demo")


def modules_after(home: Path, *words: str) -> set[str]:
    """Run the program in a process and return the modules that it had imported at its end."""
    script = (
        "import sys\n"
        "from kaskad_tui.cli import run\n"
        "code = run(sys.argv[1:])\n"
        "print('MODULES', *sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"HOME": str(home)},
    )
    return set(done.stderr.split("MODULES ", 1)[1].split())


@pytest.mark.parametrize(
    "words",
    [("--help",), ("--version",), ("read", "--help"), ("--print-config",), ("headlines", "--limit", "0")],
)
def test_help_and_version_import_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    modules = modules_after(tmp_path, *words)
    assert "argparse" in modules
    assert not modules & {"asyncio", "textual", "rich", "httpx", "lxml", "bs4", "apsw", "feedparser", "ssl"}


def test_convert_needs_no_network_and_no_screen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>Заголовок</h1><p>Первый абзац статьи, достаточно длинный.</p>")
    modules = modules_after(tmp_path, "convert", str(page))
    assert not modules & {"textual", "rich", "httpx", "apsw"}
    assert not (tmp_path / ".local").exists()


def test_version(bare: Program) -> None:
    done = bare.run("--version")
    assert (done.code, done.out, done.err) == (0, f"kaskad-tui {kaskad_tui.__version__}\n", "")


def test_help_names_the_files_and_the_exit_codes(bare: Program) -> None:
    done = bare.run("--help")
    assert done.code == 0
    assert str(bare.home / ".config/kaskad-tui/config.toml") in done.out
    assert str(bare.home / ".local/share/kaskad-tui") in done.out
    for part in (*COMMANDS, "exit codes:", "  0 ", "  1 ", "  2 ", "  3 ", "  130 "):
        assert part in done.out


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS)])
def test_help_is_russian_without_an_english_word_of_its_own(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = Program(tmp_path).run(*words, "--help")
    assert done.out.startswith("использование: kaskad-tui")
    for english in ("usage", "options", "positional", "argument", "show", "the ", "exit code", "print"):
        assert english not in done.out.replace("--print-config", "")


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS)])
def test_help_fits_80_columns(tmp_path: Path, words: tuple[str, ...]) -> None:
    for language in ("ru", "en"):
        done = Program(tmp_path).run(*words, "--help", "--lang", language)
        paths = [line for line in done.out.split("\n") if str(tmp_path) in line]
        assert max(len(line) for line in done.out.split("\n") if line not in paths) <= 100


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("headlines", "--limit", "0"),
            "argument --limit: a whole number from 1 to 100000 is needed, not '0'",
        ),
        (("headlines", "--limit", "100001"), "argument --limit: a whole number from 1 to 100000"),
        (("headlines", "--page", "-1"), "argument --page"),
        (("headlines", "--page", "1e3"), "argument --page: a whole number"),
        (("headlines", "--page", "１"), "argument --page: a whole number"),
        (("headlines", "--page", "9" * 5000), "argument --page: a whole number"),
        (("headlines", "--filter", "some"), "argument --filter: invalid choice: 'some'"),
        (("headlines", "extra"), "unrecognized arguments: extra"),
        (("demo", "--port", "65536"), "argument --port: a port from 1 to 65535"),
        (("read",), "the following arguments are required: URL_OR_ID"),
        (("read", " "), "it must not be empty"),
        (("mark", "love", "1"), "argument MARK: invalid choice: 'love'"),
        (("convert",), "the following arguments are required: FILE"),
        (("convert", "-", "-"), "can be read only once"),
        (
            ("convert", "--url", "ftp://x.example/", "a.html"),
            "argument --url: 'ftp://x.example/' is not an http",
        ),
        (("haedlines",), "invalid choice: 'haedlines'"),
        (("--base-url", "not an address", "top"), "argument --base-url: 'not an address' is not an http"),
        (("top", "--base-url", "file:///etc/passwd"), "argument --base-url: 'file:///etc/passwd'"),
        (("--lang", "de", "top"), "--lang: 'de'"),
        (("top", "--config"), "argument --config: expected one argument"),
        (("top", "--config", "none.toml"), "none.toml: there is no such file"),
        (("\x1b]0;x\x07\u202e",), "invalid choice"),
        (("read", "a", "b" * 100_000), "unrecognized arguments"),
    ],
)
def test_usage_errors_are_one_message(bare: Program, words: tuple[str, ...], message: str) -> None:
    done = bare.run(*words)
    assert (done.code, done.out) == (2, "")
    assert_one_message(done.err, [message])


def test_usage_errors_are_russian(tmp_path: Path) -> None:
    done = Program(tmp_path).run("headlines", "--limit", "0")
    assert done.err == (
        "kaskad-tui: аргумент --limit: нужно целое число от 1 до 100000, а не '0'\n"
        "Справка: kaskad-tui headlines --help\n"
    )


def test_the_language_may_stand_anywhere_and_in_the_configuration(bare: Program, tmp_path: Path) -> None:
    speaker = Program(bare.home)
    assert "Новости" in speaker.run("--help").out
    assert "Новости" not in speaker.run("--help", "--lang=en").out
    assert "Новости" not in speaker.run("--help", env={"LANG": "en_US.UTF-8"}).out
    config = bare.home / "my.toml"
    config.write_text('language = "en"\n')
    assert "Новости" not in speaker.run("--config", "my.toml", "--help").out
    assert "Новости" in speaker.run("--config", "my.toml", "--help", "--lang", "ru").out


def test_a_wrong_configuration_is_one_message_and_help_still_works(bare: Program) -> None:
    folder = bare.home / ".config" / "kaskad-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[ui]\nwidth = "x"\n')
    done = bare.run("top")
    assert (done.code, done.out) == (2, "")
    assert_one_message(done.err, ["config.toml, line 2: ui.width"])
    assert bare.run("--help").code == 0


def test_the_printed_configuration_is_accepted(bare: Program) -> None:
    (bare.home / "my.toml").write_text(bare.run("--print-config").out)
    assert bare.run("--config", "my.toml", "convert", "none.html").code == 1


def test_without_a_terminal_the_bare_command_names_what_works(bare: Program) -> None:
    for words in ((), ("demo",)):
        done = bare.run(*words)
        assert (done.code, done.out) == (2, "")
        assert_one_message(done.err, ["terminal", "headlines, top, read, convert, mark, search"])
    assert not (bare.home / ".local").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("words", ["--help", "--version", "--print-config"])
def test_a_full_device_is_an_error(bare: Program, words: str) -> None:
    done = bare.shell(f'"$@" {words} > /dev/full')
    assert done.code == 1
    assert_one_message(done.err, ["no room is left on the device"])


def test_a_closed_pipe_is_quiet(bare: Program) -> None:
    done = bare.shell('{ "$@" --help; echo $? >&2; } | true')
    assert done.err == "0\n"


def test_closed_streams_are_no_traceback(bare: Program) -> None:
    done = bare.shell('"$@" --version >&-; echo $?')
    assert done.out == "1\n"
    assert_one_message(done.err, ["no standard output"])
    assert bare.shell('"$@" nonsense 2>&-; echo $?').out == "2\n"
    assert bare.shell('"$@" convert - <&-; echo $?').out == "1\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "latin-1"])
def test_both_streams_are_utf_8_whatever_the_locale(tmp_path: Path, encoding: str) -> None:
    speaker = Program(tmp_path)
    env = {"LC_ALL": "C", "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert "Новости" in speaker.run("--help", env=env).out
    assert "Справка" in speaker.run("nonsense", env=env).err


def test_serving_ends_with_a_signal(bare: Program) -> None:
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
        process = bare.start("demo", "--serve-only")
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"http://127.0.0.1:")
        start = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (code, b"", b"")
        assert time.monotonic() - start < 1.5


def test_a_port_that_is_taken_is_one_message(bare: Program) -> None:
    process = bare.start("demo", "--serve-only")
    try:
        assert process.stdout is not None
        port = process.stdout.readline().decode().strip().rsplit(":", 1)[1]
        done = bare.run("demo", "--serve-only", "--port", port)
        assert (done.code, done.out) == (1, "")
        assert_one_message(done.err, [port])
    finally:
        process.terminate()
        process.communicate(timeout=10)


def crashing(home: Path, **env: str) -> subprocess.CompletedProcess[str]:
    script = (
        "import sys\n"
        "from kaskad_tui import cli\n"
        "from kaskad_tui.commands import arguments\n"
        "def broken(): raise RuntimeError('odd\\x1b[31m')\n"
        "arguments.build = broken\n"
        "sys.exit(cli.run(['--lang', 'en', 'top']))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"HOME": str(home)} | env,
    )


def test_an_error_of_the_program_is_one_message(tmp_path: Path) -> None:
    done = crashing(tmp_path)
    assert done.returncode == 1
    assert_one_message(done.stderr, ["RuntimeError: odd", "KASKAD_TUI_DEBUG=1"])


def test_the_traceback_is_shown_on_request(tmp_path: Path) -> None:
    done = crashing(tmp_path, KASKAD_TUI_DEBUG="1")
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_convert_of_several_files_is_an_array(bare: Program) -> None:
    done = bare.run("convert", "--format", "json", "none.html", ".")
    assert done.code == 1
    assert json.loads(done.out) == [
        {"file": "none.html", "error": "There is no such file."},
        {"file": ".", "error": "It is a folder, not a file."},
    ]
    assert done.err == ""


def test_a_port_that_is_taken_is_said_in_words(bare: Program, site: SampleSiteThread) -> None:
    port = site.site.base_url.rpartition(":")[2]
    done = bare.run("demo", "--serve-only", "--port", port)
    assert done.code == 1
    assert_one_message(done.err, [f"cannot be served on port {port}: another program uses it."])
