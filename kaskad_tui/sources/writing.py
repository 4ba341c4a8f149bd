"""A profile as the file that its owner reads and mends: every line says what it is for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kaskad_tui.extract.profile import COLORS, Profile
from kaskad_tui.i18n import _


def renamed(profile: Profile, name: str, title: str = "") -> Profile:
    """Return a profile under another name."""
    return replace(profile, name=name, title=title or profile.title)


def profile_text(profile: Profile, places: Mapping[str, str] | None = None) -> str:
    """Return the TOML file of a profile with what was found out, its comments in the language that is set.

    Args:
        profile: what is known.
        places: selectors of where things stood in a page that was read, as examples: `title`, `body` …
    """
    p, s, at = profile, profile.settings, places or {}
    parts = [
        _comment(
            _("What was found out about this site. Everything here may be changed; a line that is left")
        ),
        _comment(
            _("out is found by general rules. Try a change with: kaskad-tui sources test {name}")
        ).format(name=p.name),
        "",
        _comment(_("The source's name, the same as this file's. Its articles lie in the archive under it.")),
        _line("name", p.name),
        "",
        _comment(_("What it is called on the screen.")),
        _line("title", p.title),
        "",
        _comment(_("The site's address, and all names of its host.")),
        _line("base_url", p.base_url),
        _line("hosts", p.hosts),
    ]
    if p.private:
        parts += [
            "",
            _comment(_("The address is one of this computer or of the home network, and is meant to be.")),
            _line("private", p.private),
        ]
    parts += [
        "",
        _comment(_("Language of the texts (ru, en), and the zone of printed times that name none.")),
        _known("language", p.language),
        _known("timezone", p.timezone, "Europe/Moscow"),
        "",
        _comment(_("Feeds: paths of the site, or addresses elsewhere.")),
        _known("feeds", p.feeds, ("/rss",)),
        "",
        _comment(_("The page with the list of news; without it only the feeds are read.")),
        _known("list_path", p.list_path, "/news"),
        "",
        _comment(_("Its later pages: a path with the page's number, or a parameter that counts items.")),
        _known("page_path", p.page_path, "/page/{page}"),
        _known("page_parameter", p.page_parameter, "start"),
        _known("page_step", p.page_step, 10),
        "",
        _comment(_("Shapes of the articles' paths: # is a number, * anything without a slash. Links of")),
        _comment(_("another shape are no headlines; leave it out where articles are missing.")),
        _known("article_paths", p.article_paths, ("/news/#-*",)),
        "",
        _comment(_("Whole lines that are never text.")),
        _known("furniture", p.furniture, (_("Read also"),)),
        "",
        "[settings]",
        _comment(_("Colour of the mark: {colors}.")).format(colors=", ".join(COLORS)),
        _known("color", s.color, "blue"),
        _comment(_("Minutes between two refreshes; 0 is by the key only. Left out: as for all sources.")),
        "# refresh = 30" if s.refresh is None else _line("refresh", s.refresh),
        _comment(_("full: articles are fetched; feed: what the feed gives is the text.")),
        _line("text", s.text),
        _comment(_("Texts are kept for so many days, or so many of the newest; 0 keeps all.")),
        _line("keep_days", s.keep_days),
        _line("keep_texts", s.keep_texts),
        "",
        _comment(_("Where a page is read wrongly, CSS selectors may say what is what.")),
        "# [selectors]",
        f"# {_line('title', at.get('title') or 'h1')}",
        f"# {_line('published', at.get('published') or '.date')}",
        f"# {_line('author', at.get('author') or '.author')}",
        f"# {_line('body', at.get('body') or '.article-text')}",
        '# drop = [".banner"]',
        '# headlines = ".news-item"',
        '# next = "a.older"',
    ]
    return "\n".join(parts) + "\n"


Value = str | int | bool | Sequence[str]


def _comment(text: str) -> str:
    return f"# {text}"


def _known(name: str, value: Value, example: Value = "") -> str:
    """Return a line, or an example of it as a comment where nothing is known."""
    return _line(name, value) if value else f"# {_line(name, example)}"


def _line(name: str, value: Value) -> str:
    return f"{name} = {_value(value)}"


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)  # of clean text a string of TOML, too
    return "[" + ", ".join(_value(item) for item in value) + "]"
