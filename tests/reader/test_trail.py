"""Back through lists whose later pages only their own links tell; nothing is asked for that none named."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kaskad_tui.clock import now
from kaskad_tui.reader import Reader, View
from kaskad_tui.sources import Site, parse_profile
from tests.reader import dressings
from tests.reader.dressings import Dressing
from tests.reader.paper import Answer

Make = Callable[[Dressing], dict[str, Answer]]
STORIES = dressings.items(24)


def rows(stories: list[dressings.Item]) -> str:
    return "".join(
        f"<article><h2><a href='/{s.slug}/'>{s.title}</a></h2><p>{s.day}</p><p>{s.lead}</p></article>"
        for s in stories
    )


def listing(part: int, older: str) -> Answer:
    return dressings.page("Заря", f"<main>{rows(STORIES[8 * part : 8 * part + 8])}</main>{older}")


def cursors(site: Dressing) -> dict[str, Answer]:
    more = "<p><a href='{0}'>{1}</a></p>"
    return {
        "/": listing(0, more.format("/?before=2022-12-30", "Показать ещё")),
        "/?before=2022-12-30": listing(1, more.format("/?cursor=Zm9v", "← Older posts")),
        "/?cursor=Zm9v": listing(2, ""),
    }


def named(site: Dressing) -> dict[str, Answer]:
    return {
        "/": listing(0, "<link rel='next' href='/dekabr.html'>"),
        "/dekabr.html": listing(1, "<a rel='next' href='/noyabr.html'>ноябрь</a>"),
        "/noyabr.html": listing(2, "<p><a href='/'>Старые новости</a></p>"),  # back to the beginning
    }


def circle(site: Dressing) -> dict[str, Answer]:
    pages = {}
    for n in range(60):
        pages[f"/?before={n}" if n else "/"] = listing(n % 3, f"<a href='/?before={n + 1}'>Older posts</a>")
    return pages


def feed(part: int, extra: str) -> Answer:
    answer = dressings.rss("", STORIES[8 * part : 8 * part + 8], lambda s: f"http://x.example/{s.slug}")
    return Answer(
        body=answer.body.replace("<rss ", "<rss xmlns:atom='http://www.w3.org/2005/Atom' ").replace(
            "</title><link>", f"</title>{extra}<link>", 1
        ),
        content_type=answer.content_type,
    )


def archives(site: Dressing) -> dict[str, Answer]:
    link = "<atom:link rel='{0}' href='{1}'/>"
    return {
        "/feed": feed(0, link.format("prev-archive", "/feed/2022-12")),
        "/feed/2022-12": feed(1, link.format("next", "/feed/2022-11")),
        "/feed/2022-11": feed(2, link.format("next-archive", "/feed/2022-12")),
    }


def wordpress(site: Dressing) -> dict[str, Answer]:
    made = "<generator>https://wordpress.org/?v=6.7</generator>"
    return {"/feed": feed(0, made), "/feed?paged=2": feed(1, made), "/feed?paged=3": feed(2, made)}


@asynccontextmanager
async def reading(make: Make, folder: Path) -> AsyncIterator[tuple[Dressing, Callable[[], Reader]]]:
    site = Dressing(make)
    await site.start()
    text = f'name = "z"\nbase_url = "{site.base_url}"\nprivate = true\n'
    text += 'feeds = ["/feed"]\n' if make in (archives, wordpress) else 'list_path = "/"\n'
    opened: list[Reader] = []

    def reader() -> Reader:
        opened.append(Reader.open(site=Site(parse_profile(text)), data_dir=folder, clock=now))
        return opened[-1]

    try:
        yield site, reader
    finally:
        for one in opened:
            await one.close()
        await site.stop()


@pytest.mark.parametrize("make", [cursors, named, archives, wordpress])
async def test_older_follows_what_the_pages_name_to_the_end(make: Make, tmp_path: Path) -> None:
    async with reading(make, tmp_path) as (site, opened):
        reader = opened()
        await reader.refresh()
        news = [(await reader.older()).new for _ in range(2)]
        assert news == [8, 8]
        last = await reader.older()
        assert (last.new, last.end, last.failure) == (0, True, None)
        assert len(reader.order(View())) == 24
        asked = len(site.requests)
        assert (await reader.older()).end and len(site.requests) == asked
        named_somewhere = {"/feed?paged=4"} if make is wordpress else set()
        assert set(site.requests) == set(make(site)) | named_somewhere


async def test_a_list_that_goes_in_circles_ends(tmp_path: Path) -> None:
    async with reading(circle, tmp_path) as (site, opened):
        reader = opened()
        await reader.refresh()
        came = [await reader.older() for _ in range(4)]
        assert [one.new for one in came] == [8, 8, 0, 0]
        assert came[-1].end
        assert len(site.requests) < 8


async def test_a_new_run_goes_on_behind_the_last_page(tmp_path: Path) -> None:
    async with reading(cursors, tmp_path) as (site, opened):
        reader = opened()
        await reader.refresh()
        await reader.older()
        reader = opened()
        site.requests.clear()
        assert (await reader.older()).new == 8
        assert site.requests == ["/?before=2022-12-30", "/?cursor=Zm9v"]


async def test_a_list_without_a_next_page_goes_on_with_the_feed_s(tmp_path: Path) -> None:
    def both(site: Dressing) -> dict[str, Answer]:
        return {"/": listing(0, "")} | wordpress(site)

    async with reading(both, tmp_path) as (site, _opened):
        text = (
            f'name = "z"\nbase_url = "{site.base_url}"\nprivate = true\nlist_path = "/"\nfeeds = ["/feed"]\n'
        )
        reader = Reader.open(site=Site(parse_profile(text)), data_dir=tmp_path / "b", clock=now)
        try:
            await reader.refresh()
            before = len(reader.order(View()))
            assert (await reader.older()).new == 8
            assert len(reader.order(View())) == before + 8
        finally:
            await reader.close()
