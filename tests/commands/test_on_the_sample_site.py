"""Every command as a process against the sample site: output, exit codes, JSON."""

from __future__ import annotations

import json
import signal
import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaskad_tui.demo.server import SampleSiteThread
from tests.commands.program import (
    ARTICLE,
    BLOCKS,
    GIVEN,
    HEADLINE,
    Program,
    article,
    assert_one_message,
    headlines,
)


@pytest.fixture
def program(site: SampleSiteThread, tmp_path: Path) -> Program:
    """A program with an empty archive."""
    options = ("--lang", "en", "--base-url", site.site.base_url, "--data-dir", str(tmp_path / "data"))
    return Program(tmp_path, options)


# headlines


def test_headlines_are_newest_first(filled: Program) -> None:
    rows = headlines(filled)
    assert len(rows) >= 10
    moments = [datetime.fromisoformat(row["published"]) for row in rows]
    assert moments == sorted(moments, reverse=True)
    for row in rows:
        assert list(row) == HEADLINE
        assert row["id"].isdigit()
        assert row["url"].startswith("http")
        assert row["source"] == "kaskad"
        assert (row["read"], row["bookmarked"]) == (row["id"] == GIVEN and row["read"], False)
    assert all(moment.utcoffset() == timedelta(hours=2) for moment in moments)


def test_limit_only_cuts_the_output(filled: Program) -> None:
    assert headlines(filled, "--limit", "3") == headlines(filled)[:3]
    assert len(headlines(filled)) > 3


def test_headlines_for_people_are_one_line_each(filled: Program) -> None:
    rows = headlines(filled, "--offline", "--limit", "5")
    done = filled.run("headlines", "--offline", "--limit", "5")
    lines = done.out.rstrip("\n").split("\n")
    assert (done.code, done.err, len(lines)) == (0, "", 5)
    for line, row in zip(lines, rows, strict=True):
        assert line.startswith("●")
        assert line.endswith(row["title"])
        assert row["id"] in line


def test_a_page_of_the_sites_list(program: Program) -> None:
    first, second = headlines(program, "--page", "1"), headlines(program, "--page", "2")
    assert first and second
    # the last lines of a page may announce the first of the next
    assert len({row["id"] for row in second} - {row["id"] for row in first}) >= 10
    assert second[0]["published"] < first[0]["published"]


def test_a_page_past_the_end_is_empty(program: Program) -> None:
    done = program.run("headlines", "--page", "5000", "--json")
    assert (done.code, done.json()) == (0, [])
    assert_one_message(done.err, ["nothing on page 5000"])


def test_a_section_by_name_and_title(filled: Program) -> None:
    rows = headlines(filled, "--section", "syuzhety")
    assert rows
    assert {row["section"] for row in rows} == {"Сюжеты"}
    assert headlines(filled, "--section", "сюжеты", "--offline") == rows


def test_an_unknown_section_names_the_known_ones(filled: Program) -> None:
    done = filled.run("headlines", "--section", "weather")
    assert (done.code, done.out) == (2, "")
    assert_one_message(done.err, ["'weather'", "syuzhety"])


def test_an_empty_archive_offline(program: Program) -> None:
    done = program.run("headlines", "--offline", "--json")
    assert (done.code, done.out) == (0, "[]\n")
    assert_one_message(done.err, ["archive is still empty"])
    assert program.run("headlines", "--offline", "--page", "2").code == 1


def test_refresh_failed_and_the_archive_is_shown(filled: Program, closed_port: int) -> None:
    down = Program(filled.home, (*filled.options, "--base-url", f"http://127.0.0.1:{closed_port}"))
    for words in (("headlines", "--json"), ("headlines",), ("top", "--json")):
        done = down.run(*words)
        assert done.code == 3
        assert done.out
        assert_one_message(done.err, [f"127.0.0.1:{closed_port}", "What is shown is from the archive."])
    done = down.run("headlines", "--json", "--limit", "2")
    ids = [row["id"] for row in json.loads(done.out)]
    assert ids == [row["id"] for row in headlines(filled, "--offline", "--limit", "2")]


