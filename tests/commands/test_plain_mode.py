"""`kaskad-tui --plain`: a conversation in lines, by pipe and in a terminal."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from kaskad_tui.commands import plain_article, plain_input, plain_pages
from kaskad_tui.commands.plain_text import Part, Text
from kaskad_tui.commands.plain_words import _ENTRIES, Command, Verb, help_lines, parse
from kaskad_tui.demo.server import SampleSiteThread
from kaskad_tui.i18n import language, set_language
from kaskad_tui.model import Article, Headline, Link, Place
from kaskad_tui.ui.keys import ACTIONS
from kaskad_tui.ui.layouts import CHARACTERS, SAME_PLACE
from tests.commands.program import Ended, Program, environment, headlines
from tests.terminal import Terminal

LINKED = "62116"
"""An article with many links."""


def talk(program: Program, *lines: str, words: tuple[str, ...] = ("--plain",)) -> Ended:
    """Type these lines; the program ends by itself, silently but for what it says on standard output."""
    done = program.run(*words, stdin="".join(line + "\n" for line in lines).encode())
    assert (done.code, done.err) == (0, "")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.out)
    return done


def in_english(make: Callable[[], list[str]]) -> list[str]:
    before = language()
    set_language("en")
    try:
        return make()
    finally:
        set_language(before)


@pytest.fixture
def own(filled: Program, site: SampleSiteThread, tmp_path: Path) -> Program:
    """A program with an archive of its own that has a refresh in it."""
    options = ("--lang", "en", "--base-url", site.site.base_url, "--data-dir", str(tmp_path / "data"))
    made = Program(filled.home, options)
    assert made.run("headlines", "--limit", "1").code == 0
    return made


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a site that takes the connection and never answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_number_reads_and_the_archive_knows(own: Program) -> None:
    first, second = headlines(own, "--offline", "--limit", "2")
    done = talk(own, "2", "q")
    assert f"1. {first['title']} (" in done.out and "unread)" in done.out
    text = own.run("read", second["id"], "--format", "text").out
    assert text.splitlines()[0] in done.out
    assert [item["read"] for item in headlines(own, "--offline", "--limit", "2")] == [False, True]


@pytest.mark.parametrize("words", [("u 1", "* 1", "z", "z", "z"), ("г 1", "закладка 1", "я", "вернуть", "Я")])
def test_marks_are_made_and_taken_back_in_both_languages(own: Program, words: tuple[str, ...]) -> None:
    done = talk(own, *words[:2])
    first = headlines(own, "--offline", "--limit", "1")[0]
    assert (first["read"], first["bookmarked"]) == (True, True)
    assert "marked read" in done.out and "bookmarked" in done.out
    assert "(" in done.out
    done = talk(own, *words[2:])
    first = headlines(own, "--offline", "--limit", "1")[0]
    assert (first["read"], first["bookmarked"]) == (False, False)
    assert done.out.count("1 mark undone") == 2 and "nothing to undo" in done.out


def test_everything_that_is_listed_can_be_opened_by_its_number(own: Program) -> None:
    done = talk(own, "t 2", "l", "/ школу", "1", "s 2", "filter", "v", "v", "?", "!")
    assert "Top 5 today\n" in done.out and "Found: " in done.out
    assert "\nSections\n1. All news" in done.out and "Unread, " in done.out and "Bookmarks, " in done.out
    assert "There are no bookmarks." in done.out
    assert all(line in done.out for line in in_english(help_lines))
    assert "The list last came: " in done.out
    assert done.out.count("There is no number") == 0


def test_pages_of_the_list_go_on_where_they_ended(own: Program) -> None:
    done = talk(own, "", "b", "more", "раньше", "21")
    rows = re.findall(r"^(\d+)\. ", done.out, re.MULTILINE)
    first = [str(number) for number in range(1, 21)]
    second = rows[20 : rows.index("1", 20)]
    assert second and second == [str(number) for number in range(21, 21 + len(second))]
    assert rows == first + second + first + second + first


def test_behind_an_article_comes_the_next_unread_one(own: Program) -> None:
    titles = [item["title"] for item in headlines(own, "--offline", "--limit", "3")]
    done = talk(own, "u 2", "1", "")
    assert done.out.rpartition("\n> ")[0].rpartition("\n> ")[2].strip().startswith(titles[2])


def test_what_was_mistyped_gets_one_sentence(filled: Program) -> None:
    typed = ("nonsense", "q now", "u 1 2", "\x1b[31mred", "1.5", "-1", "99999999", "о чём", "%s{0}")
    done = talk(filled, *typed, words=("--offline", "--plain"))
    answers = re.split(r"\[1 to \d+ of \d+\] > ", done.out)[1:]  # other tests may have brought more in
    assert len(answers) == len(typed) + 1
    for answer in answers[:-1]:
        assert answer.count("\n") == 2 and answer.endswith("is no command here; ? lists them.\n")


def test_what_is_not_there_is_said(filled: Program) -> None:
    typed = ("0", "999", "u 999", "* 0", "s 99", "t 9")
    done = talk(filled, *typed, "l", "u", "//", words=("--offline", "--plain"))
    assert done.out.count("There is no number") == len(typed)
    assert "Put its number behind it" in done.out and "What is looked for stands behind it" in done.out


def test_bytes_that_are_no_text_and_lines_without_end(filled: Program) -> None:
    done = filled.run("--offline", "--plain", stdin=b"\xff\xfe\x00\n" + b"x" * 100_000)
    assert (done.code, done.err) == (0, "")
    assert done.out.count("is no command here") == 2


def test_the_end_of_the_input_ends_it(filled: Program) -> None:
    done = talk(filled, words=("--offline", "--plain"))
    assert done.out.endswith("] > \n")
    assert filled.shell('"$@" --offline --plain <&-; echo "left $?"').out.endswith("left 0\n")


def test_nobody_listens_any_more(filled: Program) -> None:
    done = filled.shell('{ yes | "$@" --offline --plain; echo "left $?" >&2; } | head -n 1')
    assert done.err == "left 0\n"


def test_the_demo_has_it_too_and_speaks_russian(tmp_path: Path) -> None:
    done = talk(Program(tmp_path), "е 1", "й", words=("demo", "--plain"))
    assert "Все новости\n1. " in done.out and "ТОП-5 сегодня\n1. " in done.out
    english = re.sub(r"http\S+", "", done.out)
    assert not re.search(r"\b(unread|page|to|of|Picture|new)\b", english)


def test_without_a_network_the_archive_is_there_at_once(
    filled: Program, closed_port: int, silent: str
) -> None:
    folder = ("--data-dir", str(filled.home / "data"), "--lang", "en", "--plain")
    started = time.monotonic()
    done = talk(Program(filled.home), "q", words=("--base-url", silent, *folder))
    assert time.monotonic() - started < 10  # the site would be waited for for 20 s
    assert "1. " in done.out
    refused = talk(
        Program(filled.home), "r", words=("--base-url", f"http://127.0.0.1:{closed_port}", *folder)
    )
    assert "1. " in refused.out and "127.0.0.1" in refused.out


def test_an_empty_archive_without_a_network_says_what_to_do(bare: Program, closed_port: int) -> None:
    done = talk(bare, "1", "", words=("--base-url", f"http://127.0.0.1:{closed_port}", "--plain"))
    assert "The archive is still empty. kaskad-tui demo --plain opens the sample edition." in done.out
    assert "127.0.0.1" in done.out
    assert "There is no number 1 in this list." in done.out


def test_nothing_of_the_screens_is_imported(filled: Program) -> None:
    script = (
        "import sys\nfrom kaskad_tui.cli import run\ncode = run(sys.argv[1:])\n"
        "print('MODULES', *sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *filled.options, "--offline", "--plain"],
        input=b"1\nq\n",
        capture_output=True,
        check=True,
        env=os.environ | environment(filled.home),
    )
    modules = set(done.stderr.decode().split("MODULES ", 1)[1].split())
    assert "kaskad_tui.commands.plain_desk" in modules
    assert not modules & {"textual", "rich", "readline", "curses", "httpx", "lxml", "PIL"}


def test_a_refused_screen_names_it(bare: Program) -> None:
    for words in ((), ("demo",)):
        assert "kaskad-tui --plain" in bare.run(*words).err


def test_links_have_numbers_and_lead_to_articles_and_back(own: Program) -> None:
    assert own.run("read", LINKED).code == 0
    shape = own.run("read", LINKED, "--format", "json").json()
    done = talk(own, f"search {shape['title']}", "1", "Д", "L 99", "1", "h", "q")
    links = {link["url"]: link["text"] for link in shape["links"]}
    assert f"{len(links)} link" in done.out and "There is no link 99" in done.out
    for number, (url, text) in enumerate(links.items(), 1):
        assert f"{number}. {text} ({url})" in done.out
    assert done.out.count(shape["title"] + "\n\n") == 2 or "the address: " in done.out


def test_find_goes_from_hit_to_hit(own: Program) -> None:
    first = headlines(own, "--offline", "--limit", "1")[0]
    word = max(own.run("read", first["id"], "--format", "text").out.split(), key=len).strip("«».,:")
    done = talk(own, "1", f".{word.upper()}", "/", "/ нет такого слова", "find", "q")
    hits = re.findall(r"Hit (\d+) of (\d+)", done.out)
    assert hits[0][0] == "1" and len(hits) == 2 and hits[0][1] == hits[1][1]
    assert "Not found in this article." in done.out and "What is looked for" in done.out


def test_muted_words_hide_count_and_are_never_next(own: Program, tmp_path: Path) -> None:
    first, second, third = (item["title"] for item in headlines(own, "--offline", "--limit", "3"))
    config = tmp_path / "config.toml"
    config.write_text(f"[list]\nmute = [{json.dumps(first)}, {json.dumps(third)}]\n")
    words = ("--offline", "--plain", "--config", str(config))
    done = talk(own, "2", "т", "p", "искать " + third.upper(), "q", words=words)
    assert f"1. {second} (" in done.out and "2 muted: m shows them" in done.out
    assert first not in done.out
    assert done.out.partition("Found:")[0].count(third) == 0 < done.out.count(third)
    shown = talk(own, "m", "q", words=words).out
    assert "Muted headlines are shown" in shown and f"1. {first} (" in shown and f"3. {third} (" in shown


def test_russian_typed_in_another_encoding_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "KOI8-R")
    assert plain_input._decoded("вернуть".encode("koi8-r")) == "вернуть"
    assert plain_input._decoded("вернуть".encode()) == "вернуть"
    monkeypatch.setattr("locale.getencoding", lambda: "no such encoding")
    assert plain_input._decoded(b"\xff\xfe") == "\ufffd\ufffd"


# in a terminal
def terminal(program: Program, *words: str, rows: int = 24) -> Terminal:
    return Terminal(
        program.command("--plain", *words),
        columns=60,
        rows=rows,
        environ={**environment(program.home), "TERM": "dumb", "LANG": "C", "COLUMNS": "", "LINES": ""},
    )


def test_a_terminal_gets_pages_of_its_height_and_no_escape(own: Program) -> None:
    assert own.run("read", headlines(own, "--offline", "--limit", "1")[0]["id"]).code == 0
    with terminal(own, "--offline", rows=12) as screen:
        screen.wait_for("] > ")
        listed = screen.written.decode()
        start = len(screen.written)
        screen.send("1\n")
        screen.wait_for("[page 1 of ", since=start)
        page = screen.written[start:].decode().replace("\r", "").split("\n")[1:]
        assert 8 <= len(page) <= 11
        screen.send("\n")
        screen.wait_for("[page 2 of ", since=start)
        screen.send("q\n")
        assert screen.finish() == 0
        assert b"\x1b" not in screen.written
    with terminal(own, "--offline", rows=12) as screen:  # the place is kept, in the store of the screens
        screen.wait_for("] > ")
        start = len(screen.written)
        screen.send("1\n")
        screen.wait_for("You were on page 2 of ", since=start)
        screen.wait_for("[page 2 of ", since=start)
        assert page[6] not in screen.written[start:].decode()
        start = len(screen.written)
        screen.send("п\n")
        screen.wait_for("[page 1 of ", since=start)
        assert page[6] in screen.written[start:].decode()
        screen.send("q\n")
        assert screen.finish() == 0
    lines = listed.replace("\r", "").split("\n")
    assert all(len(line) <= 59 for line in lines)
    assert len(lines) <= 14  # a page, and what is said once at the start


def test_ctrl_c_cancels_what_runs_and_then_leaves(filled: Program, silent: str) -> None:
    with terminal(filled, "--base-url", silent) as screen:
        screen.wait_for("] > ")
        screen.send("r\n")
        screen.wait_for("Loading…")
        start = len(screen.written)
        screen.send("\x03")
        screen.wait_for("Cancelled", since=start)
        screen.wait_for("] > ", since=start)
        screen.send("\x03")
        assert screen.finish(5) == 130
        assert b"Traceback" not in screen.written


# words and pages
def test_every_word_means_one_thing() -> None:
    words = [word for entry in _ENTRIES for word in (*entry.english, *entry.russian)]
    assert len(words) == len(set(words))
    keys = [key for entry in _ENTRIES for key in entry.keys]
    assert len(keys) == len(set(keys))
    assert {entry.verb for entry in _ENTRIES} == set(Verb)
    for entry in _ENTRIES:
        for word in (*entry.english, *entry.russian):
            command = parse(f"  {word.upper()} ")
            assert command is not None and command.verb is entry.verb


def test_every_key_and_word_may_be_typed_in_the_other_layout() -> None:
    back = {twin: key for key, twin in SAME_PLACE.items()}
    for entry in _ENTRIES:
        for key in entry.keys:
            assert parse(key) == parse(SAME_PLACE.get(key, key)) == Command(entry.verb)
        for word in entry.english:
            assert parse("".join(SAME_PLACE[letter] for letter in word)) == Command(entry.verb)
        for word in entry.russian:
            assert parse("".join(back[letter] for letter in word)) == Command(entry.verb)


def test_the_letters_are_those_of_the_screens() -> None:
    of_screens = {
        Verb.NEXT: "read.next_unread",
        Verb.PREVIOUS: "read.previous_unread",
        Verb.BEFORE: "article.page_up",
        Verb.BEGIN: "move.top",
        Verb.BACK: "back",
        Verb.NEW: "list.bring_in",
        Verb.UNREAD: "mark.read",
        Verb.BOOKMARK: "mark.bookmark",
        Verb.ALL_READ: "mark.all_read",
        Verb.UNDO: "mark.undo",
        Verb.REFRESH: "refresh",
        Verb.SECTIONS: "sections",
        Verb.FILTER: "list.filter",
        Verb.MUTED: "list.muted",
        Verb.LINKS: "article.links",
        Verb.BROWSER: "out.browser",
        Verb.ADDRESS: "out.copy_address",
        Verb.FEED_TEXT: "article.feed_text",
    }
    keys = {action.id: {CHARACTERS.get(key, key) for key in action.keys} for action in ACTIONS}
    for entry in _ENTRIES:
        if entry.verb in of_screens:
            assert set(entry.keys) <= keys[of_screens[entry.verb]], entry


def test_numbers_stand_beside_letters() -> None:
    assert parse("12") == Command(Verb.OPEN, 12)
    assert parse("u3") == parse("u 3") == Command(Verb.UNREAD, 3)
    assert parse("/дом") == parse(".дом") == parse("найти дом") == Command(Verb.FIND, text="дом")
    assert parse("* 4") == Command(Verb.BOOKMARK, 4)
    assert parse("") == Command(Verb.ON)


def test_a_text_keeps_its_place_in_any_width() -> None:
    words = " ".join(f"слово{n}" for n in range(40))
    parts = (Part("Заглавие"), Part(words, 0), Part("а", 1, 0, "- "), Part("б", 1, 2, "- ", gap=False))
    text = Text(parts, plain_pages.Sheet(20, 5))
    assert text.place == Place(-1, 0) and text.page == ["Заглавие", "", *text.page[2:]]
    text.number = 2
    place, first = text.place, text.page[0]
    assert place.block == 0 and words[place.offset :].startswith(first)
    text.fit(plain_pages.Sheet(50, 5))
    assert text.place.offset <= place.offset and first.split()[0] in text.page[0]
    found = text.find("СЛОВО39")
    assert found == [Place(0, words.index("слово39"))]
    text.go_to(found[0])
    assert "слово39" in text.page[0]
    assert text.page[-2:] == ["- а", "- б"] and text.at_end


def test_what_stands_in_a_text_is_spoken() -> None:
    headline = Headline("1", "https://kaskad.tv/novosti/1-x", "Заглавие")
    body = ("- а\n- б", "> в", "| Город | Снег |\n|---|---|\n| Гусев | 3 |\n| Янтарный | |", "***", "г")
    links = (Link("https://kaskad.tv/x", "x"), Link("javascript:alert(1)", "y"))
    told = plain_article.parts(headline, Article(headline, None, body, "", links=links), None)
    shown = ["- а", "- б", "> в", "Гусев; Снег: 3", "Янтарный", "г"]
    assert [part.mark + part.text for part in told][2:] == shown
    assert told[1].text in ("1 link", "1 ссылка")


def test_lines_are_cut_at_words_and_pages_at_lines() -> None:
    assert plain_pages.wrapped("один два три", 8, "  ") == ["один два", "  три"]
    assert plain_pages.wrapped("https://example.org/long", 8) == ["https://example.org/long"]
    assert plain_pages.wrapped("один два три", None) == ["один два три"]
    fits = plain_pages.Sheet(20, 4)
    cut = plain_pages.pages(["a", "b", "c", "d", "", "e", "f" * 70, "g"], fits)
    assert cut == [(0, 4), (5, 6), (6, 7), (7, 8)]
    assert plain_pages.pages([], fits) == [(0, 0)]
    assert plain_pages.pages(["a"] * 100, plain_pages.Sheet()) == [(0, 100)]


def test_the_feed_s_own_text_is_printed_and_the_page_s_again(own: Program) -> None:
    archive = Path(own.options[-1]) / "archive.db"
    newest = headlines(own, "--limit", "1")[0]
    assert own.run("read", str(newest["id"])).code == 0
    offline = ("--offline", "--plain")  # or a refresh would bring the feed's texts back meanwhile
    with closing(apsw.Connection(str(archive))) as database:
        database.execute("DELETE FROM feed_text")
    done = talk(own, "x", "1", "x", "q", words=offline)
    assert "No article is open." in done.out and "gave no text" in done.out
    with closing(apsw.Connection(str(archive))) as database:
        database.execute(
            "INSERT INTO feed_text SELECT key, 0, NULL, ?, 'В ленте.', '[]', '[]', '[]' FROM headline",
            ('["В ленте."]',),
        )
    title = str(newest["title"])
    page, given, again = talk(own, "1", "x", "ч", "q", words=offline).out.split(title[:30])[-3:]
    assert "В ленте." in given and "feed's text" in given
    assert "В ленте." not in page + again and "feed's text" not in page + again
    assert page.splitlines()[1:6] == again.splitlines()[1:6]
