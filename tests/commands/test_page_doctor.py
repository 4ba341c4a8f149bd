"""`kaskad-tui doctor URL|FILE`: how a page was read."""

from __future__ import annotations

from pathlib import Path

from kaskad_tui.sources import parse_profile
from tests.commands.program import Program, assert_one_message
from tests.fault_server import page
from tests.faults.server import ThreadedFaultServer

TEXT = "Мост через реку закрыли на ремонт до конца недели, сообщили в городской администрации. " * 4
ARTICLE = f"""<html lang=ru><head><meta charset=utf-8><title>Мост закрыт — Газета</title></head><body>
<div class="story"><h1>Мост закрыт</h1><p class="when">3 марта 2021, 10:15</p>
<div class="text"><p>{TEXT}</p><p>{TEXT}</p></div></div></body></html>"""


def test_a_file_is_explained_without_network_and_archive(bare: Program, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(ARTICLE.encode())
    done = bare.run("doctor", str(file))
    assert (done.code, done.err) == (0, "")
    lines = {line.strip().partition("  ")[0]: line for line in done.out.splitlines()}
    assert "utf-8 ←" in lines["encoding"]
    assert "Мост закрыт ←" in lines["title"] and "div.story h1" in lines["title"]
    assert "3 March 2021, 10:15 ← printed near the title" in lines["date"]
    assert lines["author"].split() == ["author", "–"]
    assert "div.story" in lines["chosen"]
    assert "2 blocks" in lines["result"]
    assert not (bare.home / ".local").exists()


def test_an_address_is_fetched_and_explained(bare: Program) -> None:
    with ThreadedFaultServer({"/a/1": page(ARTICLE)}) as server:
        done = bare.run("doctor", server.url("/a/1"), "--lang", "ru")
    assert (done.code, done.err) == (0, "")
    assert "200, text/html" in done.out and "Мост закрыт" in done.out


def test_what_cannot_be_had_is_one_message(bare: Program, tmp_path: Path) -> None:
    for words in (
        ("doctor", str(tmp_path / "none.html")),
        ("doctor", "--offline", "http://127.0.0.1:9/"),
        ("doctor", "http://127.0.0.1:9/"),
        ("doctor", str(tmp_path)),
        ("doctor", "http://10.0.0.1.invalid/"),
    ):
        done = bare.run(*words)
        assert done.code == 1 and done.out == "", words
        assert_one_message(done.err)


def test_an_address_of_no_page_is_a_usage_error(bare: Program, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"<p>x</p>")
    assert bare.run("doctor", str(file), "--url", "javascript:1").code == 2


def test_hostile_text_is_shown_clean(bare: Program, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(ARTICLE.replace("Мост закрыт<", "Мост \x1b[31mзак\u202eрыт<").encode())
    done = bare.run("doctor", str(file))
    assert done.code == 0
    assert not any(ord(char) < 32 and char != "\n" for char in done.out) and "\u202e" not in done.out


def test_it_says_what_could_be_the_text_and_what_was_left_out(bare: Program, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    also = '<p>Читайте также: <a href="/novosti/1234-drugoe">Другое происшествие на мосту</a></p>'
    file.write_bytes(ARTICLE.replace("</div></div>", f"{also}</div></div>").encode())
    lines = bare.run("doctor", str(file)).out.splitlines()
    assert any(line.strip().startswith("candidate") and "densest text" in line for line in lines)
    left = [line for line in lines if line.strip().startswith("left out")]
    assert len(left) == 1 and "Читайте также" in left[0] and "div.text p" in left[0]


def test_a_stub_is_a_profile_that_can_be_kept(bare: Program, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(ARTICLE.encode())
    done = bare.run("doctor", "--stub", str(file), "--url", "https://gazeta.example/a/1")
    assert (done.code, done.err) == (0, "")
    profile = parse_profile(done.out)
    assert (profile.name, profile.base_url) == ("gazeta.example", "https://gazeta.example")
    assert '# title = "div.story h1"' in done.out
    mended = parse_profile(done.out.replace("# [selectors]", "[selectors]").replace("# body = ", "body = "))
    assert mended.selectors.body
    lost = bare.run("doctor", "--stub", str(file))
    assert lost.code == 1 and "--url" in lost.err
