"""AMP addresses by their form: which page they are a second version of, as far as the address says it.

A guess: nothing is asked for by it. Two headlines are one only where the page itself was announced, too.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_QUERY = re.compile(r"(?:^|&)(?:amp(?:=(?:1|true)?)?|outputType=amp)(?=&|$)", re.I)
_ENDING = re.compile(r"\.amp(?=\.html?$|$)", re.I)


def plain_form(url: str) -> str | None:
    """Return the address of the page that an AMP address is a version of; None for what looks like none.

    `/amp/a`, `/a/amp`, `/a.amp.html`, `/a.amp`, `/a?amp=1` and `amp.` before the host are all `/a`.
    """
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("amp.")
    path = _ENDING.sub("", parts.path)
    names = path.split("/")
    kept = [name for name in names if name.lower() != "amp"]
    if any(kept):
        path = "/".join(kept) or "/"
    query = _QUERY.sub("", parts.query).lstrip("&")
    plain = urlunsplit((parts.scheme, host, path if path.startswith("/") else f"/{path}", query, ""))
    return plain if plain != urlunsplit(parts._replace(fragment="")) else None


def amp_forms(ident: str) -> tuple[str, ...]:
    """Return the paths at which the AMP version of a page may have been announced, by the page's path."""
    path, _, query = ident.partition("?")
    ends = f"?{query}" if query else ""
    stem, dot, ending = path.rpartition(".")
    forms = [f"/amp{path}{ends}", f"{path}.amp{ends}", *([f"{stem}.amp{dot}{ending}{ends}"] if dot else [])]
    first, slash, rest = path[1:].partition("/")
    return (*forms, f"/{first}/amp/{rest}{ends}") if slash else tuple(forms)
