"""search, history, sync and store as processes, on the sample edition."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import pytest

from kaskad_tui.demo.server import SampleSiteThread
from tests.commands.program import GIVEN, HEADLINE, Program, assert_one_message

QUICK = "[network]\ngap = 0\n"


@pytest.fixture(scope="session")
def synced(site: SampleSiteThread, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program whose archive has the whole sample edition, two pages of it with texts."""
    home = tmp_path_factory.mktemp("synced")
    (home / "config.toml").write_text(QUICK, "utf-8")
    options = ("--base-url", site.site.base_url, "--data-dir", str(home / "data"))
    program = Program(home, ("--lang", "en", *options, "--config", str(home / "config.toml")))
    done = program.run("sync", "--all")
    assert done.code == 0, done.err
    assert "new headlines" in done.out
    assert program.run("read", GIVEN).code == 0
    done = program.run("sync", "--pages", "2", "--full-text")
    assert done.code == 0 and "texts" in done.out, done.err
    return program


def test_the_whole_site_came_in(synced: Program) -> None:
    info = synced.run("store", "info", "--json").json()
    assert info["headlines"] >= 75 and info["texts"] >= 9 and info["unindexed"] == 0
    assert info["sources"] == ["kaskad"]


def test_search_finds_forms_and_marks_them(synced: Program) -> None:
    done = synced.run("search", "трамваями", "--json", "--offline")
    rows = done.json()
    assert done.code == 0 and len(rows) >= 2
    for row in rows:
        assert list(row) == [*HEADLINE, "title_spans", "excerpt", "excerpt_spans"]
        marked = [row["title"][a:b] for a, b in row["title_spans"]]
        marked += [row["excerpt"][a:b] for a, b in row["excerpt_spans"]]
        assert marked and all(word.casefold().startswith("трам") for word in marked)
    dates = [row["published"] for row in rows if row["published"]]
    assert dates == sorted(dates, reverse=True)


def test_search_for_people(synced: Program) -> None:
    done = synced.run("search", "новости", "--limit", "2")
    lines = done.out.splitlines()
    assert done.code == 0 and 2 <= len(lines) <= 4
    assert_one_message(done.err, ["2 of", "--limit"])
    none = synced.run("search", "абракадабра")
    assert (none.code, none.out) == (0, "")
    assert_one_message(none.err, ["Nothing"])
    assert synced.run("search", "абракадабра", "--json").out == "[]\n"


@pytest.mark.parametrize("words", [["from:tomorrow"], ["..."], ["is:new", "мост"]])
def test_a_query_that_cannot_be_meant(synced: Program, words: list[str]) -> None:
    done = synced.run("search", *words)
    assert (done.code, done.out) == (2, "")
    assert_one_message(done.err)


def test_filters_and_relevance(synced: Program) -> None:
    best = synced.run("search", "мост", "--ranked", "--json").json()
    assert "ост" in best[0]["title"]
    assert synced.run("mark", "bookmark", best[0]["id"]).code == 0
    marked = synced.run("search", "мост", "is:bookmarked", "--json").json()
    assert [row["id"] for row in marked] == [best[0]["id"]]
    assert synced.run("search", "раздел:новости", "по:2000", "--json").json() == []


def test_history_of_an_article_that_was_not_changed(synced: Program) -> None:
    done = synced.run("history", GIVEN)
    assert done.code == 0 and "has not changed" in done.out
    shape = synced.run("history", GIVEN, "--json").json()
    assert list(shape) == ["id", "url", "title", "source", "versions", "changes"]
    assert len(shape["versions"]) == 1 and shape["changes"] == []
    done = synced.run("history", "99999999")
    assert (done.code, done.out) == (1, "")
    assert_one_message(done.err)


def test_history_prints_what_was_changed(synced: Program, tmp_path: Path) -> None:
    url = "https://kaskad.tv/novosti/7-x"
    base = {"source": "kaskad", "id": "7", "url": url, "read": False, "listed": True, "complete": True}
    old = {"title": "Туман", "text": "Два рейса.\n\nТо же.", "body": ["Два рейса.", "То же."]}
    old |= {"seen": "2022-12-27T06:57:00+00:00", "replaced": "2022-12-27T09:40:00+00:00"}
    new = {"title": "Туман", "text": "Три рейса.\n\nТо же.", "body": ["Три рейса.", "То же."]}
    line = base | new | {"fetched": "2022-12-27T09:40:00+00:00", "changed": True, "versions": [old]}
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps(line) + "\n", "utf-8")
    program = Program(tmp_path, ("--lang", "en", "--data-dir", str(tmp_path / "data")))
    assert program.run("store", "import", str(file)).out == "1 article taken in, 1 of them new.\n"
    done = program.run("history", "7")
    assert done.code == 0
    assert "[-Два-] {+Три+} рейса." in done.out and "··· 1 paragraph unchanged" in done.out
    change = program.run("history", url, "--json").json()["changes"][0]
    assert (change["from"], change["to"], change["added"], change["removed"]) == (1, 2, 1, 1)
    assert [part["kind"] for part in change["paragraphs"][0]["parts"]] == ["removed", "added", "same"]


