"""Every form of feed that is about, in the encodings that it comes in, whole and broken."""

from __future__ import annotations

import json

import pytest

from kaskad_tui.extract import Page, extract_page
from kaskad_tui.model import PageKind

URL = "https://zarya.example/rss/all.xml"
TITLE = "Мост через Преголю закроют до весны"
TEXT = "Работы начнутся утром и займут несколько недель, объезд уже готов."
PROLOG = '<?xml version="1.0" encoding="utf-8"?>'


def read(text: str | bytes, content_type: str | None = None) -> Page:
    return extract_page(text.encode() if isinstance(text, str) else text, URL, content_type=content_type)


def rss(item: str, version: str = "2.0", names: str = "", channel: str = "") -> str:
    return (
        f'{PROLOG}<rss version="{version}" {names}><channel><title>Заря</title>'
        f"<link>https://zarya.example/</link>{channel}<item>{item}</item></channel></rss>"
    )


def rdf(namespace: str) -> str:
    return (
        f'{PROLOG}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Заря</title><link>https://zarya.example/'
        f'</link></channel><item rdf:about="https://zarya.example/n/1"><title>{TITLE}</title>'
        f"<link>https://zarya.example/n/1</link><description>{TEXT}</description>"
        "<dc:date>2022-12-27T11:23:00+03:00</dc:date><dc:creator>Анна Иванова</dc:creator></item></rdf:RDF>"
    )


BODY = f"<title>{TITLE}</title><link>https://zarya.example/n/1</link><description>{TEXT}</description>"
DATE = "<pubDate>Tue, 27 Dec 2022 11:23:00 +0300</pubDate>"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
ATOM_1 = (
    f'{PROLOG}<feed xmlns="http://www.w3.org/2005/Atom"><title>Заря</title>'
    f'<link href="https://zarya.example/"/><entry><title>{TITLE}</title><link rel="alternate" href="https://zarya.example/n/1"/><id>urn:1</id>'
    f"<published>2022-12-27T11:23:00+03:00</published><updated>2023-01-01T00:00:00Z</updated>"
    f'<author><name>Анна Иванова</name></author><content type="html">&lt;p>{TEXT}&lt;/p></content></entry>'
    "</feed>"
)
ATOM_03 = (
    f'{PROLOG}<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Заря</title>'
    f'<entry><title>{TITLE}</title><link rel="alternate" type="text/html" href="https://zarya.example/n/1"/>'
    f"<issued>2022-12-27T11:23:00+03:00</issued><modified>2023-01-01T00:00:00Z</modified>"
    f'<author><name>Анна Иванова</name></author><content type="text/html" mode="escaped">&lt;p>{TEXT}&lt;/p>'
    "</content></entry></feed>"
)
ATOM_XHTML = ATOM_1.replace(
    f'<content type="html">&lt;p>{TEXT}&lt;/p></content>',
    f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content>',
)


def json_feed(version: str, **more: object) -> str:
    item = {
        "id": "https://zarya.example/n/1",
        "title": TITLE,
        "content_text": TEXT,
        "date_published": "2022-12-27T11:23:00+03:00",
        **more,
    }
    return json.dumps(
        {"version": f"https://jsonfeed.org/version/{version}", "title": "Заря", "items": [item]}
    )


@pytest.mark.parametrize(
    "text",
    [
        rdf("http://my.netscape.com/rdf/simple/0.9/"),
        rdf("http://purl.org/rss/1.0/"),
        rss(BODY + DATE + "<author>a@zarya.example (Анна Иванова)</author>", "0.91"),
        rss(BODY + DATE + "<author>Анна Иванова</author>", "0.92"),
        rss(BODY + DATE + "<dc:creator>Анна Иванова</dc:creator>", "2.0", DC),
        rss(
            BODY + "<dc:date>2022-12-27T11:23:00+03:00</dc:date><dc:creator>Анна Иванова</dc:creator>",
            "2.0",
            DC,
        ),
        ATOM_03,
        ATOM_1,
        ATOM_XHTML,
        json_feed("1", author={"name": "Анна Иванова"}),
        json_feed("1.1", authors=[{"name": "Анна Иванова"}]),
    ],
    ids=[
        "0.90",
        "1.0",
        "0.91",
        "0.92",
        "2.0",
        "2.0 dc",
        "atom 0.3",
        "atom 1.0",
        "atom xhtml",
        "json 1",
        "json 1.1",
    ],
)
def test_every_format_says_the_same(text: str) -> None:
    page = read(text)
    assert page.kind is PageKind.FEED
    assert page.title == "Заря"
    (entry,) = page.entries
    assert (entry.title, entry.url, entry.text) == (TITLE, "https://zarya.example/n/1", TEXT)
    assert entry.published is not None
    assert entry.published.isoformat() == "2022-12-27T11:23:00+03:00"
    assert entry.author == "Анна Иванова"
    assert [item.title for item in page.headlines] == [TITLE]


