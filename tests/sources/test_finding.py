"""What is judged of pages that came from an unknown site."""

from __future__ import annotations

import pytest

from kaskad_tui.extract import extract_page
from kaskad_tui.sources import finding
from kaskad_tui.sources.shapes import Pages, article_paths, pages_of

BASE = "https://zarya.example"
SOUND = '<enclosure url="/a.mp3" type="audio/mpeg"/>'


def feed(item: str, title: str = "Заря", count: int = 3) -> bytes:
    items = "".join(f"<item><title>Т{n}</title><link>{BASE}/{n}</link>{item}</item>" for n in range(count))
    return f"<rss><channel><title>{title}</title>{items}</channel></rss>".encode()


@pytest.mark.parametrize(
    ("content", "path", "fault"),
    [
        (feed("<description>Текст.</description>"), "/feed", ""),
        (feed("", count=0), "/feed", "empty"),
        (feed(""), "/comments/feed", "comments"),
        (feed(""), "/?type=comments", "comments"),
        (feed("", "Комментарии к «Мост»"), "/feed", "comments"),
        (feed("", "Comments on: The bridge"), "/feed", "comments"),
        (feed(SOUND + "<description>Выпуск.</description>"), "/feed", "episodes"),
        (feed(SOUND + f"<description>{'Текст статьи. ' * 30}</description>"), "/feed", ""),
        (b"<html><body><h1>404</h1></body></html>", "/feed", "none"),
    ],
)
def test_only_a_feed_of_articles_is_one(content: bytes, path: str, fault: str) -> None:
    assert finding.feed_fault(extract_page(content, BASE + path), BASE + path) == fault


@pytest.mark.parametrize(
    ("paths", "shapes"),
    [
        (["/2022/12/27/most", "/2022/12/26/port-2", "/2023/01/02/kosa"], ("/#/#/#/*",)),
        (["/news/1-a", "/news/22-b-c", "/news/333-d"], ("/news/#-*",)),
        (["/a/most-1.html", "/b/port-22.html", "/c/kosa-333.html"], ("/*/*#.html",)),
        (["/news/most", "/news/port", "/news/kosa"], ()),  # a section would fit it, too
        (["/1", "/2", "/3"], ()),
        (["/news/1-a", "/news/2-b"], ()),  # too few to be sure
        (["/news/1-a", "/news/2-b", "/news/3-c", "/most", "/port"], ()),  # a site with others besides
        ([], ()),
    ],
)
def test_the_shape_of_articles_is_learnt_where_it_says_something(
    paths: list[str], shapes: tuple[str, ...]
) -> None:
    assert article_paths(BASE + path for path in paths) == shapes


@pytest.mark.parametrize(
    ("here", "following", "pages"),
    [
        ("/", "/page/2/", Pages("/page/{page}/")),
        ("/news", "/news?page=2", Pages("/news?page={page}")),
        ("/news?sort=new", "/news?sort=new&p=2", Pages("/news?sort=new&p={page}")),
        ("/news", "/news?start=20", Pages("", "start", 20)),
        ("/news", "/news?page=1", Pages("", "page", 1)),  # counted from 0
        ("/2022/", "/2022/page2.html", Pages("/2022/page{page}.html")),
        ("/", "/?after=5fd1c2", Pages()),
        ("/", "/archive", Pages()),
        ("/", "//evil.example/page/2/", Pages()),
        ("/", None, Pages()),
    ],
)
def test_how_a_list_goes_on_is_learnt_from_its_second_page(
    here: str, following: str | None, pages: Pages
) -> None:
    target = (
        f"https:{following}"
        if (following or "").startswith("//")
        else BASE + following
        if following
        else None
    )
    assert pages_of(BASE + here, target) == pages


def test_sitemaps_of_a_robots_txt() -> None:
    robots = "User-agent: *\nSITEMAP : https://zarya.example/a.xml\nSitemap: /b.xml\nsitemap: javascript:x\n"
    assert finding.sitemaps_of(robots, BASE) == (f"{BASE}/a.xml", f"{BASE}/b.xml")
