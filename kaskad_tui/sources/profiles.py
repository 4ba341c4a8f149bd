"""Profiles of sites as TOML files: found by name, read, checked field by field.

A profile that ships with the program lies beside this module; one of the same name in the user's own folder
stands before it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from kaskad_tui.extract.profile import Profile
from kaskad_tui.paths import typed_path
from kaskad_tui.sanitize import clean_line
from kaskad_tui.sources.checking import NAME, Reading
from kaskad_tui.sources.problems import ProfileError, ProfileProblem
from kaskad_tui.toml_text import line_of, line_of_error, too_deep

DEFAULT = "kaskad"
"""Name of the profile that is used when none is named."""

SHIPPED = Path(__file__).parent
"""Where the profiles lie that ship with the program."""

_MAX_BYTES = 256 * 1024
"""Larger files are refused: `tomllib` needs quadratic time and memory for some."""


def load_profile(name_or_path: str | Path = DEFAULT, *, folder: Path | None = None) -> Profile:
    """Read a profile.

    Args:
        name_or_path: the name of a profile (`kaskad`), or the path of a file.
        folder: where the user keeps profiles; looked into first, by name.

    Raises:
        ProfileError: there is none, or something in it is wrong.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, str) and NAME.fullmatch(text):
        own = folder / f"{text}.toml" if folder is not None else None
        path = own if own is not None and own.is_file() else SHIPPED / f"{text}.toml"
    else:
        path = typed_path(text)
    return parse_profile(_read(path), str(path))


def parse_profile(text: str, file: str = "profile.toml") -> Profile:
    """Return the profile that a TOML text describes.

    Args:
        text: the TOML.
        file: named in errors; a profile that names itself nowhere is called as its file is.

    Raises:
        ProfileError: something in it is wrong.
    """
    file = clean_line(file, 300)
    line = too_deep(text)
    if line is not None:
        raise ProfileError(ProfileProblem.SYNTAX, file, line=line)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # the parser's own words are English only; the line says it
        line = line_of_error(error, text)
        detail = clean_line(text.split("\n")[line - 1], 60)
        raise ProfileError(ProfileProblem.SYNTAX, file, detail=detail, line=line) from None
    try:
        return Reading(file).profile({"name": Path(file).stem, **data})
    except ProfileError as problem:
        problem.line = line_of(text, problem.key.partition("[")[0])
        raise


def _read(path: Path) -> str:
    file = clean_line(str(path), 300)
    try:
        with path.open("rb") as stream:
            content = stream.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        raise ProfileError(ProfileProblem.MISSING, file) from None
    except (OSError, ValueError) as error:  # ValueError: a path with a null byte
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ProfileError(ProfileProblem.UNREADABLE, file, detail=clean_line(reason, 200)) from None
    if len(content) > _MAX_BYTES:
        raise ProfileError(ProfileProblem.UNREADABLE, file, expected=f"at most {_MAX_BYTES} bytes")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ProfileError(ProfileProblem.UNREADABLE, file, expected="UTF-8") from None
