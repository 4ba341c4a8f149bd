"""Where an element stands in its page, as a CSS selector: for people who mend a profile."""

from __future__ import annotations

import re

from lxml import etree

_NAME = re.compile(r"[A-Za-z_][\w-]{0,59}", re.A)
_STEPS = 4


def css_of(element: etree._Element) -> str:
    """Return a short selector for an element: up to its nearest id, four steps at most.

    Names with a number in them are left out: they are mostly another one on the next page.
    """
    steps: list[str] = []
    one: etree._Element | None = element
    while (
        one is not None
        and len(steps) < _STEPS
        and isinstance(one.tag, str)
        and one.tag not in ("html", "body")
    ):
        tag = one.tag if _NAME.fullmatch(one.tag) else "*"  # names hold anything, control characters too
        ident = one.get("id") or ""
        if _steady(ident):
            steps.append(f"{tag}#{ident}")
            break
        names = [name for name in (one.get("class") or "").split() if _steady(name)]
        marked = (one.get("itemprop") or "").split()
        if names:
            steps.append(tag + "".join(f".{name}" for name in names[:2]))
            if len(steps) > 1:
                break
        elif marked and _steady(marked[0]):
            steps.append(f'{tag}[itemprop~="{marked[0]}"]')
            break
        else:
            steps.append(tag)
        one = one.getparent()
    return " ".join(reversed(steps)) if steps and steps != ["div"] else ""


def _steady(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not re.search(r"\d{2,}", name)