def test_export_and_import_through_a_pipe(synced: Program, tmp_path: Path) -> None:
    exported = synced.run("store", "export")
    assert exported.code == 0 and exported.err == ""
    other = Program(tmp_path, ("--lang", "en", "--data-dir", str(tmp_path / "data")))
    done = other.run("store", "import", "-", stdin=exported.out.encode())
    assert done.code == 0, done.err
    assert other.run("store", "export").out == exported.out
    assert other.run("store", "export", "out.jsonl").code == 0
    assert (tmp_path / "out.jsonl").read_text("utf-8") == exported.out


def test_bad_lines_are_named_and_the_others_taken(tmp_path: Path) -> None:
    program = Program(tmp_path, ("--lang", "en", "--data-dir", str(tmp_path / "data")))
    good = json.dumps({"source": "s", "id": "1", "url": "https://x.org/1", "title": "T"})
    done = program.run("store", "import", "-", stdin=f"{good}\nnonsense\n\n{{}}\n".encode())
    assert done.code == 1 and done.out == "1 article taken in, 1 of them new.\n"
    assert_one_message(done.err, ["2: ", "4: "])
    assert program.run("store", "import", "missing.jsonl").code == 1


def test_backup_restore_check_and_prune(synced: Program, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert synced.run("store", "backup", str(copy)).code == 0
    again = synced.run("store", "backup", str(copy))
    assert again.code == 1
    assert_one_message(again.err, ["copy.db"])
    other = Program(tmp_path, ("--lang", "en", "--data-dir", str(tmp_path / "data")))
    assert other.run("store", "info").code == 1
    done = other.run("store", "restore", str(copy))
    assert (done.code, done.out, done.err) == (0, "", "")
    assert other.run("store", "check").out == "The archive is whole.\n"
    assert other.run("store", "export").out == synced.run("store", "export").out
    before = other.run("store", "info", "--json").json()
    done = other.run("store", "prune", "--keep", "1")
    after = other.run("store", "info", "--json").json()
    assert done.code == 0 and "dropped" in done.out and after["bytes"] < before["bytes"]
    assert after["texts"] < before["texts"] and after["headlines"] == before["headlines"]
    done = other.run("store", "restore", str(copy))
    assert_one_message(done.err, ["before-restore"])
    assert other.run("store", "info", "--json").json()["texts"] == before["texts"]


@pytest.mark.parametrize(
    "words",
    [
        ["store"],
        ["store", "destroy"],
        ["store", "backup"],
        ["store", "info", "x"],
        ["store", "prune"],
        ["store", "prune", "--keep", "1", "--older", "1"],
        ["store", "info", "--keep", "1"],
        ["sync", "--pages", "1", "--all"],
        ["sync", "--since", "yesterday"],
        ["search"],
        ["history"],
    ],
)
def test_command_lines_that_cannot_be_meant(tmp_path: Path, words: list[str]) -> None:
    program = Program(tmp_path, ("--lang", "en", "--data-dir", str(tmp_path / "data")))
    done = program.run(*words)
    assert (done.code, done.out) == (2, "")
    assert_one_message(done.err)


def test_sync_is_cut_off_by_ctrl_c_and_goes_on(site: SampleSiteThread, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[network]\ngap = 1\n", "utf-8")
    options = ("--lang", "en", "--base-url", site.site.base_url, "--data-dir", str(tmp_path / "data"))
    program = Program(tmp_path, (*options, "--config", str(tmp_path / "config.toml")))
    process = program.start("sync", "--all")
    time.sleep(3.5)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "goes on from here" in err.decode()
    some = program.run("store", "info", "--json").json()["headlines"]
    assert some > 0
    done = program.run("sync", "--pages", "3")
    assert done.code == 0, done.err
    assert program.run("store", "info", "--json").json()["headlines"] >= some


def test_sync_without_a_site_says_why(tmp_path: Path, closed_port: int) -> None:
    options = ("--lang", "en", "--base-url", f"http://127.0.0.1:{closed_port}")
    done = Program(tmp_path, (*options, "--data-dir", str(tmp_path / "data"), "--offline")).run("sync")
    assert done.code == 1
    assert "goes on from here" in done.err
