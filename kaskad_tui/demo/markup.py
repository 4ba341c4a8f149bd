"""HTML that every dressing shares: escaping, the head, links, what the software does to a typed text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from kaskad_tui.demo.edition import Article
from kaskad_tui.demo.imprint import SITE
from kaskad_tui.demo.newsroom import Newsroom

GENERATOR = "Joomla! - Open Source Content Management"

_RELATIVE = re.compile(r"(\s(?:src|href|poster)=\")(?!/|#|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)
_ROOTED = re.compile(r"(\s(?:src|href|poster)=\")/(?!/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page knows of its request.

    Attributes:
        newsroom: the edition behind the page.
        origin: `http://host:port` as the visitor wrote it.
        target: path and query as asked for, percent-encoded.
        component: only the component's output was asked for (`tmpl=component`).
    """

    newsroom: Newsroom
    origin: str
    target: str
    component: bool = False


def h(text: str) -> str:
    """Escape text for HTML content and attribute values."""
    return escape(text, quote=True)


def rooted(body: str) -> str:
    """Turn the relative addresses of a typed text into ones from the root, as the software's plugin does."""
    return _RELATIVE.sub(r"\1/", body)


def absolute(body: str, origin: str) -> str:
    """Turn every address of a typed text that names no host into an absolute one, as in feeds."""
    return _ROOTED.sub(rf"\1{origin}/", rooted(body))


def link(article: Article, attributes: str = "") -> str:
    """Return `<a href=…>title</a>`."""
    return f'<a href="{article.path}"{attributes}>{h(article.title)}</a>'


def items(articles: Iterable[Article], attributes: str = "") -> str:
    """Return `<li>` elements with the titles as links."""
    return "\n".join(f"<li>{link(article, attributes)}</li>" for article in articles)


def head(frame: Frame, title: str, *, author: str | None = None, extra: str = "", template: str) -> str:
    """Return the `<head>` as Joomla prints it.

    Args:
        frame: the request; its address becomes `<base>`.
        title: plain text for `<title>`.
        author: plain text for the meta tag, on articles only.
        extra: more elements, HTML.
        template: folder name of the template, for the style sheet's address.
    """
    described = f'<meta name="author" content="{h(author)}" />\n\t' if author else ""
    return f"""<head>
	<meta name="viewport" content="width=device-width, initial-scale=1.0" />
	<meta charset="utf-8" />
	<base href="{h(frame.origin + frame.target)}" />
	{described}<meta name="description" content="{h(SITE)}" />
	<meta name="generator" content="{GENERATOR}" />
	<title>{h(title)}</title>
	{extra}<link href="/templates/{template}/css/template.css?d1a7c3" rel="stylesheet" />
	<script type="application/json" class="joomla-script-options new">{{"csrf.token":"8d1f","system.paths":\
{{"root":"","base":""}},"system.keepalive":{{"interval":840000,"uri":"\\/component\\/ajax\\/?format=json"}}}}</script>
	<script>jQuery(function($){{ $(".hasTooltip").tooltip({{"html": true,"container": "body"}}); }});</script>
</head>"""


def feed_links(path: str) -> str:
    """Return the announcements of a list's feeds; they stand in listings only."""
    address = f"{path}?format=feed&amp;type="
    return (
        f'<link href="{address}rss" rel="alternate" type="application/rss+xml" title="RSS 2.0" />\n\t'
        f'<link href="{address}atom" rel="alternate" type="application/atom+xml" title="Atom 1.0" />\n\t'
    )


def amp_link(frame: Frame, article: Article) -> str:
    """Return the announcement of the AMP version."""
    return f'<link href="{h(frame.origin)}{article.path}/amp" rel="amphtml" />\n\t'
