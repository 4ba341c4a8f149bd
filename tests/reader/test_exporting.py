"""An article as a file: its name is harmless, no other file is hurt, it is there whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaskad_tui.model import Article, Headline, Image, Video
from kaskad_tui.reader import exporting
from kaskad_tui.reader.exporting import NAME_BYTES, document, export, file_name

PUBLISHED = datetime(2022, 12, 27, 11, 23, tzinfo=timezone(timedelta(hours=2)))
HEADLINE = Headline(
    "40213", "https://kaskad.tv/novosti/40213-yolka", "Ёлка: «наряд» № 5", PUBLISHED, section="Новости"
)
ARTICLE = Article(HEADLINE, "Служба новостей", ("Раз.", "## Два"), "Раз.\n\nДва")
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


def test_the_name_is_day_number_and_title() -> None:
    assert file_name(HEADLINE) == "2022-12-27-40213-елка-наряд-5.md"


@given(
    st.text(max_size=400)
    | st.sampled_from(["CON", "../../etc/passwd", "-rf", "a/b\\c", ".", "\x00", "я" * 500]),
    st.text(max_size=40) | st.sampled_from(["con", "..", "/", "https://example.org/a?b", "", "\ud800"]),
    st.booleans(),
)
def test_whatever_the_title_the_name_is_harmless(title: str, id_: str, dated: bool) -> None:
    name = file_name(replace(HEADLINE, title=title, id=id_, published=PUBLISHED if dated else None))
    assert re.fullmatch(r"(?:\d{4}-\d\d-\d\d|undated)-[A-Za-z0-9_а-я-]+\.md", name)
    assert len(name.encode()) + len("-99") <= NAME_BYTES
    assert name.removesuffix(".md").lower() not in RESERVED
    assert Path("folder", name).parent == Path("folder")


def test_the_file_says_what_is_known() -> None:
    article = replace(
        ARTICLE,
        images=(Image("https://kaskad.tv/a(1).jpg", "снимок", "Подпись [1]"),),
        videos=(Video("https://rutube.ru/video/1/", "Ролик"),),
    )
    text = document(article)
    head, body = text.removeprefix("---\n").split("\n---\n", 1)
    facts = {
        line.partition(": ")[0]: json.loads(line.partition(": ")[2]) for line in head.strip().split("\n")
    }
    assert facts == {
        "title": "Ёлка: «наряд» № 5",
        "date": "2022-12-27T11:23+02:00",
        "author": "Служба новостей",
        "section": "Новости",
        "id": "40213",
        "url": "https://kaskad.tv/novosti/40213-yolka",
    }
    assert body.split("\n\n")[1:] == [
        "Раз.",
        "## Два",
        "![Подпись \\[1\\]](https://kaskad.tv/a%281%29.jpg)",
        "[Ролик](https://rutube.ru/video/1/)\n",
    ]


def test_only_a_day_is_a_day() -> None:
    article = replace(ARTICLE, headline=replace(HEADLINE, day_only=True), complete=False)
    assert '\ndate: "2022-12-27"\n' in document(article)
    assert "\ncomplete: false\n" in document(article)


def test_nothing_in_it_acts() -> None:
    hostile = "a\x1b]0;x\x07\u202eb\x9b31m"
    article = Article(replace(HEADLINE, title=hostile), hostile, (hostile,), hostile, (Image("u", hostile),))
    assert not set("\x1b\x07\u202e\x9b") & set(document(article))


def test_an_article_is_saved_once(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    first, again = export(ARTICLE, folder), export(ARTICLE, folder)
    assert first == again == folder / file_name(HEADLINE)
    assert first.read_text("utf-8") == document(ARTICLE)
    assert list(folder.iterdir()) == [first]


def test_no_file_that_is_there_is_changed(tmp_path: Path) -> None:
    first = export(ARTICLE, tmp_path)
    first.write_text("my own notes")
    second = export(ARTICLE, tmp_path)
    third = export(replace(ARTICLE, body=("Другое.",)), tmp_path)
    assert first.read_text() == "my own notes"
    assert [path.name for path in (second, third)] == [
        "2022-12-27-40213-елка-наряд-5-2.md",
        "2022-12-27-40213-елка-наряд-5-3.md",
    ]


def test_a_link_in_the_way_is_not_followed(tmp_path: Path) -> None:
    victim, folder = tmp_path / "victim", tmp_path / "folder"
    victim.write_bytes(document(ARTICLE).encode())
    folder.mkdir()
    (folder / file_name(HEADLINE)).symlink_to(tmp_path / "victim")
    path = export(ARTICLE, folder)
    assert path.name.endswith("-2.md")
    assert not path.is_symlink()
    victim.unlink()  # now it leads nowhere: it is still in the way
    assert export(ARTICLE, folder) == path


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no room"):
        export(ARTICLE, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_one: object, _other: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", none)
    path = export(ARTICLE, tmp_path)
    assert path.read_text("utf-8") == document(ARTICLE)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_comes_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create = exporting._create

    def slow(path: Path, content: bytes) -> None:
        create(path, content)
        (tmp_path / file_name(HEADLINE)).write_text("came first")

    monkeypatch.setattr(exporting, "_create", slow)
    assert export(ARTICLE, tmp_path).name.endswith("-2.md")
    assert (tmp_path / file_name(HEADLINE)).read_text() == "came first"


def test_too_many_of_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_MOST", 2)
    for n in range(2):
        export(replace(ARTICLE, body=(f"{n}",)), tmp_path)
    with pytest.raises(FileExistsError):
        export(ARTICLE, tmp_path)
