"""The user's sources: files beside the configuration, each by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaskad_tui.extract.profile import Profile, SourceSettings
from kaskad_tui.sources import Catalogue, ProfileError, ProfileProblem, parse_profile, site_at, source_name
from kaskad_tui.sources.writing import profile_text

PROFILE = Profile(
    name="gazeta.example",
    title='Газета «Заря» \\ "x"',
    base_url="https://gazeta.example",
    hosts=("gazeta.example",),
    language="ru",
    timezone="Europe/Moscow",
    feeds=("/rss", "https://feeds.example/gazeta"),
    list_path="/news/",
    page_path="/news/page/{page}/",
    article_paths=("/news/#-*",),
    private=True,
    settings=SourceSettings(color="blue", refresh=0, text="feed", keep_days=30, keep_texts=5),
)


def catalogue(tmp_path: Path, **files: str) -> Catalogue:
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return Catalogue(folder)


def test_what_is_written_is_what_is_read() -> None:
    text = profile_text(PROFILE)
    assert parse_profile(text) == PROFILE


def test_every_line_of_a_bare_profile_says_what_could_stand_there() -> None:
    bare = Profile(name="a.example", base_url="https://a.example")
    text = profile_text(bare)
    assert parse_profile(text).feeds == ()
    filled = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.split("\n"))
    filled = filled.replace("# [selectors]", "[selectors]")
    profile = parse_profile(filled)  # each example is right when its mark is taken away
    assert profile.page_path == "/page/{page}" and profile.settings.color == "blue"


def test_the_shipped_source_is_always_there_and_the_user_s_file_stands_before_it(tmp_path: Path) -> None:
    found = Catalogue(tmp_path / "nowhere")
    assert [(entry.name, entry.shipped) for entry in found.entries] == [("kaskad", True)]
    mine = catalogue(tmp_path, kaskad='name = "kaskad"\ntitle = "Мой"\nbase_url = "https://mirror.example"\n')
    assert [(entry.name, entry.shipped, entry.site and entry.site.title) for entry in mine.entries] == [
        ("kaskad", False, "Мой")
    ]
    assert mine.load("kaskad").origin == "https://mirror.example"


def test_one_broken_file_takes_nothing_from_the_others(tmp_path: Path) -> None:
    found = catalogue(
        tmp_path,
        bad="name = 'bad'\ntitel = 'x'\n",
        worse="][",
        other="name = 'another'\nbase_url = 'https://a.example'\n",
        nowhere="name = 'nowhere'\n",
        good="name = 'good'\nbase_url = 'https://good.example'\n",
    )
    assert [site.name for site in found.sites] == ["kaskad", "good"]
    problems = {entry.name: entry.problem for entry in found.entries if entry.problem is not None}
    assert {name: (p.problem, p.key, p.line) for name, p in problems.items()} == {
        "bad": (ProfileProblem.UNKNOWN_KEY, "titel", 2),
        "worse": (ProfileProblem.SYNTAX, "", 1),
        "other": (ProfileProblem.BAD_VALUE, "name", None),
        "nowhere": (ProfileProblem.BAD_VALUE, "base_url", None),
    }
    with pytest.raises(ProfileError):
        found.load("bad")


def test_a_file_that_names_no_source_is_called_as_the_file(tmp_path: Path) -> None:
    texts = {
        "short.example": "base_url = 'https://short.example'\n",
        "typo": "base_url = 'https://a.example'\nfedes = ['/rss']\n",
    }
    found = Catalogue(tmp_path)
    for name, text in texts.items():
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    assert found.load("short.example").name == "short.example"
    with pytest.raises(ProfileError) as caught:
        found.load("typo")
    assert (caught.value.problem, caught.value.key, caught.value.line) == (
        ProfileProblem.UNKNOWN_KEY,
        "fedes",
        2,
    )


def test_save_and_remove(tmp_path: Path) -> None:
    found = Catalogue(tmp_path / "sources")
    assert found.free_name("https://www.gazeta.example/x") == "gazeta.example"
    path = found.save(PROFILE.name, profile_text(PROFILE))
    assert [site.name for site in found.sites] == ["kaskad", "gazeta.example"]
    assert found.free_name("https://www.gazeta.example/x") == "gazeta.example-2"
    assert [file.name for file in path.parent.iterdir()] == ["gazeta.example.toml"]
    assert found.remove("gazeta.example")
    assert not found.remove("gazeta.example")
    assert not found.remove("../config")
    assert not found.remove("kaskad")
    assert [site.name for site in found.sites] == ["kaskad"]


def test_an_address_belongs_to_the_source_of_its_host(tmp_path: Path) -> None:
    one, two = (
        f"name = '{n}'\nbase_url = 'http://127.0.0.1:{p}'\nprivate = true\n"
        for n, p in (("a", 81), ("b", 82))
    )
    found = catalogue(tmp_path, a=one, b=two)
    for url, name in {
        "https://m.kaskad.tv/x": "kaskad",
        "http://127.0.0.1:82/x": "b",
        "http://127.0.0.1:81/": "a",
        "http://127.0.0.1:83/": None,
        "https://evil.example/kaskad.tv": None,
    }.items():
        site = found.of(url)
        assert (site.name if site else None) == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.Gazeta.example/x", "gazeta.example"),
        ("http://127.0.0.1:8080/", "127.0.0.1-8080"),
        ("https://xn--e1aybc.xn--p1ai/", "xn--e1aybc.xn--p1ai"),
        ("http://[::1]:80/", "1]-80"),
    ],
)
def test_a_source_is_called_by_its_host(url: str, name: str) -> None:
    assert source_name(url) == name


def test_an_address_alone_is_a_site_of_which_nothing_is_known() -> None:
    site = site_at("gazeta.example/sport?x=1")
    assert site is not None
    assert (site.name, site.known, site.typed) == ("gazeta.example", False, True)
    assert site.address == "https://gazeta.example/sport?x=1"
    assert site_at("слово") is None
