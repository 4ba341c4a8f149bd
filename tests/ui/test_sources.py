"""S: from source to source, all of them in one list, and a new one from its address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.widgets import OptionList

from kaskad_tui.reader import ALL, Catalogue, Everything, Reader
from kaskad_tui.ui.screens.sources import SourceChooser
from kaskad_tui.ui.switching import Sources
from tests.fault_server import FaultServer, page
from tests.ui.harness import Seed, Stage, on_stage

TEXT = "Мост через реку закрыли на ремонт до конца недели, сообщили в городской администрации. " * 5


def feed(name: str) -> str:
    items = "".join(
        f"<item><title>{name}: новость номер {n} о жизни города</title><link>/n/{1000 + n}-x</link>"
        f"<pubDate>Tue, 24 Nov 2026 0{n}:00:00 +0200</pubDate><description>{TEXT[:90]}</description></item>"
        for n in range(1, 8)
    )
    return f"<rss version='2.0'><channel><title>{name}</title><link>/</link>{items}</channel></rss>"


@pytest.fixture
async def paper() -> AsyncIterator[FaultServer]:
    head = "<link rel=alternate type='application/rss+xml' href='/feed.xml'>"
    text = f"<html><title>Новость</title><h1>Новость</h1><p>{TEXT}</p><p>{TEXT}</p>"
    routes = {
        "/": page(f"<html><head><title>Вечерняя газета</title>{head}</head><body>"),
        "/feed.xml": page(feed("Вечерняя"), headers={"Content-Type": "application/rss+xml"}),
        **{f"/n/{1000 + n}-x": page(text) for n in range(1, 8)},
    }
    async with FaultServer(routes) as server:
        yield server


@pytest.fixture
async def stage(seed: Seed, tmp_path: Path) -> AsyncIterator[Stage]:
    reader = Reader.open(
        base_url=seed.base_url, data_dir=seed.copy(tmp_path / "data"), sources=Catalogue(tmp_path / "sources")
    )
    async with on_stage(reader) as made:
        yield made


def rows(stage: Stage) -> list[str]:
    """What the overlay of sources lists."""
    assert isinstance(stage.app.screen, SourceChooser)
    options = stage.app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(n).prompt).strip() for n in range(options.option_count)]


async def add(stage: Stage, server: FaultServer) -> None:
    """Type the address of a site into the overlay and take it."""
    await stage.press("S", *server.url().removeprefix("http://"))
    assert "Add " in rows(stage)[-1]
    await stage.press("enter")
    await stage.until(lambda: stage.reader.source != "kaskad")


async def test_an_address_becomes_a_source_and_is_shown(
    stage: Stage, paper: FaultServer, tmp_path: Path
) -> None:
    await add(stage, paper)
    assert stage.reader.title == "Вечерняя газета"
    assert "is added: 7 headlines" in await stage.says()
    await stage.until(lambda: len(stage.screen.news.order) == 7)
    files = list((tmp_path / "sources").glob("*.toml"))
    assert len(files) == 1 and stage.reader.source == files[0].stem
    assert "ВЕЧЕРНЯЯ ГАЗЕТА" in stage.header


async def test_all_sources_are_one_list_with_marks_of_where_from(stage: Stage, paper: FaultServer) -> None:
    await add(stage, paper)
    await stage.press("S")
    assert rows(stage)[0].startswith("All sources") and len(rows(stage)) == 3
    await stage.press(*"all s", "enter")
    await stage.until(lambda: isinstance(stage.reader, Everything))
    await stage.until(lambda: {"kaskad", "Вечерняя"} == names(stage))
    painted = stage.picture()
    assert " ▪ Каскад " in painted and " ▪ Вечерн " in painted


def names(stage: Stage) -> set[str]:
    """Of the sources in the list: the name of the first, the titles of the others."""
    keys = list(stage.screen.news.order.keys)
    return {"kaskad" if item.source == "kaskad" else "Вечерняя" for item in stage.reader.headlines(keys)}


async def test_a_section_of_all_is_a_source(stage: Stage, paper: FaultServer) -> None:
    await add(stage, paper)
    stage.app.show_reader(stage.app.sources.reader(ALL) or stage.reader)
    await stage.until(lambda: isinstance(stage.reader, Everything))
    await stage.press("s", *"вечер", "enter")
    await stage.until(lambda: names(stage) == {"Вечерняя"})


async def test_the_source_that_was_shown_comes_back(stage: Stage, paper: FaultServer) -> None:
    await add(stage, paper)
    name = stage.reader.source
    await stage.until(lambda: stage.reader.shared.choice("source") == name)
    host = stage.app.sources.host
    again = Sources(host)
    assert again.resumed().source == name
    assert stage.app.sources.host.sources is not None
    stage.app.sources.host.sources.remove(name)
    assert Sources(host).resumed() is host


async def test_what_is_no_news_site_is_said_and_nothing_is_kept(stage: Stage, tmp_path: Path) -> None:
    form = page("<html><title>Вход</title><form><input type=password></form>")
    async with FaultServer({"/": form}) as server:
        await stage.press("S", *server.url().removeprefix("http://"), "enter")
        await stage.until(lambda: "Looking at" not in stage.picture() and "news" in stage.picture())
        assert stage.reader.source == "kaskad"
        assert not list((tmp_path / "sources").glob("*.toml"))


async def test_a_known_address_is_shown_not_added_again(
    stage: Stage, paper: FaultServer, tmp_path: Path
) -> None:
    await add(stage, paper)
    await stage.press("S", *"каскад", "enter")
    await stage.until(lambda: stage.reader.source == "kaskad")
    await stage.press("S", *paper.url().removeprefix("http://"), "enter")
    await stage.until(lambda: stage.reader.source != "kaskad")
    assert len(list((tmp_path / "sources").glob("*.toml"))) == 1


async def test_a_wrong_file_is_named(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "bad.toml").write_text('name = "bad"\nbase_url = 5\n')
    await stage.press("S", *"bad")
    assert "its file is wrong" in rows(stage)[0]
    await stage.press("enter")
    assert "base_url" in await stage.says()
