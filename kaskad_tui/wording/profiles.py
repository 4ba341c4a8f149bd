"""What is wrong with the file of a source, as a sentence."""

from __future__ import annotations

from typing import Protocol

from kaskad_tui.i18n import _
from kaskad_tui.i18n.system import reason as why


class Wrong(Protocol):
    """What a `sources.ProfileError` says; every text of it is clean."""

    file: str
    key: str
    nearest: str
    expected: str
    detail: str
    line: int | None

    @property
    def problem(self) -> str:
        """The word for what is wrong."""


def sentence(wrong: Wrong) -> str:
    """Return where the mistake is, and what belongs there."""
    where = wrong.file
    if wrong.line is not None:
        where = _("{file}, line {line}").format(file=wrong.file, line=wrong.line)
    return f"{where}: {_what(wrong)}"


def _what(wrong: Wrong) -> str:
    key, nearest = wrong.key, wrong.nearest
    match wrong.problem:
        case "missing":
            return _("there is no such file")
        case "unreadable":
            reason = why(wrong.detail) if wrong.detail else expected(wrong.expected)
            return _("cannot be read: {reason}").format(reason=reason)
        case "syntax":
            return _("cannot be read as TOML: «{text}»").format(text=wrong.detail)
        case "unknown_key" if nearest:
            return _("there is no setting {name}; the nearest is {near}").format(name=key, near=nearest)
        case "unknown_key":
            return _("there is no setting {name}").format(name=key)
    said = _("{key}: {expected} is needed").format(key=key, expected=expected(wrong.expected))
    return said + "; " + _("the nearest is {value}").format(value=nearest) if nearest else said


def expected(words: str) -> str:
    """Return the sources' words for what belongs in a field, in the language that is set."""
    known = {
        "text": _("a text in quotation marks"),
        "one line of text": _("one line of text"),
        "list of texts": _("a list of texts"),
        "fewer texts": _("a shorter list"),
        "whole number": _("a whole number"),
        "true or false": _("true or false"),
        "https://host": _("an address like https://host"),
        "a path that begins with /": _("a path that begins with /"),
        "regular expression": _("a regular expression"),
        "a group named id": _("a group (?P<id>…) for the article's number"),
        "a pattern without repetitions inside repetitions": _(
            "a pattern without repetitions inside repetitions"
        ),
        "at most three of # and * between two slashes": _("at most three of # and * between two slashes"),
        "{page} once, for the number": _("{page} once, for the number"),
        "IANA time zone": _("a time zone like Europe/Moscow"),
        "CSS selector": _("a CSS selector"),
        "table": _("a table"),
        "UTF-8": _("text in UTF-8"),
        "latin letters, digits, hyphens, dots": _("a name of latin letters, digits, hyphens, dots"),
    }
    return known.get(words, words)
