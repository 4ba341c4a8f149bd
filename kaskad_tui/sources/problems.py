"""What can be wrong with a profile."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    line: int | None = None
    """Line of the file, from 1, where it can be told."""

    def __str__(self) -> str:
        parts = (self.problem.value, self.file, self.key, self.expected, self.nearest, self.detail)
        return ": ".join(part for part in parts if part)