def test_refresh_failed_and_there_is_nothing(tmp_path: Path, closed_port: int) -> None:
    options = ("--lang", "en", "--base-url", f"http://127.0.0.1:{closed_port}", "--data-dir", "data")
    for words in (("headlines", "--json"), ("top",), ("read", GIVEN), ("headlines", "--page", "2")):
        done = Program(tmp_path, options).run(*words)
        assert (done.code, done.out) == (1, "")
        assert_one_message(done.err, [f"127.0.0.1:{closed_port}"])


# top


def test_top_is_all_blocks(filled: Program) -> None:
    done = filled.run("top", "--json")
    assert done.code == 0
    blocks = done.json()
    assert isinstance(blocks, dict)
    assert list(blocks) == BLOCKS
    assert len(blocks["top"]) == 5
    assert list(blocks["top"][0]) == ["id", "url", "title", "published"]


def test_top_for_people(filled: Program) -> None:
    done = filled.run("top", "--offline")
    assert done.out.startswith("Top 5 today\n  1  ")
    assert "\n\nPopular news\n  1  " in done.out


# read


def test_an_article_in_json(filled: Program) -> None:
    shape = article(filled, GIVEN)
    assert list(shape) == ARTICLE
    assert (shape["kind"], shape["id"], shape["source"]) == ("article", GIVEN, "kaskad")
    assert shape["published"] == "2022-12-27T11:23:00+02:00"
    assert shape["author"] == "Служба новостей"
    assert list(shape["blocks"]) == BLOCKS
    fetched = datetime.fromisoformat(shape["fetched"])
    assert fetched.utcoffset() == timedelta(0)
    assert datetime.now(UTC) - fetched < timedelta(minutes=10)


def test_an_article_as_text_is_its_paragraphs(filled: Program) -> None:
    shape = article(filled, GIVEN)
    done = filled.run("read", GIVEN, "--format", "text")
    assert done.out == shape["text"] + "\n"
    for furniture in ("на главную", "все новости", "Автор", "ТОП 5", "НТРК"):
        assert furniture not in done.out


def test_an_article_as_markdown_has_its_title(filled: Program) -> None:
    shape = article(filled, GIVEN)
    done = filled.run("read", GIVEN)
    assert done.out.startswith("# ")
    assert "27 December 2022" in done.out
    assert shape["markdown"] in done.out


def test_an_article_by_any_of_its_addresses(filled: Program) -> None:
    wanted = article(filled, GIVEN)
    for ref in (
        wanted["url"],
        f"https://kaskad.tv/novosti/{GIVEN}-other/amp",
        f"http://www.kaskad.tv/x/{GIVEN}-y",
    ):
        assert article(filled, ref)["id"] == GIVEN


def test_what_was_read_is_there_offline(filled: Program) -> None:
    done = filled.run("read", GIVEN, "--offline", "--format", "text")
    assert (done.code, done.err) == (0, "")
    done = filled.run("read", "61992", "--offline")
    assert (done.code, done.out) == (1, "")
    assert_one_message(done.err)


@pytest.mark.parametrize("ref", ["999999999", "nonsense", "file:///etc/passwd", "\x1b]0;x\x07"])
def test_what_is_no_article_is_one_message(filled: Program, ref: str) -> None:
    done = filled.run("read", ref)
    assert (done.code, done.out) == (1, "")
    assert_one_message(done.err)


# mark


def test_marks_are_kept(program: Program) -> None:
    ids = [row["id"] for row in headlines(program, "--limit", "3")]
    assert program.run("mark", "read", ids[0], ids[1]).code == 0
    assert program.run("mark", "bookmark", ids[1]).code == 0
    rows = headlines(program, "--offline", "--limit", "3")
    assert [(row["read"], row["bookmarked"]) for row in rows] == [(True, False), (True, True), (False, False)]
    assert [row["id"] for row in headlines(program, "--offline", "--filter", "bookmarked")] == [ids[1]]
    assert ids[0] not in [row["id"] for row in headlines(program, "--offline", "--filter", "unread")]
    assert program.run("mark", "unread", ids[0]).code == 0
    assert program.run("mark", "unbookmark", rows[1]["url"]).code == 0
    rows = headlines(program, "--offline", "--limit", "3")
    assert [(row["read"], row["bookmarked"]) for row in rows] == [
        (False, False),
        (True, False),
        (False, False),
    ]
    done = program.run("headlines", "--offline", "--filter", "bookmarked")
    assert (done.code, done.out) == (0, "")
    assert_one_message(done.err, ["no bookmarks"])


