"""What addresses of one site have in common: the shape of its articles' paths, the way its lists go on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from kaskad_tui.extract.profile import shape_of

_LEAST = 3
"""So many addresses of a shape are no accident."""
_COVERED = 0.9
_NUMBER_FIRST = re.compile(r"[0-9]+([-_.]).+")
_NUMBER_LAST = re.compile(r".*[^0-9]([0-9]+)(\.[a-z]{3,5})?")


def article_paths(urls: Iterable[str]) -> tuple[str, ...]:
    """Return the shapes of articles' paths as `Profile.article_paths` has them; none where they are no sign.

    A shape without a number fits a section's page as well as an article's, and says nothing.
    """
    paths = list(dict.fromkeys(unquote(urlsplit(url).path).rstrip("/") for url in urls))
    groups: dict[tuple[bool, ...], list[list[str]]] = defaultdict(list)
    for path in paths:
        parts = path.split("/")[1:]
        groups[tuple(_is_number(part) for part in parts)].append(parts)
    shapes = []
    for rows in groups.values():
        if len(rows) >= _LEAST:
            shapes.append("/" + "/".join(_part(column) for column in zip(*rows, strict=True)))
    found = tuple(shape for shape in shapes if "#" in shape and shape != "/#")
    fitting = [path for path in paths if any(shape_of(shape).fullmatch(path) for shape in found)]
    return found if len(fitting) >= _COVERED * len(paths) and found else ()


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit()


def _part(values: Sequence[str]) -> str:
    """Return what the values of one place between slashes have in common."""
    if all(_is_number(value) for value in values):
        return "#"
    if len(set(values)) == 1 and not re.search(r"[#*]", values[0]):
        return values[0]
    signs = {found[1] if (found := _NUMBER_FIRST.fullmatch(value)) else "" for value in values}
    if len(signs) == 1 and "" not in signs:
        return f"#{signs.pop()}*"
    ends = {found[2] or "" if (found := _NUMBER_LAST.fullmatch(value)) else None for value in values}
    if len(ends) == 1 and None not in ends:
        return f"*#{ends.pop()}"
    ends = {found[0] if (found := re.search(r"\.[a-z]{3,5}$", value)) else "" for value in values}
    return f"*{ends.pop()}" if len(ends) == 1 else "*"


@dataclass(frozen=True, slots=True)
class Pages:
    """How a list goes on, as a profile says it."""

    page_path: str = ""
    page_parameter: str = ""
    page_step: int = 0


def pages_of(list_url: str, next_url: str | None) -> Pages:
    """Return how a list goes on, as the address of its second page shows; nothing where it does not."""
    if next_url is None:
        return Pages()
    here, there = urlsplit(list_url), urlsplit(next_url)
    if here.netloc.removeprefix("www.") != there.netloc.removeprefix("www."):
        return Pages()
    before = dict(parse_qsl(here.query, keep_blank_values=True))
    after = parse_qsl(there.query, keep_blank_values=True)
    differing = [(name, value) for name, value in after if before.get(name) != value]
    if len(differing) == 1 and there.path.rstrip("/") == here.path.rstrip("/"):
        name, value = differing[0]
        if not re.fullmatch(r"[0-9]{1,5}", value) or value == "0":
            return Pages()
        if value == "2":
            rest = urlencode([pair for pair in after if pair[0] != name])
            return Pages(page_path=f"{there.path}?{rest + '&' if rest else ''}{name}={{page}}")
        return Pages(page_parameter=name, page_step=int(value))
    path = f"{there.path}?{there.query}" if there.query else there.path
    places = list(re.finditer(r"(?<![0-9])2(?![0-9])", there.path))
    fresh = [place for place in places if here.path[: place.end()] != there.path[: place.end()]]
    if differing or not fresh:
        return Pages()
    at = fresh[-1]
    return Pages(page_path=path[: at.start()] + "{page}" + path[at.end() :])
