"""The rules by which a page was read, in words: one table from the names that the extraction writes down."""

from __future__ import annotations

import re

from kaskad_tui.i18n import _


def rule(name: str) -> str:
    """Return the words for a rule's name; the name itself where there are none."""
    return known(name) or name


def known(name: str) -> str | None:
    """Return the words for a rule's name, None where there are none."""
    return _fixed().get(name) or _made(name)


def what(name: str) -> str:
    """Return the words for what was decided."""
    words = {
        "encoding": _("encoding"),
        "kind": _("kind"),
        "title": _("title"),
        "published": _("date"),
        "author": _("author"),
        "section": _("section"),
        "candidate": _("candidate"),
        "position": _("position"),
        "body": _("text"),
        "lead": _("lead"),
        "dropped": _("left out"),
        "memory": _("memory of the site"),
        "list": _("list"),
        "headlines": _("headlines"),
        "articles": _("articles"),
    }
    return words.get(name, name)


def detail(text: str) -> str:
    """Return what a rule found, its own words in the language that is set; anything else as it is."""
    if points := re.fullmatch(r"(\d+)((?:, (?:title|description|lead))*)", text):
        named = {"title": _("title"), "description": _("description"), "lead": _("lead")}
        agreeing = ", ".join(named[one] for one in points[2].split(", ")[1:])
        said = _("points: {a}; agreeing: {b}") if agreeing else _("points: {a}")
        return said.format(a=points[1], b=agreeing)
    patterns = {
        r"declared: nothing": _("nothing is declared"),
        r"declared: (?P<a>.+)": _("declared: {a}"),
        r"(?P<a>[^;]+); declared: nothing": _("{a}; nothing is declared"),
        r"(?P<a>[^;]+); declared: (?P<b>.+)": _("{a}; declared: {b}"),
        r"(?P<a>\d+) bad characters": _("bad characters: {a}"),
        r"(?P<a>\d+) blocks, (?P<b>\d+) characters of prose": _("blocks: {a}, characters of text: {b}"),
        r"(?P<a>\d+) blocks": _("blocks: {a}"),
        r"(?P<a>\d+) lines left out, (?P<b>\d+) taken": _("lines left out: {a}, taken: {b}"),
        r"(?P<a>\d+) of (?P<b>\d+) linked": _("{a} of {b} linked"),
        r"(?P<a>\d+) of (?P<b>\d+) lines": _("{a} of {b} lines"),
        r"(?P<a>\d+) elements": _("elements: {a}"),
        r"(?P<a>\d+) entries": _("entries: {a}"),
        r"(?P<a>\d+) titles, (?P<b>\d+) sitemaps": _("titles: {a}, sitemaps: {b}"),
        r"(?P<a>\S.*): (?P<b>\d+) links, (?P<c>\d+) headings, (?P<d>\d+) dates": _(
            "{a} — links: {b}, headings: {c}, dates: {d}"
        ),
        r"article": _("an article"),
        r"listing": _("a list"),
        r"feed": _("a feed"),
        r"other": _("something else"),
    }
    for pattern, words in patterns.items():
        found = re.fullmatch(pattern, text)
        if found is not None:
            return words.format(**found.groupdict())
    return text


def _made(name: str) -> str | None:
    """Return the words for a name that is made of others, or names an element."""
    head, comma, tail = name.rpartition(", ")
    behind = {
        "begins at the only h1": _("begins at the only h1"),
        "on the day that is printed": _("on the day that is printed"),
        "the time as printed": _("the time as printed"),
        "a day written as its midnight": _("a day written as its midnight"),
        "the page's only one": _("the page's only one"),
        "the page's only author": _("the page's only author"),
        "well-formed": _("well-formed"),
        "links closed": _("its links closed"),
    }.get(tail)
    if comma and behind is not None:
        return f"{known(head) or head}, {behind}"
    beginnings = {
        "printed heading like ": _("printed heading as in: {name}"),
        "meta ": _("meta element {name}"),
        "json-ld ": _("JSON-LD, field {name}"),
        "microdata ": _("microdata, {name}"),
        "profile: ": _("the profile says: {name}"),
    }
    for beginning, words in beginnings.items():
        if name.startswith(beginning):
            source = name.removeprefix(beginning)
            return words.format(name=known(source) or source)
    ends = {" round the densest text": _("element {name} round the densest text")}
    for end, words in ends.items():
        if name.endswith(end):
            return words.format(name=name.removesuffix(end))
    text = re.fullmatch(r"heading «(.*)»", name, re.S)
    return _("heading «{text}»").format(text=text[1]) if text else None


