"""A page and its AMP version are one headline with the page's address; only what was named is asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kaskad_tui.clock import now
from kaskad_tui.model import Article
from kaskad_tui.reader import Reader, View
from kaskad_tui.sources import Site, parse_profile
from kaskad_tui.sources.amp import amp_forms, plain_form
from tests.reader import dressings
from tests.reader.dressings import Dressing, Item
from tests.reader.paper import Answer

STORIES = dressings.items(4)
Path_ = Callable[[Item], str]
FORMS: dict[str, Path_] = {
    "prefix": lambda s: f"/amp/news/{s.number}.html",
    "middle": lambda s: f"/news/amp/{s.number}.html",
    "ending": lambda s: f"/news/{s.number}.amp.html",
    "query": lambda s: f"/news/{s.number}.html?amp=1",
    "suffix": lambda s: f"/news/{s.number}.html/amp",
}


def plain(s: Item) -> str:
    return f"/news/{s.number}.html"


@pytest.mark.parametrize("form", FORMS)
def test_which_page_an_amp_address_is_of(form: str) -> None:
    url = "https://zarya.example" + FORMS[form](STORIES[0])
    assert plain_form(url) == "https://zarya.example/news/4.html"
    assert plain_form("https://zarya.example/news/4.html") is None
    assert plain_form("https://amp.zarya.example/news/4.html") == "https://zarya.example/news/4.html"
    assert plain_form("https://zarya.example/amp/") is None
    if form not in ("query", "suffix"):  # these are folded wherever they stand
        assert FORMS[form](STORIES[0]) in amp_forms("/news/4.html")


def both(amp: Path_, feeds: list[list[tuple[Item, Path_]]]) -> Callable[[Dressing], dict[str, Answer]]:
    def make(site: Dressing) -> dict[str, Answer]:
        pages = {}
        for n, rows in enumerate(feeds):
            items = [f"<item>{i}" for i in dressings.rss("", [], plain).body.split("<item>")[1:]]
            for s, path in rows:
                one = dressings.rss(site.base_url, [s], path).body
                items.append("<item>" + one.split("<item>")[1].split("</item>")[0] + "</item>")
            head = f"<rss version='2.0'><channel><title>Заря</title><link>{site.base_url}/</link>"
            pages[f"/{n}.xml"] = dressings.xml(f"{head}{''.join(items)}</channel></rss>")
        for s in STORIES:
            said = f"<link rel='canonical' href='{site.base_url}{plain(s)}'>"
            named = f"<link rel='amphtml' href='{site.base_url}{amp(s)}'>"
            body = f"<h1>{s.title}</h1><p>{s.day}</p>{s.text}"
            pages[plain(s)] = dressings.page(s.title, body, named)
            pages[amp(s)] = dressings.page(s.title, body, said)
        return pages

    return make


@asynccontextmanager
async def reading(
    make: Callable[[Dressing], dict[str, Answer]], folder: Path
) -> AsyncIterator[tuple[Dressing, Reader]]:
    site = Dressing(make)
    await site.start()
    text = f'name = "z"\nbase_url = "{site.base_url}"\nprivate = true\nfeeds = ["/0.xml"]\n'
    reader = Reader.open(site=Site(parse_profile(text)), data_dir=folder, clock=now)
    try:
        yield site, reader
    finally:
        await reader.close()
        await site.stop()


@pytest.mark.parametrize(("form", "first"), [("prefix", True), ("ending", False), ("query", True)])
async def test_both_in_one_feed_are_one_headline(form: str, first: bool, tmp_path: Path) -> None:
    amp = FORMS[form]
    pairs = [pair for s in STORIES for pair in ((s, amp), (s, plain))]
    async with reading(both(amp, [pairs if first else pairs[::-1]]), tmp_path) as (site, reader):
        assert (await reader.refresh()).new == 4
        rows = reader.headlines(reader.order(View()).keys)
        assert sorted(row.id for row in rows) == sorted(plain(s) for s in STORIES)
        assert {row.url for row in rows} == {site.base_url + plain(s) for s in STORIES}
        site.requests.clear()
        assert isinstance(await reader.open_article(rows[0].key), Article)
        assert site.requests == [rows[0].id]


@pytest.mark.parametrize("form", ["prefix", "query"])
async def test_the_page_that_comes_later_takes_the_headline_over(form: str, tmp_path: Path) -> None:
    amp = FORMS[form]
    feeds: list[list[tuple[Item, Path_]]] = [
        [(s, amp) for s in STORIES],
        [(s, plain) for s in STORIES],
        [(s, amp) for s in STORIES],
    ]
    async with reading(both(amp, feeds), tmp_path) as (site, reader):
        assert (await reader.refresh()).new == 4
        keys = list(reader.order(View()).keys)
        await reader.mark(keys[:1], bookmarked=True)
        assert site._pages is not None
        for later in ("/1.xml", "/2.xml"):
            site._pages["/0.xml"] = site._pages[later]
            assert (await reader.refresh()).new == 0
            rows = reader.headlines(reader.order(View()).keys)
            assert [row.key for row in rows] == keys and rows[0].bookmarked
            assert [row.id for row in rows] == [plain(s) for s in STORIES]
            assert [row.url for row in rows] == [site.base_url + plain(s) for s in STORIES]


async def test_only_what_was_announced_is_asked_for_until_the_page_names_its_own(tmp_path: Path) -> None:
    amp = FORMS["prefix"]
    async with reading(both(amp, [[(s, amp) for s in STORIES]]), tmp_path) as (site, reader):
        await reader.refresh()
        key = reader.order(View()).keys[0]
        site.requests.clear()
        got = await reader.open_article(key)
        assert isinstance(got, Article)
        assert site.requests == [amp(STORIES[0])]
        assert (got.headline.key, got.headline.id) == (key, plain(STORIES[0]))
        for _again in range(2):
            await reader.refresh()
            assert len(reader.order(View())) == 4
            found = reader.find(site.base_url + amp(STORIES[0]))
            assert found is not None and found.key == key


async def test_another_story_under_an_amp_like_address_stays_one(tmp_path: Path) -> None:
    other = replace(STORIES[1], number=STORIES[0].number)  # same number, another title
    amp = FORMS["prefix"]
    async with reading(both(amp, [[(STORIES[0], plain), (other, amp)]]), tmp_path) as (_site, reader):
        assert (await reader.refresh()).new == 2
