"""`convert` as a process on pages saved from the sample site."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from kaskad_tui.demo.server import SampleSiteThread
from tests.commands.program import (
    ARTICLE,
    BLOCKS,
    GIVEN,
    HEADLINE,
    Ended,
    Program,
    article,
    assert_one_message,
)


@pytest.fixture(scope="module")
def pages(site: SampleSiteThread, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Saved pages: an article, its AMP version, a list, a feed under the wrong name, a picture …"""

    folder = tmp_path_factory.mktemp("pages")
    base = site.site.base_url
    for name, path in (
        ("article.html", f"/novosti/{GIVEN}"),
        ("amp.html", f"/novosti/{GIVEN}/amp"),
        ("list.html", "/novosti"),
        ("feed.html", "/novosti?format=feed&type=rss"),
    ):
        with urlopen(base + path) as answer:
            (folder / name).write_bytes(answer.read())
    (folder / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "empty.html").write_bytes(b"")
    (folder / "large.html").write_bytes(b"<p>a</p>" * (1024 * 1024 + 1))
    return folder


def converted(pages: Path, *words: str, code: int = 0) -> Ended:
    done = Program(pages, ("--lang", "en")).run("convert", *words)
    assert done.code == code, done.err
    return done


def test_one_file_is_an_object(pages: Path, filled: Program) -> None:
    shape = converted(pages, "article.html", "--format", "json").json()
    wanted = article(filled, GIVEN)
    assert list(shape) == ["kind", "file", *ARTICLE[1:]]
    assert (shape["file"], shape["id"], shape["fetched"]) == ("article.html", GIVEN, None)
    for key in ("title", "published", "author", "text", "markdown", "source"):
        assert shape[key] == wanted[key], key


def test_the_amp_version_gives_the_same_text(pages: Path) -> None:
    full, amp = converted(pages, "article.html", "amp.html", "--format", "json").json()
    assert (amp["id"], amp["text"], amp["title"]) == (full["id"], full["text"], full["title"])


def test_listing_and_feed_have_headlines_whatever_they_are_called(pages: Path) -> None:
    listing, feed = converted(pages, "list.html", "feed.html", "--format", "json").json()
    assert (listing["kind"], feed["kind"]) == ("listing", "feed")
    for shape in (listing, feed):
        assert len(shape["headlines"]) >= 10
        assert list(shape["headlines"][0]) == HEADLINE
        assert "text" not in shape and "markdown" not in shape
        assert list(shape["blocks"]) == BLOCKS
    assert {row["id"] for row in feed["headlines"]} >= {row["id"] for row in listing["headlines"][:5]}


def test_lines_come_in_the_order_given_and_failures_among_them(pages: Path) -> None:
    files = ["picture.html", "article.html", "none.html", "empty.html", "large.html", "list.html"]
    done = converted(pages, *files, "--format", "jsonl", code=1)
    shapes = [json.loads(line) for line in done.out.rstrip("\n").split("\n")]
    assert [shape["file"] for shape in shapes] == files
    for shape in (shapes[0], *shapes[2:5]):
        assert list(shape) == ["file", "error"]
        assert shape["error"]
    assert "larger than 8 MiB" in shapes[4]["error"]
    assert (shapes[1]["kind"], shapes[5]["kind"], done.err) == ("article", "listing", "")


def test_standard_input(pages: Path) -> None:
    done = Program(pages).run("convert", "-", "--format", "json", stdin=(pages / "article.html").read_bytes())
    shape = done.json()
    assert isinstance(shape, dict)
    assert (shape["file"], shape["id"]) == ("-", GIVEN)


def test_text_of_several_files_and_a_failure(pages: Path) -> None:
    done = converted(pages, "article.html", "none.html", "--format", "text", code=1)
    assert done.out == converted(pages, "article.html", "--format", "text").out
    assert_one_message(done.err, ["none.html: There is no such file."])


def test_the_address_is_what_links_are_relative_to(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<h1>Заголовок статьи о мосте</h1>"
        "<p>Первый абзац <a href='/more'>с ссылкой</a>, он достаточно длинный.</p>"
    )
    done = Program(tmp_path).run(
        "convert", "page.html", "--url", "https://other.example/2024/news", "--format", "json"
    )
    shape = done.json()
    assert isinstance(shape, dict)
    assert (shape["url"], shape["source"]) == ("https://other.example/2024/news", "other.example")
    assert shape["links"] == [{"url": "https://other.example/more", "text": "с ссылкой"}]


def test_a_waiting_pipe_can_be_interrupted(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    process = Program(tmp_path).start("convert", "pipe")
    time.sleep(1.5)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=10) == (b"", b"")
    assert process.returncode == 130
    assert time.monotonic() - start < 1.5


@pytest.mark.parametrize(
    ("options", "canonical", "source", "identity"),
    [
        (("--url", "https://kaskad.tv/novosti/77-x"), "", "kaskad", "77"),
        (
            ("--url", "https://other.example/novosti/77-x"),
            "",
            "other.example",
            "https://other.example/novosti/77-x",
        ),
        ((), "https://kaskad.tv/novosti/77-x", "kaskad", "77"),
        ((), "https://other.example/novosti/77-x", "other.example", "https://other.example/novosti/77-x"),
        ((), "", None, None),
        (("--base-url", "https://mirror.example"), "https://mirror.example/novosti/77-x", "kaskad", "77"),
    ],
)
def test_numbers_are_only_given_to_pages_of_the_site(
    tmp_path: Path, options: tuple[str, ...], canonical: str, source: str | None, identity: str | None
) -> None:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    (tmp_path / "page.html").write_text(
        f"<html><head><title>Заголовок о мосте</title>{link}</head><body><h1>Заголовок о мосте</h1>"
        + "<p>Длинный абзац статьи о мосте, который закроют на ночь. Движение пустят в обход.</p>" * 5
    )
    shape = Program(tmp_path).run("convert", "page.html", "--format", "json", *options).json()
    assert (shape["source"], shape["id"]) == (source, identity)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_device_is_an_error_of_convert(pages: Path) -> None:
    done = Program(pages, ("--lang", "en")).shell('"$@" convert article.html > /dev/full')
    assert done.code == 1
    assert_one_message(done.err, ["no room is left on the device"])


def test_the_name_of_a_file_comes_back_as_it_was_given(tmp_path: Path) -> None:
    for name in ("a  b.html", "имя.html"):
        shape = Program(tmp_path).run("convert", name, "--format", "jsonl").json()
        assert shape["file"] == name


def test_a_hostile_page_takes_down_nothing_else(pages: Path) -> None:
    (pages / "deep.html").write_bytes(b"<h1>A</h1>" + b"<div>" * 200_000 + b"text " * 1000)
    (pages / "attributes.html").write_bytes(
        b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">text</p>"
    )
    done = Program(pages, ("--lang", "en")).run(
        "convert", "deep.html", "attributes.html", "article.html", "--format", "jsonl"
    )
    shapes = [json.loads(line) for line in done.out.rstrip("\n").split("\n")]
    assert [shape["file"] for shape in shapes] == ["deep.html", "attributes.html", "article.html"]
    assert shapes[2]["id"] == GIVEN
    assert done.err == ""