def _fixed() -> dict[str, str]:
    return {
        # encoding
        "byte order mark": _("byte order mark"),
        "zero bytes of utf-16": _("zero bytes of UTF-16"),
        "declared": _("declared"),
        "valid and declared": _("valid and declared"),
        "valid utf-8": _("valid UTF-8"),
        "utf-8 with foreign bytes": _("UTF-8 with foreign bytes"),
        "utf-8, damaged": _("damaged UTF-8"),
        "letters": _("frequent letters"),
        "nothing else fits": _("nothing else fits"),
        # kind
        "a check of the browser": _("a check of the browser"),
        "magic bytes": _("first bytes of a file of another kind"),
        "no markup": _("no markup"),
        "sitemap": _("sitemap"),
        "json feed": _("JSON Feed"),
        "feedparser: not well-formed": _("a feed that is not well-formed"),
        "says that there is no such page": _("says that there is no such page"),
        "address of an article": _("address of an article"),
        "address of an article, no text": _("address of an article, no text"),
        "address of a list": _("address of a list"),
        "calls itself a list": _("calls itself a list"),
        "other articles' teasers come first": _("other articles' teasers come first"),
        "the text is a row of items": _("the text is a row of items"),
        "running text": _("running text"),
        "a short text between a dated title and everything else": _(
            "a short text between a dated title and everything else"
        ),
        "items, no running text": _("items, no running text"),
        "a short text under a title": _("a short text under a title"),
        "announces feeds": _("announces feeds"),
        "a few items": _("a few items"),
        "neither text nor items": _("neither text nor items"),
        # title, date, author, section
        "document title": _("title of the document"),
        "part of the document title": _("part of the document's title"),
        "the only h1": _("the only h1"),
        "h1, cut": _("an overlong h1, cut"),
        "itemprop headline": _("marked as headline"),
        "printed near the title": _("printed near the title"),
        "date in the address": _("date in the address"),
        "json-ld": "JSON-LD",
        "json-ld: the site itself": _("JSON-LD: the site itself"),
        "microdata": _("microdata"),
        "printed label": _("printed label"),
        "printed byline": _("printed byline"),
        "printed byline, no person": _("printed byline, no person"),
        "link to an author's page": _("link to an author's page"),
        "in a box called author": _("in a box called author"),
        "marked as author": _("marked as the author"),
        "meta: written by": _("meta element: written by"),
        "rel author": _("link marked as the author's"),
        "address": _("the address"),
        "printed": _("printed"),
        # text
        "densest text": _("densest text"),
        "densest text near the title": _("densest text near the title"),
        "marked as articleBody": _("marked as articleBody"),
        "marked as articleBody, pictures only": _("marked as articleBody, pictures only"),
        "agrees with the given articleBody": _("agrees with the given articleBody"),
        "holds the given articleBody, no more": _("holds the given articleBody, no more"),
        "json-ld articleBody: the page prints less": _("articleBody of JSON-LD: the page prints less"),
        "what follows the title": _("what follows the title"),
        "stands between title and text": _("stands between title and text"),
        "the printed title stands behind the text": _("the printed title stands behind the text"),
        "article": _("element {name}").format(name="article"),
        "main": _("element {name}").format(name="main"),
        "itemscope": _("element {name}").format(name="itemscope"),
        "itemprop": _("element {name}").format(name="itemprop"),
        # left out
        "a heading without a text": _("a heading without a text"),
        "a list or the imprint": _("a list or the imprint"),
        "a picture's credit": _("a picture's credit"),
        "an invitation or contacts": _("an invitation or contacts"),
        "captions and labels": _("captions and labels"),
        "date, author or the like at the edge": _("date, author or the like at the edge"),
        "furniture": _("furniture of the page"),
        "heads links to other articles": _("heads links to other articles"),
        "its element or its name says so": _("its element or its name says so"),
        "leads to other articles": _("leads to other articles"),
        "no text at the edge": _("no text at the edge"),
        "not in the given articleBody": _("not in the given articleBody"),
        "printed twice": _("printed twice"),
        # lists
        "addresses of one shape that stand as headlines": _("addresses of one shape that stand as headlines"),
        "items that repeat": _("items that repeat"),
        "stood on other pages of the site": _("stood on other pages of the site"),
    }
