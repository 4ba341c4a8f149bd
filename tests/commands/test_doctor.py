"""`kaskad-tui doctor` and `--log`: useful to others, silent about who runs them."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaskad_tui import cli, i18n
from kaskad_tui.commands.doctor import without_private
from kaskad_tui.commands.logfile import KEPT, MAX_BYTES, start
from kaskad_tui.demo.server import SampleSiteThread
from tests.commands.program import GIVEN, Program, assert_one_message, environment
from tests.fault_server import page
from tests.faults.server import ThreadedFaultServer


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(folder.rglob("*"))
    }


def test_a_report_of_a_new_user_is_short_and_changes_nothing(bare: Program) -> None:
    before = snapshot(bare.home)
    done = bare.run("doctor", "--offline")
    assert (done.code, done.err) == (0, "")
    for word in ("kaskad-tui", "Python", "SQLite", "textual", "none yet", "not asked", "en"):
        assert word in done.out
    assert snapshot(bare.home) == before
    assert len(done.out.splitlines()) < 40
    assert "Программа" in bare.run("doctor", "--offline", "--lang", "ru").out


def test_an_archive_is_counted_and_not_touched(filled: Program) -> None:
    before = snapshot(filled.home)
    done = filled.run("doctor", "--offline")
    assert done.code == 0
    assert "sound" in done.out
    assert "another one (--data-dir)" in done.out
    assert snapshot(filled.home) == before


def test_a_damaged_archive_is_told_and_left_alone(bare: Program) -> None:
    folder = bare.home / "data"
    folder.mkdir()
    (folder / "archive.db").write_bytes(b"no database at all" * 100)
    before = snapshot(bare.home)
    done = bare.run("doctor", "--offline", "--data-dir", str(folder))
    assert done.code == 0
    assert "archive is damaged" in done.out
    assert snapshot(bare.home) == before


def test_the_site_is_asked_once_for_a_sign_of_life(bare: Program) -> None:
    with ThreadedFaultServer({"/": page("x")}) as server:
        done = bare.run("doctor", "--base-url", server.url())
        assert [(request.method, request.target) for request in server.requests] == [("HEAD", "/")]
    assert "200, HTTP/1.1" in done.out
    assert "127.0.0.1" not in done.out
    done = bare.run("doctor", "--base-url", server.url())
    assert (done.code, "connection refused (refused)" in done.out) == (0, True)
    assert "127.0.0.1" not in done.out


def test_nothing_private_is_in_it(tmp_path: Path) -> None:
    home = tmp_path / "home of somebody"
    (home / ".config" / "kaskad-tui").mkdir(parents=True)
    (home / ".config" / "kaskad-tui" / "config.toml").write_text(
        '[network]\nproxy = "http://anna:geheim@proxy.firma.example:3128"\n'
        '[source]\nbase_url = "http://intranet.firma.example:8000"\n[ui]\nwidth = 60\n'
    )
    done = Program(home, ("--lang", "en")).run(
        "doctor",
        "--offline",
        env={
            "LOGNAME": "anna-maria",
            "USER": "anna-maria",
            "TERM_PROGRAM": "of anna-maria \x1b]0;x\x07",
            "HTTPS_PROXY": "http://anna:geheim@other.firma.example:3128",
            "NO_PROXY": "geheim.firma.example",
            "SSL_CERT_FILE": str(home / "ca.pem"),
            "TZ": f"{home}/zone",
        },
    )
    assert done.code == 0, done.err
    for secret in ("anna", "geheim", "firma", str(home), "somebody", "\x1b", "3128"):
        assert secret not in done.out
    for word in ("[network] proxy (http)", "https_proxy (http)", "no_proxy", "SSL_CERT_FILE", "~/zone"):
        assert word in done.out
    assert "ui.width = 60" in done.out
    assert "source.base_url = …" in done.out


def test_a_broken_configuration_is_told_by_its_lines_alone(tmp_path: Path) -> None:
    home = tmp_path / "somebody"
    (home / ".config" / "kaskad-tui").mkdir(parents=True)
    file = home / ".config" / "kaskad-tui" / "config.toml"
    for content in ('[ui]\nwidth = "geheim"\n', '[network]\nproxy = "http://anna:geheim@firma\n', "\xff"):
        file.write_bytes(content.encode("latin-1"))
        done = Program(home, ("--lang", "en")).run("doctor", "--offline")
        assert (done.code, done.err) == (0, "")
        assert f"line {1 if content == chr(255) else 2}: nothing of it holds" in done.out
        for secret in ("geheim", "anna", "firma", str(home), "Traceback"):
            assert secret not in done.out
    file.unlink()
    file.mkdir()
    done = Program(home, ("--lang", "en")).run("doctor", "--offline")
    assert (done.code, done.err) == (0, "")
    assert "nothing of it holds" in done.out


def test_without_a_home_it_says_so_and_no_command_breaks(bare: Program) -> None:
    homeless = "import os, pwd, sys; os.environ.pop('HOME'); pwd.getpwuid = lambda number: {}[number]"
    script = f"{homeless}; from kaskad_tui import cli; sys.exit(cli.run(sys.argv[1:]))"

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script, "--lang", "en", *words],
            capture_output=True,
            text=True,
            env=environment(bare.home),
            timeout=60,
            check=False,
        )

    done = run("doctor", "--offline")
    assert (done.returncode, done.stderr) == (0, "")
    assert "none: there is no home folder" in done.stdout
    done = run("headlines", "--offline")
    assert done.returncode == 2
    assert_one_message(done.stderr, ["no home folder", "--data-dir"])
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    done = run("--data-dir", "~nobody-of-this-name/x", "--config", "~nobody-of-this-name/c", "headlines")
    assert done.returncode == 2
    assert_one_message(done.stderr, ["there is no such file"])


def test_a_folder_that_cannot_be_written_is_told(
    filled: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = i18n.language()
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)  # root may write everywhere
    assert cli.run(["--lang", "en", "--data-dir", str(filled.home / "data"), "doctor", "--offline"]) == 0
    i18n.set_language(before)
    seen = capsys.readouterr()
    assert seen.err == ""
    assert "cannot be written" in seen.out
    assert "sound" in seen.out


def test_a_word_that_only_contains_a_name_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "linux")
    monkeypatch.setenv("HOME", "/home/linux")
    assert without_private("linuxulator by linux in /home/linux/x") == "linuxulator by … in ~/x"


# the log
@pytest.fixture
def quiet() -> Iterator[logging.Logger]:
    logger = logging.getLogger("kaskad_tui")
    before = (logger.handlers[:], logger.level, logger.propagate, logging.raiseExceptions)
    yield logger
    for handler in logger.handlers[len(before[0]) :]:
        handler.close()
    logger.handlers[:] = before[0]
    logger.setLevel(before[1])
    logger.propagate = before[2]
    logging.raiseExceptions = before[3]


def test_the_log_says_what_was_done_without_texts_and_queries(site: SampleSiteThread, bare: Program) -> None:
    log = bare.home / "run.log"
    done = bare.run("--log", str(log), "--base-url", site.site.base_url, "read", GIVEN)
    assert done.code == 0
    text = log.read_text("utf-8")
    assert "kaskad-tui read" in text
    assert f"200 {site.site.base_url}/novosti/{GIVEN}" in text
    assert "read as article: 0 headlines" in text
    paragraph = next(line for line in done.out.splitlines() if len(line) > 80)
    assert paragraph[:40] not in text
    assert os.stat(log).st_mode & 0o077 == 0
    bare.run("--log", str(log), "--base-url", site.site.base_url, "headlines")
    assert log.read_text("utf-8").startswith(text)
    assert "format=feed" not in log.read_text("utf-8")


def test_hostile_records_are_one_clean_line(tmp_path: Path, quiet: logging.Logger) -> None:
    start(str(tmp_path / "log"), "kaskad-tui")
    quiet.info("GET http://u:secret@host/\x1b]0;x\x07\nforged line\u202e %s", "y" * 50_000)
    try:
        raise ValueError("the text of a page")
    except ValueError:
        quiet.exception("it went wrong")
    text = (tmp_path / "log").read_text("utf-8")
    assert "secret" not in text
    assert "the text of a page" not in text
    assert "ValueError" in text
    assert "test_doctor.py" in text
    assert all(line.isprintable() and len(line) <= 1000 for line in text.splitlines())
    assert len(text.splitlines()) == 5


def test_it_is_turned_over_before_it_grows(tmp_path: Path, quiet: logging.Logger) -> None:
    start(str(tmp_path / "log"), "kaskad-tui")
    for _ in range(5 * MAX_BYTES // 900):
        quiet.info("%s", "x" * 850)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["log", *(f"log.{n}" for n in range(1, KEPT + 1))]
    assert all(path.stat().st_size <= MAX_BYTES for path in tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["folder", "missing", "pipe"])
def test_a_log_that_cannot_be_written_is_a_message(bare: Program, kind: str) -> None:
    target = bare.home / "target"
    if kind == "folder":
        target.mkdir()
    elif kind == "pipe":
        os.mkfifo(target)
    else:
        target = bare.home / "none" / "log"
    done = bare.run("--log", str(target), "headlines", "--offline", timeout=20)
    assert done.code == 2
    assert_one_message(done.err, ["--log"])
