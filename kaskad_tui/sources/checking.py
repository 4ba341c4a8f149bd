"""The fields of a profile, each checked as it is taken from the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from kaskad_tui.extract.profile import COLORS, KnownSection, Profile, Selectors, SourceSettings
from kaskad_tui.model import ListKind
from kaskad_tui.sanitize import clean_line, safe_url
from kaskad_tui.sources import patterns
from kaskad_tui.sources.problems import ProfileError, ProfileProblem

NAME = re.compile(r"(?!.*\.\.|.*\.toml$)[a-z0-9][a-z0-9.-]{0,63}")
"""What a source may be called; its file is called so, too."""

_MAX_TEXT = 2000
_MAX_ITEMS = 500
_TEXTS = frozenset(
    {
        "name",
        "title",
        "base_url",
        "timezone",
        "language",
        "article",
        "list_path",
        "page_parameter",
        "page_path",
        "amp_suffix",
        "print_query",
    }
)
_LISTS_OF_TEXT = frozenset(
    {
        "hosts",
        "article_paths",
        "feeds",
        "furniture",
        "author_labels",
        "site_titles",
        "imprint_marks",
        "ignore_sections",
    }
)
_PATHS = ("list_path", "page_path", "amp_suffix", "feeds", "article_paths")
_NUMBERS = {"refresh": 1440, "keep_days": 36_500, "keep_texts": 1_000_000}
"""Settings that are numbers, with the highest."""


class Reading:
    """The fields of one file, each checked as it is taken."""

    def __init__(self, file: str) -> None:
        self._file = file

    def profile(self, data: Mapping[str, object]) -> Profile:
        """Return the profile that the values of a file make.

        Raises:
            ProfileError: something in it is wrong; the first thing found.
        """
        known = [entry.name for entry in fields(Profile)]
        for key in data:
            if key not in known:
                self._unknown(key, known)
        texts = {key: self._text(data[key], key) for key in data if key in _TEXTS}
        many = {key: self._texts(data[key], key) for key in data if key in _LISTS_OF_TEXT}
        name = texts.get("name", "")
        if not NAME.fullmatch(name):
            raise self._wrong("name", "latin letters, digits, hyphens, dots")
        if texts.get("base_url"):
            texts["base_url"] = self._origin(texts["base_url"])
        if texts.get("article"):
            self._pattern(texts["article"])
        if texts.get("timezone"):
            self._zone(texts["timezone"])
        for key in _PATHS:
            values = (texts[key],) if texts.get(key) else many.get(key, ())
            for value in values:
                if not value.startswith("/") and not (key == "feeds" and safe_url(value)):
                    raise self._wrong(key, "a path that begins with /")
                if key == "article_paths" and not patterns.is_bounded_shape(value):
                    raise self._wrong(key, "at most three of # and * between two slashes")
        if texts.get("page_path") and texts["page_path"].count("{page}") != 1:
            raise self._wrong("page_path", "{page} once, for the number")
        private = data.get("private", False)
        if not isinstance(private, bool):
            raise self._wrong("private", "true or false", ProfileProblem.WRONG_TYPE)
        return Profile(
            name=name,
            title=texts.get("title") or name,
            base_url=texts.get("base_url", ""),
            hosts=tuple(host.lower().rstrip(".") for host in many.get("hosts", ())),
            timezone=texts.get("timezone", ""),
            language=texts.get("language", ""),
            article=texts.get("article", ""),
            article_paths=many.get("article_paths", ()),
            list_path=texts.get("list_path", ""),
            page_parameter=texts.get("page_parameter", ""),
            page_step=self._number(data.get("page_step", 0), "page_step"),
            page_path=texts.get("page_path", ""),
            feeds=many.get("feeds", ()),
            amp_suffix=texts.get("amp_suffix") or None,
            print_query=texts.get("print_query", ""),
            lists=self._lists(data.get("lists", {})),
            furniture=many.get("furniture", ()),
            author_labels=many.get("author_labels", ()),
            site_titles=many.get("site_titles", ()),
            imprint_marks=many.get("imprint_marks", ()),
            sections=self._sections(data.get("sections", [])),
            ignore_sections=many.get("ignore_sections", ()),
            selectors=self._selectors(data.get("selectors", {})),
            private=private,
            settings=self._settings(data.get("settings", {})),
        )

    def _wrong(
        self, key: str, expected: str, problem: ProfileProblem = ProfileProblem.BAD_VALUE
    ) -> ProfileError:
        return ProfileError(problem, self._file, key=key, expected=expected)

    def _unknown(self, key: str, known: list[str], prefix: str = "") -> None:
        near = get_close_matches(key, known, 1)
        raise ProfileError(
            ProfileProblem.UNKNOWN_KEY,
            self._file,
            key=clean_line(prefix + key, 100),
            nearest=near[0] if near else "",
        )

    def _text(self, value: object, key: str) -> str:
        if not isinstance(value, str):
            raise self._wrong(key, "text", ProfileProblem.WRONG_TYPE)
        if len(value) > _MAX_TEXT or value != clean_line(value):
            raise self._wrong(key, "one line of text")
        return value

    def _texts(self, value: object, key: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise self._wrong(key, "list of texts", ProfileProblem.WRONG_TYPE)
        if len(value) > _MAX_ITEMS:
            raise self._wrong(key, "fewer texts")
        return tuple(self._text(item, f"{key}[{number}]") for number, item in enumerate(value))

    def _number(self, value: object, key: str, highest: int = 10_000) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(key, "whole number", ProfileProblem.WRONG_TYPE)
        if not 0 <= value <= highest:
            raise self._wrong(key, f"0 to {highest}")
        return value

    def _origin(self, value: str) -> str:
        url = safe_url(value)
        if url is None or url.count("/") != 3 or not url.endswith("/"):
            raise self._wrong("base_url", "https://host")
        return url.rstrip("/")

    def _pattern(self, value: str) -> None:
        try:
            groups = re.compile(value).groupindex
        except (re.error, RecursionError, OverflowError):
            raise self._wrong("article", "regular expression") from None
        if "id" not in groups:
            raise self._wrong("article", "a group named id")
        if not patterns.is_bounded(value):
            raise self._wrong("article", "a pattern without repetitions inside repetitions")

    def _zone(self, value: str) -> None:
        try:
            ZoneInfo(value)
        except (ValueError, OSError, KeyError):
            raise self._wrong("timezone", "IANA time zone") from None

    def _lists(self, value: object) -> dict[ListKind, tuple[str, ...]]:
        if not isinstance(value, dict):
            raise self._wrong("lists", "table of lists of texts", ProfileProblem.WRONG_TYPE)
        kinds = [kind.value for kind in ListKind]
        for key in value:
            if key not in kinds:
                self._unknown(key, kinds, "lists.")
        return {ListKind(key): self._texts(labels, f"lists.{key}") for key, labels in value.items()}

    def _selectors(self, value: object) -> Selectors:
        if not isinstance(value, dict):
            raise self._wrong("selectors", "table of CSS selectors", ProfileProblem.WRONG_TYPE)
        known = [entry.name for entry in fields(Selectors)]
        texts: dict[str, str] = {}
        drop: tuple[str, ...] = ()
        for key, given in value.items():
            if key not in known:
                self._unknown(key, known, "selectors.")
            if key == "drop":
                drop = self._texts(given, "selectors.drop")
            else:
                texts[key] = self._text(given, f"selectors.{key}")
        for key, text in (*texts.items(), *((f"drop[{n}]", one) for n, one in enumerate(drop))):
            if text:
                self._selector(text, f"selectors.{key}")
        return Selectors(**texts, drop=tuple(filter(None, drop)))

    def _selector(self, text: str, key: str) -> None:
        from cssselect import HTMLTranslator, SelectorError  # most profiles have none

        try:
            HTMLTranslator().css_to_xpath(text)
        except (SelectorError, RecursionError) as error:
            problem = ProfileProblem.BAD_VALUE
            detail = clean_line(str(error), 200)
            raise ProfileError(problem, self._file, key, expected="CSS selector", detail=detail) from None

    def _settings(self, value: object) -> SourceSettings:
        if not isinstance(value, dict):
            raise self._wrong("settings", "table", ProfileProblem.WRONG_TYPE)
        known = [entry.name for entry in fields(SourceSettings)]
        for key in value:
            if key not in known:
                self._unknown(key, known, "settings.")
        color = self._choice(value.get("color", ""), "settings.color", ("", *COLORS))
        text = self._choice(value.get("text", "full"), "settings.text", ("full", "feed"))
        numbers = {
            key: self._number(value[key], f"settings.{key}", highest)
            for key, highest in _NUMBERS.items()
            if key in value
        }
        return SourceSettings(
            color=color,
            refresh=numbers.get("refresh"),
            text="feed" if text == "feed" else "full",
            keep_days=numbers.get("keep_days", 0),
            keep_texts=numbers.get("keep_texts", 0),
        )

    def _choice(self, value: object, key: str, choices: tuple[str, ...]) -> str:
        text = self._text(value, key)
        if text not in choices:
            near = get_close_matches(text, choices, 1)
            raise ProfileError(
                ProfileProblem.BAD_VALUE,
                self._file,
                key=key,
                nearest=near[0] if near else "",
                expected=", ".join(filter(None, choices)),
            )
        return text

    def _sections(self, value: object) -> tuple[KnownSection, ...]:
        if not isinstance(value, list):
            raise self._wrong("sections", "list of tables", ProfileProblem.WRONG_TYPE)
        found = []
        for number, item in enumerate(value):
            key = f"sections[{number}]"
            if not isinstance(item, dict):
                raise self._wrong(key, "table with id and title", ProfileProblem.WRONG_TYPE)
            for name in item:
                if name not in ("id", "title"):
                    self._unknown(name, ["id", "title"], f"{key}.")
            for name in ("id", "title"):
                if name not in item:
                    raise self._wrong(key, "table with id and title")
            found.append(
                KnownSection(
                    id=self._text(item["id"], f"{key}.id").strip("/"),
                    title=self._text(item["title"], f"{key}.title"),
                )
            )
        return tuple(found)
