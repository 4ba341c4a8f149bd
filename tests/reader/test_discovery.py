"""What is found at an address: feeds, sitemaps, lists, how they go on; and where there is no news."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kaskad_tui.clock import now
from kaskad_tui.model import Article, Failure, FailureKind, ListKind
from kaskad_tui.reader import Found, NetworkSettings, Reader, View, discover, refresh_many, site_at
from kaskad_tui.reader.discovery import check
from kaskad_tui.sources import Site, parse_profile
from kaskad_tui.sources.writing import profile_text
from tests.reader import dressings, no_news
from tests.reader.dressings import Dressing
from tests.reader.paper import Answer

Make = Callable[[Dressing], dict[str, Answer]]


@asynccontextmanager
async def serving(make: Make) -> AsyncIterator[Dressing]:
    site = Dressing(make)
    await site.start()
    try:
        yield site
    finally:
        await site.stop()


async def looked(url: str) -> Found | Failure:
    return await discover(url, settings=NetworkSettings(), clock=now)


def titles(found: Found) -> list[str]:
    return [item.title for item in found.headlines]


@pytest.mark.parametrize(
    ("make", "name", "feeds", "list_path", "page_path", "paths", "count"),
    [
        (dressings.press, "Заря", ("/feed/",), "/", "/page/{page}/", ("/#/#/#/*#",), 10),
        (dressings.cards, "Город сегодня", (), "/", "/?page={page}", ("/news/#",), 9),
        (dressings.portal, "Портал «Берег»", (), "/", "", (), 18),
        (dressings.blog, "Записки", ("/atom.xml",), "/", "", (), 8),
        (dressings.shell, "Эхо", ("/index-map.xml",), "", "", (), 24),
        (dressings.json_feed, "Лист", ("/list.json",), "", "", ("/*#",), 6),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
async def test_each_dressing_is_found_its_way(
    make: Make,
    name: str,
    feeds: tuple[str, ...],
    list_path: str,
    page_path: str,
    paths: tuple[str, ...],
    count: int,
) -> None:
    async with serving(make) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Found)
        profile = found.profile
        assert (profile.title, profile.base_url, profile.language) == (name, site.base_url, "ru")
        assert (profile.feeds, profile.list_path, profile.page_path) == (feeds, list_path, page_path)
        assert profile.article_paths == paths
        newest = dressings.items(8 if make is dressings.blog else 6 if make is dressings.json_feed else 24)
        assert titles(found) == [item.title for item in newest[:count]]
        assert [item.published for item in found.headlines[:3]] != [None] * 3
        assert found.article is not None and found.article.title == newest[0].title
        assert len(site.requests) <= 24
        assert parse_profile(profile_text(profile)) == profile


@pytest.mark.parametrize(
    "make",
    [
        dressings.shop, dressings.login, dressings.brochure,
        no_news.docs, no_news.forum, no_news.company, no_news.contacts,
    ],
)  # fmt: skip
async def test_what_is_no_news_site_is_called_so(make: Make) -> None:
    async with serving(make) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Failure)
        assert found.kind is FailureKind.NO_NEWS
        assert len(site.requests) <= 36


@pytest.mark.parametrize(
    "path", ["/feed/", "/2023/01/01/meriya-pokazala-proekt-novoj-naberezhnoj-24/", "/page/2/"]
)
async def test_a_feed_an_article_a_later_page_lead_to_the_same_site(path: str) -> None:
    async with serving(dressings.press) as site:
        found = await looked(site.base_url + path)
        assert isinstance(found, Found)
        assert found.profile.feeds == ("/feed/",)
        assert found.profile.title == "Заря"
        assert titles(found)[0] == dressings.items()[0].title


async def test_named_lists_and_sections_of_a_front_page(tmp_path: Path) -> None:
    async with serving(dressings.cards) as site, serving(dressings.portal) as other:
        for one in (site, other):
            there = site_at(one.base_url)
            assert there is not None
            reader = Reader.open(site=there, data_dir=tmp_path, clock=now)
            try:
                assert (await reader.refresh()).failure is None
                rows = reader.headlines(reader.order(View()).keys)
                if one is site:
                    popular = reader.lists()[ListKind.POPULAR]
                    assert [item.title for item in popular] == [i.title for i in dressings.items()[3:8]]
                    assert len(rows) == 9
                    assert (await reader.older()).new == 9
                    assert (await reader.older()).new == 6
                    assert (await reader.older()).end
                else:
                    assert [row.section for row in rows[:7]] == ["Происшествия"] * 6 + ["Культура"]
                    assert not (await reader.older()).failure
            finally:
                await reader.close()


async def test_a_feed_s_teaser_is_fetched_whole_unless_the_source_says_otherwise(tmp_path: Path) -> None:
    async with serving(dressings.press) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Found)
        text = profile_text(found.profile)
        for choice, whole in (("full", True), ("feed", False)):
            profile = parse_profile(text.replace('text = "full"', f'text = "{choice}"'))
            reader = Reader.open(site=Site(profile), data_dir=tmp_path / choice, clock=now)
            try:
                await reader.refresh()
                site.requests.clear()
                article = await reader.open_article(reader.order(View()).keys[0])
                assert isinstance(article, Article)
                assert article.complete
                assert ("Разговоры об этом" in article.text) == whole
                assert "Об этом рассказали" in article.text
                assert bool(site.requests) == whole
            finally:
                await reader.close()


async def test_the_feed_s_text_and_the_page_s_are_kept_beside_each_other(tmp_path: Path) -> None:
    async with serving(dressings.press) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Found)
        text = profile_text(found.profile)
        for choice in ("feed", "full"):
            profile = parse_profile(text.replace('text = "full"', f'text = "{choice}"'))
            reader = Reader.open(site=Site(profile), data_dir=tmp_path, clock=now)
            try:
                await reader.refresh()
                key = reader.order(View()).keys[0]
                if choice == "feed":
                    given = reader.article(key)
                    assert given is not None and given.from_feed and reader.other_text(key) is None
                    page = await reader.refetch(key)
                    assert isinstance(page, Article) and not page.from_feed
                    await reader.refresh()  # does not take the page's text back
                    assert reader.other_text(key) == page
                    assert await reader.open_article(key) == given == reader.article(key)
                    assert not page.headline.changed
                else:
                    assert reader.article(key) == page
                    assert reader.other_text(key) == given
            finally:
                await reader.close()


async def test_a_source_that_is_set_to_full_texts_fetches_what_the_feed_gave(tmp_path: Path) -> None:
    async with serving(dressings.press) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Found)
        text = profile_text(found.profile)
        for choice in ("feed", "full"):
            profile = parse_profile(text.replace('text = "full"', f'text = "{choice}"'))
            reader = Reader.open(site=Site(profile), data_dir=tmp_path, clock=now)
            try:
                await reader.refresh()
                got = await reader.open_article(reader.order(View()).keys[0])
                assert isinstance(got, Article) and got.from_feed == (choice == "feed")
            finally:
                await reader.close()


async def test_what_the_feed_gives_is_written_when_it_is_another(tmp_path: Path) -> None:
    moment = now()
    async with serving(dressings.press) as site:
        there = site_at(site.base_url)
        assert there is not None
        reader = Reader.open(site=there, data_dir=tmp_path, clock=lambda: moment)
        try:
            await reader.refresh()
            key = reader.order(View()).keys[0]
            before = reader.feed_text(key)
            assert before is not None
            moment += timedelta(minutes=5)
            await reader.refresh()
            assert reader.feed_text(key) == before, "it was not written anew"
            assert site._pages is not None
            feed = site._pages["/feed/"]
            site._pages["/feed/"] = replace(feed, body=feed.body.replace("Об этом", "О том"))
            await reader.refresh()
            after = reader.feed_text(key)
            assert after is not None and "О том рассказали" in after.text and after.fetched != before.fetched
        finally:
            await reader.close()


async def test_every_address_of_a_story_is_the_same_story(tmp_path: Path) -> None:
    async with serving(dressings.press) as site:
        there = site_at(site.base_url)
        assert there is not None
        reader = Reader.open(site=there, data_dir=tmp_path, clock=now)
        try:
            await reader.refresh()
            first = reader.headlines(reader.order(View(), 1).keys)[0]
            assert len(reader.order(View())) == 10  # list and feed, of which one adds utm_source
            for variant in ("/amp/", "?utm_source=x", "#top", "?amp=1", "?fbclid=5&from=rss"):
                same = reader.find(first.url + variant)
                assert same is not None and same.key == first.key
        finally:
            await reader.close()


async def test_a_source_that_only_feeds_asks_for_nothing_else(tmp_path: Path) -> None:
    async with serving(dressings.blog) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Found)
        reader = Reader.open(site=Site(replace(found.profile, list_path="")), data_dir=tmp_path, clock=now)
        try:
            site.requests.clear()
            brought = await reader.refresh()
            assert (brought.failure, brought.new) == (None, 8)
            assert site.requests == ["/atom.xml"]
            site.answers["/atom.xml"] = Answer(503, "")
            site._pages = {}
            assert (await reader.refresh()).failure is not None
        finally:
            await reader.close()


async def test_a_known_source_is_tried_by_its_profile() -> None:
    async with serving(dressings.press) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Found)
        tried = await check(Site(found.profile), settings=NetworkSettings(), clock=now)
        assert [(look.what, look.count, look.failure) for look in tried.looks] == [
            ("list", 10, None),
            ("feed", 10, None),
            ("article", 0, None),
        ]
        assert tried.article is not None and tried.article.decisions


async def test_an_address_that_a_feed_names_is_not_one_that_was_typed() -> None:
    """A feed on this computer whose site is another port of it: that one was not typed."""

    def elsewhere(site: Dressing) -> dict[str, Answer]:
        stories = dressings.items(4)
        return {"/feed": dressings.rss("http://127.0.0.1:9", stories, lambda s: f"/{s.slug}")}

    async with serving(elsewhere) as site:
        found = await looked(site.base_url + "/feed")
        assert isinstance(found, Found)
        assert found.profile.base_url == "http://127.0.0.1:9"
        assert not found.profile.private
        assert found.article is None
        (failed,) = [look for look in found.looks if look.what == "article"]
        assert failed.failure is not None and failed.failure.kind is FailureKind.FORBIDDEN_ADDRESS


async def test_many_sources_take_as_long_as_the_slowest(tmp_path: Path) -> None:
    import asyncio
    import time

    class Slow(Dressing):
        async def _one(self, head: str, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.4)
            await super()._one(head, writer)

    sites = [Slow(dressings.blog) for _ in range(12)]
    for site in sites:
        await site.start()
    text = 'name = "{n}"\nbase_url = "{url}"\nfeeds = ["/atom.xml"]\nprivate = true\n'
    shops = [Site(parse_profile(text.format(n=f"s{n}", url=site.base_url))) for n, site in enumerate(sites)]
    first = Reader.open(site=shops[0], data_dir=tmp_path, clock=now)
    readers = [first, *(first.beside(shop) for shop in shops[1:])]
    try:
        await first.refresh()  # starts the process
        begun = time.monotonic()
        ended: list[str] = []
        brought = await refresh_many(readers, lambda reader, _brought: ended.append(reader.source))
        took = time.monotonic() - begun
        assert sorted(ended) == sorted(brought) == sorted(shop.name for shop in shops)
        assert [brought[shop.name].new for shop in shops] == [0] + [8] * 11
        assert took < 12 * 0.4 / 2
        assert {reader.headlines(reader.order(View()).keys)[0].source for reader in readers} == set(brought)
    finally:
        for reader in reversed(readers):
            await reader.close()
        for site in sites:
            await site.stop()


def doubled(site: Dressing) -> dict[str, Answer]:
    """A feed by number, a list by name; the page says which of the two it calls its own."""
    stories = dressings.items(6)
    rows = "".join(
        f"<article><h2><a href='/{s.slug}/'>{s.title}</a></h2><p>{s.day}</p><p>{s.lead}</p></article>"
        for s in stories
    )
    pages = {
        "/": dressings.page("Заря", f"<main>{rows}</main>"),
        "/feed": dressings.rss(site.base_url, stories, lambda s: f"/?p={s.number}"),
    }
    for s in stories:
        own = dressings.page(
            s.title,
            f"<h1>{s.title}</h1><p>{s.day}</p>{s.text}",
            f"<link rel='canonical' href='{site.base_url}/{s.slug}/'>",
        )
        pages[f"/{s.slug}/"] = pages[f"/?p={s.number}"] = own
    return pages


async def test_one_story_at_two_addresses_is_one_once_it_was_opened(tmp_path: Path) -> None:
    async with serving(doubled) as site:
        text = (
            f'name = "z"\nbase_url = "{site.base_url}"\nfeeds = ["/feed"]\nlist_path = "/"\nprivate = true\n'
        )
        reader = Reader.open(site=Site(parse_profile(text)), data_dir=tmp_path, clock=now)
        try:
            await reader.refresh()
            assert len(reader.order(View())) == 12
            by_name = reader.find(f"{site.base_url}/{dressings.items(6)[0].slug}/")
            by_number = reader.find(f"{site.base_url}/?p=6")
            assert by_name is not None and by_number is not None
            await reader.mark([by_name.key], bookmarked=True)
            assert isinstance(await reader.open_article(by_number.key), Article)
            for _again in range(2):
                assert len(reader.order(View())) == 11
                assert by_name.key not in reader.order(View()).keys
                same = reader.find(by_name.url)
                assert same is not None and (same.key, same.bookmarked) == (by_number.key, True)
                await reader.refresh()
        finally:
            await reader.close()


async def test_a_site_that_calls_every_page_by_one_name_keeps_its_articles_apart(tmp_path: Path) -> None:
    def careless(site: Dressing) -> dict[str, Answer]:
        pages = doubled(site)
        wrong = f"rel='canonical' href='{site.base_url}/{dressings.items(6)[5].slug}/'"
        for path, answer in pages.items():
            if path not in ("/", "/feed"):
                start, _, rest = answer.body.partition("rel='canonical' href='")
                pages[path] = Answer(body=start + wrong + rest.partition("'")[2])
        return pages

    dashed = dressings.items(6)[5].title
    async with serving(careless) as site:
        text = (
            f'name = "z"\nbase_url = "{site.base_url}"\nfeeds = ["/feed"]\nlist_path = "/"\nprivate = true\n'
        )
        reader = Reader.open(site=Site(parse_profile(text)), data_dir=tmp_path, clock=now)
        try:
            await reader.refresh()
            for key in list(reader.order(View()).keys):
                item = reader.headlines([key])[0]
                if item.title != dashed:
                    await reader.open_article(key)
                    assert len(reader.order(View())) == 12
            before = {item.id: item.title for item in reader.headlines(reader.order(View()).keys)}
            await reader.refresh()
            assert {item.id: item.title for item in reader.headlines(reader.order(View()).keys)} == before
        finally:
            await reader.close()


def maze(site: Dressing) -> dict[str, Answer]:
    """Sitemaps that name each other, feeds without end, a front page that names a hundred feeds."""
    base = site.base_url
    heads = "".join(f"<link rel='alternate' type='application/rss+xml' href='/f{n}'>" for n in range(100))
    index = "".join(f"<sitemap><loc>{base}/news-{n}.xml</loc></sitemap>" for n in range(400))
    pages = {
        "/": dressings.page("Лабиринт", "<p>Сюда.</p>", heads),
        "/robots.txt": Answer(body=f"Sitemap: {base}/sitemap.xml\n" * 100, content_type="text/plain"),
        "/sitemap.xml": dressings.xml(f"<sitemapindex>{index}</sitemapindex>"),
    }
    for n in range(400):
        pages[f"/news-{n}.xml"] = pages["/sitemap.xml"]
    for n in range(100):
        pages[f"/f{n}"] = dressings.rss(base, [], lambda s: "/", f"f{n}")
    return pages


async def test_a_maze_is_left_after_a_bounded_number_of_requests() -> None:
    async with serving(maze) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Failure)
        assert found.kind is FailureKind.NO_NEWS
        assert len(site.requests) <= 36


async def test_a_sitemap_without_titles_is_read_article_by_article(tmp_path: Path) -> None:
    stories = dressings.items()
    async with serving(dressings.mapped) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Found)
        assert (found.profile.feeds, found.profile.list_path) == (("/sitemap.xml",), "")
        assert titles(found) == [item.title for item in stories[:3]]
        reader = Reader.open(site=Site(found.profile), data_dir=tmp_path, clock=now)
        try:
            for have in (10, 20, 24, 24):
                assert (await reader.refresh()).failure is None
                rows = reader.headlines(reader.order(View()).keys)
                assert [row.title for row in rows] == [item.title for item in stories[:have]]
            site.requests.clear()
            await reader.refresh()
            assert site.requests == ["/sitemap.xml"]  # what could not be read is not asked for again
        finally:
            await reader.close()


async def test_the_sitemap_of_the_month_is_found_by_the_index(tmp_path: Path) -> None:
    async with serving(dressings.shell) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Found)
        reader = Reader.open(site=Site(found.profile), data_dir=tmp_path, clock=now)
        try:
            site.requests.clear()
            assert (await reader.refresh()).new == dressings.COUNT
            assert site.requests == ["/index-map.xml", "/maps/news.xml.gz"]
        finally:
            await reader.close()


def parts(site: Dressing) -> dict[str, Answer]:
    """Addresses of one word, a menu of two lists and a page about the paper; no feed."""
    stories = [
        replace(s, slug="abcdefghijklmnopqrstuvwx"[s.number - 1] + "-zametka") for s in dressings.items()
    ]
    menu = (
        "<nav><a href='/'>Главная</a> <a href='/gorod/'>Город</a> <a href='/sport/'>Спорт</a> "
        "<a href='/nasha-gazeta/'>Наша газета</a></nav>"
    )

    def listing(rows: list[dressings.Item], more: str = "") -> Answer:
        found = "".join(
            f"<article><h2><a href='/{s.slug}/'>{s.title}</a></h2><p>{s.day}</p></article>" for s in rows
        )
        return dressings.page("Заря", f"{menu}<main>{found}{more}</main>")

    pages = {
        "/": listing(stories[:6]),
        "/gorod/": listing(stories[:12:2], "<a href='/gorod/?after=7'>Показать ещё</a>"),
        "/gorod/?after=7": listing(stories[12::2]),
        "/sport/": listing(stories[1::2]),
        "/nasha-gazeta/": dressings.page(
            "Наша газета", f"{menu}<h1>Наша газета</h1><p>Выходит с 1961 года.</p>"
        ),
    }
    for s in stories:
        pages[f"/{s.slug}/"] = dressings.page(s.title, f"{menu}<h1>{s.title}</h1><p>{s.day}</p>{s.text}")
    return pages


async def test_sections_of_a_menu_are_lists_until_they_turn_out_to_be_none(tmp_path: Path) -> None:
    async with serving(parts) as site:
        there = site_at(site.base_url)
        assert there is not None
        reader = Reader.open(site=there, data_dir=tmp_path, clock=now)
        try:
            assert (await reader.refresh()).failure is None
            assert [one.title for one in reader.sections()] == ["Город", "Спорт", "Наша газета"]
            assert (await reader.refresh("gorod")).failure is None
            assert len(reader.order(View(section="Город"))) == 6
            assert (await reader.older("gorod")).new == 6
            assert len(reader.order(View(section="Город"))) == 12
            assert len(reader.order(View(section="Спорт"))) == 0
            failure = (await reader.refresh("nasha-gazeta")).failure
            assert failure is not None and failure.kind is FailureKind.NO_HEADLINES
            assert [one.title for one in reader.sections()] == ["Город", "Спорт"]
        finally:
            await reader.close()


async def test_a_private_address_of_a_source_is_refused_in_its_name(tmp_path: Path) -> None:
    async with serving(dressings.blog) as site:
        text = f'name = "router"\nbase_url = "{site.base_url}"\nfeeds = ["/atom.xml"]\n'
        reader = Reader.open(site=Site(parse_profile(text)), data_dir=tmp_path, clock=now)
        try:
            failure = (await reader.refresh()).failure
            assert failure is not None and failure.kind is FailureKind.FORBIDDEN_ADDRESS
            assert failure.source == "router"
            assert site.requests == []
        finally:
            await reader.close()


def portal_of_parts(site: Dressing) -> dict[str, Answer]:
    """A front page that shows five of what «Новости» lists page by page."""
    stories = dressings.items()
    menu = "<ul><li><a href='/news/'>Новости</a></li><li><a href='/afisha/'>Афиша</a></li></ul>"

    def rows(some: list[dressings.Item]) -> str:
        return "".join(f"<p>{s.day} <a href='/news/{s.number}/'>{s.title}</a><br>{s.lead}</p>" for s in some)

    def listing(n: int) -> Answer:
        links = "".join(f"<a href='/news/?PAGEN_1={k}'>{k}</a> | " for k in (1, 2, 3) if k != n)
        more = f"<a href='/news/?PAGEN_1={n + 1}'>След.</a>" if n < 3 else ""
        shown = rows(stories[8 * n - 8 : 8 * n])
        return dressings.page("Новости", f"{menu}<h1>Новости</h1><div>{shown}</div><div>{links}{more}</div>")

    pages = {f"/news/?PAGEN_1={n}": listing(n) for n in (2, 3)} | {"/news/": listing(1)}
    front = f"{menu}<h1>Добро пожаловать</h1><h2>Последние новости</h2><div>{rows(stories[:5])}</div>"
    pages["/"] = dressings.page("Портал Нева", front)
    for s in stories:
        pages[f"/news/{s.number}/"] = dressings.page(
            s.title, f"{menu}<h1>{s.title}</h1><p>{s.day}</p>{s.text}"
        )
    return pages


async def test_the_list_that_goes_on_is_taken_where_the_front_page_shows_its_first() -> None:
    async with serving(portal_of_parts) as site:
        found = await looked(site.base_url)
        assert isinstance(found, Found)
        assert (found.profile.list_path, found.profile.page_path) == ("/news/", "/news/?PAGEN_1={page}")
        assert found.profile.title == "Портал Нева"
        assert titles(found)[:8] == [item.title for item in dressings.items()[:8]]