@pytest.mark.parametrize(
    ("bytes_in", "declared", "header"),
    [
        ("utf-8", "utf-8", None),
        ("windows-1251", "windows-1251", None),
        ("koi8-r", "koi8-r", None),
        ("cp866", "cp866", None),
        ("utf-16", "utf-16", None),
        ("utf-8-sig", None, None),
        ("windows-1251", None, None),
        ("koi8-r", None, None),
        # declared wrongly
        ("utf-8", "windows-1251", None),
        ("windows-1251", "utf-8", None),
        ("koi8-r", "windows-1251", None),
        ("koi8-r", "utf-8", "text/xml; charset=utf-8"),
        ("windows-1251", "koi8-r", None),
        ("windows-1251", "windows-1251", "text/xml; charset=utf-8"),
        ("utf-8", "utf-8", "text/xml; charset=windows-1251"),
        ("utf-8", "zlib_codec", "text/xml; charset=undefined"),
    ],
)
def test_every_encoding_is_read(bytes_in: str, declared: str | None, header: str | None) -> None:
    text = rss(BODY + DATE).replace(' encoding="utf-8"', f' encoding="{declared}"' if declared else "")
    page = read(text.encode(bytes_in), header)
    assert [(entry.title, entry.text) for entry in page.entries] == [(TITLE, TEXT)]
    assert page.title == "Заря"


@pytest.mark.parametrize(
    ("text", "url", "image"),
    [
        (
            rss(f"<title>{TITLE}</title><link>../n/1</link>"
                f"<description>&lt;img src='i.jpg'/&gt;{TEXT}</description>"),
            "https://zarya.example/n/1",
            "https://zarya.example/n/i.jpg",
        ),
        (
            rss(f"<title>{TITLE}</title><link>/n/1?utm_source=rss&amp;id=5#more</link><description>{TEXT}"
                "&lt;img src='//img.example/i.jpg'/&gt;</description>"),
            "https://zarya.example/n/1?id=5",
            "https://img.example/i.jpg",
        ),
        (
            ATOM_1.replace("<feed ", '<feed xml:base="https://b.example/x/" ').replace(
                'href="https://zarya.example/n/1"', 'href="n/1"'
            ).replace("&lt;p>", "&lt;p>&lt;img src=i.jpg>"),
            "https://b.example/x/n/1",
            "https://b.example/x/i.jpg",
        ),
        (
            ATOM_1.replace("<entry>", '<entry xml:base="https://e.example/y/">').replace(
                'href="https://zarya.example/n/1"', 'href="n/1"'
            ).replace("&lt;p>", "&lt;p>&lt;img src=i.jpg>"),
            "https://e.example/y/n/1",
            "https://e.example/y/i.jpg",
        ),
        (
            ATOM_1.replace("<feed ", '<feed xml:base="https://b.example/x/" ')
            .replace("<entry>", '<entry xml:base="y/">')
            .replace('href="https://zarya.example/n/1"', 'href="n/1"')
            .replace("<content ", '<content xml:base="z/" ')
            .replace("&lt;p>", "&lt;p>&lt;img src=i.jpg>"),
            "https://b.example/x/y/n/1",
            "https://b.example/x/y/z/i.jpg",
        ),
    ],
    ids=["rss", "rss, slash", "base of the feed", "base of the entry", "bases of three"],
)  # fmt: skip
def test_relative_addresses_are_resolved(text: str, url: str, image: str) -> None:
    (entry,) = read(text).entries
    assert entry.url == url
    assert [one.url for one in entry.images] == [image]


