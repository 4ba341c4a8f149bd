"""RSS and Atom of the front page and the sections, as Joomla prints them: Atom is not well-formed XML."""

from __future__ import annotations

from datetime import datetime

from kaskad_tui.demo import dates
from kaskad_tui.demo.edition import NEWSROOM, Article
from kaskad_tui.demo.imprint import SITE
from kaskad_tui.demo.markup import GENERATOR, Frame, absolute, h
from kaskad_tui.demo.newsroom import Listing


def rss(frame: Frame, shown: Listing, now: datetime, *, full: bool) -> str:
    """Return the RSS 2.0 feed of a list.

    Args:
        frame: the request.
        shown: the list; items and link items are the feed's items.
        now: the moment of the request: the bytes differ each time.
        full: whole texts, not the intros of split ones.
    """
    items = "".join(_item(frame, one, full=full) for one in (*shown.items, *shown.links))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!-- generator="{GENERATOR}" -->
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
	<channel>
		<title>{h(_title(shown))}</title>
		<description><![CDATA[{SITE}]]></description>
		<link>{h(frame.origin + shown.path)}</link>
		<lastBuildDate>{dates.mail(now)}</lastBuildDate>
		<generator>{GENERATOR}</generator>
		<atom:link rel="self" type="application/rss+xml" href="{h(frame.origin + frame.target)}"/>
		<language>ru-ru</language>
{items}	</channel>
</rss>
"""


def atom(frame: Frame, shown: Listing, now: datetime, *, full: bool) -> str:
    """Return the Atom feed of a list: its `<link>` elements are never closed."""
    entries = "".join(_entry(frame, one, full=full) for one in (*shown.items, *shown.links))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!-- generator="{GENERATOR}" -->
<feed xmlns="http://www.w3.org/2005/Atom"  xml:lang="ru-ru">
	<title type="text">{h(_title(shown))}</title>
	<subtitle type="text">{h(SITE)}</subtitle>
	<link rel="alternate" type="text/html" href="{h(frame.origin + shown.path)}">
	<id>{h(frame.origin + shown.path)}</id>
	<updated>{dates.iso(now)}</updated>
	<generator uri="https://www.joomla.org">{GENERATOR}</generator>
	<link rel="self" type="application/atom+xml" href="{h(frame.origin + frame.target)}">
{entries}</feed>
"""


def _title(shown: Listing) -> str:
    return SITE if shown.path == "/" else f"{shown.title} - {SITE}"


def _content(frame: Frame, one: Article, *, full: bool) -> str:
    picture = f'<p><img src="{h(frame.origin + one.draft.image)}" /></p>' if one.draft.image else ""
    return f"<![CDATA[{picture}{absolute(one.body if full else one.intro, frame.origin)}]]>"


def _item(frame: Frame, one: Article, *, full: bool) -> str:
    address = h(frame.origin + one.path)
    email = one.draft.email
    author = f"\t\t\t<author>{h(email)} ({h(one.draft.author)})</author>\n" if email else ""
    return f"""		<item>
			<title>{h(one.title)}</title>
			<link>{address}</link>
			<guid isPermaLink="true">{address}</guid>
			<description>{_content(frame, one, full=full)}</description>
{author}			<category>{h(frame.newsroom.section_title(one.draft.section))}</category>
			<pubDate>{dates.mail(one.moment)}</pubDate>
		</item>
"""


def _entry(frame: Frame, one: Article, *, full: bool) -> str:
    address = h(frame.origin + one.path)
    content = _content(frame, one, full=full)
    return f"""	<entry>
		<title>{h(one.title)}</title>
		<link rel="alternate" type="text/html" href="{address}">
		<published>{dates.iso(one.moment)}</published>
		<updated>{dates.iso(one.moment)}</updated>
		<id>{address}</id>
		<author>
			<name>{h(one.draft.author or NEWSROOM)}</name>
		</author>
		<summary type="html">{content}</summary>
		<content type="html">{content}</content>
	</entry>
"""
