from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime

import pytest

from kaskad_tui.demo.pictures import png
from tests.demo.conftest import Visitor

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    "address",
    [
        "/novosti/1000-zametka-1000",
        "/novosti/1000-a-wrong-slug",
        "/novosti/1000-21-slug",
        "/novosti/1000",
        "/novosti/1000-",
        "/novosti/1000-zametka-1000/",
        "/syuzhety/1000-zametka-1000",
        "/index.php/novosti/1000-zametka-1000",
        "/index.php/sport/1000/",
        "/index.php?option=com_content&view=article&id=1000:zametka&catid=8",
        "/novosti/1000-%D0%B7",
        "/novosti/1000-zametka-1000?utm_source=x",
        "/novosti/1000-zametka-1000?tmpl=component&print=1&layout=default",
        "/novosti/1000-zametka-1000/amp",
        "/novosti/1000/amp/",
    ],
)
def test_the_number_is_what_counts(visitor: Visitor, address: str) -> None:
    page = visitor.page(address)
    assert "Второй абзац 1000." in page
    assert "Заметка «1000» &amp; другие" in page


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere",
        "/novosti/999",
        "/novosti/999-zametka-1000",
        "/novosti/zametka",
        "/nowhere/1000-zametka-1000",
        "/1000-zametka-1000",
        "/novosti/1000/amp/amp",
        "/novosti/1000-zametka-1000?format=feed&type=rss",
        "/novosti/99999999999999999999",
        "/images/2026/unknown.jpg",
        "/component/tags/tag/nothing",
        "/%00",
        "/..%2f..%2fetc/passwd",
    ],
)
def test_what_is_not_there_answers_404(visitor: Visitor, address: str) -> None:
    status, headers, body = visitor.ask(address)
    assert status == 404
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert len(body) < 3000
    assert "Второй абзац" not in body.decode()


def numbers(page: str) -> list[int]:
    """Return the numbers of the list itself, without the blocks around it."""
    part = page.partition('<div class="blog')[2] or page.partition('<div class="lenta">')[2]
    part = re.split(r'<div class="(?:pagination|strn|blok|clearfix)"', part)[0]
    found = re.findall(r'<a href="/\w+/(\d+)-[^"?]*"', part)
    return list(dict.fromkeys(map(int, found)))


def test_a_list_pages_by_ten_and_shows_fourteen(visitor: Visitor) -> None:
    first, second = numbers(visitor.page("/novosti")), numbers(visitor.page("/novosti?start=10"))
    assert len(first) == len(second) == 14
    assert first == sorted(first, reverse=True)
    assert first[10:] == second[:4]
    everything = {
        number for page in range(7) for number in numbers(visitor.page(f"/novosti?start={page * 10}"))
    }
    assert everything == {*range(1000, 1640, 10), 2004}
    assert numbers(visitor.page("/"))[:4] == [2004, 2003, 2002, 2001]
    assert numbers(visitor.page("/syuzhety")) == [2003, 2002]


def test_pages_are_linked(visitor: Visitor) -> None:
    page = visitor.page("/novosti?start=20")
    for start in (10, 30, 40, 60):
        assert f'href="/novosti?start={start}"' in page
    assert 'href="/novosti"' in page


def test_past_the_end_is_an_empty_list(visitor: Visitor) -> None:
    page = visitor.page("/novosti?start=5000")
    assert numbers(page) == []
    assert "start=" not in re.sub(r"(?s)<head>.*?</head>", "", page)
    assert visitor.page("/novosti?format=feed&type=rss&start=5000").count("<item>") == 0


def test_the_head_names_base_feeds_and_amp(visitor: Visitor) -> None:
    host = "kaskad.example:8080"
    _, _, body = visitor.ask("/novosti?start=10&x=%22", headers={"Host": host})
    page = body.decode()
    assert f'<base href="http://{host}/novosti?start=10&amp;x=%22" />' in page
    assert 'href="/novosti?format=feed&amp;type=rss"' in page
    article = visitor.page("/novosti/1000")
    assert f'<link href="{visitor.base_url}/novosti/1000-zametka-1000/amp" rel="amphtml" />' in article
    assert "format=feed" not in article
    assert 'rel="canonical"' not in article
    assert f'<link rel="canonical" href="{visitor.base_url}/novosti/1000-zametka-1000">' in visitor.page(
        "/novosti/1000/amp"
    )


