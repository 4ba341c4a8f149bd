"""What can be wrong with a configuration file, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kaskad_tui.i18n import _, ngettext
from kaskad_tui.sanitize import clean_line


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    line: int | None
    """Line of the file, from 1; None where it cannot be told or is about the file as a whole."""
    say: Callable[[], str]
    """Makes the sentence: late, because the language may be known only after the file was read."""


class ConfigError(Exception):
    """The configuration file cannot be used."""

    def __init__(self, path: Path, problems: Sequence[Problem], language: str | None = None) -> None:
        super().__init__(str(path))
        self.path = path
        self.problems = tuple(problems)
        self.language = language
        """The language that the file asks for, where that much of it could be read."""

    def message(self) -> str:
        """Return what is wrong, in at most three lines: two problems and how many more there are."""
        name = clean_line(str(self.path), 300)
        lines = []
        for problem in self.problems[:2]:
            where = (
                _("{file}, line {line}").format(file=name, line=problem.line)
                if problem.line is not None
                else name
            )
            lines.append(f"{where}: {problem.say()}")
        more = len(self.problems) - 2
        if more > 0:
            lines.append(ngettext("and {n} more problem", "and {n} more problems", more).format(n=more))
        return "\n".join(lines)
