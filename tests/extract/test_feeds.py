"""Feeds of every kind, well-formed and not."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from kaskad_tui.extract import Page, extract_page
from kaskad_tui.model import PageKind
from tests.extract import sample_pages as sample

URL = f"{sample.ORIGIN}/novosti?format=feed&type=rss"
IMAGE = '<p><img src="https://vesti.example/images/2026/prichal.jpg" /></p>'


def rss(text: str = IMAGE + sample.BODY, prolog: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f"""{prolog}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Новости
- Вести залива</title>
<link>{sample.ORIGIN}/novosti</link><language>ru-ru</language><lastBuildDate>Tue, 24 Nov 2026 12:00:00
+0200</lastBuildDate>
<item><title>{sample.TITLE}</title><link>{sample.ADDRESS}</link><guid
isPermaLink="true">{sample.ADDRESS}</guid>
<description><![CDATA[{text}]]></description><category>Новости</category><pubDate>Fri, 18 Sep 2026 21:30:00
+0200</pubDate></item>
</channel></rss>"""


def atom(link: str = "/>") -> str:
    text = (IMAGE + sample.BODY).replace("&", "&amp;").replace("<", "&lt;")
    return f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"
xml:lang="ru-ru"><title type="text">Новости</title>
<link rel="alternate" type="text/html" href="{sample.ORIGIN}/novosti"{link}
<entry><title>{sample.TITLE}</title><link rel="alternate" type="text/html" href="{sample.ADDRESS}"{link}
<published>2026-09-18T21:30:00+02:00</published><updated>2026-09-18T21:30:00+02:00</updated><id>{sample.ADDRESS}</id>
<author><name>Служба новостей</name></author><summary type="html">{text[:200]}</summary><content
type="html">{text}</content>
<category term="Новости" /></entry></feed>"""


def read(text: str | bytes, *, with_profile: bool = True) -> Page:
    content = text if isinstance(text, bytes) else text.encode()
    return extract_page(content, URL, profile=sample.PROFILE if with_profile else None)


JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Новости",
        "items": [
            {
                "id": "1",
                "url": sample.ADDRESS,
                "title": sample.TITLE,
                "content_html": IMAGE + sample.BODY,
                "date_published": "2026-09-18T21:30:00+02:00",
                "authors": [{"name": "Служба новостей"}],
                "tags": ["Новости"],
            }
        ],
    }
)
RDF = f"""<?xml version="1.0" encoding="windows-1251"?><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Новости</title></channel>
<item rdf:about="{sample.ADDRESS}"><title>{sample.TITLE}</title><link>{sample.ADDRESS}</link>
<dc:date>2026-09-18T21:30:00+02:00</dc:date>
<description><![CDATA[{(IMAGE + sample.BODY).replace(chr(0x2011), "-")}]]></description></item></rdf:RDF>"""


@pytest.mark.parametrize(
    "text",
    [rss(), atom(), atom(">"), JSON, rss(prolog="")],
    ids=["rss", "atom", "atom, links open", "json", "no prolog"],
)
def test_a_feed_s_entry_has_the_article_s_text(text: str) -> None:
    feed = read(text)
    assert feed.kind is PageKind.FEED
    (entry,) = feed.entries
    full = extract_page(sample.stock().encode(), sample.ADDRESS, profile=sample.PROFILE)
    assert (entry.id, entry.title, entry.text, entry.body) == ("512", sample.TITLE, sample.TEXT, full.body)
    assert entry.published == full.published
    assert entry.section == "Новости"
    assert [image.url for image in entry.images] == [image.url for image in full.images]
    assert not entry.complete
    (headline,) = feed.headlines
    assert (headline.id, headline.title, headline.published) == ("512", sample.TITLE, full.published)
    assert headline.teaser and headline.teaser.startswith("Рыбак из посёлка Взморье")


def test_rdf_in_windows_1251() -> None:
    (entry,) = read(RDF.encode("cp1251")).entries
    assert entry.text == sample.TEXT.replace(chr(0x2011), "-")


