"""The text of a TOML file beside its values: which line sets what, and what no parser should be given."""

from __future__ import annotations

import re

MOST_DOTS = 16
"""More dots in a line outside quotation marks: a key so deep that the parser would choke on it."""


def line_of(text: str, path: str) -> int | None:
    """Return the line that sets `path`, from 1; the table's line where the setting's own is not found."""
    table, best = "", None
    for number, line in enumerate(text.split("\n"), 1):
        head = re.match(r"\s*\[+\s*([^\]#]+?)\s*\]+\s*(?:#.*)?$", line)
        if head:
            table = _plain(head.group(1)) + "."
            if path + "." == table:
                return number
            if path.startswith(table):
                best = number
            continue
        name = re.match(r"\s*([^=#\[{]+?)\s*=", line)
        if name and table + _plain(name.group(1)) == path:
            return number
    return best


def too_deep(text: str) -> int | None:
    """Return the first line with a key of more than `MOST_DOTS` parts: the parser is quadratic in them."""
    for number, line in enumerate(text.split("\n"), 1):
        bare = re.sub(r'"[^"]*"|\'[^\']*\'|#.*', "", line)
        if any(part.count(".") > MOST_DOTS for part in re.split(r"[^\w.\s-]", bare)):
            return number
    return None


def line_of_error(error: Exception, text: str) -> int:
    """Return the line at which `tomllib` gave up; where it names none, the last one."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    return int(found.group(1)) if found else text.rstrip().count("\n") + 1


def _plain(name: str) -> str:
    return re.sub(r"[\"'\s]", "", name)
