"""Any site by its address, and the sources of the user's own, as a process on the sample site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kaskad_tui.demo.server import SampleSiteThread
from tests.commands.program import Program, assert_one_message, headlines


@pytest.fixture(scope="module")
def added(site: SampleSiteThread, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A program that has the sample site as a source of the user's own."""
    program = Program(tmp_path_factory.mktemp("added"), ("--lang", "en"))
    done = program.run("sources", "add", site.site.base_url, "--name", "paper")
    assert done.code == 0, done.err
    assert "Added as paper" in done.out
    yield program


def test_a_site_is_read_by_its_address_alone(site: SampleSiteThread, bare: Program) -> None:
    rows = headlines(bare, "--source", site.site.base_url, "--limit", "3")
    name = site.site.base_url.removeprefix("http://").replace(":", "-")
    assert [row["source"] for row in rows] == [name] * 3
    assert all(row["id"].startswith("/") and row["published"] for row in rows)
    text = bare.run("--source", site.site.base_url, "read", rows[0]["id"], "--format", "text")
    assert text.code == 0 and len(text.out) > 200
    # what was found out is remembered: nothing is asked
    again = headlines(bare, "--source", site.site.base_url, "--offline")
    assert {row["id"] for row in rows} <= {row["id"] for row in again}


def test_an_added_source_is_listed_read_and_removed(added: Program, site: SampleSiteThread) -> None:
    listed = added.run("sources", "list", "--json").json()
    assert [(row["name"], row["shipped"], row["problem"]) for row in listed] == [
        ("kaskad", True, None),
        ("paper", False, None),
    ]
    assert listed[1]["url"] == site.site.base_url
    assert listed[1]["feeds"] == [f"{site.site.base_url}/?format=feed&type=rss"]
    rows = headlines(added, "--source", "paper")
    assert len(rows) >= 10 and {row["source"] for row in rows} == {"paper"}
    # an address of the source needs no name
    found = added.run("read", rows[0]["url"], "--format", "json").json()
    assert (found["source"], found["id"]) == ("paper", rows[0]["id"])
    assert added.run("--source", "paper", "mark", "bookmark", rows[0]["id"]).code == 0
    assert rows[0]["title"] in added.run("--source", "paper", "search", "is:bookmarked").out
    assert added.run("--source", "kaskad", "search", "is:bookmarked").out == ""
    report = added.run("--source", "paper", "doctor").out
    assert "paper" not in report and "127.0.0.1" not in report
    assert added.run("sources", "remove", "paper").code == 0
    assert [row["name"] for row in added.run("sources", "list", "--json").json()] == ["kaskad"]
    assert rows[0]["title"] in added.run("search", "source:paper", "is:bookmarked").out


def test_a_source_is_tried_without_a_trace(bare: Program, site: SampleSiteThread) -> None:
    found = bare.run("sources", "test", site.site.base_url + "/novosti", "--json").json()
    assert found["list"] == f"{site.site.base_url}/novosti"
    assert found["article"]["decisions"]
    assert {look["what"] for look in found["looked_at"]} >= {"address", "feed", "article"}
    assert [row["name"] for row in bare.run("sources", "list", "--json").json()] == ["kaskad"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--source", "nobody", "headlines"), 2, "there is no source 'nobody'; known are: kaskad"),
        (("sources", "add"), 2, "add needs an address, a name or a file"),
        (("sources", "add", "no address"), 2, "is not an http or https address"),
        (("sources", "add", "https://a.example", "--name", "kaskad"), 2, "the name is taken"),
        (("sources", "add", "https://a.example", "--name", "../x"), 2, "the name is taken"),
        (("sources", "remove", "kaskad"), 1, "ships with the program"),
        (("sources", "remove", "nobody"), 1, "There is no source nobody."),
        (("--offline", "sources", "add", "https://a.example"), 1, "Working offline"),
    ],
)
def test_what_cannot_be_is_said(bare: Program, words: tuple[str, ...], code: int, said: str) -> None:
    done = bare.run(*words)
    assert done.code == code
    assert_one_message(done.err, [said])


def test_a_broken_file_is_named_with_its_line_and_hinders_nothing_else(bare: Program) -> None:
    folder = bare.home / ".config" / "kaskad-tui" / "sources"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text('name = "bad"\n\nbase_ur = "https://a.example"\n')
    done = bare.run("sources", "list")
    assert done.code == 1
    assert_one_message(done.err, ["bad.toml, line 3: there is no setting base_ur; the nearest is base_url"])
    assert "kaskad" in done.out
    assert bare.run("--source", "bad", "headlines").code == 2
    assert bare.run("headlines", "--offline").code == 0


def test_sources_travel_as_a_list_of_feeds(bare: Program) -> None:
    listed = (
        '<opml version="1.0"><body><outline text="Все"><outline text="Заря" xmlUrl="https://zarya.example/rss"/>'
        '<outline text="Каскад" xmlUrl="https://kaskad.tv/novosti?format=feed&amp;type=rss"/>'
        '<outline text="x" xmlUrl="exec:rm"/></outline></body></opml>'
    )
    done = bare.run("sources", "import", "-", stdin=listed.encode())
    assert (done.code, done.out) == (0, "zarya.example\n")
    assert_one_message(done.err, ["1 source added; 1 was there already; 1 left out"])
    again = bare.run("sources", "import", "-", stdin=listed.encode())
    assert again.out == "" and "2 were there already" in again.err
    assert bare.run("sources", "export", "list.opml").code == 0
    text = (bare.home / "list.opml").read_text("utf-8")
    assert 'xmlUrl="https://zarya.example/rss"' in text and "kaskad.tv" in text
    assert text == bare.run("sources", "export").out or "dateCreated" in text
    for name, said in {
        "bomb.opml": '<!DOCTYPE opml [<!ENTITY a "x">]><opml><body/></opml>',
        "page.opml": "<html></html>",
    }.items():
        (bare.home / name).write_text(said)
        done = bare.run("sources", "import", name)
        assert done.code == 1
        assert_one_message(done.err, [name])
    done = bare.run("sources", "import", "nowhere.opml")
    assert done.code == 1
    assert_one_message(done.err, ["nowhere.opml"])


def test_a_list_from_elsewhere_opens_no_door_to_this_computer(bare: Program, site: SampleSiteThread) -> None:
    base = site.site.base_url
    feed = f"{base}/novosti?format=feed&amp;type=rss"
    listed = f'<opml><body><outline text="Внутри" xmlUrl="{feed}" htmlUrl="{base}/"/></body></opml>'
    name = bare.run("sources", "import", "-", stdin=listed.encode()).out.strip()
    refused = bare.run("--source", name, "headlines")
    assert refused.code == 1
    assert_one_message(refused.err, ["private address"])
    # typed, it is meant
    assert headlines(bare, "--source", base)[0]["source"] == name
    assert headlines(bare, "--source", name, "--base-url", base)
