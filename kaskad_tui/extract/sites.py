"""What a page shows of its site: menu, paging, imprint, feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from math import gcd
from urllib.parse import parse_qs, unquote, urlsplit

from kaskad_tui.extract.boxes import Box, groups_of
from kaskad_tui.extract.context import Context
from kaskad_tui.extract.labels import MORE, NEXT_PAGE, fold, fold_all
from kaskad_tui.model import Section
from kaskad_tui.sanitize import clean_line, safe_url

_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)\s|copyright\b)", re.I)
_NEXT_SIGNS = ("»", "›", ">", "→", "»»", ">>")
_NO_SECTION = fold_all(
    """главная|главная страница|home|контакты|о нас|о компании|о телеканале|о проекте|реклама|поиск|вход
войти|регистрация|rss|карта сайта|архив
программа|телепрограмма|программа передач|прямой эфир|эфир|вакансии|редакция|наша команда|contacts|contact
about|about us|search|login
sign in|subscribe|advertise|newsletter|privacy|terms|sitemap""".replace("\n", "|").split("|")
)
_NEWS_TITLES = fold_all(
    "новости|последние новости|news|latest news|welcome|добро пожаловать|index".split("|")
)
_MAX_SECTIONS = 40
_PART = re.compile(
    r"(?:r|cat|category|catid|rubric|rubrika|razdel|section|sec|part|topic|theme|tag)(?:_?id)?=[\w-]{1,40}",
    re.I,
)
"""A query that names a part of a site."""


def find_sections(context: Context, title: Box | None) -> tuple[Section, ...]:
    """Return the site's own lists: those that the profile knows, then those that the page's menu links to."""
    found: dict[str, Section] = {}
    profile = context.profile
    ignored: set[str] = set()
    if profile is not None:
        ignored = {ident.strip("/") for ident in profile.ignore_sections}
        origin = _origin(context) or profile.base_url
        for known in profile.sections:
            url = safe_url(f"/{known.id.strip('/')}" if known.id else "/", origin) if origin else None
            if url:
                found[known.id.strip("/")] = Section(known.id.strip("/"), known.title, url)
    for menu in islice(_menus(context, title), 2):
        for ident, text, url in menu:
            if ident not in found and ident not in ignored and len(found) < _MAX_SECTIONS:
                found[ident] = Section(ident, text, url)
    return tuple(found.values())


def _origin(context: Context) -> str | None:
    if not context.base:
        return None
    parts = urlsplit(context.base)
    return f"{parts.scheme}://{parts.netloc}"


def _menus(context: Context, title: Box | None) -> Iterator[list[tuple[str, str, str]]]:
    plain: list[Box] = []
    found = False
    for box in groups_of(context.outline.root):
        navigation = box.tag == "nav" or box.get("role") == "navigation"
        before = title is None or box.lo < title.lo
        if not (before or navigation) or not 2 <= box.hi - box.lo <= 60:
            continue
        if not (navigation or box.tag in ("ul", "ol")):
            plain.append(box)
        elif box.parent is None or box.parent.tag != "li":
            leaves = context.outline.within(box)
            links = [entry for leaf in leaves for entry in _menu_links(context, leaf)]
            if len(links) >= 2 and len(links) * 2 >= len(leaves):
                found = True
                yield links
    for leaf in context.outline.leaves[: 40 if title is None else title.lo]:  # a menu in one line
        links = _menu_links(context, leaf)
        if len(links) >= 3:
            found = True
            yield links
    for box in () if found else plain:  # of cells or boxes that hold a link each, and nothing else
        leaves = context.outline.within(box)
        if all(leaf.link_chars == len(leaf.text) for leaf in leaves):
            links = [entry for leaf in leaves for entry in _menu_links(context, leaf)]
            if len(links) >= 2 and len(links) * 2 >= len(leaves):
                yield links


def _menu_links(context: Context, leaf: Box) -> list[tuple[str, str, str]]:
    if leaf.link_chars < 0.7 * len(leaf.text):
        return []
    found = [entry for run in leaf.runs or () if (entry := _menu_link(context, run.href, run.text))]
    wanted = sum(1 for run in leaf.runs or () if run.href)
    return found if len(found) * 2 >= wanted else []


def _menu_link(context: Context, href: str | None, text: str) -> tuple[str, str, str] | None:
    if len(text) > 40:
        return None
    url = context.resolve(href)
    if url is None or not context.is_own(url) or context.article_of(href):
        return None
    parts = urlsplit(url)
    ident = unquote(parts.path).strip("/")
    if not ident or ident.count("/") > 2 or re.search(r"\.(?!html?$|php$)\w{2,5}$", ident):
        return None
    if parts.query:
        if not _PART.fullmatch(parts.query):
            return None
        ident = f"{ident}?{parts.query}"
    text = clean_line(text, 60)
    return None if fold(text) in _NO_SECTION or not fold(text) else (ident, text, url)


def printed_section(context: Context) -> str | None:
    """Return the section's name as microdata gives it."""
    named = [el for el in context.marked if el.get("itemprop") in ("genre", "articleSection")]
    texts = (clean_line(el.get("content") or "".join(el.itertext()), 80) for el in named[:3])
    return next((text for text in texts if text), None)


def _offset(url: str, parameter: str) -> int | None:
    values = parse_qs(urlsplit(url).query).get(parameter)
    return int(values[0]) if values and re.fullmatch(r"\d{1,9}", values[0]) else None