def test_what_the_archive_does_not_have_is_named_and_the_rest_is_marked(program: Program) -> None:
    known = headlines(program, "--limit", "1")[0]["id"]
    done = program.run("mark", "read", "1", known, "https://kaskad.tv/novosti/2-x")
    assert (done.code, done.out) == (1, "")
    assert_one_message(done.err, ["2 articles are not in the archive: 1, https://kaskad.tv/novosti/2-x"])
    assert headlines(program, "--offline", "--limit", "1")[0]["read"] is True


# everywhere


def test_the_reader_of_the_pipe_has_had_enough(filled: Program) -> None:
    done = filled.shell('{ "$@" headlines --json --offline; echo $? >&2; } | head -c 10')
    assert done.err == "0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_device_is_an_error(filled: Program) -> None:
    for words in ("headlines --offline", "top --offline --json", f"read {GIVEN} --offline"):
        done = filled.shell(f'"$@" {words} > /dev/full')
        assert done.code == 1
        assert_one_message(done.err, ["no room is left on the device"])


def test_interrupted_while_the_site_is_silent(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            process = Program(tmp_path, ("--base-url", url, "--data-dir", "data")).start("headlines")
            connection, _address = listener.accept()
            with connection:
                time.sleep(0.5)
                start = time.monotonic()
                process.send_signal(number)
                assert process.communicate(timeout=10) == (b"", b"")
                assert process.returncode == code
                assert time.monotonic() - start < 1.2


def test_an_archive_that_cannot_be_opened_is_one_message(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for words in (("headlines",), ("top",), ("read", "1"), ("mark", "read", "1")):
        done = program.run(*words, "--data-dir", "file")
        assert (done.code, done.out) == (1, "")
        assert_one_message(done.err)


def test_options_before_and_after_the_command(site: SampleSiteThread, tmp_path: Path) -> None:
    options = ("--base-url", site.site.base_url, "--data-dir", "data")
    bare = Program(tmp_path)
    assert bare.run(*options, "headlines", "--json").code == 0
    assert bare.run("headlines", "--offline", "--json", *options).json() == (
        bare.run("--offline", *options, "headlines", "--json").json()
    )


def test_the_configuration_may_name_the_address(site: SampleSiteThread, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text(f'[source]\nbase_url = "{site.site.base_url}"\n')
    assert Program(tmp_path).run("headlines", "--json", "--config", "my.toml", "--data-dir", "data").code == 0


def test_an_article_is_saved_where_the_settings_say(filled: Program, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[export]\nfolder = "{tmp_path / "saved"}"\n')
    words = ("read", GIVEN, "--save", "--offline", "--config", str(config))
    done = filled.run(*words)
    assert (done.code, done.err) == (0, "")
    file = Path(done.out.strip())
    assert file.parent == tmp_path / "saved"
    assert file.read_text("utf-8").startswith('---\ntitle: "')
    file.unlink()
    file.parent.rmdir()
    file.parent.write_text("in the way")
    refused = filled.run(*words)
    assert (refused.code, refused.out) == (1, "")
    assert_one_message(refused.err)
    assert "[export]" in refused.err
    assert filled.run("read", GIVEN, "--save", "--format", "md").code == 2


def test_muted_headlines_are_left_out_and_counted(filled: Program, tmp_path: Path) -> None:
    first, second = headlines(filled, "--offline", "--limit", "2")
    config = tmp_path / "config.toml"
    config.write_text(f"[list]\nmute = [{json.dumps(first['title'], ensure_ascii=False)}]\n")
    words = ("--offline", "--json", "--limit", "1", "--config", str(config))
    done = filled.run("headlines", *words)
    assert [row["id"] for row in done.json()] == [second["id"]]
    assert "1 headline is muted" in done.err
    done = filled.run("headlines", "--muted", *words)
    assert [row["id"] for row in done.json()] == [first["id"]] and not done.err