def test_broken_xml_keeps_its_entries() -> None:
    text = (
        rss("<p>Рыбы & чипсы</p>")
        .replace("<![CDATA[", "")
        .replace("]]>", "")
        .replace("<category>", "<category>A & B ")
    )
    (entry,) = read(text).entries
    assert entry.title == sample.TITLE
    assert "чипсы" in entry.text


def test_the_author_is_a_name() -> None:
    page = read(rss().replace("<category>", "<author>sn@vesti.example (Служба новостей)</author><category>"))
    assert page.entries[0].author == "Служба новостей"
    assert (
        read(rss().replace("<category>", "<author>sn@vesti.example</author><category>")).entries[0].author
        is None
    )


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_not_expanded(dtd: str) -> None:
    text = rss(prolog=f'<?xml version="1.0"?>{dtd}').replace(sample.TITLE, "Заголовок &c;&x;")
    started = time.monotonic()
    page = read(text)
    assert time.monotonic() - started < 2
    assert "lol" not in repr(page) and "root:" not in repr(page)


def test_double_escaped_titles() -> None:
    page = read(
        rss().replace(f"<title>{sample.TITLE}", "<title>Рыбы &amp;amp; чипсы &amp;laquo;Взморье&amp;raquo;")
    )
    assert page.entries[0].title == "Рыбы & чипсы «Взморье»"


def test_an_empty_feed_is_a_feed() -> None:
    page = read('<rss version="2.0"><channel><title>Новости</title></channel></rss>')
    assert (page.kind, page.headlines) == (PageKind.FEED, ())


def test_without_a_profile_the_address_is_the_identity() -> None:
    text = rss().replace(f"<link>{sample.ADDRESS}", f"<link>{sample.ADDRESS}?utm_source=rss&amp;id=5#top")
    (entry,) = read(text, with_profile=False).entries
    assert entry.id == f"{sample.ADDRESS}?id=5"


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[1, 2]",
        '{"items": 5}',
        '{"version": "https://jsonfeed.org/version/1", "items": [1, null, {"url": 5}]}',
    ],
)
def test_other_json_is_no_feed_or_an_empty_one(text: str) -> None:
    assert read(text).entries == ()


@pytest.mark.parametrize("reference", ["&#xD800;", "&#99999999999;", "&#x110000;", "&#" + "9" * 5000 + ";"])
def test_impossible_characters_cost_a_broken_feed_nothing_else(reference: str) -> None:
    content = (
        f"<?xml version='1.0'?><rss><channel><item><title>Мост {reference} закрыт</title>"
        "<link>https://kaskad.tv/novosti/5-x</link><pubDate/><entry</item></channel></rss>"
    )
    found = extract_page(content.encode(), "https://kaskad.tv/feed")
    assert [item.title for item in found.headlines] == ["Мост \ufffd закрыт"]


ENTITIES = {
    "a file": '<!ENTITY x SYSTEM "{file}">',
    "a parameter's file": '<!ENTITY % p SYSTEM "{file}"> %p; <!ENTITY x "SECRET">',
    "of its own": '<!ENTITY x "SECRET">',
    "that laugh": '<!ENTITY a "SECRET">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefg", "bcdefgx", strict=True)
    ),
}


@pytest.mark.parametrize("name", ENTITIES)
@pytest.mark.parametrize("rest", ["", "<broken"])
def test_entities_that_a_feed_declares_are_never_expanded(name: str, rest: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    declared = ENTITIES[name].replace("{file}", secret.as_uri())
    page = (
        f'<?xml version="1.0"?><!DOCTYPE rss [{declared}]><rss version="2.0"><channel><title>Лента</title>'
        f"<item><title>Мост &x; открыт</title><link>https://kaskad.tv/novosti/1-x</link>"
        f"<description>Слова &x;</description></item>{rest}</channel></rss>"
    )
    found = extract_page(page.encode(), "https://kaskad.tv/feed")
    assert [item.title[:4] for item in found.headlines] == ["Мост"]
    assert "SECRET" not in repr(found)