def test_the_whole_text_goes_before_the_teaser_and_media_are_kept() -> None:
    names = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
    )
    (entry,) = read(
        rss(
            f"{BODY}{DATE}<content:encoded><![CDATA[<p>{TEXT}</p><p>И ещё абзац.</p>]]></content:encoded>"
            '<media:title>Не заголовок</media:title><media:content url="https://zarya.example/v.mp4" '
            'type="video/mp4"/><media:content url="https://zarya.example/p.jpg" medium="image">'
            "<media:description>Мост</media:description></media:content>"
            '<enclosure url="https://zarya.example/s.mp3" type="audio/mpeg" length="1"/>',
            names=names,
        )
    ).entries
    assert entry.title == TITLE
    assert entry.text == f"{TEXT}\n\nИ ещё абзац."
    assert [video.url for video in entry.videos] == [
        "https://zarya.example/v.mp4",
        "https://zarya.example/s.mp3",
    ]
    assert [(image.url, image.caption) for image in entry.images] == [("https://zarya.example/p.jpg", "Мост")]


@pytest.mark.parametrize(
    "text",
    [
        rss(BODY.replace("Мост", "Мост & мостки,") + DATE),
        rss(BODY + DATE).replace("</item></channel></rss>", ""),
        rss(BODY + DATE).replace("</item></channel></rss>", "</item><item><title>Начало вт"),
        "\n\n  \ufeff" + rss(BODY + DATE),
        "<!-- кэш -->" + rss(BODY + DATE),
        "Warning: mysql_connect() in /x on line 3\n" + rss(BODY + DATE),
        rss(BODY.replace("</description>", "&nbsp;&laquo;&mdash;&raquo;&copy;</description>") + DATE),
        rss(BODY + DATE + "<category>\x01\x0b</category>"),
        rss(BODY + DATE + "<x:unbound>1</x:unbound>"),
        rss(BODY.replace("<description>", "<description><b>") + DATE),
    ],
    ids=[
        "ampersand",
        "cut",
        "cut in an item",
        "blank",
        "comment",
        "warning",
        "entities",
        "controls",
        "prefix",
        "tag",
    ],
)
def test_broken_xml_gives_what_it_holds(text: str) -> None:
    page = read(text)
    assert page.kind is PageKind.FEED
    assert page.entries[0].url == "https://zarya.example/n/1"
    assert page.entries[0].title is not None and page.entries[0].title.endswith(
        "через Преголю закроют до весны"
    )
    assert TEXT[:-1] in page.entries[0].text
    assert page.entries[0].published is not None


def test_an_entry_without_a_link_takes_its_permalink_and_one_without_both_is_none() -> None:
    permanent = rss(f"<title>{TITLE}</title><guid>https://zarya.example/n/7</guid>")
    assert [entry.url for entry in read(permanent).entries] == ["https://zarya.example/n/7"]
    number = rss(f'<title>{TITLE}</title><guid isPermaLink="false">https://zarya.example/n/7</guid>')
    assert read(number).entries == ()
    for address in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://[",
        "mailto:a@b.c",
    ):
        assert read(rss(f"<title>{TITLE}</title><link>{address}</link>")).entries == ()


def test_the_same_entry_twice_is_one() -> None:
    item = BODY + DATE
    again = item.replace("/n/1", "/n/1?utm_campaign=x").replace("Мост", "Тот же мост")
    text = rss(item).replace("</item>", f"</item><item>{again}</item>")
    assert [entry.title for entry in read(text).entries] == [TITLE]


def test_a_news_sitemap_is_a_feed_and_an_index_names_others() -> None:
    news = (
        f'{PROLOG}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://zarya.example/n/1</loc>'
        "<news:news><news:publication><news:name>Заря</news:name><news:language>ru</news:language>"
        "</news:publication><news:publication_date>2022-12-27T11:23:00+03:00</news:publication_date>"
        f"<news:title>{TITLE}</news:title></news:news></url><url><loc>https://zarya.example/about</loc></url></urlset>"
    )
    page = read(news)
    assert (page.kind, page.title, page.language) == (PageKind.FEED, "Заря", "ru")
    assert [(item.title, item.url) for item in page.headlines] == [(TITLE, "https://zarya.example/n/1")]
    assert page.headlines[0].published is not None
    index = read(
        "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>ftp://x/</loc></sitemap></sitemapindex>"
    )
    assert index.pages == ("https://zarya.example/a.xml",)


def test_a_packed_sitemap_is_unpacked_within_its_limit() -> None:
    import gzip

    packed = gzip.compress(f"<sitemapindex><!--{' ' * 50_000_000}--></sitemapindex>".encode())
    assert read(packed).kind is PageKind.FEED or read(packed).kind is PageKind.OTHER
    assert read(gzip.compress(b"\x7fELF" * 100)).kind is PageKind.OTHER
    assert read(b"\x1f\x8b" + b"x" * 100).kind is PageKind.OTHER
