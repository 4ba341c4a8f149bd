"""How sources, and what was found at an address, are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kaskad_tui.clock import local
from kaskad_tui.commands import json_shapes, plain
from kaskad_tui.i18n import _, ngettext
from kaskad_tui.sources import Entry
from kaskad_tui.wording import dates, failures, profiles, rules

if TYPE_CHECKING:
    from kaskad_tui.reader.discovery import Found, Look, Looked

_SHOWN = 5
"""So many headlines show what is meant."""


def rows(entries: Sequence[Entry]) -> str:
    """Return the sources, one a line: name, title, address."""
    lines = [
        (
            entry.name,
            entry.site.title if entry.site is not None else _("its file is wrong"),
            entry.site.origin if entry.site is not None else "",
        )
        for entry in entries
    ]
    widths = [max(plain.cells(line[column]) for line in lines) for column in (0, 1)]
    text = ""
    for name, title, url in lines:
        gaps = [" " * (width - plain.cells(cell)) for cell, width in zip((name, title), widths, strict=True)]
        text += f"{name}{gaps[0]}  {title}{gaps[1]}  {url}".rstrip() + "\n"
    return text


def shape(entry: Entry) -> dict[str, json_shapes.Json]:
    """Return a source as JSON has it; `problem` says what is wrong with its file."""
    site = entry.site
    profile = site.profile if site is not None else None
    settings = profile.settings if profile is not None else None
    return {
        "name": entry.name,
        "title": site.title if site is not None else None,
        "url": site.origin if site is not None else None,
        "shipped": entry.shipped,
        "file": str(entry.path),
        "feeds": list(site.feed_urls()) if site is not None else [],
        "list": site.list_url() if site is not None and site.has_list else None,
        "color": (settings.color or None) if settings is not None else None,
        "refresh": settings.refresh if settings is not None else None,
        "text": settings.text if settings is not None else None,
        "problem": profiles.sentence(entry.problem) if entry.problem is not None else None,
    }


def found(result: Found) -> str:
    """Return what was found at an address, in lines."""
    profile = result.profile
    lines = [f"{profile.title} — {profile.base_url}"]
    lines += [_("feed: {url}").format(url=_shown(profile.base_url, feed)) for feed in profile.feeds]
    if profile.list_path:
        lines.append(_("list: {url}").format(url=profile.base_url + profile.list_path))
    if profile.page_path or profile.page_parameter:
        lines.append(_("older pages: {how}").format(how=profile.page_path or f"?{profile.page_parameter}="))
    count = len(result.headlines)
    lines.append(ngettext("{n} headline, of them:", "{n} headlines, of them:", count).format(n=count))
    for item in result.headlines[:_SHOWN]:
        when = dates.full(local(item.published), item.day_only) if item.published else "–"
        lines.append(f"  {when}  {item.title}")
    return "\n".join(lines) + "\n"


def _shown(base: str, feed: str) -> str:
    return base + feed if feed.startswith("/") else feed


def tested(result: Found) -> str:
    """Return how it was found: every address that was looked at, and how the first article was read."""
    lines = ["", _("Looked at:")]
    names = _looked()
    width = max(map(plain.cells, names.values()))
    for look in result.looks:
        name = names[look.what]
        lines.append(f"  {name}{' ' * (width - plain.cells(name))}  {look.url}  {_good_for(look)}")
    article = result.article
    if article is not None:
        when = dates.full(local(article.published), article.day_only) if article.published else "–"
        lines += ["", _("The first article:"), f"  {article.title or '–'}"]
        lines.append(f"  {when} · {article.author or '–'}")
        size = len(article.text)
        lines.append("  " + ngettext("{n} character of text", "{n} characters of text", size).format(n=size))
        lines += [
            f"  {rules.what(decision.what)}: {rules.rule(decision.rule)} ({decision.confidence:.1f})"
            for decision in article.decisions
        ]
    return "\n".join(lines) + "\n"


def _looked() -> dict[Looked, str]:
    return {
        "address": _("address"),
        "front": _("front page"),
        "feed": _("feed"),
        "robots": "robots.txt",
        "sitemap": _("sitemap"),
        "list": _("list"),
        "page": _("next page"),
        "article": _("article"),
    }


def found_shape(result: Found) -> dict[str, json_shapes.Json]:
    """Return what was found as JSON has it."""
    profile, article = result.profile, result.article
    return {
        "title": profile.title,
        "url": profile.base_url,
        "feeds": [_shown(profile.base_url, feed) for feed in profile.feeds],
        "list": profile.base_url + profile.list_path if profile.list_path else None,
        "page_path": profile.page_path or None,
        "page_parameter": profile.page_parameter or None,
        "article_paths": list(profile.article_paths),
        "headlines": [json_shapes.headline(item, marks=False) for item in result.headlines],
        "looked_at": [
            {"what": look.what, "url": look.url, "headlines": look.count, "problem": _problem(look)}
            for look in result.looks
        ],
        "article": {
            "url": article.url,
            "title": article.title,
            "published": json_shapes.moment(article.published, article.day_only),
            "author": article.author,
            "text": article.text,
            "decisions": [
                {"what": one.what, "rule": one.rule, "confidence": one.confidence, "detail": one.detail}
                for one in article.decisions
            ],
        }
        if article is not None
        else None,
    }


def _problem(look: Look) -> str | None:
    return look.fault or (look.failure.kind.value if look.failure is not None else None)


def _good_for(look: Look) -> str:
    if look.failure is not None:
        return failures.short(look.failure)
    faults = {
        "none": _("no feed"),
        "empty": _("a feed without articles"),
        "comments": _("a feed of comments"),
        "episodes": _("a feed of episodes"),
        "no_list": _("no list of articles"),
        "no_date": _("what it lists are no dated articles"),
    }
    if look.fault:
        return faults.get(look.fault, look.fault)
    return ngettext("{n} headline", "{n} headlines", look.count).format(n=look.count) if look.count else "+"
