"""Profiles of sites as TOML files: found by name, read, checked field by field.

A profile that ships with the program lies beside this module; one of the same name in the user's own folder
stands before it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from kaskad_tui.extract.profile import KnownSection, Profile, Selectors
from kaskad_tui.model import ListKind
from kaskad_tui.sanitize import clean_line, safe_url

DEFAULT = "kaskad"
"""Name of the profile that is used when none is named."""

_MAX_BYTES = 256 * 1024
"""Larger files are refused: `tomllib` needs quadratic time and memory for some."""
_MAX_TEXT = 2000
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
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
        "amp_suffix",
        "print_query",
    }
)
_LISTS_OF_TEXT = frozenset(
    {"hosts", "feeds", "furniture", "author_labels", "site_titles", "imprint_marks", "ignore_sections"}
)
_PATHS = frozenset({"list_path", "amp_suffix", "feeds"})


class ProfileProblem(StrEnum):
    """What is wrong with a profile; sentences are made of it where they are shown."""

    MISSING = "missing"
    """There is no such file."""
    UNREADABLE = "unreadable"
    """The file cannot be opened, is too large or is not UTF-8."""
    SYNTAX = "syntax"
    """It is no TOML; `detail` says where."""
    UNKNOWN_KEY = "unknown_key"
    """There is no such field; `nearest` may name the one that was meant."""
    WRONG_TYPE = "wrong_type"
    """The field holds another kind of value than `expected`."""
    BAD_VALUE = "bad_value"
    """The value makes no sense; `expected` says what would."""


@dataclass(eq=False)  # not frozen: Python itself sets an exception's traceback
class ProfileError(Exception):
    """A profile cannot be used. Every text is clean."""

    problem: ProfileProblem
    file: str
    key: str = ""
    """The field, dotted (`sections[1].title`)."""
    nearest: str = ""
    expected: str = ""
    """A short description in English of what belongs there (`text`, `list of texts`, `IANA time zone`)."""
    detail: str = ""

    def __str__(self) -> str:
        parts = (self.problem.value, self.file, self.key, self.expected, self.nearest, self.detail)
        return ": ".join(part for part in parts if part)


def load_profile(name_or_path: str | Path = DEFAULT, *, folder: Path | None = None) -> Profile:
    """Read a profile.

    Args:
        name_or_path: the name of a profile (`kaskad`), or the path of a file.
        folder: where the user keeps profiles; looked into first, by name.

    Raises:
        ProfileError: there is none, or something in it is wrong.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, str) and _NAME.fullmatch(text):
        own = folder / f"{text}.toml" if folder is not None else None
        path = own if own is not None and own.is_file() else Path(__file__).parent / f"{text}.toml"
    else:
        path = Path(text).expanduser()
    return parse_profile(_read(path), str(path))


def parse_profile(text: str, file: str = "profile.toml") -> Profile:
    """Return the profile that a TOML text describes; `file` is only named in errors.

    Raises:
        ProfileError: something in it is wrong.
    """
    file = clean_line(file, 300)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ProfileError(ProfileProblem.SYNTAX, file, detail=clean_line(str(error), 200)) from None
    return _Reading(file).profile(data)


def _read(path: Path) -> str:
    file = clean_line(str(path), 300)
    try:
        with path.open("rb") as stream:
            content = stream.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        raise ProfileError(ProfileProblem.MISSING, file) from None
    except OSError as error:
        raise ProfileError(
            ProfileProblem.UNREADABLE, file, detail=clean_line(error.strerror or "", 200)
        ) from None
    if len(content) > _MAX_BYTES:
        raise ProfileError(ProfileProblem.UNREADABLE, file, expected=f"at most {_MAX_BYTES} bytes")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ProfileError(ProfileProblem.UNREADABLE, file, expected="UTF-8") from None


class _Reading:
    """The fields of one file, each checked as it is taken."""

    def __init__(self, file: str) -> None:
        self._file = file

    def profile(self, data: Mapping[str, object]) -> Profile:
        known = [entry.name for entry in fields(Profile)]
        for key in data:
            if key not in known:
                self._unknown(key, known)
        texts = {key: self._text(data[key], key) for key in data if key in _TEXTS}
        many = {key: self._texts(data[key], key) for key in data if key in _LISTS_OF_TEXT}
        name = texts.get("name", "")
        if not _NAME.fullmatch(name):
            raise self._wrong("name", "latin letters, digits, hyphens")
        if texts.get("base_url"):
            texts["base_url"] = self._origin(texts["base_url"])
        if texts.get("article"):
            self._pattern(texts["article"])
        if texts.get("timezone"):
            self._zone(texts["timezone"])
        for key in _PATHS:
            for value in (texts[key],) if texts.get(key) else many.get(key, ()):
                if not value.startswith("/"):
                    raise self._wrong(key, "a path that begins with /")
        return Profile(
            name=name,
            title=texts.get("title") or name,
            base_url=texts.get("base_url", ""),
            hosts=tuple(host.lower().rstrip(".") for host in many.get("hosts", ())),
            timezone=texts.get("timezone", ""),
            language=texts.get("language", ""),
            article=texts.get("article", ""),
            list_path=texts.get("list_path", ""),
            page_parameter=texts.get("page_parameter", ""),
            page_step=self._number(data.get("page_step", 0), "page_step"),
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
        return tuple(self._text(item, f"{key}[{number}]") for number, item in enumerate(value))

    def _number(self, value: object, key: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(key, "whole number", ProfileProblem.WRONG_TYPE)
        if not 0 <= value <= 10_000:
            raise self._wrong(key, "0 to 10000")
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
