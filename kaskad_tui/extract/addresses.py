"""What in an address says where a reader came from, and not which page it is."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|yclid|ysclid|_openstat|from|ref|igshid|mc_[ce]id|at_(?:medium|campaign))$",
    re.I,
)
_FORUM = re.compile(
    r"/(?:forums?|threads?)(?:/|$)|/(?:view(?:topic|forum)|show(?:thread|topic|forum)|forumdisplay)(?:[./]|$)",
    re.I,
)


def is_of_forum(path: str) -> bool:
    """Tell whether a path names a board or topic of a forum: dated texts, and no news."""
    return _FORUM.search(path) is not None


def kept_query(query: str) -> str:
    """Return a query without tracking parameters; one without any stays as it is written."""
    if not query:
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.match(name)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def without_tracking(url: str) -> str:
    """Return an address without fragment and tracking parameters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept_query(parts.query), ""))


def following_number(url: str, parameter: str) -> str | None:
    """Return an address with a page's number in its query raised by one; the first page has none."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    number = next((value for name, value in pairs if name == parameter), "1")
    if not re.fullmatch(r"[0-9]{1,5}", number):
        return None
    kept = [pair for pair in pairs if pair[0] != parameter]
    query = urlencode([*kept, (parameter, str(int(number) + 1))])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
