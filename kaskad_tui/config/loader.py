"""Read the configuration file: TOML to `Settings`, with every mistake named by its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kaskad_tui.config.problems import ConfigError, Problem
from kaskad_tui.config.rules import RULES, nearest, shown
from kaskad_tui.config.settings import Settings
from kaskad_tui.i18n import _
from kaskad_tui.i18n.system import reason as why
from kaskad_tui.paths import NoHomeError, default_config_file
from kaskad_tui.sanitize import clean_line
from kaskad_tui.toml_text import line_of, line_of_error, too_deep

MAX_BYTES = 1_000_000
"""A larger file is refused: the parser needs quadratic time and memory for some of them."""

_TABLES = frozenset(path.partition(".")[0] for path in RULES if "." in path) | {"keys"}


KeyCheck = Callable[[Mapping[str, str]], tuple[str, Callable[[], str]] | None]
"""Takes `[keys]`; returns the action that is wrong and what makes the sentence about it, else None."""


def load(path: Path | None = None, check_keys: KeyCheck | None = None) -> Settings:
    """Return the settings of a file.

    Args:
        path: the file; None is the default one, which need not exist.
        check_keys: knows the actions, which this room does not.

    Raises:
        ConfigError: it cannot be read, is no TOML, or says something that no setting may be.
    """
    named = path is not None
    try:
        path = path or default_config_file()
    except NoHomeError:
        return Settings()
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        if not named:
            return Settings()
        raise ConfigError(path, [Problem(None, lambda: _("there is no such file"))]) from None
    except (OSError, ValueError) as error:
        said = clean_line(getattr(error, "strerror", None) or str(error), 200)
        raise ConfigError(
            path, [Problem(None, lambda: _("cannot be read: {reason}").format(reason=why(said)))]
        ) from None
    if len(content) > MAX_BYTES:
        raise ConfigError(path, [Problem(None, lambda: _("larger than 1 MB, that is no configuration"))])
    return parse(content, path, check_keys)


def parse(content: bytes, path: Path, check_keys: KeyCheck | None = None) -> Settings:
    """Return the settings that the bytes of a file say; `path` only names it in messages.

    Raises:
        ConfigError: see `load`.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(path, [Problem(line, lambda: _("is not UTF-8 text"))]) from None
    table = _toml(text, path)
    language = table.get("language")
    problems: list[Problem] = []
    values: dict[str, object] = {}
    keys: dict[str, str] = {}
    for name, value in _flat(table):
        at = line_of(text, name)
        if name.startswith("keys."):
            if isinstance(value, str):
                keys[name.removeprefix("keys.")] = value
            else:
                problems.append(Problem(at, _wrong_keys(name, value)))
        elif name not in RULES:
            problems.append(Problem(at, _unknown(name)))
        elif not RULES[name].accepts(value):
            problems.append(Problem(at, _wrong(name, value)))
        else:
            values[name] = tuple(value) if isinstance(value, list) else value
    wrong = check_keys(keys) if keys and check_keys is not None else None
    if wrong is not None:
        problems.append(Problem(line_of(text, f"keys.{wrong[0]}"), wrong[1]))
    if problems:
        problems.sort(key=lambda problem: problem.line or 0)
        raise ConfigError(path, problems, language if isinstance(language, str) else None)
    return _settings(values, keys)


def _toml(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    deep = too_deep(text)
    if deep is not None:
        raise ConfigError(path, [Problem(deep, lambda: _("no setting has a name as long as this"))])
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # the parser's own words are English only; the place is what helps
        number = line_of_error(error, text)
        part = clean_line(text.split("\n")[number - 1], 60)
        raise ConfigError(
            path, [Problem(number, lambda: _("cannot be read as TOML: «{text}»").format(text=part))]
        ) from None


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    """Yield every setting by its path; `[keys]` may name an action with dots or in quotation marks."""
    for name, value in table.items():
        path = before + name
        inner = path in _TABLES if not before else before.startswith("keys.")
        if inner and isinstance(value, dict):
            yield from _flat(value, path + ".")
        else:
            yield path, value


def _wrong(name: str, value: object) -> Callable[[], str]:
    return lambda: f"{name} = {shown(value)}: {RULES[name].wanted(value)}"


def _wrong_keys(name: str, value: object) -> Callable[[], str]:
    return lambda: (
        f"{clean_line(name, 80)} = {shown(value)}: "
        + _('keys in quotation marks are needed, separated by commas: "j, down"')
    )


def _unknown(name: str) -> Callable[[], str]:
    near = nearest(name, tuple(RULES))
    shown_name = clean_line(name, 80)
    if near:
        return lambda: _("there is no setting {name}; the nearest is {near}").format(
            name=shown_name, near=near
        )
    return lambda: _("there is no setting {name}; kaskad-tui --print-config lists them all").format(
        name=shown_name
    )


def _settings(values: Mapping[str, object], keys: Mapping[str, str]) -> Settings:
    def of(table: str) -> dict[str, Any]:
        return {
            name.rpartition(".")[2]: value
            for name, value in values.items()
            if name.rpartition(".")[0] == table
        }

    plain = Settings()
    return replace(
        plain,
        source=replace(plain.source, **of("source")),
        reading=replace(plain.reading, **of("reading")),
        list=replace(plain.list, **of("list")),
        ui=replace(plain.ui, **of("ui")),
        refresh=replace(plain.refresh, **of("refresh")),
        network=replace(plain.network, **of("network")),
        export=replace(plain.export, **of("export")),
        keys=dict(keys),
        **of(""),
    )