def test_the_print_version_has_no_frame(visitor: Visitor) -> None:
    page = visitor.page("/novosti/1000?tmpl=component&print=1")
    for furniture in ("ТОП 5", "НТРК", "Главная", "Контакты"):
        assert furniture not in page


def test_rss(visitor: Visitor) -> None:
    status, headers, body = visitor.ask("/syuzhety?format=feed&type=rss")
    assert (status, headers["content-type"]) == (200, "application/rss+xml; charset=utf-8")
    items = ET.fromstring(body).findall("channel/item")
    assert [item.findtext("title") for item in items] == [
        "Заметка «2003» & другие",
        "Заметка «2002» & другие",
    ]
    newest, second = items
    assert (
        newest.findtext("link") == newest.findtext("guid") == f"{visitor.base_url}/syuzhety/2003-zametka-2003"
    )
    assert newest.findtext("author") == "vetrova@example.org (Пелагея Ветрова)"
    assert second.find("author") is None
    assert newest.findtext("category") == "Сюжеты"
    assert parsedate_to_datetime(newest.findtext("pubDate", "")).isoformat().startswith("2026-11-24T")
    assert newest.findtext("pubDate", "").endswith("+0200")
    assert f'<img src="{visitor.base_url}/images/2026/les.jpg"' in newest.findtext("description", "")
    picture = f'<p><img src="{visitor.base_url}/images/2026/most.jpg" /></p><p>Первый'
    assert second.findtext("description", "").startswith(picture)


def test_feeds_walk_back_through_the_archive(visitor: Visitor) -> None:
    def titles(start: int) -> list[str | None]:
        feed = visitor.page(f"/novosti?format=feed&type=rss&start={start}&limit=3")
        return [item.findtext("title") for item in ET.fromstring(feed).iter("item")]

    assert len(titles(0)) == 14
    assert titles(10)[:4] == titles(0)[10:]
    assert len(titles(60)) == 5


def test_atom_leaves_its_links_open(visitor: Visitor) -> None:
    status, headers, body = visitor.ask("/?format=feed&type=atom")
    assert (status, headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    with pytest.raises(ET.ParseError):
        ET.fromstring(body)
    # Closing what was left open is all that it lacks.
    mended = ET.fromstring(re.sub(rb"(<link [^>]*)>", rb"\1/>", body))
    entries = mended.findall(f"{ATOM}entry")
    assert len(entries) == 14
    second = entries[1]
    assert second.findtext(f"{ATOM}author/{ATOM}name") == "Пелагея Ветрова"
    assert second.findtext(f"{ATOM}summary") == second.findtext(f"{ATOM}content")
    assert second.findtext(f"{ATOM}published") == second.findtext(f"{ATOM}updated")


def test_sitemap_and_robots(visitor: Visitor) -> None:
    locations = [
        element.text for element in ET.fromstring(visitor.page("/sitemap.xml")).iter() if element.text
    ]
    assert f"{visitor.base_url}/novosti/1000-zametka-1000" in locations
    assert f"{visitor.base_url}/sport" in locations
    assert f"Sitemap: {visitor.base_url}/sitemap.xml" in visitor.page("/robots.txt")


def test_tags_list_their_articles(visitor: Visitor) -> None:
    assert numbers(visitor.page("/component/tags/tag/futbol")) == [2003, 2001]


def test_pictures_are_what_they_say(visitor: Visitor) -> None:
    status, headers, body = visitor.ask("/images/2026/most.jpg")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert body.startswith(b"\x89PNG\r\n\x1a\n")
    assert body == png("images/2026/most.jpg")
    assert body != png("images/2026/les.jpg")
    assert (int.from_bytes(body[16:20]), int.from_bytes(body[20:24])) == (320, 180)


def test_a_picture_has_as_many_pixels_as_it_says() -> None:
    import zlib

    for name in range(40):
        content = png(f"images/{name}.jpg")
        length = int.from_bytes(content[33:37])
        assert len(zlib.decompress(content[41 : 41 + length])) == 180 * (1 + 320 * 3)
