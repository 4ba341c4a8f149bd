"""The dates that a page claims in machine form: of publication, of the last change, in its address."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from lxml import etree

from kaskad_tui.extract.boxes import Box
from kaskad_tui.extract.bylines import microdata
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.dates import Found, parse_machine

_SURE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article.published", "published_time",
)  # fmt: skip
_METAS = (
    "pubdate", "publishdate", "publish-date", "publish_date", "article_date_original",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created",
    "article:post_date", "mediator_published_time", "original-publish-date",
)  # fmt: skip
_VAGUE_METAS = ("dc.date", "dc.date.created", "date")
"""Of these nobody knows what they date: the text, its last change, the page's making."""
_CHANGES = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "dc.date.modified",
    "dcterms.modified", "last-modified", "lastmod", "updated_time",
)  # fmt: skip
_EITHER_ORDER = re.compile(r"\s*(?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|1[0-2])[/.-]\d{2,4}\b")
"""Whether day or month comes first, such a date does not say."""


class Claim(NamedTuple):
    """A date of publication that a page gives in a field."""

    moment: datetime
    day_only: bool
    rule: str
    vague: bool = False
    """The field may date something else, or does not say which number is the month."""


def claimed_date(context: Context, region: Box | None) -> Claim | None:
    """Return the date that the page says it was published; `region` holds title and text."""
    for article in context.structured.articles[:3]:
        for key in ("datePublished", "dateCreated"):
            value = article.get(key)
            if isinstance(value, str) and (claim := _claim(context, value, f"json-ld {key}")):
                return claim
    if claim := _in_metas(context, _SURE_METAS):
        return claim
    for prop in ("datePublished", "dateCreated"):
        for element in microdata(context, prop, region)[:3]:
            if claim := _claim(context, _machine_value(element), f"microdata {prop}"):
                return claim
    everywhere = {_machine_value(element) for element in microdata(context, "datePublished", None)}
    if len(everywhere) == 1 and (
        claim := _claim(context, everywhere.pop(), "microdata datePublished, the page's only one")
    ):
        return claim
    if claim := _in_metas(context, _METAS):
        return claim
    claim = _in_metas(context, _VAGUE_METAS)
    return claim._replace(vague=True) if claim else None


def _claim(context: Context, value: str | None, rule: str) -> Claim | None:
    found = parse_machine(value, zone=context.zone)
    return Claim(*found, rule, bool(_EITHER_ORDER.match(value or ""))) if found else None


def _in_metas(context: Context, names: tuple[str, ...]) -> Claim | None:
    claims = (_claim(context, context.structured.meta.get(name), f"meta {name}") for name in names)
    return next((claim for claim in claims if claim), None)


def claimed_change(context: Context) -> tuple[datetime, bool] | None:
    """Return when the page says it was last changed, and whether only the day is known."""
    for article in context.structured.articles[:3]:
        value = article.get("dateModified")
        if isinstance(value, str) and (found := parse_machine(value, zone=context.zone)):
            return found
    metas = (parse_machine(context.structured.meta.get(name), zone=context.zone) for name in _CHANGES)
    return next((found for found in metas if found), None)


def _machine_value(element: etree._Element) -> str:
    return element.get("datetime") or element.get("content") or "".join(element.itertext())


_ADDRESS_DAYS = (
    re.compile(
        r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>0?[1-9]|1[0-2])[/-](?P<d>0?[1-9]|[12]\d|3[01])(?=[/-]|$)"
    ),
    re.compile(
        r"(?:/|[-_])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    ),
    re.compile(r"[/_-](?P<d>0[1-9]|[12]\d|3[01])[._-](?P<m>0[1-9]|1[0-2])[._-](?P<y>(?:19|20)\d\d)(?=[/_.-]|$)"),
)  # fmt: skip


def date_in_address(context: Context) -> Found | None:
    """Return the day that stands in the page's address."""
    for form in _ADDRESS_DAYS if context.url else ():
        if match := form.search(context.url or ""):
            year, month, day = (match[name].zfill(2) for name in "ymd")
            found = parse_machine(f"{year}-{month}-{day}", zone=context.zone)
            return Found(*found, 0, 0) if found else None
    return None