def find_paging(context: Context) -> tuple[str | None, int | None, tuple[str, ...]]:
    """Return the following page's address, the step of the offset and all paging links."""
    here = context.url or context.structured.canonical
    path = urlsplit(here).path.rstrip("/") if here else None
    parameter = context.profile.page_parameter if context.profile else ""
    pages: dict[str, int | None] = {}
    named: str | None = context.structured.next_url
    for element in context.chosen.next:
        named = context.resolve(element.get("href")) or named
    named = named or _marked_next(context)
    worded: str | None = None
    for leaf in context.outline.leaves:
        if not leaf.link_chars:
            continue
        for run in leaf.runs or ():
            if run.href is None or len(run.text) > 40:
                continue
            url = context.resolve(run.href)
            if url is None or not context.is_own(url) or context.article_of(run.href):
                continue
            parts = urlsplit(url)
            same = path is None or parts.path.rstrip("/") == path
            # a number and the word behind it are one link where nothing stands between them
            text = re.sub(r"^\d{1,4}\s*(?=[^\d\s])|(?<=[^\d\s])\s*\d{1,4}$", "", run.text.strip())
            is_next = fold(text) in NEXT_PAGE or text in _NEXT_SIGNS
            if parameter:
                offset = _offset(url, parameter)
                if same and offset is not None:
                    pages[url] = offset
                    if is_next:
                        named = named or url
            elif (re.fullmatch(r"\d{1,4}|\.\.\.|…", text) or is_next) and _is_page_link(url, path):
                pages[url] = None
                if is_next:
                    named = named or url
            elif fold(text) in NEXT_PAGE and _goes_on(url, here, surely=fold(text) not in MORE):
                worded = url
    named = named or worded
    step = 0
    for offset in pages.values():
        step = gcd(step, offset or 0)
    current = (_offset(here, parameter) or 0) if here and parameter else 0
    if named is None and parameter:
        later = [(offset, url) for url, offset in pages.items() if offset is not None and offset > current]
        named = min(later)[1] if later else None
    if step == 0 and context.profile is not None and pages:
        step = context.profile.page_step
    return named, step or None, tuple(pages)


def _marked_next(context: Context) -> str | None:
    """Return the address of the link that the markup calls the next one."""
    found = context.outline.root.el.xpath("//a[@href][contains(concat(' ', @rel, ' '), ' next ')]/@href")
    urls = [context.resolve(str(href)) for href in found] if isinstance(found, list) else []
    return next((url for url in urls if url is not None and context.is_own(url)), None)


def _goes_on(url: str, here: str | None, *, surely: bool) -> bool:
    """Tell whether a link that is called so goes on with the list: at its address with another query.

    Where the words leave no doubt, any other page beside the list or below it will do.
    """
    parts, mine = urlsplit(url), urlsplit(here or url)
    if url == here:
        return False
    if parts.path.rstrip("/") == mine.path.rstrip("/"):
        return bool(parts.query) and parts.query != mine.query
    return surely and parts.path.startswith(mine.path.rpartition("/")[0] + "/")


def _is_page_link(url: str, path: str | None) -> bool:
    parts = urlsplit(url)
    if re.search(r"(?:^|[&?])(?:page|p|start|offset|paged|pg|from|PAGEN_\d+)=\d+", parts.query):
        return True
    return bool(re.search(r"/(?:page[/_-]?)?\d{1,4}/?$", parts.path)) and (
        path is None or parts.path.startswith(path[:3])
    )


def find_imprint(context: Context) -> list[Box]:
    """Return the leaves of the site's imprint: from its mark to the end of the box that holds it."""
    marks = [fold(mark) for mark in context.profile.imprint_marks] if context.profile else []
    leaves = context.outline.leaves
    start: Box | None = None
    for leaf in reversed(leaves):
        head = fold(leaf.text[:120])
        if (marks and any(head.startswith(mark) for mark in marks if mark)) or (
            not marks and _opens_imprint(leaf)
        ):
            start = leaf
            if marks:
                break
            break
    if start is None:
        return []
    box = start
    found = [start]
    for _step in range(4):
        parent = box.parent
        if parent is None or (parent.tag in ("html", "body") and len(found) > 1):
            break
        behind = parent.children[parent.children.index(box) + 1 :]
        for sibling in behind:
            found.extend(context.outline.within(sibling))
        if len(found) > 3 or parent.tag == "footer":
            break
        box = parent
    kept: list[Box] = []
    for leaf in found:
        if context.is_list_label(leaf) or fold(leaf.text) in context.furniture:
            continue
        if leaf.link_chars and any(run.href and context.article_of(run.href) for run in leaf.runs or ()):
            continue
        kept.append(leaf)
    return kept[:60]


def _opens_imprint(leaf: Box) -> bool:
    if len(leaf.text) >= 400 or not _COPYRIGHT.match(leaf.text):
        return False
    box: Box | None = leaf
    while box is not None:
        if box.tag == "figure":  # the picture's
            return False
        box = box.parent
    return True


def site_title(context: Context, leaves: Sequence[Box]) -> str | None:
    """Return the site's name as the page gives it."""
    named = context.structured.meta.get("og:site_name")
    if named:
        return clean_line(named, 200)
    known = fold_all(context.profile.site_titles) if context.profile else frozenset()
    for leaf in leaves[:12]:
        if fold(leaf.text) in known:
            return clean_line(leaf.text, 200)
    for article in context.structured.articles[:2]:
        publisher = article.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return clean_line(str(publisher["name"]), 200) or None
    if context.url and urlsplit(context.url).path in ("", "/") and context.structured.document_title:
        parts = re.split(r"\s+[|·•»—–:-]+\s+|\s*[|·•]\s*", clean_line(context.structured.document_title, 300))
        own = [part for part in parts if fold(part) not in _NO_SECTION and fold(part) not in _NEWS_TITLES]
        return clean_line(own[0], 200) or None if own else None
    return None
